"""The policies: which there are, what each version promises, and what that means on an example."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Final

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from inventory.access.rights import Right
from inventory.i18n import N_, _
from inventory.policies.commands import (
    AddProfile,
    CopyProfile,
    EditProfile,
    add_profile,
    copy_profile,
    edit_profile,
)
from inventory.policies.queries import ProfileLine, VersionCard, VersionLine, profiles, version
from inventory.values.days import show_day
from inventory.work import Context
from ui.actions import Act, declare
from ui.desk import Desk
from ui.editing.filing import Make, Values, request
from ui.editing.form_drawer import FormDrawer
from ui.forms.choosing import Chooser
from ui.forms.field import CodeField, TextField
from ui.forms.fields import NotesField
from ui.forms.form import Form
from ui.jobs import Job
from ui.navigation import Route
from ui.policies.example import ExamplePanel
from ui.policies.reading import Comparison, PolicyProse
from ui.theme import Meaning
from ui.widgets.cards import Card
from ui.widgets.page_frame import PageFrame
from ui.widgets.records import Field, Records

_RIGHT: Final = (Right.EDIT_POLICIES,)
NEW: Final = declare(Act("policy_new", N_("New policy"), icon="add", keys="Ctrl+N", of="new", needs=_RIGHT))
EDIT: Final = declare(Act("policy_edit", N_("Edit"), icon="edit", needs=_RIGHT))
COPY: Final = declare(Act("policy_copy", N_("Copy as a new policy"), icon="copy", needs=_RIGHT))
RENAME: Final = declare(Act("policy_rename", N_("Rename"), icon="edit", needs=_RIGHT))
COMPARE: Final = declare(Act("policy_compare", N_("Compare versions"), icon="loaners"))
LIST_WIDTH: Final = 250


@dataclass(frozen=True, slots=True)
class Shown:
    """All policies, and the version on show."""

    profiles: tuple[ProfileLine, ...]
    card: VersionCard


def look_up(ctx: Context, version_id: int) -> Shown:
    """Everything the page shows; ``version_id`` 0: the newest of the first policy. Asks the database."""
    found = tuple(profiles(ctx))
    known = {line.id for one in found for line in one.versions}
    return Shown(found, version(ctx, version_id if version_id in known else found[0].current.id))


class PoliciesPage(PageFrame):
    """``Route("policies")``, or with the id of a version. Enter on a policy edits it."""

    def __init__(self, desk: Desk, route: Route, parent: QWidget | None = None) -> None:
        super().__init__(
            desk, _("Policies"), [(_("Settings"), Route("settings", "warranty")), (_("Policies"), None)], parent
        )
        self._wanted = int(str(route.args[0])) if route.args else 0
        self._shown: Shown | None = None
        self._asking: Job | None = None
        self.drawer = FormDrawer(desk)
        self.drawer.filed.connect(self._filed)
        self.list = Records([Field(_("Policy"), _called, 0, tip=_called)], _("Policies"), lines=2)
        self.list.chosen.connect(self._choose)
        self.list.opened.connect(self._edit_chosen)
        self.versions = Chooser()
        self.versions.setAccessibleName(_("Version"))
        self.versions.setMinimumWidth(130)
        self.versions.activated.connect(self._choose_version)
        self.prose = PolicyProse()
        self.prose.add_to_head(self.versions)
        self.comparison = Comparison(desk)
        self.example = ExamplePanel(desk)
        self.body.addLayout(self._columns(), 1)
        self.setFocusProxy(self.list)
        self.add_action(EDIT, self.edit, primary=True)
        self.add_action(NEW, self.begin_new)
        self.add_action(COPY, self.copy)
        self.add_action(RENAME, self.rename)
        self.add_action(COMPARE, self.compare, button=True)
        desk.bridge.records_changed.connect(self._changed)
        self.refresh()

    def _columns(self) -> QHBoxLayout:
        left = self.left = Card(flush=True)
        left.setFixedWidth(LIST_WIDTH)
        self.drawer.closed.connect(left.show)
        left.body.addWidget(self.list)
        sheet = QWidget()
        sheet.setProperty("role", "plain")
        column = QVBoxLayout(sheet)
        column.setContentsMargins(0, 0, 8, 0)
        column.setSpacing(14)
        for part in (self.comparison, self.prose, self.example):
            column.addWidget(part)
        column.addStretch(1)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setWidget(sheet)
        self.area = area
        row = QHBoxLayout()
        row.setSpacing(14)
        row.addWidget(left)
        row.addWidget(area, 1)
        row.addWidget(self.drawer)
        return row

    # what is shown

    def refresh(self) -> None:
        """Fetch the policies again."""
        if self._asking is not None:
            self._asking.cancel()  # an older answer, perhaps of another version, must not come after this one
        self._asking = self.desk.jobs.query(look_up, self.desk.ctx, self._wanted, done=self._show)

    def turn_to(self, route: Route) -> bool:
        """Another version on the same page."""
        if route.page != "policies":
            return False
        if route.args:
            self._wanted = int(str(route.args[0]))
        self.refresh()
        return True

    def dirty(self) -> bool:
        """A new policy is being typed."""
        return self.drawer.dirty()

    @Slot(str, object)
    def _changed(self, entity: str, _ids: object) -> None:
        if entity in ("policy_profile", "policy_version", "sla_target", "contract"):
            self.refresh()

    @Slot(object)
    def _show(self, shown: Shown) -> None:
        self._asking = None
        self._shown, self._wanted = shown, shown.card.id
        self.list.blockSignals(True)
        self.list.show_records(shown.profiles)
        self.list.select(lambda one: one.id == shown.card.profile_id)
        self.list.blockSignals(False)
        profile = self._profile(shown)
        self.versions.clear()
        for line in profile.versions:
            self.versions.addItem(_version(line), line.id)
        self.versions.setCurrentIndex(self.versions.findData(shown.card.id))
        self.versions.setEnabled(len(profile.versions) > 1)
        self.set_title(_("Policies"), f"{profile.code} · {profile.name}")
        self.prose.tell(shown.card)
        self.comparison.offer(shown.card.id, shown.profiles)
        self.example.try_out(shown.card.terms, shown.card.targets)

    @staticmethod
    def _profile(shown: Shown) -> ProfileLine:
        return next(one for one in shown.profiles if one.id == shown.card.profile_id)

    @Slot(object)
    def _choose(self, one: ProfileLine) -> None:
        if self._shown is not None and one.id != self._shown.card.profile_id:
            self._wanted = one.current.id
            self.refresh()

    @Slot(int)
    def _choose_version(self, _place: int) -> None:
        self._wanted = int(self.versions.currentData())
        self.refresh()

    # what is done

    @Slot()
    def edit(self) -> None:
        """Open the editor of the version on show."""
        if self._shown is not None:
            self.desk.open(Route("policy_edit", self._shown.card.id))

    @Slot(object)
    def _edit_chosen(self, one: ProfileLine) -> None:
        shown = self._shown
        same = shown is not None and shown.card.profile_id == one.id
        self.desk.open(Route("policy_edit", shown.card.id if same and shown is not None else one.current.id))

    @Slot()
    def begin_new(self) -> None:
        """Ask for code and name of a policy with nothing but defaults."""
        self._ask(_("New policy"), profile_form(), add_profile, _new)

    @Slot()
    def copy(self) -> None:
        """Ask for code and name of a policy that begins as the version on show."""
        if self._shown is None:
            return
        card = self._shown.card

        def make(values: Values, _seen_version: int) -> CopyProfile:
            return request(CopyProfile, values, version_id=card.id)

        self._ask(_("Copy of {name}").format(name=card.name), profile_form(), copy_profile, make)

    @Slot()
    def rename(self) -> None:
        """Ask for another code or name."""
        if self._shown is None:
            return
        profile = self._profile(self._shown)
        form = profile_form()
        form.fill(_values(profile))

        def make(values: Values, seen_version: int) -> EditProfile:
            return request(EditProfile, values, profile_id=profile.id, seen_version=seen_version)

        self._ask(_("Rename"), form, edit_profile, make, profile.version)

    def _ask(
        self, title: str, form: Form, command: Callable[..., object], make: Make, seen_version: int = 0
    ) -> None:  # fmt: skip
        """Show a form in the drawer; in a small window it takes the room of the list."""
        self.drawer.file(title, form, command, make, seen_version=seen_version)
        self.left.hide()

    @Slot()
    def compare(self) -> None:
        """Show what differs from another version."""
        self.comparison.open()
        self.area.verticalScrollBar().setValue(0)

    @Slot(object)
    def _filed(self, result: object) -> None:
        title = self.drawer.title.text()
        if title != _("Rename"):
            self._wanted = int(str(result))
        self.desk.toast(_("The policy is saved."), meaning=Meaning.OK)
        self.refresh()


def profile_form() -> Form:
    """What a policy is called."""
    return Form(
        [
            CodeField("code", _("Code"), required=True, limit=20, takes_scans=False),
            TextField("name_zh", _("Chinese name"), required=True, limit=80),
            TextField("name_en", _("English name"), limit=80, hint=_("Empty: the Chinese name stands in.")),
            NotesField("remark", _("Remark"), hint=_("Internal: never leaves the house.")),
        ]
    )


def _new(values: Values, _seen_version: int) -> AddProfile:
    return request(AddProfile, values)


def _values(profile: ProfileLine) -> dict[str, Any]:
    name = profile.name
    return {"code": profile.code, "name_zh": name.name_zh, "name_en": name.name_en, "remark": profile.remark}


def _called(profile: ProfileLine) -> str:
    return f"{profile.code} · {profile.name}"


def _version(line: VersionLine) -> str:
    if line.from_beginning:
        return _("Version {number}").format(number=line.number)
    return _("Version {number}, from {day}").format(number=line.number, day=show_day(line.valid_from))
