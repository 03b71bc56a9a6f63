"""Pictures of customers and products."""

from __future__ import annotations

from docs.scene import number, scene
from docs.studio import Studio
from ui.customers.card import CustomerPage
from ui.customers.list_page import CustomersPage
from ui.products.page import ProductsPage


def _customer(studio: Studio) -> int:
    return number(
        studio, "SELECT customer_id FROM service_case GROUP BY customer_id ORDER BY count(*) DESC, customer_id"
    )


@scene("customers", "customers")
def _customers(studio: Studio) -> None:
    studio.open("customers")


@scene("customers-new")
def _customers_new(studio: Studio) -> None:
    studio.open("customers")
    studio.page(CustomersPage).begin_new()
    studio.rest()
    studio.form().submit()


def _customer_tab(name: str, tab: int) -> None:
    @scene(name, "customer")
    def pose(studio: Studio) -> None:
        studio.open("customer", _customer(studio))
        studio.page(CustomerPage).strip.choose(tab)


for _tab, _name in enumerate(("units", "cases", "people", "contracts", "files", "changes")):
    _customer_tab(f"customer-{_name}", _tab)


@scene("customer-contact")
def _customer_contact(studio: Studio) -> None:
    studio.open("customer", _customer(studio))
    page = studio.page(CustomerPage)
    page.strip.choose(2)
    page.ask_contact(None)


@scene("products", "products")
def _products(studio: Studio) -> None:
    studio.open("products")
    studio.page(ProductsPage).strip.choose(0)


@scene("products-makers")
def _products_makers(studio: Studio) -> None:
    studio.open("products")
    studio.page(ProductsPage).strip.choose(1)


@scene("products-new-model")
def _products_new_model(studio: Studio) -> None:
    studio.open("products")
    studio.page(ProductsPage).new_model()
