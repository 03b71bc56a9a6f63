"""The headings of price lists and of lists of acceptance dates, by field, divided by ``|``."""

from __future__ import annotations

from typing import Final

_SERIAL: Final = (
    "出厂编号|序列号|设备序列号|产品序列号|机身号|机身编号|机号|机器号|出厂号|出厂序列号|序列编号|sn|s/n|sn号|sn码|"
    "serial|serial no|serial number|factory serial number|机身序列号|机器序列号|设备机号|产品机号|设备出厂编号|"
    "产品出厂编号|出厂编码|出厂序号|整机序列号|主机序列号|sn编号"
)
_MODEL: Final = (
    "规格型号|型号|规格/型号|型号规格|设备型号|产品型号|机型|model no|model number|model code|"
    "specification and model|产品规格型号|设备规格型号|产品型号规格|规格与型号|规格及型号|仪器型号|机器型号"
)
_MAKER: Final = (
    "生产厂家|厂家|品牌|制造商|生产商|生产企业|生产单位|制造厂|厂商|原厂|manufacturer|maker|brand|oem|生产厂商|制造厂家|"
    "产品品牌|设备品牌|设备厂家|品牌厂家"
)
_CUSTOMER: Final = (
    "用户/单位名称|用户单位名称|用户单位|客户名称|客户|用户名称|用户|单位名称|使用单位|购买单位|医院名称|最终用户|"
    "customer|customer name|client|end user|company|客户单位|客户全称|甲方|甲方单位|需方|买方|采购单位|采购人|业主|"
    "业主单位|医院|buyer"
)
_CONTRACT: Final = (
    "合同编号|合同号|合同|订单合同号|contract|contract no|contract number|合同编码|销售合同号|销售合同编号|采购合同号|"
    "采购合同编号"
)
_TAXED_PRICE: Final = "|".join(
    f"{price}含{rate}{tax}" for price in ("单价", "价格") for rate in (13, 9, 6, 3, 1) for tax in ("税", "增值税")
)

PRICES: Final = {
    "contract_no": _CONTRACT,
    "customer": _CUSTOMER,
    "kind": (
        "类别|分类|种类|货物类别|行类别|项目类别|物料类别|产品类别|费用类别|类型|kind|kind of line|"
        "line type|category|type"
    ),
    "part_no": (
        "物料编码|物料编号|编码|配件编号|备件编号|备件编码|配件编码|物料号|零件号|件号|料号|存货编码|物资编码|货号|"
        "part no|part number|part code|item code|sku|item no|item number|material no|备件号|配件号|零件编号|零件编码"
    ),
    "model_code": _MODEL,
    "maker": _MAKER,
    "product_name": (
        "名称|产品名称|设备名称|货物名称|商品名称|物品名称|品名|标的名称|项目|项目名称|服务名称|服务项目|配件名称|备件名称|"
        "物料名称|产品|设备|货物|name|item|item name|product|product name|goods|part name|equipment|内容"
    ),
    "description": (
        "描述|说明|备注|备注说明|技术参数|配置|配置说明|规格参数|技术规格|description|remark|remarks|notes|note|"
        "specification|comment|comments"
    ),
    "quantity": "数量|合同数量|订货数量|采购数量|订购数量|台数|qty|quantity|count",
    "unit": "单位|计量单位|数量单位|unit|uom|unit of count",
    "unit_price": (
        "单价|合同单价|初始单价|初始价格|合同初始价|合同初始价格|初始价|中标单价|成交单价|报价|报价单价|价格|合同价|"
        "单价含税|含税单价|单价不含税|不含税单价|不含税价|含税价|未税单价|税前单价|单价含增值税|单价不含增值税|"
        "价格含税|价格不含税|unit price|price|price of one|price each|initial price|contract price|net price|"
        "net unit price|gross price|gross unit price|unit price incl tax|unit price excl tax|unit price incl vat|"
        f"unit price excl vat|unit price with tax|单价元台|单价元套|单价元个|单价元件|"
        f"unit price without tax|price incl tax|price excl tax|{_TAXED_PRICE}"
    ),
    "amount": (
        "总价|合价|总价含税|含税总价|总价不含税|不含税总价|合计价|小计|小计金额|total price|line total|total|sum"
    ),
    "tax_included": ("是否含税|含税|含税否|含税情况|tax included|price includes tax|incl tax|including tax|with tax"),
    "tax_rate": "税率|增值税税率|增值税率|适用税率|tax rate|vat rate|vat|tax",
}
"""Of a price list of a contract: field → headings. What a heading says about tax holds for its column."""

PRICES_WEAK: Final = (
    ("model|model name", ("model_code",)),
    ("规格", ("model_code", "description")),
    ("编号|code", ("part_no",)),
)

ACCEPTANCES: Final = {
    "serial_no": _SERIAL,
    "code": "标签码|标签编号|标签编码|设备码|设备标签码|二维码|label code|our code|label|qr code",
    "model_code": _MODEL,
    "maker": _MAKER,
    "customer": f"{_CUSTOMER}|单位",
    "contract_no": _CONTRACT,
    "delivered_on": (
        "交付日期|到货日期|送货日期|发货日期|交货日期|delivery date|delivered on|delivered|交付时间|到货时间|发货时间|"
        "送货时间|交货时间|收货日期|送达日期"
    ),
    "installed_on": (
        "安装日期|装机日期|安装时间|installation date|installed on|install date|installed|装机时间|安装调试日期|"
        "安装调试时间|调试日期"
    ),
    "completed_on": "完工日期|竣工日期|completion date|completed on|completed|完工时间|竣工时间|安装完成日期",
    "accepted_on": (
        "验收日期|验收时间|验收合格日期|验收|验收签字日期|acceptance date|accepted on|accepted|acceptance|验收合格时间|"
        "验收签字时间|验收完成日期|验收通过日期|签收日期"
    ),
    "location_text": (
        "安装位置|安装地点|使用地点|存放地点|位置|存放位置|使用科室|科室|location|place|place of installation|"
        "installation place|room|装机地点|装机位置|安装场所|放置地点|放置位置|设备位置|所在位置|所在科室|安装科室|"
        "使用部门"
    ),
    "certificate_no": (
        "验收合格书编号|合格书编号|验收合格证编号|验收单号|验收单编号|验收报告编号|验收报告号|验收证书编号|验收书编号|验收编号|"
        "certificate no|certificate number|certificate|acceptance certificate|acceptance no|acceptance number"
    ),
}
"""Of a list of acceptance dates: field → headings."""

ACCEPTANCES_WEAK: Final = (
    ("产品编号|设备编号|仪器编号|机器编号|equipment no", ("serial_no",)),
    ("model|model name", ("model_code",)),
    ("签字日期|签署日期|signed on|date signed|日期|date", ("accepted_on",)),
)
