"""Pictures of contracts: the list, what one promises, its deliveries, and what goes on from it."""

from __future__ import annotations

from docs.scene import number, scene
from docs.studio import Studio
from inventory.contracts.extensions import AddExtension, add_extension
from models import connect
from ui.contracts.card import LOTS, ContractPage
from ui.contracts.extension_page import ExtensionPage

CONTRACT = (
    "SELECT contract_id FROM asset WHERE contract_id IS NOT NULL GROUP BY contract_id ORDER BY count(*) DESC LIMIT 1"
)
UNITS = (
    "SELECT a.id, a.customer_id FROM asset a WHERE a.contract_id = ? AND a.accepted_on IS NOT NULL "
    "AND a.state = 'in_service' ORDER BY a.id"
)
NUMBER = "XB2026-001"


def _open(studio: Studio) -> ContractPage:
    studio.open("contract", number(studio, CONTRACT))
    page = studio.page(ContractPage)
    studio.rest(lambda: page.loaded is not None)
    return page


@scene("contracts", "contracts")
def _contracts(studio: Studio) -> None:
    studio.open("contracts")


@scene("contract", "contract")
def _contract(studio: Studio) -> None:
    _open(studio)


@scene("contract-deliveries")
def _deliveries(studio: Studio) -> None:
    _open(studio).strip.choose(LOTS)


@scene("contract-extension", "extension")
def _extension(studio: Studio) -> None:
    with studio.ctx.reading():
        known = connect.rows("SELECT id FROM extension_contract WHERE number = ?", (NUMBER,))
        units = connect.rows(UNITS, (number(studio, CONTRACT),))
    if known:
        extension = int(known[0][0])
    else:
        wanted = AddExtension(
            number=NUMBER, customer_id=units[0][1], months=12, asset_ids=tuple(row[0] for row in units)
        )
        extension = add_extension(studio.ctx, wanted)
    studio.open("extension", extension)
    page = studio.page(ExtensionPage)
    studio.rest(lambda: page.loaded is not None)
