"""Forms: they take what people type, complain under the field, and lose nothing."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from PySide6.QtCore import QDate, QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QCalendarWidget
from pytestqt.qtbot import QtBot

from inventory import errors, i18n
from inventory.choices import Choice
from inventory.clock import FixedClock
from inventory.i18n import N_
from inventory.values.money import Money
from tests.ui.conftest import NOW
from ui.desk import Desk
from ui.forms.choosing import NEW, ChoiceField, PickField
from ui.forms.field import CodeField, Field, TextField
from ui.forms.fields import CheckField, DayField, MoneyField, MonthsField, NotesField, QuantityField
from ui.forms.form import Form
from ui.forms.sheet import FormDialog
from ui.scan.burst import Scan
from ui.widgets.dialogs import Question

pytestmark = pytest.mark.usefixtures("dressed")

TAKEN = N_("This serial is taken.")
NOT_NOW = N_("Not allowed now.")
CLOCK = FixedClock(NOW)
"""Sunday 22 November 2026."""


@pytest.fixture(autouse=True)
def _in_english():
    """The sentences of this file."""
    i18n.use("en")


def typed(field: Any, text: str) -> Any:
    """Type into a field of one line and leave it."""
    field.line.setText(text)
    field.line.textEdited.emit(text)
    field.line.editingFinished.emit()
    return field


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("20240315", date(2024, 3, 15)),
        ("2024-3-15", date(2024, 3, 15)),
        ("15.3.", date(2026, 3, 15)),
        ("+3m", date(2027, 2, 22)),
        ("今天", date(2026, 11, 22)),
        ("", None),
        ("   ", None),
    ],
)
def test_a_day_is_typed_as_people_write_it(qtbot: QtBot, text: str, day: date | None):
    field = DayField("sold_on", "Sold on", CLOCK)
    qtbot.addWidget(field)
    assert typed(field, text).value() == day


def test_a_day_is_written_out_when_one_leaves_the_field(qtbot: QtBot):
    field = DayField("sold_on", "Sold on", CLOCK)
    qtbot.addWidget(field)
    field.line.setText("+3m")
    assert field._remark.text() == "2027-02-22, Monday"
    typed(field, "+3m")
    assert field.line.text() == "2027-02-22"


def test_what_is_no_day_stays_as_it_was_typed_and_says_why(qtbot: QtBot):
    field = DayField("sold_on", "Sold on", CLOCK)
    qtbot.addWidget(field)
    typed(field, "31.2.2024")
    assert field.line.text() == "31.2.2024"
    assert field.complaint
    with pytest.raises(errors.InvalidInput) as refused:
        field.value()
    assert refused.value.field == "sold_on"
    typed(field, "28.2.2024")
    assert field.complaint == ""


def test_a_day_is_chosen_from_the_calendar(qtbot: QtBot):
    field = DayField("sold_on", "Sold on", CLOCK)
    qtbot.addWidget(field)
    changes: list[int] = []
    field.changed.connect(lambda: changes.append(1))
    field.set_value(date(2024, 3, 15))
    field.open_calendar()
    month = field.findChild(QCalendarWidget)
    assert month is not None
    assert month.selectedDate() == QDate(2024, 3, 15)
    month.clicked.emit(QDate(2024, 4, 1))
    assert field.value() == date(2024, 4, 1)
    assert changes


@pytest.mark.parametrize(("text", "months"), [("36", 36), ("36个月", 36), ("3年", 36), ("一年半", 18), ("", None)])
def test_a_term_is_typed_as_people_write_it(qtbot: QtBot, text: str, months: int | None):
    field = MonthsField("months", "Warranty")
    qtbot.addWidget(field)
    assert typed(field, text).value() == months


def test_an_amount_is_read_exactly_and_written_with_its_separators(qtbot: QtBot):
    field = MoneyField("price", "Price")
    qtbot.addWidget(field)
    typed(field, "¥1234.5")
    assert field.value() == Money(123450)
    assert field.line.text() == "1,234.50"
    typed(field, "12 dollars")
    with pytest.raises(errors.InvalidInput):
        field.value()


def test_a_count_has_the_decimals_of_its_unit(qtbot: QtBot):
    whole, metres = QuantityField("count", "Count"), QuantityField("length", "Length", decimals=2)
    for field in (whole, metres):
        qtbot.addWidget(field)
    assert typed(whole, "12").value() == 12
    assert typed(metres, "1.25").value() == 125
    with pytest.raises(errors.InvalidInput):
        typed(whole, "1.5").value()


def test_notes_are_kept_as_written_and_empty_ones_are_none(qtbot: QtBot):
    field = NotesField("notes", "Notes")
    qtbot.addWidget(field)
    assert field.value() is None
    field.area.setPlainText("  first\nsecond  \n")
    assert field.value() == "first\nsecond"


def test_yes_or_no(qtbot: QtBot):
    field = CheckField("taxed", "With tax")
    qtbot.addWidget(field)
    assert (field.value(), field.dirty()) == (False, False)
    field.box.setChecked(True)
    assert (field.value(), field.dirty()) == (True, True)


def test_one_of_a_few_words_or_none(qtbot: QtBot):
    field = ChoiceField("state", "State", [("stock", "In stock"), ("loan", "On loan")])
    needed = ChoiceField("state", "State", [("stock", "In stock"), ("loan", "On loan")], required=True)
    for widget in (field, needed):
        qtbot.addWidget(widget)
    assert (field.value(), needed.value()) == (None, "stock")
    field.set_value("loan")
    assert (field.value(), field.dirty()) == ("loan", False)
    field.set_value("moon")
    assert field.value() is None


def test_the_wheel_scrolls_the_page_and_not_the_choice(qtbot: QtBot):
    field = ChoiceField("state", "State", [("stock", "In stock"), ("loan", "On loan")], required=True)
    qtbot.addWidget(field)
    turn = QWheelEvent(
        QPointF(5, 5), QPointF(5, 5), QPoint(0, -120), QPoint(0, -120), Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier, Qt.ScrollPhase.NoScrollPhase, False,
    )  # fmt: skip
    field.box.wheelEvent(turn)
    assert field.value() == "stock"
    assert not turn.isAccepted()


def test_a_field_for_codes_lets_no_input_method_in_and_a_name_does(qtbot: QtBot):
    code, name = CodeField("serial", "Serial"), TextField("name", "Name")
    for field in (code, name):
        qtbot.addWidget(field)
    assert code.line.inputMethodQuery(Qt.InputMethodQuery.ImEnabled) is False
    assert name.line.inputMethodQuery(Qt.InputMethodQuery.ImEnabled) is True


def test_a_scan_fills_a_code_field_and_tells_the_page(qtbot: QtBot):
    field = CodeField("serial", "Serial", limit=6)
    qtbot.addWidget(field)
    heard: list[Scan] = []
    field.scanned.connect(heard.append)
    assert field.take_scan(Scan("00123456"))
    assert (field.value(), field.dirty()) == ("001234", True)
    assert heard == [Scan("00123456")]


HOSPITALS = [Choice(1, "City Hospital", "14 units"), Choice(2, "City School", "3 units")]


def find(text: str) -> list[Choice]:
    """Customers whose name holds the text."""
    return [choice for choice in HOSPITALS if text and text.casefold() in choice.title.casefold()]


@pytest.fixture
def picker(qtbot: QtBot, desk: Desk) -> PickField:
    """A field that finds customers, on the screen."""
    field = PickField("customer_id", "Customer", desk.jobs, find, required=True, new="New customer")
    qtbot.addWidget(field)
    with qtbot.waitExposed(field):
        field.show()
    field.activateWindow()
    field.setFocus()
    qtbot.waitUntil(field.line.hasFocus)
    return field


def test_a_record_is_found_while_one_types_and_picked_with_enter(qtbot: QtBot, picker: PickField):
    qtbot.keyClicks(picker.line, "city")
    qtbot.waitUntil(picker._list.isVisible)
    assert [choice.title for choice in picker.offered] == ["City Hospital", "City School", "New customer: city"]
    qtbot.keyClick(picker._list, Qt.Key.Key_Down)
    qtbot.keyClick(picker._list, Qt.Key.Key_Return)

    assert (picker.value(), picker.line.text()) == (2, "City School")
    assert not picker._list.isVisible()


def test_a_text_that_stands_for_no_record_is_refused_and_never_guessed(qtbot: QtBot, picker: PickField):
    picker.pick(HOSPITALS[0])
    assert picker.value() == 1
    qtbot.keyClicks(picker.line, "s")
    with pytest.raises(errors.InvalidInput) as refused:
        picker.value()
    assert refused.value.field == "customer_id"
    picker.line.clear()
    with pytest.raises(errors.InvalidInput, match="Fill in this field"):
        picker.value()


def test_what_is_not_there_can_be_made(qtbot: QtBot, picker: PickField):
    asked: list[str] = []
    picker.new_asked.connect(asked.append)
    qtbot.keyClicks(picker.line, "Park Office")
    qtbot.waitUntil(picker._list.isVisible)
    assert [choice.id for choice in picker.offered] == [NEW]
    qtbot.keyClick(picker._list, Qt.Key.Key_Return)
    assert asked == ["Park Office"]
    assert picker.line.text() == "Park Office"


def test_a_picked_record_is_clean_when_it_was_not_picked_by_hand(qtbot: QtBot, picker: PickField):
    picker.set_value(HOSPITALS[0])
    assert (picker.value(), picker.dirty()) == (1, False)
    picker.pick(HOSPITALS[1])
    assert picker.dirty()
    picker.clear()
    assert (picker.raw(), picker.dirty()) == (("", None), False)


def unit_form() -> Form:
    """A form for a unit."""
    return Form(
        [
            "Unit",
            TextField("product", "Product", required=True, repeats=True),
            CodeField("serial", "Serial", required=True),
            DayField("sold_on", "Sold on", CLOCK),
            NotesField("notes", "Notes"),
        ]
    )


@pytest.fixture
def form(qtbot: QtBot) -> Form:
    """The form on the screen, with the keyboard."""
    made = unit_form()
    qtbot.addWidget(made)
    with qtbot.waitExposed(made):
        made.show()
    made.activateWindow()
    qtbot.waitUntil(made.isActiveWindow)
    return made


def line(form: Form, name: str) -> Any:
    """The line of a field."""
    field: Any = form[name]
    return field.line


def test_enter_goes_to_the_next_field_and_submits_nothing(qtbot: QtBot, form: Form):
    submitted: list[object] = []
    form.submitted.connect(submitted.append)
    form.focus_first()
    qtbot.keyClicks(line(form, "product"), "HEM-7136")
    qtbot.keyClick(line(form, "product"), Qt.Key.Key_Return)
    assert line(form, "serial").hasFocus()
    qtbot.keyClick(line(form, "serial"), Qt.Key.Key_Enter)
    assert line(form, "sold_on").hasFocus()
    assert submitted == []


def test_enter_in_notes_is_a_new_line_and_ctrl_enter_submits(qtbot: QtBot, form: Form):
    submitted: list[object] = []
    form.submitted.connect(submitted.append)
    form.fill({"product": "HEM-7136", "serial": "00123", "sold_on": date(2024, 3, 15)})
    notes: Any = form["notes"]
    notes.area.setFocus()
    qtbot.keyClicks(notes.area, "a")
    qtbot.keyClick(notes.area, Qt.Key.Key_Return)
    qtbot.keyClicks(notes.area, "b")
    qtbot.keyClick(notes.area, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert submitted == [
        {"product": "HEM-7136", "serial": "00123", "sold_on": date(2024, 3, 15), "notes": "a\nb"},
    ]


def test_every_wrong_field_complains_and_the_first_has_the_focus(form: Form):
    submitted: list[object] = []
    form.submitted.connect(submitted.append)
    form.fill({"product": "HEM-7136"})
    line(form, "sold_on").setText("some day")
    form.submit()

    assert submitted == []
    assert [field.name for field in form.fields if field.complaint] == ["serial", "sold_on"]
    assert line(form, "serial").hasFocus()
    assert line(form, "sold_on").text() == "some day"
    assert line(form, "serial").property("refused") is True
    assert line(form, "serial").accessibleDescription() == "Fill in this field."


def test_a_complaint_goes_when_the_field_is_mended(qtbot: QtBot, form: Form):
    form.submit()
    assert form["serial"].complaint
    qtbot.keyClicks(line(form, "serial"), "0")
    assert form["serial"].complaint == ""
    assert form["product"].complaint


def test_what_the_depot_refuses_stands_under_its_field_and_nothing_is_lost(form: Form):
    form.fill({"product": "HEM-7136", "serial": "00123"})
    form.refuse(errors.InvalidInput(TAKEN, field="serial"))
    assert form["serial"].complaint == "This serial is taken."
    assert line(form, "serial").hasFocus()
    assert line(form, "serial").text() == "00123"


def test_a_refusal_that_belongs_to_no_field_stands_above_the_form(form: Form):
    form.refuse(errors.InvalidInput(TAKEN, field="moon"))
    form.refuse(errors.RuleBroken(NOT_NOW))
    assert [banner.text for banner in form.banners.shown] == ["Not allowed now.", "This serial is taken."]
    form.submit()
    assert form.banners.shown == []


def test_a_form_is_dirty_only_after_typing(qtbot: QtBot, form: Form):
    form.fill({"product": "HEM-7136", "sold_on": date(2024, 3, 15)})
    assert not form.dirty()
    qtbot.keyClicks(line(form, "serial"), "1")
    assert form.dirty()
    line(form, "serial").clear()
    assert not form.dirty()


def test_two_fields_of_one_name_are_a_mistake(qtbot: QtBot, form: Form):
    other = TextField("serial", "Serial")
    qtbot.addWidget(other)
    with pytest.raises(ValueError):
        form.add(other)


class Office:
    """Takes what a dialog submits."""

    def __init__(self) -> None:
        self.received: list[tuple[dict[str, Any], bool]] = []

    def take(self, values: dict[str, Any], another: bool) -> None:
        """Take it."""
        self.received.append((values, another))


@pytest.fixture
def office() -> Office:
    """Takes what is submitted."""
    return Office()


@pytest.fixture
def dialog(qtbot: QtBot, desk: Desk, office: Office) -> FormDialog:
    """The form in a dialog, opened without waiting."""
    made = FormDialog(desk, "New unit", unit_form(), another="Save and add another")
    made.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)  # the test looks at it afterwards
    qtbot.addWidget(made)
    made.submitted.connect(office.take)
    with qtbot.waitExposed(made):
        made.open()
    made.activateWindow()
    qtbot.waitUntil(made.isActiveWindow)
    return made


def fill(dialog: FormDialog) -> None:
    """Type what is needed."""
    line(dialog.form, "product").setText("HEM-7136")
    line(dialog.form, "serial").setText("00123")


def test_a_dialog_stays_until_the_depot_has_it(qtbot: QtBot, dialog: FormDialog, office: Office):
    fill(dialog)
    qtbot.mouseClick(dialog.sheet.save_button, Qt.MouseButton.LeftButton)
    assert office.received == [({"product": "HEM-7136", "serial": "00123", "sold_on": None, "notes": None}, False)]
    assert dialog.isVisible()
    assert not dialog.sheet.save_button.isEnabled()
    dialog.form.submit()  # impatience sends it once
    assert len(office.received) == 1

    dialog.saved()
    assert not dialog.isVisible()


def test_a_refused_dialog_is_as_it_was(qtbot: QtBot, dialog: FormDialog):
    fill(dialog)
    dialog.form.submit()
    dialog.refuse(errors.InvalidInput(TAKEN, field="serial"))
    assert line(dialog.form, "product").text() == "HEM-7136"
    assert dialog.form["serial"].complaint == "This serial is taken."
    assert dialog.sheet.save_button.isEnabled()
    dialog.form.settle()


@pytest.mark.parametrize(
    "error", [errors.RuleBroken(NOT_NOW), errors.StaleRecord(NOT_NOW), errors.NotPermitted(NOT_NOW)], ids=repr
)
def test_what_the_depot_says_is_shown_in_the_dialog_and_not_behind_it(
    qtbot: QtBot, dialog: FormDialog, desk: Desk, error: errors.DepotError
):
    behind: list[object] = []
    desk.troubled.connect(behind.append)
    dialog.refuse(error)
    assert len(dialog.form.banners.shown) == 1
    assert behind == []


def test_trouble_with_the_database_can_be_tried_again_from_the_dialog(
    qtbot: QtBot, dialog: FormDialog, desk: Desk, office: Office
):
    fill(dialog)
    dialog.form.submit()
    with qtbot.waitSignal(desk.troubled) as told:
        dialog.refuse(errors.DatabaseBusy(NOT_NOW))
    told.args[0].retry()
    assert len(office.received) == 2
    dialog.form.settle()


def test_save_and_add_another_keeps_what_repeats(qtbot: QtBot, dialog: FormDialog, office: Office):
    fill(dialog)
    qtbot.mouseClick(dialog.sheet.another_button, Qt.MouseButton.LeftButton)
    dialog.saved()

    assert office.received[0][1] is True
    assert dialog.isVisible()
    assert (line(dialog.form, "product").text(), line(dialog.form, "serial").text()) == ("HEM-7136", "")
    assert line(dialog.form, "serial").hasFocus()
    assert not dialog.form.dirty()


def test_escape_closes_a_clean_dialog_at_once(qtbot: QtBot, dialog: FormDialog):
    qtbot.keyClick(line(dialog.form, "product"), Qt.Key.Key_Escape)
    assert not dialog.isVisible()
    assert dialog.findChild(Question) is None


@pytest.mark.parametrize("way", ["escape", "button", "cross"])
def test_leaving_a_dialog_asks_only_if_something_was_typed(qtbot: QtBot, dialog: FormDialog, way: str):
    line(dialog.form, "product").setText("half a wo")
    if way == "escape":
        qtbot.keyClick(line(dialog.form, "product"), Qt.Key.Key_Escape)
    elif way == "button":
        qtbot.mouseClick(dialog.sheet.cancel_button, Qt.MouseButton.LeftButton)
    else:
        dialog.close()
    question = dialog.findChild(Question)
    assert question is not None
    assert dialog.isVisible()
    question.answer("")
    assert line(dialog.form, "product").text() == "half a wo"

    dialog.sheet.give_up()
    dialog.findChildren(Question)[-1].answer("leave")
    assert not dialog.isVisible()


def test_a_scanners_enter_presses_no_button_of_a_dialog(qtbot: QtBot, dialog: FormDialog, office: Office):
    fill(dialog)
    for made in (dialog.sheet.save_button, dialog.sheet.cancel_button, dialog):
        made.setFocus()
        qtbot.keyClick(made, Qt.Key.Key_Return)
    assert office.received == []
    assert dialog.isVisible()
    qtbot.keyClick(dialog, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert len(office.received) == 1
    dialog.form.settle()


def test_every_field_can_be_read_to_those_who_do_not_see(form: Form):
    for field in form.fields:
        assert isinstance(field, Field)
        assert field.editor.accessibleName() == field.label
        assert field.heading.buddy() is field.editor
