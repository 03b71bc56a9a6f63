"""Step 3: what taking in the book would do. Nothing is written before the person agrees here."""

from __future__ import annotations

from collections import Counter

from PySide6.QtCore import QTimer, Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QPushButton, QStackedWidget, QVBoxLayout, QWidget

from inventory.access.rights import Right
from inventory.i18n import _, ngettext, pgettext
from inventory.imports import Created, NearDuplicate, Preview, reason
from ui.desk import Desk
from ui.editing.segments import Segment, Segments
from ui.icons import icon
from ui.imports.note_lines import NoteLine, Shown, fields, note_lines
from ui.imports.words import created_word, kind_word
from ui.theme import Meaning
from ui.widgets.banners import Banners
from ui.widgets.buttons import button
from ui.widgets.cards import Card, EmptyState, either
from ui.widgets.chips import Chip
from ui.widgets.flow import FlowLayout
from ui.widgets.records import Field, Records
from ui.widgets.tabs import TabStrip
from ui.widgets.words import Line, rule, selectable, words

PAUSE_MS = 200
NOTES, CREATIONS, NEAR = range(3)


class PreviewStep(QWidget):
    """Signals: ``commit_asked(Preview)``; ``rejects_asked(Preview)`` save the refused rows; ``back_asked()``."""

    commit_asked = Signal(object)
    rejects_asked = Signal(object)
    back_asked = Signal()

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self.preview: Preview | None = None
        self._shown = Shown.ALL
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        self.banners = Banners()
        column.addWidget(self.banners)
        self.name = Line("", "muted")
        column.addWidget(self.name)
        self.chips = QWidget()
        self._chip_row = FlowLayout(self.chips)
        column.addWidget(self.chips)
        column.addWidget(self._sheet(), 1)
        column.addLayout(self._feet())
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(PAUSE_MS)
        self._pause.timeout.connect(self._ask_notes)

    def _sheet(self) -> Card:
        card = Card(flush=True)
        self.strip = TabStrip([_("Rows with notes"), _("New records"), _("Nearly the same names")])
        card.body.addWidget(self.strip)
        self._stack = QStackedWidget()
        self._stack.addWidget(self._notes_page())
        self.creations = Records(
            [
                Field(_("Kind"), lambda new: created_word(new.kind), 190, quiet=True),
                Field(_("Name"), lambda new: new.name),
                Field(_("Belongs to"), lambda new: new.detail, quiet=True),
                Field(_("Rows that need it"), lambda new: f"{new.rows:,}", 150, right=True),
            ],
            _("New records"),
        )
        self.summary = words("", "muted", wrap=True)
        nothing = EmptyState(_("The book brings nothing new along"), symbol="ok")
        self._creations = either(_under(self.summary, self.creations), nothing)
        self._stack.addWidget(self._creations)
        self.near = Records(
            [
                Field(_("Kind"), lambda pair: created_word(pair.kind), 130, quiet=True),
                Field(_("In the book"), lambda pair: pair.name),
                Field(_("Nearly the same"), lambda pair: pair.other),
                Field(_("Which stands"), _where, 170, chip=_where_meaning),
            ],
            _("Nearly the same names"),
        )
        told = words(
            _("They are kept apart. If two are one, mend the name in the book and look through it again."),
            "muted",
            True,
        )
        self._near = either(_under(told, self.near), EmptyState(_("No name looks like another one"), symbol="ok"))
        self._stack.addWidget(self._near)
        self.strip.chosen.connect(self._stack.setCurrentIndex)
        card.body.addWidget(self._stack, 1)
        return card

    def _notes_page(self) -> QWidget:
        page = QWidget()
        column = QVBoxLayout(page)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        bar = QHBoxLayout()
        bar.setContentsMargins(14, 8, 14, 8)
        bar.setSpacing(12)
        sorts = [
            Segment(Shown.ALL, _("All")),
            Segment(Shown.REFUSED, _("Refused")),
            Segment(Shown.WARNED, _("To look at")),
            Segment(Shown.CHANGED, _("Changed")),
        ]
        self.sort = Segments(_("Which notes"), sorts, Shown.ALL)
        self.sort.chosen.connect(self._sort_chosen)
        bar.addWidget(self.sort)
        self.line = QLineEdit()
        self.line.setPlaceholderText(_("Row, column, value or word"))
        self.line.setAccessibleName(self.line.placeholderText())
        self.line.setClearButtonEnabled(True)
        self.line.addAction(icon("search"), QLineEdit.ActionPosition.LeadingPosition)
        self.line.setMaximumWidth(300)
        self.line.textChanged.connect(self._typed)
        bar.addWidget(self.line, 1)
        bar.addStretch(1)
        self.count = words("", "muted")
        bar.addWidget(self.count)
        column.addLayout(bar)
        self.notes = Records(fields(), _("Rows with notes"), lines=2)
        nothing = EmptyState(_("No row has anything to say"), _("Every row is as it should be."), "ok")
        self._notes = either(self.notes, nothing)
        self._no_notes = nothing
        column.addWidget(self._notes, 1)
        self.detail = selectable(words("", wrap=True))
        self.detail.setContentsMargins(14, 8, 14, 8)
        self.detail.hide()
        column.addWidget(rule())
        column.addWidget(self.detail)
        self.notes.chosen.connect(self._show_detail)
        return page

    def _feet(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(button(pgettext("step", "Back"), self.back_asked))
        row.addStretch(1)
        self.rejects_button: QPushButton = button(_("Save refused rows as workbook"), self._save_rejects, symbol="save")
        row.addWidget(self.rejects_button)
        self.commit_button: QPushButton = button("", self._commit, "primary")
        self._desk.permits.guard(self.commit_button, Right.IMPORT)
        row.addWidget(self.commit_button)
        return row

    # showing

    def show_preview(self, preview: Preview) -> None:
        """Show what a look through a book has found."""
        self.preview = preview
        self.banners.clear()
        if preview.banner is not None:
            self.banners.say(str(preview.banner), Meaning.SOON)
        said = _("{kind} · {file} · sheet {sheet} · {rows} read")
        rows = ngettext("{count} row", "{count} rows", preview.read).format(count=f"{preview.read:,}")
        self.name.setText(
            said.format(kind=kind_word(preview.kind), file=preview.file_name, sheet=preview.sheet, rows=rows)
        )
        self._show_chips(preview)
        self.creations.show_records(preview.creations)
        self._creations.setCurrentIndex(0 if preview.creations else 1)
        self.summary.setText(_summary(preview))
        self.near.show_records(preview.near)
        self._near.setCurrentIndex(0 if preview.near else 1)
        self.strip.set_count(NOTES, len(preview.rows))
        self.strip.set_count(CREATIONS, len(preview.creations))
        self.strip.set_count(NEAR, len(preview.near))
        self.strip.choose(NOTES)
        taken = preview.accepted
        word = ngettext("Import {count} row", "Import {count} rows", taken).format(count=f"{taken:,}")
        self.commit_button.setText(word if taken else _("Nothing to import"))
        self.commit_button.setAccessibleName(self.commit_button.text())
        self.commit_button.setEnabled(bool(taken))
        self.rejects_button.setEnabled(bool(preview.rejected))
        self.line.clear()
        self._show_sort(Shown.REFUSED if preview.rejected else Shown.ALL)

    def forget(self) -> None:
        """Let go of a preview: it holds the whole book."""
        self.preview = None
        self.notes.show_records([])

    def _show_chips(self, preview: Preview) -> None:
        while (item := self._chip_row.takeAt(0)) is not None:
            if (old := item.widget()) is not None:
                old.hide()
                old.deleteLater()
        counts = (
            (_("{count} new"), preview.new, Meaning.OK, None),
            (_("{count} changed"), preview.changed, Meaning.INFO, Shown.CHANGED),
            (_("{count} already there"), preview.already_there, Meaning.OFF, None),
            (_("{count} to look at"), preview.warned, Meaning.SOON, Shown.WARNED),
            (_("{count} refused"), preview.rejected, Meaning.LATE, Shown.REFUSED),
            (_("{count} empty or titles"), preview.empty, Meaning.OFF, None),
        )
        for text, count, meaning, shown in counts:
            quiet = meaning if count else Meaning.OFF
            chip = Chip(text.format(count=f"{count:,}"), quiet, clickable=bool(count and shown))
            if shown is not None and count:
                chip.setProperty("shown", shown.value)
                chip.clicked.connect(self._chip_clicked)
            self._chip_row.addWidget(chip)

    def _chip_clicked(self) -> None:
        chip = self.sender()
        if chip is not None:
            self.strip.choose(NOTES)
            self._show_sort(Shown(chip.property("shown")))

    # the notes

    def _show_sort(self, shown: Shown) -> None:
        self.sort.show_key(shown)
        self._sort_chosen(shown)

    @Slot(str)
    def _sort_chosen(self, key: str) -> None:
        self._shown = Shown(key)
        self._ask_notes()

    def _typed(self) -> None:
        self._pause.start()

    def _ask_notes(self) -> None:
        if self.preview is not None:
            self._desk.jobs.query(_answer, self.preview, self._shown, self.line.text(), done=self._show_notes)

    @Slot(object)
    def _show_notes(self, answer: tuple[Shown, str, list[NoteLine]]) -> None:
        shown, text, lines = answer
        if (shown, text) != (self._shown, self.line.text()) or self.preview is None:
            return
        self.notes.show_records(lines)
        self.detail.hide()
        if self.preview.rows:
            self._no_notes.say(_("Nothing matches"), _("Choose other notes, or empty the search box."))
        else:
            self._no_notes.say(_("No row has anything to say"), _("Every row is as it should be."))
        self._notes.setCurrentIndex(0 if lines else 1)
        self.count.setText(ngettext("{count} note", "{count} notes", len(lines)).format(count=f"{len(lines):,}"))

    @Slot(object)
    def _show_detail(self, line: NoteLine) -> None:
        """The whole of a note, which a line of a list has no room for."""
        said = "" if line.note is None else reason(line.note)
        self.detail.setText(_("Row {row}. {sentence}").format(row=line.row, sentence=said or line.word))
        self.detail.show()

    # going on

    def _commit(self) -> None:
        if self.preview is not None:
            self.commit_asked.emit(self.preview)

    def _save_rejects(self) -> None:
        if self.preview is not None:
            self.rejects_asked.emit(self.preview)


def _answer(preview: Preview, shown: Shown, text: str) -> tuple[Shown, str, list[NoteLine]]:
    return shown, text, note_lines(preview, shown, text)


def _under(told: QWidget, list_: Records) -> QWidget:
    page = QWidget()
    column = QVBoxLayout(page)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(0)
    told.setContentsMargins(14, 10, 14, 10)
    column.addWidget(told)
    column.addWidget(list_, 1)
    return page


def _summary(preview: Preview) -> str:
    """How many records of each kind the book brings along."""
    counts = Counter(new.kind for new in preview.creations)
    said = _("{kind}: {count}")
    kinds = [kind for kind in Created if counts[kind]]
    return "  ·  ".join(said.format(kind=created_word(kind), count=f"{counts[kind]:,}") for kind in kinds)


def _where(pair: NearDuplicate) -> str:
    return _("in the depot") if pair.other_id is not None else _("in the book too")


def _where_meaning(pair: NearDuplicate) -> Meaning:
    return Meaning.SOON if pair.other_id is not None else Meaning.OFF
