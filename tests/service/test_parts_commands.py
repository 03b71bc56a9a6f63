"""Parts entered by hand: their fields, the models they fit, successors, approvals, and whether one may be fitted."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from inventory.errors import InvalidInput, NotFound, NotPermitted, RuleBroken, StaleRecord
from inventory.parts.commands import AddPart, EditPart, SetFit, add, edit, remove_fit, retire, set_fit, use_again
from inventory.parts.origins import check_origin
from inventory.parts.queries import LISTING, card, pick
from inventory.parts.succession import (
    AddApproval,
    EditApproval,
    Supersede,
    approve,
    correct_approval,
    forget,
    remove_approval,
    supersede,
)
from inventory.parts.words import Origin, PartKind
from inventory.policies.terms import PartsOrigin
from inventory.scanning.card import scan_text
from inventory.stock.reservations import Reserve, reserve
from inventory.values.money import Money
from models.organisation import Role
from models.parts import Part
from models.supply import MakerApproval, Supersession, SupersessionKind
from tests.factories import stock_up

PSU = AddPart(
    part_no="psu-24", name="电源模块", kind=PartKind.SPARE_PART, safety_stock="2", reorder_point="3",
    reference_cost=Money(20000), initial_price=Money(23730), list_price=Money(30000),
)  # fmt: skip


def edited(part_id, seen, **changes):
    known = {field: getattr(PSU, field) for field in PSU.__dataclass_fields__}
    return EditPart(part_id=part_id, seen_version=seen, **(known | changes))


def test_a_part_is_entered_once_and_found_again(ctx):
    part_id = add(ctx, PSU)

    row = Part.get_by_id(part_id)
    assert (row.part_no, row.part_norm, row.safety_stock, row.reorder_point) == ("psu-24", "PSU-24", 2, 3)
    with pytest.raises(RuleBroken, match="psu-24") as refused:
        add(ctx, replace(PSU, part_no="PSU -24"))
    assert refused.value.values["existing"] == part_id
    assert [choice.title for choice in pick("PSU")] == ["psu-24"]
    more = card(ctx, part_id).more
    assert (more.list_price, more.moved) == (Money(30000), False)


@pytest.mark.parametrize(
    ("fields", "field"),
    [
        ({"part_no": " "}, "part_no"), ({"name": ""}, "name"), ({"safety_stock": "1.5"}, "safety_stock"),
        ({"decimals": 4}, "decimals"), ({"serialised": True, "decimals": 1}, "decimals"),
        ({"reference_cost": Money(-1)}, "reference_cost"), ({"failures_ppm": -1}, "failures_ppm"),
        ({"lead_time_days": -1}, "lead_time_days"), ({"supplier_id": 99}, "supplier_id"),
    ],
)  # fmt: skip
def test_what_cannot_be_is_refused_at_its_field(ctx, fields, field):
    with pytest.raises(InvalidInput) as refused:
        add(ctx, replace(PSU, **fields))
    assert refused.value.field == field


def test_a_part_is_corrected_and_how_it_is_counted_stands_once_it_was_moved(ctx):
    part_id = add(ctx, PSU)
    edit(ctx, edited(part_id, 1, name="电源", decimals=1, safety_stock="2.5"))
    assert (Part.get_by_id(part_id).name, Part.get_by_id(part_id).safety_stock) == ("电源", 25)
    edit(ctx, edited(part_id, 2, decimals=0))
    stock_up(ctx, Part.get_by_id(part_id), 5)

    with pytest.raises(RuleBroken, match="psu-24"):
        edit(ctx, edited(part_id, 3, serialised=True))
    edit(ctx, edited(part_id, 3, reference_cost=None, keep_cost=True))
    assert Part.get_by_id(part_id).reference_cost == 20000
    with pytest.raises(StaleRecord):
        edit(ctx, edited(part_id, 1))


def test_a_part_that_lies_here_or_is_reserved_is_not_retired(ctx, make_case):
    part_id = add(ctx, PSU)
    with_none = add(ctx, replace(PSU, part_no="X-1"))
    stock_up(ctx, Part.get_by_id(part_id), 5)
    case = make_case(case_no="WX1")
    reserve(ctx, Reserve(part_id=part_id, case_id=case.id, quantity=2))

    with pytest.raises(RuleBroken, match="5 × A-01-01"):
        retire(ctx, part_id, 1)
    retire(ctx, with_none, 1)
    assert LISTING.count({"active": True}) == 1
    use_again(ctx, with_none, 2)
    assert LISTING.count({"active": True}) == 2


def test_the_models_of_a_part_are_recorded_with_pieces_position_and_origin(ctx, make_model):
    part_id, model = add(ctx, PSU), make_model("HEM-1")
    set_fit(
        ctx,
        SetFit(part_id=part_id, seen_version=1, model_id=model.id, quantity=2, position="A1", origin=Origin.APPROVED),
    )
    set_fit(ctx, SetFit(part_id=part_id, seen_version=2, model_id=model.id, quantity=3))

    (fit,) = card(ctx, part_id).fits
    assert (fit.model_code, fit.per_unit, fit.position, fit.origin) == ("HEM-1", 3, "", Origin.OEM)
    with pytest.raises(StaleRecord):
        remove_fit(ctx, part_id, 2, model.id)
    with pytest.raises(InvalidInput, match="0"):
        set_fit(ctx, SetFit(part_id=part_id, seen_version=3, model_id=model.id, quantity=0))
    remove_fit(ctx, part_id, 3, model.id)
    assert card(ctx, part_id).fits == ()


def test_an_old_part_says_its_successor_and_no_ring_is_closed(ctx):
    old, new, newest = (add(ctx, replace(PSU, part_no=number)) for number in ("P-1", "P-2", "P-3"))
    first = supersede(ctx, Supersede(old_id=old, new_id=new, since=date(2026, 11, 1)))
    supersede(ctx, Supersede(old_id=new, new_id=newest, kind=SupersessionKind.TWO_WAY))

    assert "P-2" in str(card(ctx, old).successor_hint)
    assert any("P-2" in line for line in scan_text(ctx, "P-1")), "a scan of the old one says it"
    assert [(each.part_no, each.newer) for each in card(ctx, newest).substitutes] == [("P-2", False)]
    assert card(ctx, new).substitutes[0].part_no == "P-3" and card(ctx, newest).successor_hint is None
    for pair in ((new, old), (newest, old), (old, old)):
        with pytest.raises((RuleBroken, InvalidInput)):
            supersede(ctx, Supersede(old_id=pair[0], new_id=pair[1]))
    supersede(ctx, Supersede(old_id=old, new_id=new, since=date(2026, 12, 1)))
    assert card(ctx, old).successor_hint is None, "not yet"
    forget(ctx, first, Supersession.get_by_id(first).version)
    assert card(ctx, old).substitutes == ()


@pytest.fixture
def unit(ctx, make_asset, make_model, make_maker, make_contract, make_policy):
    """In warranty until 2027-05-01 under a policy that promises the maker's own or approved parts (R-046)."""
    contract = make_contract(policy_version=make_policy(parts_origin=PartsOrigin.OEM_OR_APPROVED, warranty_months=12))
    model = make_model("HEM-1", maker=make_maker("欧姆龙"))
    return make_asset(model=model, contract=contract, accepted_on=date(2026, 5, 1))


TODAY = date(2026, 11, 22)


def test_in_warranty_only_the_makers_own_or_approved_parts_are_fitted(ctx, unit, make_part):
    """INV-08."""

    def part(origin):
        part_id = make_part().id
        set_fit(ctx, SetFit(part_id=part_id, seen_version=1, model_id=unit.model_id, origin=origin))
        return part_id

    own, compatible, approved = part(Origin.OEM), part(Origin.COMPATIBLE), part(Origin.APPROVED)
    unknown = make_part().id
    maker = unit.model.manufacturer_id

    assert check_origin(own, unit.id, TODAY).asked
    for part_id, named in ((compatible, "欧姆龙"), (unknown, "HEM-1"), (approved, "2026-11-22")):
        with pytest.raises(RuleBroken, match=named):
            check_origin(part_id, unit.id, TODAY)
    row = approve(
        ctx,
        AddApproval(
            manufacturer_id=maker,
            part_id=approved,
            document="认可函 3",
            valid_from=date(2026, 1, 1),
            valid_to=date(2026, 11, 21),
        ),
    )
    with pytest.raises(RuleBroken, match=r"认可函 3.*2026-01-01.*2026-11-21"):
        check_origin(approved, unit.id, TODAY)
    correct_approval(
        ctx,
        EditApproval(
            approval_id=row, seen_version=1, manufacturer_id=maker, part_id=approved, document="认可函 3",
            valid_from=date(2026, 1, 1), valid_to=TODAY,
        ),
    )  # fmt: skip
    assert check_origin(approved, unit.id, TODAY).document == "认可函 3"
    assert [each.document for each in card(ctx, approved).approvals] == ["认可函 3"]
    assert not check_origin(compatible, unit.id, date(2028, 1, 1)).asked, "after the warranty nobody asks"
    remove_approval(ctx, row, 2)
    assert MakerApproval.select().count() == 0
    with pytest.raises(NotFound):
        check_origin(own, 999, TODAY)


def test_an_approval_needs_a_paper_and_days_in_order(ctx, make_maker):
    part_id, maker = add(ctx, PSU), make_maker().id
    for document, last, field in ((" ", None, "document"), ("函", date(2025, 1, 1), "valid_to")):
        with pytest.raises(InvalidInput) as refused:
            approve(
                ctx,
                AddApproval(manufacturer_id=maker, part_id=part_id, document=document, valid_from=TODAY, valid_to=last),
            )
        assert refused.value.field == field


def test_only_who_edits_the_register_enters_parts(ctx, make_user):
    ctx.actor = make_user(role=Role.ENGINEER).id
    with pytest.raises(NotPermitted):
        add(ctx, PSU)
