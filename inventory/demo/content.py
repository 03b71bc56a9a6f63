"""Who and what is in the demonstration depot: invented people and places, goods as a service house sees them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from models.organisation import Role
from models.parts import PartKind

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
"""Login, name, role. The first one is at work."""

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
        ("门诊三楼", "住院部五楼", "检验科"), (("赵敏华", "设备科科长"), ("孙磊", "设备工程师")), "A",
        "进门登记，检验科须穿鞋套。",
    ),
    Client(
        "鲁北职业技术学院", "0543", "滨州市黄河五路 391 号", "256600",
        ("图书馆机房", "实训楼二楼"), (("周建国", "网络中心主任"), ("吴倩", "实验员")), "A",
    ),
    Client(
        "济南热力集团有限公司", "0531", "济南市天桥区堤口路 17 号", "250031",
        ("一号换热站", "七号换热站", "调度中心"), (("郑凯", "运行科长"), ("冯玉兰", "值班长")), "B",
    ),
    Client(
        "泰山云海酒店", "0538", "泰安市岱宗大街 266 号", "271000", ("大堂", "宴会厅", "弱电机房"), (("何静", "工程部经理"),), "C",
    ),
    Client(
        "德州市中级人民法院", "0534", "德州市东方红东路 1188 号", "253000",
        ("第一审判庭", "档案室"), (("马志远", "技术科长"), ("韩雪", "书记员")), "B", "进门须预约，带身份证。",
    ),
    Client(
        "聊城市中心血站", "0635", "聊城市卫育北路 19 号", "252000", ("采血大厅", "成分科"), (("邓丽萍", "质管科长"), ("曹阳", "设备管理员")), "A",
    ),
    Client(
        "青岛海港物流有限公司", "0532", "青岛市黄岛区前湾港路 77 号", "266500", ("一号仓", "调度室"), (("薛海涛", "仓储经理"),), "C",
    ),
    Client(
        "章丘区实验中学", "0531", "济南市章丘区明水大街 1020 号", "250200", ("教务处", "多媒体教室"), (("田桂芳", "总务主任"), ("罗浩", "电教老师")), "",
    ),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Good:
    """A model: maker, product, code, usual months, serials as its maker writes them, what fails and what is fitted."""

    maker: str
    product: str
    model: str
    months: int
    serial: str
    group: str
    parts: tuple[tuple[str, str, PartKind, int], ...]
    faults: tuple[tuple[str, str, str], ...]
    unit: str = "台"


_UNIT, _PART, _FITTING = PartKind.SPARE_UNIT, PartKind.SPARE_PART, PartKind.FITTING
_TOOL, _CONSUMABLE = PartKind.TOOL, PartKind.CONSUMABLE

GOODS: Final = (
    Good(
        "欧姆龙健康医疗", "电子血压计", "HEM-7136", 36, "{year}{month:02}15{n:05}", "血压测量",
        (("袖带", "22–42 cm", _FITTING, 8600), ("电源适配器", "6 V 700 mA", _PART, 6800), ("气泵", "KPM27", _PART, 11200),
         ("压力传感器", "HEM-7136/S", _PART, 19800), ("外壳", "上盖", _FITTING, 4300)),
        (("充气后不显示", "气管老化漏气", "更换袖带，校准"), ("无法开机", "电源适配器损坏", "更换电源适配器"),
         ("测量值偏高", "压力传感器漂移", "更换压力传感器，重新检定")),
    ),
    Good(
        "迈瑞医疗", "病人监护仪", "iPM-12", 24, "DB-{n:06}", "监护",
        (("血氧探头", "成人指夹式", _FITTING, 42000), ("锂电池", "11.1 V 4500 mAh", _PART, 56000), ("导联线", "五导", _FITTING, 33000),
         ("显示屏组件", "12.1 寸", _PART, 186000), ("热敏打印纸", "50 mm × 20 m", _CONSUMABLE, 1200)),
        (("血氧无波形", "探头线断", "更换血氧探头"), ("拔电即关机", "电池老化", "更换锂电池"), ("花屏", "显示屏排线松动", "紧固排线，清洁触点")),
    ),
    Good(
        "迈瑞医疗", "全自动血细胞分析仪", "BC-5390", 12, "RJ{year}{n:04}", "检验",
        (("进样针", "BC-5390", _PART, 92000), ("蠕动泵管", "套", _CONSUMABLE, 18600), ("稀释液过滤器", "10 μm", _CONSUMABLE, 9800),
         ("电磁阀", "二位三通", _PART, 47500), ("光学组件", "校准件", _TOOL, 268000)),
        (("本底值过高", "过滤器堵塞", "更换过滤器，清洗液路"), ("进样报警", "进样针弯曲", "更换进样针"), ("漏液", "蠕动泵管老化", "更换蠕动泵管")),
    ),
    Good(
        "理邦仪器", "心电图机", "SE-1201", 24, "{n:06}", "心电",
        (("胸电极", "六只装", _FITTING, 15800), ("肢体夹", "四只装", _FITTING, 12600), ("热敏打印头", "210 mm", _PART, 73000),
         ("心电图纸", "210 mm × 20 m", _CONSUMABLE, 1900), ("主板", "SE-1201", _PART, 158000)),
        (("打印缺线", "打印头磨损", "更换热敏打印头"), ("基线漂移", "电极接触不良", "更换胸电极，培训使用"), ("按键失灵", "面板进液", "清洁面板")),
    ),
    Good(
        "鱼跃医疗", "制氧机", "9F-5", 36, "YY9F{n:07}", "供氧",
        (("分子筛", "5 L", _PART, 64000), ("进气过滤棉", "十片装", _CONSUMABLE, 1500), ("压缩机", "ZW-140", _PART, 118000),
         ("湿化杯", "9F", _FITTING, 2600), ("氧浓度传感器", "9F", _PART, 36500)),
        (("氧浓度低", "分子筛失效", "更换分子筛"), ("噪声大", "压缩机减震垫脱落", "更换压缩机"), ("过热停机", "过滤棉堵塞", "更换过滤棉")),
    ),
    Good(
        "海尔生物医疗", "医用冷藏箱", "HYC-390", 36, "BE0{n:05}P{month:02}", "冷链",
        (("压缩机", "R600a 1/4 HP", _PART, 97000), ("温控器", "HYC-390", _PART, 28800), ("门封条", "1850 mm", _FITTING, 8900),
         ("冷凝风机", "12 W", _PART, 15600), ("温度探头", "NTC 10 k", _PART, 5400)),
        (("温度报警", "门封条老化", "更换门封条"), ("不制冷", "压缩机不启动", "更换压缩机"), ("显示温度异常", "探头损坏", "更换温度探头")),
    ),
    Good(
        "山特电子", "UPS 不间断电源", "C3KS", 36, "6{n:04}23{month:02}A", "供电",
        (("电池组", "12 V 9 Ah × 8", _PART, 88000), ("风扇", "12038", _PART, 6200), ("电源板", "C3KS", _PART, 76000),
         ("SNMP 卡", "CMC", _FITTING, 52000), ("输出端子", "C3KS", _FITTING, 3100)),
        (("市电断电即关机", "电池组失效", "更换电池组"), ("风扇异响", "轴承磨损", "更换风扇"), ("过载报警", "负载超限", "调整负载，现场培训")),
    ),
    Good(
        "爱普生", "投影机", "CB-X51", 24, "X5{n:06}K", "演示",
        (("灯泡", "ELPLP97", _CONSUMABLE, 62000), ("空气过滤网", "ELPAF32", _CONSUMABLE, 5600), ("色轮", "CB-X51", _PART, 41000),
         ("遥控器", "通用", _FITTING, 4500), ("镜头组件", "CB-X51", _PART, 135000)),
        (("画面发黄", "灯泡老化", "更换灯泡"), ("自动关机", "过滤网堵塞", "清洁过滤网"), ("无信号", "接口松动", "重新焊接接口")),
    ),
    Good(
        "海康威视", "硬盘录像机", "DS-7932N", 24, "DS{n:09}", "安防",
        (("硬盘", "4 TB 监控级", _PART, 59000), ("电源", "12 V 5 A", _PART, 13500), ("风扇", "4028", _PART, 3800),
         ("主板", "DS-7932N", _PART, 91000), ("遥控器", "DS", _FITTING, 3000)),
        (("录像丢失", "硬盘坏道", "更换硬盘，恢复配置"), ("反复重启", "电源电压不稳", "更换电源"), ("网口不通", "雷击", "更换主板")),
    ),
    Good(
        "格力电器", "机房精密空调", "JKF-7.5", 24, "GL{year}-{n:04}", "温控",
        (("压缩机", "5 HP 涡旋", _PART, 385000), ("滤网", "G4 595 × 595", _CONSUMABLE, 7800), ("加湿罐", "8 kg/h", _CONSUMABLE, 46000),
         ("控制板", "JKF", _PART, 128000), ("皮带", "A-54", _CONSUMABLE, 3500)),
        (("高压报警", "冷凝器脏堵", "清洗冷凝器"), ("湿度低", "加湿罐结垢", "更换加湿罐"), ("皮带啸叫", "皮带松弛", "更换皮带并调整")),
    ),
    Good(
        "西门子", "可编程控制器", "CPU 1214C", 18, "S C-{n:04}{month:02}-A", "控制",
        (("信号板", "SB 1232", _FITTING, 48000), ("数字量模块", "SM 1223", _PART, 112000), ("存储卡", "4 MB", _FITTING, 31000),
         ("电源模块", "PM 1207", _PART, 43000), ("编程电缆", "PN", _TOOL, 16000)),
        (("通信中断", "网线接头氧化", "更换接头"), ("输出点不动作", "继电器烧毁", "更换数字量模块"), ("程序丢失", "存储卡损坏", "更换存储卡，恢复程序")),
    ),
    Good(
        "奔图电子", "激光打印机", "P3370DN", 12, "CA{n:08}", "打印",
        (("硒鼓", "DL-5120", _CONSUMABLE, 39800), ("定影组件", "P3370", _PART, 54000), ("搓纸轮", "套", _PART, 4200),
         ("主板", "P3370DN", _PART, 67000), ("纸盒", "250 页", _FITTING, 21000)),
        (("卡纸", "搓纸轮磨损", "更换搓纸轮"), ("打印发灰", "硒鼓寿命到", "更换硒鼓"), ("定影不牢", "定影膜破损", "更换定影组件")),
    ),
)  # fmt: skip

CHARGES: Final = (8000, 12000, 15000, 20000)
"""Fees of a visit outside the warranty, in fen, before parts."""

REMARKS: Final = ("客户要求下次上门带齐备件。", "建议签维保合同。", "")
