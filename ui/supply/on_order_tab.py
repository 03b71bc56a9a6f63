"""What is on order, as a tab of the stock page: late lines marked, put off, or given up."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QWidget

from inventory.i18n import _, ngettext
from inventory.paging import Sort
from inventory.supply.orders import SeenLine, give_up, put_off
from inventory.supply.queries import Ordered, Standing, orders, still_expected
from inventory.values.quantities import show_quantity
from inventory.work import Context
from ui.desk import Desk
from ui.editing.filing import Values
from ui.editing.step_dialog import StepDialog
from ui.forms.field import Field, TextField
from ui.forms.fields import CheckField, DayField
from ui.forms.form import Form
from ui.navigation import Route
from ui.supply import acts
from ui.supply.order_dialog import OrderDialog
from ui.supply.source import ORDER_FILTERS, order_source, some_orders
from ui.tables.criteria import Criteria
from ui.tables.list_tab import ListTab
from ui.tables.selection import Selection
from ui.theme import Meaning
from ui.widgets.cards import EmptyState

MOST: Final = 8


def chosen(ctx: Context, selection: Selection) -> list[Ordered]:
    """The lines that are selected. Asks the database."""
    listed = orders(ctx.clock.today)
    ids: Sequence[int] = selection.ids
    if selection.everything:
        ids = listed.ids(selection.criteria.filters, Sort("id"))
    return listed.rows(ids)


def given_up(ctx: Context, selection: Selection) -> tuple[list[Ordered], list[Ordered]]:
    """The lines that are selected and still expected, and what else of their orders is. Asks the database."""
    mine = [line for line in chosen(ctx, selection) if line.open]
    known = {line.id for line in mine}
    orders_of = dict.fromkeys((line.order_no, line.supplier_id) for line in mine)
    rest = [line for one in orders_of for line in still_expected(*one) if line.id not in known]
    return mine, rest


class OnOrderTab(ListTab):
    """Enter opens the card of the part. What has come, or was given up, is behind the filter."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(
            desk,
            "on_order",
            order_source(desk.ctx),
            ORDER_FILTERS,
            counted=some_orders,
            exported=_("Orders"),
            first=Criteria().having("standing", (Standing.OPEN.value,)),
            parent=parent,
        )
        self.panel.add_bulk(acts.PUT_OFF, self.put_off)
        self.panel.add_bulk(acts.GIVE_UP, self.give_up)

    def nothing(self) -> EmptyState:
        """What there is to do first."""
        return EmptyState(
            _("Nothing was ever ordered"), _("Order what is short from the list “To be ordered”."), "import"
        )

    @Slot(object)
    def open_record(self, line_id: int) -> None:
        """The card of its part."""
        selection = Selection((line_id,), False, Criteria(), 1)
        self.desk.jobs.query(chosen, self.desk.ctx, selection, done=self._open_part)

    @Slot(object)
    def _open_part(self, lines: Sequence[Ordered]) -> None:
        for line in lines:
            self.desk.open(Route("part", line.part_id))

    # a new one

    @Slot()
    def begin_new(self) -> None:
        """Write down an order of any parts."""
        dialog = OrderDialog(self.desk, (), self)
        dialog.filed.connect(self._done)
        dialog.open()

    # another day

    def put_off(self, selection: Selection) -> None:
        """Ask for the day on which the chosen lines are expected now."""
        self.desk.jobs.query(chosen, self.desk.ctx, selection, done=self._ask_day)

    @Slot(object)
    def _ask_day(self, lines: Sequence[Ordered]) -> None:
        ids = [line.id for line in lines]
        day = DayField("expected_on", _("Expected on"), self.desk.ctx.clock, hint=_("Empty: nobody knows when."))
        dialog = StepDialog(
            self.desk, _("Expected on another day"), Form([day]), put_off, lambda values: (ids, values["expected_on"]),
            save=_("Write it down"), remark=_named(lines), parent=self,
        )  # fmt: skip
        dialog.filed.connect(self._done)
        dialog.open()

    # given up

    def give_up(self, selection: Selection) -> None:
        """Ask why the rest of some lines, or of their whole orders, will not come."""
        self.desk.jobs.query(given_up, self.desk.ctx, selection, done=self._ask_reason)

    @Slot(object)
    def _ask_reason(self, found: tuple[list[Ordered], list[Ordered]]) -> None:
        lines, rest = found
        if not lines:
            self.desk.toast(_("Nothing of this is expected any more."), meaning=Meaning.INFO)
            return
        fields: list[Field] = [TextField("reason", _("Reason"), required=True, limit=200)]
        if rest:
            numbers = ", ".join(dict.fromkeys(line.order_no for line in rest))
            label = ngettext(
                "The other line of {numbers}, too", "The other {count} lines of {numbers}, too", len(rest)
            ).format(count=f"{len(rest):,}", numbers=numbers)
            fields.append(CheckField("all", label, hint=_named(rest)))

        def make(values: Values) -> tuple[list[SeenLine], str]:
            every = [*lines, *rest] if values.get("all") else lines
            return [SeenLine(line.id, line.version) for line in every], values["reason"]

        dialog = StepDialog(
            self.desk, _("The rest will not come"), Form(fields), give_up, make, save=_("Give up the rest"),
            remark=_named(lines), parent=self,
        )  # fmt: skip
        dialog.filed.connect(self._done)
        dialog.open()

    @Slot(object)
    def _done(self, _result: object) -> None:
        self.desk.toast(_("Saved."))
        self.panel.refresh()


def _named(lines: Sequence[Ordered]) -> str:
    names = [
        _("{number}: {open} {unit} of {part}").format(
            number=line.order_no, open=show_quantity(line.open, line.decimals), unit=line.unit,
            part=f"{line.part_no} {line.name}",
        )
        for line in lines
    ]  # fmt: skip
    return "\n".join(names[:MOST]) + ("\n…" if len(names) > MOST else "")
