"""Saved views belong to the depot: every workstation sees them again."""

from __future__ import annotations

import pytest

from inventory import views
from inventory.errors import InvalidInput


def test_a_view_kept_at_one_workstation_is_there_at_another(ctx):
    ctx.workstation = "counter"
    views.keep(ctx, "assets", "Needs a label", '{"filters": {"label": ["unprinted"]}}')
    ctx.workstation = "office"
    assert views.views(ctx, "assets") == [("Needs a label", '{"filters": {"label": ["unprinted"]}}')]
    assert views.views(ctx, "customers") == []


def test_keeping_a_view_again_replaces_it_and_removing_it_twice_harms_nothing(ctx):
    views.keep(ctx, "assets", "mine", "{}")
    views.keep(ctx, "assets", " mine ", '{"sort": ["serial", false]}')
    assert views.views(ctx, "assets") == [("mine", '{"sort": ["serial", false]}')]
    views.remove(ctx, "assets", "mine")
    views.remove(ctx, "assets", "mine")
    assert views.views(ctx, "assets") == []


def test_a_view_without_a_name_is_refused(ctx):
    with pytest.raises(InvalidInput):
        views.keep(ctx, "assets", "  ", "{}")
