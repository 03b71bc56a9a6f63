"""Whatever page was open before, what one asks for is what one sees."""

from __future__ import annotations

from ui.navigation import Route


def test_no_page_takes_what_was_meant_for_another(program, qtbot):
    names = [spec.name for spec in program.desk.pages.rail()] + ["policies"]
    area = program.window.area
    for order in (names, names[::-1]):
        area.rebuild(None)
        seen = {}
        for name in order:
            program.desk.open(Route(name))
            qtbot.waitUntil(lambda: not program.desk.jobs.running(), timeout=20_000)
            seen[name] = type(area.page)
        assert len(set(seen.values())) == len(names), seen
