"""A field: its name above, what was typed, and under it what is wrong with it or how it was understood."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLineEdit, QSizePolicy, QVBoxLayout, QWidget

from inventory.errors import InvalidInput
from inventory.i18n import N_, _
from ui.scan.burst import Scan
from ui.stylesheet import restyle
from ui.widgets.code_line import CodeLine
from ui.widgets.words import words

FILL_IN: Final = N_("Fill in this field.")


class Field(QWidget):
    """The base of all fields. ``name`` is the field of the request, ``label`` translated.

    Signals: ``changed()`` something was typed or chosen; ``done()`` the person is through with it.
    A field keeps what was typed until somebody sets another value: a refusal changes nothing.
    """

    changed = Signal()
    done = Signal()

    def __init__(self, name: str, label: str, *, required: bool = False, repeats: bool = False, hint: str = "") -> None:
        super().__init__()
        self.name = name
        self.label = label
        self.required = required
        self.repeats = repeats  # "Save and add another" leaves it as it is
        self._settled: Any = None
        # not Fixed: that would hold the height of the widest shape, and a remark of more lines would be cut
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(0, 0, 0, 0)
        self.column.setSpacing(4)
        marked = _("{field} *").format(field=label) if required else label
        self.heading = words(marked, "muted")
        self.column.addWidget(self.heading)
        self._hint = hint
        self._remark = words(hint, "small", wrap=True)
        if not hint:  # else the column shows it: what is shown without a parent is a window for a moment
            self._remark.hide()
        self._complaint = words("", "complaint", wrap=True)
        self._complaint.hide()

    def finish(self, editor: QWidget) -> None:
        """Put the editor under the name; called once by the field's own class."""
        self.editor = editor
        editor.setAccessibleName(self.label)
        self.heading.setBuddy(editor)
        self.setFocusProxy(editor)
        for widget in (editor, self._remark, self._complaint):
            self.column.addWidget(widget)
        self.column.addStretch(1)
        self.settle()

    def hold(self, width: int) -> None:
        """So wide and no wider, but never narrower than its name or its editor needs."""
        self.setFixedWidth(max(width, self.heading.sizeHint().width(), self.minimumSizeHint().width()))

    # what each field is about

    def value(self) -> Any:
        """What the field means. Raises InvalidInput with this field's name."""
        return self.raw()

    def set_value(self, value: Any) -> None:
        """Show a value that was not typed; the field is clean afterwards."""
        self.set_raw(value)
        self.settle()

    def raw(self) -> Any:
        """What was typed, as it was typed."""
        return None

    def set_raw(self, raw: Any) -> None:
        """Put back what was typed."""

    def empty(self) -> Any:
        """What ``raw`` is in an empty field."""
        return ""

    # typing and complaints

    def dirty(self) -> bool:
        """Something else stands here than the last value that was not typed."""
        return bool(self.raw() != self._settled)

    def settle(self) -> None:
        """What stands here counts as not typed."""
        self._settled = self.raw()
        self.complain("")

    def clear(self) -> None:
        """Empty the field."""
        self.set_raw(self.empty())
        self.settle()

    def complain(self, sentence: str) -> None:
        """Say under the field what to mend; "" says nothing."""
        self._complaint.setText(sentence)
        self._complaint.setVisible(bool(sentence))
        self._remark.setVisible(bool(self._remark.text()) and not sentence)
        if hasattr(self, "editor"):
            self.editor.setAccessibleDescription(sentence)
            if bool(self.editor.property("refused")) != bool(sentence):
                self.editor.setProperty("refused", bool(sentence))
                restyle(self.editor)

    @property
    def complaint(self) -> str:
        """What the field complains of."""
        return self._complaint.text()

    def remark(self, sentence: str) -> None:
        """Say quietly under the field how it was understood; "" shows the hint again."""
        self._remark.setText(sentence or self._hint)
        self._remark.setVisible(bool(self._remark.text()) and not self.complaint)

    def checked(self, meaning: Callable[[], Any]) -> Any:
        """``meaning()``; an error of a value gets the name of this field."""
        try:
            return meaning()
        except InvalidInput as error:
            error.field = self.name
            raise

    def _touched(self) -> None:
        self.complain("")
        self.changed.emit()


class LineField(Field):
    """The base of fields of one line. The value is the text without spaces around it; None for an empty one."""

    def __init__(
        self,
        name: str,
        label: str,
        *,
        required: bool = False,
        repeats: bool = False,
        hint: str = "",
        limit: int = 200,
        line: QLineEdit | None = None,
    ) -> None:
        super().__init__(name, label, required=required, repeats=repeats, hint=hint)
        self.line = line if line is not None else QLineEdit()
        self.line.setMaxLength(limit)
        self.line.textEdited.connect(self._touched)
        self.line.editingFinished.connect(self._left)
        self.finish(self.line)

    def raw(self) -> str:
        """The text."""
        return self.line.text()

    def set_raw(self, raw: Any) -> None:
        """Put a text back."""
        self.line.setText("" if raw is None else str(raw))
        self.line.setCursorPosition(0)

    def value(self) -> Any:
        """The text, or what ``read`` makes of it."""
        text = self.line.text().strip()
        if not text:
            if self.required:
                raise InvalidInput(FILL_IN, field=self.name)
            return None
        return self.checked(lambda: self.read(text))

    def set_value(self, value: Any) -> None:
        """Show a value as people write it."""
        self.set_raw("" if value is None else self.show_value(value))
        self.settle()

    def freeze(self, hint: str) -> None:
        """What stands here is changed elsewhere, as the translated ``hint`` says; it can be marked and copied."""
        self.line.setReadOnly(True)
        for action in self.line.actions():
            action.setVisible(False)
        self.remark(hint)
        restyle(self.line)

    def read(self, text: str) -> Any:
        """What a text that is not empty means. Raises InvalidInput."""
        return text

    def show_value(self, value: Any) -> str:
        """A value as text."""
        return str(value)

    def _left(self) -> None:
        self.done.emit()


class TextField(LineField):
    """A name or a few words; an input method may help. ``hint`` stands under the field."""


class CodeField(LineField):
    """A serial, a code, a part number: no input method, and a scan goes in here while the field has the focus."""

    scanned = Signal(object)

    def __init__(
        self,
        name: str,
        label: str,
        *,
        required: bool = False,
        repeats: bool = False,
        hint: str = "",
        limit: int = 64,
        takes_scans: bool = True,
    ) -> None:
        super().__init__(name, label, required=required, repeats=repeats, hint=hint, limit=limit, line=CodeLine())
        self._takes_scans = takes_scans
        self.line.setInputMethodHints(Qt.InputMethodHint.ImhNoPredictiveText | Qt.InputMethodHint.ImhNoAutoUppercase)

    def take_scan(self, scan: Scan) -> bool:
        """A scan replaces what stands here; ``scanned(Scan)`` tells the page, which may read more out of it."""
        if not self._takes_scans or not self.line.isEnabled() or self.line.isReadOnly():
            return False
        self.line.setText("".join(letter for letter in scan.text if letter.isprintable())[: self.line.maxLength()])
        self._touched()
        self.scanned.emit(scan)
        self.done.emit()
        return True
