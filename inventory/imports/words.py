"""The words of old books for what the depot keeps as kinds: channels, marks, kinds of parts, states.

Chinese and English, as people write them and as our own workbooks print them. A word that stands nowhere here is
never guessed: the row is refused, or taken with a warning, and the person is told which words are known.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from typing import Final

from models.assets import AssetState
from models.cases import Channel, Satisfaction, UserDamage
from models.contracts import ContractLineKind
from models.customers import CustomerKind
from models.parts import Origin, PartKind
from models.policies import AnchorEvent


def fold(text: str) -> str:
    """``text`` as words and headings are compared: letters, digits and characters only, without case or width."""
    return "".join(char for char in unicodedata.normalize("NFKC", text).casefold() if char.isalnum())


def _table(words: Mapping[object, str]) -> dict[str, object]:
    return {fold(word): meaning for meaning, listed in words.items() for word in listed.split("|")}


CHANNELS: Final = _table(
    {
        Channel.PHONE: "电话|来电|电话报修|热线|手机|phone|telephone|call|hotline",
        Channel.FAX: "传真|fax",
        Channel.WEB: "网络|网站|网上|线上|在线|网络报修|微信|QQ|小程序|web|website|online|portal",
        Channel.EMAIL: "邮件|电子邮件|邮箱|e-mail|email|mail",
        Channel.LETTER: "书信|信函|来信|公函|letter",
        Channel.ON_SITE: "现场|当面|上门|现场报修|on site|onsite|in person",
        Channel.INSPECTION: "巡检发现|巡检|巡查|巡查发现|检查发现|found on inspection|inspection",
    }
)
"""How a fault reached us (R-143, R-157)."""

SATISFACTION: Final = _table(
    {
        Satisfaction.VERY_SATISFIED: "非常满意|很满意|十分满意|very satisfied|very good|excellent",
        Satisfaction.SATISFIED: "满意|satisfied|good",
        Satisfaction.FAIR: "一般|基本满意|fair|neutral|average",
        Satisfaction.DISSATISFIED: "不满意|差|dissatisfied|not satisfied|poor|bad",
        None: "未评价|未评|无评价|not rated|none",
    }
)
"""The customer's mark (C-14); None: no mark was given."""

DAMAGE: Final = _table(
    {
        UserDamage.NO: "否|不是|无|非人为|no|n|false|0",
        UserDamage.YES: "是|有|人为|人为损坏|人为破坏|yes|y|true|1",
        UserDamage.DISPUTED: "有争议|争议|待定|待确认|disputed|unclear",
    }
)

YES_NO: Final = _table(
    {
        True: "是|收费|有偿|保外|要|yes|y|true|1|charged",
        False: "否|免费|无偿|保内|不收费|不|无|no|n|false|0|free",
    }
)

PART_KINDS: Final = _table(
    {
        PartKind.SPARE_UNIT: "备品|备机|整机|spare unit|standby unit",
        PartKind.SPARE_PART: "备件|备品备件|零件|部件|零部件|spare part|spare|part|component",
        PartKind.FITTING: "配件|附件|零配件|fitting|accessory|accessories",
        PartKind.TOOL: "专用工具|工具|仪器|tool|special tool|tools",
        PartKind.CONSUMABLE: "易耗材料|易耗品|耗材|消耗品|易耗|consumable|consumables|supplies",
    }
)
"""The kinds of goods of R-104 (glossary 2.2)."""

ORIGINS: Final = _table(
    {
        Origin.OEM: "是|原厂|原装|原厂件|原厂配件|yes|y|oem|original|genuine|true|1",
        Origin.APPROVED: "认可|原厂认可|经认可|厂家认可|认证|approved|certified",
        Origin.COMPATIBLE: "否|非原厂|兼容|兼容件|第三方|副厂|国产|no|n|compatible|third party|false|0",
    }
)
"""Who stands behind a part (R-046)."""

CUSTOMER_KINDS: Final = _table(
    {
        CustomerKind.ORGANISATION: "单位|企业|公司|机构|组织|organisation|organization|company",
        CustomerKind.PERSON: "个人|私人|自然人|person|private|individual",
    }
)

STATES: Final = _table(
    {
        None: "在用|使用中|正常|正常使用|运行|已售|deployed|in use|active|in service|normal",
        AssetState.IN_STOCK: "在库|库存|入库|闲置|未出库|in stock|ready to deploy|deployable|available",
        AssetState.INSTALLED: "已安装|安装完成|installed",
        AssetState.DELIVERED: "已发货|已交付|已到货|delivered|shipped",
        AssetState.FAULTY: "故障|待修|faulty|broken",
        AssetState.AT_DEPOT: "维修中|返修|在修|送修|out for repair|in repair|out for diagnostics",
        AssetState.AT_OEM: "返厂|厂家维修|原厂维修|at manufacturer|at oem",
        AssetState.SCRAPPED: "报废|已报废|scrapped|broken not fixable|lost stolen|undeployable",
        AssetState.RETIRED: "停用|退役|下线|已停用|拆除|archived|retired|disposed|decommissioned",
    }
)
"""Where a unit is (model.md 3.3); None: the dates say it."""

LINE_KINDS: Final = _table(
    {
        ContractLineKind.EQUIPMENT: "设备|主机|整机|仪器|产品|主设备|设备类|equipment|unit|machine|device|main unit",
        ContractLineKind.SPARE_UNIT: "备品|备机|备用机|spare unit|standby unit",
        ContractLineKind.SPARE_PART: "备件|备品备件|零件|部件|零部件|spare part|spare parts|spare|part|component",
        ContractLineKind.FITTING: "配件|附件|零配件|选配件|fitting|accessory|accessories",
        ContractLineKind.TOOL: "专用工具|工具|special tool|special tools|tool|tools",
        ContractLineKind.CONSUMABLE: "易耗材料|易耗品|耗材|消耗品|易耗|consumable|consumables|supplies",
        ContractLineKind.LABOUR: "人工|人工费|工时|工时费|维修工时|labour|labor",
        ContractLineKind.TRAVEL: "差旅|差旅费|交通费|上门费|出差|travel",
        ContractLineKind.SERVICE: "服务|服务费|技术服务|维保|维保服务|培训|安装调试|保养|service|services|"
        "training|maintenance",
        ContractLineKind.SOFTWARE: "软件|软件许可|许可|授权|software|licence|license",
        ContractLineKind.UPGRADE: "升级|升级服务|软件升级|upgrade|upgrades",
    }
)
"""What a line of a price list is about (model.md ContractLine)."""

TAXED: Final = _table(
    {
        True: "是|含|含税|已含税|价税合计|yes|y|true|1|incl|included|including tax|incl tax|with tax|gross",
        False: "否|不含|不含税|未税|未含税|税前|no|n|false|0|excl|excluded|excluding tax|excl tax|without tax|net",
    }
)
"""Whether the tax is in a price (C-08)."""

ANCHORS: Final = _table(
    {
        AnchorEvent.EX_WORKS: (
            "出厂|出厂日期|出厂日|出厂之日|出厂时间|自出厂|自出厂日起|自出厂之日起|出厂日起|出厂之日起|ex works|"
            "ex-works date|from ex works|factory date"
        ),
        AnchorEvent.INVOICED: (
            "发票|开票|发票日期|开票日期|发票日|售出|销售|售出日期|销售日期|购买|购机|购买日期|购置日期|自售出之日起|自发票之日起|"
            "自购买之日起|invoice|invoice date|sale|sale date|purchase|purchase date|date of purchase"
        ),
        AnchorEvent.DELIVERED: (
            "到货|交货|交付|送货|到货日期|交付日期|交货日期|自到货之日起|自交付之日起|delivery|delivery date"
        ),
        AnchorEvent.INSTALLED: "安装|装机|安装日期|装机日期|自安装之日起|installation|installation date|install date",
        AnchorEvent.EQUIPMENT_SIGNED: "验收|验收日期|验收签字|自验收之日起|acceptance|acceptance date",
    }
)
"""From which event a manufacturer's months count."""
