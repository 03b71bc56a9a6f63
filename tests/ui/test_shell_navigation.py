"""Routes, pages and the way back."""

from __future__ import annotations

import pytest

from ui.hits import Hit, HitKind, grouped, routed
from ui.navigation import DEPTH, History, Pages, PageSpec, Route


def spec(name: str, **about: object) -> PageSpec:
    """A page that is never made."""
    return PageSpec(name, name, "assets", lambda desk, route: None, **about)  # type: ignore[arg-type, return-value]


def test_a_route_is_a_page_and_what_it_is_about():
    assert Route("asset", 17) == Route("asset", 17)
    assert Route("asset", 17) != Route("asset", 18)
    assert len({Route("asset", 17), Route("asset", 17)}) == 1
    assert (Route("asset", 17).args, str(Route("asset", 17))) == ((17,), "asset/17")


def test_one_goes_back_and_forward_as_in_a_browser():
    history = History()
    for route in (Route("assets"), Route("asset", 1), Route("customer", 2)):
        history.visit(route)

    assert history.back() == Route("asset", 1)
    assert history.back() == Route("assets")
    assert history.back() is None
    assert history.forward() == Route("asset", 1)
    assert history.current == Route("asset", 1)


def test_going_elsewhere_forgets_what_lay_ahead():
    history = History()
    history.visit(Route("a"))
    history.visit(Route("b"))
    history.back()
    history.visit(Route("c"))

    assert not history.can_forward
    assert history.back() == Route("a")


def test_the_place_where_one_is_is_not_visited_twice():
    history = History()
    history.visit(Route("a"))
    history.visit(Route("a"))
    assert not history.can_back


def test_the_way_back_is_not_endless():
    history = History()
    for number in range(DEPTH + 50):
        history.visit(Route("asset", number))
    steps = 0
    while history.back() is not None:
        steps += 1
    assert steps == DEPTH - 1


def test_an_empty_history_leads_nowhere():
    history = History()
    assert (history.current, history.back(), history.forward()) == (None, None, None)


def test_the_rail_shows_its_pages_and_the_foot_last():
    pages = Pages(
        [spec("settings", foot=True), spec("assets"), spec("asset", rail=False, parent="assets"), spec("parts")]
    )
    assert [page.name for page in pages.rail()] == ["assets", "parts", "settings"]


def test_a_card_lights_the_list_it_belongs_to():
    pages = Pages([spec("assets"), spec("asset", rail=False, parent="assets"), spec("stray", rail=False)])
    assert pages.lit("asset") == "assets"
    assert pages.lit("assets") == "assets"
    assert pages.lit("stray") == ""
    assert pages.lit("nowhere") == ""


def test_the_first_eight_pages_have_a_key_and_the_settings_none():
    pages = Pages([spec("settings", foot=True), *(spec(f"p{n}") for n in range(1, 11))])
    assert [pages.keys(f"p{n}") for n in range(1, 11)] == [f"Ctrl+{n}" for n in range(1, 9)] + ["", ""]
    assert pages.keys("settings") == ""


def test_two_pages_of_one_name_are_a_mistake():
    with pytest.raises(ValueError):
        Pages([spec("assets"), spec("assets")])


class Answer:
    """As the search answers."""

    def __init__(self, kind: str, number: int) -> None:
        self.kind, self.id, self.title, self.subtitle = kind, number, f"{kind} {number}", ""


KINDS = [HitKind("asset", "Assets", "assets", "asset_card"), HitKind("part", "Parts", "parts", "part")]


def test_an_answer_leads_to_the_page_of_its_kind():
    hits = routed([Answer("part", 4), Answer("ghost", 1), Answer("asset", 7)], KINDS)
    assert [hit.route for hit in hits] == [Route("part", 4), Route("asset_card", 7)]


def test_hits_stand_under_the_heading_of_their_kind():
    hits = [
        Hit("part", 1, "", "", Route("part", 1)),
        Hit("asset", 2, "", "", Route("a")),
        Hit("part", 3, "", "", Route("b")),
    ]
    assert [(kind.name, [hit.id for hit in found]) for kind, found in grouped(hits, KINDS)] == [
        ("asset", [2]),
        ("part", [1, 3]),
    ]
