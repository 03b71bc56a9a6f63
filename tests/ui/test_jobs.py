"""Work away from the window: in order, in its own session, heard in the window's thread, stopped when asked."""

from __future__ import annotations

import threading
import time
from typing import Any

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QObject, QThread
from pytestqt.qtbot import QtBot

from inventory.errors import RuleBroken
from inventory.i18n import N_
from inventory.jobs import Cancelled
from tests.ui.conftest import FakeContext
from ui.jobs import Lanes
from ui.progress import Reporter, Step

REFUSAL = N_("Nothing is there.")


class Clerk(QObject):
    """Somebody who asked."""

    def __init__(self) -> None:
        super().__init__()
        self.told: list[Any] = []
        self.refused: list[Exception] = []
        self.threads: list[QThread] = []

    def hear(self, answer: object) -> None:
        """Take an answer."""
        self.told.append(answer)
        self.threads.append(QThread.currentThread())

    def be_refused(self, error: Exception) -> None:
        """Take a refusal."""
        self.refused.append(error)


class Gate:
    """Holds jobs until it is opened."""

    def __init__(self) -> None:
        self._open = threading.Event()
        self.waiting = threading.Semaphore(0)
        self.at_once = 0
        self.most = 0
        self._lock = threading.Lock()

    def pass_through(self, what: object = None) -> object:
        """Wait at the gate."""
        with self._lock:
            self.at_once += 1
            self.most = max(self.most, self.at_once)
        self.waiting.release()
        self._open.wait(10)
        with self._lock:
            self.at_once -= 1
        return what

    def open(self) -> None:
        """Let all pass."""
        self._open.set()


@pytest.fixture
def lanes(qtbot: QtBot, fake_ctx: FakeContext):
    """Lanes over a context without a depot."""
    made = Lanes(fake_ctx)
    yield made
    assert made.shutdown()


@pytest.fixture
def clerk() -> Clerk:
    """Somebody who asks."""
    return Clerk()


def depot_threads() -> list[threading.Thread]:
    """The threads of lanes that are alive."""
    return [thread for thread in threading.enumerate() if thread.name.startswith("depot-")]


def test_an_answer_is_heard_in_the_windows_thread(qtbot: QtBot, lanes: Lanes, clerk: Clerk):
    asked_in: list[threading.Thread] = []

    lanes.query(lambda a, b: asked_in.append(threading.current_thread()) or a + b, 2, 3, done=clerk.hear)

    qtbot.waitUntil(lambda: clerk.told == [5])
    assert clerk.threads == [QCoreApplication.instance().thread()]
    assert asked_in[0] is not threading.main_thread()


def test_every_job_has_a_session_of_its_own_thread(qtbot: QtBot, lanes: Lanes, clerk: Clerk, fake_ctx: FakeContext):
    seen: list[tuple[threading.Thread, int]] = []

    lanes.query(lambda: seen.append((threading.current_thread(), fake_ctx.open)), done=clerk.hear)

    qtbot.waitUntil(lambda: len(clerk.told) == 1)
    assert seen == [(fake_ctx.readers[0], 1)]
    assert fake_ctx.open == 0


def test_commands_are_done_one_after_another_in_the_order_they_were_given(qtbot: QtBot, lanes: Lanes, clerk: Clerk):
    gate = Gate()

    for number in range(5):
        lanes.command(gate.pass_through, number, done=clerk.hear)
    assert gate.waiting.acquire(timeout=5)
    time.sleep(0.02)
    assert gate.most == 1
    gate.open()

    qtbot.waitUntil(lambda: clerk.told == [0, 1, 2, 3, 4])
    assert gate.most == 1


def test_three_questions_are_asked_at_once_and_not_four(qtbot: QtBot, lanes: Lanes, clerk: Clerk):
    gate = Gate()

    for number in range(6):
        lanes.query(gate.pass_through, number, done=clerk.hear)
    for _ in range(3):
        assert gate.waiting.acquire(timeout=5)
    assert not gate.waiting.acquire(timeout=0.05)
    gate.open()

    qtbot.waitUntil(lambda: sorted(clerk.told) == [0, 1, 2, 3, 4, 5])
    assert gate.most == 3


def test_a_question_does_not_wait_for_a_command(qtbot: QtBot, lanes: Lanes, clerk: Clerk):
    gate = Gate()
    lanes.command(gate.pass_through, "saved", done=clerk.hear)

    lanes.query(lambda: "asked", done=clerk.hear)

    qtbot.waitUntil(lambda: clerk.told == ["asked"])
    gate.open()
    qtbot.waitUntil(lambda: clerk.told == ["asked", "saved"])


def test_a_refusal_reaches_whoever_asked(qtbot: QtBot, lanes: Lanes, clerk: Clerk):
    def refuse() -> None:
        raise RuleBroken(REFUSAL)

    lanes.command(refuse, done=clerk.hear, failed=clerk.be_refused)

    qtbot.waitUntil(lambda: len(clerk.refused) == 1)
    assert isinstance(clerk.refused[0], RuleBroken)
    assert clerk.told == []


def test_an_error_that_nobody_wants_to_hear_is_not_lost(qtbot: QtBot, lanes: Lanes, clerk: Clerk):
    def refuse() -> None:
        raise RuleBroken(REFUSAL)

    with qtbot.waitSignal(lanes.unheard) as heard:
        lanes.query(refuse, done=clerk.hear)

    assert isinstance(heard.args[0], RuleBroken)


def test_nothing_happens_when_whoever_asked_is_gone(qtbot: QtBot, lanes: Lanes):
    gate, gone, still_there = Gate(), Clerk(), Clerk()
    told = gone.told
    lanes.query(gate.pass_through, 1, done=gone.hear)
    gone.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    gate.open()

    lanes.query(lambda: 2, done=still_there.hear)

    qtbot.waitUntil(lambda: still_there.told == [2])
    qtbot.waitUntil(lambda: lanes.running() == [])
    assert told == []


@pytest.mark.parametrize("receiver", [print, lambda answer: None, [].append])
def test_an_answer_goes_to_a_method_of_a_widget_and_to_nothing_else(lanes: Lanes, receiver: Any):
    with pytest.raises(TypeError):
        lanes.query(lambda: 1, done=receiver)


def test_long_work_is_given_a_progress_as_its_last_argument(qtbot: QtBot, lanes: Lanes, clerk: Clerk):
    def export(customer: str, progress: Any) -> str:
        progress.report(0, 2, "rows")
        progress.report(2, 2, "rows")
        return customer

    steps: list[Step] = []
    job = lanes.work(export, "city hospital", title="Exporting", done=clerk.hear)
    job.progressed.connect(steps.append)

    qtbot.waitUntil(lambda: clerk.told == ["city hospital"])
    assert steps == [Step(0, 2, "rows"), Step(2, 2, "rows")]


def test_cancelled_work_ends_at_its_next_report_and_delivers_nothing(qtbot: QtBot, lanes: Lanes, clerk: Clerk):
    started, rolled_back = threading.Event(), threading.Event()

    def bring_in(progress: Any) -> None:
        started.set()
        try:
            while True:
                progress.report(1, None, "")
                time.sleep(0.001)
        except Cancelled:
            rolled_back.set()
            raise

    job = lanes.work(bring_in, title="Importing", writes=True, done=clerk.hear, failed=clerk.be_refused)
    assert started.wait(5)
    with qtbot.waitSignal(job.stopped):
        job.cancel()

    assert rolled_back.is_set()
    assert (clerk.told, clerk.refused) == ([], [])


def test_a_question_cancelled_before_its_turn_is_never_asked(qtbot: QtBot, lanes: Lanes, clerk: Clerk):
    gate, asked = Gate(), []
    for _ in range(3):
        lanes.query(gate.pass_through, done=clerk.hear)
    for _ in range(3):
        assert gate.waiting.acquire(timeout=5)
    job = lanes.query(lambda: asked.append(1), done=clerk.hear)
    job.cancel()
    with qtbot.waitSignal(job.stopped):
        gate.open()

    assert asked == []


def test_what_was_saved_is_told_although_somebody_cancelled_too_late(qtbot: QtBot, lanes: Lanes, clerk: Clerk):
    gate = Gate()
    job = lanes.work(lambda progress: gate.pass_through("saved"), title="Importing", writes=True, done=clerk.hear)
    assert gate.waiting.acquire(timeout=5)
    job.cancel()
    gate.open()

    qtbot.waitUntil(lambda: clerk.told == ["saved"])


def test_work_is_shown_at_once_and_a_command_only_when_it_takes_long(qtbot: QtBot, lanes: Lanes, clerk: Clerk):
    shown: list[str] = []
    lanes.shown.connect(lambda job: shown.append(job.title))
    gate = Gate()

    lanes.command(lambda: None, title="quick", done=clerk.hear)
    lanes.work(lambda progress: None, title="export", done=clerk.hear)
    slow = lanes.command(gate.pass_through, title="slow", done=clerk.hear)
    with qtbot.waitSignal(slow.slow, timeout=2000):
        pass
    gate.open()

    qtbot.waitUntil(lambda: lanes.running() == [])
    assert shown == ["export", "slow"]


def test_reports_are_thinned_to_ten_a_second_but_the_last_one_arrives():
    now = [100.0]
    steps: list[int] = []
    reporter = Reporter(threading.Event(), lambda step: steps.append(step.done), clock=lambda: now[0])

    for done in range(1001):
        reporter.report(done, 1000, "")
        now[0] += 0.001  # a thousand reports in a second

    assert 10 <= len(steps) <= 12
    assert steps[0] == 0
    assert steps[-1] == 1000


def test_figures_are_written_for_people():
    assert Step(1240, 2400, "").figures == "1,240 / 2,400"
    assert Step(1240, None, "").figures == "1,240"


def test_no_thread_is_left_when_the_window_closes(qtbot: QtBot, fake_ctx: FakeContext, clerk: Clerk):
    before = depot_threads()
    lanes = Lanes(fake_ctx)
    for _ in range(10):
        lanes.query(lambda: 1, done=clerk.hear)
        lanes.command(lambda: 1, done=clerk.hear)

    assert lanes.shutdown()
    assert depot_threads() == before


def test_commands_that_wait_are_done_before_the_window_closes(qtbot: QtBot, fake_ctx: FakeContext):
    lanes, saved = Lanes(fake_ctx), []
    for number in range(20):
        lanes.command(saved.append, number)

    assert lanes.shutdown()
    assert saved == list(range(20))


def test_closing_stops_long_work(qtbot: QtBot, fake_ctx: FakeContext):
    lanes, started = Lanes(fake_ctx), threading.Event()

    def endless(progress: Any) -> None:
        while True:
            started.set()
            progress.report(0, None, "")
            time.sleep(0.001)

    lanes.work(endless, title="Importing", writes=True)
    assert started.wait(5)

    assert lanes.shutdown()
    with pytest.raises(RuntimeError):
        lanes.query(lambda: 1, done=Clerk().hear)
