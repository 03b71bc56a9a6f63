"""Work away from the window's thread: writes one after another, reads three at a time.

    self._desk.jobs.query(assets.card, asset_id, done=self._show)
    self._desk.jobs.command(loaners.issue, self._desk.ctx, order, done=self._issued, failed=self._refused)
    self._desk.jobs.work(history.export, customer, path, title=_("Exporting the history"), done=self._exported)

A job runs inside ``ctx.reading()``, a database session of its own. Its result arrives as a queued
signal at a bound method of the QObject that asked, in the window's thread; if that object is gone,
nothing happens. Lambdas and plain functions are refused for that reason.
"""

from __future__ import annotations

import itertools
import logging
import threading
from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext
from queue import SimpleQueue
from typing import Any, Final, Protocol, cast

from PySide6.QtCore import QObject, Qt, QTimer, Signal

from inventory.i18n import _
from inventory.jobs import Cancelled
from inventory.values.records import record
from ui.progress import Reporter, Step

log = logging.getLogger(__name__)

READERS: Final = 3
PATIENCE_MS: Final = 300
"""A job that takes longer is shown in the status line."""

Receiver = Callable[[Any], object]


class Session(Protocol):
    """What the lanes need of ``inventory.work.Context``."""

    def reading(self) -> AbstractContextManager[object]:
        """The connection of the thread that enters it."""
        ...

    def lane(self) -> AbstractContextManager[object]:
        """Inside, the thread may keep its connection from one job to the next."""
        ...


class Job(QObject):
    """One piece of work, seen from the window's thread.

    Signals: ``done(result)``, ``failed(error)`` or ``stopped()``, exactly one of them; ``progressed(Step)`` before.
    ``ended()`` comes after any of them. ``slow(Job)``: it takes longer than PATIENCE_MS (commands only).
    """

    done = Signal(object)
    failed = Signal(object)
    stopped = Signal()
    progressed = Signal(object)
    ended = Signal()
    slow = Signal(object)

    def __init__(self, title: str, stop: threading.Event, parent: QObject) -> None:
        super().__init__(parent)
        self.title = title
        self.step: Step | None = None
        self.running = True
        self.writes = False
        self.cancellable = False
        self._stop = stop

    @property
    def cancelled(self) -> bool:
        """Somebody asked it to stop; it may not have heard yet."""
        return self._stop.is_set()

    def cancel(self) -> None:
        """Ask it to stop. Nothing of what it began is kept, and its result is not delivered."""
        self._stop.set()

    def tell_when_slow(self) -> None:
        """Emit ``slow`` once PATIENCE_MS have passed."""
        patience = QTimer(self)
        patience.setSingleShot(True)
        patience.timeout.connect(self._tell_slow)
        patience.start(PATIENCE_MS)

    def _tell_slow(self) -> None:
        self.slow.emit(self)


@record
class _Task:
    """What a worker needs: no QObject, so that none can die in its thread."""

    key: int
    function: Callable[..., Any]
    arguments: tuple[object, ...]
    stop: threading.Event
    reports: bool


@record
class _Letter:
    """What a worker says about a task."""

    key: int
    kind: str
    content: object = None


class _Lane:
    """A queue and its threads, which start when there is something to do."""

    def __init__(
        self, name: str, width: int, session: Session, post: Callable[[_Letter], None], *, keeps: bool
    ) -> None:
        """``keeps``: a thread keeps its connection between tasks: for short questions, not for what fills it."""
        self._name = name
        self._width = width
        self._session = session
        self._post = post
        self._between = session.lane if keeps else nullcontext
        self._queue: SimpleQueue[_Task | None] = SimpleQueue()
        self._threads: list[threading.Thread] = []
        self._busy = 0
        self._lock = threading.Lock()

    def put(self, task: _Task) -> None:
        with self._lock:
            self._busy += 1
            if self._busy > len(self._threads) < self._width:
                thread = threading.Thread(target=self._work, name=f"{self._name}-{len(self._threads)}", daemon=True)
                self._threads.append(thread)
                thread.start()
        self._queue.put(task)

    def close(self, seconds: float) -> bool:
        for _thread in self._threads:
            self._queue.put(None)
        for thread in self._threads:
            thread.join(seconds)
        return not any(thread.is_alive() for thread in self._threads)

    def _work(self) -> None:
        while self._work_on():
            pass

    def _work_on(self) -> bool:
        """One task after another; False at the end, True when a task ended badly: its connection goes with it.

        What stopped half way may have left a question open in it, which would keep others from writing.
        """
        with self._between():
            while (task := self._queue.get()) is not None:
                letter = self._outcome(task)
                self._post(letter)
                with self._lock:
                    self._busy -= 1
                if letter.kind != "done":
                    return True
        return False

    def _outcome(self, task: _Task) -> _Letter:
        """Whatever happens is told: this is the edge of the thread."""
        if task.stop.is_set():
            return _Letter(task.key, "stopped")
        arguments = task.arguments
        if task.reports:
            key, post = task.key, self._post
            arguments = (*arguments, Reporter(task.stop, lambda step: post(_Letter(key, "progressed", step))))
        try:
            with self._session.reading():
                return _Letter(task.key, "done", task.function(*arguments))
        except Cancelled:
            return _Letter(task.key, "stopped")
        except Exception as error:  # noqa: BLE001 - delivered, and sorted out by ui.problems
            return _Letter(task.key, "failed", error)


class Lanes(QObject):
    """The two lanes of a window.

    Signals: ``shown(Job)`` a job wants a place in the status line, ``gone(Job)`` it has ended;
    ``unheard(error)`` a job failed and nobody had asked to be told.
    """

    shown = Signal(object)
    gone = Signal(object)
    unheard = Signal(object)
    _posted = Signal(object)

    def __init__(self, session: Session, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._keys = itertools.count(1)
        self._jobs: dict[int, Job] = {}
        self._closed = False
        self._reads = _Lane("depot-read", READERS, session, self._post, keeps=True)
        self._writes = _Lane("depot-write", 1, session, self._post, keeps=False)
        self._posted.connect(self._deliver, Qt.ConnectionType.QueuedConnection)

    def query(
        self, function: Callable[..., Any], *arguments: object, done: Receiver, failed: Receiver | None = None
    ) -> Job:
        """Ask: ``function(*arguments)`` in the read lane. ``failed`` left out: the desk shows the error."""
        return self._start(self._reads, "", False, function, arguments, done, failed)

    def command(
        self,
        function: Callable[..., Any],
        *arguments: object,
        done: Receiver | None = None,
        failed: Receiver | None = None,
        title: str = "",
    ) -> Job:
        """Act: ``function(*arguments)`` in the write lane; shown as ``title`` when it takes longer than PATIENCE_MS."""
        job = self._start(self._writes, title or _("Saving"), False, function, arguments, done, failed)
        job.writes = True
        job.slow.connect(self._show)
        job.tell_when_slow()
        return job

    def work(
        self,
        function: Callable[..., Any],
        *arguments: object,
        title: str,
        writes: bool = False,
        done: Receiver | None = None,
        failed: Receiver | None = None,
    ) -> Job:
        """Do something long: ``function(*arguments, progress)``, shown in the status line with a way to stop it.

        ``progress`` is an ``inventory.jobs.Progress``. Work that writes goes in order with the commands.
        """
        job = self._start(self._writes if writes else self._reads, title, True, function, arguments, done, failed)
        job.writes = writes
        job.cancellable = True
        self._show(job)
        return job

    @property
    def closed(self) -> bool:
        """Nothing more can be asked: the window is gone."""
        return self._closed

    def running(self, writes: bool = False) -> list[Job]:
        """The jobs that have not ended; with ``writes`` only those that change the depot."""
        return [job for job in self._jobs.values() if job.writes or not writes]

    def shutdown(self, seconds: float = 30.0) -> bool:
        """Stop what can be stopped, let commands that wait be done. False: something still hangs after ``seconds``."""
        self._closed = True
        for job in list(self._jobs.values()):
            if job.cancellable or not job.writes:
                job.cancel()
        whole = [lane.close(seconds) for lane in (self._reads, self._writes)]
        self._jobs.clear()
        return all(whole)

    def _start(
        self,
        lane: _Lane,
        title: str,
        reports: bool,
        function: Callable[..., Any],
        arguments: tuple[object, ...],
        done: Receiver | None,
        failed: Receiver | None,
    ) -> Job:
        if self._closed:
            raise RuntimeError("the lanes are closed")
        stop = threading.Event()
        job = Job(title, stop, self)
        if done is not None:
            job.done.connect(_bound(done))
        if failed is not None:
            job.failed.connect(_bound(failed))
        else:
            job.failed.connect(self.unheard)
        key = next(self._keys)
        self._jobs[key] = job
        lane.put(_Task(key, function, arguments, stop, reports))
        return job

    def _post(self, letter: _Letter) -> None:
        if not self._closed:
            self._posted.emit(letter)

    def _show(self, job: Job) -> None:
        if job.running:
            self.shown.emit(job)

    def _deliver(self, letter: _Letter) -> None:
        job = self._jobs.get(letter.key)
        if job is None:
            return
        if letter.kind == "progressed":
            job.step = cast(Step, letter.content)
            job.progressed.emit(job.step)
            return
        del self._jobs[letter.key]
        job.running = False
        if letter.kind == "stopped" or (job.cancelled and not (job.writes and letter.kind == "done")):
            job.stopped.emit()
        elif letter.kind == "done":
            job.done.emit(letter.content)
        else:
            log.info("a job failed: %r", letter.content)
            job.failed.emit(letter.content)
        job.ended.emit()
        self.gone.emit(job)
        job.deleteLater()


def _bound(receiver: Receiver) -> Receiver:
    if not isinstance(getattr(receiver, "__self__", None), QObject):
        raise TypeError("a result goes to a bound method of a QObject, so that nothing happens when it is gone")
    return receiver
