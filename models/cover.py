"""What covers a unit, on what proof, and what was decided about it before."""

from __future__ import annotations

from enum import StrEnum

from peewee import SQL, Check, DateField, ForeignKeyField, IntegerField

from models.assets import Asset
from models.base import BaseModel, Versioned
from models.cases import ServiceCase
from models.contracts import DeliveryLot, ExtensionContract
from models.fields import EnumField, LineField, NotesField, UtcField
from models.imports import ImportBatch
from models.kinds import OldDisposition as OldDisposition
from models.kinds import SegmentKind as SegmentKind
from models.organisation import User
from models.policies import AnchorEvent


class WarrantySegment(BaseModel):
    """Covered days of a unit, reckoned from what is recorded and written anew whenever that changes."""

    asset = ForeignKeyField(Asset, backref="segments", on_delete="RESTRICT", index=False)
    kind = EnumField(SegmentKind, max_length=25)
    first_day = DateField()
    last_day = DateField()
    source = LineField(max_length=120, default="")  # the number of the document they rest on
    proof = LineField(max_length=40, default="")  # the table of the record they rest on
    proof_id = IntegerField(null=True)

    class Meta:
        constraints = [Check("last_day >= first_day", "segment_days")]  # INV-16


WarrantySegment.add_index(WarrantySegment.index(WarrantySegment.asset, WarrantySegment.last_day, name="segment_of"))
WarrantySegment.add_index(
    WarrantySegment.index(WarrantySegment.asset, name="segment_unusual", where=SQL("kind <> 'BASE'"))
)  # a unit with a base window alone is found by its own days


class MakerCover(Versioned):
    """The manufacturer's warranty of one unit where it differs from what is usual for its model.

    Months from an event, or a last day that the manufacturer's paper names.
    """

    asset = ForeignKeyField(Asset, on_delete="RESTRICT", index=False)
    months = IntegerField(null=True)
    anchor = EnumField(AnchorEvent, max_length=20, default=AnchorEvent.EX_WORKS)
    last_day = DateField(null=True)
    document = LineField(max_length=120, default="")
    batch = ForeignKeyField(ImportBatch, null=True, on_delete="RESTRICT")

    class Meta:
        constraints = [
            Check("(months IS NULL) <> (last_day IS NULL)", "maker_cover_term"),
            Check("months BETWEEN 0 AND 600", "maker_cover_months"),
        ]


MakerCover.add_index(MakerCover.index(MakerCover.asset, unique=True, name="maker_cover_of_unit"))


class ManualCover(Versioned):
    """Days granted beyond what was promised: a second person approved them. Withdrawn, never removed."""

    asset = ForeignKeyField(Asset, on_delete="RESTRICT")
    first_day = DateField()
    last_day = DateField()
    reason = NotesField()
    document = LineField(max_length=120, default="")
    granted_at = UtcField()
    granted_by = ForeignKeyField(User, null=True, on_delete="RESTRICT")
    approved_by = ForeignKeyField(User, null=True, on_delete="RESTRICT")
    withdrawn_at = UtcField(null=True)
    withdrawn_by = ForeignKeyField(User, null=True, on_delete="RESTRICT")
    withdrawn_reason = NotesField(default="")

    class Meta:
        constraints = [Check("last_day >= first_day", "manual_cover_days")]


class ExtensionUnit(Versioned):
    """A unit that an extension contract covers."""

    extension = ForeignKeyField(ExtensionContract, backref="units", on_delete="RESTRICT", index=False)
    asset = ForeignKeyField(Asset, backref="extensions", on_delete="RESTRICT")


ExtensionUnit.add_index(
    ExtensionUnit.index(ExtensionUnit.extension, ExtensionUnit.asset, unique=True, name="extension_of_unit")
)


class Counted(StrEnum):
    """Whether a unit was there when the goods were counted (R-011)."""

    OPEN = "open"
    PRESENT = "present"
    MISSING = "missing"


class Appearance(StrEnum):
    """How a unit looked on its arrival (R-011)."""

    OPEN = "open"
    GOOD = "good"
    DAMAGED = "damaged"


class LotUnit(Versioned):
    """A unit of a delivery, and how it arrived."""

    lot = ForeignKeyField(DeliveryLot, backref="units", on_delete="RESTRICT")
    asset = ForeignKeyField(Asset, on_delete="RESTRICT", index=False)
    counted = EnumField(Counted, max_length=10, default=Counted.OPEN)
    appearance = EnumField(Appearance, max_length=10, default=Appearance.OPEN)
    note = LineField(max_length=200, default="")


LotUnit.add_index(LotUnit.index(LotUnit.asset, unique=True, name="lot_of_unit"))


class Custody(Versioned):
    """A customer's unit in our hands, from the day it is taken in to the day it is handed back (R-095, C-03)."""

    asset = ForeignKeyField(Asset, backref="custodies", on_delete="RESTRICT")
    case = ForeignKeyField(ServiceCase, null=True, on_delete="RESTRICT")
    taken_on = DateField()
    taken_by = LineField(max_length=60, default="")
    handed_over_by = LineField(max_length=60, default="")  # who of the customer's gave it
    accessories = NotesField(default="")
    condition = NotesField(default="")
    returned_on = DateField(null=True)
    returned_by = LineField(max_length=60, default="")
    received_by = LineField(max_length=60, default="")  # who of the customer's took it back
    loaner_from = DateField(null=True)  # the days on which the customer had a loaner meanwhile
    loaner_back = DateField(null=True)

    class Meta:
        constraints = [
            Check("returned_on >= taken_on", "custody_days"),
            Check("loaner_back >= loaner_from", "custody_loaner_days"),
        ]


Custody.add_index(Custody.index(Custody.asset, unique=True, name="custody_one_open", where=SQL("returned_on IS NULL")))
Custody.add_index(Custody.index(Custody.taken_on, name="custody_taken_on"))
Custody.add_index(Custody.index(Custody.returned_on, Custody.taken_on, name="custody_with_us"))


class SerialSwap(BaseModel):
    """A unit took the place of another one. Added, never edited (INV-14)."""

    old = ForeignKeyField(Asset, on_delete="RESTRICT", index=False)
    new = ForeignKeyField(Asset, on_delete="RESTRICT", index=False)
    case = ForeignKeyField(ServiceCase, null=True, on_delete="RESTRICT")
    swapped_on = DateField()
    rule = LineField(max_length=20)  # of inventory.cover.replacement.ReplacementRule
    rule_days = IntegerField(default=0)
    rule_months = IntegerField(default=0)
    rule_count = LineField(max_length=20, default="")
    disposition = EnumField(OldDisposition, max_length=20)
    reason = NotesField(default="")
    at = UtcField()
    by = ForeignKeyField(User, null=True, on_delete="RESTRICT")

    class Meta:
        constraints = [Check("old_id <> new_id", "swap_of_two")]


SerialSwap.add_index(SerialSwap.index(SerialSwap.old, unique=True, name="swap_of_old"))
SerialSwap.add_index(SerialSwap.index(SerialSwap.new, unique=True, name="swap_of_new"))


class ReviewState(StrEnum):
    """Whether somebody has looked at it."""

    OPEN = "open"
    SETTLED = "settled"


class CoverReview(Versioned):
    """A case that was decided under other dates or terms: listed, and left as it was (INV-09)."""

    case = ForeignKeyField(ServiceCase, on_delete="RESTRICT")
    state = EnumField(ReviewState, max_length=10, default=ReviewState.OPEN)
    found_at = UtcField()
    found_by = ForeignKeyField(User, null=True, on_delete="RESTRICT")
    reason = NotesField(default="")
    was_status = LineField(max_length=20, default="")
    was_last_day = DateField(null=True)
    now_status = LineField(max_length=20, default="")
    now_last_day = DateField(null=True)
    settled_at = UtcField(null=True)
    settled_by = ForeignKeyField(User, null=True, on_delete="RESTRICT")
    decision = NotesField(default="")


CoverReview.add_index(CoverReview.index(CoverReview.state, CoverReview.found_at, name="review_state"))
CoverReview.add_index(CoverReview.index(CoverReview.case, unique=True, name="review_once", where=SQL("state = 'open'")))
