"""What the demonstration depot has settled about its parts: who sells them, when to order, what follows them.

It is settled at the end of the story, so that on whatever day the depot is made some parts are to be ordered, one that
is no longer made has to be bought a last time, and one lies there that nobody is promised any more.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any, Final

from inventory.attachments.copies import Copy, keep
from inventory.demo.draw import Draw
from inventory.parts.on_hand import IN_BINS, ON_ORDER, RESERVED
from inventory.scanning.payload import Kind
from inventory.values.codes import name_key, normalise
from inventory.work import Context, Work
from models import bulk, connect
from models.parts import Origin, Part, PartFit, PartKind
from models.products import Manufacturer, ProductModel
from models.stock import DocKind
from models.supply import MakerApproval, Supersession

FOLDER: Final = Path(__file__).resolve().parents[2] / "resources" / "demo"
APPROVED_MAKER: Final = "深圳宏泰配件有限公司"
"""Who makes the parts that the manufacturers have approved, and sells them."""
ENDED: Final = "BP-0014"
"""The solenoid valve of the haematology analyser: no longer made, and units with a running obligation need it."""
FOLLOWS: Final = "BP-0061"
OLD_CUFF: Final = "BP-0062"
"""Fits a model of which no unit is left."""
_OLD_MODEL: Final = "HEM-7111"
_FAILURES: Final = 150_000
"""Failures of the valve in a million part-years: what its maker says."""
_FEW: Final = 8
_BOUGHT: Final = (
    f"SELECT l.part_id, d.supplier_id FROM stock_line l JOIN stock_doc d ON d.id = l.doc_id "
    f"WHERE d.kind = '{DocKind.RECEIPT.value}' AND d.supplier_id IS NOT NULL "
    "UNION ALL SELECT q.part_id, q.supplier_id FROM order_line q WHERE q.supplier_id IS NOT NULL"
)
_THERE: Final = (
    f"SELECT p.id, p.kind, p.safety_stock, {IN_BINS.format(part='p')} - {RESERVED.format(part='p')} "
    f"+ {ON_ORDER.format(part='p')} FROM part p ORDER BY p.id"
)
_APPROVED: Final = (
    "SELECT f.part_id, m.manufacturer_id FROM part_fit f JOIN product_model m ON m.id = f.model_id "
    f"WHERE f.origin = '{Origin.APPROVED.value}' ORDER BY f.part_id"
)


@dataclass(frozen=True, slots=True)
class House:
    """Who sells to the depot: suppliers with their days of delivery; the last one makes what it sells."""

    suppliers: Mapping[int, int]

    def usual(self, place: int) -> int | None:
        """Who sells a part that was never bought yet; of every fifth nobody knows."""
        return None if place % 5 == 2 else sorted(self.suppliers)[place % 2]

    @property
    def approved(self) -> int:
        """Who sells the parts that manufacturers approved."""
        return max(self.suppliers)


def widen(work: Work, today: Any) -> None:
    """Add the successor of the valve, and a cuff for a model that is long gone. Neither lies on a shelf yet."""
    draw = Draw(today, seed=61)
    valve: Any = Part.get(Part.part_no == ENDED)
    about = {"spec": "二位三通 低功耗型", "reference_cost": 49_800, "initial_price": None, "safety_stock": 2}
    new = _part(work, draw, FOLLOWS, valve, **about)
    for fit in list(PartFit.select().where(PartFit.part == valve.id)):
        work.create(PartFit, part=new.id, model=fit.model, origin=Origin.OEM)
    work.create(Supersession, old=valve.id, new=new.id, since=today - timedelta(days=60))
    cuff: Any = Part.get(Part.name == "袖带")
    model = work.create(
        ProductModel, manufacturer=cuff.manufacturer_id, product_name="电子血压计", model_code=_OLD_MODEL,
        model_norm=normalise(_OLD_MODEL), warranty_months=24, function_group="血压测量",
        discontinued_on=today - timedelta(days=2_200),
    )  # fmt: skip
    old = _part(work, draw, OLD_CUFF, cuff, spec=f"{_OLD_MODEL} 专用", reference_cost=7_200, safety_stock=0)
    work.create(PartFit, part=old.id, model=model.id, origin=Origin.OEM)


def _part(work: Work, draw: Draw, part_no: str, like: Any, **values: Any) -> Any:
    same = {name: getattr(like, name) for name in ("name", "unit", "safety_stock", "initial_price")}
    about = {**same, "manufacturer": like.manufacturer_id, "kind": PartKind(like.kind), **values}
    return work.create(Part, code=draw.code(Kind.PART), part_no=part_no, part_norm=normalise(part_no), **about)


def settle(ctx: Context, house: House) -> None:
    """Write down who sells each part, from how few on it is ordered, who approved it, and what it looks like."""
    today = ctx.clock.today()
    with ctx.work() as work:
        maker = work.create(Manufacturer, name=APPROVED_MAKER, name_key=name_key(APPROVED_MAKER), phone="0755-88660000")
        approved = connect.rows(_APPROVED)
        _approve(today, approved)
        foreign = {part_id: house.approved for part_id, _maker in approved}
        bulk.update("part", [("manufacturer_id", "integer")], [(maker.id, part_id) for part_id in foreign])
        sellers = {**dict(connect.rows(_BOUGHT)), **foreign}
        rows = []
        for place, (part_id, kind, safety, there) in enumerate(connect.rows(_THERE)):
            seller = sellers.get(part_id) or house.usual(place)
            rows.append((seller, house.suppliers.get(seller or 0), _reorder(place, kind, safety, int(there)), part_id))
        columns = [("supplier_id", "integer"), ("lead_time_days", "integer"), ("reorder_point", "integer")]
        bulk.update("part", columns, rows)
        valve, new = (Part.get(Part.part_no == number) for number in (ENDED, FOLLOWS))
        work.change(valve, failures_ppm=_FAILURES, discontinued_on=today - timedelta(days=70))
        keep(work, valve, Copy(f"{ENDED} 外形图.svg", (FOLDER / "drawing.svg").read_bytes()))
        keep(work, new, Copy(f"{FOLLOWS} 规格书.pdf", (FOLDER / "specification.pdf").read_bytes()))


def _reorder(place: int, kind: str, safety: int, there: int) -> int | None:
    """From how few on a part is ordered. Some stand there today; what is below its safety stock says so already."""
    if kind == PartKind.TOOL.value or there < max(2, safety):
        return None
    if place % 4 == 0 and there <= _FEW:
        return there + place % 3
    return there // 2 if place % 3 == 0 else None


def _approve(today: Any, parts: Sequence[tuple[int, int]]) -> None:
    """An approval of each: the first is over, the second ends soon, the third has no end."""
    rows = []
    for place, (part_id, maker) in enumerate(parts):
        first = today - timedelta(days=1_000 - 40 * place)
        last = today + timedelta(days={0: -40, 1: 18}.get(place, 300 + 20 * place))
        document = f"认可函 RK{first.year}-{place + 1:03}"
        rows.append(
            (1, maker, part_id, document, first.isoformat(), None if place == 2 else last.isoformat())
        )  # fmt: skip
    columns = ("version", "manufacturer_id", "part_id", "document", "valid_from", "valid_to")
    bulk.insert(MakerApproval._meta.table_name, columns, rows)
