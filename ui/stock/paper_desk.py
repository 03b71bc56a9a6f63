"""Where the keeper writes papers: scan, scan, Enter. Whatever was scanned is kept as a draft until it is posted."""

from __future__ import annotations

from typing import Any, Final

from PySide6.QtCore import Slot
from PySide6.QtGui import QHideEvent
from PySide6.QtWidgets import QWidget

from inventory.errors import DepotError, EnvironmentTrouble, InvalidInput, NeedsConfirmation, StaleRecord
from inventory.i18n import _, ngettext
from inventory.stock.posting import Posted
from inventory.stock.reading import Article, Bin, CaseFound, Scanned, articles
from inventory.stock.transfers import Received
from inventory.values.quantities import show_quantity
from ui.assets.label_dialog import LabelDialog
from ui.assets.label_subject import PARTS
from ui.desk import Desk
from ui.navigation import Route
from ui.scan.burst import Scan
from ui.stock.acts import AGAIN, POST, SET_ASIDE
from ui.stock.draft import Draft, DraftLine
from ui.stock.drafting import Drafting
from ui.stock.head_card import HeadCard
from ui.stock.kinds import Task
from ui.stock.line_list import LineList
from ui.stock.offers import Beginning, Offers, of_asset, of_case, of_paper, of_part, of_place, offers
from ui.stock.refusals import say
from ui.stock.requests import Order, nowhere, order
from ui.stock.scan_box import ScanBox
from ui.stock.undoing import Undo
from ui.theme import Meaning
from ui.widgets.buttons import button
from ui.widgets.cards import Card, EmptyState, either
from ui.widgets.page_frame import PageFrame

_BEGINNINGS: Final = {"case": of_case, "unit": of_asset, "paper": of_paper, "part": of_part, "place": of_place}


class PaperDesk(PageFrame):
    """``Route("paper_desk", task)``; behind it "case", "unit", "paper", "part" or "place" with an id to begin with.

    ``Route("paper_desk", "draft", id)`` goes on with a draft.
    """

    def __init__(self, desk: Desk, route: Route, parent: QWidget | None = None) -> None:
        super().__init__(desk, _("New paper"), [(_("Stock"), Route("stock", "papers")), (_("New paper"), None)], parent)
        self.draft = Draft()
        self._came: tuple[int, ...] = ()
        self._order: Order | None = None
        self._confirmed: frozenset[str] = frozenset()
        self.head = HeadCard(desk)
        self.drafting = Drafting(self, int(str(route.args[1])) if route.args[:1] == ("draft",) else None)
        self.head.task_chosen.connect(self._turned)
        self.head.changed.connect(self._head_changed)
        self.box = ScanBox(desk, lambda: self.draft.holding)
        self.box.found.connect(self._scanned)
        self.box.entered.connect(self.post)
        self.all_of_it = button(_("All of it"), self._take_all)
        self.all_of_it.setToolTip(_("Everything that these lines still have has come"))
        self.box.add_button(self.all_of_it)
        self.lines = LineList(desk, self.draft)
        self.lines.changed.connect(self._line_changed)
        self.lines.left.connect(self._back_to_scanning)
        self.lines.removed.connect(self._line_changed)
        self._empty = EmptyState(_("Nothing is on this paper yet"), "", "scan")
        self._stack = either(self.lines, self._empty)
        card = Card(flush=True)
        card.body.addWidget(self._stack)
        self.body.addWidget(self.head)
        self.body.addWidget(self.box)
        self.body.addWidget(card, 1)
        self.action = self.add_action(POST, self.post, primary=True)
        self.aside = self.add_action(SET_ASIDE, self.drafting.set_aside, button=True)
        self.again = self.add_action(AGAIN, self.drafting.ask_to_throw_away)
        self.setFocusProxy(self.box.code)
        desk.bridge.records_changed.connect(self._changed)
        self.show_paper()
        self.refresh()
        self._begin(route)

    # what it begins with

    def turn_to(self, route: Route) -> bool:
        """Begin what was asked for; a page that is written on, or for a draft, is never turned."""
        if self.in_hand() or self.drafting.reopens is not None or route.args[:1] == ("draft",):
            return False
        self._begin(route)
        return True

    def _begin(self, route: Route) -> None:
        if self.drafting.reopens is not None:
            self.drafting.reopen()
            return
        words = [str(word) for word in route.args]
        if words and words[0] in {task.value for task in Task}:
            self.head.turn_into(Task(words[0]))
        if len(words) == 3:
            self.desk.jobs.query(_BEGINNINGS[words[1]], self.desk.ctx, int(words[2]), done=self._begun)

    @Slot(object)
    def _begun(self, found: Beginning) -> None:
        if found.case is not None:
            self.head.show_case(found.case)
        if self.draft.task is Task.ARRIVE and found.doc_id is not None:
            self.head.show_choice("transfer_id", found.doc_id)
        if self.draft.kind.listed:
            self.draft.list_source(found.sources)
            self._nothing_comes(found)
        if found.bin is not None:
            self.draft.scan_bin(found.bin)
        if found.article is not None:
            self.draft.scan_part(found.article)
        self.show_paper(anew=True)

    def _nothing_comes(self, found: Beginning) -> None:
        if not found.sources and self.draft.task is Task.RETURN:
            self.box.refuse(_("Nothing that was issued to this case can come back."))

    def refresh(self) -> None:
        """Fetch what is offered again, and how the parts on the paper stand now."""
        self.desk.jobs.query(offers, self.desk.ctx, done=self._offered)
        self.drafting.look()
        if self.draft.lines:
            ids = tuple({line.article.id for line in self.draft.lines})
            self.desk.jobs.query(articles, self.desk.ctx, ids, done=self._renewed)

    @Slot(object)
    def _offered(self, found: Offers) -> None:
        self.head.offer(found)

    @Slot(object)
    def _renewed(self, found: dict[int, Article]) -> None:
        for line in self.draft.lines:
            line.article = found.get(line.article.id, line.article)
        if not self.lines.has_focus():
            self.show_paper(anew=True)

    @Slot(str, object)
    def _changed(self, entity: str, ids: tuple[int, ...]) -> None:
        if entity == "stock_draft" and (not ids or self.drafting.keeper.draft_id in ids):
            self.drafting.look()
        if entity == "stock_doc" or (
            entity == "part" and any(not ids or line.article.id in ids for line in self.draft.lines)
        ):
            self.refresh()

    def shown(self) -> None:
        """One comes to the page, or back to it."""
        self.drafting.shown()

    def hideEvent(self, event: QHideEvent) -> None:
        """One leaves it: what was scanned is kept."""
        super().hideEvent(event)
        self.drafting.keeper.flush()

    def dirty(self) -> bool:
        """Something was scanned that could not be kept. What is on its way to the depot is kept before it closes."""
        self.drafting.keeper.flush()
        return not self.drafting.keeper.safe

    def in_hand(self) -> bool:
        """A paper is being written: the page stays, though nothing of it would be lost."""
        return bool(self.draft.lines) or self.head.written()

    # what is scanned

    def take_scan(self, scan: Scan) -> bool:
        """Every scan goes onto the paper."""
        self.box.take(scan)
        return True

    @Slot(object)
    def _scanned(self, found: Scanned) -> None:
        touched: DraftLine | None = None
        said = ""
        if found.bin is not None:
            self._stand_at(found.bin)
        elif found.case is not None:
            self._for_case(found.case)
        elif found.article is not None:
            touched = self.draft.scan_part(found.article, found.serial)
            if touched is not None and self.draft.kind.takes and touched.start is None:
                touched.complaint = str(nowhere(found.article))
            said = self._said(found.article, touched)
        self.show_paper(touched, said)

    def _stand_at(self, found: Bin) -> None:
        had = self.draft.engineer_id
        self.draft.scan_bin(found)
        if self.draft.engineer_id != had:
            self.head.show_choice("engineer_id", self.draft.engineer_id)
        self.lines.show_lines(case_id=self.head.case_id(), anew=True)

    def _for_case(self, found: CaseFound) -> None:
        if "case_id" not in self.draft.kind.head:
            self.box.refuse(
                _("{number} is a case, and this paper is for none. Scan a part.").format(number=found.case_no)
            )
            return
        self.head.show_case(found)
        if self.draft.kind.listed:
            self.desk.jobs.query(of_case, self.desk.ctx, found.id, done=self._begun)

    def _said(self, article: Article, line: DraftLine | None) -> str:
        if line is None:
            self.box.refuse(_("No more of {part} can come on this paper.").format(part=article.part_no))
            return ""
        if line.awaits_serial:
            return _("{part}: scan its serial number").format(part=article.part_no)
        return _("{quantity} {unit} of {part}").format(
            quantity=line.quantity, unit=article.unit, part=line.serial or article.part_no
        )

    @Slot()
    def _take_all(self) -> None:
        for line in self.draft.lines:
            if line.source is not None:
                line.quantity = show_quantity(line.source.left, line.article.decimals)
                line.end = line.end or self.draft.bin
        self.show_paper(anew=True)

    # what is chosen

    @Slot(object)
    def _turned(self, task: Task) -> None:
        self.draft.turn_into(task)
        self.show_paper(anew=True)
        self.box.code.line.setFocus()

    @Slot(str)
    def _head_changed(self, name: str) -> None:
        value = self.head.fields[name].raw()
        if name == "engineer_id":
            self.draft.choose_engineer(value)
        elif name == "supplier_id":
            _text, choice = value
            self.draft.choose_supplier(None if choice is None else choice.id)
        elif name == "owner":
            self.draft.choose_owner(value)
        elif name == "transfer_id" and value is not None:
            self.desk.jobs.query(of_paper, self.desk.ctx, value, done=self._begun)
            return
        elif name == "case_id":
            case_id = self.head.case_id()
            if self.draft.kind.listed and case_id is not None:
                self.desk.jobs.query(of_case, self.desk.ctx, case_id, done=self._begun)
                return
        if name in ("engineer_id", "supplier_id", "case_id", "purpose"):
            self.show_paper(anew=True)
        self.drafting.keeper.note()

    @Slot()
    def _line_changed(self, _line: object = None) -> None:
        self._stack.setCurrentIndex(0 if self.draft.lines else 1)
        self.action.setEnabled(bool(self.draft.lines) or self.draft.task is Task.ARRIVE)
        self.drafting.keeper.note()

    @Slot()
    def _back_to_scanning(self) -> None:
        self.box.code.line.setFocus()

    def show_paper(self, touched: DraftLine | None = None, said: str = "", *, anew: bool = False) -> None:
        """Show the paper as it is now; ``touched`` has changed, ``anew`` all may have."""
        kind = self.draft.kind
        self.set_title(_("New paper"), self.drafting.words())
        self.all_of_it.setVisible(kind.listed)
        self.box.say(self.draft.bin, said or _(kind.help))
        self._empty.say(_("Nothing is on this paper yet"), _(kind.help))
        self.lines.show_lines(touched, self.head.case_id(), anew=anew)
        self._line_changed()

    # posting

    @Slot()
    def post(self) -> None:
        """Post what stands here; a refusal is said where it belongs and nothing is lost."""
        if self._order is not None or not self.box.idle:
            return
        self.banners.clear()
        if why := self.desk.permits.why_not(*POST.needs):
            self.banners.say(why, Meaning.LATE)
            return
        for row in self.lines.rows:
            row.complain("")
        head = self.head.values()
        if head is None:
            return
        try:
            self._order = order(self.draft, head, self.drafting.keeper.seen, self._confirmed)
        except InvalidInput as error:
            chosen = [line for line in self.draft.lines if not self.draft.kind.listed or line.quantity not in ("", "0")]
            say(self, error, chosen)
            return
        self.drafting.keeper.posting(True)
        self.desk.jobs.command(
            self._order.command, self.desk.ctx, *self._order.arguments, done=self._posted, failed=self._refused
        )

    @Slot(object)
    def _refused(self, error: Exception) -> None:
        chosen = list(self._order.lines) if self._order is not None else []
        self._order = None
        self.drafting.keeper.posting(False)
        if isinstance(error, NeedsConfirmation):
            self.desk.show_error(error, confirm=self._insist)
        elif isinstance(error, StaleRecord):
            self.drafting.refused(error)
        elif isinstance(error, DepotError) and not isinstance(error, EnvironmentTrouble):
            say(self, error, chosen)
        else:
            self.desk.show_error(error, retry=self.post)

    def _insist(self, key: str) -> None:
        self._confirmed |= {key}
        self.post()

    @Slot(object)
    def _posted(self, result: Any) -> None:
        papers = [result] if isinstance(result, Posted) else []
        if isinstance(result, Received):
            papers = [one for one in (result.arrival, result.difference) if one is not None]
        count = len(self._order.lines) if self._order is not None else 0
        came = tuple(dict.fromkeys(line.article.id for line in self._order.lines)) if self._order is not None else ()
        self._order = None
        task = self.draft.task
        self.begin_again()
        numbers = ", ".join(one.number for one in papers)
        said = ngettext("{number} is posted: {count} line.", "{number} is posted: {count} lines.", count)
        said = said.format(number=numbers, count=count)
        Undo(self.desk, papers).say(said)
        if task is Task.RECEIVE and came:
            self._came = came
            self.banners.say(said, Meaning.OK, [(_("Print part labels"), self._print_labels)])

    @Slot()
    def begin_again(self) -> None:
        """An empty paper of the same kind, whatever was scanned; what is kept of it as a draft stays."""
        self._confirmed = frozenset()
        self.draft.begin_again()
        self.drafting.keeper.begin_again()
        self.head.clear()
        self.show_paper(anew=True)
        self.box.code.line.setFocus()

    @Slot()
    def _print_labels(self) -> None:
        LabelDialog(self.desk, self._came, self, subject=PARTS).open()
