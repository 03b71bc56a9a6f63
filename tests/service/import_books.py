"""Small untidy books, made as people make them, and what an import says about them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import openpyxl

from inventory.imports.notes import Preview, Request, Verdict, Weight
from inventory.imports.preview import preview
from inventory.jobs import Quiet
from inventory.work import Context
from models.imports import ImportKind

REGISTER = ("序号", "产品名称", "规格型号", "生产厂家", "出厂编号", "售出日期", "合同编号", "验收日期", "质保期(月)",
            "用户/单位名称", "联系人", "地址", "邮编", "电话", "传真", "备注")  # fmt: skip
PARTS = ("物料编码", "名称", "规格型号", "类别", "单位", "适用机型", "是否原厂", "库位", "库存数量", "成本价(元)",
         "合同初始价(元)", "安全库存", "备注")  # fmt: skip
REPAIRS = ("单号", "报修时间", "报修方式", "用户/单位名称", "出厂编号", "规格型号", "故障级别", "故障现象", "响应时间",
           "到场时间", "恢复时间", "故障原因", "是否人为", "处理措施", "更换配件", "配件数量", "费用(元)", "备机编号",
           "工程师", "用户确认", "满意度")  # fmt: skip
CUSTOMERS = ("客户名称", "客户编码", "联系人", "职务", "电话", "地址", "邮编", "使用地点", "备注")

UNIT: Mapping[str, Any] = {
    "产品名称": "电子血压计", "规格型号": "BP-900", "生产厂家": "鱼跃医疗", "出厂编号": "2024082400001", "售出日期": "2025/03/27 ",
    "合同编号": "HT2025-001", "验收日期": "2025年5月7日", "质保期(月)": 12, "用户/单位名称": "青岛热力公司", "联系人": "高强",
    "地址": "青岛市友好北路428号", "邮编": "266000", "电话": "0532-56521255",
}  # fmt: skip
"""A row of a register with nothing wrong; a test changes what it is about."""
PART: Mapping[str, Any] = {
    "物料编码": "BP-0001", "名称": "电源模块", "规格型号": "HEM-7136/A3", "类别": "备件", "单位": "个", "库位": "A-11-01",
    "库存数量": 20, "成本价(元)": 162.68, "安全库存": 1, "是否原厂": "认可",
}  # fmt: skip
CASE: Mapping[str, Any] = {
    "单号": "WX2025120001", "报修时间": "2025-12-14 15:21", "报修方式": "电话", "用户/单位名称": "青岛热力公司",
    "出厂编号": "2024082400001", "规格型号": "BP-900", "故障级别": "II级", "故障现象": "=1+1 无显示", "响应时间": "2025-12-14 16:00",
    "到场时间": "2025-12-14 18:00", "恢复时间": "2025-12-15 09:00", "是否人为": "否", "处理措施": "更换电源板", "费用(元)": 0,
    "工程师": "刘静", "用户确认": "高强", "满意度": "非常满意",
}  # fmt: skip


def write_book(
    path: Path,
    headings: Sequence[str],
    rows: Sequence[Mapping[str, Any] | Sequence[Any]],
    *,
    titles: Sequence[str] = ("设备台账",),
) -> Path:
    """A workbook with title rows, a row of headings, and the rows; a cell is whatever Python value it is given."""
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    for title in titles:
        sheet.append([title])
    sheet.append(list(headings))
    for row in rows:
        sheet.append([row.get(heading) for heading in headings] if isinstance(row, Mapping) else list(row))
    book.save(path)
    return path


def register(path: Path, *rows: Mapping[str, Any] | Sequence[Any]) -> Path:
    """A register of units; row 3 of the sheet is the first one."""
    return write_book(path, REGISTER, [{**UNIT, **row} if isinstance(row, Mapping) else row for row in rows])


def part_list(path: Path, *rows: Mapping[str, Any]) -> Path:
    """A list of parts; row 3 is the first one."""
    return write_book(path, PARTS, [{**PART, **row} for row in rows], titles=("备品备件库存表",))


def repair_log(path: Path, *rows: Mapping[str, Any]) -> Path:
    """A repair log; row 3 is the first one."""
    return write_book(path, REPAIRS, [{**CASE, **row} for row in rows], titles=("维修记录(2020—2026)",))


def looked_at(ctx: Context, kind: ImportKind, path: Path, **how: Any) -> Preview:
    """The preview of a book."""
    return preview(ctx, Request(kind, path, **how), Quiet())


def said(found: Preview, row: int, weight: Weight) -> list[tuple[str, str]]:
    """Column and sentence of what is said about a row with this weight."""
    return [
        (note.column, str(note.message))
        for line in found.rows
        if line.row == row
        for note in line.notes
        if note.weight is weight
    ]


def refused(found: Preview, row: int) -> list[tuple[str, str]]:
    """Why a row is refused."""
    return said(found, row, Weight.REFUSES)


def warned(found: Preview, row: int) -> list[tuple[str, str]]:
    """What a person should look at in a row."""
    return said(found, row, Weight.WARNS)


def verdict(found: Preview, row: int) -> Verdict:
    """The verdict of a row that has something to say."""
    return next(line.verdict for line in found.rows if line.row == row)


def counts(found: Preview) -> tuple[int, int, int, int]:
    """New, changed, refused, already there."""
    return found.new, found.changed, found.rejected, found.already_there
