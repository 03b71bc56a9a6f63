"""Units that are accepted while nobody recorded for how long they are covered: said so, listed, and claimed nothing of."""

from __future__ import annotations

from datetime import date

import pytest

from inventory.assets import queries as assets
from inventory.assets.queries import listing
from inventory.cases.history import HistoryRequest, write_history
from inventory.cover import records, store
from inventory.cover.outlook import outlook
from inventory.cover.reckoning import term_missing
from inventory.cover.rules import CoverStatus
from inventory.cover.standing import NO_TERM
from inventory.cover.why import why
from inventory.cover.words import headline, short
from inventory.customers.queries import card as customer_card
from inventory.i18n import speaking
from inventory.paging import Sort
from inventory.scanning.card import scan_document
from models.assets import Asset, AssetState
from models.policies import PolicyProfile, PolicyVersion

ACCEPTED = date(2025, 3, 15)
TODAY = date(2026, 11, 22)
SERIAL = Sort("serial")


@pytest.fixture
def units(make_asset, make_model, make_contract, make_policy, make_customer):
    """Accepted on 15 March 2025; each but the first three has months from one place, or is not accepted."""
    customer, plain = make_customer("市第二人民医院"), make_model("BP-1")
    contract = make_contract("HT-1", customer)
    by_contract = make_contract("HT-2", customer, warranty_months=12)
    by_policy = make_contract("HT-3", customer, policy_version=make_policy(warranty_months=12))
    open_policy = make_contract("HT-4", customer, policy_version=make_policy(warranty_months=None))
    no_warranty = make_contract("HT-5", customer, policy_version=make_policy(warranty_months=0))

    def unit(serial, model=plain, accepted=ACCEPTED, **values):
        return make_asset(serial, model, customer, accepted_on=accepted, **values)

    return [
        unit("A1"),
        unit("A2", contract=contract),
        unit("A3", contract=open_policy),
        unit("B1", warranty_months=12),
        unit("B2", warranty_months=0),
        unit("B3", contract=by_contract),
        unit("B4", contract=by_policy),
        unit("B5", contract=no_warranty),
        unit("B6", make_model("BP-2", warranty_months=12)),
        unit("B7", accepted=None),
        unit("B8", state=AssetState.RETIRED),
    ]


def found(ctx, cover) -> list[str]:
    return [row.serial_no for row in listing(ctx).first({"cover": cover}, SERIAL)]


def test_the_filter_the_rows_and_the_rule_agree_on_whose_term_is_missing(ctx, units):
    assert found(ctx, NO_TERM) == ["A1", "A2", "A3"]
    rows = listing(ctx).first({}, SERIAL)
    assert [row.serial_no for row in rows if row.cover.term_missing] == ["A1", "A2", "A3"]
    facts, kept = records.read([row.id for row in rows]), store.kept([row.id for row in rows])
    by_rule = [row.serial_no for row in rows if term_missing(facts[row.id], kept[row.id])]
    assert by_rule == ["A1", "A2", "A3", "B8"], "of one that has left nothing is asked any more"
    assert outlook(ctx).termless == 3
    assert customer_card(ctx, units[0].customer_id).termless == 3


def test_the_terms_of_the_house_are_those_of_the_day_of_the_acceptance(ctx, units, make_asset, make_model):
    house = PolicyProfile.get(PolicyProfile.code == "HOUSE")
    first = PolicyVersion.get(PolicyVersion.profile == house.id)
    PolicyVersion.create(
        profile=house, number=2, valid_from=date(2026, 1, 1), created_at=ctx.clock.now(),
        terms=first.terms.replace('"warranty.months": null', '"warranty.months": 24'),
    )  # fmt: skip
    make_asset("C1", make_model("BP-3"), accepted_on=date(2026, 1, 2))
    make_asset("C2", make_model("BP-4"), accepted_on=date(2025, 12, 31))
    assert found(ctx, NO_TERM) == ["A1", "A2", "A3", "C2"]


def test_the_status_says_that_the_term_is_missing_and_not_that_the_warranty_is_over(ctx, units):
    card = assets.card(ctx, units[0].id)
    with speaking("zh_CN"):
        assert (str(headline(card.cover)), str(short(card.cover))) == ("未录入质保期限",) * 2
        assert "未录入质保期限" in str(why(ctx, units[0].id, TODAY).answer)
        assert "已过质保期" not in "".join(map(str, card.explanation))
    cover = scan_document(ctx, "A1")["cover"]
    assert (cover["status"], cover["term_missing"], cover["last_day"]) == ("POST_WARRANTY", True, None)
    assert scan_document(ctx, "B2")["cover"]["term_missing"] is False, "none was promised, and that is known"


def test_once_the_months_are_recorded_the_unit_is_reckoned_and_leaves_the_list(ctx, units, make_asset):
    from inventory.assets.commands import EditAsset, edit

    unit = units[0]
    edit(ctx, EditAsset(unit.id, unit.version, model_id=unit.model_id, serial_no="A1", customer_id=unit.customer_id,
                        accepted_on=ACCEPTED, warranty_months=24))  # fmt: skip
    assert Asset.get_by_id(unit.id).cover_last == date(2027, 3, 15)
    assert assets.card(ctx, unit.id).cover.status is CoverStatus.IN_WARRANTY
    assert found(ctx, NO_TERM) == ["A2", "A3"]


def test_a_replacement_of_a_unit_that_was_out_of_warranty_lacks_no_term(ctx, make_asset):
    from inventory.assets.replacing import ReplaceUnit, replace

    old = make_asset("OLD", accepted_on=date(2020, 3, 15), warranty_months=12)
    replace(ctx, ReplaceUnit(asset_id=old.id, seen_version=old.version, swapped_on=date(2026, 6, 1), reason="坏了",
                             serial_no="NEW"))  # fmt: skip
    assert "NEW" not in found(ctx, NO_TERM)


def test_the_history_for_the_customer_claims_nothing_of_such_a_unit(ctx, units, make_case, tmp_path):
    import openpyxl

    from inventory.jobs import Quiet

    make_case(units[0], "WX-1", cover_status="POST_WARRANTY")
    path = tmp_path / "h.xlsx"
    write_history(ctx, HistoryRequest(units[0].customer_id, language="zh_CN"), path, Quiet())
    sheets = openpyxl.load_workbook(path)
    texts = {str(cell.value) for sheet in sheets for row in sheet.iter_rows() for cell in row}
    assert "未录入质保期限" in texts and "已过质保期" not in texts
