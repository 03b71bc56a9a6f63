"""Policy profiles: what a kind of contract promises, in versions that are frozen once used (requirements.md 1.9)."""

from __future__ import annotations

from enum import StrEnum

from peewee import Check, DateField, ForeignKeyField, IntegerField

from models.base import BaseModel, Versioned
from models.calendars import Calendar
from models.fields import EnumField, LineField, NotesField, UtcField
from models.organisation import User


class AnchorEvent(StrEnum):
    """From which event the months of a warranty count (``warranty.anchor_event``)."""

    CONTRACT_ACCEPTED = "CONTRACT_ACCEPTED"
    PROJECT_ACCEPTED = "PROJECT_ACCEPTED"
    EQUIPMENT_SIGNED = "EQUIPMENT_SIGNED"
    """The later of the completion and the signature, of each unit."""
    PROJECT_SIGNED = "PROJECT_SIGNED"
    """The later of the completion of the project and the signature."""
    INSTALLED = "INSTALLED"
    DELIVERED = "DELIVERED"
    INVOICED = "INVOICED"
    EX_WORKS = "EX_WORKS"


class Milestone(StrEnum):
    """What must have happened by a due time (model.md SlaTarget)."""

    RESPONSE = "RESPONSE"
    DISPATCH = "DISPATCH"
    ON_SITE = "ON_SITE"
    PLAN = "PLAN"
    SPARE_REPLACED = "SPARE_REPLACED"
    RESTORED = "RESTORED"
    LOANER = "LOANER"


class TargetCondition(StrEnum):
    """When a target holds; all conditions of a row must be met."""

    IN_WARRANTY = "IN_WARRANTY"
    AFTER_WARRANTY = "AFTER_WARRANTY"
    HARDWARE = "HARDWARE"
    NON_HARDWARE = "NON_HARDWARE"
    SPECIAL = "SPECIAL"
    """特殊情况, as the dispatcher says it is (R-077)."""
    NORMAL = "NORMAL"
    SITE_CANNOT_FIX = "SITE_CANNOT_FIX"
    PROJECT_PROMISE = "PROJECT_PROMISE"
    """The contract names the promise made for its own project (S3, 针对本项目)."""
    GENERAL_PROMISE = "GENERAL_PROMISE"
    """It does not, so the company's general promise holds."""


class TargetBase(StrEnum):
    """From when the time of a target runs."""

    REPORT = "REPORT"
    RESPONSE = "RESPONSE"
    ARRIVAL = "ARRIVAL"
    PHONE_FAILED = "PHONE_FAILED"
    PLAN = "PLAN"
    SITE_NOTICE = "SITE_NOTICE"
    """The notice that the staff on site cannot mend it (R-071)."""


class TargetUnit(StrEnum):
    """In what the time of a target is counted."""

    MINUTE = "MINUTE"
    HOUR = "HOUR"
    WORKDAY = "WORKDAY"
    ETA = "ETA"
    """No amount: the recorded arrival time of the spare (R-076)."""


class PolicyProfile(Versioned):
    """A kind of promise: a preset or one of the company's own."""

    code = LineField(max_length=20, unique=True)
    name_zh = LineField(max_length=80)
    name_en = LineField(max_length=80, default="")
    remark = NotesField(default="")


class PolicyVersion(Versioned):
    """One wording of a profile. Frozen with its first use: a trigger refuses every change after that."""

    profile = ForeignKeyField(PolicyProfile, backref="versions", on_delete="RESTRICT", index=False)
    number = IntegerField()
    valid_from = DateField()
    terms = NotesField()  # JSON of inventory.policies.terms.Terms
    frozen_at = UtcField(null=True)
    created_at = UtcField()
    created_by = ForeignKeyField(User, null=True, on_delete="RESTRICT")

    class Meta:
        constraints = [Check("number > 0", "policy_number")]


PolicyVersion.add_index(
    PolicyVersion.index(PolicyVersion.profile, PolicyVersion.number, unique=True, name="policy_version_number")
)


class SlaTarget(BaseModel):
    """A due time that a policy version promises. Frozen with it."""

    policy_version = ForeignKeyField(PolicyVersion, backref="targets", on_delete="RESTRICT", index=False)
    position = IntegerField()
    level = LineField(max_length=20, default="")  # a word of the policy; empty: any
    milestone = EnumField(Milestone, max_length=20)
    conditions = LineField(max_length=120, default="")  # of TargetCondition, with commas, in the order of the enum
    base = EnumField(TargetBase, max_length=20, default=TargetBase.REPORT)
    amount = IntegerField(default=0)
    unit = EnumField(TargetUnit, max_length=10, default=TargetUnit.HOUR)
    calendar = ForeignKeyField(Calendar, on_delete="RESTRICT")

    class Meta:
        constraints = [Check("amount >= 0", "target_amount")]


SlaTarget.add_index(SlaTarget.index(SlaTarget.policy_version, SlaTarget.position, unique=True, name="target_position"))
