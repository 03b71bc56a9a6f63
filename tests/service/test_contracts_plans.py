"""No question about contracts, deliveries or maintenance contracts walks a table that grows."""

from __future__ import annotations

import pytest

from inventory.contracts import card, deliveries, extension_queries, queries
from inventory.cover.rules import Cover, CoverStatus
from inventory.documents.acceptance import certificate
from inventory.documents.notice import visit_notice
from inventory.documents.proposal import ProposalRequest, proposal
from inventory.errors import NotFound
from inventory.paging import Sort
from inventory.parts.queries import fits
from tests.service.test_query_plans import engine, plans

__all__ = ["engine", "plans"]

GROWS = {
    "asset", "a", "contract", "k", "contract_line", "l", "x", "delivery_lot", "t", "lot_unit", "u", "lot_check", "h",
    "extension_contract", "e", "extension_unit", "warranty_segment", "g", "customer", "c", "customer_site", "s",
    "attachment", "f",
}  # fmt: skip
CHOSEN = {
    "text": ["HT20", "二人", "x"], "customer": [1], "policy": [1], "version": [1], "lot": ["arrived"], "contract": [1],
    "unit": [1], "ending": [60], "accepted": ["missing"], "units": ["missing"],
}  # fmt: skip
NEARLY_ALL_ARE_SO = {"accepted", "units"}
"""What such a filter keeps may be nearly everything: counting it is counting all."""


def walks(plans):
    """The steps over a whole table that grows, in no order: neither along an index nor along the ids of a list."""
    return [
        (step, sql)
        for sql, steps in plans
        for step in steps
        if step.startswith("SCAN ")
        and (name := step.split()[1]) in GROWS
        and "INDEX" not in step
        and f"ORDER BY {name}.id " not in sql
    ]


@pytest.mark.parametrize("which", ["contracts", "extensions"])
def test_the_lists_go_along_an_index_whatever_is_sorted_and_filtered(ctx, plans, which):
    listed = queries.LISTING if which == "contracts" else extension_queries.listing(ctx)
    for name in listed.filters:
        for value in CHOSEN[name]:
            for key in listed.sorts:
                listed.first({name: value}, Sort(key))
                listed.first({name: value}, Sort(key, descending=True))
            if name not in NEARLY_ALL_ARE_SO:
                listed.count({name: value})
    listed.rows([1, 2, 3])
    assert len(plans) > 10
    assert not walks(plans)


def test_an_unfiltered_list_is_not_sorted_but_read_in_its_order(ctx, plans):
    for listed in (queries.LISTING, extension_queries.listing(ctx)):
        for key in listed.sorts:
            listed.first({}, Sort(key))
            listed.first({}, Sort(key, descending=True))
    assert not [sql for sql, steps in plans for step in steps if "TEMP B-TREE" in step]


def test_a_card_its_papers_and_the_worklist_go_by_index(
    ctx, plans, make_contract, make_asset, make_lot, make_line, make_part, make_extension
):
    contract = make_contract()
    unit = make_asset(contract=contract, customer=contract.customer)
    make_line(contract, model=unit.model)
    make_part(model=unit.model)
    lot = make_lot(contract, [unit])
    extension = make_extension(units=[unit])
    plans.clear()

    card.card(ctx, contract.id)
    deliveries.lot(ctx, lot.id)
    deliveries.due(ctx)
    extension_queries.card(ctx, extension.id)
    certificate(ctx, lot.id)
    visit_notice(ctx, lot.id)
    with pytest.raises(NotFound):
        proposal(ctx, ProposalRequest(customer_id=contract.customer_id))
    fits(ctx, unit.id, Cover(CoverStatus.POST_WARRANTY))

    assert len(plans) > 20
    assert not walks(plans)
