"""A file appears whole or not at all, under a name that every system takes."""

from __future__ import annotations

import errno
import os
import subprocess
import sys
import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inventory import files
from inventory.errors import DiskFull, EnvironmentTrouble, InvalidInput
from inventory.files import MAX_NAME, atomic_file, safe_file_name


def test_a_finished_block_replaces_the_old_file_in_one_step(tmp_path: Path) -> None:
    target = tmp_path / "维修历史.txt"
    target.write_text("old", encoding="utf-8")

    with atomic_file(target) as beside:
        beside.write_text("new", encoding="utf-8")
        assert target.read_text(encoding="utf-8") == "old"
        assert beside.parent == tmp_path

    assert target.read_text(encoding="utf-8") == "new"
    assert list(tmp_path.iterdir()) == [target]


def test_a_block_that_fails_leaves_the_old_file_and_nothing_else(tmp_path: Path) -> None:
    target = tmp_path / "register.txt"
    target.write_text("old", encoding="utf-8")

    with pytest.raises(KeyboardInterrupt), atomic_file(target) as beside:
        beside.write_text("half", encoding="utf-8")
        raise KeyboardInterrupt

    assert target.read_text(encoding="utf-8") == "old"
    assert list(tmp_path.iterdir()) == [target]


def test_a_process_killed_while_it_writes_leaves_the_old_file_whole(tmp_path: Path) -> None:
    target = tmp_path / "register.xlsx"
    target.write_text("old", encoding="utf-8")
    script = (
        "import os, signal\nfrom pathlib import Path\nfrom inventory.files import atomic_file\n"
        f"with atomic_file(Path({str(target)!r})) as beside:\n"
        "    beside.write_text('half')\n    os.kill(os.getpid(), signal.SIGKILL if os.name == 'posix' else signal.SIGTERM)\n"
    )

    ended = subprocess.run([sys.executable, "-c", script], cwd=Path(files.__file__).parents[1], check=False)

    assert ended.returncode != 0
    assert target.read_text(encoding="utf-8") == "old"
    assert list(tmp_path.glob("*.xlsx")) == [target]


def test_what_a_killed_process_left_is_removed_a_day_later(tmp_path: Path) -> None:
    target = tmp_path / "register.xlsx"
    yesterday, today, others = (
        tmp_path / ".register.xlsx.0a1b2c3d.part",
        tmp_path / ".register.xlsx.4e5f6a7b.part",
        tmp_path / ".other.xlsx.0a1b2c3d.part",
    )
    for left in (yesterday, today, others):
        left.write_text("half", encoding="utf-8")
    for old in (yesterday, others):
        os.utime(old, (time.time() - 90_000, time.time() - 90_000))

    with atomic_file(target) as beside:
        beside.write_text("new", encoding="utf-8")

    assert sorted(tmp_path.iterdir()) == sorted([others, today, target])


def test_a_full_disk_is_named_as_such(tmp_path: Path) -> None:
    full = Path("/dev/full")
    if not full.exists():
        full = tmp_path / "none"  # only Linux has a device that is always full; elsewhere the error is made by hand

    def write() -> None:
        if full.name == "full":
            with full.open("wb", buffering=0) as device:
                device.write(b"x")
        raise OSError(errno.ENOSPC, "full")

    with pytest.raises(DiskFull) as caught, atomic_file(tmp_path / "a.xlsx") as beside:
        beside.write_bytes(b"half")
        write()

    assert "磁盘已满" in str(caught.value)
    assert list(tmp_path.iterdir()) == []


def test_a_missing_folder_is_refused_before_anything_is_written(tmp_path: Path) -> None:
    with pytest.raises(InvalidInput) as caught, atomic_file(tmp_path / "gone" / "a.xlsx"):
        pytest.fail("the block ran")

    assert caught.value.field == "file"
    assert str(tmp_path / "gone") in str(caught.value)


def test_a_folder_is_no_file(tmp_path: Path) -> None:
    with pytest.raises(InvalidInput, match="是文件夹"), atomic_file(tmp_path):
        pytest.fail("the block ran")


def test_a_folder_that_may_not_be_written_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_arguments: object) -> int:
        raise PermissionError(errno.EACCES, "no")

    monkeypatch.setattr(os, "open", refuse)  # the tests may run as root, whom no folder refuses

    with pytest.raises(InvalidInput) as caught, atomic_file(tmp_path / "a.xlsx"):
        pytest.fail("the block ran")

    assert "不允许写入" in str(caught.value)


def test_a_file_that_another_program_holds_stays_and_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    target = tmp_path / "a.xlsx"
    target.write_text("old", encoding="utf-8")

    def refuse(_self: Path, _target: Path) -> Path:
        raise PermissionError(errno.EACCES, "sharing violation")

    monkeypatch.setattr(Path, "replace", refuse)  # what Windows does while Excel has the file open

    with pytest.raises(InvalidInput) as caught, atomic_file(target) as beside:
        beside.write_text("new", encoding="utf-8")

    assert "a.xlsx" in str(caught.value)
    assert target.read_text(encoding="utf-8") == "old"
    assert list(tmp_path.iterdir()) == [target]


def test_a_block_that_wrote_nothing_is_noticed(tmp_path: Path) -> None:
    with pytest.raises(EnvironmentTrouble), atomic_file(tmp_path / "a.xlsx"):
        pass

    assert list(tmp_path.iterdir()) == []


def test_a_link_keeps_pointing_where_it_pointed(tmp_path: Path) -> None:
    real, link = tmp_path / "real.txt", tmp_path / "link.txt"
    real.write_text("old", encoding="utf-8")
    link.symlink_to(real)

    with atomic_file(link) as beside:
        beside.write_text("new", encoding="utf-8")

    assert link.is_symlink()
    assert real.read_text(encoding="utf-8") == "new"


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("维修历史_济南/实验:中学?.xlsx", "维修历史_济南_实验_中学_.xlsx"),
        ('a\\b*c"d<e>f|g.xlsx', "a_b_c_d_e_f_g.xlsx"),
        (" .hidden. ", "hidden"),
        ("con.xlsx", "_con.xlsx"),
        ("LPT1", "_LPT1"),
        ("console.xlsx", "console.xlsx"),
        ("", "_"),
        ("...", "_"),
        ("tab\tand\nline.csv", "tab_and_line.csv"),
        ("x" * 200 + ".xlsx", "x" * 115 + ".xlsx"),
    ],
)
def test_names_fit_every_system(text: str, name: str) -> None:
    assert safe_file_name(text) == name


def test_a_long_chinese_name_fits_a_folder_of_linux(tmp_path: Path) -> None:
    name = safe_file_name("维修历史" * 40 + ".xlsx")

    (tmp_path / name).write_text("fits", encoding="utf-8")

    assert name.endswith(".xlsx")
    assert len(name) <= MAX_NAME


@given(st.text(max_size=300))
def test_every_text_becomes_a_name_that_can_be_used(text: str) -> None:
    name = safe_file_name(text)

    assert 0 < len(name) <= MAX_NAME
    assert len(name.encode("utf-8")) <= 255
    assert not set(name) & set('\\/:*?"<>|\0\n')
    assert name.strip(" .") == name
    assert safe_file_name(name) == name
