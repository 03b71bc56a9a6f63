"""Pictures of the policies: read, tried on an example, compared, edited."""

from __future__ import annotations

from docs.scene import number, scene
from docs.studio import Studio
from inventory.cover.rules import CountRule
from ui.policies.editor import TIMES, PolicyEditorPage
from ui.policies.page import PoliciesPage

NEWEST = "SELECT max(v.id) FROM policy_version v JOIN policy_profile p ON p.id = v.profile_id WHERE p.code = '{}'"


def _open(studio: Studio, code: str) -> PoliciesPage:
    studio.open("policies", number(studio, NEWEST.format(code)))
    page = studio.page(PoliciesPage)
    studio.rest(lambda: page.example.outcome is not None)
    return page


def _edit(studio: Studio, code: str) -> PolicyEditorPage:
    studio.open("policy_edit", number(studio, NEWEST.format(code)))
    page = studio.page(PolicyEditorPage)
    studio.rest(lambda: page.example.outcome is not None)
    return page


@scene("policies", "policies")
def _policies(studio: Studio) -> None:
    _open(studio, "P-S2A")


@scene("policies-example")
def _example(studio: Studio) -> None:
    page = _open(studio, "P-S2C")
    bar = page.area.verticalScrollBar()
    bar.setValue(bar.maximum())


@scene("policies-compare")
def _compare(studio: Studio) -> None:
    page = _open(studio, "P-S1")
    page.compare()
    studio.rest(page.comparison.list.isVisible)


@scene("policies-new")
def _new(studio: Studio) -> None:
    _open(studio, "P-S1").copy()


@scene("policy-edit", "policy_edit")
def _editor(studio: Studio) -> None:
    page = _edit(studio, "HOUSE")
    page.form["count_rule"].set_raw(CountRule.NEXT_DAY)
    studio.rest()


@scene("policy-edit-times")
def _times(studio: Studio) -> None:
    page = _edit(studio, "P-S3")
    page.tabs.choose(TIMES)
    page.targets.list.selectRow(2)


@scene("policy-edit-time")
def _time(studio: Studio) -> None:
    page = _edit(studio, "P-S1")
    page.tabs.choose(TIMES)
    page.targets.edit(page.targets.list.records[1])
