"""The form of a policy: every setting of requirements.md 1.9, in the groups in which its prose is told."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields
from decimal import Decimal
from typing import Any, Final

from inventory.cover.replacement import ReplacementRule
from inventory.errors import InvalidInput
from inventory.i18n import N_, _
from inventory.policies import words
from inventory.policies.terms import KEYS, LoanerDue, LoanerTrigger, SparesDuty, Terms
from inventory.pricing.charges import CapScope, DamageRule, PriceRule
from inventory.values.decimals import read_decimal
from ui.forms.choosing import ChoiceField
from ui.forms.field import LineField
from ui.forms.fields import MonthsField, QuantityField
from ui.forms.form import Form
from ui.policies.boxes import BoxesField, wrapped, yes_or_no
from ui.widgets.code_line import CodeLine

PRICES: Final = (PriceRule.COST, PriceRule.NEGOTIATED, PriceRule.LIST)
DAMAGE_PRICES: Final = (PriceRule.COST, PriceRule.LIST)
LOANER_PRICES: Final = (PriceRule.FREE, PriceRule.COST, PriceRule.LIST, PriceRule.CONTRACT, PriceRule.NEGOTIATED)
SHOWN_FOR: Final[Mapping[str, tuple[str, tuple[object, ...]]]] = {
    "replacement_days": ("replacement", (ReplacementRule.INHERIT_MIN_DAYS,)),
    "replacement_months": ("replacement", (ReplacementRule.RESTART,)),
    "spares_months": ("spares_duty", (SparesDuty.MONTHS,)),
    "spares_after_extension": ("spares_duty", (SparesDuty.MONTHS,)),
    "damage_price": ("user_damage", (DamageRule.EXCLUDED,)),
    "loaner_after_damage": ("user_damage", (DamageRule.EXCLUDED,)),
    "cap_kinds": ("cap_scope", tuple(scope for scope in CapScope if scope is not CapScope.NONE)),
    "loaner_trigger_days": ("loaner_trigger", (LoanerTrigger.WORKDAYS,)),
    "loaner_due_days": ("loaner_due", (LoanerDue.WORKDAYS,)),
}
"""Fields that matter only while another one says so."""


class PercentField(LineField):
    """A share such as 99 or 98.5; the value is basis points, None where nothing is promised."""

    def __init__(self, name: str, label: str, *, hint: str = "") -> None:
        super().__init__(name, label, line=CodeLine(), hint=hint, limit=8)

    def read(self, text: str) -> int:
        """The basis points that were meant."""
        try:
            found = read_decimal(text.removesuffix("%").removesuffix("％").strip()) * 100
        except ValueError:
            found = Decimal("NaN")
        if not found.is_finite() or found != found.to_integral_value() or not 1 <= found <= 10_000:
            raise InvalidInput(N_("Write a share between 0.01 and 100, for example 98.5."), field=self.name)
        return int(found)

    def show_value(self, value: Any) -> str:
        """``98.50``"""
        return f"{value / 100:.2f}"


def policy_form() -> Form:
    """All settings, each under what it is called, its choices in words."""
    form = Form(
        [
            _("The free period"),
            MonthsField("warranty_months", _label("warranty_months"), hint=_("Empty: as recorded for each unit.")),
            _choice("anchor_event", words.EVENT),
            _choice("count_rule", words.COUNT),
            yes_or_no("month_end_sticky", _label("month_end_sticky")),
            yes_or_no("holiday_moves_end", _label("holiday_moves_end")),
            _choice("maker_rule", words.MAKER),
            _choice("user_damage", words.DAMAGE),
            _choice("suspend", words.SUSPEND),
            _choice("replacement", words.REPLACEMENT),
            QuantityField("replacement_days", _label("replacement_days"), required=True),
            MonthsField("replacement_months", _label("replacement_months"), required=True),
            _choice("parts_origin", words.ORIGIN),
            _choice("free_label", words.LABEL),
            _choice("paid_label", words.LABEL),
            _("After it"),
            _choice("post_service", words.POST),
            yes_or_no("may_refuse", _label("may_refuse")),
            _choice("spares_duty", words.SPARES),
            MonthsField("spares_months", _label("spares_months"), required=True),
            yes_or_no("spares_after_extension", _label("spares_after_extension")),
            _("Prices"),
            _choice("post_price", {rule: words.PRICE[rule] for rule in PRICES}),
            _choice("damage_price", {rule: words.PRICE[rule] for rule in DAMAGE_PRICES}),
            _choice("loaner_after_damage", {rule: words.PRICE[rule] for rule in LOANER_PRICES}),
            _choice("loaner_after_warranty", {rule: words.PRICE[rule] for rule in LOANER_PRICES}),
            _choice("cap_scope", words.CAP),
            BoxesField("cap_kinds", _label("cap_kinds"), words.KIND),
            _choice("price_basis", words.BASIS),
            _("Loaners"),
            _choice("loaner_trigger", words.TRIGGER),
            QuantityField("loaner_trigger_days", _label("loaner_trigger_days"), required=True),
            _choice("loaner_due", words.LOANER_DUE),
            QuantityField("loaner_due_days", _label("loaner_due_days"), required=True),
            _choice("loaner_match", words.MATCH),
            QuantityField("loaner_return_days", _label("loaner_return_days"), required=True),
            _choice("workday_count", words.WORKDAYS),
            _("Visits and calls"),
            MonthsField("visit_months", _label("visit_months"), hint=_("Empty: none are planned.")),
            QuantityField("visit_minutes", _label("visit_minutes")),
            MonthsField("call_months", _label("call_months"), hint=_("Empty: none are planned.")),
            QuantityField("notice_days", _label("notice_days"), required=True),
            _("Satisfaction"),
            PercentField("satisfaction_bp", _label("satisfaction_bp"), hint=_("In per cent. Empty: none is promised.")),
        ]
    )
    for field in form.fields:
        wrapped(field)
    return form


def values_of(terms: Terms) -> dict[str, Any]:
    """Terms by the names of the fields."""
    return {one.name: getattr(terms, one.name) for one in fields(terms)}


def terms_of(form: Form) -> Terms | None:
    """What the form says, as it stands; None while a field is wrong. Nothing is complained of."""
    try:
        return Terms(**{field.name: field.value() for field in form.fields})
    except InvalidInput:
        return None


def show_what_matters(form: Form) -> None:
    """Hide the fields that matter only for another choice."""
    for name, (chooser, values) in SHOWN_FOR.items():
        form[name].setVisible(form[chooser].value() in values)


def mark_assumed(form: Form, assumed: frozenset[str]) -> None:
    """Say under each setting that nobody stated that it is a default of ours, until somebody sets it."""
    for name, key in KEYS.items():
        if key in assumed:
            field = form[name]
            field.remark("" if field.dirty() else _("Assumed: nobody has stated it."))


def _label(name: str) -> str:
    return _(words.SETTING[KEYS[name]])


def _choice(name: str, options: Mapping[Any, str]) -> ChoiceField:
    return ChoiceField(name, _label(name), [(value, _(word)) for value, word in options.items()], required=True)
