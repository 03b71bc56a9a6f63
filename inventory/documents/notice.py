"""The notice that we come (上门服务通知单, R-020): when, to which place, with what, and what the customer prepares."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from inventory.contracts import deliveries
from inventory.documents.parties import Customer, Supplier, customer, reader_language, supplier, written_day
from inventory.i18n import _, ngettext, speaking
from inventory.work import Context
from models import connect


@dataclass(frozen=True, slots=True)
class Goods:
    """Units of one model that come."""

    product_name: str
    model_code: str
    quantity: int
    unit: str


@dataclass(frozen=True, slots=True)
class VisitNotice:
    """The notice in one language. ``send_by``: the last day on which it is in time; None where no day is planned."""

    language: str
    title: str
    contract_no: str
    delivery: int
    customer: Customer
    supplier: Supplier
    planned_on: date | None
    send_by: date | None
    notified_on: date | None
    place: str
    rules_note: str
    goods: tuple[Goods, ...]
    text: str


def visit_notice(ctx: Context, lot_id: int, language: str = "") -> VisitNotice:
    """The notice of a delivery, in the customer's language unless another one is asked for. Raises NotFound."""
    card = deliveries.lot(ctx, lot_id)
    line = card.line
    spoken = reader_language(line.customer_id, language)
    with speaking(spoken):
        whom = customer(ctx, line.customer_id, line.site_id)
        count = len(card.units)
        text = ngettext(
            "On {day} we come to deliver, install and start up {count} unit. Please have somebody there who counts "
            "the goods with us.",
            "On {day} we come to deliver, install and start up {count} units. Please have somebody there who counts "
            "the goods with us.",
            count,
        ).format(day=written_day(line.planned_on) or "–", count=count)
        return VisitNotice(
            language=spoken,
            title=_("Notice of a visit"),
            contract_no=line.contract_no,
            delivery=line.number,
            customer=whom,
            supplier=supplier(ctx),
            planned_on=line.planned_on,
            send_by=line.notice.due if line.notice else line.planned_on,
            notified_on=line.notified_on,
            place=" ".join(text for text in (whom.site, whom.address) if text),
            rules_note=_rules(line.site_id),
            goods=_goods(card),
            text=text,
        )


def _rules(site_id: int | None) -> str:
    """What the site asks of whoever works there (R-022)."""
    found = connect.rows("SELECT rules_note FROM customer_site WHERE id = ?", (site_id,)) if site_id else []
    return str(found[0][0]) if found else ""


def _goods(card: deliveries.LotCard) -> tuple[Goods, ...]:
    counts: dict[tuple[str, str, str], int] = {}
    for unit in card.units:
        key = (unit.product_name, unit.model_code, unit.unit)
        counts[key] = counts.get(key, 0) + 1
    return tuple(Goods(product, model, count, unit) for (product, model, unit), count in counts.items())
