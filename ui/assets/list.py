"""The list of all units."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache, lru_cache
from typing import TYPE_CHECKING, Any, Final

from PySide6.QtCore import Qt, Slot

from inventory.access.rights import Right
from inventory.assets.queries import AssetRow, listing
from inventory.assets.words import AssetRole, AssetState, role_ids, role_word, state_ids, state_word
from inventory.cover import standing
from inventory.cover.rules import Cover, CoverStatus
from inventory.cover.words import NO_TERM, STATUS, headline, short
from inventory.i18n import N_, _, language, ngettext
from inventory.paging import Sort
from inventory.work import Context
from ui import actions
from ui.actions import NEW, Act
from ui.cover.outlook import OutlookStrip
from ui.navigation import Route
from ui.tables.criteria import ChoiceFilter, DayFilter, Filter, PickFilter, TextFilter
from ui.tables.exporting import ListExport
from ui.tables.listed import KeptViews, Listed
from ui.tables.panel import TablePanel
from ui.tables.selection import Selection
from ui.tables.source import Cell, ChipCell, Column, Kind
from ui.theme import Meaning
from ui.widgets.buttons import button
from ui.widgets.cards import EmptyState
from ui.widgets.page_frame import PageFrame

if TYPE_CHECKING:
    from inventory.choices import Choice
    from inventory.products.queries import ModelRow
    from ui.desk import Desk

SOON_DAYS: Final = 90
LABELS: Final = actions.declare(
    Act("assets_labels", N_("Print labels"), icon="label", keys="Ctrl+P", of="print", needs=(Right.PRINT_LABELS,))
)

COLUMNS: Final = (
    Column("serial", N_("Serial number"), Kind.CODE, 160, sortable=True),
    Column("product", N_("Product"), width=130),
    Column("model", N_("Model"), Kind.CODE, 110),
    Column("customer", N_("Customer"), width=180),
    Column("cover", N_("Cover"), Kind.CHIP, 180),
    Column("sold_on", N_("Sold on"), Kind.DAY, 110, sortable=True),
    Column("accepted_on", N_("Accepted on"), Kind.DAY, 110, sortable=True),
    Column("contract", N_("Contract"), Kind.CODE, 120),
    Column("state", N_("State"), width=110),
    Column("code", N_("Label code"), Kind.CODE, 120, sortable=True, shown=False),
    Column("maker", N_("Manufacturer"), width=140, shown=False),
    Column("months", N_("Warranty (months)"), Kind.NUMBER, 110, shown=False),
    Column("cover_first", N_("Cover from"), Kind.DAY, 110, shown=False),
    Column("cover_last", N_("Cover until"), Kind.DAY, 110, sortable=True, shown=False),
    Column("days_left", N_("Days left"), Kind.NUMBER, 100, shown=False),
    Column("role", N_("Role"), width=110, shown=False),
    Column("label", N_("Label"), width=100, shown=False),
)


def cells(row: AssetRow) -> tuple[Cell, ...]:
    """A unit as the cells of COLUMNS."""
    spoken = language()
    states, roles, labels = _words(spoken)
    return (
        row.serial_no,
        row.product_name,
        row.model_code,
        row.customer,
        _cover_cell(row.cover, spoken),
        row.sold_on,
        row.accepted_on,
        row.contract_no,
        states[row.state],
        row.code,
        row.maker,
        row.months,
        row.cover.first,
        row.cover.last,
        row.cover.days_left,
        roles[row.role],
        labels[row.label_printed],
    )


@cache
def _words(_language: str) -> tuple[dict[AssetState, str], dict[AssetRole, str], tuple[str, str]]:
    """The words of the columns that hold one of a few, looked up once: a workbook has them a hundred thousand times."""
    states = {state: state_word(state) for state in AssetState}
    return states, {role: role_word(role) for role in AssetRole}, (_("not printed"), _("printed"))


def cover_cell(cover: Cover) -> ChipCell:
    """The cover in few words, the sentence as its tooltip."""
    return _cover_cell(cover, language())


@lru_cache(maxsize=8192)
def _cover_cell(cover: Cover, _language: str) -> ChipCell:
    """Units come in deliveries with one cover: a long list says the same words again and again."""
    return ChipCell(str(short(cover)), cover_meaning(cover), tip=str(headline(cover)))


def cover_meaning(cover: Cover) -> Meaning:
    """Cover that ends soon wants a proposal (R-043)."""
    if cover.status in (CoverStatus.IN_WARRANTY, CoverStatus.EXTENDED):
        return Meaning.SOON if (cover.days_left or 0) <= SOON_DAYS else Meaning.OK
    if cover.term_missing:
        return Meaning.SOON
    return Meaning.INFO if cover.status is CoverStatus.PRE_ACCEPTANCE else Meaning.OFF


def _pick_customers(text: str) -> Sequence[Choice]:
    from inventory.customers.queries import pick  # the program opens with this list, not with a filter

    return pick(text)


def _pick_models(text: str) -> Sequence[Choice]:
    from inventory.products.queries import pick_models

    return pick_models(text)


def filters() -> list[Filter]:
    """What the list can be narrowed by."""
    return [
        TextFilter("text", N_("Serial, model, customer, contract")),
        PickFilter("customer", N_("Customer"), _pick_customers),
        PickFilter("model", N_("Model"), _pick_models),
        ChoiceFilter("state", N_("State"), state_ids()),
        ChoiceFilter("role", N_("Role"), role_ids()),
        ChoiceFilter("label", N_("Label"), [("unprinted", N_("Needs a label")), ("printed", N_("printed"))]),
        ChoiceFilter("accepted", N_("Acceptance"), [("missing", N_("not accepted yet")), ("there", N_("accepted"))]),
        ChoiceFilter("cover", N_("Cover"), _COVERS),
        ChoiceFilter("ends_within", N_("Cover ends"), _AHEAD),
        DayFilter("sold", N_("Sold")),
    ]


_COVERS: Final = (
    *((status.value, STATUS[status].message_id) for status in CoverStatus),
    (standing.NO_TERM, NO_TERM.message_id),
)
_AHEAD: Final = (("30", N_("within 30 days")), ("60", N_("within 60 days")), ("90", N_("within 90 days")))


class _Units(Listed[AssetRow]):
    """Of several windows the widest holds the others."""

    def _asked(self, filters: Mapping[str, Any]) -> dict[str, Any]:
        asked = super()._asked(filters)
        if isinstance(chosen := asked.get("ends_within"), tuple):
            asked["ends_within"] = max(int(days) for days in chosen)
        return asked


def source(ctx: Context, always: Mapping[str, Any] | None = None) -> Listed[AssetRow]:
    """The units as a source of the table; ``always`` narrows it to a customer, say."""
    return _Units(listing(ctx), "asset", COLUMNS, cells, Sort("id", descending=True), always)


def counted(count: int) -> str:
    """How many units."""
    return ngettext("{count} unit", "{count} units", count).format(count=f"{count:,}")


class AssetsPage(PageFrame):
    """``Route("assets")``, or ``Route("model", id)`` for the units of one model."""

    def __init__(self, desk: Desk, route: Route) -> None:
        super().__init__(desk, _("Assets"))
        new, books = button(_("New unit"), self._new, "primary"), button(_("Import your Excel books"), self._import)
        desk.permits.guard(new, Right.EDIT_REGISTER)
        desk.permits.guard(books, Right.IMPORT)
        empty = EmptyState(
            _("No units yet"),
            _("Import the register you have kept in Excel, or add units by hand."),
            "assets",
            [books, new],
        )
        self.panel = TablePanel(
            desk,
            "assets",
            source(desk.ctx, _always(route)),
            filters(),
            views=KeptViews(desk.ctx),
            counted=counted,
            empty=empty,
            parent=self,
        )
        self.panel.opened.connect(self._open)
        self.panel.previewed.connect(self._preview)
        self.panel.add_bulk(LABELS, self._labels)
        self._export = ListExport(desk, self.panel, _("Assets"))
        self.outlook = OutlookStrip(desk, self)
        self.body.addWidget(self.outlook)
        self.body.addWidget(self.panel, 1)
        desk.permits.guard(self.add_action(NEW, self._new, primary=True), Right.EDIT_REGISTER)
        self._counts = route.page == "assets"
        if self._counts:  # when the first rows are there: nobody waits for a number
            self.panel.loaded.connect(self.outlook.count, Qt.ConnectionType.SingleShotConnection)
        self.panel.load()
        if route.page == "model":
            from inventory.products.queries import model

            desk.jobs.query(model, desk.ctx, route.args[0], done=self._show_model)

    def refresh(self) -> None:
        """Fetch the list again."""
        self.panel.refresh()

    def shown(self) -> None:
        """Cover may end sooner than when this page was left."""
        if self._counts and self.panel.model.complete:
            self.outlook.count()

    @Slot(object)
    def _show_model(self, found: ModelRow) -> None:
        self.set_title(_("Assets"), f"{found.product_name} {found.model_code}")

    @Slot(object)
    def _open(self, asset_id: int) -> None:
        self.desk.open(Route("asset", asset_id))

    @Slot(object)
    def _preview(self, asset_id: int) -> None:
        from ui.assets.preview import UnitPreview

        self.panel.drawer.show_widget(UnitPreview(self.desk, asset_id), _("Unit"))

    def _labels(self, chosen: Selection) -> None:
        if chosen.everything:
            self.desk.jobs.query(_all_ids, self.panel.model.source, self.panel.wanted(), done=self._print)
        else:
            self._print(chosen.ids)

    @Slot(object)
    def _print(self, asset_ids: tuple[int, ...]) -> None:
        from ui.assets.label_dialog import LabelDialog

        if asset_ids:
            LabelDialog(self.desk, asset_ids, self).open()

    @Slot()
    def _new(self) -> None:
        from ui.assets.form import NewUnitDialog

        NewUnitDialog(self.desk, self).open()

    @Slot()
    def _import(self) -> None:
        self.desk.open(Route("import"))


def _always(route: Route) -> dict[str, Any]:
    return {"model": route.args[0]} if route.page == "model" else {}


def _all_ids(listed: Any, wanted: Any) -> tuple[int, ...]:
    return tuple(listed.ids(wanted.criteria.filters, wanted.sort))
