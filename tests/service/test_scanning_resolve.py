"""From a scan to the record it means, and never to another one."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from inventory.errors import DepotError, NotFound
from inventory.found import Found
from inventory.i18n import speaking
from inventory.scanning.payload import CROCKFORD, BadCode, Code, Kind, decode, new_code
from inventory.scanning.resolve import resolve
from inventory.scanning.symbols import POSITIONS, keyboard_here
from models.base import database


def meant(ctx, text, scan_codes=None):
    return [(hit.kind, hit.id) for hit in resolve(ctx, text, scan_codes)]


def test_our_labels_open_units_parts_and_cases(ctx, make_asset, make_part, make_case):
    unit, part = make_asset(), make_part()
    case = make_case(unit)
    assert meant(ctx, unit.code) == [(Found.ASSET, unit.id)]
    assert meant(ctx, part.code) == [(Found.PART, part.id)]
    assert meant(ctx, case.code) == [(Found.CASE, case.id)]


def test_a_label_is_read_however_the_scanner_and_the_keyboard_spoil_it(ctx, make_asset):
    unit = make_asset()
    code = unit.code
    full_width = "".join(chr(ord(char) + 0xFEE0) for char in code)
    for text in (
        code.lower(), f"]Q1{code}", f"{code}\r\n", f"\x02{code}\x03", f"\ufeff{code}\t", full_width,
        f"{code[:4]} {code[4:]}", f"{code[:4]}-{code[4:]}", decode(code).link("depot.example.com"),
        f"https://other.example/{code[0]}/{code[1:]}",
    ):  # fmt: skip
        assert meant(ctx, text) == [(Found.ASSET, unit.id)], text


def test_a_label_is_read_by_the_places_of_the_keys_where_the_layout_spoils_it(ctx, make_asset):
    unit = make_asset()
    places = {char: place for place, char in POSITIONS[keyboard_here()].items()}
    assert meant(ctx, "„=%$?!", [places[char] for char in unit.code]) == [(Found.ASSET, unit.id)]


def test_a_serial_is_never_read_by_the_places_of_the_keys(ctx, make_asset):
    """No check character proves it: on a French keyboard the places of AQ1 are those of QA1."""
    make_asset("QA1")
    places = {char: place for place, char in POSITIONS[keyboard_here()].items()}
    with pytest.raises(NotFound):
        resolve(ctx, "AQ1", [places[char] for char in "QA1"])


@pytest.mark.parametrize("text", ["N16-1627", "n16-1627", " Ｎ１６－１６２７ ", "]C1N16-1627\r", "N16 -1627"])
def test_a_makers_serial_opens_its_unit(ctx, make_asset, text):
    unit = make_asset("N16-1627")
    assert meant(ctx, text) == [(Found.ASSET, unit.id)]


def test_a_serial_that_two_makers_use_is_a_choice(ctx, make_asset, make_model, make_customer):
    first = make_asset("0001", model=make_model("BP-900", "血压计"), customer=make_customer("甲医院"))
    second = make_asset("0001", model=make_model("DJ-860", "对讲"))
    hits = resolve(ctx, "0001")
    assert [hit.id for hit in hits] == [first.id, second.id]
    assert (hits[0].title, hits[0].subtitle) == ("0001", "血压计 BP-900 · 甲医院")


def test_leading_zeros_are_part_of_a_serial(ctx, make_asset):
    make_asset("0046")
    for text in ("46", "00046"):
        with pytest.raises(NotFound):
            resolve(ctx, text)


@pytest.mark.parametrize(
    "text",
    [
        "]d20106901234567892" + "21SN-0046",
        "01069012345678921121010121SN-0046",
        "010690123456789217271231\x1d21SN-0046",
        "(01)06901234567892(21)SN-0046",
        "https://id.gs1.org/01/06901234567892/21/SN-0046",
    ],
)
def test_the_serial_inside_a_gs1_code_opens_its_unit(ctx, make_asset, text):
    unit = make_asset("SN-0046")
    assert meant(ctx, text) == [(Found.ASSET, unit.id)]


def test_numbers_of_parts_cases_and_customers_open_them(ctx, make_part, make_case, make_customer):
    part, case, customer = make_part("BP-0006"), make_case(case_no="WX2026040012"), make_customer(code="KH00007")
    assert meant(ctx, "bp-0006") == [(Found.PART, part.id)]
    assert meant(ctx, "wx2026040012") == [(Found.CASE, case.id)]
    assert meant(ctx, "kh00007") == [(Found.CUSTOMER, customer.id)]


def test_what_several_records_are_called_is_a_choice_of_all(ctx, make_asset, make_part, make_case, make_customer):
    unit, part = make_asset("X100"), make_part("X100")
    case, customer = make_case(unit, "X100"), make_customer(code="X100")
    assert meant(ctx, "x100") == [
        (Found.ASSET, unit.id), (Found.PART, part.id), (Found.CASE, case.id), (Found.CUSTOMER, customer.id),
    ]  # fmt: skip


def test_a_whole_label_that_nothing_here_carries_belongs_to_another_depot(ctx, make_asset):
    make_asset()
    code = new_code(Kind.ASSET)
    with pytest.raises(NotFound) as unknown:
        resolve(ctx, code)
    assert decode(code).grouped in str(unknown.value)
    with speaking("en"):
        assert "not in this depot" in str(unknown.value)


@pytest.mark.parametrize("kind", [Kind.LOAN, Kind.VISIT])
def test_labels_of_things_that_are_not_kept_yet_are_named(ctx, kind):
    code = new_code(kind)
    with pytest.raises(NotFound) as unknown:
        resolve(ctx, code)
    assert Code(kind, code).grouped in str(unknown.value)


def test_a_label_with_one_wrong_character_is_named_damaged_and_opens_nothing(ctx, make_asset):
    unit = make_asset()
    for place in range(1, 8):
        for char in CROCKFORD:
            if char != unit.code[place]:
                with pytest.raises(BadCode):
                    resolve(ctx, unit.code[:place] + char + unit.code[place + 1 :])


def test_two_exchanged_neighbours_open_nothing(ctx, make_asset):
    unit = make_asset()
    for place in range(1, 7):
        exchanged = unit.code[:place] + unit.code[place + 1] + unit.code[place] + unit.code[place + 2 :]
        if exchanged != unit.code:
            with pytest.raises(DepotError):
                resolve(ctx, exchanged)


@pytest.mark.parametrize("text", ["", " ", "\r\n", "]Q1", "\x00", "x" * 5000])
def test_an_empty_or_endless_scan_says_so(ctx, text):
    with pytest.raises(NotFound):
        resolve(ctx, text)


def test_an_unknown_text_is_repeated_and_nothing_is_created(ctx):
    with pytest.raises(NotFound) as unknown:
        resolve(ctx, "NO-SUCH-THING")
    assert "NO-SUCH-THING" in str(unknown.value)
    with speaking("en"):
        assert str(unknown.value) == (
            "Not known here: NO-SUCH-THING. Nothing was created. Scan again, or search for a part of it."
        )


ANYTHING = st.one_of(
    st.text(max_size=40),
    st.text(alphabet="0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ", min_size=8, max_size=10),
    st.text(alphabet="()0123456789\x1d{}GS|]dCQ-./%", max_size=60),
    st.tuples(st.sampled_from(["https://", "HTTP://a/", "]d2", "(01)", "01"]), st.text(max_size=30)).map("".join),
)
KEYS = st.none() | st.lists(st.integers(-5, 400), max_size=20)
TOGETHER = [st.tuples(ANYTHING, KEYS)] * 10
"""So many scans are one example of hypothesis: to begin an example costs it more than several scans."""


def known(make_asset, make_part, make_case, make_customer):
    units = [make_asset(serial) for serial in ("2024031500012", "0001", "N16-1627")]
    make_part("BP-0006")
    make_case(units[0], "WX2026040012")
    make_customer(code="KH00007")
    return units


def scans(ctx, counted, count):
    """Throws ``count`` invented scans at the depot."""
    verbs = {"SELECT"}

    @settings(
        max_examples=count // len(TOGETHER), deadline=None, database=None, suppress_health_check=list(HealthCheck)
    )
    @given(st.tuples(*TOGETHER))
    @example([("\ud800", None), ("https://[", None), ("https://a/01/%00/21/%ff", None), ("(01)" * 100, None)])
    @example([("A\u200b0000000X", [1, 2, 3])])
    def throw(thrown):
        for text, scan_codes in thrown:
            counted.statements.clear()
            try:
                resolve(ctx, text, scan_codes)
            except DepotError as error:
                assert str(error)
            assert {statement.split()[0] for statement in counted.statements} <= verbs

    throw()


def test_ten_thousand_invented_scans_do_nothing_but_answer(
    ctx, engine, counted, make_asset, make_part, make_case, make_customer
):
    known(make_asset, make_part, make_case, make_customer)
    scans(ctx, counted, 10_000 if engine == "sqlite" else 500)
    assert not database.in_transaction()


def test_a_spoiled_label_opens_its_own_unit_or_none(ctx, engine, make_asset, make_model, make_customer):
    model, customer = make_model(), make_customer()
    units = {unit.code: unit.id for unit in (make_asset(model=model, customer=customer) for _ in range(50))}

    @settings(max_examples=2000 if engine == "sqlite" else 200, deadline=None, database=None)
    @given(st.sampled_from(sorted(units)), st.data())
    def spoil(code, data):
        text = list(code)
        for _ in range(data.draw(st.integers(1, 2))):
            text[data.draw(st.integers(0, len(text) - 1))] = data.draw(
                st.sampled_from([*CROCKFORD, "O", "I", "L", "", " "])
            )
        try:
            hits = resolve(ctx, "".join(text))
        except DepotError:
            return
        assert [hit.id for hit in hits] == [units[code]]

    spoil()
