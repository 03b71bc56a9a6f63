"""Ctrl+C in a command."""

from __future__ import annotations

import signal

import pytest

from inventory.commandline.stopping import stoppable
from inventory.jobs import Cancelled, Quiet


def press() -> None:
    signal.raise_signal(signal.SIGINT)


def test_work_that_reports_stops_at_its_next_step_and_not_in_the_middle_of_one():
    steps = []
    with pytest.raises(Cancelled), stoppable(Quiet()) as stop:
        for step in range(5):
            stop.report(step, 5, "")
            if step == 2:
                press()
            steps.append(step)
    assert steps == [0, 1, 2]


def test_what_is_done_when_one_presses_stays_done():
    with stoppable(Quiet()) as stop:
        stop.report(1, 1, "")
        press()


def test_what_reports_nothing_or_is_pressed_twice_stops_at_once():
    with pytest.raises(KeyboardInterrupt), stoppable(Quiet()):
        press()
    with stoppable(Quiet()) as stop:
        stop.report(1, 2, "")
        press()
        with pytest.raises(KeyboardInterrupt):
            press()


def test_what_a_shell_ignores_stays_ignored_and_what_was_before_comes_back():
    usual = signal.getsignal(signal.SIGINT)
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        with stoppable(Quiet()) as stop:
            stop.report(1, 2, "")
            press()
            stop.report(2, 2, "")
        assert signal.getsignal(signal.SIGINT) is signal.SIG_IGN
    finally:
        signal.signal(signal.SIGINT, usual)
    with stoppable(Quiet()):
        assert signal.getsignal(signal.SIGINT) != usual
    assert signal.getsignal(signal.SIGINT) is usual
