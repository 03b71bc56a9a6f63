"""What the rights are called."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from inventory.i18n import N_, _, language, pgettext
from inventory.people.words import Role, role_word
from models.kinds import RequestKind, RequestState, Right

_RIGHTS: Final = {
    Right.SEE_COST: N_("see cost"),
    Right.APPROVE: N_("approve corrections and exceptions"),
    Right.EDIT_REGISTER: N_("edit the register"),
    Right.EDIT_CONTRACTS: N_("edit contracts and acceptances"),
    Right.RECORD_SERVICE: N_("record service work"),
    Right.IMPORT: N_("import books"),
    Right.PRINT_LABELS: N_("print labels"),
    Right.EXPORT_TO_CUSTOMER: N_("export to customers"),
    Right.EDIT_POLICIES: N_("edit policies, calendars and settings"),
    Right.MANAGE_PEOPLE: N_("manage people and rights"),
    Right.KEEP_STOCK: N_("keep the stock"),
    Right.CARE: N_("back up and restore"),
}


class _Roles:
    """Roles in a sentence, named when it is read."""

    def __init__(self, roles: Sequence[str]) -> None:
        self._roles = tuple(roles)

    def __str__(self) -> str:
        return ("、" if language() == "zh_CN" else ", ").join(role_word(Role(role)) for role in self._roles)


def right_word(right: Right) -> str:
    """The message id of a right's name."""
    return _RIGHTS[right]


def role_words(roles: Sequence[str]) -> _Roles:
    """The names of roles, to be written into a sentence."""
    return _Roles(roles)


_KINDS: Final = {
    RequestKind.ACCEPTANCE: N_("Correct an acceptance date"),
    RequestKind.MANUAL_COVER: N_("Grant cover"),
    RequestKind.WITHDRAW_COVER: N_("Withdraw granted cover"),
    RequestKind.STOCKTAKE: N_("Post a stocktake"),
}


def kind_word(kind: RequestKind) -> str:
    """What is asked for, in the reader's language."""
    return _(_KINDS[kind])


def state_word(state: RequestState) -> str:
    """How far a request is, in the reader's language."""
    return {
        RequestState.OPEN: pgettext("request", "waits"),
        RequestState.APPROVED: pgettext("request", "approved"),
        RequestState.DECLINED: pgettext("request", "declined"),
        RequestState.WITHDRAWN: pgettext("request", "withdrawn"),
    }[state]
