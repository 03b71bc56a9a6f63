"""What a depot finds in itself from the first start on: calendars, policies, the terms of the house, a warehouse.

Done once for each depot, the first time a program that knows of them opens it; afterwards one look tells that nothing
is left to do. Two programs that start at once take turns, and the second finds everything there.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from inventory.calendars.asked import is_loaded
from inventory.jobs import Progress
from inventory.policies import HOUSE
from inventory.values.records import record
from inventory.work import Context, Work
from models import connect

_LOCK: Final = 0x5350_4446
_UNRECKONED: Final = "cover.unreckoned"
"""Stands among the settings from the upgrade until the cover of every unit is reckoned."""
_STATE: Final = (
    "SELECT EXISTS (SELECT 1 FROM policy_profile WHERE code = ?), "
    "EXISTS (SELECT 1 FROM setting WHERE scope = 'depot' AND name = ?), "
    "EXISTS (SELECT 1 FROM custody WHERE returned_on IS NULL), "
    "EXISTS (SELECT 1 FROM warehouse), "
    "EXISTS (SELECT 1 FROM opening_stock WHERE NOT taken_over), "
    "EXISTS (SELECT 1 FROM quotation WHERE state = 'sent' AND valid_until < ?)"
)


def furnish(ctx: Context, progress: Progress | None = None) -> None:
    """Add what is missing; what somebody has changed meanwhile stays as it is.

    A depot of an earlier release has the terms of the house from its settings, and the cover of its units is reckoned
    by them; what its books said lay in the bins becomes the first papers of the ledger. A program that ends meanwhile
    leaves the rest to the next start. The cover of units that are with us for repair grows from day to day, so it is
    reckoned at every start, and quotations that nobody has answered in time are marked as expired.
    """
    with ctx.reading():
        if not is_loaded():
            _alone(ctx, _calendars)
        state = _state(ctx)
        if not state.has_house:
            _alone(ctx, _policies)
            state = _state(ctx)
        if not state.has_warehouse:
            _alone(ctx, _warehouse)
        if state.old_books:
            from inventory.stock.opening import take_over  # only an upgrade needs it

            take_over(ctx, progress)
        if state.unreckoned:
            from inventory.cover.keeping import reckon_all  # only an upgrade needs it, and a start should not wait

            reckon_all(ctx, progress)
            _alone(ctx, _all_reckoned)
        if state.with_us:
            from inventory.cover.keeping import refresh_open  # only a depot with units in repair needs it

            refresh_open(ctx)
        if state.late_offers:
            from inventory.quotations.lapsing import expire  # only a depot with a late quotation needs it

            expire(ctx)


def _alone(ctx: Context, act: Callable[[Work], None]) -> None:
    """One transaction, and no other program in the same one: SQLite has one writer, a server is asked for a lock."""
    with ctx.work() as work:
        if not connect.is_sqlite():
            connect.rows("SELECT pg_advisory_xact_lock(?)", (_LOCK,))
        act(work)


def _calendars(work: Work) -> None:
    from inventory.calendars.loading import load_published, load_standard  # a start should not wait for them

    work.journalled = False
    load_standard(work)
    load_published(work)


@record
class _State:
    """Whether the policies are there, units wait for their cover, units are with us; a warehouse, books of before;
    quotations that were not answered in time.
    """

    has_house: bool
    unreckoned: bool
    with_us: bool
    has_warehouse: bool
    old_books: bool
    late_offers: bool


def _state(ctx: Context) -> _State:
    return _State(*map(bool, connect.rows(_STATE, (HOUSE, _UNRECKONED, ctx.clock.today().isoformat()))[0]))


def _warehouse(work: Work) -> None:
    from inventory.places.furnishing import home  # only the first start needs it

    work.journalled = False
    home(work)


def _all_reckoned(work: Work) -> None:
    from models.settings import Setting

    Setting.delete().where((Setting.scope == "depot") & (Setting.name == _UNRECKONED)).execute()


def _policies(work: Work) -> None:
    if _state(work.ctx).has_house:  # another program was faster
        return
    from inventory.policies.furnishing import add_presets  # only the first start needs it: the others should not wait
    from models.settings import Setting

    add_presets(work)
    if connect.rows("SELECT 1 FROM asset LIMIT 1"):
        Setting.create(scope="depot", name=_UNRECKONED, value="true")
