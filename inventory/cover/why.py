"""Whether a unit is covered on a day that somebody names, by what, and by which steps: the answer for a customer."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from inventory.cover import departures, records, store
from inventory.cover.explanation import step_by_step
from inventory.cover.proven import GONE
from inventory.cover.reckoning import term_missing
from inventory.cover.rules import Cover, CoverStatus
from inventory.cover.spans import Span, spans
from inventory.cover.standing import Kept
from inventory.cover.steps import Step
from inventory.cover.words import KIND, Days, status_of
from inventory.errors import NotFound
from inventory.i18n import N_, Message
from inventory.work import Context
from models import connect
from models.assets import AssetState


@dataclass(frozen=True, slots=True)
class Why:
    """The cover of a unit on ``day``, by what is recorded today.

    ``spans``: all covered days and gaps; ``left_on``: when the unit left for good. ``spares_last``: until when spares
    are owed, None where no end can be reckoned.
    """

    asset_id: int
    day: date
    cover: Cover
    answer: Message
    steps: tuple[Step, ...]
    spans: tuple[Span, ...]
    spares_last: date | None
    left_on: date | None = None


def why(ctx: Context, asset_id: int, day: date) -> Why:
    """Whether and why the unit is covered on ``day``. Raises NotFound."""
    facts = records.read([asset_id]).get(asset_id)
    if facts is None:
        raise NotFound(N_("This unit is no longer there. Refresh the page to see what is."))
    found = store.kept([asset_id])[asset_id]
    kept = Kept(found.first, found.spares_last, found.segments, term_missing(facts, found))
    left_on = departures.of_unit(asset_id, facts.state)
    gone = facts.is_gone and (left_on is None or day > left_on)
    if not gone:  # that day it was in use: the steps are those of then
        facts = replace(facts, state=AssetState.IN_SERVICE if facts.state in GONE else facts.state)
    cover = kept.on(day, gone=gone)
    steps = step_by_step(facts, kept, ctx.clock.today(), replaced_by=_successor(asset_id) if gone else "")
    listed = spans(facts, kept, left_on)
    return Why(asset_id, day, cover, _answer(day, cover, left_on), steps, listed, found.spares_last, left_on)


def _successor(asset_id: int) -> str:
    found = connect.rows(
        "SELECT r.serial_no FROM asset a JOIN asset r ON r.id = a.replaced_by_id WHERE a.id = ?", (asset_id,)
    )
    return str(found[0][0]) if found else ""


def _answer(day: date, cover: Cover, left_on: date | None) -> Message:
    """The day, the status, and what decides it, in one sentence."""
    values = {"day": day, "status": status_of(cover), "first": cover.first, "last": cover.last}
    if cover.status is CoverStatus.NO_OBLIGATION:
        if left_on is None:
            return Message(N_("{day}: {status}, because the unit has left for good."), values)
        return Message(N_("{day}: {status}, because the unit left for good on {left}."), values | {"left": left_on})
    if cover.kind is not None and cover.days_left is not None:
        sentence = N_("{day}: {status} from {first} to {last}, {days} left. The last day is by: {kind}.")
        if cover.days_left == 0:
            sentence = N_("{day}: {status} from {first} to {last}, this is the last day. It is by: {kind}.")
        return Message(sentence, values | {"days": Days(cover.days_left), "kind": KIND[cover.kind]})
    if cover.status is CoverStatus.PRE_ACCEPTANCE:
        if cover.first is None:
            return Message(N_("{day}: {status}. All work is free until then."), values)
        return Message(N_("{day}: {status}. The free warranty begins on {first}; until then all work is free."), values)
    if cover.last is not None:
        return Message(N_("{day}: {status}. The last covered day before it was {last}."), values)
    if cover.term_missing:
        return Message(
            N_("{day}: {status}, so nobody can say whether it is covered. Enter the months that its contract says."),
            values,
        )
    return Message(N_("{day}: {status}. Nothing was promised for it."), values)
