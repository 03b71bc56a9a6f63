"""The form of a contract, and the requests that it makes."""

from __future__ import annotations

from inventory.choices import Choice
from inventory.contracts.choices import FormChoices
from inventory.contracts.commands import AddContract, ContractTerms, EditContract
from inventory.contracts.queries import ContractRow, contract
from inventory.customers.queries import pick
from inventory.i18n import _
from inventory.policies.words import EVENT
from inventory.work import Context
from ui.desk import Desk
from ui.editing.filing import Make, Renew, Values, request
from ui.forms.choosing import ChoiceField, PickField
from ui.forms.field import CodeField, Field, TextField
from ui.forms.fields import CheckField, DayField, MonthsField, NotesField
from ui.forms.form import Form

_TERMS = ("policy_profile_id", "warranty_months", "anchor_event", "project_promise", "branch_id",
          "service_agreement_no")  # fmt: skip


def contract_form(desk: Desk, choices: FormChoices, *, known: bool = False) -> Form:
    """What a person enters of a contract; the policy of one that is ``known`` is changed by an act of its own."""
    clock = desk.ctx.clock
    policies: list[tuple[int | None, str]] = [(None, _("The house's terms"))]
    policies += [(one.profile_id, f"{one.code} {one.name}") for one in choices.policies]
    events = [(event, _(word)) for event, word in EVENT.items() if event is not None]
    reason = _("Only where what was promised changes.")
    fields: list[Field | str] = [
        CodeField("number", _("Contract number"), required=True, limit=60, takes_scans=False),
        PickField("customer_id", _("Customer"), desk.jobs, pick, required=True, repeats=True),
        TextField("title", _("Subject"), limit=200),
        DayField("signed_on", _("Signed on"), clock),
        DayField("accepted_on", _("Accepted on"), clock, hint=_("Empty: with the last of its deliveries.")),
        ChoiceField("branch_id", _("Branch"), [(one.id, one.title) for one in choices.branches]),
        CodeField("service_agreement_no", _("Service agreement"), limit=60, takes_scans=False),
        _("The promise"),
    ]
    if not known:
        fields.append(ChoiceField("policy_profile_id", _("Policy"), policies, required=True, repeats=True))
    fields += [
        MonthsField("warranty_months", _("Months of its own"), hint=_("Empty: as the policy says.")),
        ChoiceField("anchor_event", _("Counted from"), events, hint=_("Empty: as the policy says.")),
        CheckField("project_promise", _("It names a promise of its own for the project")),
        _("Internal"),
        NotesField("remark", _("Remark"), hint=_("Internal: never leaves the house.")),
    ]
    if known:
        fields.append(TextField("reason", _("Reason"), hint=reason))
    return Form(fields)


def contract_values(row: ContractRow) -> Values:
    """A contract by the names of the fields of a form of one that is known."""
    names = ("number", "title", "signed_on", "accepted_on", "branch_id", "service_agreement_no", "warranty_months",
             "anchor_event", "project_promise", "remark")  # fmt: skip
    found = {name: getattr(row, name) for name in names}
    return found | {"customer_id": Choice(row.customer_id, row.customer)}


def new_contract(values: Values, _seen_version: int) -> AddContract:
    """The request of a new contract."""
    fields, terms = _parted(values)
    return request(AddContract, fields, terms=terms)


def changed_contract(row: ContractRow) -> Make:
    """Makes the request of a correction; the policy stays."""

    def make(values: Values, seen_version: int) -> EditContract:
        fields, terms = _parted(values | {"policy_profile_id": row.policy_profile_id})
        return request(EditContract, fields, terms=terms, contract_id=row.id, seen_version=seen_version)

    return make


def renewed_contract(contract_id: int) -> Renew:
    """Looks the contract up as it is now."""

    def renew(ctx: Context) -> tuple[int, Values]:
        row = contract(ctx, contract_id)
        return row.version, contract_values(row)

    return renew


def _parted(values: Values) -> tuple[Values, ContractTerms]:
    terms = request(ContractTerms, {name: values[name] for name in _TERMS})
    return {name: value for name, value in values.items() if name not in _TERMS}, terms
