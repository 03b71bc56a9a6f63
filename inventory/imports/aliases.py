"""The headings of old books and what they mean, by kind and field, divided by ``|``.

Chinese registers, their English sisters, our own workbooks, and the columns of Snipe-IT's export of assets.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from models.imports import ImportKind

_BLOCK: Final = {
    "contact": "联系人|联系人姓名|客户联系人|用户联系人|负责人|使用人|contact|contact person|contact name",
    "phone": "电话|联系电话|固定电话|座机|电话号码|客户电话|用户电话|联系方式|phone|telephone|tel|phone number",
    "mobile": "手机|手机号|移动电话|手机号码|mobile|mobile phone|cell phone",
    "fax": "传真|传真号|传真号码|fax|fax number",
    "email": "邮箱|电子邮箱|电子邮件|邮件地址|e-mail|email|email address",
    "address": "地址|单位地址|客户地址|用户地址|通讯地址|联系地址|使用单位地址|address|street address",
    "post_code": "邮编|邮政编码|post code|postcode|postal code|zip|zip code",
}

STRONG: Final[Mapping[ImportKind, Mapping[str, str]]] = {
    ImportKind.ASSETS: {
        "serial_no": (
            "出厂编号|序列号|设备序列号|产品序列号|机身号|机身编号|机号|机器号|出厂号|出厂序列号|序列编号|sn|"
            "s/n|sn号|sn码|serial|serial no|serial number|factory serial number|serialno"
        ),
        "model_code": (
            "规格型号|型号|规格/型号|型号规格|设备型号|产品型号|机型|model no|model number|model code|"
            "specification and model"
        ),
        "product_name": "产品名称|设备名称|名称|品名|商品名称|仪器名称|product|product name|equipment|device",
        "maker": "生产厂家|厂家|品牌|制造商|生产商|生产企业|生产单位|制造厂|厂商|原厂|manufacturer|maker|brand|oem",
        "customer": (
            "用户/单位名称|用户单位名称|用户单位|客户名称|客户|用户名称|用户|单位名称|单位|使用单位|购买单位|"
            "医院名称|最终用户|company|customer|customer name|client|end user"
        ),
        "contract_no": "合同编号|合同号|合同|订单合同号|contract|contract no|contract number",
        "made_on": "生产日期|制造日期|出品日期|manufacture date|date of manufacture|production date",
        "ex_works_on": "出厂日期|ex-works date|ex works date",
        "sold_on": (
            "售出日期|销售日期|出售日期|销售时间|购买日期|购置日期|采购日期|sale date|sold on|date sold|sold|"
            "purchase date|purchased"
        ),
        "delivered_on": "交付日期|到货日期|送货日期|发货日期|交货日期|delivery date|delivered on|delivered",
        "installed_on": "安装日期|装机日期|安装时间|installation date|installed on|install date|installed",
        "completed_on": "完工日期|竣工日期|completion date|completed on",
        "accepted_on": (
            "验收日期|验收时间|验收合格日期|验收|验收签字日期|acceptance date|accepted on|accepted|acceptance"
        ),
        "months": (
            "质保期|保修期|质保|保修|质保月数|保修月数|质保时间|免费维修期|免费维护期|质量保证期|"
            "warranty months|warranty|warranty period|warranty duration"
        ),
        "years": "质保期年|保修期年|质保年数|质保年限|保修年限|warranty years",
        "location_text": (
            "安装位置|安装地点|使用地点|存放地点|位置|存放位置|使用科室|科室|location|place|installation place|room"
        ),
        "state": "状态|设备状态|使用状态|当前状态|status|state|status label",
        "old_code": "资产编号|固定资产编号|资产编码|asset tag|asset id|asset number",
        "remark": "备注|说明|备注说明|注|remark|remarks|notes|note|comment|comments",
        **_BLOCK,
    },
    ImportKind.PARTS: {
        "part_no": (
            "物料编码|物料编号|编码|配件编号|备件编号|备件编码|物料号|零件号|件号|料号|存货编码|物资编码|"
            "part no|part number|part code|item code|sku|item no|item number|material no"
        ),
        "name": "名称|物料名称|配件名称|备件名称|品名|存货名称|物资名称|part name|name|item name|item|description",
        "spec": "规格型号|规格|型号|型号规格|规格/型号|specification|spec|specification and model",
        "kind": "类别|分类|类型|物料类别|种类|category|kind|kind of part|type",
        "unit": "单位|计量单位|unit|uom|unit of count",
        "models": (
            "适用机型|适用型号|适用设备|适配机型|配套机型|适用产品|fits models|fits|compatible models|"
            "for model|models|applies to"
        ),
        "origin": "是否原厂|原厂/认可|原厂认可|原厂|是否原装|来源|oem|original|genuine|from the manufacturer|origin",
        "maker": "生产厂家|厂家|品牌|制造商|manufacturer|brand|maker",
        "bin": "库位|货位|库位号|货位号|存放位置|位置|架位|bin|bin location|storage location|location|shelf",
        "quantity": (
            "库存数量|库存|数量|现有库存|账面数量|期末数量|结存数量|结存|实存数量|stock|quantity|qty|on hand|"
            "stock on hand"
        ),
        "cost": "成本价|成本|单位成本|进价|采购价|单价|成本单价|cost|cost price|unit cost|purchase price",
        "price": "合同初始价|初始价|初始价格|合同价|合同单价|initial price|contract price",
        "safety_stock": (
            "安全库存|最低库存|最小库存|安全库存量|safety stock|min stock|minimum stock|min qty|reorder level"
        ),
        "remark": "备注|说明|remark|remarks|notes|note",
    },
    ImportKind.REPAIRS: {
        "case_no": (
            "单号|服务单号|维修单号|报修单号|工单号|故障单号|维修编号|受理单号|case no|case number|ticket|"
            "ticket no|work order|service no|rma no|case"
        ),
        "serial_no": "出厂编号|序列号|设备序列号|产品序列号|机身号|机号|sn|s/n|serial|serial no|serial number",
        "model_code": "规格型号|型号|设备型号|产品型号|机型|model|model no|model code|model number",
        "customer": (
            "用户/单位名称|用户单位名称|用户单位|客户名称|客户|用户名称|用户|单位名称|单位|使用单位|报修单位|"
            "customer|customer name|company"
        ),
        "reported_at": (
            "报修时间|报修日期|故障时间|受理时间|报障时间|申报时间|reported|reported at|report time|"
            "date reported|opened"
        ),
        "channel": "报修方式|报修渠道|受理方式|来源|channel|way of reporting|reported by way of",
        "reporter": "报修人|报障人|申报人|reporter|reported by",
        "level": "故障级别|故障等级|级别|等级|严重程度|level|severity|fault level|priority",
        "symptom": (
            "故障现象|故障描述|现象|故障情况|问题描述|故障内容|symptom|fault|problem|issue|description|failure mode"
        ),
        "responded_at": "响应时间|应答时间|responded|responded at|response|response time",
        "arrived_at": "到场时间|到达时间|到达现场时间|上门时间|arrived|arrived at|arrival|arrival time",
        "restored_at": (
            "恢复时间|修复时间|故障恢复时间|解决时间|完成时间|完成日期|修复日期|restored|restored at|"
            "working again|resolved|fixed|completed|closed"
        ),
        "cause": "故障原因|原因|原因分析|cause|failure cause|root cause",
        "user_damage": "是否人为|人为损坏|是否人为损坏|人为|user damage|damaged by the user|caused by user",
        "action": (
            "处理措施|处理方法|维修措施|处理结果|维修内容|处理情况|处理过程|解决方案|维护的内容|action|"
            "work done|action taken|solution|remedy"
        ),
        "part_no": (
            "更换配件|更换备件|配件编号|使用配件|更换部件|配件|备件|更换零件|物料编码|part|part used|"
            "parts used|parts|part no|part number"
        ),
        "part_name": "配件名称|备件名称|更换配件名称|part name|name of the part",
        "part_quantity": "配件数量|备件数量|更换数量|数量|quantity|qty|part quantity|quantity of the part",
        "removed_serial": "拆下序列号|旧件序列号|旧件编号|removed serial|serial removed|old serial",
        "fitted_serial": "装上序列号|新件序列号|新件编号|fitted serial|serial fitted|new serial",
        "charged": "是否收费|收费|charged|chargeable",
        "fee": "费用|维修费用|维修费|收费金额|金额|合计费用|总费用|fee|cost|amount|total",
        "loaner_no": "备机编号|备机|借用备机|备用机编号|loaner|loaner no|loaner number|loaner unit",
        "engineer": "工程师|维修工程师|维修人|维修人员|处理人|服务工程师|技术员|engineer|technician|repaired by",
        "confirmed_by": "用户确认|用户确认人|用户签字|确认人|签收人|confirmed by|signed by|customer confirmation",
        "satisfaction": "满意度|用户满意度|评价|服务评价|satisfaction|rating",
        "contact": "联系人|联系人姓名|contact|contact person",
        "phone": "电话|联系电话|手机|phone|telephone|tel",
        "address": "地址|单位地址|address",
        "location_text": "安装位置|安装地点|使用地点|科室|location|place of installation",
        "remark": "备注|说明|遗留问题|remark|remarks|notes|note",
    },
    ImportKind.CUSTOMERS: {
        "name": (
            "用户/单位名称|用户单位名称|客户名称|单位名称|客户|用户名称|用户|单位|名称|公司名称|customer|"
            "customer name|name|company|company name|organisation|organization"
        ),
        "code": "客户编码|客户编号|客户代码|编码|代码|编号|customer code|customer no|customer id|code",
        "kind": "客户类型|客户类别|客户性质|性质|类型|类别|kind|type|kind of customer|customer type",
        "tax_no": "税号|纳税人识别号|统一社会信用代码|信用代码|tax number|tax no|vat no|tax id",
        "level": "客户等级|客户级别|等级|级别|level|customer level|grade",
        "site": "地点名称|使用地点|院区|分院|网点|场所|门店|site|site name|branch",
        "region": "地区|区域|省市|省份|城市|region|city|province|area",
        "job_title": "职务|职位|岗位|联系人职务|job title|title|position",
        "remark": "备注|说明|remark|remarks|notes|note",
        **_BLOCK,
    },
}
"""Headings that name a field: kind → field → headings."""

WEAK: Final[Mapping[ImportKind, tuple[tuple[str, tuple[str, ...]], ...]]] = {
    ImportKind.ASSETS: (
        (
            "产品编号|设备编号|仪器编号|机器编号|编号|equipment no",
            (
                "serial_no",
                "old_code",
            ),
        ),
        (
            "model|model name",
            (
                "model_code",
                "model_name",
            ),
        ),
        ("category|asset category", ("product_name",)),
        ("asset name|item name", ("product_name",)),
        (
            "checked out to|checked out|assigned to",
            (
                "customer",
                "contact",
            ),
        ),
        ("default location", ("location_text",)),
        ("日期", ("sold_on",)),
    ),
    ImportKind.PARTS: (
        ("编号|id|code", ("part_no",)),
        ("价格|price", ("cost",)),
    ),
    ImportKind.REPAIRS: (
        ("编号|no|number", ("case_no",)),
        ("设备编号|产品编号", ("serial_no",)),
        ("日期|时间|维修日期|date", ("reported_at",)),
    ),
    ImportKind.CUSTOMERS: (),
}
"""Headings that mean a field only where no column claims it more clearly, in the order in which they may choose."""

SILENT: Final = (
    "序号|序|行号|no|number|#|id|item no|row|类型|"
    "image|purchase cost|order number|order|supplier|eol|eol rate|eol date|warranty expires|"
    "warranty expiration|value|diff|fully depreciated|depreciation|current value|checkout date|last checkout|"
    "expected checkin|expected checkin date|last audit|next audit date|created at|updated at|deleted|"
    "deleted at|byod|requestable|requests|checkouts|checkins|"
    "username|employee no|employee number|manager|department|type|title|actions|in/out|change|age|url|"
    "报修时质保状态|恢复用时|是否达标|备机借出|备机归还|更换日期|质保起|质保止|备件保障期至|维修次数|"
    "替换关系|产品名称|设备名称|品名|金额"
)
"""Headings that tell nothing we keep: row numbers, Snipe-IT's money, staff and dates, what our own workbooks add.

A field of the kind that is called so has them first.
"""

HARMLESS: Final = (
    "|月|个月|months|month|元|人民币|rmb|cny|yuan|¥|必填|选填|required|optional|台|套|个|件|个数|pcs|"
    "年月日|yyyy-mm-dd|yyyy/mm/dd|hh:mm|时间|文本|text|小时|hours|不含税|net|not taxed"
)
"""What may stand in brackets behind a heading without changing what it means."""
