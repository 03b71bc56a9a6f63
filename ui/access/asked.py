"""Which request a route to the approvals asks for: one by its id, or the one by which days of cover were granted."""

from __future__ import annotations

from typing import Final

from inventory.access.requests import RequestLine, of_grant, request
from inventory.errors import NotFound
from inventory.work import Context
from ui.navigation import Route

GRANT: Final = "grant"
"""``Route("approvals", GRANT, id)``: the request behind the granted cover with this id."""


def asked_for(ctx: Context, route: Route) -> RequestLine | None:
    """The request; None where the route names none, or it is no longer there. Runs in the read lane."""
    if not route.args:
        return None
    record = int(str(route.args[-1]))
    found = of_grant(ctx, record) if route.args[0] == GRANT else record
    if found is None:
        return None
    try:
        return request(ctx, found)
    except NotFound:
        return None
