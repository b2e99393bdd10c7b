import pytest

from adapters.presses.secrets import CODE_SIGNS, OneTimeCode, code_digest


def test_a_code_is_three_parts_of_four_signs_that_nobody_mistakes_for_others() -> None:
    parts = OneTimeCode().value.split("-")
    assert [len(part) for part in parts] == [4, 4, 4]
    assert not set("".join(parts)) & set("01OIL")


def test_no_two_codes_are_the_same_and_none_is_printed() -> None:
    code = OneTimeCode()
    assert code.value != OneTimeCode().value
    assert code.value not in repr(code)
    assert len(CODE_SIGNS) == 31


@pytest.mark.parametrize("typed", ["7KQM-2XPD-9FWC", "7kqm 2xpd 9fwc", " 7KQM2XPD9FWC ", "7kqm–2xpd–9fwc."])
def test_however_it_is_typed_it_is_the_same_code(typed: str) -> None:
    assert code_digest(typed) == code_digest("7KQM-2XPD-9FWC")


def test_one_other_sign_is_another_code() -> None:
    assert code_digest("7KQM-2XPD-9FWD") != code_digest("7KQM-2XPD-9FWC")
