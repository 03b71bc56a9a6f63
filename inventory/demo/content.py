"""Who is in the demonstration depot: invented people and places."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from models.organisation import Role

COMPANY: Final = {
    "name_zh": "鲁北设备服务有限公司",
    "name_en": "Lubei Equipment Service Co., Ltd.",
    "address": "山东省济南市历下区工业南路 88 号 3 号楼",
    "hotline": "400-618-0531",
    "mobile": "13800531088",
    "fax": "0531-88660099",
    "email": "service@lubei.example",
    "tax_no": "91370100MA3DEMO00X",
    "bank": "齐鲁银行济南高新支行 1178 0140 0000 5310",
}

PEOPLE: Final = (
    ("wangfang", "王芳", Role.KEEPER),
    ("zhangwei", "张伟", Role.ENGINEER),
    ("liqiang", "李强", Role.ENGINEER),
    ("liuyang", "刘洋", Role.DISPATCHER),
    ("chengang", "陈刚", Role.MANAGER),
    ("zhaomin", "赵敏", Role.FINANCE),
    ("zhoujie", "周杰", Role.ADMIN),
    ("sunli", "孙丽", Role.VIEWER),
)
"""Login, name, role. The manager is at work at this workstation."""

ENGINEERS: Final = ("张伟", "李强")


@dataclass(frozen=True, slots=True)
class Client:
    """A customer: name, city code of its phone, street, places where units stand, people there (name, title)."""

    name: str
    dialling: str
    address: str
    post_code: str
    places: tuple[str, ...]
    people: tuple[tuple[str, str], ...]
    level: str = ""
    remark: str = ""


CLIENTS: Final = (
    Client(
        "济南市第三人民医院", "0531", "济南市历城区北园大街 512 号", "250100",
        ("门诊三楼", "住院部五楼", "检验科"),
        (("赵敏华", "设备科科长"), ("孙磊", "设备工程师")),
        "A", "进门登记，检验科须穿鞋套。",
    ),
    Client(
        "鲁北职业技术学院", "0543", "滨州市黄河五路 391 号", "256600",
        ("图书馆机房", "实训楼二楼"),
        (("周建国", "网络中心主任"), ("吴倩", "实验员")),
        "A",
    ),
    Client(
        "济南热力集团有限公司", "0531", "济南市天桥区堤口路 17 号", "250031",
        ("一号换热站", "七号换热站", "调度中心"),
        (("郑凯", "运行科长"), ("冯玉兰", "值班长")),
        "B",
    ),
    Client(
        "泰山云海酒店", "0538", "泰安市岱宗大街 266 号", "271000",
        ("大堂", "宴会厅", "弱电机房"),
        (("何静", "工程部经理"),),
        "C",
    ),
    Client(
        "德州市中级人民法院", "0534", "德州市东方红东路 1188 号", "253000",
        ("第一审判庭", "档案室"),
        (("马志远", "技术科长"), ("韩雪", "书记员")),
        "B", "进门须预约，带身份证。",
    ),
    Client(
        "聊城市中心血站", "0635", "聊城市卫育北路 19 号", "252000",
        ("采血大厅", "成分科"),
        (("邓丽萍", "质管科长"), ("曹阳", "设备管理员")),
        "A",
    ),
    Client(
        "青岛海港物流有限公司", "0532", "青岛市黄岛区前湾港路 77 号", "266500",
        ("一号仓", "调度室"),
        (("薛海涛", "仓储经理"),),
        "C",
    ),
    Client(
        "章丘区实验中学", "0531", "济南市章丘区明水大街 1020 号", "250200",
        ("教务处", "多媒体教室"),
        (("田桂芳", "总务主任"), ("罗浩", "电教老师")),
        "",
    ),
)  # fmt: skip

CHARGES: Final = (8000, 12000, 15000, 20000)
"""Fees of a visit outside the warranty, in fen, before parts."""

REMARKS: Final = ("客户要求下次上门带齐备件。", "建议签维保合同。", "")
