"""A word in the corner, two sounds, one window per depot, and what a workstation remembers."""

from __future__ import annotations

import gc
import io
import sys
import threading
import uuid
import wave
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, Qt, QThread
from PySide6.QtNetwork import QLocalSocket
from PySide6.QtWidgets import QApplication, QPushButton
from pytestqt.qtbot import QtBot

from inventory import settings
from inventory.events import Bus, Event, RecordsChanged
from tests.ui.conftest import Ear, FakeContext
from tests.ui.shell_pages import PAGES, Found, Make
from ui import application, sounds, toasts
from ui.application import QtWords, unfit_binding
from ui.bridge import Bridge
from ui.desk import Desk
from ui.garbage import Collector
from ui.instance import SingleInstance
from ui.main_window import MainWindow
from ui.remembered import Remembered
from ui.sounds import Sounds, SystemSpeaker, tone

pytestmark = pytest.mark.usefixtures("dressed")


@pytest.fixture
def window(make_desk: Make, fake_ctx: FakeContext, make_window) -> MainWindow:
    """The window."""
    made: MainWindow = make_window(make_desk(fake_ctx, pages=PAGES))
    return made


def boxes(window: MainWindow) -> list[toasts._ToastBox]:
    """The words in the corner."""
    return window.toaster._boxes


def test_a_word_stands_in_the_corner_and_goes_by_itself(
    qtbot: QtBot, window: MainWindow, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(toasts, "TOAST_MS", 50)
    window._desk.toast("saved")
    (box,) = boxes(window)
    corner = box.mapTo(window, box.rect().bottomRight())
    assert window.width() - corner.x() < 40
    assert window.height() - corner.y() < 80
    qtbot.waitUntil(lambda: window.toaster.shown == [])


def test_undo_takes_it_back_once(qtbot: QtBot, window: MainWindow):
    undone: list[str] = []
    window._desk.toast("scrapped", undo=lambda: undone.append("back"))
    qtbot.mouseClick(boxes(window)[0].undo, Qt.MouseButton.LeftButton)
    assert undone == ["back"]
    assert window.toaster.shown == []


def test_without_a_reversal_there_is_no_undo(window: MainWindow):
    window._desk.toast("saved")
    words = [made.text() for made in boxes(window)[0].findChildren(QPushButton)]
    assert words == []


def test_three_words_at_most_the_oldest_goes(window: MainWindow):
    for number in range(5):
        window._desk.toast(f"saved {number}")
    assert [toast.text for toast in window.toaster.shown] == ["saved 2", "saved 3", "saved 4"]
    window.toaster.clear()


def test_the_words_stay_in_the_corner_when_the_window_changes(window: MainWindow):
    window._desk.toast("saved")
    window.resize(1280, 800)
    QCoreApplication.sendPostedEvents()
    (box,) = boxes(window)
    assert box.geometry().right() == 1280 - toasts.EDGE - 1


def test_what_people_typed_is_not_taken_for_markup(window: MainWindow):
    window._desk.toast("<b>bold</b>")
    assert boxes(window)[0].label.textFormat() is Qt.TextFormat.PlainText


def test_sounds_can_be_switched_off(ear: Ear):
    sounds = Sounds(ear)
    sounds.found()
    sounds.audible = False
    sounds.refused()
    assert ear.heard == ["found"]


def test_a_tone_is_a_sound_of_the_right_length():
    with wave.open(io.BytesIO(tone((440, 220), seconds=0.1)), "rb") as sound:
        assert sound.getnframes() == 2 * 2205
        assert (sound.getnchannels(), sound.getsampwidth()) == (1, 2)


def test_without_a_player_one_beep_means_found_and_two_refused(qapp: QApplication, monkeypatch: pytest.MonkeyPatch):
    beeps: list[int] = []
    monkeypatch.setattr(sounds.QApplication, "beep", lambda: beeps.append(1))
    speaker = SystemSpeaker()
    speaker.play("found")
    assert len(beeps) == 1
    speaker.play("refused")
    assert len(beeps) == 3


def test_the_sounds_are_prepared_as_files(qapp: QApplication, tmp_path: Path):
    speaker = SystemSpeaker(tmp_path)
    _player, files = speaker.prepare()
    assert sorted(path.name for path in tmp_path.iterdir()) == ["spare-depot-found.wav", "spare-depot-refused.wav"]
    assert files["found"].read_bytes()[:4] == b"RIFF"


def test_the_second_start_wakes_the_first_and_ends(qtbot: QtBot):
    name = f"sqlite:///{uuid.uuid4()}"
    first, second = SingleInstance(name), SingleInstance(name)
    assert first.claim()
    first.listen()
    assert not second.claim()
    with qtbot.waitSignal(first.knocked) as woken:
        assert second.knock("https://depot.example/A/7K3M9Q2X")
    assert woken.args == ["https://depot.example/A/7K3M9Q2X"]
    first.release()
    assert second.claim()
    second.release()


def test_a_second_start_waits_for_the_first_that_is_still_opening(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch):
    name = f"sqlite:///{uuid.uuid4()}"
    first, second = SingleInstance(name), SingleInstance(name)
    assert first.claim()
    monkeypatch.setattr(QThread, "msleep", lambda _ms: first.listen())  # its first page is painted meanwhile

    with qtbot.waitSignal(first.knocked) as woken:
        assert second.knock("7136")
    assert woken.args == ["7136"]
    first.release()


def test_another_depot_has_a_window_of_its_own(qtbot: QtBot):
    one, other = SingleInstance(f"sqlite:///{uuid.uuid4()}"), SingleInstance(f"sqlite:///{uuid.uuid4()}")
    assert one.claim()
    assert other.claim()
    one.release()
    other.release()


def test_nobody_answers_where_nobody_listens(qtbot: QtBot):
    assert not SingleInstance(f"sqlite:///{uuid.uuid4()}").knock()


def test_what_comes_from_outside_is_cut_and_cleaned(qtbot: QtBot):
    first = SingleInstance(f"sqlite:///{uuid.uuid4()}")
    assert first.claim()
    first.listen()
    caller = QLocalSocket()
    caller.connectToServer(first._name)
    assert caller.waitForConnected(1000)
    with qtbot.waitSignal(first.knocked) as told:
        caller.write(b"A7\x00\x1b[31mK3" + b"\xff" + b"\n")
        caller.flush()
    assert told.args == ["A7[31mK3\ufffd"]
    caller.disconnectFromServer()
    first.release()


def test_what_is_remembered_is_handed_on_once_things_are_quiet(qtbot: QtBot):
    memory = Remembered({"theme": "dark"})
    assert memory.value(settings.THEME) == "dark"
    kept: list[tuple[str, object]] = []
    memory.wished.connect(lambda setting, value: kept.append((setting.name, value)))
    for width in (100, 110, 120):
        memory.keep_table("assets", [["code", width]])
    memory.keep(settings.THEME, "dark")  # no news

    qtbot.waitUntil(lambda: len(kept) == 1)
    assert kept == [("tables", '{"assets": [["code", 120]]}')]
    assert memory.table("assets") == [["code", 120]]
    assert memory.table("parts") is None


def test_a_value_that_makes_no_sense_counts_as_not_kept(qtbot: QtBot):
    memory = Remembered({"theme": "pink", "tables": "not json"})
    assert memory.value(settings.THEME) == "system"
    assert memory.table("assets") is None


def test_what_happens_in_the_depot_is_told_in_the_windows_thread(qtbot: QtBot):
    bus, heard, threads = Bus(), [], []
    bridge = Bridge(bus)
    bridge.happened.connect(lambda event: threads.append(threading.current_thread()))
    bridge.records_changed.connect(lambda entity, ids: heard.append((entity, ids)))
    worker = threading.Thread(target=bus.announce, args=(RecordsChanged("asset", (2**40,)),))
    worker.start()
    worker.join()

    qtbot.waitUntil(lambda: heard == [("asset", (2**40,))])
    assert threads == [threading.main_thread()]
    bridge.close()
    bus.announce(Event())
    QCoreApplication.sendPostedEvents()
    assert len(threads) == 1


@pytest.mark.parametrize(
    ("binding", "python", "unfit"),
    [
        ((6, 12, 0), (3, 11, 7), True),
        ((6, 12, 0), (3, 10, 0), True),
        ((6, 12, 0), (3, 12, 1), False),
        ((6, 11, 3), (3, 11, 7), False),
    ],
)
def test_a_binding_that_loses_references_is_refused(
    binding: tuple[object, ...], python: tuple[object, ...], unfit: bool
):
    assert unfit_binding(binding, python) is unfit


def test_qt_speaks_the_language_of_the_workstation(qapp: QApplication):
    words = QtWords()
    words.speak("zh_CN")
    assert QCoreApplication.translate("QPlatformTheme", "Cancel") == "取消"
    words.speak("en")
    assert QCoreApplication.translate("QPlatformTheme", "Cancel") == "Cancel"


def test_garbage_is_collected_by_the_window_and_the_old_only_when_idle(monkeypatch: pytest.MonkeyPatch, qtbot: QtBot):
    collected: list[int] = []
    busy = [True]
    counts = [(10, 0, 0)]
    monkeypatch.setattr(gc, "collect", collected.append)
    monkeypatch.setattr(gc, "get_count", lambda: counts[0])
    collector = Collector(lambda: busy[0])
    assert not gc.isenabled()
    assert collector.look() is None
    for count in ((5000, 0, 0), (5000, 11, 0), (5000, 11, 11)):
        counts[0] = count
        collector.look()
    busy[0] = False
    collector.look()
    collector.stop()

    assert collected == [0, 1, 1, 2]
    assert gc.isenabled()


def test_the_program_runs_until_it_is_closed_and_looks_up_what_it_was_given(
    qtbot: QtBot, qapp: QApplication, fake_ctx: FakeContext, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(application, "put", lambda ctx, setting, value: None)
    monkeypatch.setattr(sys, "excepthook", sys.excepthook)
    monkeypatch.setattr(threading, "excepthook", threading.excepthook)
    looked_up: list[str] = []

    def search(text: str) -> list[Found]:
        looked_up.append(text)
        return []

    def turn() -> int:
        """The loop of the program; its own would end every loop that comes after it."""
        qtbot.waitUntil(lambda: looked_up != [])
        return 0

    monkeypatch.setattr(QApplication, "exec", staticmethod(turn))
    house = application.House(fake_ctx, PAGES, search=search, database=f"sqlite:///{uuid.uuid4()}")
    assert application.run(house, look_up="7136") == 0

    assert looked_up == ["7136"]
    assert not [thread for thread in threading.enumerate() if thread.name.startswith("depot-")]


def test_a_second_start_on_the_same_depot_opens_no_window(
    qtbot: QtBot, qapp: QApplication, fake_ctx: FakeContext, monkeypatch: pytest.MonkeyPatch
):
    name = f"sqlite:///{uuid.uuid4()}"
    first = SingleInstance(name)
    assert first.claim()
    first.listen()
    monkeypatch.setattr(application, "Running", None)  # making one would fail
    assert application.run(application.House(fake_ctx, PAGES, database=name)) == 0
    first.release()


def test_an_unfit_binding_is_refused_before_anything_is_opened(
    fake_ctx: FakeContext, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
):
    monkeypatch.setattr(application, "unfit_binding", lambda binding, python: True)
    assert application.run(application.House(fake_ctx, PAGES)) == 1
    assert "PySide6-Essentials<6.12" in capsys.readouterr().err


def test_a_program_is_put_together_shown_and_ended(
    qtbot: QtBot, qapp: QApplication, fake_ctx: FakeContext, monkeypatch: pytest.MonkeyPatch
):
    put: list[tuple[str, object]] = []
    monkeypatch.setattr(application, "put", lambda ctx, setting, value: put.append((setting.name, value)))
    monkeypatch.setattr(sys, "excepthook", sys.excepthook)  # both are put back after the test
    monkeypatch.setattr(threading, "excepthook", threading.excepthook)
    ready: list[Desk] = []
    house = application.House(fake_ctx, PAGES, person=("王芳", ""), database_words="本机", ready=ready.append)
    running = application.Running(house, qapp)
    running.show()
    qtbot.waitUntil(lambda: len(ready) == 1)
    running.knocked("7136")
    running.desk.set_sounds(False)
    running.end()

    assert ("sounds", False) in put
    assert any(name == "window" for name, _value in put)
    assert not running.window.isVisible()
    assert running.window.area.page is not None
    running.window.deleteLater()
