"""What is recorded of a part, as facts beside its tabs."""

from __future__ import annotations

from inventory.i18n import _
from inventory.parts.queries import PartCard
from inventory.parts.words import kind_word
from inventory.values.days import show_day
from ui.parts.source import counted


def facts(found: PartCard) -> list[tuple[str, str]]:
    """What is recorded of a part; what it costs us only for those who may see it."""
    row, more = found.row, found.more
    known = [
        (_("Part no."), row.part_no),
        (_("Name"), row.name),
        (_("Specification"), row.spec),
        (_("Kind"), kind_word(row.kind)),
        (_("Manufacturer"), row.maker),
        (_("Label code"), row.code),
        (_("Safety stock"), counted(row, row.safety_stock) if row.safety_stock else ""),
        (_("Reorder point"), "" if row.reorder_point is None else counted(row, row.reorder_point)),
        (_("Usual supplier"), row.supplier),
        (_("Initial price (yuan)"), "" if row.initial_price is None else str(row.initial_price)),
    ]
    if more is not None:
        known.append((_("List price (yuan)"), "" if more.list_price is None else str(more.list_price)))
        if more.discontinued_on is not None:
            known.append((_("No longer made since"), show_day(more.discontinued_on)))
    if found.costs:
        cost = "" if found.reference_cost is None else str(found.reference_cost)
        known.append((_("Usual cost (yuan, internal)"), cost))
        known += [(name, value) for name, value in _worth(found) if value]
    known.append((_("Remark"), found.remark))
    return known


def _worth(found: PartCard) -> list[tuple[str, str]]:
    """The average and the value of what we have, by warehouse where that is how it is valued."""
    several = len(found.worth) > 1
    averages, values = [], []
    for worth in found.worth:
        before = f"{worth.warehouse}: " if several else ""
        averages.append("" if worth.average is None else f"{before}{worth.average:,.4f}")
        values.append(f"{before}{worth.value}")
    return [
        (_("Average cost (yuan, internal)"), "\n".join(averages)),
        (_("Stock value (yuan, internal)"), "\n".join(values)),
    ]
