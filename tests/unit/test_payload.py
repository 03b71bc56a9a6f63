"""The label code: drawn, read back, and never mistaken for another."""

from __future__ import annotations

import string

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from stdnum.iso7064 import mod_37_36

from inventory.errors import DepotError
from inventory.i18n import LANGUAGES, speaking
from inventory.scanning.payload import CROCKFORD, BadCode, Code, Flaw, Kind, decode, decode_readings, new_code

ALPHANUMERIC = string.digits + string.ascii_uppercase
FULL_WIDTH = {ord(char): ord(char) + 0xFEE0 for char in string.ascii_letters + string.digits + "]/:.-"}
SUBSTITUTES = string.printable + "oO０Ｏｌ１Ｉıſßﬁ½⑴℡\u200b\x1d\u3000–" + "Ａａ９ｚ"

bodies = st.builds(
    str.__add__, st.sampled_from([kind.value for kind in Kind]), st.text(CROCKFORD, min_size=7, max_size=7)
)
codes = bodies.map(lambda body: body + mod_37_36.calc_check_digit(body))
"""All codes that could be, those with a check character that new_code never draws included."""


def flaw_of(text: str) -> Flaw:
    with pytest.raises(BadCode) as refused:
        decode(text)
    return refused.value.flaw


def test_there_is_a_letter_for_each_thing_that_carries_a_label() -> None:
    assert {kind.name: kind.value for kind in Kind} == {
        "ASSET": "A", "PART": "P", "BIN": "B", "CASE": "C", "LOAN": "L", "VISIT": "V",
    }  # fmt: skip


@pytest.mark.parametrize("kind", Kind)
def test_a_new_code_has_its_kind_seven_random_characters_and_a_right_check_character(kind: Kind) -> None:
    code = new_code(kind)
    assert len(code) == 9
    assert code[0] == kind.value
    assert set(code[1:8]) <= set(CROCKFORD)
    assert mod_37_36.is_valid(code)
    assert decode(code) == Code(kind, code)


def test_a_thousand_new_codes_are_all_different_and_end_in_no_confusable_character() -> None:
    drawn = [new_code(Kind.ASSET) for _ in range(1000)]
    assert len(set(drawn)) == 1000
    assert not {code[-1] for code in drawn} & set("01OIL")
    assert all({code[place] for code in drawn} == set(CROCKFORD) for place in range(1, 8))


def test_the_check_character_is_that_of_the_standard() -> None:
    assert mod_37_36.calc_check_digit("A12425GABC1234002") == "M"  # the example of ISO 7064 MOD 37,36
    assert decode("A7K3M9Q27") == Code(Kind.ASSET, "A7K3M9Q27")
    assert flaw_of("A7K3M9Q2X") is Flaw.DAMAGED


def test_a_code_is_grouped_by_four_and_five_for_reading_out() -> None:
    assert decode("A7K3M9Q27").grouped == "A7K3 M9Q27"


def test_a_depot_with_an_address_prints_a_link_that_a_qr_code_holds_in_alphanumeric_mode() -> None:
    link = decode("A7K3M9Q27").link("depot.example.cn/")
    assert link == "HTTPS://DEPOT.EXAMPLE.CN/A/7K3M9Q27"
    assert set(link) <= set(ALPHANUMERIC + " $%*+-./:")


@given(codes)
def test_a_code_is_read_through_everything_that_scanners_and_people_do_to_it(code: str) -> None:
    read = Code(Kind(code[0]), code)
    for arrived in (
        code,
        code.lower(),
        code.translate(FULL_WIDTH),
        code.lower().translate(FULL_WIDTH),
        f"{code}\r\n",
        f"\x02{code}\x03",
        f"\ufeff{code}\t",
        f"]Q1{code}",
        f"]C0{code.lower()}\r",
        f"]Q1{code}".translate(FULL_WIDTH),
        f" {code} ",
        read.grouped,
        read.grouped.lower(),
        f"{code[:3]}-{code[3:6]}-{code[6:]}",
        " ".join(code),
        read.link("depot.example.cn"),
        read.link("depot.example.cn").lower(),
        read.link("depot.example.cn").translate(FULL_WIDTH),
        f"http://192.168.1.20:8080/depot/{code[0]}/{code[1:]}/?from=label#top",
        f"]Q1{read.link('DEPOT.CN')}\r\n",
    ):
        assert decode(arrived) == read


@given(codes)
def test_look_alikes_typed_for_the_random_characters_are_understood(code: str) -> None:
    for zero, one in (("O", "I"), ("o", "l"), ("O", "L"), ("o", "i")):
        typed = code[0] + code[1:8].replace("0", zero).replace("1", one) + code[8]
        assert decode(typed).text == code


def test_a_loan_code_may_be_typed_with_a_one_in_front() -> None:
    code = new_code(Kind.LOAN)
    assert decode("1" + code[1:]).text == decode("i" + code[1:]).text == code


@settings(max_examples=300, deadline=None)
@given(codes)
def test_exchanging_one_character_never_gives_another_code(code: str) -> None:
    for place in range(len(code)):
        for other in SUBSTITUTES:
            try:
                read = decode(code[:place] + other + code[place + 1 :])
            except BadCode:
                continue
            assert read.text == code


@settings(max_examples=50, deadline=None)
@given(codes)
def test_exchanging_one_character_of_a_link_never_gives_another_code(code: str) -> None:
    link = Code(Kind(code[0]), code).link("DEPOT.CN")
    for place in range(len(link)):
        for other in SUBSTITUTES:
            try:
                read = decode(link[:place] + other + link[place + 1 :])
            except BadCode:
                continue
            assert read.text == code


def test_every_substitution_within_one_code_is_found_to_be_damage() -> None:
    code = "A7K3M9Q27"
    damaged = {
        code[:place] + other + code[place + 1 :] for place in range(1, 9) for other in ALPHANUMERIC if other != code[place]
    }  # fmt: skip
    assert {flaw_of(text) for text in damaged} == {Flaw.DAMAGED}


@pytest.mark.parametrize(
    "text",
    [
        "", " ", "]Q1", "TJ/23-1032", "2024082400001", "000046", "S5735-L24T", "BP-0001", "A-11-01", "WX2019060001", "济南实验中学",
        "A7K3M9Q2", "A7K3M9Q277", "X7K3M9Q27", "A7K3M9Q2七", "HTTPS://", "HTTPS://DEPOT.CN", "HTTPS://DEPOT.CN/A7K3M9Q27",
        "HTTPS://A/7K3M9Q27", "HTTPS://DEPOT.CN/X/7K3M9Q27", "HTTPS://DEPOT.CN/A/7K3M9Q27/21/4", "FTP://DEPOT.CN/A/7K3M9Q27",
        "https://id.gs1.org/01/09506000134352/21/A7", "(01)09506000134352(21)A7", "A7K3M9Q27" * 1000, "\ud800" * 9,
    ],
)  # fmt: skip
def test_what_has_not_our_shape_is_foreign(text: str) -> None:
    assert flaw_of(text) is Flaw.FOREIGN


@pytest.mark.parametrize("text", ["A7K3M9Q28", "HTTPS://DEPOT.CN/A/7K3M9Q28", "a7k3 m9q28", "AUUUUUUU7", "B7K3M9Q27"])
def test_our_shape_with_a_wrong_check_character_is_damage(text: str) -> None:
    assert flaw_of(text) is Flaw.DAMAGED


def test_damage_and_strangers_are_told_apart_in_both_languages() -> None:
    damaged, foreign = BadCode(Flaw.DAMAGED, "A7K3M9Q28"), BadCode(Flaw.FOREIGN, "TJ/23-1032")
    assert isinstance(damaged, DepotError)
    with speaking("en"):
        assert "Read it again, or type the code that is printed in clear" in str(damaged)
        assert "“TJ/23-1032” is not a label code of this depot" in str(foreign)
    with speaking("zh_CN"):
        assert "校验字符不对" in str(damaged)
        assert "不是本备件库的标签码" in str(foreign)


@settings(max_examples=2000, deadline=None)  # 10,000 go through all of it: tests/service/test_scanning_resolve.py
@given(
    st.text(max_size=60)
    | st.text(ALPHANUMERIC, min_size=8, max_size=10)
    | st.builds(
        "{}{}/{}/{}".format, st.sampled_from(["http://", "HTTPS://", "https:/"]), st.text(), st.text(), st.text()
    )
)
@example("https://[")
@example("]")
def test_no_text_brings_the_reader_of_codes_down(text: str) -> None:
    try:
        read = decode(text)
    except BadCode as refusal:
        for language in LANGUAGES:
            with speaking(language):
                assert str(refusal)
    else:
        assert mod_37_36.is_valid(read.text)
        assert decode(read.text) == read


def test_the_first_reading_that_is_a_code_is_the_code() -> None:
    assert decode_readings(['q&è"ç', "A7K3M9Q27", "a7k3m9q27"]) == (Code(Kind.ASSET, "A7K3M9Q27"),)


def test_two_readings_that_are_both_codes_are_both_given() -> None:
    other = "B" + "7K3M9Q2"
    other += mod_37_36.calc_check_digit(other)
    assert [code.text for code in decode_readings(["A7K3M9Q27", other])] == ["A7K3M9Q27", other]


def test_of_readings_without_a_code_damage_is_the_more_helpful_refusal() -> None:
    with pytest.raises(BadCode) as refused:
        decode_readings(["q&è", "A7K3M9Q28"])
    assert refused.value.flaw is Flaw.DAMAGED
    assert refused.value.values["text"] == "A7K3M9Q28"
    with pytest.raises(BadCode) as refused:
        decode_readings(["TJ/23-1032", "tj/23-1032"])
    assert refused.value.values["text"] == "TJ/23-1032"
    with pytest.raises(BadCode):
        decode_readings([])
