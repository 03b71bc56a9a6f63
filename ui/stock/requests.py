"""From a draft and what its head says to the one command that posts it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Any, Final

from inventory.assets.words import AssetOwner
from inventory.errors import InvalidInput, on_line
from inventory.i18n import N_
from inventory.stock.drafting import Seen
from inventory.stock.entry import Goods, Paper, cost_of_one
from inventory.stock.lending import bring_back, lend
from inventory.stock.papers import Back, change_condition, inspect, issue, move, receive, scrap, take_back
from inventory.stock.reading import Article
from inventory.stock.transfers import Arrived, ReceiveTransfer, receive_transfer, send
from inventory.stock.words import IssuePurpose
from ui.stock.draft import Draft, DraftLine
from ui.stock.kinds import Task

Head = Mapping[str, Any]
"""The values of the fields above the lines, by name."""


@dataclass(frozen=True, slots=True)
class Order:
    """A command and its arguments after the context. ``lines``: the lines of the draft that it is about, in order."""

    command: Callable[..., Any]
    arguments: tuple[Any, ...]
    lines: tuple[DraftLine, ...]


_PAPERS: Final[Mapping[Task, Callable[..., Any]]] = {
    Task.RECEIVE: receive, Task.ISSUE: issue, Task.MOVE: move, Task.VAN_OUT: issue, Task.VAN_IN: move,
    Task.TOOL_OUT: lend, Task.TOOL_IN: bring_back, Task.CONDITION: change_condition, Task.INSPECT: inspect,
    Task.SCRAP: scrap,
}  # fmt: skip


def order(draft: Draft, head: Head, seen: Seen | None = None, confirmed: frozenset[str] = frozenset()) -> Order:
    """What posts the draft; ``seen``: as it was kept last, ``confirmed``: questions that were answered with yes.

    Raises InvalidInput, with the line that it is about, where something is missing.
    """
    chosen = tuple(line for line in draft.lines if not draft.kind.listed or line.counted)
    if not chosen and not (draft.task is Task.ARRIVE and head.get("close")):
        raise InvalidInput(N_("A paper needs at least one line. Scan a part first."), field="code")
    for position, line in enumerate(chosen, 1):
        with on_line(position):
            _check(draft, line)
    if draft.task is Task.RETURN:
        backs = tuple(Back(line_id=_source(line), place_id=_end(line), quantity=line.quantity) for line in chosen)
        return Order(take_back, (draft.act, backs, head.get("happened_on"), seen), chosen)
    if draft.task is Task.ARRIVE:
        return _arrival(draft, head, chosen, seen)
    paper = Paper(
        act=draft.act,
        lines=tuple(_goods(draft, head, position, line) for position, line in enumerate(chosen, 1)),
        happened_on=head.get("happened_on"), paper_no=head.get("paper_no") or "", supplier_id=head.get("supplier_id"),
        purpose=head.get("purpose"), case_id=head.get("case_id"), customer_id=head.get("customer_id"),
        engineer_id=head.get("engineer_id"), remark=head.get("remark") or "", draft=seen, confirmed=confirmed,
    )  # fmt: skip
    if draft.task is Task.VAN_OUT:
        paper = replace(paper, purpose=IssuePurpose.VAN)
    if draft.task is Task.SEND:
        if head.get("warehouse_id") is None:
            raise InvalidInput(N_("Choose the warehouse that the goods go to."), field="warehouse_id")
        return Order(send, (paper, head["warehouse_id"]), chosen)
    return Order(_PAPERS[draft.task], (paper,), chosen)


def _arrival(draft: Draft, head: Head, chosen: tuple[DraftLine, ...], seen: Seen | None) -> Order:
    if head.get("transfer_id") is None:
        raise InvalidInput(N_("Choose the transfer that arrived."), field="transfer_id")
    lines = tuple(
        Arrived(line_id=_source(line), place_id=_end(line), quantity=line.quantity, note=line.note) for line in chosen
    )
    arrival = ReceiveTransfer(
        act=draft.act, doc_id=head["transfer_id"], lines=lines, close=bool(head.get("close")),
        reason=head.get("remark") or "", happened_on=head.get("happened_on"), draft=seen,
    )  # fmt: skip
    return Order(receive_transfer, (arrival,), chosen)


def _check(draft: Draft, line: DraftLine) -> None:
    kind = draft.kind
    if not line.quantity.strip():
        raise InvalidInput(N_("Enter how many."), field="quantity")
    if line.awaits_serial:
        raise InvalidInput(
            N_("{part} is kept by serial number. Scan the serial number of each piece."), field="serial",
            part=line.article.part_no,
        )  # fmt: skip
    if kind.takes and line.start is None:
        raise nowhere(line.article)
    if kind.puts and line.end is None:
        raise InvalidInput(N_("Scan the bin that it goes into."), field="end")
    if draft.task is Task.CONDITION and line.becomes is None:
        raise InvalidInput(N_("Choose the condition that it has now."), field="becomes")


def nowhere(article: Article) -> InvalidInput:
    """What there is to say where no piece lies where the paper takes from."""
    return InvalidInput(
        N_("None of {part} lies where this paper takes from. Take the line out."), field="start",
        part=article.part_no,
    )  # fmt: skip


def _goods(draft: Draft, head: Head, position: int, line: DraftLine) -> Goods:
    kind = draft.kind
    with on_line(position):
        rate = head.get("tax") if kind.costs else None
        return Goods(
            part_id=line.article.id, place_id=_end(line) if not kind.takes else _start(line), quantity=line.quantity,
            condition=line.condition, owner=line.owner, serial=line.serial, lot=line.lot,
            unit_cost=_cost(line, rate) if kind.costs else None, tax_rate_bp=rate, order_id=line.order_id,
            cost_of=line.kept_id if kind.costs and line.unseen_cost and line.owner is AssetOwner.US else None,
            to_place_id=_end(line) if kind.takes and kind.puts else None, to_condition=line.becomes, note=line.note,
        )  # fmt: skip


def _cost(line: DraftLine, rate: int | None) -> int | None:
    text = line.cost.strip()
    if not text and (line.unseen_cost or line.owner is not AssetOwner.US):
        return None
    return cost_of_one(text, rate)


def _source(line: DraftLine) -> int:
    assert line.source is not None  # every line of a listed paper has one
    return line.source.id


def _start(line: DraftLine) -> int:
    assert line.start is not None  # checked before
    return line.start.id


def _end(line: DraftLine) -> int:
    assert line.end is not None  # checked before
    return line.end.id
