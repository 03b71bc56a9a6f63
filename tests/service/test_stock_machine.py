"""Any sequence of papers, against a model of plain numbers: balances, values, reservations and chain are what it says.

Two warehouses with bins, a quarantine, a van and goods on the way; a part in whole pieces, one with decimals, one kept by
serial number; lots, our goods and a customer's, all five conditions, papers entered late, stocktakes, reversals of any
paper; the average of the company and of each warehouse. After every step everything is compared.
``DEPOT_STOCK_STEPS=500x50`` in the environment runs 500 sequences of 50 papers on each database; the suite runs fewer.
"""

from __future__ import annotations

import os

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from inventory.parts import queries as parts
from inventory.places.commands import AddWarehouse, add_warehouse
from inventory.places.furnishing import bin_named, home, outside, within
from inventory.scanning.payload import Kind, new_code
from inventory.stock import replay
from inventory.stock.scope import ValuationScope, choose
from models import connect
from models.places import Place, PlaceKind
from tests.service.stock_model import OURS, Item, Shelves, Spot
from tests.service.stock_steps import ACTS, Depot

RUNS, STEPS = (int(number) for number in os.environ.get("DEPOT_STOCK_STEPS", "20x40").split("x"))
NUMBER = st.integers(0, 999)
STEP = st.tuples(st.sampled_from(ACTS), NUMBER, NUMBER, NUMBER)
PHASES = (Phase.generate,)
"""A sequence that fails is told as it is: to make it shorter takes thousands of papers, longer than a test may take."""
SCOPES = tuple(ValuationScope)


@pytest.fixture
def make_depot(ctx, make_part, make_case):
    """Places and cases once; parts of its own for each sequence."""
    far = add_warehouse(ctx, AddWarehouse(code="CK2", name="新疆分仓"))
    cases = (make_case().id, make_case().id)
    van = Place.create(code=new_code(Kind.BIN), kind=PlaceKind.VAN, name="鲁A1", name_norm="鲁A1", sort_key="鲁A1")
    with ctx.work() as work:
        here = home(work).id
        lying = (
            bin_named(work, here, "A-01"), bin_named(work, here, "A-02"), bin_named(work, far, "B-01"),
            within(work, here, PlaceKind.QUARANTINE), van,
        )  # fmt: skip
        way = {each: within(work, each, PlaceKind.TRANSIT) for each in (here, far)}
        outer = {kind: outside(work, kind) for kind in PlaceKind if kind not in OURS}

    def spot(place):
        return Spot(place.id, place.kind, place.warehouse_id, place.name)

    places = [*map(spot, lying), *map(spot, way.values()), *map(spot, outer.values())]

    def make(scope):
        items = [make_part(), make_part(decimals=2), make_part(serialised=True)]
        model = Shelves({each.id: each for each in places}, scope is ValuationScope.WAREHOUSE, ctx.clock.today())
        return Depot(
            ctx, tuple(Item(part.id, part.part_no, part.decimals or 0, bool(part.serialised)) for part in items),
            tuple(map(spot, lying)), {each: spot(place) for each, place in way.items()},
            {kind: spot(place) for kind, place in outer.items()}, cases, model,
        )  # fmt: skip

    return make


def agree(depot):
    """The depot holds what the model says, and says nothing that cannot be."""
    model, ids = depot.model, [item.id for item in depot.items]
    mine = f"part_id IN ({', '.join('?' * len(ids))})"
    lying = {
        tuple(side): units
        for *side, units in connect.rows(
            "SELECT part_id, place_id, condition, owner, serial, lot, quantity FROM stock_balance "
            f"WHERE {mine} AND quantity <> 0",
            ids,
        )
    }
    assert lying == {tuple(side): units for side, units in model.lying.items() if units}
    for part in ids:
        assert sum(units for side, units in lying.items() if side[0] == part) == 0, "what comes goes from somewhere"
    here = {side: units for side, units in lying.items() if model.spots[side[1]].kind in OURS}
    assert all(units > 0 for units in here.values()), "INV-04"
    serials = [(side[0], side[4]) for side in here if side[4]]
    assert len(serials) == len(set(serials)) and all(units == 1 for side, units in here.items() if side[4])
    worth = {
        (part, scope, serial): (units, value)
        for part, scope, serial, units, value in connect.rows(
            f"SELECT part_id, warehouse_id, serial, quantity, value FROM stock_value WHERE {mine}", ids
        )
    }
    assert {key: kept for key, kept in worth.items() if any(kept)} == {
        key: kept for key, kept in model.worth.items() if any(kept)
    }
    assert all((units == 0) == (value == 0) for units, value in worth.values()), "INV-06"
    ledger = dict(connect.rows(f"SELECT part_id, sum(amount) FROM stock_move WHERE {mine} GROUP BY part_id", ids))
    for part in ids:
        assert ledger.get(part, 0) == sum(value for key, (_units, value) in worth.items() if key[0] == part), "INV-06"
    kept = connect.rows(
        "SELECT id, part_id, case_id, warehouse_id, quantity - used FROM reservation "
        f"WHERE {mine} AND state = 'open' ORDER BY id",
        ids,
    )
    assert kept == [tuple(vars(each).values()) for each in model.kept if each.left]
    used = connect.rows(
        "SELECT r.id FROM reservation r LEFT JOIN reservation_use u ON u.reservation_id = r.id "
        f"WHERE {mine} GROUP BY r.id, r.used HAVING r.used <> coalesce(sum(u.quantity), 0)",
        ids,
    )
    assert used == [], "what the papers took of a reservation adds up to what its case has"
    for row in parts.LISTING.rows(ids):
        reserved = sum(each.left for each in model.kept if each.part == row.id)
        assert (row.available, row.reserved) == (model.good(row.id).total() - reserved, reserved)
        assert all(model.free(row.id, warehouse) >= 0 for warehouse in (None, *depot.way)), "available ≥ 0"
    assert list(replay.differences(ids)) == [], "the chain and the sums replay"


@pytest.mark.timeout(180 + RUNS * STEPS)
@pytest.mark.parametrize("scope", SCOPES)
def test_the_depot_holds_what_the_model_says_after_every_paper(ctx, make_depot, scope):
    choose(ctx, scope)

    @settings(
        max_examples=max(1, RUNS // len(SCOPES)), deadline=None, derandomize=True, database=None, phases=PHASES,
        suppress_health_check=list(HealthCheck),
    )  # fmt: skip
    @given(st.lists(STEP, min_size=STEPS, max_size=STEPS))
    def sequence(steps):
        depot = make_depot(scope)
        for step in steps:
            depot.step(*step)
            agree(depot)

    sequence()
    assert list(replay.differences()) == []
