"""The dialogs of the steps of a delivery: plan, notice, arrival, installation, checks, completion."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtWidgets import QWidget

from inventory.choices import Choice
from inventory.contracts.candidates import Candidate
from inventory.contracts.checks import AddCheck, Outcome, RecordChecks, add_check, record_checks
from inventory.contracts.deliveries import LotCard, LotLine
from inventory.contracts.lots import EditLot, LotUnits, PlanLot, cancel, edit_plan, plan, split, take_out
from inventory.contracts.steps import (
    Arrive,
    Complete,
    Install,
    Notify,
    Recount,
    UnitCount,
    arrive,
    complete,
    install,
    notify,
    recount,
)
from inventory.contracts.words import (
    Appearance,
    CheckResult,
    Counted,
    LotCheckArea,
    appearance_word,
    area_word,
    check_word,
    counted_word,
    result_word,
)
from inventory.i18n import _, ngettext
from inventory.values.days import show_day
from ui.contracts.grid import GridColumn, GridField, Manner
from ui.contracts.units_dialog import units_grid
from ui.desk import Desk
from ui.editing.filing import Values
from ui.editing.step_dialog import StepDialog
from ui.forms.choosing import ChoiceField
from ui.forms.field import Field, TextField
from ui.forms.fields import DayField, NotesField
from ui.forms.form import Form


def plan_dialog(
    desk: Desk, contract_id: int, sites: Sequence[Choice], units: Sequence[Candidate], parent: QWidget
) -> StepDialog:
    """A new delivery, with its units."""
    grid = units_grid(_("Units"))
    grid.show_records(units)
    fields: list[Field | str] = [*_plan_fields(desk, sites)]
    if units:
        fields.insert(2, grid)

    def make(values: Values) -> PlanLot:
        ids = tuple(unit.asset_id for unit in grid.ticked())
        return PlanLot(
            contract_id=contract_id, planned_on=values["planned_on"], site_id=values["site_id"],
            remark=values["remark"] or "", asset_ids=ids,
        )  # fmt: skip

    remark = "" if units else _("There is no unit to choose yet. The delivery can be planned all the same.")
    return StepDialog(desk, _("Plan a delivery"), Form(fields), plan, make, remark=remark, wide=True, parent=parent)


def edit_dialog(desk: Desk, lot: LotLine, sites: Sequence[Choice], parent: QWidget) -> StepDialog:
    """The plan of a delivery that has not arrived."""
    form = Form(_plan_fields(desk, sites))
    form.fill({"planned_on": lot.planned_on, "site_id": lot.site_id, "remark": lot.remark})

    def make(values: Values) -> EditLot:
        return EditLot(
            lot_id=lot.id, seen_version=lot.version, planned_on=values["planned_on"], site_id=values["site_id"],
            remark=values["remark"] or "",
        )  # fmt: skip

    told = _("The customer was told of {day}; another day takes the notice back.").format(day=show_day(lot.planned_on))
    remark = told if lot.notified_on is not None else ""
    return StepDialog(desk, _("The plan of {name}").format(name=named(lot)), form, edit_plan, make, remark=remark,
                      parent=parent)  # fmt: skip


def notify_dialog(desk: Desk, lot: LotLine, parent: QWidget) -> StepDialog:
    """The customer was told when we come."""
    form = Form([DayField("notified_on", _("Customer notified on"), desk.ctx.clock, required=True)])
    form["notified_on"].set_value(desk.ctx.clock.today())
    remark = _("We mean to come on {day}.").format(day=show_day(lot.planned_on) or "–")
    if lot.notice is not None:
        promised = ngettext(
            "The contract promises notice {count} day ahead: by {due}.",
            "The contract promises notice {count} days ahead: by {due}.",
            lot.notice_days,
        )
        remark += "\n" + promised.format(count=lot.notice_days, due=show_day(lot.notice.due))

    def make(values: Values) -> Notify:
        return Notify(lot_id=lot.id, seen_version=lot.version, notified_on=values["notified_on"])

    return StepDialog(desk, _("The customer was notified"), form, notify, make, remark=remark, reasoned=True,
                      parent=parent)  # fmt: skip


def arrive_dialog(desk: Desk, card: LotCard, parent: QWidget) -> StepDialog:
    """The goods are counted, unit by unit."""
    lot, grid = card.line, _count_grid(card, usual=True)
    form = Form(
        [
            DayField("arrived_on", _("Arrived on"), desk.ctx.clock, required=True),
            TextField("counted_by", _("Counted by (customer's staff)"), required=True, limit=60),
            TextField("witnessed_by", _("In the presence of (ours)"), required=True, limit=60),
            grid,
        ]
    )
    form["arrived_on"].set_value(min(lot.planned_on or desk.ctx.clock.today(), desk.ctx.clock.today()))

    def make(values: Values) -> Arrive:
        return Arrive(
            lot_id=lot.id, seen_version=lot.version, arrived_on=values["arrived_on"], counted_by=values["counted_by"],
            witnessed_by=values["witnessed_by"], counts=_counts(grid),
        )  # fmt: skip

    return StepDialog(desk, _("The goods have arrived"), form, arrive, make, reasoned=True, wide=True, parent=parent)


def recount_dialog(desk: Desk, card: LotCard, parent: QWidget) -> StepDialog:
    """The count as it should be."""
    lot, grid = card.line, _count_grid(card, usual=False)

    def make(_values: Values) -> Recount:
        return Recount(lot_id=lot.id, seen_version=lot.version, counts=_counts(grid))

    return StepDialog(desk, _("Correct the count"), Form([grid]), recount, make, wide=True, parent=parent)


def install_dialog(desk: Desk, card: LotCard, parent: QWidget) -> StepDialog:
    """Units stand in their places."""
    lot = card.line
    waiting = [unit for unit in card.units if unit.installed_on is None and unit.is_whole]
    grid = GridField(
        "units",
        _("Units and their places"),
        [
            GridColumn("tick", "", lambda unit: True, Manner.TICK, 34),
            GridColumn("serial", _("Serial number"), lambda unit: unit.serial_no, width=180),
            GridColumn("product", _("Product"), lambda unit: f"{unit.product_name} {unit.model_code}"),
            GridColumn("place", _("Installation place"), lambda unit: unit.location_text, Manner.TYPE, 280),
        ],
        hint=_("Type a place into its cell. Space ticks a unit, Ctrl+A all; those without a tick stay for later."),
    )
    grid.show_records(waiting)
    form = Form([DayField("installed_on", _("Installed on"), desk.ctx.clock, required=True), grid])
    form["installed_on"].set_value(desk.ctx.clock.today())

    def make(values: Values) -> Install:
        chosen = [(unit, one) for unit, one in zip(waiting, values["units"], strict=True) if one["tick"]]
        return Install(
            lot_id=lot.id, seen_version=lot.version, installed_on=values["installed_on"],
            asset_ids=tuple(unit.asset_id for unit, _one in chosen),
            places={unit.asset_id: one["place"].strip() for unit, one in chosen},
        )  # fmt: skip

    return StepDialog(desk, _("Units are installed"), form, install, make, wide=True, parent=parent)


def checks_dialog(desk: Desk, card: LotCard, parent: QWidget) -> StepDialog:
    """How tests came out and what was handed over."""
    lot = card.line
    results = [(result, result_word(result)) for result in
               (CheckResult.OPEN, CheckResult.PASSED, CheckResult.FAILED, CheckResult.NOT_APPLICABLE)]  # fmt: skip
    grid = GridField(
        "checks",
        _("Tests and documents"),
        [
            GridColumn("area", _("Kind"), lambda check: area_word(check.area), width=150),
            GridColumn("item", _("What"), lambda check: check_word(check.item)),
            GridColumn("result", _("Result"), lambda check: check.result, Manner.CHOOSE, 120, results,
                       frozenset({CheckResult.FAILED})),
            GridColumn("remark", _("Remark"), lambda check: check.remark, Manner.TYPE, 220),
        ],
        hint=_("Space takes the next result."),
    )  # fmt: skip
    grid.show_records(card.checks)

    def make(values: Values) -> RecordChecks:
        told = zip(card.checks, values["checks"], strict=True)
        outcomes = tuple(Outcome(check.id, one["result"], one["remark"].strip()) for check, one in told)
        return RecordChecks(lot_id=lot.id, seen_version=lot.version, outcomes=outcomes)

    return StepDialog(desk, _("Tests and documents"), Form([grid]), record_checks, make, wide=True, parent=parent)


def add_check_dialog(desk: Desk, lot: LotLine, parent: QWidget) -> StepDialog:
    """A check of one's own."""
    areas = [(area, area_word(area)) for area in LotCheckArea]
    form = Form(
        [ChoiceField("area", _("Kind"), areas, required=True), TextField("item", _("What"), required=True, limit=80)]
    )

    def make(values: Values) -> AddCheck:
        return AddCheck(lot_id=lot.id, seen_version=lot.version, area=values["area"], item=values["item"])

    return StepDialog(desk, _("Add a check"), form, add_check, make, parent=parent)


def complete_dialog(desk: Desk, lot: LotLine, parent: QWidget) -> StepDialog:
    """Installed, adjusted, started up."""
    form = Form([DayField("completed_on", _("Completed on"), desk.ctx.clock, required=True)])
    form["completed_on"].set_value(desk.ctx.clock.today())

    def make(values: Values) -> Complete:
        return Complete(lot_id=lot.id, seen_version=lot.version, completed_on=values["completed_on"])

    return StepDialog(desk, _("The delivery is completed"), form, complete, make, parent=parent)


def split_dialog(desk: Desk, card: LotCard, parent: QWidget) -> StepDialog:
    """Missing or damaged units get a delivery of their own."""
    title = _("Move to a delivery of their own")
    remark = _("They have still to come: the new delivery is planned, and this one can go on without them.")
    return _some_units(desk, card, title, remark, split, parent)


def take_out_dialog(desk: Desk, card: LotCard, parent: QWidget) -> StepDialog:
    """Units leave a delivery that has not arrived."""
    remark = _("They stay under the contract.")
    return _some_units(desk, card, _("Take units out"), remark, take_out, parent)


def cancel_dialog(desk: Desk, lot: LotLine, parent: QWidget) -> StepDialog:
    """The delivery does not take place."""
    form = Form([TextField("reason", _("Reason"), required=True)])

    def make(values: Values) -> tuple[int, int, str]:
        return lot.id, lot.version, values["reason"]

    remark = _("Its units are free for another delivery.")
    return StepDialog(desk, _("Cancel {name}").format(name=named(lot)), form, cancel, make,
                      save=_("Cancel the delivery"), remark=remark, parent=parent)  # fmt: skip


def named(lot: LotLine) -> str:
    """A delivery by its number."""
    return _("delivery {number}").format(number=lot.number)


def _plan_fields(desk: Desk, sites: Sequence[Choice]) -> list[Field | str]:
    places = [(site.id, " · ".join(text for text in (site.title, site.subtitle) if text)) for site in sites]
    return [
        DayField("planned_on", _("Planned for"), desk.ctx.clock, hint=_("The day on which we mean to come.")),
        ChoiceField("site_id", _("Site"), places),
        NotesField("remark", _("Remark"), lines=3),
    ]


def _count_grid(card: LotCard, *, usual: bool) -> GridField:
    """``usual``: all are there and undamaged until somebody says otherwise; else as they were counted."""
    counted = [(one, counted_word(one)) for one in (Counted.PRESENT, Counted.MISSING)]
    looks = [(one, appearance_word(one)) for one in (Appearance.GOOD, Appearance.DAMAGED)]
    grid = GridField(
        "counts",
        _("Units as they came"),
        [
            GridColumn("serial", _("Serial number"), lambda unit: unit.serial_no, width=180),
            GridColumn("product", _("Product"), lambda unit: f"{unit.product_name} {unit.model_code}"),
            GridColumn("counted", _("Counted"), lambda unit: Counted.PRESENT if usual else unit.counted,
                       Manner.CHOOSE, 110, counted, frozenset({Counted.MISSING})),
            GridColumn("appearance", _("Appearance"), lambda unit: Appearance.GOOD if usual else unit.appearance,
                       Manner.CHOOSE, 110, looks, frozenset({Appearance.DAMAGED})),
            GridColumn("note", _("Remark"), lambda unit: "" if usual else unit.note, Manner.TYPE, 200),
        ],
        hint=_("Space changes what was found; a remark is typed into its cell."),
    )  # fmt: skip
    grid.show_records(card.units)
    return grid


def _counts(grid: GridField) -> tuple[UnitCount, ...]:
    return tuple(
        UnitCount(unit.asset_id, one["counted"], one["appearance"], one["note"].strip())
        for unit, one in zip(grid.records, grid.value(), strict=True)
    )


def _some_units(
    desk: Desk, card: LotCard, title: str, remark: str, command: Callable[..., object], parent: QWidget
) -> StepDialog:  # fmt: skip
    lot = card.line
    grid = GridField(
        "units",
        _("Units"),
        [
            GridColumn("tick", "", lambda unit: Counted.MISSING is unit.counted
                       or Appearance.DAMAGED is unit.appearance, Manner.TICK, 34),
            GridColumn("serial", _("Serial number"), lambda unit: unit.serial_no, width=180),
            GridColumn("product", _("Product"), lambda unit: f"{unit.product_name} {unit.model_code}"),
            GridColumn("counted", _("Counted"), lambda unit: counted_word(unit.counted), width=130),
            GridColumn("appearance", _("Appearance"), lambda unit: appearance_word(unit.appearance), width=140),
        ],
        hint=_("Space ticks a unit, Ctrl+A all."),
    )  # fmt: skip
    grid.show_records(card.units)

    def make(_values: Values) -> LotUnits:
        return LotUnits(
            lot_id=lot.id, seen_version=lot.version, asset_ids=tuple(unit.asset_id for unit in grid.ticked())
        )

    return StepDialog(desk, title, Form([grid]), command, make, remark=remark, wide=True, parent=parent)
