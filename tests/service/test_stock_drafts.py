"""A paper that is being written is kept as a draft: it moves nothing, is posted once, and nobody overwrites another."""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import replace
from datetime import date

import pytest

from inventory.errors import InvalidInput, NotFound, NotPermitted, RuleBroken, StaleRecord
from inventory.paging import Sort
from inventory.people.commands import choose_user
from inventory.scanning.payload import Kind, new_code
from inventory.stock import drafts
from inventory.stock.drafting import KeepDraft, KeptLine, Seen, discard, keep
from inventory.stock.lending import lend
from inventory.stock.papers import Back, Goods, Paper, issue, receive, take_back
from inventory.stock.transfers import Arrived, ReceiveTransfer, receive_transfer, send
from models import connect
from models.access import Right, RightGrant
from models.assets import AssetOwner
from models.drafts import StockDraft, StockDraftLine, Task
from models.journal import Change
from models.organisation import Role
from models.parts import PartKind
from models.places import Place, PlaceKind, Warehouse
from models.stock import Condition, DocKind, IssuePurpose, StockBalance, StockDoc, StockLine, StockMove, StockValue
from models.suppliers import Supplier
from tests.races import race
from tests.service.stock_shelves import act


@contextmanager
def refusal(kind, words):
    """What is refused inside says this, in the words of the source."""
    with pytest.raises(kind) as refused:
        yield refused
    assert words in fill(refused.value)


def fill(error):
    return error.message_id.format(**error.values)


@pytest.fixture
def shelf(ctx):
    depot = Warehouse.create(code="W1", name="总仓")
    return Place.create(
        code=new_code(Kind.BIN), kind=PlaceKind.BIN, name="A-01", name_norm="A-01", sort_key="A-01", warehouse=depot
    )


@pytest.fixture
def psu(ctx, make_part):
    return make_part("PSU-24", "电源")


@pytest.fixture
def stocked(ctx, psu, shelf):
    receive(ctx, Paper(act=act(), lines=(Goods(part_id=psu.id, place_id=shelf.id, quantity=5, unit_cost=2000),)))
    return psu


def receipt(part, shelf, quantity="3", **more):
    line = KeptLine(part_id=part.id, quantity=quantity, end_id=shelf.id, cost="12.50")
    return KeepDraft(**{"act": act(), "task": Task.RECEIVE, "lines": (line,), "place_id": shelf.id, **more})


def going_out(part, shelf, quantity="2", **more):
    line = KeptLine(part_id=part.id, quantity=quantity, start_id=shelf.id)
    return KeepDraft(**{"act": act(), "task": Task.ISSUE, "lines": (line,), "purpose": IssuePurpose.SALE, **more})


def out(part, shelf, quantity=2, **more):
    goods = (Goods(part_id=part.id, place_id=shelf.id, quantity=quantity),)
    return Paper(act=more.pop("act", act()), lines=goods, purpose=IssuePurpose.SALE, **more)


def tables():
    return [model.select().count() for model in (StockDoc, StockLine, StockMove, StockBalance, StockValue)]


def test_a_draft_moves_nothing_and_draws_no_number(ctx, psu, shelf):
    before, numbers = tables(), connect.rows("SELECT prefix, last FROM number_series ORDER BY prefix")

    keep(ctx, receipt(psu, shelf))

    assert tables() == before
    assert connect.rows("SELECT prefix, last FROM number_series ORDER BY prefix") == numbers
    assert drafts.count(ctx) == 1


def test_what_was_written_stands_there_when_it_is_opened_again(ctx, psu, shelf, make_part, make_case, make_user):
    supplier = Supplier.create(name="万和", name_key="万和")
    board, case = make_part("MB-7", serialised=True), make_case(case_no="WX-0001")
    ctx.actor = make_user("李梅").id
    lines = (
        KeptLine(part_id=psu.id, quantity="drei", end_id=shelf.id, cost="12,5o", lot="L1", note="ohne Karton"),
        KeptLine(part_id=board.id, quantity="1", serial="SN-0007", condition=Condition.GOOD, owner=AssetOwner.CUSTOMER),
    )
    asked = KeepDraft(
        act=act(), task=Task.RECEIVE, lines=lines, supplier_id=supplier.id, case_id=case.id, paper_no="FP-1",
        tax_rate_bp=1300, happened_on=date(2026, 11, 2), remark="Rest folgt", place_id=shelf.id,
    )  # fmt: skip

    found = drafts.read(ctx, keep(ctx, asked).draft_id)

    assert (found.task, found.supplier.title, found.case.case_no, found.paper_no) == (
        Task.RECEIVE, "万和", "WX-0001", "FP-1",
    )  # fmt: skip
    assert (found.tax_rate_bp, found.happened_on, found.remark, found.bin.name) == (
        1300, date(2026, 11, 2), "Rest folgt", "A-01",
    )  # fmt: skip
    assert found.saved_by == "李梅"
    first, second = found.lines
    assert (first.article.part_no, first.quantity, first.end.name, first.cost, first.lot, first.note) == (
        "PSU-24", "drei", "A-01", "12,5o", "L1", "ohne Karton",
    )  # fmt: skip
    assert (second.serial, second.condition, second.owner, second.start, second.end) == (
        "SN-0007", Condition.GOOD, AssetOwner.CUSTOMER, None, None,
    )  # fmt: skip


def test_what_cannot_be_read_yet_comes_back_as_it_was_typed_and_goes_when_it_can(ctx, psu, shelf):
    asked = receipt(psu, shelf, lines=(), typed=(("happened_on", "2026-1"), ("supplier_id", '万"\n')))
    kept = keep(ctx, asked)

    found = drafts.read(ctx, kept.draft_id)
    assert (found.lines, found.happened_on, found.supplier) == ((), None, None), (
        "a paper of which only the head is written"
    )
    assert found.typed == {"happened_on": "2026-1", "supplier_id": '万"\n'}

    keep(ctx, replace(asked, happened_on=date(2026, 11, 2), typed=()))
    found = drafts.read(ctx, kept.draft_id)
    assert (found.happened_on, found.typed) == (date(2026, 11, 2), {})


def test_a_later_scan_writes_only_what_differs(ctx, psu, shelf, make_part):
    asked = receipt(psu, shelf)
    kept = keep(ctx, asked)
    other = make_part("FAN-9")
    more = replace(
        asked, lines=(*asked.lines, KeptLine(part_id=other.id, quantity="1")), line_ids=(*kept.line_ids, None)
    )

    again = keep(ctx, more)

    assert again.draft_id == kept.draft_id and again.line_ids[0] == kept.line_ids[0]
    assert again.seen.version == kept.seen.version + 1
    third = keep(ctx, replace(more, lines=more.lines[1:], line_ids=again.line_ids[1:]))
    assert [row.id for row in StockDraftLine.select()] == [again.line_ids[1]] == list(third.line_ids)


def test_a_save_whose_answer_was_lost_is_harmless_when_it_is_sent_again(ctx, psu, shelf):
    asked = receipt(psu, shelf)
    keep(ctx, asked)
    keep(ctx, asked)  # the window never heard of the first one

    assert (StockDraft.select().count(), StockDraftLine.select().count()) == (1, 1)


def test_posting_closes_the_draft_and_the_journal_says_what_became_of_it(ctx, stocked, shelf):
    asked = going_out(stocked, shelf)
    kept = keep(ctx, asked)

    posted = issue(ctx, out(stocked, shelf, act=asked.act, draft=kept.seen))

    assert (StockDraft.select().count(), StockDraftLine.select().count()) == (0, 0)
    noted = {line.field: (line.old, line.new) for line in Change.select().where(Change.entity == "stock_draft")}
    assert noted["posted"] == (None, posted.number) and noted["lines"] == ("PSU-24 × 2", None)
    assert {"+", "-"} <= noted.keys()
    assert issue(ctx, out(stocked, shelf, act=asked.act, draft=kept.seen)) == posted, "a repeat answers the same"
    with refusal(RuleBroken, "already posted"):
        keep(ctx, asked)


def test_the_number_is_drawn_when_it_is_posted_so_that_discarded_drafts_leave_no_gap(ctx, stocked, shelf):
    first = issue(ctx, out(stocked, shelf, 1))
    thrown = keep(ctx, going_out(stocked, shelf))
    discard(ctx, thrown.seen)
    second = issue(ctx, out(stocked, shelf, 1))

    assert int(second.number[-4:]) == int(first.number[-4:]) + 1
    assert drafts.count(ctx) == 0
    assert Change.select().where((Change.entity == "stock_draft") & (Change.field == "-")).count() == 1


def test_a_refused_posting_leaves_the_draft_as_it_was(ctx, stocked, shelf):
    asked = going_out(stocked, shelf, "9")
    kept = keep(ctx, asked)
    before = tables()

    with refusal(RuleBroken, "5"):
        issue(ctx, out(stocked, shelf, 9, act=asked.act, draft=kept.seen))

    assert tables() == before and drafts.standing(ctx, kept.draft_id) == kept.seen


def test_of_two_who_opened_a_draft_the_second_to_save_is_told_and_overwrites_nothing(ctx, psu, shelf):
    kept = keep(ctx, receipt(psu, shelf))
    seen = drafts.read(ctx, kept.draft_id).seen
    keep(ctx, receipt(psu, shelf, "4", seen=seen, line_ids=kept.line_ids))

    with refusal(StaleRecord, "still here"):
        keep(ctx, receipt(psu, shelf, "7", seen=seen, line_ids=kept.line_ids))

    assert [line.quantity for line in drafts.read(ctx, kept.draft_id).lines] == ["4"]
    own = keep(ctx, receipt(psu, shelf, "7"))
    assert own.draft_id != kept.draft_id and drafts.count(ctx) == 2


def test_the_window_that_wrote_first_is_told_too_once_somebody_else_went_on(ctx, psu, shelf):
    mine = receipt(psu, shelf)
    kept = keep(ctx, mine)
    keep(ctx, receipt(psu, shelf, "4", seen=kept.seen))

    with pytest.raises(StaleRecord):
        keep(ctx, replace(mine, seen=kept.seen))
    with refusal(RuleBroken, "changed this paper"):
        keep(ctx, mine)  # it never heard that its first save had been kept


def test_a_draft_that_two_have_open_is_posted_once(ctx, stocked, shelf):
    kept = keep(ctx, going_out(stocked, shelf))
    seen = drafts.read(ctx, kept.draft_id).seen
    posted = issue(ctx, out(stocked, shelf, act=kept.seen.act, draft=kept.seen))

    with refusal(StaleRecord, posted.number):
        issue(ctx, out(stocked, shelf, draft=seen))
    with refusal(StaleRecord, posted.number):
        keep(ctx, going_out(stocked, shelf, seen=seen))

    assert StockDoc.select().where(StockDoc.kind == DocKind.ISSUE).count() == 1


def test_a_draft_that_somebody_changed_is_not_posted_as_it_was(ctx, stocked, shelf):
    kept = keep(ctx, going_out(stocked, shelf))
    seen = drafts.read(ctx, kept.draft_id).seen
    keep(ctx, going_out(stocked, shelf, "1", seen=seen))

    with pytest.raises(StaleRecord):
        issue(ctx, out(stocked, shelf, draft=seen))

    assert drafts.count(ctx) == 1 and not StockDoc.select().where(StockDoc.kind == DocKind.ISSUE).exists()


def test_eight_workstations_post_one_draft_and_exactly_one_does(ctx, stocked, shelf):
    seen = keep(ctx, going_out(stocked, shelf, "1")).seen

    outcomes = race(ctx, 8, lambda _n: issue(ctx, out(stocked, shelf, 1, draft=seen)))

    assert sum(not isinstance(one, Exception) for one in outcomes) == 1
    assert all(isinstance(one, (StaleRecord, NotFound)) for one in outcomes if isinstance(one, Exception))
    assert StockBalance.get(StockBalance.internal).quantity == 4


def test_what_was_thrown_away_is_gone_for_whoever_has_it_open(ctx, psu, shelf):
    kept = keep(ctx, receipt(psu, shelf))
    discard(ctx, None, kept.seen.act)

    with refusal(StaleRecord, "threw it away"):
        keep(ctx, receipt(psu, shelf, seen=kept.seen))
    with pytest.raises(StaleRecord):
        discard(ctx, kept.seen)
    with refusal(NotFound, "thrown away"):
        drafts.read(ctx, kept.draft_id)
    discard(ctx, None, act())  # was never kept: nothing to throw away


def test_a_draft_that_was_changed_since_is_not_thrown_away(ctx, psu, shelf):
    kept = keep(ctx, receipt(psu, shelf))
    keep(ctx, receipt(psu, shelf, "4", seen=kept.seen))

    with pytest.raises(StaleRecord):
        discard(ctx, kept.seen)

    assert drafts.count(ctx) == 1


def test_a_later_draft_of_the_same_row_is_not_taken_for_the_one_that_is_gone(ctx, psu, shelf):
    gone = keep(ctx, receipt(psu, shelf))
    discard(ctx, gone.seen)
    keep(ctx, receipt(psu, shelf))  # SQLite gives it the id of the one before

    with pytest.raises(StaleRecord):
        keep(ctx, receipt(psu, shelf, "7", seen=gone.seen))

    assert [line.quantity for line in StockDraftLine.select()] == ["3"]


def test_drafts_are_kept_by_those_who_keep_the_stock(ctx, psu, shelf, make_user):
    kept = keep(ctx, receipt(psu, shelf))
    choose_user(ctx, make_user("赵工", Role.ENGINEER).id)

    with pytest.raises(NotPermitted):
        keep(ctx, receipt(psu, shelf))
    with pytest.raises(NotPermitted):
        discard(ctx, kept.seen)


def test_a_typed_cost_is_read_only_by_those_who_may_see_costs(ctx, psu, shelf, make_user):
    kept = keep(ctx, receipt(psu, shelf))
    for role, seen in ((Role.MANAGER, "12.50"), (Role.FINANCE, "12.50"), (Role.ENGINEER, "")):
        choose_user(ctx, make_user(role=role).id)
        (line,) = drafts.read(ctx, kept.draft_id).lines
        assert (line.cost, line.costs) == (seen, True), role
    assert not any("12.50" in f"{line.old} {line.new}" for line in Change.select()), "nor in the change record"


def test_who_may_not_see_costs_goes_on_with_a_receipt_and_posts_it_at_the_cost_that_was_typed(
    ctx, psu, shelf, make_user
):
    kept = keep(ctx, receipt(psu, shelf, "2", tax_rate_bp=1300))
    RightGrant.delete().where((RightGrant.role == Role.KEEPER) & (RightGrant.right == Right.SEE_COST)).execute()
    choose_user(ctx, make_user().id)
    found = drafts.read(ctx, kept.draft_id)
    again = KeepDraft(
        act=act(), task=Task.RECEIVE, seen=found.seen, line_ids=kept.line_ids, tax_rate_bp=1300,
        lines=(KeptLine(part_id=psu.id, quantity="3", end_id=shelf.id, cost=None),),
    )  # fmt: skip
    kept = keep(ctx, again)
    assert StockDraftLine.get().cost == "12.50"
    goods = Goods(part_id=psu.id, place_id=shelf.id, quantity=3, cost_of=kept.line_ids[0], tax_rate_bp=1300)

    receive(ctx, Paper(act=again.act, lines=(goods,), draft=kept.seen))

    # 12.50 with 13 % tax are 11.0619 without: 11.06 each
    assert (StockLine.get().unit_cost, StockValue.get().value) == (1106, 3318)


def test_a_typed_cost_that_is_no_amount_is_refused_at_its_line(ctx, psu, shelf):
    asked = receipt(psu, shelf)
    asked = replace(asked, lines=(replace(asked.lines[0], cost="zwölf"),))
    kept = keep(ctx, asked)
    goods = Goods(part_id=psu.id, place_id=shelf.id, quantity=3, cost_of=kept.line_ids[0])

    with pytest.raises(InvalidInput) as refused:
        receive(ctx, Paper(act=asked.act, lines=(goods,), draft=kept.seen))

    assert (refused.value.field, refused.value.line) == ("unit_cost", 1)


def test_the_list_says_who_writes_what_for_whom_and_since_when(ctx, stocked, shelf, make_case, make_user, clock):
    keeper, other = make_user("李梅"), make_user("王强")
    ctx.actor, ctx.workstation = keeper.id, "COUNTER-1"
    case = make_case(case_no="WX-0001")
    kept = keep(ctx, going_out(stocked, shelf, case_id=case.id, remark="bis Freitag"))
    ctx.actor = other.id
    keep(ctx, going_out(stocked, shelf, seen=kept.seen, case_id=case.id))
    keep(ctx, receipt(stocked, shelf))

    everything = drafts.LISTING.first({}, Sort("saved", descending=True))
    (row,) = drafts.LISTING.first({"task": "issue"}, Sort("id"))

    assert [one.task for one in everything] == [Task.RECEIVE, Task.ISSUE]
    assert (row.case_no, row.customer, row.lines, row.begun_by, row.saved_by, row.workstation) == (
        "WX-0001", case.customer.name, 1, "李梅", "王强", "COUNTER-1",
    )  # fmt: skip
    assert drafts.LISTING.count({"person": keeper.id}) == 0 and drafts.LISTING.count({"person": other.id}) == 2
    assert drafts.LISTING.count({"part": stocked.id}) == 2 and drafts.LISTING.count({"case": case.id}) == 1
    assert [one.title for one in drafts.pick_writers("王")] == ["王强"] and drafts.rows(ctx, [row.id]) == [row]


def test_what_arrives_and_what_comes_back_is_written_bit_by_bit_too(ctx, stocked, shelf):
    there = Warehouse.create(code="W2", name="分仓")
    dock = Place.create(
        code=new_code(Kind.BIN), kind=PlaceKind.BIN, name="D-01", name_norm="D-01", sort_key="D-01", warehouse=there
    )
    sent = send(ctx, out(stocked, shelf, 3), there.id)
    line = StockLine.get(StockLine.doc == sent.doc_id)
    asked = KeepDraft(
        act=act(), task=Task.ARRIVE, transfer_id=sent.doc_id, closes=True,
        lines=(KeptLine(part_id=stocked.id, quantity="0", end_id=dock.id, source_id=line.id),),
    )  # fmt: skip
    kept = keep(ctx, asked)
    (row,) = drafts.LISTING.first({}, Sort("id"))
    assert row.lines == 0, "nothing of it was counted yet"
    (read,) = drafts.read(ctx, kept.draft_id).lines
    assert (read.source.left, read.source.part_no) == (3, "PSU-24")

    arrived = (Arrived(line_id=line.id, place_id=dock.id, quantity=3),)
    receive_transfer(ctx, ReceiveTransfer(act=asked.act, doc_id=sent.doc_id, lines=arrived, draft=kept.seen))
    assert drafts.count(ctx) == 0

    posted = issue(ctx, out(stocked, shelf, 2))
    line = StockLine.get(StockLine.doc == posted.doc_id)
    asked = KeepDraft(
        act=act(), task=Task.RETURN,
        lines=(KeptLine(part_id=stocked.id, quantity="1", end_id=shelf.id, source_id=line.id),),
    )  # fmt: skip
    kept = keep(ctx, asked)
    take_back(ctx, asked.act, (Back(line_id=line.id, place_id=shelf.id, quantity=1),), draft=kept.seen)
    assert drafts.count(ctx) == 0


def test_a_transfer_of_which_nothing_came_closes_its_draft_with_the_difference(ctx, stocked, shelf):
    there = Warehouse.create(code="W2", name="分仓")
    sent = send(ctx, out(stocked, shelf, 3), there.id)
    line = StockLine.get(StockLine.doc == sent.doc_id)
    asked = KeepDraft(
        act=act(), task=Task.ARRIVE, transfer_id=sent.doc_id, closes=True, remark="lost",
        lines=(KeptLine(part_id=stocked.id, quantity="", source_id=line.id),),
    )  # fmt: skip
    kept = keep(ctx, asked)

    done = receive_transfer(
        ctx, ReceiveTransfer(act=asked.act, doc_id=sent.doc_id, lines=(), close=True, reason="lost", draft=kept.seen)
    )

    assert done.arrival is None and done.difference is not None and drafts.count(ctx) == 0


def test_tools_that_are_lent_close_their_draft(ctx, shelf, make_part, make_user):
    tool, engineer = make_part("T-1", kind=PartKind.TOOL), make_user("张伟", Role.ENGINEER)
    ctx.actor = make_user().id
    receive(ctx, Paper(act=act(), lines=(Goods(part_id=tool.id, place_id=shelf.id, quantity=1, unit_cost=1),)))
    asked = KeepDraft(
        act=act(), task=Task.TOOL_OUT, engineer_id=engineer.id,
        lines=(KeptLine(part_id=tool.id, quantity="1", start_id=shelf.id),),
    )  # fmt: skip
    kept = keep(ctx, asked)
    goods = (Goods(part_id=tool.id, place_id=shelf.id),)

    lend(ctx, Paper(act=asked.act, lines=goods, engineer_id=engineer.id, draft=kept.seen))

    assert drafts.count(ctx) == 0


def test_a_paper_that_was_never_kept_is_posted_as_before(ctx, stocked, shelf):
    keep(ctx, receipt(stocked, shelf))

    issue(ctx, out(stocked, shelf))

    assert drafts.count(ctx) == 1, "somebody else's draft stays"


def test_a_draft_knows_itself_by_key_version_and_act(ctx, psu, shelf):
    asked = receipt(psu, shelf)
    kept = keep(ctx, asked)
    assert kept.seen == Seen(asked.act, 1, asked.act) == drafts.standing(ctx, kept.draft_id)
