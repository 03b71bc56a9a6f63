"""The change record on a card is in the reader's words."""

from __future__ import annotations

from datetime import UTC, date, datetime
from enum import Enum

import pytest

from inventory.i18n import speaking
from inventory.journal import DERIVED, ChangeLine, Value
from models.base import Versioned
from models.catalog import MODELS
from ui.changes import ENTITIES, after_word, before_word, entity_word, field_word

SHOWN = [model for model in MODELS if model._meta.table_name in ENTITIES]
UNCHANGED = {*Versioned._meta.fields, *DERIVED}


def line(field: str, before: Value = None, after: Value = None, entity: str = "asset") -> ChangeLine:
    return ChangeLine(datetime(2026, 11, 22, tzinfo=UTC), "王芳", "", entity, 1, field, "", "", "", before, after)


@pytest.mark.parametrize("model", SHOWN, ids=lambda model: model._meta.table_name)
def test_every_field_of_a_record_with_a_change_tab_has_its_words(model):
    entity = model._meta.table_name
    names = [name for name in model._meta.fields if name not in UNCHANGED]
    with speaking("zh_CN"):
        told = {name: field_word(line(name, entity=entity)) for name in names}
        assert not entity_word(entity).isascii()
    assert not {name for name, word in told.items() if word.isascii()}


MEMBERS = {
    member for model in SHOWN for field in model._meta.sorted_fields for member in getattr(field, "enum_class", ())
}


@pytest.mark.parametrize("member", sorted(MEMBERS, key=repr))
def test_a_state_is_told_in_the_readers_language(member: Enum):
    with speaking("zh_CN"):
        assert after_word(line("state", after=member)) != member.value
    with speaking("en"):
        assert after_word(line("state", after=member)) not in ("", member.value)


@pytest.mark.parametrize(
    ("field", "value", "english", "chinese"),
    [
        ("sold_on", date(2024, 3, 15), "2024-03-15", "2024-03-15"),
        ("label_printed_at", datetime(2026, 11, 22, 2, 42, tzinfo=UTC), "2026-11-22 10:42", "2026-11-22 10:42"),
        ("is_default", True, "Yes", "是"),
        ("is_default", False, "No", "否"),
        ("customer", "甲医院", "甲医院", "甲医院"),
        ("language", "en", "English", "English"),
        ("remark", None, "—", "—"),
        ("remark", "", "—", "—"),
    ],
)
def test_a_value_is_told_as_people_write_it(field: str, value: Value, english: str, chinese: str):
    with speaking("en"):
        assert before_word(line(field, before=value)) == english
    with speaking("zh_CN"):
        assert before_word(line(field, before=value)) == chinese


def test_a_title_is_a_job_of_a_person_and_a_heading_of_a_contract():
    with speaking("en"):
        assert field_word(line("title", entity="contact")) == "Job title"
        assert field_word(line("title", entity="contract")) == "Title"
