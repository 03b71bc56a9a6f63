"""What stands under the timeline of a card: history, parts and their price today, facts, changes."""

from __future__ import annotations

from collections.abc import Mapping

from inventory.assets.queries import AssetCard, UnitEvent
from inventory.assets.words import event_word, owner_word, role_word, state_word
from inventory.cases.queries import CaseLine
from inventory.cases.words import case_state_word
from inventory.i18n import _, ngettext
from inventory.parts.queries import FittingPart
from inventory.parts.words import origin_word
from inventory.values.days import show_day, show_instant
from inventory.values.quantities import show_quantity
from ui import changes
from ui.theme import Meaning
from ui.widgets.records import Field


def history_fields(numbers: Mapping[int, int]) -> list[Field]:
    """The columns of a unit's repair history; ``numbers`` by case as on the marks of the timeline."""
    return [
        Field("", lambda case: f"▲{numbers.get(case.id, '')}", 56),
        Field(_("Reported at"), lambda case: show_instant(case.reported_at), 140),
        Field(_("Case"), lambda case: case.case_no, 130),
        Field(_("Symptom"), lambda case: case.symptom),
        Field(_("Parts replaced"), used_parts),
        Field(_("What was done"), lambda case: case.action, quiet=True),
        Field(_("Charge (yuan)"), fee, 120, right=True),
        Field(_("State"), case_standing, 190, chip=case_meaning),
    ]


def used_parts(case: CaseLine) -> str:
    """The parts of a case in one line."""
    return _(", ").join(f"{part.name or part.part_no} ×{part.quantity}" for part in case.parts) or "—"


def fee(case: CaseLine) -> str:
    """What the customer paid."""
    return str(case.fee) if case.charged else _("free")


def case_standing(case: CaseLine) -> str:
    """The state of a case, and how long it took where it is over."""
    if case.restored_at is None:
        return case_state_word(case.state)
    minutes = int((case.restored_at - case.reported_at).total_seconds() // 60)
    days, rest = divmod(minutes, 24 * 60)
    if days:
        took = _("{days} d {hours} h").format(days=days, hours=rest // 60)
    else:
        took = _("{hours} h {minutes} min").format(hours=rest // 60, minutes=rest % 60)
    return f"{case_state_word(case.state)} · {took}"


def case_meaning(case: CaseLine) -> Meaning:
    """Open cases want action."""
    return Meaning.SOON if case.is_open else Meaning.OK


def part_fields() -> list[Field]:
    """The columns of the parts that fit, with what they cost here today."""
    return [
        Field(_("Part no."), lambda part: part.part_no, 120),
        Field(_("Name"), lambda part: part.name),
        Field(_("Specification"), lambda part: part.spec, 150),
        Field(_("Origin"), lambda part: origin_word(part.origin), 130),
        Field(_("On hand"), on_hand, 110, right=True),
        Field(_("Price today (yuan)"), price, 150, right=True),
        Field(_("Rule"), lambda part: str(part.rule), quiet=True),
    ]


def on_hand(part: FittingPart) -> str:
    """What lies on the shelf, with its unit."""
    return f"{show_quantity(part.on_hand, part.decimals)} {part.unit}"


def price(part: FittingPart) -> str:
    """What the customer would pay today; a dash where nobody knows the cost."""
    if part.price is None:
        return "—"
    return str(part.price) if part.price.fen else _("free")


def event_fields() -> list[Field]:
    """The columns of what happened to the unit."""
    return [
        Field(_("When"), lambda event: show_instant(event.at), 140),
        Field(_("What"), lambda event: event_word(event.kind), 160),
        Field(_("Who"), lambda event: event.by or "—", 120),
        Field(_("Note"), event_note),
    ]


def event_note(event: UnitEvent) -> str:
    """The note of an event."""
    return event.note


def change_fields() -> list[Field]:
    """The columns of the change record."""
    return [
        Field(_("When"), lambda line: show_instant(line.at), 140),
        Field(_("Who"), lambda line: line.who or "—", 110),
        Field(_("Workstation"), lambda line: line.workstation or "—", 130),
        Field(_("Field"), changes.field_word, 160),
        Field(_("From"), changes.before_word),
        Field(_("To"), changes.after_word),
        Field(_("Reason"), lambda line: line.reason, quiet=True),
    ]


def facts(card: AssetCard) -> list[tuple[str, str]]:
    """Everything recorded of the unit itself."""
    months = (
        ngettext("{n} month", "{n} months", card.months or 0).format(n=card.months) if card.months is not None else ""
    )
    return [
        (_("Manufacturer"), card.maker),
        (_("Product"), card.product_name),
        (_("Model"), card.model_code),
        (_("Serial number"), card.serial_no),
        (_("Label code"), card.code),
        (_("State"), state_word(card.state)),
        (_("Role"), role_word(card.role)),
        (_("Owner"), owner_word(card.owner)),
        (_("Customer"), card.customer.name if card.customer else ""),
        (_("Address"), card.customer.address if card.customer else ""),
        (_("Installation place"), card.location_text),
        (_("Contract"), card.contract_no),
        (_("Warranty (months)"), months),
        (_("Made on"), show_day(card.made_on)),
        (_("Ex works on"), show_day(card.ex_works_on)),
        (_("Sold on"), show_day(card.sold_on)),
        (_("Delivered on"), show_day(card.delivered_on)),
        (_("Installed on"), show_day(card.installed_on)),
        (_("Accepted on"), show_day(card.accepted_on)),
        (_("Label printed"), show_instant(card.label_printed_at)),
        (_("Remark"), card.remark),
    ]
