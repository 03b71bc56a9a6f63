"""The dialog that tries out a scanner: shows a code, hears one scan of it, and says in plain words what it heard."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from PySide6.QtCore import QPointF, QSize, Qt, QTimer, Slot
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QDialog, QHBoxLayout, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from inventory.i18n import N_, _
from ui.desk import Desk
from ui.editing.saving import ask_where, show_file
from ui.printing import scanner_sheet
from ui.printing.scanner_sheet import Symbols, bars_size, draw_bars, draw_qr, qr_size
from ui.scan.burst import is_text
from ui.scan.learning import TEST_CODE, Arrived, Closer, Doubt, Heard, Lesson, learn, understood
from ui.scan.manner import Manner
from ui.scan.routing import shown
from ui.scan.wedge import CLOSERS, MODIFIERS
from ui.theme import Meaning
from ui.widgets.banners import Banners
from ui.widgets.buttons import button
from ui.widgets.cards import KeyValues
from ui.widgets.chips import SYMBOLS
from ui.widgets.symbols import Symbol
from ui.widgets.words import words

SILENCE_MS: Final = 700
"""So long after the last key a scan without Enter is over, however slow the scanner."""
QR_MODULE: Final = 5
BAR_MODULE: Final = 2
GAP: Final = 12
WIDTH: Final = 560
"""Of the paper, and so of the words below it."""
COMMANDS: Final = (
    Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier | Qt.KeyboardModifier.MetaModifier
)

_CLOSERS: Final = {Closer.ENTER: N_("Enter"), Closer.TAB: N_("Tab"), Closer.NOTHING: N_("nothing")}
_DOUBTS: Final = {
    Doubt.STRANGE: N_(
        "This is not the test code. Scan it again; if an input method is on, switch it to English first."
    ),
    Doubt.SLOW: N_(
        "This is as slow as a person types, so a scan could not be told from typing. Set the delay between characters "
        "to none, as the manual of the scanner says, and scan again."
    ),
}
_ARRIVED: Final = {
    Arrived.CAPS: N_("Capital letters arrive as small ones: Caps Lock is on, or the scanner does it. It does no harm."),
    Arrived.WIDE: N_("An input method made the characters wide. Switch it to English before you scan."),
    Arrived.LAYOUT: N_(
        "The scanner and this computer have different keyboard layouts. Our own labels are recognised all the same. "
        "For the labels of makers set both to US English."
    ),
}
_OPEN: Final = N_("Nothing came behind the code, so each scan waits for a pause. Set Enter (CR) as its suffix.")


class Paper(QWidget):
    """Both symbols, black on white in either theme: scanners read them from the screen."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._symbols: Symbols | None = None
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(_("Test code {code}").format(code=TEST_CODE))

    @Slot(object)
    def show_symbols(self, symbols: Symbols) -> None:
        """Draw the code."""
        self._symbols = symbols
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        """Side by side, with a little white around."""
        bars = 0.0 if self._symbols is None else bars_size(self._symbols.bars, BAR_MODULE).width()
        width = int(qr_size(QR_MODULE).width() + bars) + 3 * GAP
        return QSize(max(WIDTH, width), int(qr_size(QR_MODULE).height()) + 2 * GAP)

    def minimumSizeHint(self) -> QSize:
        """Less cannot be read."""
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        """White ground, whole pixels."""
        painter = QPainter(self)
        painter.fillRect(self.rect(), Qt.GlobalColor.white)
        if self._symbols is not None:
            qr, bars = qr_size(QR_MODULE), bars_size(self._symbols.bars, BAR_MODULE)
            left = (self.width() - int(qr.width() + bars.width()) - GAP) // 2
            draw_qr(painter, QPointF(left, GAP), self._symbols.qr, QR_MODULE)
            top = (self.height() - int(bars.height())) // 2
            draw_bars(painter, QPointF(left + int(qr.width()) + GAP, top), self._symbols.bars, BAR_MODULE)
        painter.end()


class ScannerTrial(QDialog):
    """Hears one scan after another; what was learned is kept by its button. Enter alone presses nothing."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(_("Test my scanner"))
        self._desk = desk
        self._keys: list[tuple[str, int, int]] = []
        self._lesson: Lesson | None = None
        self._over = QTimer(self)
        self._over.setSingleShot(True)
        self._over.setInterval(SILENCE_MS)
        self._over.timeout.connect(self._silent)
        self._column = column = QVBoxLayout(self)
        column.setContentsMargins(20, 16, 20, 16)
        column.setSpacing(12)
        column.addWidget(words(_("Test my scanner"), "heading"))
        told = _(
            "Scan one of the two codes, here on the screen or printed. Both say the same; nothing is opened by it."
        )
        column.addWidget(words(told, "muted", wrap=True))
        self.banners = Banners()
        column.addWidget(self.banners)
        self.paper = Paper()
        column.addWidget(self.paper)
        verdict = QHBoxLayout()
        verdict.setSpacing(10)
        self._sign = Symbol("scan", 20, "muted")
        verdict.addWidget(self._sign, 0, Qt.AlignmentFlag.AlignTop)
        self.verdict = words(_("Waiting for a scan …"), wrap=True)
        verdict.addWidget(self.verdict, 1)
        column.addLayout(verdict)
        self.facts = KeyValues(beside=True)
        self.facts.hide()
        column.addWidget(self.facts)
        self.remarks = words("", "muted", wrap=True)
        self.remarks.hide()
        column.addWidget(self.remarks)
        column.addStretch(1)
        column.addLayout(self._feet())
        desk.jobs.query(scanner_sheet.symbols, TEST_CODE, done=self.paper.show_symbols)

    def _feet(self) -> QHBoxLayout:
        feet = QHBoxLayout()
        feet.setSpacing(8)
        feet.addWidget(button(_("Save the codes as PDF"), self._ask_place, symbol="print"))
        feet.addStretch(1)
        feet.addWidget(button(_("Close"), self.close))
        self.keep: QPushButton = button(_("Keep for this workstation"), self._keep, "primary")
        self.keep.setEnabled(False)
        feet.addWidget(self.keep)
        return feet

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc closes; Enter alone is a scanner's."""
        if event.key() not in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            super().keyPressEvent(event)

    # listening

    def take_key(self, event: QKeyEvent) -> bool:
        """A key on its way into the dialog; True: it belongs to a scan and goes no further."""
        key, text = event.key(), event.text()
        if event.isAutoRepeat() or key in MODIFIERS:
            return False
        if key in CLOSERS:
            if not self._keys:
                return False
            self._end(Closer.TAB if key == Qt.Key.Key_Tab else Closer.ENTER)
            return True
        if not is_text(text) or event.modifiers() & COMMANDS or (text == " " and not self._keys):
            return False
        self._keys.append((text, event.nativeScanCode(), event.timestamp()))
        self._over.start()
        return True

    def _silent(self) -> None:
        self._end(Closer.NOTHING)

    def _end(self, closer: Closer) -> None:
        self._over.stop()
        keys, self._keys = self._keys, []
        texts, codes, times = zip(*keys, strict=True)
        self.hear(Heard("".join(texts), codes, times, closer))

    # answering

    def hear(self, heard: Heard) -> None:
        """Say what a scan tells."""
        lesson = learn(heard)
        self.facts.show_facts(_facts(heard, lesson))
        self.facts.show()
        self._lesson = lesson if isinstance(lesson, Lesson) else None
        if isinstance(lesson, Doubt):
            self._say(Meaning.LATE, _(_DOUBTS[lesson]), [])
            return
        remarks = [_(_ARRIVED[lesson.arrived])] if lesson.arrived in _ARRIVED else []
        if heard.closer is Closer.NOTHING:
            remarks.append(_(_OPEN))
        if not understood(heard, lesson, self._desk.scanner):
            said = _("Your scanner types in its own manner. Keep what was heard, and this workstation understands it.")
            if lesson.manner == Manner():
                said = _("This scanner works without anything learned before. Keep that, and typing is safer.")
            self._say(Meaning.SOON, said, remarks)
        else:
            self._say(Meaning.OK, _("This workstation understands your scanner as it is."), remarks)

    def _say(self, meaning: Meaning, verdict: str, remarks: list[str]) -> None:
        self._sign.show_icon(SYMBOLS[meaning], meaning.value)
        self.verdict.setText(verdict)
        self.remarks.setText("\n".join(remarks))
        self.remarks.setVisible(bool(remarks))
        self.keep.setEnabled(meaning is Meaning.SOON)
        self._grow()

    def _grow(self) -> None:
        """As high as the words need, so that the codes above them stay whole."""
        self._column.activate()
        self.resize(self.width(), max(self.height(), self._column.heightForWidth(self.width())))

    @Slot()
    def _keep(self) -> None:
        if self._lesson is not None:
            self._desk.know_scanner(self._lesson.manner)
            self._desk.toast(_("This workstation knows your scanner now."))
            self.close()

    # the paper

    @Slot()
    def _ask_place(self) -> None:
        name = _("Scanner test") + ".pdf"
        ask_where(self, _("Save the codes as PDF"), name, [_("PDF (*.pdf)")], self.save, "pdf")

    @Slot(str)
    def save(self, place: str) -> None:
        """Write the codes to a path."""
        jobs, title = self._desk.jobs, _("Scanner test")
        jobs.work(scanner_sheet.write, TEST_CODE, Path(place), title=title, done=self._saved, failed=self._not_saved)

    @Slot(object)
    def _saved(self, path: Path) -> None:
        self._path = path
        text = _("The codes are in {name}. Print the page at 100 %.").format(name=path.name)
        self.banners.say(text, Meaning.OK, [(_("Open the file"), self._show)])
        self._grow()

    def _show(self) -> None:
        show_file(self._path)

    @Slot(object)
    def _not_saved(self, error: Exception) -> None:
        self.banners.say(str(error), Meaning.LATE)
        self._grow()


def _facts(heard: Heard, lesson: Lesson | Doubt) -> list[tuple[str, str]]:
    """What was heard, in figures and characters."""
    speed = _("{middle} ms from character to character, {longest} ms at most")
    facts = [
        (_("Heard"), shown(heard.text)),
        (_("Speed"), speed.format(middle=heard.middle, longest=heard.longest)),
        (_("Key behind the code"), _(_CLOSERS[heard.closer])),
    ]
    if isinstance(lesson, Lesson):
        facts.append((_("Characters in front"), shown(lesson.manner.prefix) or _("none")))
        facts.append((_("Characters behind"), shown(lesson.manner.suffix) or _("none")))
    return facts
