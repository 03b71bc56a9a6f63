"""What can be done about the cover of a unit and about the unit itself: in the card's menu, each by its shortcut."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Slot
from PySide6.QtGui import QAction

from inventory.assets.queries import AssetCard
from inventory.assets.replacing import REPLACEABLE
from inventory.assets.words import AssetState
from inventory.cover import maker, stays
from inventory.cover.maker import MakerRecord
from inventory.cover.stays import Stay
from inventory.i18n import _
from inventory.work import Context
from ui.actions import Act
from ui.assets.acts import CORRECT, GRANT, HAND_BACK, LEAVE, MAKER, REPLACE, TAKE_IN, WITHDRAW
from ui.theme import Meaning

if TYPE_CHECKING:
    from ui.desk import Desk
    from ui.widgets.page_frame import PageFrame


def _current(ctx: Context, asset_id: int) -> Stay | None:
    """The stay that goes on; None where the unit is not with us."""
    return next((stay for stay in stays.of_unit(ctx, asset_id) if stay.returned_on is None), None)


def fitting(card: AssetCard) -> Mapping[Act, bool]:
    """Which acts make sense for a unit as it stands."""
    gone, with_us = card.facts.is_gone, card.facts.is_in_repair
    return {
        CORRECT: card.accepted_on is not None,
        MAKER: True,
        GRANT: not gone,
        WITHDRAW: bool(card.facts.manual),
        TAKE_IN: not gone and not with_us and card.state is not AssetState.IN_STOCK,
        HAND_BACK: with_us,
        REPLACE: card.state in REPLACEABLE,
        LEAVE: not gone or card.state is AssetState.RETURNED_FAULTY,
    }


class CoverActs(QObject):
    """Puts the acts into the menu of ``page`` and opens their dialogs; the page hears of what they change."""

    def __init__(self, desk: Desk, page: PageFrame) -> None:
        super().__init__(page)
        self._desk, self._page = desk, page
        self._card: AssetCard | None = None
        page.menu.addSeparator()
        self.actions: dict[Act, QAction] = {
            act: page.add_action(act, slot)
            for act, slot in (
                (CORRECT, self.correct),
                (MAKER, self.record_maker),
                (GRANT, self.grant),
                (WITHDRAW, self.withdraw),
                (TAKE_IN, self.take_in),
                (HAND_BACK, self.hand_back),
                (REPLACE, self.replace),
                (LEAVE, self.leave),
            )
        }
        page.menu.insertSeparator(self.actions[TAKE_IN])
        self.show_nothing()

    def show_card(self, card: AssetCard) -> None:
        """About another unit, or the same one as it is now."""
        self._card = card
        for act, fits in fitting(card).items():
            self.actions[act].setVisible(fits)

    def show_nothing(self) -> None:
        """About no unit."""
        self._card = None
        for action in self.actions.values():
            action.setVisible(False)

    @Slot()
    def correct(self) -> None:
        """The day of the acceptance as it should be."""
        if self._card is not None:
            from ui.assets.approved_dialogs import CorrectUnitDialog

            CorrectUnitDialog(self._desk, self._card, self._page).open()

    @Slot()
    def grant(self) -> None:
        """Days beyond what was promised."""
        if self._card is not None:
            from ui.assets.approved_dialogs import GrantDialog

            GrantDialog(self._desk, self._card, self._page).open()

    @Slot()
    def withdraw(self) -> None:
        """Take back days that were granted."""
        if self._card is not None:
            from ui.assets.approved_dialogs import WithdrawDialog

            WithdrawDialog(self._desk, self._card, self._page).open()

    @Slot()
    def record_maker(self) -> None:
        """What a paper of the manufacturer says of this unit."""
        if self._card is not None:
            self._desk.jobs.query(maker.of_unit, self._desk.ctx, self._card.id, done=self._record_maker)

    @Slot(object)
    def _record_maker(self, record: MakerRecord) -> None:
        if self._card is not None and self._card.id == record.asset_id:
            from ui.assets.maker_dialog import MakerDialog

            MakerDialog(self._desk, self._card, record, self._page).open()

    @Slot()
    def take_in(self) -> None:
        """The unit comes to us."""
        if self._card is not None:
            from ui.assets.custody_dialogs import TakeInDialog

            TakeInDialog(self._desk, self._card, self._page).open()

    @Slot()
    def hand_back(self) -> None:
        """The unit goes back to its customer."""
        if self._card is not None:
            self._desk.jobs.query(_current, self._desk.ctx, self._card.id, done=self._hand_back)

    @Slot(object)
    def _hand_back(self, stay: Stay | None) -> None:
        if stay is None:
            self._desk.toast(_("The unit was handed back meanwhile."), meaning=Meaning.INFO)
            self._page.refresh()
        elif self._card is not None and self._card.id == stay.asset_id:
            from ui.assets.custody_dialogs import HandBackDialog

            HandBackDialog(self._desk, self._card, stay, self._page).open()

    @Slot()
    def replace(self) -> None:
        """Another unit takes its place."""
        if self._card is not None:
            from ui.assets.replace_dialog import ReplaceDialog

            ReplaceDialog(self._desk, self._card, self._page).open()

    @Slot()
    def leave(self) -> None:
        """It leaves for good."""
        if self._card is not None:
            from ui.assets.leave_dialog import LeaveDialog

            LeaveDialog(self._desk, self._card, self._page).open()
