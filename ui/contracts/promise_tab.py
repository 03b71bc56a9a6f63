"""What a contract promises: its policy as prose, what it says itself, and the due times of a fault."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from inventory.contracts.card import ContractCard
from inventory.i18n import _, ngettext
from inventory.policies.presets import BEGINNING
from inventory.policies.queries import VersionCard
from inventory.policies.words import EVENT, FREE_LABEL
from inventory.values.days import show_day
from ui.contracts.due_panel import DuePanel
from ui.desk import Desk
from ui.policies.reading import PolicyProse
from ui.widgets.banners import Banners
from ui.widgets.buttons import button
from ui.widgets.cards import KeyValues, Section


class PromiseTab(QWidget):
    """Signals: ``change_asked()`` another policy or version is wanted; ``newer_asked()`` the newer version of the same;
    ``policy_asked()`` the policy's own page is wanted.
    """

    change_asked = Signal()
    newer_asked = Signal()
    policy_asked = Signal()

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        sheet = QWidget()
        sheet.setProperty("role", "plain")
        column = QVBoxLayout(sheet)
        column.setContentsMargins(14, 12, 14, 12)
        column.setSpacing(14)
        self.banners = Banners()
        column.addWidget(self.banners)
        own = Section(_("This contract"), flush=False)
        self.facts = KeyValues(columns=3)
        own.inside.addWidget(self.facts)
        self.change_button = button(_("Change the policy"), self.change_asked)
        own.add_to_head(button(_("Read the policy"), self.policy_asked, "link"))
        own.add_to_head(self.change_button)
        column.addWidget(own)
        self.prose = PolicyProse()
        self.due = DuePanel(desk)
        row = QHBoxLayout()
        row.setSpacing(14)
        for part in (self.prose, self.due):
            row.addWidget(part, 1, Qt.AlignmentFlag.AlignTop)
        column.addLayout(row)
        column.addStretch(1)
        self.area = QScrollArea()
        self.area.setWidgetResizable(True)
        self.area.setFrameShape(QFrame.Shape.NoFrame)
        self.area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.area.setWidget(sheet)
        outer.addWidget(self.area)
        self.editing = (self.change_button,)

    def show_promise(self, card: ContractCard, policy: VersionCard) -> None:
        """Show what a contract promises by a version of a policy."""
        row = card.contract
        months = policy.terms.warranty_months if row.warranty_months is None else row.warranty_months
        anchor = policy.terms.anchor_event if row.anchor_event is None else row.anchor_event
        self.facts.show_facts(
            [
                (_("Policy"), policy_word(card, policy)),
                (_("What its papers call the free period"), _(FREE_LABEL[policy.terms.free_label])),
                (_("Months"), _said(_months(months), own=row.warranty_months is not None)),
                (_("Counted from"), _said(_(EVENT[anchor]), own=row.anchor_event is not None)),
                (_("Valid from"), _since(policy)),
                (_("Promise for the project"), _("Yes") if row.project_promise else _("No")),
            ]
        )
        self.banners.clear()
        if card.policy is not None and card.policy.newer_id is not None:
            self.banners.say(
                _("There is a version {number} of this policy. The contract keeps its own until you change it.").format(
                    number=card.policy.newer_number
                ),
                choices=[(_("See what would change"), self.newer_asked.emit)],
            )
        self.prose.tell(policy)
        self.due.show_policy(policy, row.customer_id, project_promise=row.project_promise)


def policy_word(card: ContractCard, policy: VersionCard) -> str:
    """The policy with its version."""
    if card.policy is None:
        return _("The house's terms, version {number}").format(number=policy.number)
    return _("{code} {name}, version {number}").format(code=policy.code, name=policy.name, number=policy.number)


def _since(policy: VersionCard) -> str:
    """The house's first terms are as old as anything in the depot."""
    return _("from the beginning") if policy.valid_from == BEGINNING else show_day(policy.valid_from)


def _months(months: int | None) -> str:
    if months is None:
        return _("as recorded for each unit")
    return ngettext("{count} month", "{count} months", months).format(count=months)


def _said(text: str, *, own: bool) -> str:
    return _("{what} (the contract says so itself)").format(what=text) if own else text
