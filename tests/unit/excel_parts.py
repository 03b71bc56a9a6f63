"""Workbooks built part by part, as Excel writes them or as somebody who means harm would, and looked into as XML."""

from __future__ import annotations

from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"

STYLES = (
    f'<styleSheet xmlns="{MAIN}"><numFmts count="2"><numFmt numFmtId="170" formatCode="000000"/>'
    '<numFmt numFmtId="171" formatCode="yyyy&quot;年&quot;m&quot;月&quot;"/></numFmts>'
    '<cellStyleXfs count="2"><xf numFmtId="0"/><xf numFmtId="2"/></cellStyleXfs><cellXfs count="6"><xf numFmtId="0"/>'
    '<xf numFmtId="170"/><xf numFmtId="14"/><xf numFmtId="22"/><xf numFmtId="4"/><xf numFmtId="171"/></cellXfs></styleSheet>'
)
"""Cell styles: 0 General, 1 six digits, 2 a day, 3 a moment, 4 an amount, 5 a month in Chinese."""


def sheet_xml(rows: str, *, before: str = "", after: str = "") -> str:
    """A sheet with these ``<row>`` elements."""
    return f'<worksheet xmlns="{MAIN}">{before}<sheetData>{rows}</sheetData>{after}</worksheet>'


def build(
    path: Path,
    sheet: str | bytes,
    *,
    styles: str = STYLES,
    strings: str = "",
    workbook: str = "",
    more: dict[str, bytes] | None = None,
) -> Path:
    """A workbook with one sheet “台账”; any part can be given as it should not be."""
    parts: dict[str, str | bytes] = {
        "[Content_Types].xml": '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>',
        "_rels/.rels": f'<Relationships xmlns="{PACKAGE}"><Relationship Id="rId1" Type="{OFFICE}/officeDocument"'
        ' Target="xl/workbook.xml"/></Relationships>',
        "xl/workbook.xml": workbook
        or f'<workbook xmlns="{MAIN}" xmlns:r="{OFFICE}"><sheets><sheet name="台账" sheetId="1" r:id="rId1"/></sheets></workbook>',
        "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{PACKAGE}"><Relationship Id="rId1"'
        f' Type="{OFFICE}/worksheet" Target="worksheets/sheet1.xml"/></Relationships>',
        "xl/styles.xml": styles,
        "xl/worksheets/sheet1.xml": sheet,
        **({"xl/sharedStrings.xml": f'<sst xmlns="{MAIN}">{strings}</sst>'} if strings else {}),
        **(more or {}),
    }
    with ZipFile(path, "w", ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return path


def part_of(path: Path, name: str) -> str:
    """The text of a part of the workbook at ``path``."""
    with ZipFile(path) as archive:
        return archive.read(name).decode("utf-8")


def sheet_of(path: Path, number: int = 1) -> str:
    """The XML of a sheet of the workbook at ``path``."""
    return part_of(path, f"xl/worksheets/sheet{number}.xml")
