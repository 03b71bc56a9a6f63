"""How much of a part there is, as expressions on a ``part`` by whatever name a statement gives it.

Each adds up the rows of one part by index. Good pieces are new or good and our own: faulty, pending and the customers'
pieces are in none of these (INV-23, INV-24).
"""

from __future__ import annotations

from typing import Final

_GOOD: Final = "b.owner = 'us' AND b.condition IN ('new', 'good')"
ON_HAND: Final = (
    "(SELECT coalesce(sum(b.quantity), 0) FROM stock_balance b WHERE b.part_id = {part}.id AND b.internal "
    f"AND {_GOOD})"
)
RESERVED: Final = (
    "(SELECT coalesce(sum(r.quantity - r.used), 0) FROM reservation r WHERE r.part_id = {part}.id AND r.state = 'open')"
)
IN_BINS: Final = (
    "(SELECT coalesce(sum(b.quantity), 0) FROM stock_balance b JOIN place l ON l.id = b.place_id "
    "WHERE b.part_id = {part}.id AND l.kind = 'bin' AND b.quantity > 0 AND " + _GOOD + ")"
)
ON_ORDER: Final = (
    "(SELECT coalesce(sum(q.quantity - q.received), 0) FROM order_line q WHERE q.part_id = {part}.id "
    "AND NOT q.cancelled AND q.received < q.quantity)"
)
