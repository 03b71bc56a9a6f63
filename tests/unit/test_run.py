"""One command sets the depot up, whatever happens meanwhile."""

from __future__ import annotations

import ast
import errno
import os
import shutil
import signal
import subprocess
import sys
import textwrap
import time
from pathlib import Path

import pytest

import run
from tests import checks

ROOT = Path(run.__file__).resolve().parent
posix_only = pytest.mark.skipif(sys.platform == "win32", reason="kill -9 and inherited handles are POSIX")


@pytest.fixture
def place(tmp_path: Path) -> Path:
    """Where somebody unpacked the program: a path as people have them."""
    folder = tmp_path / "备件 库 (新)"
    folder.mkdir()
    (folder / "requirements.txt").write_text("# nothing\n", encoding="utf-8")
    return folder


class Installer:
    """Stands in for the downloads: makes a Python that is there and notes that it was called."""

    def __init__(self) -> None:
        self.found: list[list[str]] = []

    def __call__(self, folder: Path, requirements: Path, lock: int) -> None:
        self.found.append(sorted(entry.name for entry in folder.iterdir()))
        python = run.python_of(folder)
        python.parent.mkdir(parents=True)
        python.touch()


def set_up(place: Path, installer: Installer) -> Path:
    return run.set_up(place / ".venv", place / "requirements.txt", installer)


def test_what_is_ready_is_not_set_up_again(place: Path):
    installer = Installer()
    first = set_up(place, installer)
    assert first.exists() and set_up(place, installer) == first
    assert len(installer.found) == 1


def test_new_requirements_are_installed_into_an_empty_environment(place: Path):
    installer = Installer()
    set_up(place, installer)
    (place / ".venv" / "left over.py").touch()
    (place / "requirements.txt").write_text("# something else\n", encoding="utf-8")
    set_up(place, installer)
    assert installer.found == [[run.LOCK], [run.LOCK]]


def test_another_python_makes_its_own_environment(place: Path, monkeypatch: pytest.MonkeyPatch):
    installer = Installer()
    set_up(place, installer)
    monkeypatch.setattr(sys, "version", "3.99.0 (another one)")
    set_up(place, installer)
    assert len(installer.found) == 2


def test_a_folder_that_was_moved_is_set_up_where_it_is_now(place: Path):
    installer = Installer()
    set_up(place, installer)
    moved = place.with_name("别处")
    shutil.move(place, moved)
    set_up(moved, installer)
    assert len(installer.found) == 2


def test_an_environment_whose_python_was_uninstalled_is_made_again(place: Path):
    installer = Installer()
    set_up(place, installer).unlink()
    set_up(place, installer)
    assert len(installer.found) == 2


def test_a_set_up_that_failed_is_not_taken_for_ready(place: Path):
    def broken(folder: Path, requirements: Path, lock: int) -> None:
        Installer()(folder, requirements, lock)
        raise run.Trouble("the network is gone", "网络中断")

    with pytest.raises(run.Trouble):
        run.set_up(place / ".venv", place / "requirements.txt", broken)
    installer = Installer()
    set_up(place, installer)
    assert installer.found == [[run.LOCK]]


def test_a_ready_environment_starts_from_a_folder_where_nothing_can_be_written(
    place: Path, monkeypatch: pytest.MonkeyPatch
):
    set_up(place, Installer())

    def refuse(*_: object) -> int:
        raise OSError(errno.EROFS, "Read-only file system")

    monkeypatch.setattr(os, "open", refuse)
    set_up(place, Installer())


@pytest.mark.parametrize(
    ("number", "told"),
    [(errno.EROFS, "copy the program"), (errno.EACCES, "copy the program"), (errno.ENOSPC, "The disk is full")],
)
def test_a_disk_that_takes_nothing_is_explained(place: Path, monkeypatch: pytest.MonkeyPatch, number: int, told: str):
    def refuse(*_: object) -> int:
        raise OSError(number, os.strerror(number))

    monkeypatch.setattr(os, "open", refuse)
    with pytest.raises(run.Trouble) as refused:
        set_up(place, Installer())
    assert told in refused.value.english and ".venv" in refused.value.chinese


def test_a_disk_with_too_little_room_is_refused_before_anything_is_fetched(
    place: Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(run, "ROOM_MB", 10**9)
    installer = Installer()
    with pytest.raises(run.Trouble, match="are needed"):
        set_up(place, installer)
    assert installer.found == []


def test_somebody_elses_folder_of_that_name_is_left_alone(place: Path):
    precious = place / ".venv" / "thesis.txt"
    precious.parent.mkdir()
    precious.touch()
    with pytest.raises(run.Trouble, match="not made by this program"):
        set_up(place, Installer())
    assert precious.exists()


SLOW_SET_UP = """
    import sys, time
    from pathlib import Path
    import run

    place = Path(sys.argv[1])

    def install(folder, requirements, lock):
        with (place / "installed").open("a") as notes:
            notes.write("once\\n")
        python = run.python_of(folder)
        python.parent.mkdir(parents=True)
        python.touch()
        {work}

    run.set_up(place / ".venv", place / "requirements.txt", install)
"""


def begin(place: Path, work: str) -> subprocess.Popen[str]:
    """Another process that sets the same place up, and has begun when this returns."""
    already = _times(place)
    script = textwrap.dedent(SLOW_SET_UP).format(work=work)
    other = subprocess.Popen((sys.executable, "-c", script, str(place)), cwd=ROOT, stderr=subprocess.PIPE, text=True)
    until = time.monotonic() + 20
    while _times(place) == already:
        assert time.monotonic() < until, "the other set-up never began"
        time.sleep(0.02)
    return other


def _times(place: Path) -> int:
    notes = place / "installed"
    return len(notes.read_text().splitlines()) if notes.exists() else 0


@posix_only
def test_a_set_up_killed_half_way_is_done_again_from_the_start(place: Path):
    other = begin(place, "time.sleep(60)")
    other.send_signal(signal.SIGKILL)
    other.communicate()
    assert run.python_of(place / ".venv").exists(), "it had got that far"
    installer = Installer()
    set_up(place, installer)
    assert installer.found == [[run.LOCK]]


@posix_only
def test_what_a_killed_set_up_had_started_is_waited_for(place: Path, capsys: pytest.CaptureFixture[str]):
    other = begin(place, 'run.step(folder, lock, sys.executable, "-c", "import time; time.sleep(1.5)")')
    time.sleep(0.4)
    other.send_signal(signal.SIGKILL)
    other.wait()
    began = time.monotonic()
    set_up(place, Installer())
    assert time.monotonic() - began > 0.5
    assert "waiting for it" in capsys.readouterr().err
    other.communicate()


def test_of_two_at_once_one_installs_and_the_other_waits_and_says_so(place: Path, capsys: pytest.CaptureFixture[str]):
    other = begin(place, "time.sleep(1)")
    installer = Installer()
    python = set_up(place, installer)
    _, said = other.communicate(timeout=20)
    assert python.exists() and other.returncode == 0, said
    assert installer.found == [], "what the other one installed is used"
    told = capsys.readouterr().err
    assert "waiting for it" in told and "请稍候" in told


STUB_QT = """
    class QApplication:
        def __init__(self, arguments): pass
"""
STUB_MAIN = """
    import sys
    print("\\n".join(sys.argv[1:]))
    print(sys.prefix)
    sys.exit(7)
"""


@pytest.fixture
def copy(place: Path) -> Path:
    """run.py with a program that prints its arguments, an empty list of requirements and a Qt that always loads."""
    shutil.copy(ROOT / "run.py", place)
    qt = place / "PySide6"
    qt.mkdir()
    (qt / "QtWidgets.py").write_text(textwrap.dedent(STUB_QT), encoding="utf-8")
    (place / "main.py").write_text(textwrap.dedent(STUB_MAIN), encoding="utf-8")
    return place


def test_the_real_thing_passes_arguments_and_exit_status_on_and_keeps_standard_output_clean(copy: Path):
    settings = {**os.environ, "PYTHONPATH": str(copy), "PYTHONUTF8": "1"}
    for attempt in ("first", "second"):
        done = subprocess.run(
            (sys.executable, str(copy / "run.py"), "scan", "序列号 0012", "--json"),
            cwd=copy.parent, env=settings, capture_output=True, encoding="utf-8", check=False,
        )  # fmt: skip
        assert done.returncode == 7, done.stderr
        assert done.stdout.splitlines() == ["scan", "序列号 0012", "--json", str(copy / ".venv")]
        assert ("Setting up" in done.stderr) == (attempt == "first")


@posix_only
def test_ctrl_c_is_the_programs_to_answer():
    program = "import signal, sys; signal.signal(2, lambda *_: sys.exit(5)); print('up', flush=True); signal.pause()"
    waiter = f"import run, sys; sys.exit(run.passed_on((sys.executable, '-c', {program!r})))"
    both = subprocess.Popen(
        (sys.executable, "-c", waiter), cwd=ROOT, stdout=subprocess.PIPE, start_new_session=True, text=True
    )
    assert both.stdout is not None and both.stdout.readline() == "up\n"
    os.killpg(both.pid, signal.SIGINT)
    both.communicate(timeout=20)
    assert both.returncode == 5


@posix_only
def test_a_program_that_was_killed_does_not_look_like_a_success():
    assert run.passed_on((sys.executable, "-c", "import os; os.kill(os.getpid(), 9)")) == 128 + 9


def test_a_check_beside_a_longer_one_says_everything_in_one_piece_when_asked(capfd: pytest.CaptureFixture[str]):
    good = checks.Beside("mypy", (sys.executable, "-c", "print('Success: 见')"), env={**os.environ, "PYTHONUTF8": "1"})
    bad = checks.Beside("ruff", (sys.executable, "-c", "import sys; print('line 7', flush=True); sys.exit('line 9')"))
    good._listener.join(30)
    bad._listener.join(30)
    said, told = capfd.readouterr()
    assert said == "", "the longer one is still writing"
    assert "ruff: failed" in told and "ruff：未通过" in told and "mypy" not in told, (
        "but that it failed is known at once"
    )

    assert good.ended() == 0
    assert bad.ended() == 1
    said, told = capfd.readouterr()
    assert said.splitlines() == ["Success: 见", "line 7", "line 9"]
    assert told.splitlines() == ["ruff: failed", "ruff：未通过"]


def test_the_checks_keep_what_they_compiled_and_everything_else_that_was_set(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("PYTHONDONTWRITEBYTECODE", "1")
    monkeypatch.setenv("TMPDIR", "/somewhere")
    assert checks.settings() == {name: value for name, value in os.environ.items() if not name.startswith("PYTHONDONT")}
    assert all((ROOT / name).is_dir() for name in checks.COMPILED)


@posix_only
def test_a_check_beside_that_was_killed_does_not_look_like_a_success(capfd: pytest.CaptureFixture[str]):
    killed = checks.Beside("mypy", (sys.executable, "-c", "import os; os.kill(os.getpid(), 9)"))
    assert killed.ended() == 128 + 9
    assert "mypy: failed" in capfd.readouterr().err


def test_a_missing_venv_package_is_named_with_the_line_that_brings_it(place: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("importlib.util.find_spec", lambda name: None)
    with pytest.raises(run.Trouble, match=rf"apt-get install -y python3\.{sys.version_info.minor}-venv"):
        run.install(place / ".venv", place / "requirements.txt", 0)


@pytest.fixture
def without_qt(tmp_path: Path) -> Path:
    """A Python in an environment whose Qt does not load."""
    python = tmp_path / "bin" / "python"
    python.parent.mkdir()
    python.write_text('#!/bin/sh\necho "ImportError: libEGL.so.1: cannot open shared object file" >&2\nexit 1\n')
    python.chmod(0o755)
    return python


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux lets Qt's libraries be missing")
@pytest.mark.parametrize(
    ("settings", "line"),
    [
        ({}, "apt-get install -y libegl1"),
        ({"DISPLAY": ":0"}, "apt-get install -y libegl1 libxcb-cursor0"),
        ({"DISPLAY": ":0", "QT_QPA_PLATFORM": "offscreen"}, "apt-get install -y libegl1"),
    ],
)
def test_missing_libraries_are_named_with_the_exact_line(
    without_qt: Path, monkeypatch: pytest.MonkeyPatch, settings: dict[str, str], line: str
):
    lost = {"libEGL.so.1", "libxcb-cursor.so.0"}
    real = run.ctypes.CDLL

    def loader(library: str) -> object:
        if library in lost:
            raise OSError(library)
        return real(None)

    monkeypatch.setattr(run.ctypes, "CDLL", loader)
    with pytest.raises(run.Trouble) as refused:
        run.check_qt(without_qt, {**settings, "PATH": os.environ["PATH"]})
    assert refused.value.english.splitlines()[-1].strip().removeprefix("sudo ") == line
    assert line in refused.value.chinese


@pytest.mark.skipif(sys.platform != "linux", reason="the stub is a shell script")
def test_a_qt_that_fails_for_another_reason_says_which(without_qt: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(run.ctypes, "CDLL", lambda library: None)
    with pytest.raises(run.Trouble, match=r"libEGL\.so\.1: cannot open"):
        run.check_qt(without_qt, {"PATH": os.environ["PATH"]})


def test_debian_packages_are_installed_only_where_that_was_allowed():
    with pytest.raises(run.Trouble, match="apt-get install -y xvfb"):
        run.provide_system({"Xvfb": "xvfb"}, may_install=False)


def test_an_old_python_can_read_the_file_far_enough_to_be_told():
    source = (ROOT / "run.py").read_text(encoding="utf-8")
    tree = ast.parse(source, feature_version=(3, 7))
    assert not [node for node in ast.walk(tree) if isinstance(node, ast.ImportFrom) and node.module == "__future__"]
    first_if = next(node for node in tree.body if isinstance(node, ast.If))
    assert "version_info < (3, 11)" in ast.unparse(first_if.test)
    before = tree.body[: tree.body.index(first_if)]
    assert all(isinstance(node, (ast.Import, ast.ImportFrom, ast.Expr)) for node in before)


def test_only_the_standard_library_is_used():
    tree = ast.parse((ROOT / "run.py").read_text(encoding="utf-8"))
    names = {alias.name for node in ast.walk(tree) if isinstance(node, ast.Import) for alias in node.names}
    names |= {str(node.module) for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)}
    assert {name.partition(".")[0] for name in names} <= sys.stdlib_module_names
