"""Cover as worklists: what ends soon, whom to phone, what waits for an acceptance or a term, to decide, with us."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import Any, Final

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from inventory.choices import Choice
from inventory.cover.ending import LONGEST, WINDOWS
from inventory.cover.outlook import Outlook, outlook
from inventory.cover.reviews import ReviewRow
from inventory.cover.with_us import StayRow
from inventory.i18n import N_, _, ngettext
from inventory.proposals.queries import Addressee, ProposalLine
from ui.assets.list import counted as some_units
from ui.cover import source
from ui.cover.acts import ANSWER, PROPOSE, SETTLE
from ui.cover.chosen import answerable, named, reviews_of, stays_of, to_propose, to_settle
from ui.cover.dialogs import AnswerDialog, SettleDialog
from ui.cover.nothing import nothing
from ui.cover.previews import CallPreview, WaitingPreview, review_preview, stay_preview
from ui.cover.proposal_dialog import ProposalDialog
from ui.desk import Desk
from ui.editing.segments import Segment, Segments
from ui.navigation import Route
from ui.tables.criteria import Criteria, Picked
from ui.tables.exporting import ListExport
from ui.tables.listed import KeptViews
from ui.tables.panel import TablePanel
from ui.tables.selection import Selection
from ui.theme import Meaning
from ui.widgets.page_frame import PageFrame
from ui.widgets.tabs import TabStrip

ENDING, CALLS, WAITING, TERMLESS, REVIEWS, WITH_US = range(6)
LISTS: Final = ("ending", "customers", "waiting", "termless", "reviews", "with_us")
"""What a route calls the lists."""
TITLES: Final = (
    N_("Ends soon"), N_("By customer"), N_("Not accepted"), N_("Term missing"), N_("To look at again"),
    N_("With us for repair"),
)  # fmt: skip
_COUNTED: Final = frozenset({"asset", "cover_review", "custody", "maintenance_proposal", "extension_contract"})


class CoverPage(PageFrame):
    """``Route("cover")``, or with one of LISTS behind it; for the first two also with a number of days."""

    def __init__(self, desk: Desk, route: Route, parent: QWidget | None = None) -> None:
        super().__init__(desk, _("Warranty cover"), parent=parent)
        self.strip = TabStrip([_(title) for title in TITLES])
        self.strip.chosen.connect(self._turned)
        self.ahead = Segments(_("Ends within"), [Segment(str(days), _ahead(days)) for days in WINDOWS], str(LONGEST))
        self.ahead.chosen.connect(self._other_days)
        self.panels: dict[int, TablePanel] = {}
        self._exports: list[ListExport] = []
        self.soon, self.calls = source.ending_source(desk.ctx), source.call_source(desk.ctx)
        self._makers: tuple[Callable[[], TablePanel], ...] = (
            self._ending, self._calls, self._waiting, self._termless, self._reviews, self._with_us,
        )  # fmt: skip
        self._stack = QStackedWidget()
        head = QHBoxLayout()
        head.addWidget(self.ahead)
        head.addStretch(1)
        self._head = QWidget()
        self._head.setLayout(head)
        head.setContentsMargins(0, 0, 0, 0)
        lists = QVBoxLayout()
        lists.setSpacing(10)
        lists.addWidget(self._head)
        lists.addWidget(self._stack, 1)
        self.body.addWidget(self.strip)
        self.body.addLayout(lists, 1)
        desk.bridge.records_changed.connect(self._changed)
        self._show_panel(ENDING)
        self.turn_to(route)
        self._count()

    # the lists

    def _panel(self, index: int, listed: Any, filters: Sequence[Any], counted: Callable[[int], str]) -> TablePanel:
        desk, name, title = self.desk, f"cover_{LISTS[index]}", f"{_('Warranty cover')} {_(TITLES[index])}"
        views, empty = KeptViews(desk.ctx), nothing(LISTS[index])
        panel = TablePanel(desk, name, listed, filters, views=views, counted=counted, empty=empty, parent=self)
        self._exports.append(ListExport(desk, panel, title))
        return panel

    def _ending(self) -> TablePanel:
        panel = self._panel(ENDING, self.soon, source.ENDING_FILTERS, some_units)
        panel.opened.connect(self._open_unit)
        panel.previewed.connect(self._preview_unit)
        panel.add_bulk(ANSWER, self._answer)
        panel.add_bulk(PROPOSE, self._propose)
        return panel

    def _calls(self) -> TablePanel:
        panel = self._panel(CALLS, self.calls, source.CALL_FILTERS, source.some_customers)
        panel.opened.connect(self._open_customer)
        panel.previewed.connect(self._preview_customer)
        panel.add_bulk(PROPOSE, self._propose)
        return panel

    def _waiting(self) -> TablePanel:
        listed = source.waiting_source(self.desk.ctx)
        panel = self._panel(WAITING, listed, source.WAITING_FILTERS, some_units)
        panel.opened.connect(self._open_unit)
        panel.previewed.connect(self._preview_waiting)
        return panel

    def _termless(self) -> TablePanel:
        panel = self._panel(TERMLESS, source.termless_source(self.desk.ctx), source.TERMLESS_FILTERS, some_units)
        panel.opened.connect(self._open_unit)
        panel.previewed.connect(self._preview_unit)
        return panel

    def _reviews(self) -> TablePanel:
        panel = self._panel(REVIEWS, source.review_source(), source.REVIEW_FILTERS, source.some_cases)
        panel.opened.connect(self._open_review)
        panel.previewed.connect(self._preview_review)
        panel.add_bulk(SETTLE, self._settle)
        return panel

    def _with_us(self) -> TablePanel:
        listed = source.stay_source(self.desk.ctx)
        panel = self._panel(WITH_US, listed, source.STAY_FILTERS, some_units)
        panel.opened.connect(self._open_stay)
        panel.previewed.connect(self._preview_stay)
        return panel

    def _show_panel(self, index: int) -> TablePanel:
        """A list is made when it is opened first."""
        panel = self.panels.get(index)
        if panel is None:
            panel = self.panels[index] = self._makers[index]()
            self._stack.addWidget(panel)
            first = {
                REVIEWS: Criteria().having("state", ("open",)),
                WITH_US: Criteria().having("where", ("with_us",)),
            }
            panel.load(first.get(index))
        self._stack.setCurrentWidget(panel)
        self._head.setVisible(index in (ENDING, CALLS))
        self.setFocusProxy(panel)
        return panel

    @property
    def panel(self) -> TablePanel:
        """The list on show."""
        return self.panels[self.strip.current]

    # what is shown

    def refresh(self) -> None:
        """Fetch the lists and count again."""
        for panel in self.panels.values():
            panel.refresh()
        self._count()

    def turn_to(self, route: Route) -> bool:
        """The list that was asked for, as far ahead as was asked for."""
        if route.page != "cover":
            return False
        for word in map(str, route.args):
            if word in LISTS:
                self.strip.choose(LISTS.index(word))
            elif word.isdecimal() and int(word) in WINDOWS:
                self.ahead.choose(word)
        return True

    @Slot(int)
    def _turned(self, index: int) -> None:
        self._show_panel(index)

    @Slot(str)
    def _other_days(self, key: str) -> None:
        self.soon.days = self.calls.days = int(key)
        for index in (ENDING, CALLS):
            if index in self.panels:
                self.panels[index].refresh()

    def _count(self) -> None:
        self.desk.jobs.query(outlook, self.desk.ctx, done=self._show_counts)

    @Slot(object)
    def _show_counts(self, found: Outlook) -> None:
        for days, units in zip(WINDOWS, found.ending, strict=True):
            self.ahead.rename(str(days), _("{window}: {count}").format(window=_ahead(days), count=f"{units:,}"))
        counts = (
            found.within(LONGEST), found.customers, found.waiting, found.termless, found.reviews, found.with_us,
        )  # fmt: skip
        for index, count in enumerate(counts):
            self.strip.set_count(index, count)
        self.desk.set_count("cover", found.reviews)

    @Slot(str, object)
    def _changed(self, entity: str, _ids: object) -> None:
        if entity in _COUNTED and self.isVisible():
            self._count()
            if entity == "maintenance_proposal" and CALLS in self.panels:
                self.panels[CALLS].refresh()

    # going on

    @Slot(object)
    def _open_unit(self, asset_id: int) -> None:
        self.desk.open(Route("asset", asset_id))

    @Slot(object)
    def _open_customer(self, customer_id: int) -> None:
        """The units of this customer, in the list beside."""
        self.desk.jobs.query(named, self.desk.ctx, customer_id, done=self._show_units)

    @Slot(object)
    def _show_units(self, customer: Picked) -> None:
        self.strip.choose(ENDING)
        self.panel.load(Criteria().having("customer", customer))

    @Slot(object)
    def _open_review(self, review_id: int) -> None:
        self.desk.jobs.query(reviews_of, (review_id,), done=self._open_case)

    @Slot(object)
    def _open_case(self, rows: Sequence[ReviewRow]) -> None:
        if rows:
            self.desk.open(Route("case", rows[0].case_id))

    @Slot(object)
    def _open_stay(self, stay_id: int) -> None:
        self.desk.jobs.query(stays_of, self.desk.ctx, stay_id, done=self._open_its_unit)

    @Slot(object)
    def _open_its_unit(self, rows: Sequence[StayRow]) -> None:
        if rows:
            self.desk.open(Route("asset", rows[0].asset_id))

    @Slot(object)
    def _preview_unit(self, asset_id: int) -> None:
        from ui.assets.preview import UnitPreview

        self.panel.drawer.show_widget(UnitPreview(self.desk, asset_id), _("Unit"))

    @Slot(object)
    def _preview_customer(self, customer_id: int) -> None:
        self.panel.drawer.show_widget(CallPreview(self.desk, customer_id), _("Customer"))

    @Slot(object)
    def _preview_waiting(self, asset_id: int) -> None:
        self.panel.drawer.show_widget(WaitingPreview(self.desk, asset_id), _("Unit"))

    @Slot(object)
    def _preview_review(self, review_id: int) -> None:
        self.desk.jobs.query(reviews_of, (review_id,), done=self._show_review)

    @Slot(object)
    def _show_review(self, rows: Sequence[ReviewRow]) -> None:
        if rows:
            self.panel.drawer.show_widget(review_preview(rows[0]), _("Case"))

    @Slot(object)
    def _preview_stay(self, stay_id: int) -> None:
        self.desk.jobs.query(stays_of, self.desk.ctx, stay_id, done=self._show_stay)

    @Slot(object)
    def _show_stay(self, rows: Sequence[StayRow]) -> None:
        if rows:
            self.panel.drawer.show_widget(stay_preview(rows[0]), _("Unit"))

    # acts

    def _chosen(self) -> tuple[object, object, int | None]:
        """What an act is about: the list, what is selected in it, the row that the cursor is on."""
        return self.panel.model.source, self.panel.wanted(), self.panel.view.current_id()

    def _propose(self, _chosen: Selection) -> None:
        self.desk.jobs.query(to_propose, self.desk.ctx, *self._chosen(), self.soon.days, done=self._ask_terms)

    @Slot(object)
    def _ask_terms(self, found: Sequence[Addressee]) -> None:
        ProposalDialog(self.desk, found, self).open()

    def _answer(self, _chosen: Selection) -> None:
        self.desk.jobs.query(answerable, self.desk.ctx, *self._chosen(), done=self._ask_answer)

    @Slot(object)
    def _ask_answer(self, lines: Sequence[ProposalLine]) -> None:
        if lines:
            dialog = AnswerDialog(self.desk, lines, self)
            dialog.accepted_by.connect(self._go_on)
            dialog.open()
        else:
            self.desk.toast(_("None of these units was proposed to its customer yet."), meaning=Meaning.SOON)

    @Slot(object)
    def _go_on(self, customer: Choice) -> None:
        """What was accepted becomes a maintenance contract; the person says when."""
        said = _("{customer} accepts. The cover goes on once the maintenance contract is entered.")
        begin = (_("Enter the maintenance contract"), partial(self._enter_contract, customer))
        self.banners.say(said.format(customer=customer.title), Meaning.OK, [begin])

    def _enter_contract(self, customer: Choice) -> None:
        from ui.contracts.extension_dialog import ExtensionDialog

        ExtensionDialog(self.desk, customer=customer, parent=self).open()

    def _settle(self, _chosen: Selection) -> None:
        self.desk.jobs.query(to_settle, *self._chosen(), done=self._ask_decision)

    @Slot(object)
    def _ask_decision(self, rows: Sequence[ReviewRow]) -> None:
        if not rows:
            self.desk.toast(_("These were settled already."), meaning=Meaning.SOON)
            return
        dialog = SettleDialog(self.desk, rows, self)
        dialog.filing.filed.connect(self._settled)
        dialog.open()

    @Slot(object)
    def _settled(self, count: int) -> None:
        said = ngettext("{count} case is settled.", "{count} cases are settled.", count).format(count=f"{count:,}")
        self.desk.toast(said)
        self.panel.refresh()


def _ahead(days: int) -> str:
    return ngettext("{count} day", "{count} days", days).format(count=days)
