"""The four sheets of a repair history, column by column as documents.md 4.5 orders them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Final

from inventory.assets.words import state_word
from inventory.cases.history_facts import Promised, Repair, Scope, Unit, UsedPart, repairs, units
from inventory.cases.history_figures import Figures, amount, hours
from inventory.cases.reliability import satisfaction
from inventory.cases.words import channel_word, damage_word, satisfaction_word, yes_no
from inventory.clock import day_of
from inventory.company.queries import CompanyHeader
from inventory.cover.extensions import first_own_day
from inventory.cover.rules import CoverStatus, effective_last
from inventory.cover.words import NO_TERM, STATUS, status_of
from inventory.excel.cells import Column, Kind, Shown
from inventory.excel.door import BookWriter
from inventory.i18n import _, language, pgettext
from inventory.parts.words import origin_word
from inventory.values.days import show_day
from inventory.values.money import Money
from inventory.values.quantities import show_quantity

_PERCENT: Final = "0.00%"
_TWO_DECIMALS: Final = "0.00"
_Row = tuple[str, object, str]


def write_summary(book: BookWriter, about: Scope, counted: Figures, company: CompanyHeader, now: datetime) -> None:
    """汇总: one figure a row, with how it was counted."""
    columns = [
        Column(pgettext("repair history", "Item")),
        Column(pgettext("repair history", "Value"), Kind.AS_IT_IS),
        Column(pgettext("repair history", "How it is counted"), wrap=True),
    ]
    sheet = book.sheet(pgettext("repair history", "Summary"), columns, filtered=False)
    for row in (*_counts(about, counted), *_times(counted), *_sums(counted), *_made(company, now)):
        sheet.row(row)


def _counts(about: Scope, counted: Figures) -> list[_Row]:
    period = f"{show_day(about.period.first)} – {show_day(about.period.last)}"
    return [
        (pgettext("repair history", "Customer"), about.customer, ""),
        (pgettext("repair history", "Period"), period, _("By the day of the report.")),
        (pgettext("repair history", "Units"), counted.units, _("With those swapped out and in.")),
        (pgettext("repair history", "Repairs"), counted.cases, ""),
        (
            pgettext("repair history", "Free / charged repairs"),
            f"{counted.cases - counted.charged} / {counted.charged}",
            "",
        ),
    ]


def _times(counted: Figures) -> list[_Row]:
    agreed = _("No target agreed")
    marks = satisfaction(counted.marks)
    return [
        (pgettext("repair history", "Response within target"), agreed, ""),
        (pgettext("repair history", "Arrival within target"), agreed, ""),
        (pgettext("repair history", "Restored within target"), agreed, ""),
        (
            pgettext("repair history", "Mean time to restore (hours)"),
            _hours(counted.reliability.to_restore),
            _("From the report until it worked again; damage by the user is left out."),
        ),
        (
            pgettext("repair history", "MTBF (hours)"),
            _between_failures(counted),
            _("Operating time ÷ failures, around the clock from the acceptance; {counted} of {units} units.").format(
                counted=counted.counted_units, units=counted.units
            ),
        ),
        (
            pgettext("repair history", "Satisfaction"),
            _("No data") if marks.basis_points is None else Shown(marks.basis_points / 10_000, number_format=_PERCENT),
            _("{good} of {marked} marks are satisfied or very satisfied; {cases} repairs.").format(
                good=marks.good, marked=marks.of, cases=counted.cases
            ),
        ),
        (pgettext("repair history", "Loaners lent"), counted.loans, ""),
    ]


def _between_failures(counted: Figures) -> object:
    reliability = counted.reliability
    if reliability.between_failures is not None:
        return _hours(reliability.between_failures)
    if not reliability.operating:
        return _("No data")
    return f"> {hours(reliability.operating):.2f}"  # no failure: longer than all that time, not endless (C-15)


def _hours(length: timedelta | None) -> object:
    return _("No data") if length is None else Shown(hours(length), number_format=_TWO_DECIMALS)


def _sums(counted: Figures) -> list[_Row]:
    checked = _("{cases} repairs, {parts} parts and {units} units stand in the other sheets.").format(
        cases=counted.cases, parts=counted.part_lines, units=counted.units
    )
    return [
        (pgettext("repair history", "Sum of fees (yuan)"), Money(counted.fee), _("Sum of the column “Fee (yuan)”.")),
        (pgettext("repair history", "Sum of parts charged (yuan)"), Money(counted.part_amount), ""),
        (pgettext("repair history", "Check"), _("The sums agree with the rows."), checked),
    ]


def _made(company: CompanyHeader, now: datetime) -> list[_Row]:
    name = company.name(language())
    by = [(pgettext("repair history", "Service by"), name, company.hotline)] if name else []
    return [*by, (pgettext("repair history", "Made at"), now, "")]


def write_repairs(book: BookWriter, about: Scope) -> tuple[int, int]:
    """维修明细: one row a case, columns A to AF. Returns what was written: cases, and the fees in fen."""
    columns = [
        Column(pgettext("repair history", "No."), Kind.INTEGER),
        Column(pgettext("repair history", "Case no.")),
        Column(pgettext("repair history", "Product")),
        Column(pgettext("repair history", "Model")),
        Column(pgettext("repair history", "Serial no.")),
        Column(pgettext("repair history", "Location")),
        Column(pgettext("repair history", "Sold on"), Kind.DATE),
        Column(pgettext("repair history", "Accepted on"), Kind.DATE),
        Column(pgettext("repair history", "Cover at the report")),
        Column(pgettext("repair history", "Reported at"), Kind.INSTANT),
        Column(pgettext("repair history", "Reported by")),
        Column(pgettext("repair history", "Reported through")),
        Column(pgettext("repair history", "Level")),
        Column(pgettext("repair history", "Symptom"), wrap=True),
        Column(pgettext("repair history", "Responded at"), Kind.INSTANT),
        Column(pgettext("repair history", "Arrived at"), Kind.INSTANT),
        Column(pgettext("repair history", "Restored at"), Kind.INSTANT),
        Column(pgettext("repair history", "Time to restore (hours)"), Kind.HOURS),
        Column(pgettext("repair history", "Within target")),
        Column(pgettext("repair history", "Cause"), wrap=True),
        Column(pgettext("repair history", "Damage by user")),
        Column(pgettext("repair history", "Action"), wrap=True),
        Column(pgettext("repair history", "Parts replaced"), wrap=True),
        Column(pgettext("repair history", "Charged")),
        Column(pgettext("repair history", "Fee (yuan)"), Kind.MONEY),
        Column(pgettext("repair history", "Loaner no.")),
        Column(pgettext("repair history", "Loaner out"), Kind.INSTANT),
        Column(pgettext("repair history", "Loaner back"), Kind.INSTANT),
        Column(pgettext("repair history", "Engineer")),
        Column(pgettext("repair history", "Confirmed by")),
        Column(pgettext("repair history", "Satisfaction mark")),
        Column(pgettext("repair history", "Remark"), wrap=True),
    ]
    sheet = book.sheet(
        pgettext("repair history", "Repairs in detail"), columns, freeze_columns=5, expected_rows=len(about.cases)
    )
    target, number, fees = _("No target agreed"), 0, 0
    for number, case in enumerate(repairs(about), 1):
        fees += case.fee
        sheet.row(_repair(number, case, target))
    return number, fees


def _repair(number: int, case: Repair, target: str) -> Sequence[object]:
    taken = None if case.restored_at is None else hours(case.restored_at - case.reported_at)
    return (
        number,
        case.case_no,
        case.product_name,
        case.model_code,
        case.serial_no,
        case.location,
        case.sold_on,
        case.promised.accepted_on if case.promised else None,
        _cover_then(case),
        case.reported_at,
        case.reporter,
        channel_word(case.channel),
        case.level,
        case.symptom,
        case.responded_at,
        case.arrived_at,
        case.restored_at,
        taken,
        target,
        case.cause,
        damage_word(case.user_damage),
        case.action,
        _("; ").join(_in_short(part) for part in case.parts),
        yes_no(case.charged),
        case.fee,
        case.loaner_no,
        None,
        None,
        case.engineer,
        case.confirmed_by,
        satisfaction_word(case.satisfaction),
        _relation(case.replaced_by, "") if case.promised else _("The unit is no longer with you."),
    )


def _cover_then(case: Repair) -> str:
    """As it was decided at the report (INV-09); worked out for that day where an old book did not say it."""
    kept = None if case.promised is None else case.promised.kept
    if case.cover_status:
        status = CoverStatus(case.cover_status)
        untold = status is CoverStatus.POST_WARRANTY and kept is not None and kept.term_missing
        return str(NO_TERM if untold else STATUS[status])
    return "" if kept is None else str(status_of(kept.on(day_of(case.reported_at))))


def _in_short(part: UsedPart) -> str:
    return f"{part.name or part.part_no} × {show_quantity(part.quantity, part.decimals)}"


def write_parts(book: BookWriter, about: Scope, counted: Figures) -> tuple[int, int]:
    """更换配件: one row a part. Returns what was written: lines, and what was charged in fen."""
    columns = [
        Column(pgettext("repair history", "Case no.")),
        Column(pgettext("repair history", "Serial no.")),
        Column(pgettext("repair history", "Date"), Kind.DATE),
        Column(pgettext("repair history", "Part")),
        Column(pgettext("repair history", "Specification")),
        Column(pgettext("repair history", "Quantity"), Kind.NUMBER),
        Column(pgettext("repair history", "Unit of quantity")),
        Column(pgettext("repair history", "Serial removed")),
        Column(pgettext("repair history", "Serial fitted")),
        Column(pgettext("repair history", "Original / approved")),
        Column(pgettext("repair history", "Charge")),
        Column(pgettext("repair history", "Price (yuan)"), Kind.MONEY),
        Column(pgettext("repair history", "Amount (yuan)"), Kind.MONEY),
    ]
    sheet = book.sheet(
        pgettext("repair history", "Parts fitted"), columns, freeze_columns=2, expected_rows=counted.part_lines
    )
    lines = charged = 0
    for case in repairs(about):
        for part in case.parts:
            due = amount(part.price, part.quantity, part.decimals) if part.charged else 0
            lines, charged = lines + 1, charged + (due or 0)
            sheet.row(_part(case, part, due))
    return lines, charged


def _part(case: Repair, part: UsedPart, due: int | None) -> Sequence[object]:
    count = part.quantity if part.decimals == 0 else part.quantity / 10**part.decimals
    return (
        case.case_no,
        case.serial_no,
        day_of(case.restored_at or case.reported_at),
        part.name or part.part_no,
        part.spec,
        count,
        part.unit,
        part.removed_serial,
        part.fitted_serial,
        origin_word(part.origin) if part.origin else "",
        pgettext("repair history", "charged") if part.charged else pgettext("repair history", "free"),
        part.price if part.charged else 0,
        due,
    )


def write_units(book: BookWriter, about: Scope, counted: Figures) -> int:
    """设备清单: one row a unit, those swapped out and in linked by their serials. Returns how many were written."""
    columns = [
        Column(pgettext("repair history", "Serial no.")),
        Column(pgettext("repair history", "Product")),
        Column(pgettext("repair history", "Model")),
        Column(pgettext("repair history", "Sold on"), Kind.DATE),
        Column(pgettext("repair history", "Accepted on"), Kind.DATE),
        Column(pgettext("repair history", "Warranty from"), Kind.DATE),
        Column(pgettext("repair history", "Warranty until"), Kind.DATE),
        Column(pgettext("repair history", "State now")),
        Column(pgettext("repair history", "Spares until"), Kind.DATE),
        Column(pgettext("repair history", "Number of repairs"), Kind.INTEGER),
        Column(pgettext("repair history", "Replacement (old / new serial no.)")),
    ]
    sheet = book.sheet(
        pgettext("repair history", "Units in list"), columns, freeze_columns=1, expected_rows=counted.units
    )
    written = 0
    for unit in units(about):
        sheet.row(_unit(unit, unit.promised, counted.of_unit[unit.id]))
        written += 1
    return written


def _unit(unit: Unit, promised: Promised | None, cases: int) -> Sequence[object]:
    names = (unit.serial_no, unit.product_name, unit.model_code)
    if promised is None:
        gone = pgettext("repair history", "No longer with you")
        return (*names, None, None, None, None, gone, None, cases, _relation("", unit.replaces))
    kept = promised.kept
    return (
        *names,
        unit.sold_on,
        promised.accepted_on,
        first_own_day(kept.segments),
        effective_last(kept.segments),
        state_word(promised.state),
        kept.spares_last,
        cases,
        _relation(unit.replaced_by, unit.replaces),
    )


def _relation(replaced_by: str, replaces: str) -> str:
    """Which unit took its place, and whose place it took."""
    lines = []
    if replaces:
        lines.append(_("in place of {serial}").format(serial=replaces))
    if replaced_by:
        lines.append(_("replaced by {serial}").format(serial=replaced_by))
    return _("; ").join(lines)
