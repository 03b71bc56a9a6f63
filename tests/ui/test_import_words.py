"""Whatever an import may bring along is called something, in the window and on the command line."""

from __future__ import annotations

import pytest

from inventory import i18n
from inventory.commandline import books
from inventory.imports import Created
from ui.imports.words import created_word


@pytest.mark.parametrize("language", i18n.LANGUAGES)
@pytest.mark.parametrize("kind", list(Created))
def test_every_kind_of_new_record_has_its_word(kind, language):
    i18n.use(language)

    assert created_word(kind)
    assert "{names}" in books._CREATED[kind]
