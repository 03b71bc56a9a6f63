"""What scanners send around and inside a code."""

from __future__ import annotations

import string
import unicodedata

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from inventory.scanning.payload import Kind, decode_readings, new_code
from inventory.scanning.symbols import GS, POSITIONS, Keyboard, element, keyboard_here, readings, strip_noise

GTIN = "09506000134352"  # the example GTIN of GS1's own documents


@pytest.mark.parametrize(
    ("arrived", "code"),
    [
        ("TJ/23-1032\r\n", "TJ/23-1032"), ("TJ/23-1032\t", "TJ/23-1032"), ("\x02TJ/23-1032\x03", "TJ/23-1032"),
        ("\ufeffTJ/23-1032", "TJ/23-1032"), ("]Q1TJ/23-1032", "TJ/23-1032"), ("]C1TJ/23-1032", "TJ/23-1032"),
        ("]d2TJ/23-1032", "TJ/23-1032"), ("]e0TJ/23-1032", "TJ/23-1032"), ("]A0TJ/23-1032", "TJ/23-1032"),
        ("\x02]Q1TJ/23-1032\r", "TJ/23-1032"), ("］Ｑ１ＴＪ／２３", "TJ/23"), ("ＴＪ／２３－１０３２", "TJ/23-1032"),
        (" TJ/23-1032 ", "TJ/23-1032"), ("TJ 23", "TJ 23"), ("A\x1dB", "A\x1dB"), ("\x1dA\x1d", "A"), ("]Q1", ""), ("", ""),
        ("A\x00B", "AB"), ("A\tB", "A B"), ("]]Q", "]]Q"), ("\ud800A", "A"),
    ],
)  # fmt: skip
def test_what_the_scanner_added_is_taken_off(arrived: str, code: str) -> None:
    assert strip_noise(arrived) == code


def test_readings_go_from_the_most_literal_to_the_rebuilt_and_none_comes_twice() -> None:
    assert readings("Ａｂ-1") == ["Ａｂ-1", "Ab-1", "AB-1", "aB-1"]
    assert readings("A1") == ["A1", "a1"]
    assert readings("123\r\n") == ["123"]
    assert readings("\r\n") == []


@given(st.text(max_size=30))
def test_readings_are_never_empty_and_never_alike(text: str) -> None:
    found = readings(text)
    assert all(found)
    assert len(set(found)) == len(found)


def pressed(text: str, keyboard: Keyboard) -> list[int]:
    """The places of the keys that a US scanner presses for ``text``."""
    place = {char: code for code, char in reversed(list(POSITIONS[keyboard].items()))}
    return [place[char] for char in text]


@pytest.mark.parametrize("keyboard", Keyboard)
def test_each_keyboard_has_a_key_for_every_character_of_a_code_and_a_serial(keyboard: Keyboard) -> None:
    assert set(string.ascii_uppercase + string.digits + "-/. ;") <= set(POSITIONS[keyboard].values())


@pytest.mark.parametrize(
    ("keyboard", "places"),
    [
        (Keyboard.X11, [38, 16, 45, 12, 58, 18, 24, 11, 16]),  # A 7 K 3 M 9 Q 2 7: evdev + 8
        (Keyboard.WINDOWS, [30, 8, 37, 4, 50, 10, 16, 3, 8]),
        (Keyboard.MACOS, [0, 26, 40, 20, 46, 25, 12, 19, 26]),
    ],
)
def test_the_places_of_the_keys_give_the_code_back_whatever_the_layout_wrote(
    keyboard: Keyboard, places: list[int]
) -> None:
    assert readings("q-è", places, keyboard=keyboard)[-1] == "A7K3M9Q27"
    assert decode_readings(readings("q-è", places, keyboard=keyboard))[0].text == "A7K3M9Q27"


@pytest.mark.parametrize("keyboard", Keyboard)
def test_a_link_survives_a_layout_although_its_colon_came_with_shift(keyboard: Keyboard) -> None:
    places = pressed("HTTPS;//DEPOT.CN/A/7K3M9Q27", keyboard)
    assert readings("https>&&", places, keyboard=keyboard)[-1] == "HTTPS://DEPOT.CN/A/7K3M9Q27"


def test_shift_and_enter_have_no_character_of_their_own() -> None:
    assert readings("x", [50, 38, 36], keyboard=Keyboard.X11) == ["x", "X", "A"]


def test_without_the_places_of_keys_nothing_is_rebuilt() -> None:
    assert readings("x", []) == readings("x", None) == readings("x") == ["x", "X"]


def test_the_keyboard_is_that_of_this_computer() -> None:
    assert readings("x", pressed("A7", keyboard_here()))[-1] == "A7"


LAYOUTS = {  # what the keys of a US scanner write where another layout is set
    "German": str.maketrans("YZyz-/", "ZYzyß-"),
    "French": str.maketrans("AQWZMaqwzm1234567890", "QAZW?qazw,&é\"'(-è_çà"),
    "Turkish": str.maketrans("Ii", "Iı"),
}


@pytest.mark.parametrize("layout", LAYOUTS)
@settings(max_examples=200, deadline=None)
@given(data=st.data())
def test_the_right_code_is_always_among_the_readings(layout: str, data: st.DataObject) -> None:
    code = new_code(data.draw(st.sampled_from(Kind)))
    sent = data.draw(st.sampled_from([code, code.lower(), code.swapcase()]))
    written = sent.translate(LAYOUTS[layout])
    found = decode_readings(readings(written, pressed(code, Keyboard.X11), keyboard=Keyboard.X11))
    assert code in [one.text for one in found]


@pytest.mark.parametrize(
    ("arrived", "elements"),
    [
        (f"]C101{GTIN}21ABC123", {"01": GTIN, "21": "ABC123"}),
        (f"]d201{GTIN}{GS}21ABC123", {"01": GTIN, "21": "ABC123"}),
        (f"]Q3{GS}01{GTIN}21ABC123{GS}10LOT{GS}", {"01": GTIN, "21": "ABC123", "10": "LOT"}),
        (f"01{GTIN}21ABC123\r\n", {"01": GTIN, "21": "ABC123"}),
        (f"01{GTIN}1726053121ABC", {"01": GTIN, "17": "260531", "21": "ABC"}),  # no GS needed behind a date
        (f"01{GTIN}10LOT{{GS}}21S1", {"01": GTIN, "10": "LOT", "21": "S1"}),
        (f"01{GTIN}10LOT|21S1", {"01": GTIN, "10": "LOT", "21": "S1"}),
        (f"01{GTIN}10LOT^]21S1", {"01": GTIN, "10": "LOT", "21": "S1"}),
        (f"(01){GTIN}(21)ABC123", {"01": GTIN, "21": "ABC123"}),
        (f"（01）{GTIN} （21）ABC123", {"01": GTIN, "21": "ABC123"}),
        ("(21)ABC123", {"21": "ABC123"}),
        ("]C121ABC123", {"21": "ABC123"}),
        ("(8004)6901234ABC99", {"8004": "6901234ABC99"}),
        ("]C18004" + "6901234ABC99", {"8004": "6901234ABC99"}),
        (f"{GS}80046901234ABC99", {"8004": "6901234ABC99"}),
        (f"https://id.gs1.org/01/{GTIN}/21/ABC%2F1?17=260531", {"01": GTIN, "21": "ABC/1", "17": "260531"}),
        (f"HTTPS://MAKER.CN/P/01/{GTIN}/21/ABC", {"01": GTIN, "21": "ABC"}),
        (f"]Q1https://maker.cn/01/{GTIN}", {"01": GTIN}),
        ("https://maker.cn/8004/6901234ABC99", {"8004": "6901234ABC99"}),
        (f"01{GTIN}17000021ABC", {}),  # no month 00 in the standard
    ],
)  # fmt: skip
def test_gs1_elements_are_read_in_all_their_forms(arrived: str, elements: dict[str, str]) -> None:
    assert element(arrived) == elements


@pytest.mark.parametrize(
    "arrived",
    [
        "", "21023300680307330765", "2101234567", "TJ/23-1032", "000046", "1032", "01", "0109506000134353" + "21ABC",
        "(01)09506000134353(21)ABC", "(01)00000000000000", "(99999)1", "(", "()", "10|20", "https://", "https://[x/01/1",
        "HTTPS://DEPOT.CN/A/7K3M9Q27", "https://maker.cn/01/", "A7K3M9Q27", f"MODEL{GS}SN", f"21A{GS}10B",
        f"(01){GTIN}(21)A(21)B", "80046901234ABC99", "0" * 5000,
    ],
)  # fmt: skip
def test_serials_and_other_texts_are_not_taken_for_gs1(arrived: str) -> None:
    assert element(arrived) == {}


GS1_PIECES = st.sampled_from(
    ["(01)", "(21)", "01", "21", "8004", "17", GTIN, GS, "{GS}", "|", "]C1", "]d2", "https://", "/01/", "%"]
)


@settings(max_examples=1000, deadline=None)
@given(st.text(max_size=40) | st.lists(GS1_PIECES | st.text(max_size=4), max_size=8).map("".join))
@example("https://a/01/" + GTIN + "/21/%ff%00")
def test_no_text_brings_the_reader_of_gs1_down(text: str) -> None:
    for identifier, value in element(text).items():
        assert identifier.isdigit()
        assert value
        assert not any(unicodedata.category(char) == "Cc" for char in value)
