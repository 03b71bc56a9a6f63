"""What the remark of a unit promises: 厂保3年, 续保至2025-12-31, 已过保. Only what stands there, nothing guessed."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache
from typing import Final

from inventory.errors import InvalidInput
from inventory.imports.words import ANCHORS, fold
from inventory.values.days import parse_day
from inventory.values.terms import parse_months
from models.policies import AnchorEvent

_ANY_DAY: Final = date(2000, 1, 1)  # only for days without a year, and these are not read
_NUMBER: Final = r"(?:\d+(?:\.\d+)?|[一二两三四五六七八九十]+)"
_TERM: Final = rf"{_NUMBER}\s*(?:年半|周年|年|个?月|months?|mths?|years?|yrs?)|半年"
_DAY: Final = r"\d{4}\s*[-/.年]\s*\d{1,2}\s*[-/.月]\s*\d{1,2}\s*日?|\d{8}(?!\d)"
_UNTIL: Final = r"(?:截止(?:到|至)?|至|到|until|till|through|to)"
_EVENT: Final = (
    r"(?:自|从|由|from\s+(?:the\s+)?)\s*"
    r"(?P<event>出厂|发票|开票|售出|销售|购买|购机|到货|交货|交付|送货|安装|装机|验收|ex[- ]works|invoice|sale|"
    r"delivery|installation|acceptance)"
    r"(?:之日|日期|日|时|date)?(?:起算?|开始|算起)?(?:计算)?"
)
_MAKER: Final = re.compile(
    r"(?:(?P<before>" + _TERM + r")\s*(?:的)?\s*)?"
    r"(?:(?:生产厂家|生产商|制造商|厂家|厂商|厂方|原厂|出厂|厂)\s*(?:免费|标准|整机)?\s*"
    r"(?:质量保证|质保|保修|包修|三包|保)(?:期限|时间|期)?|"
    r"(?:manufacturer|maker|oem|factory)(?:'s|’s)?\s+warranty)"
    r"\s*[:为是共约,]?\s*(?:" + _EVENT + r"\s*,?\s*)?"
    r"(?:(?P<term>" + _TERM + r")|"
    r"(?:自|从|from)?\s*(?P<first>" + _DAY + r")\s*起?\s*(?:[-~—–]+|" + _UNTIL + r")\s*(?P<last>" + _DAY + r")|"
    r"(?P<till>" + _UNTIL + r")\s*(?P<until>" + _DAY + r")?|(?:of|for)\s+(?P<after>" + _TERM + r"))?"
    r"(?:\s*\(?,?\s*" + _EVENT.replace("<event>", "<event_after>") + r"\)?)?",
    re.IGNORECASE,
)
_EXTENSION: Final = re.compile(
    r"(?:续保|延保|续签(?:维保|质保|保修)?|延长(?:质保|保修)期?|维保合同|维护合同|维护合约|"
    r"extended\s+warranty|warranty\s+extension|maintenance\s+contract|extension\s+contract)",
    re.IGNORECASE,
)
_PAPER: Final = re.compile(
    r"(?:合同|协议|合约|单|contract|no\.?|number)\s*(?:编号|号码|号|no\.?|number)?\s*[:#]?\s*"
    r"(?P<number>(?=[A-Za-z0-9/_-]*\d)(?!\d{4}[-/]\d{1,2}[-/]\d{1,2}(?!\d))[A-Za-z][A-Za-z0-9/_-]{2,58}|\d[\d-]{8,})",
    re.IGNORECASE,
)
_BARE_PAPER: Final = re.compile(r"\s*[:#]?\s*(?P<number>[A-Za-z]{1,8}[-_]?(?=[A-Za-z0-9/_-]*\d)[A-Za-z0-9/_-]{2,50})")
_SIGNED: Final = re.compile(
    rf"(?:(?:签订|签约|签署|签字)(?:日期|日|于|时间)?\s*[:为]?\s*(?P<a>{_DAY})|(?P<b>{_DAY})\s*(?:日)?(?:签订|签约|签署|签|续签)|"
    rf"signed\s+(?:on\s+)?(?P<c>{_DAY}))",
    re.IGNORECASE,
)
_SPAN: Final = re.compile(
    rf"(?P<first>{_DAY})\s*(?:起|开始)?\s*,?\s*(?:{_UNTIL}|[-~—–]+)\s*(?P<last>{_DAY})", re.IGNORECASE
)
_FROM: Final = re.compile(rf"(?:(?:自|从|from)\s*(?P<a>{_DAY})|(?P<b>{_DAY})\s*(?:起|开始))", re.IGNORECASE)
_TO: Final = re.compile(rf"{_UNTIL}\s*(?P<day>{_DAY})", re.IGNORECASE)
_FIND_TERM: Final = re.compile(_TERM, re.IGNORECASE)
_REFUSED: Final = re.compile(
    r"(?:不|未|没有?|无|非|放弃|拒绝|待|可|建议|拟|考虑|no\s|not\s|without\s)\s*(?:再|需|予|签|办理?|购买?)?\s*$",
    re.IGNORECASE,
)
_END: Final = re.compile(r"[;。\n]")
_OVER: Final = re.compile(
    r"(?:已经?)?(?:过保|出保|脱保)(?!修)|(?:质保|保修)期?(?:已经?)?(?:满|到期|过期|结束|终止)|过了?(?:质保|保修)期|"
    r"(?:质保|保修)期?(?:之)?外|保外|out\s+of\s+warranty|warranty\s+(?:has\s+)?(?:expired|ended|over)|no(?:t|\s+longer)\s+(?:in|under)\s+warranty",
    re.IGNORECASE,
)
_WITHIN: Final = re.compile(
    r"在保(?!修)|(?:质保|保修)期?(?:之)?内|保内|[未没](?:有)?(?:过保|出保|脱保)|(?:still\s+)?(?:in|under|within)\s+warranty",
    re.IGNORECASE,
)
_NOT_YET: Final = re.compile(
    r"(?:未|没有?|不|将|即将|快要?|马上|临近|接近|是否|若|如|后|not\s|nearly\s|soon\s)\s*$", re.IGNORECASE
)
_OF_MAKER: Final = re.compile(r"(?:厂家|原厂|厂商|厂|manufacturer(?:'s)?|maker(?:'s)?)\s*$", re.IGNORECASE)
_VISITS: Final = re.compile(rf"含?\s*(?:{_NUMBER}\s*年|{_NUMBER}\s*个月)(?:免费)?(?:上门|现场)(?:服务|维修|质保|保修)?")
_TOLD: Final = re.compile(r"保|维护|续签|warranty|maintenance|extension|上门|现场", re.IGNORECASE)
"""A remark without one of these says nothing of all this."""


@dataclass(frozen=True, slots=True)
class MakerNote:
    """What a remark says of the manufacturer's warranty. ``event``: from when its months count, where it is said."""

    phrase: str
    months: int | None = None
    until: date | None = None
    event: AnchorEvent | None = None

    def agrees(self, other: MakerNote) -> bool:
        """Whether two notes say the same, one of them perhaps more."""
        same = (self.months, self.until) == (other.months, other.until)
        return same and (self.event is None or other.event is None or self.event is other.event)


@dataclass(frozen=True, slots=True)
class ExtensionNote:
    """What a remark says of a maintenance contract. None, and "": it does not say."""

    phrase: str
    number: str = ""
    months: int | None = None
    signed_on: date | None = None
    first: date | None = None
    until: date | None = None

    @property
    def has_terms(self) -> bool:
        """Whether it says how long."""
        return self.months is not None or self.until is not None


@dataclass(frozen=True, slots=True)
class Remark:
    """What a remark says of promises, each with the words that say so; "" and (): nothing."""

    makers: tuple[MakerNote, ...] = ()
    extensions: tuple[ExtensionNote, ...] = ()
    over: str = ""
    within: str = ""
    visits: str = ""

    def __bool__(self) -> bool:
        return self != _NOTHING


_NOTHING: Final = Remark()


@lru_cache(maxsize=4096)
def read_remark(text: str) -> Remark:
    """What ``text`` promises. Units of a delivery share their remark, so that each is read once."""
    if not _TOLD.search(text):
        return _NOTHING
    plain = unicodedata.normalize("NFKC", text).replace("\N{IDEOGRAPHIC SPACE}", " ")
    return Remark(
        tuple(_distinct(_makers(plain))),
        tuple(_merged(_extensions(plain))),
        _standing(_OVER, plain),
        _standing(_WITHIN, plain),
        found[0].strip() if (found := _VISITS.search(plain)) else "",
    )


def _distinct(notes: Iterator[MakerNote]) -> list[MakerNote]:
    found: list[MakerNote] = []
    for note in notes:
        place = next((place for place, other in enumerate(found) if other.agrees(note)), None)
        if place is None:
            found.append(note)
        else:
            found[place] = replace(found[place], event=found[place].event or note.event)
    return found


def _makers(text: str) -> Iterator[MakerNote]:
    for found in _MAKER.finditer(text):
        if _REFUSED.search(text[: found.start()]):
            continue
        phrase = found[0].strip(" ,;:。")
        event = _event(found["event"] or found["event_after"] or ("出厂" if "出厂" in phrase[:4] else None))
        term = found["term"] or found["after"] or found["before"]
        until = found["until"] or found["last"]
        if until:
            yield MakerNote(phrase, None, _day(until), event)
        elif term or found["till"]:
            yield MakerNote(phrase, _months(term) if term else None, None, event)


def _event(word: str | None) -> AnchorEvent | None:
    meaning = ANCHORS.get(fold(word)) if word else None
    return meaning if isinstance(meaning, AnchorEvent) else None


def _extensions(text: str) -> Iterator[ExtensionNote]:
    places = [found for found in _EXTENSION.finditer(text) if not _REFUSED.search(text[: found.start()])]
    for number, found in enumerate(places):
        until = places[number + 1].start() if number + 1 < len(places) else len(text)
        end = _END.search(text, found.end(), until)
        rest = text[found.end() : end.start() if end else until]
        if (other := _MAKER.search(rest)) is not None:
            rest = rest[: other.start()]
        before = text[: found.start()]
        before = before[max((before.rfind(mark) for mark in ",;。\n"), default=-1) + 1 :]
        note = _extension(f"{found[0]}{rest}".strip(" ,;:。-"), before, rest, found[0])
        if note.number or note.has_terms or re.match(rf"\s*{_UNTIL}", rest, re.IGNORECASE):
            yield note


def _extension(phrase: str, before: str, rest: str, word: str) -> ExtensionNote:
    number = _PAPER.search(f"{word[-2:]}{rest}") or _BARE_PAPER.match(rest)
    plain = rest.replace(number["number"], " ", 1) if number else rest
    signed = _SIGNED.search(plain) or _SIGNED.search(f"{before}{word[:2]}")
    told = next((day for day in signed.groups() if day), "") if signed else ""
    plain = plain.replace(signed[0], " ", 1) if signed else plain
    span, begins, ends = _SPAN.search(plain), _FROM.search(plain), _TO.search(plain)
    first = span["first"] if span else (begins["a"] or begins["b"]) if begins else ""
    until = span["last"] if span else ends["day"] if ends else ""
    term = _FIND_TERM.search(re.sub(_DAY, " ", plain))
    return ExtensionNote(
        phrase[:120],
        number["number"] if number else "",
        _months(term[0]) if term else None,
        _day(told) if told else None,
        _day(first) if first else None,
        _day(until) if until else None,
    )


def _merged(notes: Iterator[ExtensionNote]) -> Iterator[ExtensionNote]:
    """续保合同XB-1，续保至2025-12-31: two clauses about one contract, as long as they say nothing twice."""
    one: ExtensionNote | None = None
    for note in notes:
        if one is None:
            one = note
        elif _join(one, note):
            one = replace(
                one, phrase=f"{one.phrase}，{note.phrase}"[:120], number=one.number or note.number,
                months=one.months if one.months is not None else note.months, signed_on=one.signed_on or note.signed_on,
                first=one.first or note.first, until=one.until or note.until,
            )  # fmt: skip
        else:
            yield one
            one = note
    if one is not None:
        yield one


def _join(one: ExtensionNote, other: ExtensionNote) -> bool:
    pairs = (
        (one.number, other.number), (one.months, other.months), (one.signed_on, other.signed_on),
        (one.first, other.first), (one.until, other.until),
    )  # fmt: skip
    return all(not a or not b or a == b for a, b in pairs)


def _standing(pattern: re.Pattern[str], text: str) -> str:
    """The words that say on which side of its last day a unit is; not those about the maker, or what will be."""
    for found in pattern.finditer(text):
        before = text[: found.start()]
        if not (_NOT_YET.search(before) or _OF_MAKER.search(before)):
            return found[0]
    return ""


def _months(text: str) -> int | None:
    try:
        return parse_months(text.replace("周年", "年"))
    except InvalidInput:
        return None


def _day(text: str) -> date | None:
    """The day that stands there; None where there is no such day, which is then no day at all."""
    try:
        return parse_day(text, _ANY_DAY, relative=False)
    except InvalidInput:
        return None
