"""The company's own header, which stands on every paper that leaves the house."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QWidget

from inventory.access.rights import Right
from inventory.company.commands import EditCompany, edit
from inventory.company.queries import FIELDS, CompanyHeader, header
from inventory.i18n import _
from inventory.work import Context
from ui.desk import Desk
from ui.editing.filing import Filing, Values, request
from ui.editing.inline_sheet import InlineSheet
from ui.forms.field import TextField
from ui.forms.form import Form
from ui.widgets.cards import Section
from ui.widgets.words import words


class CompanySection(Section):
    """Name, address, hotline, tax number and bank."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(_("Company header"), flush=False, parent=parent)
        self._desk = desk
        self._header = CompanyHeader(0)
        remark = _("Stands on labels, papers and workbooks that leave the house, for every workstation of this depot.")
        self.inside.addWidget(words(remark, "small", wrap=True))
        self.sheet = InlineSheet(desk, _form())
        desk.permits.guard(self.sheet.save_button, Right.EDIT_POLICIES)
        self.inside.addWidget(self.sheet)
        self._filing = Filing(desk, self.sheet, edit, _request, renew=_current, parent=self)
        self._filing.filed.connect(self._filed)
        desk.bridge.records_changed.connect(self._changed)
        self.refresh()

    def dirty(self) -> bool:
        """Something was typed that is not saved."""
        return self.sheet.dirty()

    def refresh(self) -> None:
        """Show the header as it stands, unless somebody is typing another one."""
        if not self.dirty():
            self._desk.jobs.query(header, self._desk.ctx, done=self._show)

    @Slot(object)
    def _show(self, found: CompanyHeader) -> None:
        if not self.dirty():
            self._filing.seen_version = found.version
            self.sheet.fill(_values(found))

    @Slot(object)
    def _filed(self, _result: object) -> None:
        self._desk.toast(_("The company header is saved."))
        self.refresh()

    @Slot(str, object)
    def _changed(self, entity: str, _ids: object) -> None:
        if entity == "company":
            self.refresh()


def _form() -> Form:
    return Form(
        [
            TextField("name_zh", _("Name in Chinese"), limit=120),
            TextField("name_en", _("Name in English"), limit=120),
            TextField("address", _("Address")),
            TextField("hotline", _("Hotline"), limit=60),
            TextField("mobile", _("Mobile"), limit=60),
            TextField("fax", _("Fax"), limit=60),
            TextField("email", _("E-mail"), limit=120),
            TextField("tax_no", _("Tax number"), limit=40),
            TextField("bank", _("Bank and account")),
        ]
    )


def _values(found: CompanyHeader) -> dict[str, Any]:
    known = asdict(found)
    return {name: known[name] for name in FIELDS}


def _current(ctx: Context) -> tuple[int, Values]:
    found = header(ctx)
    return found.version, _values(found)


def _request(values: Values, seen_version: int) -> EditCompany:
    return request(EditCompany, values, seen_version=seen_version)
