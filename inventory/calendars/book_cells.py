"""One row of a workbook of days: which day or days, what they are, and for whom."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final

from inventory.calendars.days import DayKind, DayLayer
from inventory.calendars.entries import Entry, Owner, check_entry, check_owner, span
from inventory.calendars.words import weekday_word
from inventory.customers.queries import find
from inventory.errors import DepotError, InvalidInput, NotFound
from inventory.excel.book import ErrorValue, FormulaText, Row, Value
from inventory.i18n import N_, Message
from inventory.naming import line
from inventory.values.days import parse_day, show_day
from inventory.values.excerpt import excerpt
from inventory.work import Context

ALIASES: Final[Mapping[str, tuple[str, ...]]] = {
    "day": ("日期", "日子", "放假日期", "date", "day"),
    "first": ("开始", "开始日期", "起始日期", "开始日", "起", "from", "first", "first day", "start"),
    "last": ("结束", "结束日期", "截止日期", "结束日", "止", "to", "last", "last day", "end"),
    "kind": ("类型", "类别", "性质", "安排", "休/班", "kind", "type"),
    "name": ("名称", "节日", "节假日", "假期", "假日名称", "name", "holiday"),
    "layer": ("层", "层级", "范围", "适用范围", "layer", "level"),
    "region": ("地区", "区域", "省份", "region", "province"),
    "customer": ("客户", "客户名称", "用户", "单位", "customer"),
}
"""What the columns of such a book may be called."""

_OFF: Final = "放假 休 休息 放假调休 节假日 法定节假日 假日 假期 休假 公休 holiday off dayoff rest"
_AT_WORK: Final = (
    "上班 班 补班 补班日 调休上班 工作 工作日 working work workday workingday makeup make-up makeupday worked"
)
_KINDS: Final = dict.fromkeys(_OFF.split(), False) | dict.fromkeys(_AT_WORK.split(), True)
_EXCHANGED: Final = "调休"
_LAYERS: Final = {
    word: layer
    for layer, words in {
        DayLayer.STATE: "国家 全国 法定 国务院 state national",
        DayLayer.REGION: "地区 区域 地方 省 region regional",
        DayLayer.COMPANY: "公司 本公司 我司 company ours ourcompany",
        DayLayer.CUSTOMER: "客户 用户 customer",
    }.items()
    for word in words.split()
}
_SPACES: Final = re.compile(r"\s+")
_FRIDAY: Final = 4


@dataclass(frozen=True, slots=True)
class Told:
    """What a row says."""

    owner: Owner
    entries: tuple[Entry, ...]


class CellFault(Exception):
    """A cell that cannot be taken: that of ``field``, a key of ALIASES."""

    def __init__(self, field: str, message: Message) -> None:
        super().__init__(message.message_id)
        self.field = field
        self.message = message


def read_row(ctx: Context, row: Row, mapping: Mapping[int, str], owner: Owner, source: str) -> Told:
    """What a row says; ``owner`` where it names none. Raises CellFault with the column and what to do."""
    places = {name: place for place, name in mapping.items()}
    cells = {name: row[place] if place < len(row) else None for name, place in places.items()}
    for field, cell in cells.items():
        if isinstance(cell, (ErrorValue, FormulaText)):
            raise _fault(field, N_("“{text}” is no value. Write what belongs here."), text=excerpt(cell))
    begin = "day" if cells.get("day") is not None else "first"
    first = _day(ctx, cells, begin)
    if first is None:
        raise _fault(begin if begin in cells else "day", N_("The day is missing. Write it like 2027-01-01."))
    last = _day(ctx, cells, "last")
    whose = _owner(ctx, cells, owner)
    name = _text(cells.get("name"))
    try:
        days = span(first, last)
        made = [check_entry(Entry(day, _kind(cells.get("kind"), day), name, source=source)) for day in days]
    except InvalidInput as error:
        raise _refused(begin if error.field == "day" else error.field, error) from error
    return Told(whose, tuple(made))


def _day(ctx: Context, cells: Mapping[str, Value], field: str) -> date | None:
    cell = cells.get(field)
    if cell is None or not str(cell).strip():
        return None
    if isinstance(cell, bool):
        raise _fault(field, N_("“{text}” is no value. Write what belongs here."), text=excerpt(cell))
    try:
        return parse_day(cell, ctx.clock.today(), relative=False)
    except InvalidInput as error:
        raise _refused(field, error) from error


def _kind(cell: Value, day: date) -> DayKind:
    """上班 on a Saturday is a make-up day, on a weekday it overrules a holiday. 调休 on a weekday means two things."""
    word = _word(cell)
    weekend = day.weekday() > _FRIDAY
    if word == _EXCHANGED and not weekend:
        raise _fault(
            "kind",
            N_("{day} is a {weekday}: “调休” may mean off or worked there. Write 放假 or 上班."),
            day=show_day(day),
            weekday=Message(weekday_word(day)),
        )
    works = True if word == _EXCHANGED else _KINDS.get(word)
    if works is None:
        if not word:
            raise _fault("kind", N_("The kind of day is missing. Write 放假 or 上班."))
        raise _fault("kind", N_("“{text}” is no kind of day. Write 放假 or 上班."), text=excerpt(cell))
    if not works:
        return DayKind.HOLIDAY
    return DayKind.MAKEUP if weekend else DayKind.WORKDAY


def _owner(ctx: Context, cells: Mapping[str, Value], usual: Owner) -> Owner:
    word, region, customer = _word(cells.get("layer")), _text(cells.get("region")), _text(cells.get("customer"))
    layer = _LAYERS.get(word)
    if word and layer is None:
        raise _fault(
            "layer",
            N_("“{text}” is no layer. Write 国家, 地区, 公司 or 客户."),
            text=excerpt(cells.get("layer")),
        )
    if layer is None:
        if not (region or customer):
            return usual
        layer = DayLayer.CUSTOMER if customer else DayLayer.REGION
    if (customer and layer is not DayLayer.CUSTOMER) or (region and layer is DayLayer.STATE):
        raise _fault(
            "layer",
            N_("The row names a customer or a region, but its layer is another one. Correct the layer, or empty them."),
        )
    try:
        customer_id = find(ctx, customer) if customer and layer is DayLayer.CUSTOMER else None
        return check_owner(Owner(layer, region if layer is DayLayer.REGION else "", customer_id))
    except NotFound as error:
        raise _refused("customer", error) from error
    except InvalidInput as error:
        raise _refused("region" if error.field == "region" else "customer", error) from error


def _word(cell: Value) -> str:
    return _SPACES.sub("", unicodedata.normalize("NFKC", "" if cell is None else str(cell)).casefold())


def _text(cell: Value) -> str:
    return line("" if cell is None else str(cell))


def _fault(field: str, message_id: str, **values: object) -> CellFault:
    return CellFault(field, Message(message_id, dict(values)))


def _refused(field: str, error: DepotError) -> CellFault:
    return CellFault(field, Message(error.message_id, error.values))
