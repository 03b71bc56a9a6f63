"""Settings have a default, are kept where they differ, and refuse what means nothing."""

from __future__ import annotations

import pytest

from inventory import settings
from inventory.errors import InvalidInput
from models.settings import Setting as Stored

HOTLINE_HOURS = settings.Setting("hotline.hours", settings.Scope.DEPOT, "5×8", lambda value: isinstance(value, str))
"""As a setting for the whole depot is declared."""


def test_what_nobody_set_has_its_default(ctx):
    assert settings.read(ctx, settings.THEME) == "system"
    assert Stored.select().count() == 0


def test_a_workstations_setting_is_its_own_and_the_depots_is_everybodys(ctx):
    ctx.workstation = "counter"
    settings.put(ctx, settings.THEME, "dark")
    settings.put(ctx, HOTLINE_HOURS, "7×24")
    ctx.workstation = "office"
    assert settings.read(ctx, settings.THEME) == "system"
    assert settings.read(ctx, HOTLINE_HOURS) == "7×24"


def test_setting_the_default_again_keeps_nothing(ctx):
    settings.put(ctx, settings.THEME, "dark")
    settings.put(ctx, settings.THEME, "light")
    settings.put(ctx, settings.THEME, "system")
    assert Stored.select().count() == 0


def test_a_value_that_means_nothing_is_refused(ctx):
    with pytest.raises(InvalidInput):
        settings.put(ctx, settings.THEME, "pink")
