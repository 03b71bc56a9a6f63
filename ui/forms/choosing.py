"""Fields that choose: one of a few words, or a record found while one types."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, Final

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QFont, QPainter, QPaintEvent, QWheelEvent
from PySide6.QtWidgets import (
    QComboBox,
    QCompleter,
    QLineEdit,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from inventory.choices import Choice
from inventory.errors import InvalidInput
from inventory.i18n import N_, _
from ui import icons, theme
from ui.forms.field import FILL_IN, Field
from ui.jobs import Job, Lanes
from ui.widgets import paint

AnyIndex = QModelIndex | QPersistentModelIndex
Find = Callable[[str], Sequence[Choice]]
"""Runs in the read lane; an empty text asks for what is chosen most often, or nothing."""

DEBOUNCE_MS: Final = 80
NEW: Final = -1
"""The id of the line that offers to make a new record."""


class Chooser(QComboBox):
    """A box of words. The wheel scrolls the page, not the choice."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setView(QListView(self))

    def minimumSizeHint(self) -> QSize:
        """Room for a few letters; a long word gives way before its form grows wider than the drawer."""
        return QSize(min(super().minimumSizeHint().width(), 160), super().minimumSizeHint().height())

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Leave it to the page."""
        event.ignore()

    def paintEvent(self, event: QPaintEvent) -> None:
        """The box, and its caret in the colour of the theme."""
        super().paintEvent(event)
        painter = QPainter(self)
        colour = theme.tokens().rail_icon if self.isEnabled() else theme.tokens().disabled
        icons.draw(painter, QRectF(self.width() - 22, self.height() / 2 - 6, 12, 12), "down", colour)
        painter.end()


class ChoiceField(Field):
    """One of a few values, each with a translated word; ``(value, word)``. The value is the one chosen, or None."""

    def __init__(
        self,
        name: str,
        label: str,
        options: Sequence[tuple[Any, str]],
        *,
        required: bool = False,
        repeats: bool = False,
        hint: str = "",
    ) -> None:
        super().__init__(name, label, required=required, repeats=repeats, hint=hint)
        self.box = Chooser()
        # Kept here and not in the box: Qt would give an enum's member back as a plain text.
        self._values = [*([] if required else [None]), *(value for value, _word in options)]
        self.box.addItems([*([] if required else [""]), *(word for _value, word in options)])
        self.box.currentIndexChanged.connect(self._touched)
        self.finish(self.box)

    def offer(self, options: Sequence[tuple[Any, str]]) -> None:
        """Offer other values; the first is chosen."""
        self.box.blockSignals(True)
        self.box.clear()
        self._values = [*([] if self.required else [None]), *(value for value, _word in options)]
        self.box.addItems([*([] if self.required else [""]), *(word for _value, word in options)])
        self.box.blockSignals(False)
        self.settle()

    def raw(self) -> Any:
        """The value chosen."""
        place = self.box.currentIndex()
        return self._values[place] if place >= 0 else None

    def set_raw(self, raw: Any) -> None:
        """Choose a value; one that is not offered chooses the first."""
        self.box.setCurrentIndex(self._values.index(raw) if raw in self._values else 0)

    def empty(self) -> Any:
        """The first."""
        return self._values[0] if self._values else None


class _Choices(QAbstractListModel):
    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.choices: list[Choice] = []

    def offer(self, choices: Sequence[Choice]) -> None:
        self.beginResetModel()
        self.choices = list(choices)
        self.endResetModel()

    def rowCount(self, parent: AnyIndex = QModelIndex()) -> int:  # noqa: B008 - Qt's own signature
        return 0 if parent.isValid() else len(self.choices)

    def data(self, index: AnyIndex, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.EditRole):
            return self.choices[index.row()].title
        return None


class _ChoicePainter(QStyledItemDelegate):
    def __init__(self, model: _Choices, parent: QWidget) -> None:
        super().__init__(parent)
        self._model = model

    def sizeHint(self, option: QStyleOptionViewItem, index: AnyIndex) -> QSize:
        return QSize(200, 30)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: AnyIndex) -> None:
        look, choice, box = theme.tokens(), self._model.choices[index.row()], QRectF(option.rect)
        chosen = bool(option.state & (QStyle.StateFlag.State_Selected | QStyle.StateFlag.State_MouseOver))
        painter.save()
        if chosen:
            painter.fillRect(box, theme.tokens().accent_soft)
        new = choice.id == NEW
        if new:
            icons.draw(painter, QRectF(box.left() + 8, box.center().y() - 7, 14, 14), "add", look.accent_ink)
        left = box.left() + (28 if new else 10)
        width = min(painter.fontMetrics().horizontalAdvance(choice.title) + 4, box.right() - left - 8)
        ink = look.accent_ink if new else look.text
        paint.draw_lines(painter, QRectF(left, box.top(), width, box.height()), choice.title, ink)
        small = QFont(painter.font())
        small.setPixelSize(12)
        rest = QRectF(left + width + 10, box.top(), max(0.0, box.right() - left - width - 18), box.height())
        paint.draw_lines(painter, rest, choice.subtitle, look.muted, small)
        painter.restore()


def _found(find: Find, text: str) -> tuple[str, list[Choice]]:
    return text, list(find(text))


class PickField(Field):
    """A record, searched while one types. The value is its id, or None.

    ``new`` is a translated word ("New customer …") that offers to make what is not there.
    Signals: ``picked(Choice)``; ``new_asked(str)``: make a record of this name, then call ``pick``.
    """

    picked = Signal(object)
    new_asked = Signal(str)

    def __init__(
        self,
        name: str,
        label: str,
        jobs: Lanes,
        find: Find,
        *,
        required: bool = False,
        repeats: bool = False,
        hint: str = "",
        new: str = "",
    ) -> None:
        super().__init__(name, label, required=required, repeats=repeats, hint=hint)
        self._jobs = jobs
        self._find = find
        self._new = new
        self._job: Job | None = None
        self.choice: Choice | None = None
        self.line = QLineEdit()
        self.line.setPlaceholderText(_("Type to search"))
        self.line.setTextMargins(-6, 0, 0, 0)
        self.line.addAction(icons.icon("search"), QLineEdit.ActionPosition.LeadingPosition)
        self._model = _Choices(self)
        self._completer = QCompleter(self._model, self)
        self._completer.setCompletionMode(QCompleter.CompletionMode.UnfilteredPopupCompletion)
        self._completer.setWidget(self.line)
        self._list = QListView()
        self._list.setMouseTracking(True)
        self._completer.setPopup(self._list)
        self._list.setItemDelegate(_ChoicePainter(self._model, self))  # after setPopup, which sets one of its own
        self._completer.activated[QModelIndex].connect(self._activated)  # type: ignore[index]  # the stub hides overloads
        self._debounce = QTimer(self)
        self._debounce.setSingleShot(True)
        self._debounce.setInterval(DEBOUNCE_MS)
        self._debounce.timeout.connect(self._search)
        self.line.textEdited.connect(self._typed)
        self.line.editingFinished.connect(self.done)
        self.finish(self.line)

    def pick(self, choice: Choice | None) -> None:
        """Choose a record, as if the person had."""
        self._show(choice)
        self._touched()
        if choice is not None:
            self.picked.emit(choice)

    def raw(self) -> tuple[str, Choice | None]:
        """The text, and the record it stands for."""
        return self.line.text(), self.choice

    def set_raw(self, raw: Any) -> None:
        """Put text and record back; what was being looked for, or is on offer, is over."""
        text, self.choice = raw
        self._debounce.stop()
        if self._job is not None:
            self._job.cancel()
            self._job = None
        self._list.hide()
        self.line.setText(text)

    def set_value(self, value: Any) -> None:
        """Show a ``Choice``, or None."""
        self._show(value)
        self.settle()

    def empty(self) -> tuple[str, Choice | None]:
        """No text, no record."""
        return "", None

    def value(self) -> int | None:
        """The id. A text that stands for no record is refused, never guessed."""
        if self.choice is not None:
            return self.choice.id
        if self.line.text().strip():
            raise InvalidInput(N_("Choose one from the list, or empty the field."), field=self.name)
        if self.required:
            raise InvalidInput(FILL_IN, field=self.name)
        return None

    @property
    def offered(self) -> list[Choice]:
        """What is offered at the moment."""
        return list(self._model.choices)

    def _show(self, choice: Choice | None) -> None:
        self.choice = choice
        self.line.setText(choice.title if choice is not None else "")
        self.remark(choice.subtitle if choice is not None else "")

    def _typed(self) -> None:
        self.choice = None
        self.remark("")
        self._touched()
        self._debounce.start()

    def _search(self) -> None:
        if self._job is not None:
            self._job.cancel()
        self._job = self._jobs.query(_found, self._find, self.line.text().strip(), done=self._arrived)

    def _arrived(self, answer: tuple[str, list[Choice]]) -> None:
        text, choices = answer
        self._job = None
        if text != self.line.text().strip() or not self.line.hasFocus():
            return
        if self._new and text:
            choices = [*choices, Choice(NEW, _("{act}: {name}").format(act=self._new, name=text))]
        self._model.offer(choices)
        if choices:
            self._completer.complete()
            self._list.setCurrentIndex(self._model.index(0))
        else:
            self._list.hide()
            self.remark(_("Nothing found. Try fewer characters."))

    def _activated(self, index: QModelIndex) -> None:
        choice = self._model.choices[index.row()]
        if choice.id == NEW:
            self.new_asked.emit(self.line.text().strip())
        else:
            self.pick(choice)
