"""``main.py import calendar``: the days of a workbook without a window, on a real depot."""

from __future__ import annotations

import json
import os
from datetime import date

import openpyxl
import pytest

from models.calendars import CalendarDay, CalendarYear
from tests.warm import warm


@pytest.fixture
def call(ctx, depot_url, tmp_path):
    def act(*words):
        environment = os.environ | {
            "DEPOT_DATABASE": depot_url, "LANG": "zh_CN.UTF-8", "XDG_DATA_HOME": str(tmp_path / "data"),
        }  # fmt: skip
        return warm().call(["import", "calendar", *map(str, words)], tmp_path, environment)

    return act


@pytest.fixture
def book(tmp_path):
    made = openpyxl.Workbook()
    for row in (
        ("日期", "类型", "名称"),
        ("2027-01-01", "放假", "元旦"),
        ("2027-02-14", "上班", "春节"),
        ("2027-02-30", "放假", ""),
    ):
        made.active.append(row)
    path = tmp_path / "2027.xlsx"
    made.save(path)
    return path


def of_2027():
    return CalendarDay.select().where(CalendarDay.day >= date(2027, 1, 1)).count()


def test_a_preview_writes_nothing_and_an_import_says_what_it_did(call, book, tmp_path):
    seen = call(book, "--preview", "--json")
    document = json.loads(seen.stdout)
    assert seen.returncode == 0, seen.stderr
    assert {key: document[key] for key in ("batch", "read", "accepted", "rejected", "already_there", "warned")} == {
        "batch": None, "read": 3, "accepted": 2, "rejected": 1, "already_there": 0, "warned": 0,
    }  # fmt: skip
    assert (document["rows"][0]["row"], document["rows"][0]["column"]) == (4, "日期")
    assert of_2027() == 0

    done = call(book, "--rejects", tmp_path / "refused.xlsx")
    assert done.returncode == 0, done.stderr
    assert "2027" in done.stdout and "--confirm" in done.stdout
    assert of_2027() == 2
    assert (tmp_path / "refused.xlsx").exists()

    again = json.loads(call(book, "--json").stdout)
    assert (again["accepted"], again["already_there"]) == (0, 2)


def test_a_list_that_is_complete_confirms_its_year(call, tmp_path):
    path = tmp_path / "days.csv"
    path.write_text("from,to,kind,name\n2027-01-01,2027-01-03,off,元旦\n", encoding="utf-8")
    document = json.loads(call(path, "--confirm", "--json").stdout)
    assert (document["accepted"], document["confirmed"]) == (1, [2027])
    assert CalendarYear.get(CalendarYear.year == 2027).confirmed
    assert of_2027() == 3


def test_a_file_that_is_no_calendar_is_refused_with_a_sentence(call, tmp_path):
    path = tmp_path / "days.csv"
    path.write_text("a,b\n1,2\n", encoding="utf-8")
    refused = call(path, "--json")
    assert refused.returncode == 1
    assert "类型" in json.loads(refused.stdout)["error"]["message"]
