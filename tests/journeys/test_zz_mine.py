import gettext
import pytest
from tests.journeys import test_pictures as tp
from tests.journeys.test_pictures import depot, open_studio, on_no_screen, cuts, is_blank, Doubled
from inventory import i18n
from ui.main_window import SMALLEST
from ui import icons
if icons.ICONS.get("stock") == "warehouse": icons.ICONS["stock"] = "package"
MINE = [s for s in tp.SCENES if s.name.startswith(("asset-", "cover-correct", "cover-maker", "cover-grant", "cover-take", "cover-replace", "cover-leave", "cover-hand", "unit-edit"))]

@on_no_screen
@pytest.mark.timeout(600)
@pytest.mark.parametrize("language", ["zh_CN", "en", "double"])
def test_fit(open_studio, language, monkeypatch):
    if language == "double":
        monkeypatch.setattr(i18n, "_catalogue", lambda _l: Doubled())
        i18n._translated.cache_clear()
    at = open_studio("en" if language == "double" else language)
    if language != "double":
        at.window.resize(SMALLEST)
    found = {}
    for scene in MINE:
        scene.pose(at); at.rest()
        found.update(dict.fromkeys(f"{scene.name}: {cut}" for cut in cuts(at.window)))
        if language == "zh_CN" and is_blank(at.picture()): found[scene.name + " blank"] = None
    i18n._translated.cache_clear()
    print("\n".join(found))
    assert not found
