"""What the tests of contracts on screen share: pages that are shown, dialogs that are open, forms that are filled."""

from __future__ import annotations

from PySide6.QtWidgets import QApplication

from ui.contracts.card import LOTS, ContractPage
from ui.forms.sheet import FormDialog
from ui.navigation import Route
from ui.widgets.dialogs import Question


def idle(desk, qtbot):
    """Nothing runs in the lanes any more."""
    qtbot.waitUntil(lambda: not desk.jobs.running(), timeout=20_000)


def shown(desk, qtbot, page, width=1176, height=760):
    """The page on the screen that is not there, with everything it asks for."""
    qtbot.addWidget(page)
    page.resize(width, height)
    page.show()
    idle(desk, qtbot)
    return page


def card(desk, qtbot, contract, *more):
    """The page of a contract."""
    page = shown(desk, qtbot, ContractPage(desk, Route("contract", contract.id, *more)))
    qtbot.waitUntil(lambda: page.loaded is not None, timeout=20_000)
    idle(desk, qtbot)
    return page


def lots(desk, qtbot, contract, lot_id):
    """The page of a contract with one of its deliveries on show."""
    page = card(desk, qtbot, contract, "lot", lot_id)
    qtbot.waitUntil(lambda: page.lots.panel.card is not None and page.lots.panel.card.line.id == lot_id, timeout=20_000)
    assert page.strip.current == LOTS
    return page


def renewed(desk, qtbot, page, holds):
    """The page has fetched what was done, so that ``holds`` of the delivery on show."""
    qtbot.waitUntil(lambda: holds(page.lots.panel.card), timeout=20_000)
    idle(desk, qtbot)


def dialog(qtbot, kind=FormDialog):
    """The dialog that is open."""

    def there():
        return [one for one in QApplication.topLevelWidgets() if isinstance(one, kind) and one.isVisible()]

    qtbot.waitUntil(lambda: bool(there()), timeout=20_000)
    return there()[-1]


def closed(qtbot, kind=FormDialog):
    """No dialog is open any more."""
    qtbot.waitUntil(
        lambda: not [one for one in QApplication.topLevelWidgets() if isinstance(one, kind) and one.isVisible()],
        timeout=20_000,
    )


def fill(form, **values):
    """Type into fields by their names."""
    for name, value in values.items():
        form[name].set_raw(value)
        form[name].changed.emit()


def said(form):
    """What stands above a form."""
    return [banner.text for banner in form.banners.shown]


def answer(qtbot, key):
    """Answer the question that is open."""
    question = dialog(qtbot, Question)
    question.answered.emit(key)
    question.close()
