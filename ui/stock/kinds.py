"""The kinds of papers that the keeper writes: what each asks for, and where its goods lie before and after."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from inventory.i18n import N_
from inventory.places.words import PlaceKind
from inventory.stock.drafts import Task as Task
from inventory.stock.reading import Spot
from inventory.stock.words import Condition


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of paper. ``title`` and ``help`` are message ids.

    ``takes``: its goods lie in a place of ours before it; ``puts``: in one after it that is chosen. ``becomes``: it
    changes their condition. ``listed``: its lines come from an earlier paper, and scans count what is there of them.
    ``head``: the fields above the lines.
    """

    task: Task
    title: str
    help: str
    head: tuple[str, ...] = ()
    takes: bool = False
    puts: bool = False
    becomes: bool = False
    listed: bool = False
    costs: bool = False

    @property
    def offers_good(self) -> bool:
        """Whether it takes good pieces, of which some may be reserved for others."""
        return self.task in (Task.ISSUE, Task.SEND, Task.VAN_OUT, Task.TOOL_OUT, Task.MOVE)

    def suits(self, spot: Spot, engineer_id: int | None) -> bool:
        """Whether pieces that lie there are what this paper is about."""
        if self.task in (Task.VAN_IN, Task.TOOL_IN):
            return spot.bin.kind is PlaceKind.VAN and spot.bin.engineer_id == engineer_id
        if self.task is Task.INSPECT:
            return spot.bin.kind is PlaceKind.QUARANTINE and spot.condition is Condition.PENDING
        if self.task in (Task.CONDITION, Task.SCRAP):
            return True
        if self.task is Task.MOVE:
            return spot.bin.kind is PlaceKind.BIN
        return spot.good


_ALL: Final = (
    Kind(
        Task.RECEIVE, N_("Receive goods"), N_("Scan the bin, then what goes into it; then the cost of each part."),
        ("supplier_id", "paper_no", "tax", "owner"), puts=True, costs=True,
    ),
    Kind(
        Task.ISSUE, N_("Issue goods"),
        N_("Scan the case, then the parts: each scan is a piece. Enter posts the paper."),
        ("purpose", "case_id", "customer_id"), takes=True,
    ),
    Kind(
        Task.RETURN, N_("Take unused goods back"),
        N_("Scan the case, then the bin, then what comes back of its issues."),
        ("case_id",), puts=True, listed=True,
    ),
    Kind(
        Task.MOVE, N_("Move to another bin"), N_("Scan the parts, then the bin that they go into."),
        takes=True, puts=True,
    ),
    Kind(
        Task.SEND, N_("Send to another warehouse"), N_("Choose the warehouse, then scan the parts that go there."),
        ("warehouse_id",), takes=True,
    ),
    Kind(
        Task.ARRIVE, N_("Receive a transfer"), N_("Choose the transfer, scan the bin, then the parts that arrived."),
        ("transfer_id", "close"), puts=True, listed=True,
    ),
    Kind(
        Task.VAN_OUT, N_("Issue onto a van"), N_("Choose the engineer or scan the van, then scan the parts."),
        ("engineer_id",), takes=True,
    ),
    Kind(
        Task.VAN_IN, N_("Take back from a van"), N_("Choose the engineer or scan the van, then a bin and the parts."),
        ("engineer_id",), takes=True, puts=True,
    ),
    Kind(
        Task.TOOL_OUT, N_("Lend tools"), N_("Choose the engineer or scan the van, then scan the tools."),
        ("engineer_id",), takes=True,
    ),
    Kind(
        Task.TOOL_IN, N_("Take tools back"), N_("Choose the engineer or scan the van, then a bin and the tools."),
        ("engineer_id",), takes=True, puts=True, becomes=True,
    ),
    Kind(
        Task.CONDITION, N_("Change a condition"), N_("Scan the parts and choose the condition that they have now."),
        takes=True, becomes=True,
    ),
    Kind(
        Task.INSPECT, N_("Inspect quarantined goods"),
        N_("Scan what was inspected, choose what was found, then scan the bin that it goes into."),
        takes=True, puts=True, becomes=True,
    ),
    Kind(Task.SCRAP, N_("Scrap goods"), N_("Scan what leaves for good. Say why in the remark."), takes=True),
)  # fmt: skip
KINDS: Final = {kind.task: kind for kind in _ALL}
"""In the order in which they are offered."""
