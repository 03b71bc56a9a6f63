"""The card of one unit: everything that its visitor asks, in five statements."""

from __future__ import annotations

from datetime import datetime
from typing import Any, Final, cast

from inventory.assets.queries import AssetCard, Brief, CustomerBlock, UnitEvent
from inventory.cases.queries import of_asset
from inventory.cover import departures, records, standing
from inventory.cover.explanation import explain
from inventory.errors import NotFound
from inventory.i18n import N_
from inventory.parts.queries import fits
from inventory.work import Context
from models import connect
from models.assets import AssetOwner, AssetRole, EventKind

_CARD: Final = (
    f"SELECT {records.COLUMNS}, {standing.columns('a')}, "
    "a.version, a.code, a.serial_no, a.role, a.owner, "
    "m.product_name, m.model_code, v.id, v.name, "
    "c.id, c.code, c.name, s.name, s.address, s.post_code, p.name, p.phone, p.mobile, "
    "a.site_id, a.location_text, k.title, a.made_on, a.label_printed_at, "
    "(SELECT max(generation) FROM label_print WHERE asset_id = a.id), "
    "(SELECT count(*) FROM attachment WHERE entity = 'asset' AND entity_id = a.id), a.remark, "
    "r.id, r.code, r.serial_no, rm.product_name, rm.model_code, rc.name, "
    "o.id, o.code, o.serial_no, om.product_name, om.model_code, oc.name, "
    f"{departures.columns('a')} "
    "FROM asset a JOIN product_model m ON m.id = a.model_id JOIN manufacturer v ON v.id = m.manufacturer_id "
    "LEFT JOIN customer c ON c.id = a.customer_id "
    "LEFT JOIN customer_site s ON s.id = coalesce(a.site_id, "
    "(SELECT min(id) FROM customer_site WHERE customer_id = a.customer_id)) "
    "LEFT JOIN contact p ON p.customer_id = a.customer_id AND p.is_default "
    "LEFT JOIN contract k ON k.id = a.contract_id "
    "LEFT JOIN asset r ON r.id = a.replaced_by_id LEFT JOIN product_model rm ON rm.id = r.model_id "
    "LEFT JOIN customer rc ON rc.id = r.customer_id "
    "LEFT JOIN asset o ON o.replaced_by_id = a.id LEFT JOIN product_model om ON om.id = o.model_id "
    "LEFT JOIN customer oc ON oc.id = o.customer_id "
    "WHERE a.id = ? ORDER BY o.id"
)
_EVENTS: Final = (
    "SELECT e.at, e.kind, u.name, e.note FROM asset_event e LEFT JOIN depot_user u ON u.id = e.by_id "
    "WHERE e.asset_id = ? ORDER BY e.at DESC, e.id DESC"
)


def of_unit(ctx: Context, asset_id: int) -> AssetCard:
    """Everything about one unit, in five statements. Raises NotFound."""
    found = connect.rows(_CARD, (asset_id,))
    if not found:
        raise NotFound(N_("This unit is no longer there. Refresh the page to see what is."))
    today = ctx.clock.today()
    facts = records.facts(found[0], records.beside([asset_id]))
    kept = standing.unpacked(*found[0][records.WIDTH : records.WIDTH + 3])
    cover = kept.now(today, facts.state)
    row = found[0][records.WIDTH + 3 :]
    replaced_by = _brief(row[26:32])
    return AssetCard(
        id=facts.id,
        version=row[0],
        code=row[1],
        serial_no=row[2],
        state=facts.state,
        role=AssetRole(row[3]),
        owner=AssetOwner(row[4]),
        model_id=found[0][9],
        product_name=row[5],
        model_code=row[6],
        maker_id=row[7],
        maker=row[8],
        customer=None if row[9] is None else CustomerBlock(*[*row[9:12], *(text or "" for text in row[12:18])]),
        site_id=row[18],
        location_text=row[19],
        contract_id=facts.contract.id if facts.contract else None,
        contract_no=facts.contract.number if facts.contract else "",
        contract_title=row[20] or "",
        made_on=connect.as_day(row[21]),
        ex_works_on=facts.days.ex_works_on,
        sold_on=facts.days.sold_on,
        delivered_on=facts.days.delivered_on,
        installed_on=facts.days.installed_on,
        completed_on=facts.days.completed_on,
        accepted_on=facts.days.accepted_on,
        months=facts.own_months,
        usual_months=facts.usual_months,
        today=today,
        cover=cover,
        segments=kept.segments,
        spares_until=kept.spares_last,
        explanation=explain(facts, kept, today, replaced_by=replaced_by.serial_no if replaced_by else ""),
        events=tuple(_event(*event) for event in connect.rows(_EVENTS, (asset_id,))),
        cases=tuple(of_asset(ctx, asset_id)),
        parts=tuple(fits(ctx, facts.id, cover)),
        label_printed_at=connect.as_instant(row[22]),
        label_generation=row[23] or 0,
        replaced_by=replaced_by,
        replaces=tuple(
            unit for unit in (_brief(other[records.WIDTH + 35 : -2]) for other in found) if unit is not None
        ),
        attachments=row[24],
        remark=row[25],
        facts=facts,
        left_on=departures.departed(facts.state, *row[-2:]),
    )


def _brief(row: tuple[Any, ...]) -> Brief | None:
    return None if row[0] is None else Brief(*[*row[:5], row[5] or ""])


def _event(at: Any, kind: str, by: str | None, note: str) -> UnitEvent:
    return UnitEvent(cast(datetime, connect.as_instant(at)), EventKind(kind), by or "", note)
