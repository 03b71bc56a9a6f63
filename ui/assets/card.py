"""The card of a unit: everything a visitor of it asks, on one screen."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from inventory import journal
from inventory.assets import queries
from inventory.assets.queries import AssetCard, Brief
from inventory.cases.queries import CaseLine, case
from inventory.errors import NotFound
from inventory.events import RecordsChanged
from inventory.i18n import _
from inventory.labels.symbols import Matrix, qr_matrix
from inventory.proposals.queries import ProposalLine, of_unit
from inventory.work import Context
from ui.assets import tabs
from ui.assets.acts import EDIT, HISTORY, LABEL, WHY
from ui.assets.cover_acts import CoverActs
from ui.assets.head import UnitHead
from ui.assets.proposals import pending
from ui.assets.story import case_numbers, story
from ui.assets.timeline import TimelineView
from ui.assets.why_tab import WhyTab
from ui.attachments.files import FilesTab
from ui.navigation import Route
from ui.quotations.quoting import Quoting
from ui.stock.acts import ISSUE
from ui.theme import Meaning
from ui.widgets.cards import Card, EmptyState, KeyValues, either
from ui.widgets.page_frame import PageFrame
from ui.widgets.records import Records
from ui.widgets.scrolling import scrolled
from ui.widgets.tabs import TabStrip

if TYPE_CHECKING:
    from ui.desk import Desk
    from ui.jobs import Job


HISTORY_TAB, WHY_TAB, PARTS, FILES, DETAILS, CHANGES = range(6)


@dataclass(frozen=True, slots=True)
class Loaded:
    """What the card shows, fetched in one go in the read lane."""

    card: AssetCard
    matrix: Matrix
    changes: Sequence[journal.ChangeLine]
    proposals: Sequence[ProposalLine]


def load(ctx: Context, asset_id: int) -> Loaded:
    """The card with its drawn code, its change record and what was proposed for it."""
    card = queries.card(ctx, asset_id)
    return Loaded(card, qr_matrix(card.code), journal.changes("asset", asset_id), of_unit(ctx, asset_id))


def load_of_case(ctx: Context, case_id: int) -> Loaded:
    """The card of the unit that a case is about."""
    return load(ctx, case(ctx, case_id).asset_id)


class AssetPage(PageFrame):
    """``Route("asset", id)``, or ``Route("case", id)``: the unit of a case, with the case marked in its history."""

    def __init__(self, desk: Desk, route: Route) -> None:
        super().__init__(desk, _("Unit"))
        self._fetching: Job | None = None
        self._go_to(route)
        self._content = QWidget()
        self.body.addWidget(self._content, 1)
        content = QVBoxLayout(self._content)
        content.setContentsMargins(0, 0, 0, 0)
        content.setSpacing(self.body.spacing())
        self.head = UnitHead()
        self.head.unit_asked.connect(self._open_unit)
        self.head.why_asked.connect(self.show_why)
        content.addWidget(self.head)
        self._timeline = TimelineView()
        self._timeline.case_chosen.connect(self._show_case)
        self._timeline.proof_chosen.connect(desk.open)
        frame = Card()
        frame.body.addWidget(self._timeline)
        content.addWidget(frame)
        content.addWidget(self._build_tabs(), 1)
        self._acts = (
            self.add_action(LABEL, self._print_label, primary=True),
            self.add_action(HISTORY, self._export_history, button=True),
            self.add_action(EDIT, self._edit, button=True),
            self.add_action(WHY, self.show_why),
            self.add_action(ISSUE, self.issue_parts),
        )
        self.cover_acts = CoverActs(desk, self)
        self.quoting = Quoting(self, lambda: self._asset_id)
        desk.bridge.happened.connect(self._happened)
        self.refresh()

    def _build_tabs(self) -> QWidget:
        sheet = Card(flush=True)
        names = (_("History"), _("Why covered"), _("Parts that fit and their price now"), _("Documents & photos"),
                 _("Details"), _("Changes"))  # fmt: skip
        self._strip = TabStrip(list(names))
        self._case_numbers: dict[int, int] = {}
        self._history = Records(tabs.history_fields(self._case_numbers), _("Repair history"))
        self.why = WhyTab(self.desk)
        self.why.opened.connect(self.desk.open)
        self.why.details_asked.connect(partial(self._strip.choose, DETAILS))
        self.why.files_asked.connect(partial(self._strip.choose, FILES))
        self._parts = Records(tabs.part_fields(), _("Parts that fit"))
        self._parts.opened.connect(self._open_part)
        self._files = FilesTab(self.desk, "asset")
        self._facts = KeyValues(columns=3)
        self._events = Records(tabs.event_fields(), _("What happened"))
        self._changes = Records(tabs.change_fields(), _("Changes"))
        self._stack = QStackedWidget()
        self._no_history = EmptyState(
            _("Nothing has ever failed here"), _("Repairs of this unit will be listed here, newest first."), "history"
        )
        self._no_parts = EmptyState(
            _("No parts are known for this model"), _("Import the parts list with its “fits model” column."), "parts"
        )
        self._history_stack = either(self._history, self._no_history)
        self._parts_stack = either(self._parts, self._no_parts)
        for page in (
            self._history_stack,
            self.why,
            self._parts_stack,
            self._files,
            scrolled(self._facts, margin=14),
            _halves(self._events, self._changes),
        ):
            self._stack.addWidget(page)
        self._strip.chosen.connect(self._stack.setCurrentIndex)
        sheet.body.addWidget(self._strip)
        sheet.body.addWidget(self._stack, 1)
        return sheet

    # showing

    def _go_to(self, route: Route) -> None:
        record = int(str(route.args[0]))
        self._case_id = record if route.page == "case" else None
        self._asset_id = None if route.page == "case" else record
        self._loaded: Loaded | None = None

    def turn_to(self, route: Route) -> bool:
        """Any unit's card can become another's."""
        if route.page not in ("asset", "case"):
            return False
        self._go_to(route)
        self._strip.choose(0)
        self.refresh()
        return True

    def refresh(self) -> None:
        """Fetch the card again."""
        if self._fetching is not None:
            self._fetching.cancel()
        query, ctx, asset_id = self.desk.jobs.query, self.desk.ctx, self._asset_id
        if asset_id is None:
            self._fetching = query(load_of_case, ctx, self._case_id, done=self._show, failed=self._not_shown)
        else:
            self._fetching = query(load, ctx, asset_id, done=self._show, failed=self._not_shown)
            self._files.show_record(asset_id)  # beside the card, not after it: a scan waits for both

    @Slot(object)
    def _happened(self, event: object) -> None:
        if isinstance(event, RecordsChanged) and (
            self._asset_id in event.ids
            if event.entity == "asset"
            else event.entity in ("service_case", "part", "attachment", "maintenance_proposal")
        ):
            self.refresh()

    @Slot(object)
    def _show(self, loaded: Loaded) -> None:
        card = loaded.card
        wanted = (
            any(line.id == self._case_id for line in card.cases)
            if self._asset_id is None
            else card.id == self._asset_id
        )
        if not wanted:  # the answer to an older question: the page has turned to another unit meanwhile
            return
        first = self._loaded is None
        self._loaded = loaded
        if self._asset_id is None:
            self._asset_id = card.id
            self._files.show_record(card.id)
        self._show_content(True)
        self.set_title(f"{card.product_name} {card.model_code}", _("S/N {serial}").format(serial=card.serial_no))
        self._show_crumbs(card)
        self.head.show_unit(card, loaded.matrix, pending(loaded.proposals))
        self._show_successor(card.replaced_by)
        self.cover_acts.show_card(card)
        self.why.show_card(card, loaded.proposals)
        self._timeline.tell(story(card))
        self._case_numbers.update(case_numbers(card.cases))
        self._history.show_records(card.cases)
        self._history_stack.setCurrentIndex(0 if card.cases else 1)
        self._parts.show_records(card.parts)
        self._parts_stack.setCurrentIndex(0 if card.parts else 1)
        self._facts.show_facts(tabs.facts(card))
        self._events.show_records(card.events)
        self._changes.show_records(loaded.changes)
        for index, count in (
            (HISTORY_TAB, len(card.cases)),
            (PARTS, len(card.parts)),
            (FILES, card.attachments),
            (CHANGES, len(loaded.changes)),
        ):
            self._strip.set_count(index, count)
        if first and self._case_id is not None:
            self._show_case(self._case_id)

    @Slot(object)
    def _not_shown(self, error: Exception) -> None:
        """Never the unit before under the words that this one is gone."""
        if self._loaded is None or isinstance(error, NotFound):
            self._loaded = None
            self.set_title(_("Unit"))
            self.set_crumbs([(_("Assets"), Route("assets"))])
            self.banners.clear()
            self._show_content(False)
        self.desk.show_error(error)

    def _show_content(self, there: bool) -> None:
        self._content.setVisible(there)
        for act in self._acts:
            act.setEnabled(there)
        if not there:
            self.cover_acts.show_nothing()

    def _show_crumbs(self, card: AssetCard) -> None:
        crumbs: list[tuple[str, Route | None]] = [(_("Assets"), Route("assets"))]
        if card.customer is not None:
            crumbs.append((card.customer.name, Route("customer", card.customer.id)))
        self.set_crumbs([*crumbs, (card.serial_no, None)])

    def _show_successor(self, successor: Brief | None) -> None:
        self.banners.clear()
        if successor is not None:
            self._successor = successor.id
            self.banners.say(
                _("This unit was replaced by {serial}.").format(serial=successor.serial_no),
                Meaning.SOON,
                [(_("Open its successor"), self._open_successor)],
                closable=False,
            )

    @Slot(object)
    def _show_case(self, case_id: int) -> None:
        self._strip.choose(0)
        self._history.select(lambda line: isinstance(line, CaseLine) and line.id == case_id)

    # going on

    @Slot()
    def _open_successor(self) -> None:
        self.desk.open(Route("asset", self._successor))

    @Slot(int)
    def _open_unit(self, asset_id: int) -> None:
        self.desk.open(Route("asset", asset_id))

    @Slot()
    def show_why(self) -> None:
        """Show the steps behind the cover, ready for another day."""
        self._strip.choose(WHY_TAB)
        self.why.day.setFocus()

    @Slot()
    def issue_parts(self) -> None:
        """Write the issue of parts to the case that is shown, or to the newest open one of this unit."""
        if self._case_id is not None:
            self.desk.open(Route("paper_desk", "issue", "case", self._case_id))
        elif self._asset_id is not None:
            self.desk.open(Route("paper_desk", "issue", "unit", self._asset_id))

    @Slot(object)
    def _open_part(self, part: object) -> None:
        self.desk.open(Route("part", getattr(part, "part_id")))  # noqa: B009 - a record of the parts table

    @Slot()
    def _print_label(self) -> None:
        from ui.assets.label_dialog import LabelDialog

        if self._asset_id is not None:
            LabelDialog(self.desk, [self._asset_id], self).open()

    @Slot()
    def _export_history(self) -> None:
        if self._loaded is None:
            return
        card = self._loaded.card
        if card.customer is None:
            self.banners.say(_("This unit has no customer. Enter one before exporting its history."), Meaning.SOON)
            return
        from ui.customers.history_dialog import HistoryDialog

        HistoryDialog(self.desk, card.customer.id, card.customer.name, (card.id,), self).open()

    @Slot()
    def _edit(self) -> None:
        if self._loaded is not None:
            from ui.assets.form import UnitDialog

            UnitDialog(self.desk, self._loaded.card, self).open()


def _halves(upper: QWidget, lower: QWidget) -> QWidget:
    holder = QWidget()
    column = QVBoxLayout(holder)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(0)
    column.addWidget(upper, 1)
    column.addWidget(lower, 1)
    return holder
