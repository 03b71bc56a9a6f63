"""One act, one transaction: kept whole or not at all, journalled, told after the commit."""

from __future__ import annotations

import threading

import pytest
from peewee import IntegrityError

from inventory import journal
from inventory.errors import DatabaseBusy, InvalidInput, NotFound, RuleBroken, StaleRecord
from inventory.events import RecordsChanged
from inventory.work import command
from models.assets import AssetEvent, EventKind
from models.customers import Customer
from models.journal import Change


def test_a_command_that_fails_half_way_leaves_nothing_and_tells_nobody(ctx, make_customer, announced):
    customer = make_customer("济南热力公司")
    announced.clear()

    with pytest.raises(RuleBroken), ctx.work() as work:
        work.change(work.lock(Customer, customer.id), remark="half done")
        raise RuleBroken("no")

    assert Customer.get_by_id(customer.id).remark == ""
    assert Change.select().count() == 0
    assert announced == []


def test_a_change_is_journalled_from_what_to_what_by_whom_and_why(ctx, make_customer, make_user):
    ctx.actor = make_user("王芳").id
    customer = make_customer("济南热力公司", level="A")

    with ctx.work(reason="the customer asked") as work:
        work.change(work.lock(Customer, customer.id), level="B", remark="")

    (line,) = journal.changes("customer", customer.id)
    assert (line.who, line.field, line.old, line.new, line.reason) == ("王芳", "level", "A", "B", "the customer asked")
    assert Customer.get_by_id(customer.id).version == 2


def test_saving_what_is_already_there_changes_nothing(ctx, make_customer):
    customer = make_customer(level="A")

    with ctx.work() as work:
        work.change(work.lock(Customer, customer.id), level="A")

    assert Customer.get_by_id(customer.id).version == 1
    assert Change.select().count() == 0


def test_views_are_told_after_the_commit_which_rows_changed(ctx, make_customer, announced):
    customer = make_customer()

    with ctx.work() as work:
        work.change(work.lock(Customer, customer.id), level="B")
        assert announced == []

    assert announced == [RecordsChanged("customer", (customer.id,))]


def test_whoever_saw_an_older_version_is_told_and_overwrites_nothing(ctx, make_customer):
    customer = make_customer()
    with ctx.work() as work:
        work.change(work.lock(Customer, customer.id), level="B")

    with pytest.raises(StaleRecord), ctx.work() as work:
        row = work.lock(Customer, customer.id)
        work.check_seen(row, customer.version)


def test_a_record_that_is_gone_is_named_as_gone(ctx):
    with pytest.raises(NotFound), ctx.work() as work:
        work.lock(Customer, 999_999)


def test_a_guard_of_the_database_speaks_in_a_sentence(ctx, make_customer):
    make_customer("济南热力公司")

    @command
    def add_again() -> None:
        with ctx.work():
            make_customer("济南热力公司")

    with pytest.raises(RuleBroken) as refused:
        add_again()
    assert refused.value.message_id.startswith("A customer with this name is already there.")


def test_text_that_one_of_the_databases_would_not_take_is_refused_on_both(ctx, make_customer):
    @command
    def name(text: str) -> None:
        with ctx.work():
            make_customer(text)

    with pytest.raises(InvalidInput) as long:
        name("长" * 121)
    assert (long.value.field, long.value.values["limit"]) == ("name", 120)
    with pytest.raises(InvalidInput):
        name("nul\x00inside")


def test_a_busy_database_is_tried_again_and_then_named(ctx, monkeypatch):
    from peewee import OperationalError

    tries = []
    monkeypatch.setattr("inventory.work.time.sleep", lambda seconds: None)

    @command
    def blocked() -> None:
        tries.append(1)
        raise OperationalError("database is locked")

    with pytest.raises(DatabaseBusy):
        blocked()
    assert len(tries) == 4


def test_a_command_within_a_command_is_refused(ctx):
    with pytest.raises(RuntimeError), ctx.work(), ctx.work():
        pass


def test_what_happened_to_a_unit_is_never_edited_or_deleted(ctx, make_asset):
    event = AssetEvent.create(asset=make_asset(), at=ctx.clock.now(), kind=EventKind.NOTE, note="as it was")
    event.note = "as somebody wishes it had been"
    with pytest.raises((IntegrityError, Exception), match="append_only"), ctx.work():
        event.save()
    with pytest.raises((IntegrityError, Exception), match="append_only"), ctx.work():
        event.delete_instance()
    assert AssetEvent.get_by_id(event.id).note == "as it was"


def test_of_two_people_saving_the_same_version_exactly_one_wins(opened, request):
    make_customer = None
    with opened.reading():
        make_customer = request.getfixturevalue("make_customer")
        customer = make_customer()
    outcomes: list[str] = []
    start = threading.Barrier(6)

    @command
    def save(level: str) -> None:
        with opened.work() as work:
            row = work.lock(Customer, customer.id)
            work.check_seen(row, 1)
            work.change(row, level=level)

    def person(number: int) -> None:
        start.wait()
        try:
            save(f"L{number}")
            outcomes.append("saved")
        except StaleRecord:
            outcomes.append("stale")

    threads = [threading.Thread(target=person, args=(n,)) for n in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(outcomes) == ["saved"] + ["stale"] * 5
