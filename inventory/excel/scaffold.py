"""The parts of an .xlsx file around its cells: styles, the list of sheets, properties (ECMA-376 part 1, chapter 18)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Final
from xml.sax.saxutils import escape, quoteattr

from inventory.excel.cells import Style, clean

XML: Final = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
MAIN: Final = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_OFFICE: Final = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE: Final = "http://schemas.openxmlformats.org/package/2006"
_CONTENT: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml"
_BUILT_IN: Final = {"General": 0, "0": 1, "0.00": 2, "#,##0": 3, "#,##0.00": 4, "@": 49}
_FIRST_OWN: Final = 164


@dataclass(frozen=True, slots=True)
class SheetEntry:
    """What the list of sheets says of one. Ranges are written as Excel writes them: ``$A$3:$F$90``."""

    name: str
    filtered: str = ""
    repeated: str = ""


class StyleSheet:
    """The looks in use, each with its number."""

    def __init__(self) -> None:
        self._numbers: dict[Style, int] = {Style(): 0}

    def number(self, style: Style) -> int:
        """The number of this look, a new one where it is new."""
        return self._numbers.setdefault(style, len(self._numbers))

    def xml(self) -> str:
        """The part xl/styles.xml."""
        own = sorted({style.number_format for style in self._numbers} - _BUILT_IN.keys())
        formats = _BUILT_IN | {code: _FIRST_OWN + index for index, code in enumerate(own)}
        listed = "".join(f'<numFmt numFmtId="{formats[code]}" formatCode={quoteattr(clean(code))}/>' for code in own)
        looks = "".join(_look(style, formats[style.number_format]) for style in self._numbers)
        return (
            f'{XML}<styleSheet xmlns="{MAIN}">'
            + (f'<numFmts count="{len(own)}">{listed}</numFmts>' if own else "")
            + f'<fonts count="3">{_font(11)}{_font(11, bold=True)}{_font(14, bold=True)}</fonts>'
            '<fills count="3"><fill><patternFill patternType="none"/></fill>'
            '<fill><patternFill patternType="gray125"/></fill>'
            '<fill><patternFill patternType="solid"><fgColor rgb="FFDCE6F1"/><bgColor indexed="64"/></patternFill>'
            "</fill></fills>"
            '<borders count="2"><border><left/><right/><top/><bottom/><diagonal/></border>'
            '<border><left/><right/><top/><bottom style="thin"><color rgb="FF7F7F7F"/></bottom><diagonal/></border>'
            "</borders>"
            '<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>'
            f'<cellXfs count="{len(self._numbers)}">{looks}</cellXfs>'
            '<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>'
        )


def _font(size: int, *, bold: bool = False) -> str:
    return f'<font>{"<b/>" * bold}<sz val="{size}"/><name val="Calibri"/><family val="2"/></font>'


def _look(style: Style, number_format: int) -> str:
    font = 2 if style.title else 1 if style.strong or style.heading else 0
    fill, border = (2, 1) if style.heading else (0, 0)
    upright = "center" if style.heading or style.title else "top"
    wrap = ' wrapText="1"' if style.wrap or style.heading else ""
    return (
        f'<xf numFmtId="{number_format}" fontId="{font}" fillId="{fill}" borderId="{border}" xfId="0"'
        f' applyNumberFormat="1" applyFont="1" applyFill="1" applyBorder="1" applyAlignment="1">'
        f'<alignment vertical="{upright}"{wrap}/></xf>'
    )


def workbook_xml(sheets: Sequence[SheetEntry]) -> str:
    """The part xl/workbook.xml."""
    listed = "".join(
        f'<sheet name={quoteattr(sheet.name)} sheetId="{number}" r:id="rId{number}"/>'
        for number, sheet in enumerate(sheets, 1)
    )
    filters = [_defined("_FilterDatabase", index, sheet, sheet.filtered) for index, sheet in enumerate(sheets)]
    titles = [_defined("Print_Titles", index, sheet, sheet.repeated) for index, sheet in enumerate(sheets)]
    names = "".join(filters + titles)
    return (
        f'{XML}<workbook xmlns="{MAIN}" xmlns:r="{_OFFICE}"><bookViews><workbookView activeTab="0"/></bookViews>'
        f"<sheets>{listed}</sheets>" + (f"<definedNames>{names}</definedNames>" if names else "") + "</workbook>"
    )


def _defined(name: str, index: int, sheet: SheetEntry, area: str) -> str:
    """A name that Excel keeps for itself, for one sheet; nothing where it has no such area."""
    if not area:
        return ""
    quoted = "'" + sheet.name.replace("'", "''") + "'"
    hidden = ' hidden="1"' if name.startswith("_") else ""
    return f'<definedName name="_xlnm.{name}" localSheetId="{index}"{hidden}>{escape(quoted)}!{area}</definedName>'


def workbook_relations(sheets: int) -> str:
    """The part xl/_rels/workbook.xml.rels."""
    listed = "".join(
        f'<Relationship Id="rId{number}" Type="{_OFFICE}/worksheet" Target="worksheets/sheet{number}.xml"/>'
        for number in range(1, sheets + 1)
    )
    styles = f'<Relationship Id="rId{sheets + 1}" Type="{_OFFICE}/styles" Target="styles.xml"/>'
    return f'{XML}<Relationships xmlns="{_PACKAGE}/relationships">{listed}{styles}</Relationships>'


def relations() -> str:
    """The part _rels/.rels."""
    return (
        f'{XML}<Relationships xmlns="{_PACKAGE}/relationships">'
        f'<Relationship Id="rId1" Type="{_OFFICE}/officeDocument" Target="xl/workbook.xml"/>'
        f'<Relationship Id="rId2" Type="{_PACKAGE}/relationships/metadata/core-properties" Target="docProps/core.xml"/>'
        "</Relationships>"
    )


def content_types(sheets: int) -> str:
    """The part [Content_Types].xml."""
    listed = "".join(
        f'<Override PartName="/xl/worksheets/sheet{number}.xml" ContentType="{_CONTENT}.worksheet+xml"/>'
        for number in range(1, sheets + 1)
    )
    return (
        f'{XML}<Types xmlns="{_PACKAGE}/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Default Extension="xml" ContentType="application/xml"/>'
        f'<Override PartName="/xl/workbook.xml" ContentType="{_CONTENT}.sheet.main+xml"/>{listed}'
        f'<Override PartName="/xl/styles.xml" ContentType="{_CONTENT}.styles+xml"/>'
        '<Override PartName="/docProps/core.xml"'
        ' ContentType="application/vnd.openxmlformats-package.core-properties+xml"/></Types>'
    )


def properties(creator: str, title: str, made: datetime | None) -> str:
    """The part docProps/core.xml: the company and what the workbook is about; no person, no program, no folder."""
    instant = ""
    if made is not None:
        stamp = made.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
        instant = f'<dcterms:created xsi:type="dcterms:W3CDTF">{stamp}</dcterms:created>'
    return (
        f'{XML}<cp:coreProperties xmlns:cp="{_PACKAGE}/metadata/core-properties"'
        ' xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/"'
        ' xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">'
        f"<dc:title>{escape(clean(title))}</dc:title><dc:creator>{escape(clean(creator))}</dc:creator>{instant}"
        "</cp:coreProperties>"
    )
