"""The headings of old books and what they mean, by kind and field, divided by ``|``.

Chinese registers, their English sisters, our own workbooks, and the columns of Snipe-IT's export of assets.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from inventory.imports import contract_aliases, promise_aliases
from models.imports import ImportKind

_BLOCK: Final = {
    "contact": (
        "联系人|联系人姓名|客户联系人|用户联系人|负责人|使用人|contact|contact person|contact name|单位联系人|"
        "客户联系人姓名|联系人员"
    ),
    "phone": (
        "电话|联系电话|固定电话|座机|电话号码|客户电话|用户电话|联系方式|phone|telephone|tel|phone number|联系人电话|"
        "单位电话|公司电话|办公电话|客户联系电话|用户联系电话|联系人联系方式"
    ),
    "mobile": "手机|手机号|移动电话|手机号码|mobile|mobile phone|cell phone|联系人手机|联系手机|手机电话|客户手机",
    "fax": "传真|传真号|传真号码|fax|fax number",
    "email": "邮箱|电子邮箱|电子邮件|邮件地址|e-mail|email|email address|电邮|电子邮件地址|email地址",
    "address": (
        "地址|单位地址|客户地址|用户地址|通讯地址|联系地址|使用单位地址|address|street address|详细地址|公司地址|"
        "医院地址|客户单位地址|用户单位地址|收货地址"
    ),
    "post_code": "邮编|邮政编码|post code|postcode|postal code|zip|zip code|邮政编号|邮编号码",
}

STRONG: Final[Mapping[ImportKind, Mapping[str, str]]] = {
    ImportKind.ASSETS: {
        "serial_no": (
            "出厂编号|序列号|设备序列号|产品序列号|机身号|机身编号|机号|机器号|出厂号|出厂序列号|序列编号|sn|s/n|sn号|"
            "sn码|serial|serial no|serial number|factory serial number|serialno|机身序列号|机器序列号|设备机号|"
            "产品机号|设备出厂编号|产品出厂编号|出厂编码|出厂序号|整机序列号|主机序列号|sn编号|serial num|serial code"
        ),
        "model_code": (
            "规格型号|型号|规格/型号|型号规格|设备型号|产品型号|机型|model no|model number|model code|"
            "specification and model|产品规格型号|设备规格型号|产品型号规格|规格与型号|规格及型号|仪器型号|机器型号"
        ),
        "product_name": (
            "产品名称|设备名称|名称|品名|商品名称|仪器名称|product|product name|equipment|device|产品|设备|产品名|"
            "设备名|仪器设备名称|货物名称|物品名称|资产名称|机器名称|器械名称"
        ),
        "maker": (
            "生产厂家|厂家|品牌|制造商|生产商|生产企业|生产单位|制造厂|厂商|原厂|manufacturer|maker|brand|oem|"
            "生产厂商|制造厂家|制造企业|制造商名称|厂商名称|产品品牌|设备品牌|设备厂家"
        ),
        "customer": (
            "用户/单位名称|用户单位名称|用户单位|客户名称|客户|用户名称|用户|单位名称|单位|使用单位|购买单位|医院名称|"
            "最终用户|company|customer|customer name|client|end user|客户单位|客户单位名称|用户单位全称|客户全称|"
            "单位全称|客户名|使用单位名称|使用方|最终用户名称|最终客户|最终客户名称|终端用户|终端客户|购货单位|"
            "采购单位|采购方|购买方|需方|需方单位|甲方|甲方单位|业主|业主单位|医院|end customer|hospital"
        ),
        "contract_no": (
            "合同编号|合同号|合同|订单合同号|contract|contract no|contract number|合同编码|销售合同号|销售合同编号|"
            "采购合同号|采购合同编号"
        ),
        "made_on": (
            "生产日期|制造日期|出品日期|manufacture date|date of manufacture|production date|生产时间|制造时间|"
            "manufacturing date|date manufactured"
        ),
        "ex_works_on": "出厂日期|ex-works date|ex works date|出厂时间",
        "sold_on": (
            "售出日期|销售日期|出售日期|销售时间|购买日期|购置日期|采购日期|sale date|sold on|date sold|sold|"
            "purchase date|purchased|售出时间|出售时间|购买时间|购置时间|采购时间|购机日期|购入日期"
        ),
        "delivered_on": (
            "交付日期|到货日期|送货日期|发货日期|交货日期|delivery date|delivered on|delivered|交付时间|到货时间|"
            "发货时间|送货时间|交货时间|收货日期|送达日期"
        ),
        "installed_on": (
            "安装日期|装机日期|安装时间|installation date|installed on|install date|installed|装机时间|安装调试日期|"
            "安装调试时间|调试日期"
        ),
        "completed_on": "完工日期|竣工日期|completion date|completed on|完工时间|竣工时间",
        "accepted_on": (
            "验收日期|验收时间|验收合格日期|验收|验收签字日期|acceptance date|accepted on|accepted|acceptance|"
            "验收合格时间|验收签字时间|验收完成日期|验收通过日期"
        ),
        "months": (
            "质保期|保修期|质保|保修|质保月数|保修月数|质保时间|免费维修期|免费维护期|质量保证期|warranty months|"
            "warranty|warranty period|warranty duration|质保期限|保修期限|质量保证期限|质保时长|保修时长|保修时间|"
            "质保周期|保修周期|免费质保期|免费保修期|免费质保期限|免费保修期限|整机质保期|整机保修期|warranty term"
        ),
        "years": (
            "质保期年|保修期年|质保年数|质保年限|保修年限|warranty years|质保期限年|保修期限年|质保年|保修年|保修年数|"
            "免费质保年限|免费保修年限|warranty in years"
        ),
        "location_text": (
            "安装位置|安装地点|使用地点|存放地点|位置|存放位置|使用科室|科室|location|place|installation place|room|"
            "装机地点|装机位置|安装场所|放置地点|放置位置|摆放位置|设备位置|所在位置|所在科室|安装科室|使用位置|"
            "使用部门|设备存放地点"
        ),
        "state": "状态|设备状态|使用状态|当前状态|status|state|status label|设备当前状态|运行状态|资产状态|机器状态",
        "old_code": (
            "资产编号|固定资产编号|资产编码|asset tag|asset id|asset number|资产号|固定资产号|资产卡片编号|院内编号|"
            "原编号|台账编号"
        ),
        "remark": "备注|说明|备注说明|注|remark|remarks|notes|note|comment|comments|备注信息|附注",
        **_BLOCK,
        **promise_aliases.REGISTER,
    },
    ImportKind.PARTS: {
        "part_no": (
            "物料编码|物料编号|编码|配件编号|备件编号|备件编码|物料号|零件号|件号|料号|存货编码|物资编码|part no|"
            "part number|part code|item code|sku|item no|item number|material no|备件号|配件号|配件编码|零件编号|"
            "零件编码|部件号|部件编号|材料编码|材料编号|商品编码|商品编号|品号|货号|item id"
        ),
        "name": (
            "名称|物料名称|配件名称|备件名称|品名|存货名称|物资名称|part name|name|item name|item|description|"
            "零件名称|部件名称|材料名称|商品名称|货品名称"
        ),
        "spec": "规格型号|规格|型号|型号规格|规格/型号|specification|spec|specification and model|产品规格|规格参数",
        "kind": "类别|分类|类型|物料类别|种类|category|kind|kind of part|type",
        "unit": "单位|计量单位|unit|uom|unit of count|基本单位|数量单位",
        "models": (
            "适用机型|适用型号|适用设备|适配机型|配套机型|适用产品|fits models|fits|compatible models|for model|"
            "models|applies to|适用机种|适用设备型号|适用产品型号|适配型号|匹配机型|对应机型|使用机型"
        ),
        "origin": "是否原厂|原厂/认可|原厂认可|原厂|是否原装|来源|oem|original|genuine|from the manufacturer|origin",
        "maker": "生产厂家|厂家|品牌|制造商|manufacturer|brand|maker|生产厂商|制造厂家|生产商|生产企业|厂商",
        "bin": (
            "库位|货位|库位号|货位号|存放位置|位置|架位|bin|bin location|storage location|location|shelf|库位编号|"
            "货架|货架号|架号|仓位|储位|存放库位|库存位置"
        ),
        "quantity": (
            "库存数量|库存|数量|现有库存|账面数量|期末数量|结存数量|结存|实存数量|stock|quantity|qty|on hand|"
            "stock on hand|库存量|现存量|现存数量|当前库存|实际库存|在库数量|剩余数量|账存数量|期末结存"
        ),
        "cost": (
            "成本价|成本|单位成本|进价|采购价|单价|成本单价|cost|cost price|unit cost|purchase price|采购单价|"
            "采购成本|进货价|进货单价|入库单价|成本价格"
        ),
        "price": "合同初始价|初始价|初始价格|合同价|合同单价|initial price|contract price|合同初始价格|合同价格",
        "safety_stock": (
            "安全库存|最低库存|最小库存|安全库存量|safety stock|min stock|minimum stock|min qty|reorder level|"
            "安全库存数量|最低库存量|最小库存量|库存下限|警戒库存"
        ),
        "remark": "备注|说明|remark|remarks|notes|note|备注说明|备注信息|附注|comment|comments",
    },
    ImportKind.REPAIRS: {
        "case_no": (
            "单号|服务单号|维修单号|报修单号|工单号|故障单号|维修编号|受理单号|case no|case number|ticket|ticket no|"
            "work order|service no|rma no|case|服务单|服务单编号|维修单编号|维修工单号|报修编号|报修单编号|工单编号|"
            "派工单号|故障编号|故障单编号|受理编号|ticket number|ticket id|case id|job no|job number|work order no|"
            "service order no"
        ),
        "serial_no": (
            "出厂编号|序列号|设备序列号|产品序列号|机身号|机号|sn|s/n|serial|serial no|serial number|机身编号|机器号|"
            "出厂号|出厂序列号|sn号|sn码|机身序列号|机器序列号|设备机号|产品机号|设备出厂编号|产品出厂编号|出厂编码|"
            "出厂序号|整机序列号|主机序列号|sn编号|serial num|serial code"
        ),
        "model_code": (
            "规格型号|型号|设备型号|产品型号|机型|model|model no|model code|model number|型号规格|产品规格型号|"
            "设备规格型号|产品型号规格|规格与型号|规格及型号|仪器型号|机器型号"
        ),
        "customer": (
            "用户/单位名称|用户单位名称|用户单位|客户名称|客户|用户名称|用户|单位名称|单位|使用单位|报修单位|customer|"
            "customer name|company|报修客户|医院名称|最终用户|购买单位|客户单位|客户单位名称|用户单位全称|客户全称|"
            "单位全称|客户名|使用单位名称|使用方|最终用户名称|最终客户|最终客户名称|终端用户|终端客户|购货单位|"
            "采购单位|采购方|购买方|需方|需方单位|甲方|甲方单位|业主|业主单位|医院|end customer|hospital"
        ),
        "reported_at": (
            "报修时间|报修日期|故障时间|受理时间|报障时间|申报时间|reported|reported at|report time|date reported|"
            "opened|故障日期|故障发生时间|受理日期|报障日期|申报日期|接报日期|接报时间|接修日期|接修时间|送修日期|"
            "送修时间|来电时间|date opened|opened at|report date"
        ),
        "channel": (
            "报修方式|报修渠道|受理方式|来源|channel|way of reporting|reported by way of|报修途径|受理渠道|来源渠道"
        ),
        "reporter": "报修人|报障人|申报人|reporter|reported by|报修人员|报修人姓名|来电人",
        "level": "故障级别|故障等级|级别|等级|严重程度|level|severity|fault level|priority|优先级|紧急程度",
        "symptom": (
            "故障现象|故障描述|现象|故障情况|问题描述|故障内容|symptom|fault|problem|issue|description|failure mode|"
            "故障|故障说明|故障症状|报修内容|报修现象|问题现象|客户描述"
        ),
        "responded_at": (
            "响应时间|应答时间|responded|responded at|response|response time|首次响应时间|响应日期|first response"
        ),
        "arrived_at": (
            "到场时间|到达时间|到达现场时间|上门时间|arrived|arrived at|arrival|arrival time|到场日期|到现场时间|"
            "抵达时间|上门日期"
        ),
        "restored_at": (
            "恢复时间|修复时间|故障恢复时间|解决时间|完成时间|完成日期|修复日期|restored|restored at|working again|"
            "resolved|fixed|completed|closed|恢复正常时间|恢复日期|维修完成时间|维修完成日期|修复完成时间|完工时间|"
            "完工日期|故障排除时间|修好日期|修好时间|date closed|closed at|date resolved|resolved at"
        ),
        "cause": "故障原因|原因|原因分析|cause|failure cause|root cause|故障分析|故障原因分析",
        "user_damage": "是否人为|人为损坏|是否人为损坏|人为|user damage|damaged by the user|caused by user",
        "action": (
            "处理措施|处理方法|维修措施|处理结果|维修内容|处理情况|处理过程|解决方案|维护的内容|action|work done|"
            "action taken|solution|remedy|维修情况|维修过程|维修方法|维修结果|维修记录|处理内容|处理方式|服务内容|"
            "解决办法|解决方法|检修内容"
        ),
        "part_no": (
            "更换配件|更换备件|配件编号|使用配件|更换部件|配件|备件|更换零件|物料编码|part|part used|parts used|parts|"
            "part no|part number|配件编码|备件编号|备件编码|更换物料|使用备件|所换配件|耗用配件|更换备件编号|"
            "更换配件编号"
        ),
        "part_name": (
            "配件名称|备件名称|更换配件名称|part name|name of the part|部件名称|零件名称|更换备件名称|更换部件名称"
        ),
        "part_quantity": (
            "配件数量|备件数量|更换数量|数量|quantity|qty|part quantity|quantity of the part|更换配件数量|"
            "更换备件数量|使用数量"
        ),
        "removed_serial": "拆下序列号|旧件序列号|旧件编号|removed serial|serial removed|old serial",
        "fitted_serial": "装上序列号|新件序列号|新件编号|fitted serial|serial fitted|new serial",
        "charged": "是否收费|收费|charged|chargeable",
        "fee": (
            "费用|维修费用|维修费|收费金额|金额|合计费用|总费用|fee|cost|amount|total|服务费|服务费用|维修金额|总金额|"
            "合计金额|应收金额"
        ),
        "loaner_no": (
            "备机编号|备机|借用备机|备用机编号|loaner|loaner no|loaner number|loaner unit|备用机|备用机号|代用机|"
            "代用机编号|周转机|周转机编号"
        ),
        "engineer": (
            "工程师|维修工程师|维修人|维修人员|处理人|服务工程师|技术员|engineer|technician|repaired by|服务人员|"
            "处理人员|维修员|维修技师|维修师傅|售后工程师|现场工程师|责任工程师|技术人员"
        ),
        "confirmed_by": (
            "用户确认|用户确认人|用户签字|确认人|签收人|confirmed by|signed by|customer confirmation|客户签字|"
            "客户签名|客户确认|客户确认人|用户签名"
        ),
        "satisfaction": "满意度|用户满意度|评价|服务评价|satisfaction|rating|客户满意度|服务满意度|客户评价|用户评价",
        "contact": "联系人|联系人姓名|contact|contact person|联系人员|客户联系人|单位联系人",
        "phone": (
            "电话|联系电话|手机|phone|telephone|tel|联系人电话|报修电话|报修人电话|客户电话|用户电话|联系方式|手机号"
        ),
        "address": "地址|单位地址|address|客户地址|用户地址|详细地址|客户单位地址|用户单位地址",
        "location_text": (
            "安装位置|安装地点|使用地点|科室|location|place of installation|装机地点|装机位置|安装场所|放置地点|"
            "放置位置|摆放位置|设备位置|所在位置|所在科室|安装科室|使用位置|使用部门|设备存放地点|安装位置描述|"
            "使用科室|存放地点"
        ),
        "remark": "备注|说明|遗留问题|remark|remarks|notes|note|备注说明|备注信息|附注",
    },
    ImportKind.CUSTOMERS: {
        "name": (
            "用户/单位名称|用户单位名称|客户名称|单位名称|客户|用户名称|用户|单位|名称|公司名称|customer|"
            "customer name|name|company|company name|organisation|organization|客户单位|客户单位名称|客户名|客户全称|"
            "单位全称|使用单位|使用单位名称|最终用户|最终用户名称|最终客户|终端用户|终端客户|用户单位|购货单位|"
            "采购单位|医院名称|企业名称|往来单位"
        ),
        "code": (
            "客户编码|客户编号|客户代码|编码|代码|编号|customer code|customer no|customer id|code|客户号|单位编码|"
            "单位编号"
        ),
        "kind": "客户类型|客户类别|客户性质|性质|类型|类别|kind|type|kind of customer|customer type",
        "tax_no": (
            "税号|纳税人识别号|统一社会信用代码|信用代码|tax number|tax no|vat no|tax id|纳税人识别码|纳税识别号|"
            "税务登记号|社会信用代码|统一信用代码"
        ),
        "level": "客户等级|客户级别|等级|级别|level|customer level|grade",
        "site": "地点名称|使用地点|院区|分院|网点|场所|门店|site|site name|branch|分支机构|校区|厂区",
        "region": "地区|区域|省市|省份|城市|region|city|province|area|所在地区|所属地区|所属区域|所在城市",
        "job_title": "职务|职位|岗位|联系人职务|job title|title|position|联系人职位|联系人职称",
        "remark": "备注|说明|remark|remarks|notes|note|备注说明|备注信息|附注",
        **_BLOCK,
    },
    ImportKind.PRICES: contract_aliases.PRICES,
    ImportKind.ACCEPTANCES: contract_aliases.ACCEPTANCES,
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
    ImportKind.PRICES: contract_aliases.PRICES_WEAK,
    ImportKind.ACCEPTANCES: contract_aliases.ACCEPTANCES_WEAK,
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
