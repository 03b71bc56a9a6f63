"""Asks which repair history a customer is handed: of which days, in which language, and where to."""

from __future__ import annotations

from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import Any

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QWidget

from inventory.cases.history import HistoryRequest, file_name
from inventory.errors import InvalidInput
from inventory.i18n import N_, _, ngettext
from inventory.jobs import Cancelled
from ui.customers.forms import languages
from ui.customers.history_export import HistoryExport
from ui.desk import Desk
from ui.editing.saving import ask_where
from ui.forms.choosing import ChoiceField
from ui.forms.fields import DayField
from ui.forms.form import Form
from ui.forms.sheet import FormDialog
from ui.widgets.page_frame import PageFrame


class Period(StrEnum):
    """The stretches of days that are asked for most."""

    ALL = "all"
    THIS_YEAR = "this_year"
    LAST_YEAR = "last_year"
    TWELVE_MONTHS = "twelve_months"
    OTHER = "other"


def days_of(period: Period, today: date) -> tuple[date | None, date | None]:
    """The first and the last day of a stretch; None where it is open."""
    if period is Period.THIS_YEAR:
        return date(today.year, 1, 1), None
    if period is Period.LAST_YEAR:
        return date(today.year - 1, 1, 1), date(today.year - 1, 12, 31)
    if period is Period.TWELVE_MONTHS:
        leap_day = (today.month, today.day) == (2, 29)
        return date(today.year - 1, today.month, 28 if leap_day else today.day), None
    return None, None


class _Wishes(Form):
    """Nothing is lost when this form is closed, so nothing is asked."""

    def dirty(self) -> bool:
        return False


class HistoryDialog(FormDialog):
    """For all units of a customer, or for those of ``asset_ids``. Shown with ``open()``."""

    def __init__(
        self,
        desk: Desk,
        customer_id: int,
        customer_name: str,
        asset_ids: tuple[int, ...] | None = None,
        parent: QWidget | None = None,
    ) -> None:
        periods = [
            (Period.ALL, _("From the beginning until today")),
            (Period.THIS_YEAR, _("This year")),
            (Period.TWELVE_MONTHS, _("The last twelve months")),
            (Period.LAST_YEAR, _("Last year")),
            (Period.OTHER, _("Other days")),
        ]
        self.period = ChoiceField("period", _("Period"), periods, required=True)
        self.first = DayField("first", _("From"), desk.ctx.clock, hint=_("Empty: from the beginning."))
        self.last = DayField("last", _("To"), desk.ctx.clock, hint=_("Empty: until today."))
        spoken = ChoiceField("language", _("Language"), languages(_("The customer's")), required=True)
        form = _Wishes([self.period, self.first, self.last, spoken])
        remark = customer_name
        if asset_ids is not None:
            units = ngettext("{count} unit", "{count} units", len(asset_ids)).format(count=len(asset_ids))
            remark = f"{customer_name} · {units}"
        super().__init__(
            desk, _("Export repair history"), form, save=_("Choose a place …"), remark=remark, parent=parent
        )
        self._desk = desk
        self._customer_id = customer_id
        self._asset_ids = asset_ids
        self._page = parent if isinstance(parent, PageFrame) else None
        self._request: HistoryRequest | None = None
        self.period.changed.connect(self._period_chosen)
        self.first.changed.connect(self._other_days)
        self.last.changed.connect(self._other_days)
        self.submitted.connect(self._ask_name)

    @Slot()
    def _period_chosen(self) -> None:
        period = Period(self.period.value())
        if period is not Period.OTHER:
            first, last = days_of(period, self._desk.ctx.clock.today())
            self.first.set_value(first)
            self.last.set_value(last)

    @Slot()
    def _other_days(self) -> None:
        self.period.set_value(Period.OTHER)

    @Slot(object, bool)
    def _ask_name(self, values: dict[str, Any], _another: bool) -> None:
        first, last = values["first"], values["last"]
        if first is not None and last is not None and last < first:
            self.refuse(InvalidInput(N_("The last day lies before the first. Correct one of them."), field="last"))
            return
        self._request = HistoryRequest(self._customer_id, first, last, self._asset_ids, values["language"])
        self._desk.jobs.query(file_name, self._desk.ctx, self._request, done=self._ask_place, failed=self._failed)

    @Slot(object)
    def _ask_place(self, name: str) -> None:
        title, kinds = _("Save the repair history as"), [_("Excel workbooks (*.xlsx)")]
        ask_where(self, title, name, kinds, self.write_to).rejected.connect(self._no_place)

    @Slot()
    def _no_place(self) -> None:
        self.refuse(Cancelled())  # the person wanted it: nothing is said, and the form is awake again

    @Slot(str)
    def write_to(self, place: str) -> None:
        """Begin to write the workbook to a path; the dialog goes."""
        if self._request is not None:
            HistoryExport(self._desk, self._page).start(self._request, Path(place))
        self.saved()

    @Slot(object)
    def _failed(self, error: Exception) -> None:
        self.refuse(error)
