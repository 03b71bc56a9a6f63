"""The company's own header."""

from __future__ import annotations

from dataclasses import asdict, dataclass

from inventory.company.queries import FIELDS
from inventory.naming import check_mail, line
from inventory.work import Context, command, needs
from models.access import Right
from models.organisation import Company


@dataclass(frozen=True, slots=True, kw_only=True)
class EditCompany:
    """All fields of the header as they should be now."""

    seen_version: int
    name_zh: str = ""
    name_en: str = ""
    address: str = ""
    hotline: str = ""
    mobile: str = ""
    fax: str = ""
    email: str = ""
    tax_no: str = ""
    bank: str = ""


@command
@needs(Right.EDIT_POLICIES)
def edit(ctx: Context, header: EditCompany) -> int:
    """Write the header, which is one row, and return its id."""
    entered = asdict(header)
    values = {name: line(entered[name]) for name in FIELDS} | {"email": check_mail(header.email)}
    with ctx.work() as work:
        row = Company.select().order_by(Company.id).first()
        if row is None:
            Company.insert(id=1).on_conflict_ignore().execute()  # two workstations may write the first header at once
        row = work.lock(Company, 1 if row is None else row.id)
        work.check_seen(row, header.seen_version)
        work.change(row, **values)
    return int(row.id)
