"""The models with their manufacturers: two tabs, and a form beside them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from inventory.access.rights import Right
from inventory.choices import Choice
from inventory.i18n import N_, _
from inventory.products import commands
from inventory.products.queries import MakerLine, ModelRow, makers, model
from ui.actions import Act, declare
from ui.desk import Desk
from ui.editing.filing import Filing, Known
from ui.editing.form_drawer import FormDrawer
from ui.forms.choosing import PickField
from ui.forms.sheet import FormDialog
from ui.navigation import Route
from ui.products import forms
from ui.products.source import FILTERS, some_models, source
from ui.tables.criteria import Criteria, Picked
from ui.tables.exporting import ListExport
from ui.tables.listed import KeptViews
from ui.tables.panel import TablePanel
from ui.widgets.buttons import button
from ui.widgets.cards import Card, EmptyState
from ui.widgets.page_frame import PageFrame
from ui.widgets.records import Field, Records
from ui.widgets.tabs import TabStrip

NEW_MODEL: Final = declare(
    Act("model_new", N_("New model"), icon="add", keys="Ctrl+N", of="new", needs=(Right.EDIT_REGISTER,))
)
NEW_MAKER: Final = declare(
    Act("maker_new", N_("New manufacturer"), icon="add", keys="Ctrl+Shift+N", needs=(Right.EDIT_REGISTER,))
)
MODELS, MAKERS = range(2)


class ProductsPage(PageFrame):
    """``Route("products")``, or ``Route("products", model_id)`` with a model opened."""

    def __init__(self, desk: Desk, route: Route, parent: QWidget | None = None) -> None:
        super().__init__(desk, _("Products"), parent=parent)
        self._made: str = ""
        self._asking: PickField | None = None
        self.drawer = FormDrawer(desk)
        self.drawer.filed.connect(self._filed)
        row = QHBoxLayout()
        row.setSpacing(14)
        row.addWidget(self._tabs(), 1)
        row.addWidget(self.drawer)
        self.body.addLayout(row, 1)
        self.add_action(NEW_MODEL, self.new_model, primary=True)
        self.add_action(NEW_MAKER, self.new_maker, button=True)
        desk.bridge.records_changed.connect(self._changed)
        self.models.load()
        self._fetch_makers()
        if route.args:
            self._open_model(int(str(route.args[0])))

    def _tabs(self) -> QWidget:
        holder = QWidget()
        column = QVBoxLayout(holder)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        self.strip = TabStrip([_("Models"), _("Manufacturers")])
        column.addWidget(self.strip)
        nothing = EmptyState(
            _("There are no models yet"),
            _("Enter the first one, or import a register of units: it brings its models along."),
            "product",
            [self.desk.permits.guard(button(_("New model"), self.new_model, "primary"), Right.EDIT_REGISTER)],
        )
        self.models = TablePanel(
            self.desk, "models", source(), FILTERS, views=KeptViews(self.desk.ctx), counted=some_models, empty=nothing,
            parent=self,
        )
        self.models.opened.connect(self._open_model)
        self._export = ListExport(self.desk, self.models, _("Models"))
        self.makers = Records(
            [
                Field(_("Manufacturer"), lambda maker: maker.name, 200),
                Field(_("Phone"), lambda maker: maker.phone, 140),
                Field(_("E-mail"), lambda maker: maker.email, 180),
                Field(_("Service hours"), lambda maker: maker.hours, 150, quiet=True),
                Field(_("Address"), lambda maker: maker.address),
                Field(_("Address for returns"), lambda maker: maker.rma_address),
            ],
            _("Manufacturers"),
        )
        self.makers.opened.connect(self.edit_maker)
        frame = Card(flush=True)
        self._makers = QStackedWidget()
        self._makers.addWidget(self.makers)
        self._makers.addWidget(
            EmptyState(
                _("There are no manufacturers yet"),
                _("Enter the first one; models belong to a manufacturer."),
                "site",
                [self.desk.permits.guard(button(_("New manufacturer"), self.new_maker), Right.EDIT_REGISTER)],
            )
        )
        frame.body.addWidget(self._makers)
        self._stack = QStackedWidget()
        self._stack.addWidget(self.models)
        self._stack.addWidget(frame)
        self.strip.chosen.connect(self._stack.setCurrentIndex)
        self.models.model.counted.connect(self._count_models)
        column.addWidget(self._stack, 1)
        return holder

    # showing

    def refresh(self) -> None:
        """Fetch both lists again."""
        self.models.refresh()
        self._fetch_makers()

    def dirty(self) -> bool:
        """A form beside the lists holds something that is not saved."""
        return self.drawer.dirty()

    def _fetch_makers(self) -> None:
        self.desk.jobs.query(makers, self.desk.ctx, done=self._show_makers)

    @Slot(object)
    def _show_makers(self, found: Sequence[MakerLine]) -> None:
        self.makers.show_records(found)
        self._makers.setCurrentIndex(0 if found else 1)
        self.strip.set_count(MAKERS, len(found))

    @Slot(object)
    def _count_models(self, count: int) -> None:
        if not self.models.model.criteria:
            self.strip.set_count(MODELS, count)

    @Slot(str, object)
    def _changed(self, entity: str, _ids: object) -> None:
        if entity == "manufacturer":
            self._fetch_makers()

    # models

    @Slot()
    def new_model(self) -> None:
        """Show the form of a new model."""
        self.strip.choose(MODELS)
        form = forms.model_form(self.desk)
        self._listen(form["manufacturer_id"])
        known = Known(_("Open it"), self._open_model)
        another = _("Save and add another")
        self._made = _("The model is in the list.")
        add = commands.add_model
        self.drawer.file(_("New model"), form, add, forms.new_model, known=known, another=another)

    @Slot(object)
    def _open_model(self, model_id: int) -> None:
        self.desk.jobs.query(model, self.desk.ctx, model_id, done=self.edit_model)

    @Slot(object)
    def edit_model(self, found: ModelRow) -> None:
        """Correct a model."""
        form = forms.model_form(self.desk)
        self._listen(form["manufacturer_id"])
        form.fill(forms.model_values(found))
        self._made = _("Saved.")
        self.drawer.file(
            _("Edit {name}").format(name=f"{found.product_name} {found.model_code}"),
            form,
            commands.edit_model,
            forms.changed_model(found.id),
            seen_version=found.version,
            renew=forms.renewed_model(found.id),
        )

    def _listen(self, field: object) -> None:
        if isinstance(field, PickField):
            field.new_asked.connect(self._maker_for_model)

    # manufacturers

    @Slot()
    def new_maker(self) -> None:
        """Show the form of a new manufacturer."""
        self.strip.choose(MAKERS)
        self._made = _("The manufacturer is in the list.")
        known = Known(_("Open it"), self._open_maker)
        another = _("Save and add another")
        add = commands.add_manufacturer
        self.drawer.file(_("New manufacturer"), forms.maker_form(), add, forms.new_maker, known=known, another=another)

    @Slot(object)
    def edit_maker(self, found: MakerLine) -> None:
        """Correct a manufacturer."""
        form = forms.maker_form()
        form.fill(forms.maker_values(found))
        self._made = _("Saved.")
        self.drawer.file(
            _("Edit {name}").format(name=found.name),
            form,
            commands.edit_manufacturer,
            forms.changed_maker(found.id),
            seen_version=found.version,
            renew=forms.renewed_maker(found.id),
        )

    def _open_maker(self, maker_id: int) -> None:
        found = next((maker for maker in self.makers.records if maker.id == maker_id), None)
        if found is not None:
            self.strip.choose(MAKERS)
            self.makers.select(lambda maker: bool(maker.id == maker_id))

    @Slot(str)
    def _maker_for_model(self, name: str) -> None:
        """Make a manufacturer while a model is being typed; the model's form stays as it is."""
        field = self.sender()
        if not isinstance(field, PickField):
            return
        self._asking = field
        form = forms.maker_form()
        form.fill({"name": name})
        self.dialog = FormDialog(self.desk, _("New manufacturer"), form, parent=self.window())
        filing = Filing(self.desk, self.dialog, commands.add_manufacturer, forms.new_maker, parent=self.dialog)
        filing.filed.connect(self._maker_made)
        self._maker_name = form["name"]
        self.dialog.open()

    @Slot(object)
    def _maker_made(self, maker_id: int) -> None:
        if self._asking is not None:
            self._asking.pick(Choice(maker_id, str(self._maker_name.raw())))
            self._asking = None

    @Slot(object)
    def _filed(self, _result: object) -> None:
        self.desk.toast(self._made)

    def show_models_of(self, maker: MakerLine) -> None:
        """Show the models of one manufacturer."""
        self.strip.choose(MODELS)
        self.models.load(Criteria().having("maker", Picked(maker.id, maker.name)))
