"""Small books as people keep them: titles above the heading, dates in every manner, a few mistakes."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Final

from inventory.excel.cells import Column, Kind
from inventory.excel.door import BookWriter

NAME: Final = "设备台账（旧）.xlsx"
_MONITOR: Final = ("电子血压计", "HEM-7136", "欧姆龙健康医疗")
_DEFIBRILLATOR: Final = ("除颤仪", "BeneHeart C2", "迈瑞医疗")
_RECORDER: Final = ("监控主机", "NVR-16", "海康")
_HEADINGS: Final = (
    "序号", "产品名称", "规格型号", "生产厂家",
    "出厂编号", "客户名称", "安装地点",
    "合同编号", "销售日期", "验收日期", "质保期", "备注",
)  # fmt: skip
_ROWS: Final = (
    (1, *_MONITOR, "2026080100311", "济南市第三人民医院", "门诊三楼",
     "SD2026-031", "2026年8月20日", "2026.9.1", "36个月", ""),
    (2, *_MONITOR, "２０２６０８０１００３１２", "济南市第三人民医院", "门诊三楼",
     "SD2026-031", "2026-08-20", "2026/9/1", "3年", "全角编号"),
    (3, *_MONITOR, "2026080100313", "济南市第三人民医院", "住院部五楼",
     "SD2026-031", "20260820", "2026年2月31日", "36", "验收日期待查"),
    (4, *_DEFIBRILLATOR, "CQ-61000731", "聊城市中心血站", "采血大厅",
     "SD2026-044", "2026.10.8", "2026.10.15", "五年", "厂保六年"),
    (5, *_DEFIBRILLATOR, "CQ-61000732", "聊城市中心血站", "采血大厅",
     "SD2026-044", "2026.10.8", "", "三年左右", ""),
    (6, *_DEFIBRILLATOR, "CQ-61000731", "聊城市中心血站", "成分科",
     "SD2026-044", "2026.10.8", "2026.10.15", "五年", "重复登记"),
    (7, *_RECORDER, "", "济南热力集团有限公司", "调度中心",
     "SD2026-052", "2026/11/2", "2026/11/9", "24个月", ""),
    (8, *_RECORDER, "E20261102018", "济南热力集团", "一号换热站",
     "SD2026-052", "2026/11/2", "2026/11/9", "24个月", ""),
    (9, *_RECORDER, "E20261102019", "章丘区第二实验小学", "门卫室",
     "SD2026-053", "2026/11/5", "2026/11/12", "24个月", "新客户，已过保"),
    (10, *_RECORDER, "E20261102020", "章丘区第二实验小学", "机房",
     "SD2026-053", "2026/11/5", "2026/11/1", "24个月", ""),
)  # fmt: skip


_PRICE_HEADINGS: Final = (
    "序号", "类别", "物料编码", "名称", "规格型号", "品牌", "数量", "单位", "单价（含税）", "总价", "税率", "备注",
)  # fmt: skip
_PRICES: Final = (
    (1, "设备", "", "电子血压计", "HEM-7136", "欧姆龙健康医疗", "12", "台", "¥2,680.00", "32,160.00", "13%", ""),
    (2, "备件", "BP-0001", "电源模块", "", "", "4", "个", "316.40", "1,265.60", "13%", "随机"),
    (3, "易耗材料", "HC-0107", "袖带", "", "", "24", "条", "45 元", "1,080.00", "13%", ""),
    (4, "服务", "", "年度上门校准", "", "", "3", "次", "1,500.00", "4,500.00", "6%", "每年一次"),
)  # fmt: skip
_ACCEPTANCE_HEADINGS: Final = ("序号", "出厂编号", "验收日期", "验收合格书编号")


def write_book(folder: Path) -> Path:
    """Write the register into ``folder`` and return its path."""
    return _write(folder / NAME, _HEADINGS, _ROWS, ("设备台账", "截至 2026 年 11 月，王芳 整理"))


def write_price_list(folder: Path) -> Path:
    """Write a price list into ``folder`` and return its path."""
    return _write(folder / "合同价格表.xlsx", _PRICE_HEADINGS, _PRICES, ("合同设备及备品备件价格表",))


def write_acceptances(folder: Path, serials: Sequence[str]) -> Path:
    """Write a list of acceptance dates of these units into ``folder``, the last on 31 February; return its path."""
    days = ["2026年11月9日"] * (len(serials) - 1) + ["2026-02-31"]
    rows = [
        (place, serial, day, f"YS-{place:03d}")
        for place, (serial, day) in enumerate(zip(serials, days, strict=True), 1)
    ]
    return _write(folder / "验收日期一览.xlsx", _ACCEPTANCE_HEADINGS, rows, ("验收日期一览",))


def _write(path: Path, headings: Sequence[str], rows: Sequence[tuple[object, ...]], titles: tuple[str, ...]) -> Path:
    with BookWriter(path) as book:
        columns = [Column(heading, Kind.TEXT) for heading in headings]
        sheet = book.sheet("台账", columns, title_rows=titles, filtered=False)
        for row in rows:
            sheet.row(row)
    return path
