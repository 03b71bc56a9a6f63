"""A form in the drawer of a page, beside what it is about."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QSize, Signal
from PySide6.QtWidgets import QWidget

from ui.desk import Desk
from ui.editing.filing import Filing, Known, Make, Renew
from ui.forms.form import Form
from ui.forms.sheet import FormSheet
from ui.widgets.drawer import Drawer

WIDTH = 380


class FormDrawer(Drawer):
    """Asks before it throws away what was typed, however it is closed.

    Signal: ``filed(object)``: the depot has what the form said, with the command's result.
    """

    filed = Signal(object)

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self.setObjectName("form_drawer")
        self.setProperty("role", "card")
        self.setFixedWidth(WIDTH)

    def sizeHint(self) -> QSize:
        """As wide as a form, as high as the page."""
        return QSize(WIDTH, 400)

    @property
    def sheet(self) -> FormSheet | None:
        """The form that is open, with its buttons."""
        return self.content if isinstance(self.content, FormSheet) else None

    def dirty(self) -> bool:
        """Something was typed that is not saved."""
        return self.sheet is not None and self.sheet.dirty()

    def file(
        self,
        title: str,
        form: Form,
        command: Callable[..., object],
        make: Make,
        *,
        seen_version: int = 0,
        renew: Renew | None = None,
        known: Known | None = None,
        save: str = "",
        another: str = "",
    ) -> Filing | None:
        """Show ``form`` under a translated title; what it says is sent as ``command``.

        None where another form stands here with something typed in it: that one asks first.
        """
        if self.dirty():
            self.shut()
            return None
        sheet = FormSheet(self._desk, form, save=save, another=another)
        filing = Filing(
            self._desk, sheet, command, make, seen_version=seen_version, renew=renew, known=known, parent=sheet
        )
        filing.filed.connect(self.filed)
        sheet.closed.connect(self._leave)
        self.show_widget(sheet, title)
        form.focus_first()
        return filing

    def shut(self) -> None:
        """Close; a form with something typed in it asks first."""
        if self.sheet is not None and self.sheet.dirty():
            self.sheet.give_up()
        else:
            super().shut()

    def _leave(self) -> None:
        super().shut()
