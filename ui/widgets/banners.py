"""A banner says across the page what a dialog would stop people for, and offers what to do about it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Final

from PySide6.QtCore import QEvent, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from inventory.i18n import _
from ui import icons, theme
from ui.theme import Meaning
from ui.widgets.buttons import button, icon_button
from ui.widgets.chips import SYMBOLS
from ui.widgets.words import selectable, words

Choice = tuple[str, Callable[[], object]]
"""A translated word for a button and what it does."""

PAD: Final = 12


class Banner(QFrame):
    """A translated sentence with buttons. ``Meaning.INFO`` informs, ``SOON`` warns, ``LATE`` refuses.

    Signal: ``closed()`` somebody has put it away.
    """

    closed = Signal()

    def __init__(
        self,
        text: str,
        meaning: Meaning = Meaning.INFO,
        choices: Sequence[Choice] = (),
        closable: bool = True,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.meaning = meaning
        self.text = text
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        self.setAccessibleName(text)
        row = QHBoxLayout(self)
        row.setContentsMargins(PAD + 28, 6, 8, 6)
        row.setSpacing(8)
        self.label = selectable(words(text, wrap=True))
        row.addWidget(self.label, 1)
        self.buttons: list[QPushButton] = []
        for word, act in choices:
            made = button(word, act, parent=self)
            self.buttons.append(made)
            row.addWidget(made, 0, Qt.AlignmentFlag.AlignVCenter)
        if closable:
            row.addWidget(icon_button("close", _("Put away"), self._close), 0, Qt.AlignmentFlag.AlignVCenter)
        self._recolour()

    def sizeHint(self) -> QSize:
        """At least a button high."""
        return super().sizeHint().expandedTo(QSize(0, 42))

    def changeEvent(self, event: QEvent) -> None:
        """The theme may be another."""
        if event.type() == QEvent.Type.PaletteChange:
            self._recolour()
        super().changeEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Ground and icon of the meaning."""
        pair = theme.tokens().meaning(self.meaning)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(pair.ground))
        painter.drawRoundedRect(QRectF(self.rect()), 6, 6)
        icons.draw(painter, QRectF(PAD, self.height() / 2 - 9, 18, 18), SYMBOLS[self.meaning], pair.ink)
        painter.end()

    def _recolour(self) -> None:
        ink = theme.tokens().meaning(self.meaning).ink
        sheet = f"QLabel {{ color: {ink}; }}"
        if self.label.styleSheet() != sheet:
            self.label.setStyleSheet(sheet)

    def _close(self) -> None:
        self.closed.emit()
        self.deleteLater()


class Banners(QWidget):
    """The place for banners above a page; the same sentence stands there once."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(8)
        self._shown: list[Banner] = []
        self.hide()

    @property
    def shown(self) -> list[Banner]:
        """What stands there, newest first."""
        return list(self._shown)

    def say(
        self, text: str, meaning: Meaning = Meaning.INFO, choices: Sequence[Choice] = (), closable: bool = True
    ) -> Banner:
        """Put a banner on top."""
        for old in self._shown:
            if old.text == text:
                self._drop(old)
        banner = Banner(text, meaning, choices, closable, self)
        banner.closed.connect(self._forget)
        for made in banner.buttons:
            made.clicked.connect(self._answered)
        self._shown.insert(0, banner)
        self._column.insertWidget(0, banner)
        self.show()
        return banner

    def clear(self) -> None:
        """Take all banners away."""
        for banner in self.shown:
            self._drop(banner)

    def _answered(self) -> None:
        chosen = self.sender()
        for banner in self.shown:
            if chosen in banner.buttons:
                self._drop(banner)

    def _forget(self) -> None:
        gone = self.sender()
        self._shown = [banner for banner in self._shown if banner is not gone]
        self.setVisible(bool(self._shown))

    def _drop(self, banner: Banner) -> None:
        self._shown = [other for other in self._shown if other is not banner]
        self._column.removeWidget(banner)
        banner.hide()
        banner.deleteLater()
        self.setVisible(bool(self._shown))
