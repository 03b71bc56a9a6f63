"""The rows of a depot for measuring: what is in them depends on their number alone."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any, Final

from inventory.scanning.payload import CROCKFORD, RANDOM_CHARACTERS
from inventory.search import grams
from inventory.values.codes import name_key

BEGIN: Final = datetime(2018, 1, 1, 0, 30, tzinfo=UTC)
BIG: Final = 1000
"""Units of the first customer, who has 2,000 cases."""
LINES: Final = 10
"""Lines of a paper of the stock at most."""
MODELS: Final = 300

CITIES: Final = (
    "济南",
    "青岛",
    "淄博",
    "枣庄",
    "东营",
    "烟台",
    "潍坊",
    "济宁",
    "泰安",
    "威海",
    "日照",
    "临沂",
    "德州",
    "聊城",
    "滨州",
    "菏泽",
    "郑州",
    "南京",
    "西安",
    "喀什",
)
HOUSES: Final = (
    "人民医院",
    "实验中学",
    "热力公司",
    "中心血站",
    "物业服务中心",
    "职业技术学院",
    "地铁运营公司",
    "图书馆",
    "国际会展中心",
    "海港物流公司",
)
GOODS: Final = (
    "电子血压计",
    "病人监护仪",
    "心电图机",
    "制氧机",
    "医用冷藏箱",
    "不间断电源",
    "投影机",
    "硬盘录像机",
    "精密空调",
    "激光打印机",
)
PARTS: Final = (
    "电源板",
    "风扇",
    "电池组",
    "显示屏",
    "主板",
    "滤网",
    "传感器",
    "压缩机",
    "打印头",
    "导联线",
)
FAULTS: Final = ("无法开机", "显示异常", "风扇异响", "通信中断", "测量值偏高")
_CHECK: Final = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"
_STEPS: Final = [
    {letter: ((state + value) % 36 or 36) * 2 % 37 for value, letter in enumerate(_CHECK)} for state in range(37)
]
"""The state of the check after a character, by the state before it."""


@dataclass(frozen=True, slots=True)
class Size:
    """How much there is. Each unit has five rows of history: two cases, a part fitted, two events."""

    units: int
    parts: int = 2_000
    customers: int = 50_000

    @property
    def history(self) -> int:
        """Rows of history."""
        return 5 * self.units

    @property
    def groups(self) -> int:
        """Papers of the stock in one turn of all parts; the first part is on each of them."""
        return -(-(self.parts - 1) // (LINES - 1))

    @property
    def turns(self) -> int:
        """How often every part has its turn: there is at least a move of the stock for each unit."""
        return -(-self.units // (self.parts - 1 + self.groups))

    @property
    def moves(self) -> int:
        """Moves of the stock."""
        return self.turns * (self.parts - 1 + self.groups)


FULL: Final = Size(1_000_000)
SMALL: Final = Size(20_000, parts=400, customers=2_000)


def scrambled(number: int, digits: int) -> int:
    """A number of so many digits that looks drawn by chance and belongs to no other (odd and not divisible by 5)."""
    return int(number * 7_919_317 % 10**digits)


def code(kind: str, number: int) -> str:
    """The label code with this number (ISO 7064 MOD 37,36). Some end in a character that payload.new_code avoids."""
    rest = number * 2_654_435_761 % 32**RANDOM_CHARACTERS
    state = _STEPS[36][kind]
    body = kind
    for _ in range(RANDOM_CHARACTERS):
        letter = CROCKFORD[rest & 31]
        rest >>= 5
        body += letter
        state = _STEPS[state][letter]
    return body + _CHECK[(1 - state) % 36]


def serial(number: int) -> str:
    """A serial as makers write them: digits with a date, letters and digits, leading zeros."""
    drawn = scrambled(number, 9)
    return (f"20{18 + number % 9}{number % 12 + 1:02}{drawn:09}", f"SN{drawn:09}", f"{drawn:010}", f"DB-{drawn:09}")[
        number % 4
    ]


def customer_name(number: int) -> str:
    """A name of a customer; neighbouring numbers have different ones."""
    return f"{CITIES[number % len(CITIES)]}市第{number}{HOUSES[number // 7 % len(HOUSES)]}"


Table = tuple[str, Sequence[str], Iterator[tuple[Any, ...]]]
"""A table, its columns and its rows."""


def tables(size: Size) -> Iterator[Table]:
    """Everything, parents before children."""
    yield (
        "depot_user",
        ("id", "version", "login", "name", "role", "active"),
        iter([(1, 1, "wangfang", "王芳", "manager", 1)]),
    )
    yield "customer", _COLUMNS["customer"].split(), _customers(size)
    yield (
        "contact",
        _COLUMNS["contact"].split(),
        ((n, 1, n, "张伟", "", f"0531-{8_800_0000 + n}", "", "", "", 1) for n in range(1, size.customers + 1)),
    )
    yield (
        "manufacturer",
        _COLUMNS["manufacturer"].split(),
        ((n, 1, f"厂家{n}", f"厂家{n}", "", "", "", "", "", "") for n in range(1, MODELS // 10 + 1)),
    )
    yield (
        "product_model",
        _COLUMNS["product_model"].split(),
        (
            (n, 1, (n - 1) // 10 + 1, GOODS[n % len(GOODS)], f"M-{1000 + n}", f"M-{1000 + n}", "台", 36, "", "")
            for n in range(1, MODELS + 1)
        ),
    )
    yield (
        "part",
        _COLUMNS["part"].split(),
        (
            (
                n,
                1,
                code("P", n),
                f"BP-{n:05}",
                f"BP-{n:05}",
                PARTS[n % len(PARTS)],
                f"{n} W",
                n % (MODELS // 10) + 1,
                "spare_part",
                "个",
                0,
                0,
                2,
                1000 + n,
                1500 + n,
                "",
            )
            for n in range(1, size.parts + 1)
        ),
    )
    fits = ((part, (part * 7 + turn * 31) % MODELS + 1) for part in range(1, size.parts + 1) for turn in (0, 1))
    yield "part_fit", ("part_id", "model_id", "quantity", "position", "origin"), ((p, m, 1, "", "oem") for p, m in fits)
    yield "asset", _COLUMNS["asset"].split(), _assets(size)
    yield "service_case", _COLUMNS["service_case"].split(), _cases(size)
    yield (
        "part_use",
        (
            "case_id",
            "part_id",
            "part_no",
            "name",
            "quantity",
            "charged",
            "unit_price",
            "removed_serial",
            "fitted_serial",
        ),
        (
            (2 * n, n % size.parts + 1, f"BP-{n % size.parts + 1:05}", PARTS[(n + 1) % len(PARTS)], 1, 0, 0, "", "")
            for n in range(1, size.units + 1)
        ),
    )
    yield (
        "asset_event",
        ("asset_id", "at", "kind", "by_id", "note"),
        (
            (n, _moment(n, turn), kind, 1, "")
            for n in range(1, size.units + 1)
            for turn, kind in enumerate(("delivered", "installed"))
        ),
    )


_COLUMNS: Final = {
    "customer": "id version code name name_key name_grams kind tax_no level language remark",
    "contact": "id version customer_id name title phone mobile fax email is_default",
    "manufacturer": "id version name name_key phone email website address hours rma_address",
    "product_model": (
        "id version manufacturer_id product_name model_code model_norm unit warranty_months function_group remark"
    ),
    "part": (
        "id version code part_no part_norm name spec manufacturer_id kind unit serialised decimals "
        "safety_stock reference_cost initial_price remark"
    ),
    "asset": (
        "id version code model_id serial_no serial_norm customer_id location_text owner role state sold_on "
        "accepted_on warranty_months label_printed_at remark"
    ),
    "service_case": (
        "id version code case_no case_norm asset_id customer_id customer_name contact_name contact_phone "
        "address location_text channel reporter level symptom state reported_at recorded_at responded_at "
        "arrived_at restored_at cover_status cause user_damage action charged fee loaner_no engineer "
        "confirmed_by satisfaction remark"
    ),
}
"""The columns of the bigger tables, in the order of their rows."""


def _customers(size: Size) -> Iterator[tuple[Any, ...]]:
    for n in range(1, size.customers + 1):
        name = customer_name(n)
        yield n, 1, f"KH{n:05}", name, name_key(name), grams(name), "organisation", "", "", "", ""


def owner(number: int, size: Size) -> int:
    """The customer of a unit: the first has many, the others about as many as each other."""
    big = min(BIG, size.units // 10)
    return 1 if number <= big else number % (size.customers - 1) + 2


def _assets(size: Size) -> Iterator[tuple[Any, ...]]:
    for n in range(1, size.units + 1):
        text, sold = serial(n), date(2018, 1, 1) + timedelta(days=scrambled(n, 6) % 3200)
        accepted = None if n % 20 == 0 else (sold + timedelta(days=20)).isoformat()
        printed = "2026-06-01 02:00:00" if n % 50 else None
        state = "faulty" if n % 200 == 0 else "in_service"
        yield (
            n,
            1,
            code("A", n),
            n % MODELS + 1,
            text,
            text,
            owner(n, size),
            "门诊三楼",
            "customer",
            "customer_unit",
            state,
            sold.isoformat(),
            accepted,
            36,
            printed,
            "",
        )


def _moment(number: int, turn: int, minutes: int = 0) -> str:
    at = BEGIN + timedelta(days=scrambled(number * 2 + turn, 6) % 3200, minutes=number % 480 + minutes)
    return at.isoformat(" ")[:19]


def _cases(size: Size) -> Iterator[tuple[Any, ...]]:
    for n in range(1, size.units + 1):
        customer = owner(n, size)
        name = customer_name(customer)
        for turn in (0, 1):
            number = 2 * n - 1 + turn
            text, at = f"WX{number:08}", _moment(n, turn)
            yield (
                number,
                1,
                code("C", number),
                text,
                text,
                n,
                customer,
                name,
                "张伟",
                "0531-88001234",
                "北园大街 512 号",
                "门诊三楼",
                "phone",
                "张伟",
                "一般",
                FAULTS[number % len(FAULTS)],
                "closed",
                at,
                at,
                _moment(n, turn, 20),
                _moment(n, turn, 90),
                _moment(n, turn, 200),
                "IN_WARRANTY",
                "元件老化",
                "no",
                "更换部件，测试正常",
                0,
                0,
                "",
                "李强",
                "张伟",
                "satisfied",
                "",
            )
