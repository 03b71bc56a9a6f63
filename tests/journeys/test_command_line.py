"""The program without its window, as people and scripts call it: real processes on real databases.

What a command does is asked of processes that have the program loaded already (``tests/warm.py``); the way
through all commands, and whatever is about the process itself, starts Python for each.
"""

from __future__ import annotations

import json
import os
import pty
import resource
import shutil
import signal
import sqlite3
import subprocess
import sys
import time
import zipfile
from collections.abc import Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass, replace
from datetime import date, datetime
from pathlib import Path
from typing import Any

import openpyxl
import psycopg
import pypdfium2
import pytest
import zxingcpp

from inventory import bootstrap
from inventory.scanning.payload import decode
from models import connect, upgrade
from tests.databases import database_uri
from tests.warm import warm

ROOT = Path(__file__).resolve().parents[2]
MAIN = ROOT / "main.py"


@dataclass(frozen=True)
class Said:
    """How a process ended and what it said."""

    status: int
    out: str
    err: str

    @property
    def document(self) -> dict[str, Any]:
        """Standard output as the one JSON document that it must be."""
        found: dict[str, Any] = json.loads(self.out)
        return found


@dataclass(frozen=True)
class Caller:
    """Calls ``main.py`` from a folder that is not its own, in an environment that knows no depot.

    ``cold``: each command starts Python and loads the program.
    """

    folder: Path
    url: str
    cold: bool = False

    @property
    def environment(self) -> dict[str, str]:
        kept = {name: os.environ[name] for name in ("PATH", "HOME", "SYSTEMROOT") if name in os.environ}
        return kept | {
            "LANG": "zh_CN.UTF-8",
            "QT_QPA_PLATFORM": "offscreen",
            "XDG_DATA_HOME": str(self.folder / "data"),
            "DEPOT_DATABASE": self.url,
        }

    def start(self, *arguments: object, python: Sequence[str] = (), **options: Any) -> subprocess.Popen[bytes]:
        environment = self.environment | options.pop("environment", {})
        command = (sys.executable, *python, str(MAIN), *map(str, arguments))
        return subprocess.Popen(command, cwd=self.folder, env=environment, **options)

    def __call__(self, *arguments: object, **options: Any) -> Said:
        if not self.cold and options.keys() <= {"environment"}:
            environment = self.environment | options.get("environment", {})
            ended = warm().call(list(map(str, arguments)), self.folder, environment)
            return Said(ended.returncode, ended.stdout, ended.stderr)
        with self.start(*arguments, stdout=subprocess.PIPE, stderr=subprocess.PIPE, **options) as process:
            out, err = process.communicate(timeout=120)
        return Said(process.returncode, out.decode(), err.decode())

    def done(self, *arguments: object) -> dict[str, Any]:
        """The document of a command that must succeed and say nothing else."""
        said = self("--json", *arguments)
        assert (said.status, said.err) == (0, ""), said
        return said.document

    def refused(self, *arguments: object, status: int = 1, **options: Any) -> str:
        """What a command that must be refused says on standard error; the document says the same."""
        said = self(*arguments, "--json", **options)
        assert said.status == status, said
        assert "Traceback" not in said.err
        assert said.document["error"]["message"] == said.err.strip().splitlines()[-1]
        return said.err.strip()


@pytest.fixture(scope="session")
def made_by_init(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder in which ``init`` has made an empty depot, with all that it left there."""
    folder = tmp_path_factory.mktemp("init")
    assert Caller(folder, bootstrap.url_of(folder / "库" / "depot.sqlite"))("init").status == 0
    return folder


@pytest.fixture
def main(made_by_init: Path, tmp_path: Path) -> Caller:
    """Calls the program on an empty depot that ``init`` has made."""
    shutil.copytree(made_by_init, tmp_path, dirs_exist_ok=True)
    return Caller(tmp_path, bootstrap.url_of(tmp_path / "库" / "depot.sqlite"))


@pytest.fixture
def on_either(engine: str, request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Caller]:
    """The same on both databases, before ``init``."""
    if engine == "sqlite":
        yield Caller(tmp_path, bootstrap.url_of(tmp_path / "depot.sqlite"))
        return
    server: str = request.getfixturevalue("postgresql_server")
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute("CREATE DATABASE journey")
    yield Caller(tmp_path, database_uri(server, "journey"))
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute("DROP DATABASE journey WITH (FORCE)")


HEADINGS = [
    "序号",
    "产品名称",
    "规格型号",
    "生产厂家",
    "出厂编号",
    "售出日期",
    "合同编号",
    "验收日期",
    "质保期(月)",
    "用户/单位名称",
]


def register(path: Path, rows: Sequence[Sequence[Any]]) -> Path:
    """A register as people keep it: a title, headings, rows."""
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.append(["售后服务设备台账"])
    sheet.append(HEADINGS)
    for number, row in enumerate(rows, 1):
        sheet.append([number, *row])
    book.save(path)
    return path


def unit(serial: Any, model: str = "HEM-7136", customer: str = "济南市第三人民医院") -> list[Any]:
    """A row of the register."""
    return [
        "电子血压计",
        model,
        "欧姆龙",
        serial,
        "2026年3月1日",
        "HT2026-001",
        datetime(2026, 3, 15),
        "36个月",
        customer,
    ]


REPAIRS = [
    "单号",
    "报修时间",
    "用户/单位名称",
    "出厂编号",
    "规格型号",
    "故障现象",
    "恢复时间",
    "处理措施",
    "更换配件",
    "配件数量",
    "费用(元)",
]


@pytest.fixture
def books(tmp_path: Path) -> dict[str, Path]:
    """Three small books that belong together; serials are typed differently in them."""
    folder = tmp_path / "账本 2026"
    folder.mkdir()
    repairs = openpyxl.Workbook()
    repairs.active.append(REPAIRS)
    repairs.active.append(
        ["WX2026050001", datetime(2026, 5, 1, 9, 30), "济南市第三人民医院", "ａb 0017", "HEM-7136", "充气后不显示",
         datetime(2026, 5, 2, 10, 0), "更换袖带", "BP-0001", 1, 0]
    )  # fmt: skip
    repairs.save(folder / "维修.xlsx")
    parts = openpyxl.Workbook()
    parts.active.append(["物料编码", "名称", "规格型号", "类别", "单位", "适用机型", "库位", "库存数量", "成本价(元)"])
    parts.active.append(["BP-0001", "袖带", "22–42 cm", "备件", "个", "HEM-7136", "A-01-01", 5, 86])
    parts.save(folder / "备件.xlsx")
    assets = register(folder / "台账.xlsx", [unit("AB0017"), unit("000046"), unit("2026030100018", "HBP-9030")])
    return {"assets": assets, "parts": folder / "备件.xlsx", "repairs": folder / "维修.xlsx"}


def codes_in(pdf: Path) -> set[str]:
    """Every code that a scanner reads on the pages of a PDF, rendered at 300 dpi."""
    document = pypdfium2.PdfDocument(pdf)
    try:
        found = set()
        for page in document:
            picture = page.render(scale=300 / 72, grayscale=True)
            dots = memoryview(bytes(picture.buffer)).cast("B", (picture.height, picture.stride))
            found |= {symbol.text for symbol in zxingcpp.read_barcodes(dots)}
        return found
    finally:
        document.close()


def test_old_books_in_labels_out_scan_history_backup(on_either: Caller, books: dict[str, Path], tmp_path: Path):
    main = replace(on_either, cold=True)
    assert main.done("init")["made"] is True

    taken = {kind: main.done("import", kind, path) for kind, path in books.items()}
    assert {kind: (each["read"], each["accepted"], each["rejected"]) for kind, each in taken.items()} == {
        "assets": (3, 3, 0), "parts": (1, 1, 0), "repairs": (1, 1, 0),
    }  # fmt: skip
    assert {(each["kind"], each["name"]) for each in taken["assets"]["created"]} >= {
        ("customer", "济南市第三人民医院"), ("manufacturer", "欧姆龙"), ("model", "HEM-7136"), ("contract", "HT2026-001"),
    }  # fmt: skip

    sheet = tmp_path / "标签.pdf"
    labels = main.done("labels", "--unprinted", "-o", sheet)
    assert labels["labels"] == 3
    assert codes_in(sheet) == set(labels["codes"])
    assert "标签" in main.refused("labels", "--unprinted", "-o", sheet), "they have their labels now"

    code = main.done("scan", "ab0017")["code"]
    assert code in labels["codes"]
    card = main.done("scan", f"]Q1{code.lower()}\r")
    assert card["kind"] == "asset"
    wanted = {"code", "product", "model", "serial_no", "customer", "sold_on", "accepted_on", "cover", "history", "parts",
              "loaner", "replaced_by"}  # fmt: skip
    assert wanted <= card.keys()
    assert {"status", "first_day", "last_day", "source", "days_left"} <= card["cover"].keys()
    assert (card["serial_no"], card["customer"], card["sold_on"]) == ("AB0017", "济南市第三人民医院", "2026-03-01")
    assert (card["cover"]["first_day"], card["cover"]["last_day"]) == ("2026-03-15", "2029-03-15"), (
        "STATUTORY, 36 months"
    )
    (case,) = card["history"]
    assert (case["case_no"], case["symptom"], case["charged"]) == ("WX2026050001", "充气后不显示", False)
    assert {"case_no", "reported_at", "restored_at", "symptom", "action", "parts", "charged"} <= case.keys()
    assert case["reported_at"] == "2026-05-01T09:30:00+08:00"
    (part,) = card["parts"]
    assert {"part_no", "name", "on_hand", "price", "rule"} <= part.keys()
    assert (part["part_no"], part["on_hand"], part["price"]) == ("BP-0001", 5, 0.0)

    history = main.done("export", "history", "--customer", "济南市第三人民医院", "-o", tmp_path / "历史.xlsx")
    book = openpyxl.load_workbook(history["file"])
    assert book.sheetnames == ["汇总", "维修明细", "更换配件", "设备清单"]
    assert any("AB0017" in [cell.value for cell in row] for row in book["维修明细"].iter_rows())
    english = main.done(
        "export", "history", "--customer", "济南市第三人民医院", "--language", "en", "-o", tmp_path / "h.xlsx"
    )
    assert "汇总" not in openpyxl.load_workbook(english["file"]).sheetnames

    kept = main.done("backup", "-o", tmp_path / "backup.sqlite")
    assert kept["tables"]["asset"] == 3
    other = replace(main, url=bootstrap.url_of(tmp_path / "new" / "depot.sqlite"))
    assert other.done("restore", tmp_path / "backup.sqlite")["rows"] == kept["rows"]
    assert other.done("scan", code) == card
    assert main.done("check")["sound"] is other.done("check")["sound"] is True


def test_a_maintenance_contract_is_proposed_to_a_customer(main: Caller, books: dict[str, Path], tmp_path: Path):
    """R-043; one unit at 530.00 with the usual 6 %."""
    main.done("import", "assets", books["assets"])
    asked = ("export", "proposal", "--customer", "济南市第三人民医院", "--serial", "AB0017")
    made = main.done(*asked, "--price", "530", "--visits", "3", "--months", "12", "-o", tmp_path / "建议.xlsx")
    assert (made["units"], made["total"]) == (1, 530.0)
    book = openpyxl.load_workbook(made["file"])
    assert book.sheetnames == ["建议书", "设备清单"]
    assert any("AB0017" in [cell.value for cell in row] for row in book["设备清单"].iter_rows())
    named = main.done(*asked, "-o", tmp_path)
    assert Path(named["file"]).name.startswith("维保合同建议_济南市第三人民医院_")
    assert main.refused(*asked, "--price", "many", "-o", tmp_path / "x.xlsx")
    assert main.refused(
        "export", "proposal", "--customer", "济南市第三人民医院", "--within", "0", "-o", tmp_path / "x.xlsx"
    )


def _book(path: Path, *rows: Sequence[Any]) -> Path:
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(list(row))
    book.save(path)
    return path


def test_prices_and_acceptance_dates_come_in_refused_rows_come_out_and_both_are_taken_back(
    on_either: Caller, tmp_path: Path
):
    main, waiting = on_either, unit("AB0017")
    main.done("init")
    waiting[6] = None  # not accepted yet
    main.done("import", "assets", register(tmp_path / "台账.xlsx", [waiting]))
    headings = ["类别", "物料编码", "名称", "规格型号", "数量", "单价(含税)", "税率"]
    prices = _book(
        tmp_path / "价格表.xlsx", ["合同编号：HT2026-001"], headings,
        ["设备", None, "电子血压计", "HEM-7136", 1, "¥2,680.00", "13%"], ["备件", "BP-0001", "袖带", None, 2, 45, 0.13],
        ["服务", None, "上门校准", None, 1, "$5", "6%"],
    )  # fmt: skip

    strict = main.done("import", "prices", prices, "--no-create", "--preview")
    assert (strict["accepted"], strict["rejected"], strict["created"]) == (1, 2, [])
    taken = main.done("import", "prices", prices, "--rejects", tmp_path / "退回.xlsx")
    assert (taken["read"], taken["accepted"], taken["rejected"], taken["already_there"]) == (3, 2, 1, 0)
    assert [(each["kind"], each["name"]) for each in taken["created"]] == [("part", "BP-0001")]
    assert openpyxl.load_workbook(tmp_path / "退回.xlsx").active.max_row == 2
    again = main.done("import", "prices", prices, "--contract", "ht2026-001")
    assert (again["batch"], again["already_there"]) == (None, 2)
    assert "HT-2" in main("import", "prices", prices, "--contract", "HT-2").out, "a contract that is not there"
    assert main("import", "assets", prices, "--contract", "HT2026-001").status == 2
    assert "价格表" in main("import", "parts", prices, "--preview").out, "what it looks like"

    signed = _book(
        tmp_path / "验收.xlsx", ["出厂编号", "验收日期", "验收合格书编号"], ["ab 0017", "2026年3月15日", "YS-1"],
        ["AB0018", "2026-02-30", "YS-2"],
    )  # fmt: skip
    assert main.done("scan", "AB0017")["cover"]["status"] == "PRE_ACCEPTANCE"
    accepted = main.done("import", "acceptances", signed)
    assert (accepted["changed"], accepted["rejected"]) == (1, 1)
    assert main.done("scan", "AB0017")["cover"]["last_day"] == "2029-03-15", "STATUTORY, 36 months"
    assert main.done("import", "acceptances", signed)["already_there"] == 1

    assert main.done("import", "--undo", accepted["batch"])["reverted"] == 2, "the day and the state"
    assert main.done("scan", "AB0017")["cover"]["status"] == "PRE_ACCEPTANCE"
    assert main.done("import", "--undo", taken["batch"])["removed"] == {"contract_line": 2, "part": 1}


def test_init_says_what_it_did(on_either: Caller):
    assert on_either("init").out.count(upgrade.latest()) == 1
    again = on_either.done("init")

    assert (again["made"], again["steps"]) == (False, [])
    assert again["schema"] == upgrade.latest()
    assert "最新" in on_either("init").out


def test_a_preview_writes_nothing_and_a_batch_can_be_taken_out(main: Caller, books: dict[str, Path]):
    seen = main.done("import", "assets", books["assets"], "--preview")
    assert (seen["batch"], seen["accepted"]) == (None, 3)
    assert main.refused("scan", "000046")

    batch = main.done("import", "assets", books["assets"])["batch"]
    again = main.done("import", "assets", books["assets"])
    assert (again["accepted"], again["already_there"]) == (0, 3)
    assert main.done("scan", "000046")["serial_no"] == "000046"

    assert main.done("import", "--undo", batch)["undone"] is True
    assert main.refused("scan", "000046")
    assert main.refused("import", "--undo", batch)


def test_refused_rows_name_row_column_and_remedy_and_come_out_to_be_mended(main: Caller, tmp_path: Path):
    wrong = [unit("SN-1"), unit("SN-2"), unit(210235289550961050000)]
    wrong[1][4] = "2026年2月31日"
    book = register(tmp_path / "台账.xlsx", wrong)

    said = main.done("import", "assets", book, "--rejects", tmp_path / "退回.xlsx")

    assert (said["read"], said["accepted"], said["rejected"]) == (3, 1, 2)
    rows = {(each["row"], each["column"]) for each in said["rows"]}
    assert rows >= {(4, "售出日期"), (5, "出厂编号")}, "the numbers of the sheet: title and headings stand above"
    assert all(each["message"] and each["message_id"] for each in said["rows"])
    mended = openpyxl.load_workbook(tmp_path / "退回.xlsx").active
    assert mended.max_row == 3
    human = main("import", "assets", book)
    assert (human.status, human.err) == (0, "")
    assert "第 4 行" in human.out


def test_without_leave_to_create_nothing_new_comes_along(main: Caller, books: dict[str, Path]):
    said = main.done("import", "assets", books["assets"], "--no-create")

    assert (said["accepted"], said["rejected"], said["created"]) == (0, 3, [])


def test_where_the_refused_rows_cannot_be_written_nothing_is_taken_in(main: Caller, tmp_path: Path):
    book = register(tmp_path / "台账.xlsx", [unit("SN-1"), unit("")])

    assert main.refused("import", "assets", book, "--rejects", tmp_path / "nowhere" / "r.xlsx")
    assert main.refused("scan", "SN-1")


def _not_a_workbook(path: Path) -> Path:
    path.write_bytes(b"%PDF-1.7 a letter" * 100)
    return path


def _bomb(path: Path) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("xl/worksheets/sheet1.xml", b"0" * 300_000_000)
    return path


def _empty(path: Path) -> Path:
    path.write_bytes(b"")
    return path


@pytest.mark.parametrize("make", [_not_a_workbook, _bomb, _empty], ids=lambda make: make.__name__[1:])
def test_a_book_that_is_none_is_refused_with_a_sentence(main: Caller, tmp_path: Path, make: Any):
    book = make(tmp_path / "台账.xlsx")

    assert main.refused("import", "assets", book)
    assert main.done("check")["sound"]


def test_a_book_that_claims_a_billion_rows_is_read_as_far_as_it_goes(main: Caller, tmp_path: Path):
    book = register(tmp_path / "台账.xlsx", [unit("SN-1")])
    with zipfile.ZipFile(book) as packed:
        parts = {name: packed.read(name) for name in packed.namelist()}
    sheet = "xl/worksheets/sheet1.xml"
    assert b'ref="A1:J3"' in parts[sheet]
    parts[sheet] = parts[sheet].replace(b'ref="A1:J3"', b'ref="A1:XFD1048576"')
    with zipfile.ZipFile(book, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, data in parts.items():
            packed.writestr(name, data)

    assert main.done("import", "assets", book)["accepted"] == 1


def test_what_is_not_there_is_refused_with_a_sentence(main: Caller, tmp_path: Path, books: dict[str, Path]):
    main.done("import", "assets", books["assets"])

    assert "nothing.xlsx" in main.refused("import", "assets", tmp_path / "nothing.xlsx")
    assert main.refused("import", "assets", books["assets"], "--sheet", "没有这张表")
    assert main.refused("scan", "nobody-knows-this")
    assert main.refused("scan", "A7K3M9Q28"), "a wrong check character"
    assert main.refused("scan", "")
    assert "第三人民医院" in main.refused("export", "history", "--customer", "济南第三人民医院", "-o", "x.xlsx")
    assert main.refused("export", "history", "--customer", "济南市第三人民医院", "--from", "2026-02-31", "-o", "x.xlsx")
    assert main.refused("labels", "--serial", "nobody-knows-this", "-o", "x.pdf")
    assert main.refused("labels", "--serial", "000046", "-o", "x.docx")
    assert main.refused("labels", "--serial", "000046", "--template", "no-such-template", "-o", "x.pdf")
    assert main.refused("restore", tmp_path / "none.sqlite")
    assert main.refused("restore", books["assets"])
    assert main.refused("import", "--undo", "99")
    assert main.refused("backup", "-o", tmp_path)
    assert not list(tmp_path.glob("x.*"))


def test_a_refusal_is_one_sentence_on_standard_error_and_nothing_else(main: Caller):
    said = main("scan", "nobody-knows-this")

    assert (said.status, said.out) == (1, "")
    assert len(said.err.splitlines()) == 1
    assert "nobody-knows-this" in said.err


def test_a_serial_of_two_makers_is_a_choice_to_scan_and_a_question_to_label(main: Caller, tmp_path: Path):
    other = unit("SN-7", "BP-900")
    other[2] = "鱼跃"
    main.done("import", "assets", register(tmp_path / "台账.xlsx", [unit("SN-7"), other]))

    hits = main.done("scan", "sn-7")
    assert (hits["kind"], len(hits["hits"])) == ("choice", 2)
    assert "SN-7" in main.refused("labels", "--serial", "SN-7", "-o", "x.pdf")


@pytest.mark.parametrize(
    "arguments",
    [
        ["frobnicate"],
        ["scan"],
        ["scan", "a", "b"],
        ["import"],
        ["import", "assets"],
        ["import", "cars", "x.xlsx"],
        ["import", "--undo", "three"],
        ["export"],
        ["export", "history"],
        ["labels", "-o", "x.pdf"],
        ["labels", "--unprinted"],
        ["backup"],
        ["--language", "fr", "check"],
        ["init", "--databas", "sqlite:///x"],
    ],
    ids=" ".join,
)
def test_wrong_arguments_are_told_in_the_readers_language(tmp_path: Path, arguments: list[str]):
    main = Caller(tmp_path, "sqlite:///nowhere.sqlite")

    said = main.refused(*arguments, status=2)

    assert said.startswith("用法：")
    assert "--help" in said.splitlines()[-1]
    assert not list(tmp_path.iterdir())


def test_every_command_explains_itself(tmp_path: Path):
    main = Caller(tmp_path, "sqlite:///nowhere.sqlite")
    for command in ("", "demo", "init", "import", "scan", "export", "labels", "backup", "restore", "check"):
        said = main(*command.split(), "--help")
        assert (said.status, said.err) == (0, "")
        assert "用法" in said.out
    assert "0.1.0" in main("--version").out
    assert main("--version", "--json").document == {"version": bootstrap.VERSION, "schema": upgrade.latest()}


@pytest.mark.parametrize(
    ("url", "words"),
    [
        ("sqlite:///{folder}/none.sqlite", "init"),
        ("sqlite:///{folder}", "不是"),
        ("depot.sqlite", "sqlite:///"),
        ("postgresql://keeper:secret@127.0.0.1:1/depot", "127.0.0.1"),
        ("postgresql://keeper:secret@127.0.0.1:port/depot", "port"),
    ],
)
def test_a_depot_that_cannot_be_opened_is_explained_and_no_password_is_printed(tmp_path: Path, url: str, words: str):
    main = Caller(tmp_path, "sqlite:///nowhere.sqlite")

    said = main.refused("check", "--database", url.format(folder=tmp_path))

    assert words in said
    assert "secret" not in said
    assert not list(tmp_path.iterdir())


def test_a_terminal_without_chinese_gets_utf_8_all_the_same(main: Caller, books: dict[str, Path]):
    main.done("import", "assets", books["assets"])
    began = replace(main, cold=True)  # the encoding is Python's from its first moment
    for language in ("C", "POSIX", "en_US.ISO-8859-1"):
        said = began("--language", "zh_CN", "scan", "000046", environment={"LANG": language, "PYTHONUTF8": "0"})
        assert said.status == 0, said
        assert "济南市第三人民医院" in said.out


@pytest.mark.parametrize(
    ("settings", "chinese"),
    [
        ({"LANG": "zh_CN.UTF-8"}, True),
        ({"LANG": "zh_TW.UTF-8"}, True),
        ({"LANG": "de_DE.UTF-8"}, False),
        ({"LANG": "C"}, False),
        ({"LANG": "zh_CN.UTF-8", "LC_ALL": "en_US.UTF-8"}, False),
    ],
)
def test_it_speaks_the_language_of_the_computer(tmp_path: Path, settings: dict[str, str], chinese: bool):
    main = Caller(tmp_path, "sqlite:///nowhere.sqlite")

    said = main("check", environment=settings)

    assert ("没有" in said.err) is chinese
    assert "没有" in main("check", "--language", "zh_CN", environment=settings).err
    assert "There is no depot" in main("--language=en", "check", environment=settings).err


def test_a_scan_waits_for_nothing_heavy(main: Caller, books: dict[str, Path]):
    main.done("import", "assets", books["assets"])

    said = main("scan", "000046", python=("-X", "importtime"))

    loaded = {line.rpartition("|")[2].strip().partition(".")[0] for line in said.err.splitlines() if "|" in line}
    assert {"peewee", "inventory"} <= loaded
    heavy = {
        "PySide6",
        "openpyxl",
        "python_calamine",
        "rustpy_xlsxwriter",
        "qrcode",
        "barcode",
        "numpy",
        "zxingcpp",
        "asyncio",
    }
    assert loaded & heavy == set()
    assert not any("psycopg." in line or "playhouse.migr" in line for line in said.err.splitlines())


def test_whoever_stops_reading_gets_no_traceback(main: Caller):
    process = main.start(
        "--help", stdout=subprocess.PIPE, stderr=subprocess.PIPE, environment={"PYTHONUNBUFFERED": "1"}
    )
    assert process.stdout is not None and process.stderr is not None
    process.stdout.close()
    said = process.stderr.read()
    process.stderr.close()

    assert process.wait(timeout=60) in (0, 141)
    assert said == b""


@pytest.fixture
def long_book(tmp_path: Path) -> Path:
    """A register of 30,000 units, as a program writes it."""
    path = tmp_path / "long.csv"
    lines = [",".join(HEADINGS[1:])]
    lines += [
        f"电子血压计,HEM-7136,欧姆龙,SN{n:07},2026-03-01,HT2026-001,2026-03-15,36,济南市第三人民医院"
        for n in range(30_000)
    ]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


def _watched(main: Caller, *arguments: object) -> tuple[subprocess.Popen[bytes], int]:
    """A process whose standard error is a terminal, so that it shows its progress."""
    ours, theirs = pty.openpty()
    process = main.start(*arguments, stdout=subprocess.DEVNULL, stderr=theirs)
    os.close(theirs)
    return process, ours


def _read_until(terminal: int, words: str) -> str:
    seen = b""
    while words.encode() not in seen:
        try:
            piece = os.read(terminal, 4096)
        except OSError:  # Linux says EIO when the other end is closed
            break
        if not piece:
            break
        seen += piece
    return seen.decode(errors="replace")


def _rest(terminal: int) -> str:
    try:
        return _read_until(terminal, "\x00 never \x00")
    finally:
        os.close(terminal)


def test_progress_is_shown_on_a_terminal_and_ctrl_c_leaves_nothing(main: Caller, long_book: Path):
    process, terminal = _watched(main, "import", "assets", long_book)
    assert "写入" in _read_until(terminal, "写入")
    process.send_signal(signal.SIGINT)
    said = _rest(terminal)

    assert process.wait(timeout=60) == 130
    assert "已停止" in said and "Traceback" not in said
    assert main.refused("scan", "SN0000001")
    assert main.done("check")["sound"]


def test_whoever_is_killed_while_importing_leaves_no_half_import(main: Caller, long_book: Path):
    for delay in (0.0, 0.05, 0.2):
        process, terminal = _watched(main, "import", "assets", long_book)
        _read_until(terminal, "写入")
        time.sleep(delay)
        process.kill()
        process.wait()
        os.close(terminal)
        with closing(sqlite3.connect(connect.sqlite_path(main.url))) as depot:
            units, batches = depot.execute(
                "SELECT (SELECT count(*) FROM asset), (SELECT count(*) FROM import_batch)"
            ).fetchone()
        assert (units, batches) in ((0, 0), (30_000, 1))
    assert main.done("check")["sound"]


@pytest.fixture(scope="session")
def made_by_demo(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder in which ``demo`` has made a demonstration depot, with all that it left there."""
    folder = tmp_path_factory.mktemp("demo")
    caller = Caller(folder, bootstrap.url_of(folder / "demo.sqlite"))
    caller.done("demo", "--no-window", "--database", caller.url)
    return folder


@pytest.fixture
def demo(made_by_demo: Path, tmp_path: Path) -> Caller:
    """Calls the program on a demonstration depot."""
    shutil.copytree(made_by_demo, tmp_path, dirs_exist_ok=True)
    return Caller(tmp_path, bootstrap.url_of(tmp_path / "demo.sqlite"))


def _whole(path: Path) -> bool:
    if path.suffix == ".xlsx":
        openpyxl.load_workbook(path)
    elif path.suffix == ".pdf":
        pypdfium2.PdfDocument(path).close()
    else:
        with closing(sqlite3.connect(path)) as copy:
            return bool(copy.execute("PRAGMA integrity_check").fetchone() == ("ok",))
    return True


@pytest.mark.parametrize(
    "arguments",
    [
        ["export", "history", "--customer", "KH00001", "-o", "out.xlsx"],
        ["labels", "--customer", "KH00001", "-o", "out.pdf"],
        ["backup", "-o", "out.sqlite"],
    ],
    ids=lambda arguments: arguments[0],
)
def test_whoever_is_killed_while_writing_leaves_no_half_file(demo: Caller, tmp_path: Path, arguments: list[str]):
    begun = time.monotonic()
    assert replace(demo, cold=True)(*arguments).status == 0
    took = time.monotonic() - begun
    target = tmp_path / arguments[-1]
    for part in (0.55, 0.7, 0.8, 0.9, 0.97):
        target.unlink(missing_ok=True)
        process = demo.start(*arguments, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        time.sleep(took * part)
        process.kill()
        process.wait()
        assert not target.exists() or _whole(target)
    assert demo.done("check")["sound"]


@pytest.mark.parametrize(
    "arguments",
    [["export", "history", "--customer", "KH00001", "-o", "out.xlsx"], ["backup", "-o", "out.sqlite"]],
    ids=lambda arguments: arguments[0],
)
def test_a_disk_that_takes_no_more_is_named_and_the_old_file_stays(demo: Caller, tmp_path: Path, arguments: list[str]):
    target = tmp_path / arguments[-1]
    target.write_bytes(b"last week's")

    def small_files_only() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (6_000, 6_000))
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)

    assert demo.refused(*arguments, preexec_fn=small_files_only)
    assert target.read_bytes() == b"last week's"


def test_the_demonstration_depot_has_a_place_of_its_own(tmp_path: Path):
    main = Caller(tmp_path, bootstrap.url_of(tmp_path / "real.sqlite"))
    main.done("init")
    before = (tmp_path / "real.sqlite").read_bytes()

    first = main.done("demo", "--no-window")
    again = main.done("demo", "--no-window")

    assert (first["units"], first["cases"], first["parts"]) == (170, 90, 62)
    assert first == again
    assert connect.sqlite_path(first["database"]) == tmp_path / "data" / "SpareDepot" / "demo.sqlite"
    assert (tmp_path / "real.sqlite").read_bytes() == before, "although DEPOT_DATABASE names it"
    assert main.refused("demo", "--no-window", "--database", main.url)


def test_a_damaged_depot_is_found_by_check(demo: Caller):
    with closing(sqlite3.connect(connect.sqlite_path(demo.url))) as depot:
        depot.execute("DROP INDEX asset_serial")
        depot.execute("UPDATE part SET part_norm = 'XX' WHERE id = 1")
        depot.commit()

    said = demo("check", "--json")

    assert said.status == 1
    assert [found["kind"] for found in said.document["findings"]] == ["guard", "compared"]
    assert "asset_serial" in said.document["findings"][0]["message"]
    plain = demo("check")
    assert plain.status == 1
    assert len(plain.out.splitlines()) == 2
    assert "2" in plain.err


def test_a_backup_comes_back_into_an_empty_place_only(demo: Caller, tmp_path: Path):
    demo.done("backup", "-o", tmp_path / "b.sqlite")

    assert demo.refused("restore", tmp_path / "b.sqlite")
    new = bootstrap.url_of(tmp_path / "empty" / "depot.sqlite")
    assert demo.done("restore", tmp_path / "b.sqlite", "--database", new)["tables"]["asset"] == 170
    assert demo.done("scan", "KH00001", "--database", new)["kind"] == "customer"


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere there always is a screen")
def test_where_there_is_no_screen_the_window_says_so(demo: Caller):
    said = replace(demo, cold=True)(environment={"QT_QPA_PLATFORM": ""})

    assert (said.status, said.out) == (1, "")
    assert "屏幕" in said.err
    assert "Traceback" not in said.err


@pytest.mark.parametrize("name", ["out.pdf", "out.png", "out.zpl"])
def test_labels_come_in_three_formats(demo: Caller, tmp_path: Path, name: str):
    code = demo.done("scan", "WX2026110001")["asset"]["code"]

    said = demo.done("labels", "--serial", code, "-o", name)

    assert (said["labels"], said["codes"]) == (1, [code])
    assert decode(code).text == code
    assert (tmp_path / name).stat().st_size > 500


def test_bins_and_parts_have_labels_of_their_own(demo: Caller, tmp_path: Path):
    shelf = demo.done("scan", "BP-0002")["bins"][0]["bin"]

    said = demo.done("labels", "--bin", shelf, "-o", tmp_path / "bin.pdf")
    assert codes_in(tmp_path / "bin.pdf") == set(said["codes"])
    found = demo.done("scan", said["codes"][0])
    assert (found["kind"], found["name"]) == ("place", shelf)
    assert "BP-0002" in {each["part_no"] for each in found["lying"]}
    parts = demo.done("labels", "--part", "BP-0001", "BP-0002", "-o", tmp_path / "part.pdf")
    assert codes_in(tmp_path / "part.pdf") == set(parts["codes"])
    assert demo.done("scan", parts["codes"][0])["part_no"] == "BP-0001"
    assert "X-99" in demo.refused("labels", "--bin", "X-99", "-o", tmp_path / "x.pdf")
    assert demo("labels", "--bin", shelf, "--unprinted", "-o", tmp_path / "x.pdf").status == 2


def test_the_books_of_the_stock_add_up_to_one_another(demo: Caller, tmp_path: Path):
    stock, moves, value = (
        demo.done("export", what, "-o", tmp_path / f"{what}.xlsx") for what in ("stock", "movements", "valuation")
    )

    def column(said: dict[str, Any], heading: str) -> list[Any]:
        head, *rows = openpyxl.load_workbook(said["file"]).active.iter_rows(values_only=True)
        return [row[head.index(heading)] for row in rows]

    worth = column(value, "期末金额（元）")
    assert round(sum(worth[:-1]), 2) == worth[-1] == value["value"], "the parts, and the total below them"
    assert round(sum(column(moves, "金额变动（元）")), 2) == value["value"]
    assert sum(column(stock, "数量")) == sum(each for each in column(value, "期末") if each)
    assert "日期" in demo.refused(
        "export", "stock", "--from", "2026-02-01", "--to", "2026-01-01", "-o", tmp_path / "x.xlsx"
    )


def test_a_quotation_the_order_list_and_the_promised_spares_are_written(demo: Caller, tmp_path: Path):
    with closing(sqlite3.connect(demo.url.removeprefix("sqlite:///"))) as depot:
        number, lines, gross = depot.execute(
            "SELECT q.number, count(*), sum(l.net + l.tax) FROM quotation q JOIN quotation_line l "
            "ON l.quotation_id = q.id WHERE q.state = 'sent' GROUP BY q.number ORDER BY q.number"
        ).fetchone()
        ((parts,),) = depot.execute("SELECT count(DISTINCT part_id) FROM part_fit").fetchall()
    said = demo.done("export", "quotation", number, "-o", tmp_path)
    assert (said["number"], said["lines"], round(said["total"] * 100)) == (number, lines, gross)
    assert Path(said["file"]).name.startswith(f"备件报价单_{number}_") and Path(said["file"]).is_file()
    assert "BJ1" in demo.refused("export", "quotation", "BJ1", "-o", tmp_path / "x.xlsx")

    said = demo.done("export", "orders", "-o", tmp_path / "dd.xlsx")
    sheets = openpyxl.load_workbook(said["file"]).worksheets
    assert len(sheets) == said["suppliers"] and said["parts"] > 0
    assert "无名" in demo.refused("export", "orders", "--supplier", "无名", "-o", tmp_path / "x.xlsx")

    usual, most = (
        demo.done("export", "coverage", *level, "-o", tmp_path / "cn.xlsx") for level in ((), ("--level", "99"))
    )
    assert (usual["level"], most["level"]) == (95, 99) and usual["parts"] == most["parts"] == parts
    assert usual["short"] <= most["short"], "more must be there to be surer"
    assert demo("export", "coverage", "--level", "80").status == 2
    assert "cn.xlsx" in demo("export", "coverage", "-o", tmp_path / "cn.xlsx").out


def test_labels_of_many_pages_are_told_by_the_names_they_have(demo: Caller, tmp_path: Path):
    said = demo.done("labels", "--customer", "KH00001", "-o", "many.png")

    assert len(said["files"]) == said["labels"] > 9
    assert said["files"] == sorted(str(path) for path in tmp_path.glob("many-*.png"))
    assert said["file"] == said["files"][0] and not (tmp_path / "many.png").exists()
    spoken = demo("labels", "--customer", "KH00001", "-o", "again.png").out
    assert "again-01.png" in spoken and f"again-{said['labels']}.png" in spoken and "again.png" not in spoken


def test_a_book_taken_in_as_the_wrong_kind_is_pointed_out(main: Caller, books: dict[str, Path]):
    wrong = main("import", "assets", books["repairs"], "--preview")
    assert wrong.status == 0 and "维修记录" in wrong.out and "import repairs" in wrong.out
    assert main.done("import", "assets", books["repairs"], "--preview")["looks_like"] == "repairs"

    right = main("import", "assets", books["assets"], "--preview")
    assert "import repairs" not in right.out
    assert main.done("import", "assets", books["assets"], "--preview")["looks_like"] is None


def test_a_history_of_days_and_units_gets_a_name_of_its_own(demo: Caller, tmp_path: Path):
    card = demo.done("scan", "WX2026110001")
    folder = tmp_path / "给客户"
    folder.mkdir()

    said = demo.done(
        "export", "history", "--customer", card["customer"], "--from", f"{date.today():%Y}-01-01", "--to", "today",
        "--serial", card["asset"]["serial_no"], "-o", folder,
    )  # fmt: skip

    assert said["units"] == 1
    assert Path(said["file"]).parent == folder
    assert card["customer"] in Path(said["file"]).name
