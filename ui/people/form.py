"""The form of a person who works here."""

from __future__ import annotations

from inventory.i18n import _, pgettext
from inventory.people.commands import AddUser, EditUser
from inventory.people.words import Role, role_word
from ui.editing.filing import Values, request
from ui.forms.choosing import ChoiceField
from ui.forms.field import TextField
from ui.forms.fields import CheckField
from ui.forms.form import Form


def person_form(*, known: bool = False) -> Form:
    """Name and role; for a person who is ``known``, also the login and whether they still work here."""
    roles = [(role, role_word(role)) for role in Role]
    form = Form(
        [
            TextField("name", pgettext("person", "Name"), required=True, limit=60),
            ChoiceField("role", pgettext("person", "Role"), roles, required=True),
        ]
    )
    if known:
        form.add(TextField("login", _("Login"), limit=40, hint=_("Empty: the name serves.")))
        form.add(CheckField("active", _("Works here"), hint=_("Whoever leaves stays in the records under their name.")))
    return form


def add_request(values: Values, _seen_version: int) -> AddUser:
    """The request of a new person."""
    return request(AddUser, values, role=Role(values["role"]))


def edit_request(user_id: int, values: Values, seen_version: int) -> EditUser:
    """The request of a correction."""
    role = Role(values["role"])
    return request(EditUser, values, role=role, user_id=user_id, seen_version=seen_version)
