"""The forms of a contract and of a line of its price list."""

from __future__ import annotations

from typing import Any

from inventory.contracts.card import PriceLine, price_list
from inventory.contracts.choices import FormChoices
from inventory.contracts.commands import AddContract, ContractTerms, EditContract
from inventory.contracts.lines import AddLine, EditLine
from inventory.contracts.queries import ContractRow, contract
from inventory.contracts.words import ContractLineKind, line_kind_word
from inventory.choices import Choice
from inventory.customers.queries import pick as pick_customers
from inventory.errors import InvalidInput, NotFound
from inventory.i18n import N_, _
from inventory.parts.queries import pick as pick_parts
from inventory.policies.words import EVENT
from inventory.products.queries import pick_models
from inventory.work import Context
from models.policies import AnchorEvent  # placeholder
