"""The headings of a register about its contracts' policies, manufacturers' warranties and maintenance contracts.

By field, divided by ``|``. 质保期 alone is the unit's own and stands with the others of a register.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final


def _each(*parts: Iterable[str]) -> str:
    """Every heading that takes one word from each part, in order."""
    found = [""]
    for part in parts:
        found = [f"{head}{word}" for head in found for word in part]
    return "|".join(found)


_MAKERS: Final = ("厂家", "原厂", "厂商", "制造商", "生产厂家", "生产商")
_WARRANTIES: Final = ("质保", "保修")
_THEIRS: Final = (*(f"{maker}{warranty}" for maker in _MAKERS for warranty in _WARRANTIES), "厂保")
_THEIRS_ENGLISH: Final = tuple(
    f"{maker} warranty" for maker in ("manufacturer", "manufacturers", "maker", "makers", "oem", "factory")
)
_EXTENSIONS: Final = ("续保", "延保", "维保")
_EXTENSIONS_ENGLISH: Final = ("extension", "extended warranty", "maintenance", "maintenance contract")
_FIRST: Final = ("起", "自", "起始日", "起始日期", "开始日期", "起算", "起算日", "起算日期", "生效日期")
_LAST: Final = (
    "至",
    "止",
    "到期",
    "到期日",
    "到期日期",
    "截止",
    "截止日",
    "截止日期",
    "截止时间",
    "终止日期",
    "结束日期",
)
_FIRST_ENGLISH: Final = (" from", " start", " start date", " begins")
_LAST_ENGLISH: Final = (" until", " to", " end", " end date", " expires", " expiry", " expiration", " expiry date")

REGISTER: Final = {
    "policy": (
        "政策|政策编号|服务政策代码|服务政策编号|"
        "质保方案|保修方案|服务方案|维保方案|售后方案|售后服务方案|质保政策|保修政策|服务政策|售后政策|质保方案代码|质保方案编号|"
        "服务方案代码|服务方案编号|方案代码|方案编号|政策代码|适用方案|适用政策|policy|policy code|policy profile|"
        "service policy|warranty policy|service plan|warranty plan"
    ),
    "maker_months": "|".join(
        (
            _each(_THEIRS, ("", "期", "期限", "月数", "时长", "时间", "期月")),
            _each(_THEIRS_ENGLISH, ("", " months", " period", " term", " duration")),
        )
    ),
    "maker_years": "|".join((_each(_THEIRS, ("年", "期年", "年数", "年限")), _each(_THEIRS_ENGLISH, (" years",)))),
    "maker_from": "|".join((_each(_THEIRS, _FIRST), _each(_THEIRS_ENGLISH, _FIRST_ENGLISH))),
    "maker_until": "|".join((_each(_THEIRS, _LAST), _each(_THEIRS_ENGLISH, _LAST_ENGLISH))),
    "maker_paper": (
        "保修卡号|质保卡号|保修卡|质保卡|厂家质保卡号|厂家保修卡号|原厂质保卡号|原厂保修卡号|厂家质保凭证|原厂质保凭证|"
        "厂家质保文件|warranty card|warranty card no|warranty card number|manufacturer warranty document"
    ),
    "extension_no": (
        _each(_EXTENSIONS, ("合同号", "合同编号", "合同", "单号", "协议号", "协议编号", "协议"))
        + "|维护合同号|维护合同编号|维护合同|维护合约号|维护合约编号|维护合约|maintenance contract|"
        "maintenance contract no|"
        "maintenance contract number|extension contract|extension contract no|extension contract number|"
        "extended warranty no|extended warranty number|extended warranty contract|amc|amc no|amc number"
    ),
    "extension_months": "|".join(
        (
            _each(_EXTENSIONS, ("月数", "时长", "期月")),
            "续保期|续保期限|延保期|延保期限",
            (
                "extension months|extension term|extended warranty|extended warranty months|"
                "maintenance months|maintenance term|maintenance contract months"
            ),
        )
    ),
    "extension_years": (
        _each(_EXTENSIONS, ("年", "期年", "年数", "年限"))
        + "|extension years|extended warranty years|maintenance years"
    ),
    "extension_signed_on": (
        _each(
            _EXTENSIONS,
            (
                "签订日",
                "签订日期",
                "签订时间",
                "签约日期",
                "签署日期",
                "签字日期",
                "合同签订日",
                "合同签订日期",
                "合同日期",
            ),
        )
        + "|extension signed|extension signed on|extension signature date|maintenance contract signed|"
        "maintenance contract signed on|maintenance contract date|extended warranty signed on"
    ),
    "extension_from": "|".join((_each(_EXTENSIONS, _FIRST), _each(_EXTENSIONS_ENGLISH, _FIRST_ENGLISH))),
    "extension_until": "|".join((_each(_EXTENSIONS, _LAST), _each(_EXTENSIONS_ENGLISH, _LAST_ENGLISH))),
}
"""Field of a register → headings."""
