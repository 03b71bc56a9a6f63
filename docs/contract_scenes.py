"""Pictures of contracts: the list, what one promises, its prices and deliveries with their steps, what goes on."""

from __future__ import annotations

from docs.scene import number, scene
from docs.studio import Studio
from ui.contracts.card import LOTS, PRICES, ContractPage
from ui.contracts.extension_page import ExtensionPage

CONTRACT = (
    "SELECT contract_id FROM delivery_lot GROUP BY contract_id "
    "ORDER BY sum(CASE WHEN state = 'completed' THEN 1 ELSE 0 END) DESC, contract_id LIMIT 1"
)
"""The contract with the most deliveries that are ready for their signatures."""
LOT = "SELECT id FROM delivery_lot WHERE state = '{state}' ORDER BY id LIMIT 1"
OF_LOT = "SELECT contract_id FROM delivery_lot WHERE state = '{state}' ORDER BY id LIMIT 1"
EXTENSION = "SELECT min(id) FROM extension_contract"


def _open(studio: Studio) -> ContractPage:
    studio.open("contract", number(studio, CONTRACT))
    page = studio.page(ContractPage)
    studio.rest(lambda: page.loaded is not None)
    return page


def _delivery(studio: Studio, state: str) -> ContractPage:
    """The first delivery that is so far."""
    lot = number(studio, LOT.format(state=state))
    studio.open("contract", number(studio, OF_LOT.format(state=state)), "lot", lot)
    page = studio.page(ContractPage)
    studio.rest(lambda: page.lots.panel.card is not None and page.lots.panel.card.line.id == lot)
    return page


@scene("contracts", "contracts")
def _contracts(studio: Studio) -> None:
    studio.open("contracts")


@scene("contracts-maintenance")
def _maintenance(studio: Studio) -> None:
    studio.open("contracts", "maintenance")


@scene("contract", "contract")
def _contract(studio: Studio) -> None:
    _open(studio)


@scene("contract-prices")
def _prices(studio: Studio) -> None:
    _open(studio).strip.choose(PRICES)


@scene("contract-line")
def _line(studio: Studio) -> None:
    page = _open(studio)
    page.strip.choose(PRICES)
    page.line_acts.ask_line(None)


@scene("contract-deliveries")
def _deliveries(studio: Studio) -> None:
    _open(studio).strip.choose(LOTS)


@scene("contract-arrived")
def _arrived(studio: Studio) -> None:
    _delivery(studio, "arrived")


@scene("contract-notice")
def _notice(studio: Studio) -> None:
    _delivery(studio, "planned").lots.next_step()


@scene("contract-tests")
def _tests(studio: Studio) -> None:
    _delivery(studio, "installed").lots.next_step()


@scene("contract-accept-several")
def _several(studio: Studio) -> None:
    _delivery(studio, "completed").lots.accept_several()


@scene("contract-certificate")
def _certificate(studio: Studio) -> None:
    _delivery(studio, "accepted").lots.panel.certificate_button.click()


@scene("contract-accept")
def _accept(studio: Studio) -> None:
    _delivery(studio, "completed").lots.next_step()


@scene("contract-papers")
def _papers(studio: Studio) -> None:
    _delivery(studio, "accepted").lots.panel.papers_button.click()


@scene("contract-policy")
def _policy(studio: Studio) -> None:
    _open(studio).change_policy()


@scene("contract-extension", "extension")
def _extension(studio: Studio) -> None:
    studio.open("extension", number(studio, EXTENSION))
    page = studio.page(ExtensionPage)
    studio.rest(lambda: page.loaded is not None)


@scene("contract-extension-new")
def _new_extension(studio: Studio) -> None:
    _delivery(studio, "accepted").new_extension()
