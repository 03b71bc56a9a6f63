"""What keeps the depot supplied: reservations, orders, successors of parts and the manufacturers' approvals."""

from __future__ import annotations

from enum import StrEnum

from peewee import BooleanField, Check, DateField, ForeignKeyField

from models.base import Versioned
from models.cases import ServiceCase
from models.fields import EnumField, LineField, UnitsField, UtcField
from models.organisation import User
from models.parts import Part
from models.places import Warehouse
from models.products import Manufacturer
from models.suppliers import Supplier


class ReservationState(StrEnum):
    """Whether a reservation still holds goods."""

    OPEN = "open"
    USED = "used"
    RELEASED = "released"


class Reservation(Versioned):
    """Goods kept for a case (available = good − reserved)."""

    part = ForeignKeyField(Part, on_delete="RESTRICT", index=False)
    warehouse = ForeignKeyField(Warehouse, null=True, on_delete="RESTRICT")
    case = ForeignKeyField(ServiceCase, null=True, on_delete="RESTRICT")
    quantity = UnitsField()
    used = UnitsField(default=0)  # what the case has taken of it
    until = DateField(null=True)
    state = EnumField(ReservationState, max_length=10, default=ReservationState.OPEN)
    reserved_at = UtcField()
    reserved_by = ForeignKeyField(User, null=True, on_delete="RESTRICT")
    note = LineField(max_length=200, default="")

    class Meta:
        constraints = [
            Check("quantity > 0", "reservation_quantity"),
            Check("used BETWEEN 0 AND quantity", "reservation_used"),
        ]


Reservation.add_index(Reservation.index(Reservation.part, Reservation.state, name="reservation_of_part"))


class OrderLine(Versioned):
    """Goods on order with a supplier, until they are received."""

    part = ForeignKeyField(Part, on_delete="RESTRICT")
    supplier = ForeignKeyField(Supplier, null=True, on_delete="RESTRICT")
    order_no = LineField(max_length=60, default="")
    ordered_on = DateField()
    expected_on = DateField(null=True)
    quantity = UnitsField()
    received = UnitsField(default=0)
    cancelled = BooleanField(default=False)
    note = LineField(max_length=200, default="")

    class Meta:
        constraints = [
            Check("quantity > 0", "order_quantity"),
            Check("received >= 0", "order_received"),
        ]


OrderLine.add_index(OrderLine.index(OrderLine.order_no, name="order_line_number"))


class SupersessionKind(StrEnum):
    """Whether the old part may also stand in for the new one."""

    ONE_WAY = "one_way"
    TWO_WAY = "two_way"


class Supersession(Versioned):
    """A part takes the place of another one."""

    old = ForeignKeyField(Part, on_delete="RESTRICT", index=False)
    new = ForeignKeyField(Part, on_delete="RESTRICT")
    kind = EnumField(SupersessionKind, max_length=10, default=SupersessionKind.ONE_WAY)
    since = DateField(null=True)

    class Meta:
        constraints = [Check("old_id <> new_id", "supersession_of_two")]


Supersession.add_index(Supersession.index(Supersession.old, Supersession.new, unique=True, name="supersession_once"))


class MakerApproval(Versioned):
    """The manufacturer's approval of a part for its models (R-046, INV-08)."""

    manufacturer = ForeignKeyField(Manufacturer, on_delete="RESTRICT")
    part = ForeignKeyField(Part, on_delete="RESTRICT")
    document = LineField(max_length=120)
    valid_from = DateField()
    valid_to = DateField(null=True)

    class Meta:
        constraints = [Check("valid_to >= valid_from", "maker_approval_days")]
