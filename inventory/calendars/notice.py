"""Reads the notice of the State Council as it is published.

一、元旦：1月1日（周四）至3日（周六）放假调休，共3天。1月4日（周日）上班。

Everything that names a day is read exactly or refused with the words that were not understood: a day that is guessed
here decides who keeps a promise. Sentences without a day (who is on duty, who has signed) are passed over.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import Final

from inventory.calendars.days import ONE_DAY, DayKind
from inventory.calendars.entries import Entry, check_entry, span
from inventory.calendars.words import weekday_word
from inventory.errors import InvalidInput
from inventory.i18n import N_, Message
from inventory.values.days import show_day
from inventory.values.excerpt import excerpt

FIELD: Final = "text"
_SENTENCES: Final = re.compile(r"[。;\n]+")
_COUNTED: Final = r"(?:\d{1,2}|[一二三四五六七八九十]{1,3})"
_NUMBER: Final = re.compile(rf"\s*(?:{_COUNTED}、|\(?{_COUNTED}\))\s*")
_NAME: Final = re.compile(r"\s*([^\d:,()]{1,20})[:]\s*")
_HINTS_AT_DAY: Final = re.compile(r"\d{1,2} ?[月./-] ?\d{1,2}|\d{1,2} ?日")
_SIGNED: Final = re.compile(r"\s*\d{4}年\d{1,2}月\d{1,2}日\s*")
_ADVICE: Final = re.compile(r"\s*(?:鼓励|建议|倡导)")
_ABOUT: Final = re.compile(r"(\d{4})年(?:部分|全体)?(?:[^。\n\d]{0,20})?(?:节假日|放假|假期|休假)")
_DAY: Final = re.compile(r"\s*(?:(?:(\d{4})年)?(\d{1,2})月(\d{1,2})日|(\d{4})([-/.])(\d{1,2})\5(\d{1,2}))")
_LAST: Final = re.compile(r"\s*(\d{1,2})日")
_NOTE: Final = re.compile(r"\s*\(([^()]*)\)")
_TO: Final = re.compile(r"\s*(?:至|到|[-~–—]+)")
_AND: Final = re.compile(r"\s*(?:[,、]|和|及|与)(?=\s*\d)")
_OFF: Final = re.compile(r"\s*,?\s*(?:放假调休|调休放假|放假|调休休息|休息|休假|休)(?:共?(\d{1,3})天)?")
_WORK: Final = re.compile(r"\s*,?\s*(?:照常|正常|调休|补)?(?:上班|工作|补班)|\s*,?\s*补班")
_TAIL: Final = re.compile(r"\s*,?\s*(?:共计?(\d{1,3})天|与周末(?:连休|连接)|不调休|调休)")
_COMMA: Final = re.compile(r"\s*,\s*")
_WEEKDAY: Final = re.compile(r"(?:周|星期|礼拜)([一二三四五六日天1-6])")
_WEEKDAYS: Final = {
    sign: number for number, signs in enumerate(("一1", "二2", "三3", "四4", "五5", "六6", "日天")) for sign in signs
}


@dataclass(frozen=True, slots=True)
class Notice:
    """What a notice says. ``entries`` in the order of the days; ``passed_over``: sentences that name no day."""

    entries: tuple[Entry, ...]
    passed_over: tuple[str, ...]


def parse_notice(text: str, year: int, source: str = "", *, confirmed: bool = True) -> Notice:
    """The days that ``text`` announces for ``year``.

    Raises InvalidInput (field "text"): for what is not understood, with these words; for a weekday, a number of days
    or a year that does not agree; for a make-up day from Monday to Friday; for a day that is both off and worked; and
    where no day is named at all.
    """
    plain = unicodedata.normalize("NFKC", text).replace("．", ".")
    if (about := _ABOUT.search(plain)) and int(about[1]) != year:
        raise InvalidInput(
            N_("This notice is about {other}, not {year}. Choose that year, or paste the right notice."),
            field=FIELD,
            other=about[1],
            year=year,
        )
    reader = _Reader(year)
    for sentence in _SENTENCES.split(plain):
        if sentence.strip():
            reader.read(sentence)
    if not reader.kinds:
        raise InvalidInput(
            N_("No day off is named here. Write them like 1月1日至3日放假，1月4日（周日）上班。"), field=FIELD
        )
    entries = [
        _checked(Entry(day, kind, reader.names[day], confirmed, source)) for day, kind in sorted(reader.kinds.items())
    ]
    return Notice(tuple(entries), tuple(reader.passed_over))


def _checked(entry: Entry) -> Entry:
    try:
        return check_entry(entry)
    except InvalidInput as error:
        error.field = FIELD
        raise


@dataclass(slots=True)
class _Reader:
    """Goes through the sentences; a heading (二、春节：) names the days that follow."""

    year: int
    name: str = ""
    kinds: dict[date, DayKind] = field(default_factory=dict)
    names: dict[date, str] = field(default_factory=dict)
    passed_over: list[str] = field(default_factory=list)

    def read(self, sentence: str) -> None:
        rest = _NUMBER.sub("", sentence, count=1) if _NUMBER.match(sentence) else sentence
        if named := _NAME.match(rest):
            self.name = named[1].strip()
            rest = rest[named.end() :]
        if not _HINTS_AT_DAY.search(rest) or _SIGNED.fullmatch(rest) or _ADVICE.match(rest):
            if rest.strip():
                self.passed_over.append(excerpt(rest.strip()))
            return
        at = 0
        while rest[at:].strip(" ,"):
            at = self._clause(rest, at)

    def _clause(self, text: str, start: int) -> int:
        """Days and what is said of them; where the next clause begins."""
        begin = start
        if comma := _COMMA.match(text, begin):
            begin = comma.end()
        days: list[date] = []
        at = begin
        while True:
            found, at = self._days(text, at, days[-1] if days else None)
            days += found
            if (more := _AND.match(text, at)) is None:
                break
            at = more.end()
        if off := _OFF.match(text, at):
            kind, at, counts = DayKind.HOLIDAY, off.end(), [off[1]]
        elif work := _WORK.match(text, at):
            kind, at, counts = DayKind.MAKEUP, work.end(), []
        else:
            raise _not_understood(text[begin:])
        while tail := _TAIL.match(text, at):
            counts.append(tail[1])
            at = tail.end()
        if text[at:].strip() and not _COMMA.match(text, at):
            raise _not_understood(text[begin:])
        for count in counts:
            if count and int(count) != len(days):
                raise InvalidInput(
                    N_("“{text}” names {days} days but says {count}. Correct one of them."),
                    field=FIELD,
                    text=excerpt(text[begin:at].strip(" ,")),
                    days=len(days),
                    count=count,
                )
        self._take(days, kind)
        return at

    def _days(self, text: str, at: int, before: date | None) -> tuple[list[date], int]:
        """One day or a stretch of them; of a day without a month (1月1日、2日) that of the one ``before``."""
        found = _DAY.match(text, at)
        if found is not None:
            first = self._day(found, text)
        elif before is not None and (found := _LAST.match(text, at)) is not None:
            first = _existing(before.year, before.month, int(found[1]), text)
        else:
            raise _not_understood(text[at:])
        at = self._weekday(first, text, found.end())
        if (to := _TO.match(text, at)) is None:
            return [first], at
        if end := _DAY.match(text, to.end()):
            last = self._day(end, text)
        elif end := _LAST.match(text, to.end()):
            last = _existing(first.year, first.month, int(end[1]), text)
        else:
            raise _not_understood(text[at:])
        at = self._weekday(last, text, end.end())
        try:
            return list(span(first, last)), at
        except InvalidInput as error:
            error.field = FIELD
            raise

    def _day(self, found: re.Match[str], text: str) -> date:
        year = found[1] or found[4]
        month, day = (found[2], found[3]) if found[2] else (found[6], found[7])
        made = _existing(int(year or self.year), int(month), int(day), text)
        if abs(made.year - self.year) > 1:
            raise InvalidInput(
                N_("{day} does not belong to the year {year}. Choose the right year, or correct the day."),
                field=FIELD,
                day=show_day(made),
                year=self.year,
            )
        return made

    def _weekday(self, day: date, text: str, at: int) -> int:
        """The end of the brackets behind a day; a weekday in them must be that of the day."""
        note = _NOTE.match(text, at)
        if note is None:
            return at
        said = _WEEKDAY.search(note[1])
        if said and _WEEKDAYS[said[1]] != day.weekday():
            raise InvalidInput(
                N_("{day} is a {weekday}, not {said}. Is this the notice for {year}?"),
                field=FIELD,
                day=show_day(day),
                weekday=Message(weekday_word(day)),
                said=said[0],
                year=self.year,
            )
        return note.end()

    def _take(self, days: list[date], kind: DayKind) -> None:
        for day in days:
            if self.kinds.setdefault(day, kind) is not kind:
                raise InvalidInput(
                    N_("{day} is named both as a day off and as worked. Correct one of them."),
                    field=FIELD,
                    day=show_day(day),
                )
            self.names.setdefault(day, self.name)


def _existing(year: int, month: int, day: int, text: str) -> date:
    try:
        return date(year, month, day)
    except ValueError:
        raise InvalidInput(
            N_("There is no day {year}-{month}-{day}: “{text}”. Correct it."),
            field=FIELD,
            year=year,
            month=month,
            day=day,
            text=excerpt(text.strip()),
        ) from None


def _not_understood(text: str) -> InvalidInput:
    return InvalidInput(
        N_("“{text}” was not understood. Write it like 1月1日至3日放假，1月4日（周日）上班。"),
        field=FIELD,
        text=excerpt(text.strip(" ,")),
    )


def stretches(entries: Iterable[Entry]) -> Iterator[tuple[date, date, Entry]]:
    """Days of one kind and name that follow each other as stretches: first, last, and the first one's entry."""
    first: Entry | None = None
    last = date.min
    for entry in sorted(entries, key=lambda each: each.day):
        if first is not None and (entry.day - last == ONE_DAY and (entry.kind, entry.name) == (first.kind, first.name)):
            last = entry.day
            continue
        if first is not None:
            yield first.day, last, first
        first, last = entry, entry.day
    if first is not None:
        yield first.day, last, first
