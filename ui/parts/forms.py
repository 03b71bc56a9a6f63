"""The forms of a part, of a model that it fits, of a successor and of a manufacturer's approval."""

from __future__ import annotations

from typing import Any

from inventory.access.rights import Right
from inventory.choices import Choice
from inventory.i18n import _
from inventory.parts.commands import AddPart, EditPart
from inventory.parts.queries import Approval, Fit, PartCard, card, pick
from inventory.parts.succession import Relation
from inventory.parts.words import Origin, PartKind, kind_word, origin_word
from inventory.parts.words import SupersessionKind as Way
from inventory.products.queries import pick_manufacturers, pick_models
from inventory.suppliers.queries import pick as pick_suppliers
from inventory.values.quantities import show_quantity
from inventory.work import Context
from ui.desk import Desk
from ui.editing.filing import Make, Renew, Values, request
from ui.forms.choosing import ChoiceField, PickField
from ui.forms.field import CodeField, TextField
from ui.forms.fields import CheckField, DayField, MoneyField, NotesField, QuantityField
from ui.forms.form import Form


def part_form(desk: Desk, *, costs: bool) -> Form:
    """What is recorded of a part; its cost only for somebody who may see it."""
    jobs = desk.jobs
    places = [(0, _("whole pieces")), (1, "0.1"), (2, "0.01"), (3, "0.001")]
    usual = [MoneyField("reference_cost", _("Usual cost"), hint=_("Without tax. Internal."))] if costs else []
    return Form(
        [
            CodeField("part_no", _("Part no."), required=True, limit=60, takes_scans=True),
            TextField("name", _("Name"), required=True, limit=120),
            TextField("spec", _("Specification"), limit=120),
            ChoiceField("kind", _("Kind"), [(kind, kind_word(kind)) for kind in PartKind], required=True, repeats=True),
            PickField("manufacturer_id", _("Manufacturer"), jobs, pick_manufacturers, repeats=True),
            _("How it is counted"),
            TextField("unit", _("Unit of count"), limit=20, repeats=True),
            ChoiceField("decimals", _("Smallest quantity"), places, required=True, repeats=True),
            CheckField("serialised", _("Has serial numbers"), repeats=True, hint=_("Each piece is known by its own.")),
            _("Supply"),
            CodeField("safety_stock", _("Safety stock"), limit=20, takes_scans=False),
            CodeField(
                "reorder_point", _("Reorder point"), limit=20, takes_scans=False,
                hint=_("Ordered when what is available and on order falls to it."),
            ),
            PickField("supplier_id", _("Usual supplier"), jobs, pick_suppliers, repeats=True),
            QuantityField("lead_time_days", _("Delivery time in days")),
            QuantityField("shelf_life_days", _("Shelf life in days")),
            DayField(
                "discontinued_on", _("No longer made since"), desk.ctx.clock,
                hint=_("Buy a last time what is still promised."),
            ),
            QuantityField(
                "failures_ppm", _("Failure rate"),
                hint=_("In a million part-years: 2 % a year are 20,000."),
            ),
            _("Prices"),
            *usual,
            MoneyField("initial_price", _("Initial price (yuan)")),
            MoneyField("list_price", _("List price (yuan)")),
            NotesField("remark", _("Remark")),
        ]
    )  # fmt: skip


def part_values(found: PartCard) -> Values:
    """A part by the names of the fields."""
    row, more = found.row, found.more
    assert more is not None  # a card that was read has them
    values: Values = {
        "part_no": row.part_no, "name": row.name, "spec": row.spec, "kind": row.kind, "unit": row.unit,
        "decimals": row.decimals, "serialised": more.serialised,
        "safety_stock": show_quantity(row.safety_stock, row.decimals),
        "reorder_point": "" if row.reorder_point is None else show_quantity(row.reorder_point, row.decimals),
        "manufacturer_id": None if more.manufacturer_id is None else Choice(more.manufacturer_id, row.maker),
        "supplier_id": None if more.supplier_id is None else Choice(more.supplier_id, more.supplier),
        "lead_time_days": more.lead_time_days, "shelf_life_days": more.shelf_life_days,
        "failures_ppm": more.failures_ppm, "discontinued_on": more.discontinued_on,
        "initial_price": row.initial_price, "list_price": more.list_price, "remark": found.remark,
    }  # fmt: skip
    if found.costs:
        values["reference_cost"] = found.reference_cost
    return values


def new_values() -> Values:
    """What a new part begins with."""
    return {"kind": PartKind.SPARE_PART, "unit": "个", "safety_stock": "0"}


def new_part(values: Values, _seen_version: int) -> AddPart:
    """The request of a new part."""
    return request(AddPart, _filled(values))


def changed_part(part_id: int, *, costs: bool) -> Make:
    """Makes the request of a correction; whoever does not see the cost leaves it as it is."""

    def make(values: Values, seen_version: int) -> EditPart:
        return request(EditPart, _filled(values), part_id=part_id, seen_version=seen_version, keep_cost=not costs)

    return make


def _filled(values: Values) -> Values:
    return {**values, "safety_stock": values["safety_stock"] or 0, "kind": PartKind(values["kind"])}


def renewed_part(part_id: int, *, costs: bool) -> Renew:
    """Looks the part up as it is now, with the fields that the form has."""

    def renew(ctx: Context) -> tuple[int, Values]:
        found = card(ctx, part_id)
        values = part_values(found)
        if not costs:
            values.pop("reference_cost", None)
        return found.row.version, values

    return renew


def sees_cost(desk: Desk) -> bool:
    """Whether the form of the person at work has the cost."""
    return desk.permits.may(Right.SEE_COST)


def fit_form(desk: Desk, fit: Fit | None) -> Form:
    """A model that the part fits; of one that is known already the model stands."""
    fields: list[Any] = [] if fit is not None else [
        PickField("model_id", _("Model"), desk.jobs, pick_models, required=True)
    ]  # fmt: skip
    form = Form(
        [
            *fields,
            QuantityField("quantity", _("Pieces in one unit"), required=True),
            TextField("position", _("Position"), limit=60, hint=_("Where it sits, as the drawing names it.")),
            ChoiceField("origin", _("Origin"), [(one, origin_word(one)) for one in Origin], required=True),
        ]
    )
    form.fill(
        {"quantity": 1} if fit is None else {"quantity": fit.per_unit, "position": fit.position, "origin": fit.origin}
    )
    return form


def succession_form(desk: Desk, relation: Relation | None) -> Form:
    """The other part, which way they stand for each other, and since when."""
    ways = [
        (Way.ONE_WAY, _("The new part is taken instead of the old one")),
        (Way.TWO_WAY, _("Either may be taken instead of the other")),
    ]
    directions = [
        (True, _("It takes the place of this part")),
        (False, _("This part takes its place")),
    ]
    fields: list[Any] = [] if relation is not None else [
        PickField("other_id", _("Other part"), desk.jobs, pick, required=True),
        ChoiceField("newer", _("Direction"), directions, required=True),
    ]  # fmt: skip
    form = Form(
        [
            *fields,
            ChoiceField("kind", _("May be exchanged"), ways, required=True),
            DayField("since", _("Since"), desk.ctx.clock),
        ]
    )
    if relation is not None:
        form.fill({"kind": relation.kind, "since": relation.since})
    return form


def approval_form(desk: Desk, approval: Approval | None) -> Form:
    """The paper by which a manufacturer approves the part, and its days."""
    form = Form(
        [
            PickField("manufacturer_id", _("Manufacturer"), desk.jobs, pick_manufacturers, required=True),
            TextField(
                "document", _("Paper"), required=True, limit=120, hint=_("Its number and date; attach it afterwards.")
            ),
            DayField("valid_from", _("Valid from"), desk.ctx.clock, required=True),
            DayField("valid_to", _("Valid until"), desk.ctx.clock),
        ]
    )
    if approval is not None:
        form.fill(
            {
                "manufacturer_id": Choice(approval.manufacturer_id, approval.maker), "document": approval.document,
                "valid_from": approval.valid_from, "valid_to": approval.valid_to,
            }
        )  # fmt: skip
    return form
