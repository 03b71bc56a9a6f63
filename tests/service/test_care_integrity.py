"""What is not as it must be is found and said; a sound depot says nothing."""

from __future__ import annotations

import hashlib
from datetime import date

import pytest

from inventory.care.integrity import SHOWN, check
from inventory.cover.suspension import SuspendRule
from inventory.jobs import Cancelled
from models import connect
from models.assets import Asset
from models.attachments import Attachment, AttachmentContent
from models.base import database
from models.cover import Custody
from models.customers import Customer
from models.parts import OpeningStock, Part


@pytest.fixture
def filled(ctx, make_asset, make_case, make_part, make_contract, make_maker, clock):
    """One row at least of everything that is checked; returns the unit."""
    unit = make_asset("ab-17", accepted_on=date(2024, 2, 29), warranty_months=12)
    make_case(unit)
    make_part(on_hand=5)
    make_contract(customer=unit.customer)
    content = "保修卡".encode()
    paper = Attachment.create(
        entity="asset", entity_id=unit.id, name="保修卡.txt", media_type="text/plain", size=len(content),
        sha256=hashlib.sha256(content).hexdigest(), added_at=clock.now(),
    )  # fmt: skip
    AttachmentContent.create(attachment=paper, content=content)
    return unit


def test_a_sound_depot_has_no_findings(ctx, filled):
    report = check(ctx)

    assert report.findings == ()
    assert report.sound
    assert report.rows > 10


def test_an_empty_depot_is_sound(ctx):
    assert check(ctx).sound


@pytest.mark.parametrize(
    ("statement", "kind", "said"),
    [
        ("UPDATE asset SET code = 'A00000000' ", "code", "A00000000"),
        ("UPDATE asset SET code = lower(code)", "code", "asset"),
        ("UPDATE part SET code = (SELECT code FROM asset)", "code", "part"),
        ("UPDATE service_case SET code = 'nothing'", "code", "nothing"),
        ("UPDATE asset SET serial_no = 'XY-99'", "compared", "XY-99"),
        ("UPDATE part SET part_norm = 'OTHER'", "compared", "OTHER"),
        ("UPDATE customer SET name = '别的医院'", "compared", "别的医院"),
        ("UPDATE customer SET name_grams = ''", "compared", "customer"),
        ("UPDATE manufacturer SET name_key = 'x' WHERE id = (SELECT max(id) FROM manufacturer)", "compared", "x"),
        ("UPDATE attachment_content SET content = substr(content, 2)", "attachment", "保修卡.txt"),
        ("DELETE FROM attachment_content", "attachment", "保修卡.txt"),
        ("UPDATE asset SET cover_last = '2030-01-01'", "cover", "ab-17"),
        ("UPDATE asset SET cover_first = NULL", "cover", "ab-17"),
        ("UPDATE warranty_segment SET last_day = '2030-01-01'", "cover", "ab-17"),
        ("DELETE FROM warranty_segment", "cover", "ab-17"),
        ("UPDATE asset SET warranty_months = 24", "cover", "2026-02-28"),
        ("DROP INDEX asset_serial", "guard", "asset_serial"),
        ("DROP INDEX asset_sold_on", "guard", "asset_sold_on"),
    ],
)
def test_what_is_wrong_is_found_and_named(ctx, filled, statement, kind, said):
    database.execute_sql(statement)

    found = check(ctx).findings

    assert kind in [finding.kind for finding in found]
    assert any(said in str(finding.message) for finding in found)


@pytest.mark.parametrize("table", ["saved_view", "part_use"])
def test_a_missing_table_ends_the_check_with_what_to_do(ctx, filled, table):
    database.execute_sql(f"DROP TABLE {table}")

    report = check(ctx)

    assert [found.kind for found in report.findings] == ["schema"]
    assert table in str(report.findings[0].message)


def test_a_step_of_a_later_version_is_found(ctx, filled):
    database.execute_sql("INSERT INTO schema_migration (name, applied) VALUES ('0042_vans', '2030-01-01')")

    assert any("0042_vans" in str(found.message) for found in check(ctx).findings)


def test_a_search_table_that_lost_its_trigger_is_found(ctx, filled, engine, make_asset):
    if engine == "postgresql":
        database.execute_sql("DROP INDEX asset_serial_trigrams")
        assert [found.kind for found in check(ctx).findings] == ["guard"]
        return
    database.execute_sql("DROP TRIGGER asset_serial_fts_insert")
    make_asset("not in the index")

    assert [found.kind for found in check(ctx).findings] == ["guard", "search"]


def test_a_reference_into_nothing_is_found(ctx, filled, engine):
    if engine == "postgresql":
        database.execute_sql("ALTER TABLE opening_stock DROP CONSTRAINT opening_stock_part_id_fkey")
        assert [found.kind for found in check(ctx).findings] == ["guard"]
        return
    OpeningStock.create(part=Part.get(), quantity=1, taken_over=True)
    database.execute_sql("PRAGMA foreign_keys = 0")
    database.execute_sql("UPDATE opening_stock SET part_id = 999")
    database.execute_sql("PRAGMA foreign_keys = 1")

    (found,) = check(ctx).findings
    assert found.kind == "reference"
    assert found.message.values == {"table": "opening_stock", "to": "part"}


def test_a_damaged_page_is_found(ctx, filled, engine):
    if engine == "postgresql":
        return
    ((root,),) = connect.rows("SELECT rootpage FROM sqlite_master WHERE name = 'asset_serial_norm'")
    ((size,),) = connect.rows("PRAGMA page_size")
    path = database.database
    database.close()
    with open(path, "r+b") as file:
        file.seek((root - 1) * size + 8)
        file.write(b"\xaa" * 64)
        file.seek(root * size - 40)
        file.write(b"\xaa" * 40)

    report = check(ctx)

    assert report.findings[0].kind == "file"
    assert report.rows == 0


def test_one_fault_in_every_row_is_told_in_few_sentences(ctx, make_model, make_customer):
    model, customer = make_model(), make_customer()
    Asset.insert_many(
        {"code": f"X{n:08d}", "model": model.id, "serial_no": f"S{n}", "serial_norm": f"S{n}", "customer": customer.id}
        for n in range(100)
    ).execute()

    found = check(ctx).findings

    assert [finding.kind for finding in found] == ["code"] * (SHOWN + 1)
    assert found[-1].message.values["count"] == 100 - SHOWN


def test_a_unit_with_us_grows_from_day_to_day_and_is_no_fault(ctx, clock, make_asset, make_contract, make_policy):
    policy = make_policy(warranty_months=12, suspend=SuspendRule.REPAIR_DAYS)
    contract = make_contract(policy_version=policy)
    unit = make_asset(customer=contract.customer, contract=contract, accepted_on=date(2026, 1, 10))
    Custody.create(asset=unit, taken_on=date(2026, 11, 1))

    assert check(ctx).sound


def test_a_check_can_be_stopped(ctx, filled):
    class Stopped:
        def report(self, done: int, total: int | None, what: str) -> None:
            raise Cancelled

    with pytest.raises(Cancelled):
        check(ctx, Stopped())
    assert Customer.select().count() == 1
