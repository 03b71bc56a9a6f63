"""Sets up what the program needs, once, and starts it: nothing but Python has to be there.

    python3 run.py [ARGS]        makes .venv, installs requirements.txt, then does: main.py ARGS
    python3 run.py test [ARGS]   makes .venv-test, installs requirements-test.txt, then checks style and types and
                                 runs the whole suite; with ARGS it only does: pytest ARGS
        --install-system         lets it install the Debian packages that the tests need (CI=true: as well)

On Windows: py run.py. Only the standard library is used, and no syntax that an old Python could not read far enough
to tell its owner what is wrong (so no __future__ import either). All that this file says goes to standard error:
standard output belongs to the program, which may be printing JSON there.
"""

import contextlib
import ctypes
import errno
import hashlib
import importlib.util
import os
import shutil
import subprocess
import sys
import sysconfig
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path

if sys.version_info < (3, 11):  # noqa: UP036  (that is what this line is for)
    sys.exit("Spare Depot needs Python 3.11 or later.\n备件库需要 Python 3.11 或更高版本。\nPython " + sys.version)

if sys.platform == "win32":
    import msvcrt
else:
    import fcntl

ROOT = Path(__file__).resolve().parent
LOCK = "setup.lock"
MARK = "ready"
QT_MARK = "qt-loads"
ROOM_MB = 700
"""Free space asked for before a set-up begins: the test environment takes 530 MB, and pip unpacks beside it."""

OFFSCREEN_LIBRARIES = {
    "libGL.so.1": "libgl1",
    "libEGL.so.1": "libegl1",
    "libglib-2.0.so.0": "libglib2.0-0",
    "libfontconfig.so.1": "libfontconfig1",
    "libxkbcommon.so.0": "libxkbcommon0",
    "libdbus-1.so.3": "libdbus-1-3",
}
"""What Qt loads even without a screen → the Debian package that has it."""

X11_LIBRARIES = {
    "libxcb-cursor.so.0": "libxcb-cursor0",
    "libxkbcommon-x11.so.0": "libxkbcommon-x11-0",
    "libxcb-icccm.so.4": "libxcb-icccm4",
    "libxcb-keysyms.so.1": "libxcb-keysyms1",
    "libxcb-shape.so.0": "libxcb-shape0",
}
"""What Qt loads on top of that for a window under X11."""

TEST_TOOLS = {"Xvfb": "xvfb", "pdftoppm": "poppler-utils"}
"""Programs that the tests call → the Debian package that has them."""

QT_PROBE = "from PySide6 import QtWidgets; print('loaded', flush=True); QtWidgets.QApplication([])"


class Trouble(Exception):
    """The set-up cannot go on; a person can do something about it."""

    def __init__(self, english: str, chinese: str) -> None:
        super().__init__(english)
        self.english = english
        self.chinese = chinese


def say(english: str, chinese: str) -> None:
    """Tell the person, in both languages: the choice of language is not known yet."""
    print(english, chinese, sep="\n", file=sys.stderr, flush=True)


def python_of(folder: Path) -> Path:
    """The Python of the environment in ``folder``."""
    return folder / "Scripts" / "python.exe" if sys.platform == "win32" else folder / "bin" / "python"


def ready_key(folder: Path, requirements: Path) -> str:
    """What an environment must have been made from, and where, to be of use: it cannot be moved."""
    facts = (requirements.read_bytes().hex(), sys.version, sysconfig.get_platform(), str(folder))
    return hashlib.sha256("\n".join(facts).encode("utf-8", "surrogateescape")).hexdigest()


def is_ready(folder: Path, key: str) -> bool:
    """Whether a set-up was finished here for ``key``, and its Python is still installed."""
    try:
        return (folder / MARK).read_text(encoding="ascii") == key and python_of(folder).exists()
    except (OSError, UnicodeDecodeError):
        return False


@contextlib.contextmanager
def only_one(folder: Path) -> Iterator[int]:
    """Hold the folder's lock; wait for whoever has it. The system takes it from a process that dies in any way."""
    if folder.is_dir() and not (folder / LOCK).exists() and any(folder.iterdir()):
        raise Trouble(
            f"{folder} is there already, and was not made by this program. Rename or delete it, then start again.",
            f"{folder} 已存在，且不是本程序建立的。请将其改名或删除后重新启动。",
        )
    folder.mkdir(parents=True, exist_ok=True)
    handle = os.open(folder / LOCK, os.O_RDWR | os.O_CREAT, 0o666)
    try:
        waiting = False
        while not _lock(handle):
            if not waiting:
                say("Another set-up is under way here; waiting for it.", "此文件夹中正在进行另一次安装，请稍候。")
            waiting = True
            time.sleep(0.2)
        yield handle
    finally:
        os.close(handle)


def _lock(handle: int) -> bool:
    if sys.platform == "win32":
        try:
            msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
        except PermissionError:
            return False
    else:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
    return True


def install(folder: Path, requirements: Path, lock: int) -> None:
    """Make the environment and fill it with exactly the files whose hashes are pinned."""
    if importlib.util.find_spec("ensurepip") is None or importlib.util.find_spec("venv") is None:
        line = apt_line([f"python3.{sys.version_info.minor}-venv"])
        raise Trouble(
            f"This Python cannot make environments: python3-venv is missing. Install it, then start again:\n    {line}",
            f"此 Python 缺少 python3-venv，请安装后重新启动：\n    {line}",
        )
    pip = (str(python_of(folder)), "-m", "pip", "--no-input", "--disable-pip-version-check")
    step(folder, lock, sys.executable, "-m", "venv", str(folder))
    step(folder, lock, *pip, "install", "--require-hashes", "--only-binary=:all:", "--requirement", str(requirements))


def step(folder: Path, lock: int, *command: str) -> None:
    """Run a step of the set-up. It inherits the lock: if only this process is killed, nobody else begins meanwhile."""
    handles = () if sys.platform == "win32" else (lock,)
    settings = {**os.environ, "PIP_USER": "0", "PYTHONUTF8": "1"}
    settings.pop("PYTHONHOME", None)
    done = subprocess.run(command, stdin=subprocess.DEVNULL, stdout=2, env=settings, pass_fds=handles, check=False)
    if done.returncode:
        check_room(folder, megabytes=50)
        raise Trouble(
            "The set-up failed; the lines above say why. Packages come from the network: check it and its proxy, then\n"
            f"start again. This is Python 3.{sys.version_info.minor}; 3.11 to 3.14 are tried.",
            "安装失败，原因见上面的信息。安装需要联网：请检查网络（或代理）后重新启动。",
        )


def check_room(folder: Path, megabytes: int) -> None:
    """Refuse to begin what cannot end."""
    free = shutil.disk_usage(folder).free // 1_000_000
    if free < megabytes:
        raise Trouble(
            f"The disk is full: {free} MB are free at {folder}, about {ROOM_MB} MB are needed. Make room, start again.",
            f"磁盘空间不足：{folder} 剩余 {free} MB，约需 {ROOM_MB} MB。请清理后重新启动。",
        )


def set_up(folder: Path, requirements: Path, install: Callable[[Path, Path, int], None] = install) -> Path:
    """The Python of a finished environment in ``folder``. The mark is written last: half a set-up is done again."""
    key = ready_key(folder, requirements)
    if is_ready(folder, key):
        return python_of(folder)
    try:
        with only_one(folder) as lock:
            if not is_ready(folder, key):  # another one may have finished it while this one waited
                _clear(folder)
                check_room(folder, ROOM_MB)
                say("Setting up, once: about 150 MB are fetched.", "首次安装：约下载 150 MB，请稍候。")
                install(folder, requirements, lock)
                mark = folder / f"{MARK}.new"
                mark.write_text(key, encoding="ascii")
                mark.replace(folder / MARK)
    except OSError as error:
        raise explained(error, folder) from error
    return python_of(folder)


def _clear(folder: Path) -> None:
    (folder / MARK).unlink(missing_ok=True)
    for entry in folder.iterdir():
        if entry.is_dir() and not entry.is_symlink():
            shutil.rmtree(entry)
        elif entry.name != LOCK:
            entry.unlink()


def explained(error: OSError, folder: Path) -> Trouble:
    """What the system refused, and what to do about it."""
    if error.errno in (errno.ENOSPC, errno.EDQUOT):
        return Trouble(
            f"The disk is full ({folder}). About {ROOM_MB} MB are needed: make room, then start again.",
            f"磁盘空间不足（{folder}）。约需 {ROOM_MB} MB，请清理后重新启动。",
        )
    if error.errno in (errno.EROFS, errno.EACCES, errno.EPERM):
        return Trouble(
            f"Nothing can be written to {folder} ({error.strerror}). Close the program if it is open; if\n"
            "the folder is read-only, copy the program to a folder of your own and start it there.",
            f"无法写入 {folder}。若程序已打开请先关闭；若文件夹只读，请将程序复制到您自己的文件夹后再启动。",
        )
    return Trouble(f"The set-up failed: {error}", f"安装失败：{error}")


def missing_libraries(wanted: Mapping[str, str]) -> dict[str, str]:
    """Those of ``wanted`` (library → package) that the system's loader does not find."""
    missing = {}
    for library, package in wanted.items():
        try:
            ctypes.CDLL(library)
        except OSError:
            missing[library] = package
    return missing


def apt_line(packages: Sequence[str]) -> str:
    """The line that installs ``packages`` on Debian and its kin, as this user must type it."""
    as_root = sys.platform != "win32" and os.geteuid() == 0
    return f"{'' if as_root else 'sudo '}apt-get install -y {' '.join(packages)}"


def check_qt(python: Path, settings: Mapping[str, str]) -> None:
    """Load Qt in a child, once: a missing library ends a process too hard to explain itself."""
    screen = settings.get("QT_QPA_PLATFORM") or ("x11" if settings.get("DISPLAY") else "none")
    mark = python.parent.parent / QT_MARK
    if mark.exists() and mark.read_text(encoding="utf-8") == screen:
        return
    trial = dict(settings)
    if sys.platform == "linux" and screen == "none" and not settings.get("WAYLAND_DISPLAY"):
        trial["QT_QPA_PLATFORM"] = "offscreen"
    child = subprocess.run((str(python), "-c", QT_PROBE), env=trial, capture_output=True, text=True, check=False)
    if child.returncode == 0:
        with contextlib.suppress(OSError):  # a read-only installation is asked again at every start
            mark.write_text(screen, encoding="utf-8")
        return
    missing = missing_libraries(OFFSCREEN_LIBRARIES) if sys.platform == "linux" else {}
    if sys.platform == "linux" and screen in ("x11", "xcb"):
        missing.update(missing_libraries(X11_LIBRARIES))
    if missing:
        raise lacking(missing)
    if "loaded" not in child.stdout:
        reason = child.stderr.strip().rsplit("\n", 1)[-1]
        raise Trouble(
            f"Qt cannot be loaded: {reason}\nInstall the library named, or delete {mark.parent} and start again.",
            f"无法加载 Qt：{reason}\n请安装所缺的库，或删除 {mark.parent} 后重新启动。",
        )
    # Qt is whole but finds no screen: an import or an export needs none, and the window says so itself.


def lacking(missing: Mapping[str, str]) -> Trouble:
    """Names what the system lacks (library or program → package) and the line that brings it."""
    line = apt_line(list(dict.fromkeys(missing.values())))
    return Trouble(
        f"The system lacks {', '.join(missing)}. On Debian or Ubuntu install them, then start again:\n    {line}",
        f"系统缺少 {', '.join(missing)}。在 Debian 或 Ubuntu 上请安装后重新启动：\n    {line}",
    )


def provide_system(wanted: Mapping[str, str], *, may_install: bool) -> None:
    """See that the tests' libraries and programs are there; install them only where that was allowed."""
    if not wanted:
        return
    if sys.platform == "win32" or not may_install or os.geteuid() != 0 or shutil.which("apt-get") is None:
        raise lacking(wanted)
    settings = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    packages = list(dict.fromkeys(wanted.values()))
    for command in (("apt-get", "update"), ("apt-get", "install", "-y", "--no-install-recommends", *packages)):
        if subprocess.run(command, stdin=subprocess.DEVNULL, stdout=2, env=settings, check=False).returncode:
            raise lacking(wanted)


def passed_on(command: Sequence[str], **options: object) -> int:
    """Run ``command`` and hand its exit status on. Ctrl+C reaches the child by itself; here it is only waited for."""
    with subprocess.Popen(command, **options) as child:  # type: ignore[call-overload]  # options are Popen's own
        while True:
            try:
                status = int(child.wait())
            except KeyboardInterrupt:
                continue
            return status if status >= 0 else 128 - status


def start(arguments: Sequence[str]) -> int:
    """Set up and become the program."""
    python = set_up(ROOT / ".venv", ROOT / "requirements.txt")
    check_qt(python, os.environ)
    command = (str(python), str(ROOT / "main.py"), *arguments)
    if sys.platform != "win32":  # there, exec starts a second process and returns to the prompt
        os.execv(command[0], command)
    return passed_on(command)


def test(arguments: Sequence[str]) -> int:
    """Set up and run the checks: everything, or with arguments only pytest with them."""
    if "--help" in arguments or "-h" in arguments:
        print(__doc__)
        return 0
    asked = "--install-system" in arguments
    chosen = [argument for argument in arguments if argument != "--install-system"]
    if sys.platform == "linux":
        wanted = missing_libraries({**OFFSCREEN_LIBRARIES, **X11_LIBRARIES})
        wanted.update({tool: package for tool, package in TEST_TOOLS.items() if shutil.which(tool) is None})
        provide_system(wanted, may_install=asked or os.environ.get("CI") == "true")
    python = str(set_up(ROOT / ".venv-test", ROOT / "requirements-test.txt"))
    settings = {"QT_QPA_PLATFORM": "offscreen", **os.environ}
    settings.pop("PYTHONDONTWRITEBYTECODE", None)  # hundreds of processes of ours would compile the program each
    check_qt(Path(python), settings)
    if chosen:
        return passed_on((python, "-m", "pytest", *chosen), cwd=ROOT, env=settings)
    return passed_on((python, "-m", "tests.checks"), cwd=ROOT, env=settings)


def main(arguments: Sequence[str]) -> int:
    """Do what the command line says; the result is the exit status."""
    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(errors="replace")  # type: ignore[union-attr]  # a console without Chinese gets question marks
    try:
        return test(arguments[1:]) if arguments[:1] == ["test"] else start(arguments)
    except Trouble as trouble:
        say(trouble.english, trouble.chinese)
        return 1
    except KeyboardInterrupt:
        return 130


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
