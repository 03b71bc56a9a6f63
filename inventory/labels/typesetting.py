"""Sets the texts of a label into the boxes of a template: which line, how large, where it breaks.

Nothing here knows a font: ``Measure`` says how wide a text is. Names that are too long shrink to their row's floor and
then lose their middle; serials, codes, dates and telephone numbers stay whole or the label is refused.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Final, Protocol

from inventory.errors import RuleBroken
from inventory.i18n import N_
from inventory.labels.layout import SHORTENED, LabelContent, LabelField, LabelLine, tidy
from inventory.labels.template_rules import PITCH
from inventory.labels.templates import Align, Row, Template, TextBox

ELLIPSIS: Final = "…"
CAPTION_GAP: Final = 0.4
"""Between a caption and its text, in ems."""
BASELINE: Final = 0.98
"""From the top of a line to its baseline, in ems: Chinese characters reach from 0.88 above it to 0.12 below."""
WIDEST_GAP: Final = 0.45
"""How far rows may be spread where a box has room to spare, in ems of the first row."""
SMALL_STEP: Final = 0.96
NEARLY_FULL: Final = 0.9
"""A line may be made so much smaller before it is broken in two."""
OPENING: Final = frozenset("([{<（【《“‘「")
CLOSING: Final = frozenset(")]}>）】》”’」,.;:!?，。；：！？、…%")
BREAKS_AFTER: Final = frozenset(" -/_,;:|")


class Measure(Protocol):
    """How wide a text is, in ems; ``mono`` asks for the font of codes and serials."""

    def __call__(self, text: str, mono: bool) -> float: ...


@dataclass(frozen=True, slots=True)
class Placed:
    """A text and where its baseline begins, in millimetres from the label's upper left corner; ``size`` of an em."""

    text: str
    x: float
    baseline: float
    size: float
    mono: bool
    bold: bool


@dataclass(frozen=True, slots=True)
class _Piece:
    text: str
    x: float
    mono: bool


@dataclass(frozen=True, slots=True)
class _Set:
    """A row that has been set: the pieces of each line and the lines' widths, in millimetres."""

    size: float
    lines: tuple[tuple[_Piece, ...], ...]
    widths: tuple[float, ...]

    @property
    def height(self) -> float:
        return len(self.lines) * self.size * PITCH


class Typesetter:
    """Sets one label after the other; what repeats (product, company) is set once."""

    def __init__(self, measure: Measure) -> None:
        self._measure = measure
        self._set_row = lru_cache(maxsize=2048)(self._set_row_afresh)

    def arrange(self, content: LabelContent, template: Template) -> list[Placed]:
        """Every text of the label in its place.

        Raises RuleBroken where something that must be whole does not fit even at its smallest.
        """
        said = {line.field: LabelLine(line.field, tidy(line.caption), tidy(line.text)) for line in content.printed()}
        placed: list[Placed] = []
        for box in template.boxes:
            rows = [(row, said[row.field]) for row in box.rows if row.field in said]
            if rows:
                placed.extend(self._fill(box, rows, template))
        return placed

    def _fill(self, box: TextBox, rows: list[tuple[Row, LabelLine]], template: Template) -> Iterator[Placed]:
        for scale in _scales():
            done = [
                self._set_row(row, line, box.area.width, max(row.floor, row.size * scale), template)
                for row, line in rows
            ]
            spare = box.area.height - sum(row.height for row in done)
            if spare >= -1e-6:
                break
        gap = min(max(spare, 0.0) / (len(done) - 1), WIDEST_GAP * done[0].size) if len(done) > 1 else 0.0
        y = box.area.y
        for (row, _line), chosen in zip(rows, done, strict=True):
            for pieces, width in zip(chosen.lines, chosen.widths, strict=True):
                x = box.area.x + (0.0 if box.align is Align.LEFT else (box.area.width - width) / 2)
                for piece in pieces:
                    yield Placed(piece.text, x + piece.x, y + BASELINE * chosen.size, chosen.size, piece.mono, row.bold)
                y += chosen.size * PITCH
            y += gap

    def _set_row_afresh(self, row: Row, line: LabelLine, width: float, size: float, template: Template) -> _Set:
        """One line if it nearly fits; else the caption above the text; else smaller; else cut or refused."""
        one_line_floor = row.floor if row.lines == 1 else max(row.floor, NEARLY_FULL * size)
        for smaller in _sizes(size, one_line_floor):
            found = self._beside(row, line.caption, line.text, smaller)
            if found.widths[0] <= width + 1e-6:
                return found
        for smaller in _sizes(size, row.floor) if row.lines > 1 else ():
            broken = self._broken(line.text, row.mono, width / smaller, row.lines - bool(line.caption))
            if broken is not None:
                return self._stacked(row, line.caption, broken, smaller)
        if line.field not in SHORTENED:
            if line.caption and (broken := self._broken(line.text, row.mono, width / row.floor, row.lines)) is not None:
                return self._stacked(row, "", broken, row.floor)
            raise _too_long(line, template)
        return self._shortened(row, line, width)

    def _shortened(self, row: Row, line: LabelLine, width: float) -> _Set:
        """Head … tail, as much as fits at the smallest size: variants of a name differ at their ends."""
        beside = self._measure(line.caption, False) + CAPTION_GAP if line.caption else 0.0
        room = width / row.floor - (beside if row.lines == 1 else 0.0)
        count = row.lines if row.lines == 1 else row.lines - bool(line.caption)
        few, many = 0, len(line.text) - 1
        best = [ELLIPSIS]
        while few <= many:
            kept = (few + many) // 2
            tail = line.text[len(line.text) - kept // 2 :].lstrip()
            text = line.text[: kept - kept // 2].rstrip() + ELLIPSIS + tail
            broken = self._broken(text, row.mono, room, count)
            if broken is None:
                many = kept - 1
            else:
                best, few = broken, kept + 1
        if row.lines == 1:
            return self._beside(row, line.caption, best[0], row.floor)
        return self._stacked(row, line.caption, best, row.floor)

    def _beside(self, row: Row, caption: str, text: str, size: float) -> _Set:
        """Caption and text in one line."""
        at = (self._measure(caption, False) + CAPTION_GAP) * size if caption else 0.0
        total = at + self._measure(text, row.mono) * size
        captions = (_Piece(caption, 0.0, False),) if caption else ()
        return _Set(size, ((*captions, _Piece(text, at, row.mono)),), (total,))

    def _stacked(self, row: Row, caption: str, texts: list[str], size: float) -> _Set:
        """The caption on a line of its own above the text."""
        lines = [_Piece(caption, 0.0, False)] if caption else []
        lines += [_Piece(text, 0.0, row.mono) for text in texts]
        return _Set(
            size,
            tuple((piece,) for piece in lines),
            tuple(self._measure(piece.text, piece.mono) * size for piece in lines),
        )

    def _broken(self, text: str, mono: bool, room: float, lines: int) -> list[str] | None:
        """``text`` in at most ``lines`` lines of ``room`` ems, or None."""
        ways = (_last_hyphen, _anywhere) if mono else (_last_bracket, _last_break)
        tried = (self._broken_at(choose, text, mono, room, lines) for choose in ways)
        return next((done for done in tried if done is not None), None)

    def _broken_at(
        self, choose: Callable[[str, int], int], text: str, mono: bool, room: float, lines: int
    ) -> list[str] | None:
        done: list[str] = []
        while self._measure(text, mono) > room + 1e-6:
            longest = self._fitting(text, mono, room)
            if longest == 0 or len(done) + 1 >= lines:
                return None
            at = choose(text, longest)
            done.append(text[:at].rstrip())
            text = text[at:].lstrip()
        if lines < 1:
            return None
        return [*done, text]

    def _fitting(self, text: str, mono: bool, room: float) -> int:
        """How many characters of ``text`` fit into ``room`` ems."""
        few, many = 0, len(text)
        while few < many:
            half = (few + many + 1) // 2
            if self._measure(text[:half].rstrip(), mono) <= room + 1e-6:
                few = half
            else:
                many = half - 1
        return few


def _sizes(size: float, floor: float) -> Iterator[float]:
    while size > floor:
        yield size
        size *= SMALL_STEP
    yield floor


def _scales() -> Iterator[float]:
    """From full size down; the last is so small that every row stands at its floor, which a checked template holds."""
    yield from (1.0, 0.95, 0.9, 0.85, 0.8, 0.75, 0.7, 0.0)


def _last_break(text: str, longest: int) -> int:
    """Where a line of at most ``longest`` characters ends in a name."""
    return next((at for at in range(longest, 0, -1) if _may_break(text, at)), longest)


def _last_bracket(text: str, longest: int) -> int:
    """The same, before a bracket if there is one in the second half of the line."""
    brackets = (at for at in range(longest, longest // 2, -1) if text[at] in OPENING and _may_break(text, at))
    return next(brackets, _last_break(text, longest))


def _last_hyphen(text: str, longest: int) -> int:
    """Where a line ends in a serial: before a hyphen, which at the end of a line would look like one of ours."""
    return next((at for at in range(longest, 0, -1) if text[at] in "-/ "), longest)


def _anywhere(text: str, longest: int) -> int:
    return longest


def _may_break(text: str, at: int) -> bool:
    """Whether a line may end before the character ``at``."""
    before, after = text[at - 1], text[at]
    if before in OPENING or after in CLOSING:
        return False
    return before in BREAKS_AFTER or after == " " or _wide(before) or _wide(after)


def _wide(character: str) -> bool:
    return unicodedata.east_asian_width(character) in "WF"


def _too_long(line: LabelLine, template: Template) -> RuleBroken:
    message = (
        N_("The serial number {text} does not fit whole on a label “{template}”. Choose a template with larger labels.")
        if line.field is LabelField.SERIAL
        else N_("“{text}” does not fit whole on a label “{template}”. Shorten it or choose larger labels.")
    )
    return RuleBroken(message, text=line.text, template=template)
