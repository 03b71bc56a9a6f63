"""One catalogue, two languages."""

import pytest

from inventory import i18n
from inventory.errors import InvalidInput
from inventory.i18n import Message, speaking


def test_a_document_speaks_its_readers_language_and_the_window_keeps_its_own():
    i18n.use("en")
    with speaking("zh_CN"):
        assert i18n.language() == "zh_CN"
    assert i18n.language() == "en"


def test_an_error_is_translated_when_it_is_read_and_not_when_it_is_raised():
    error = InvalidInput("At most {limit} characters fit here; shorten the text.", field="name", limit=60)
    with speaking("en"):
        assert str(error) == "At most 60 characters fit here; shorten the text."
    with speaking("zh_CN"):
        assert "60" in str(error) and "characters" not in str(error)


def test_a_translation_that_lost_a_value_is_not_shown(monkeypatch):
    monkeypatch.setattr(i18n, "_catalogue", lambda lang: type("Wrong", (), {"gettext": lambda self, text: "少了一个值"})())
    with speaking("zh_CN"):
        assert str(Message("Serial {serial} is unknown.", {"serial": "0012"})) == "Serial 0012 is unknown."


def test_a_missing_value_is_shown_as_nothing_rather_than_none():
    with speaking("en"):
        assert str(Message("[{serial}]", {"serial": None})) == "[]"


def test_an_unknown_language_is_refused():
    with pytest.raises(ValueError):
        i18n.use("fr")
