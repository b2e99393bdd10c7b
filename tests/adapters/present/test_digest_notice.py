"""The week in short says by whom something is overdue, once that is for those who coordinate to hear."""

from adapters.present.digest_notice import digest_notice
from decisions.commitments.commitment import Commitment
from decisions.ids import MemberId
from tests.adapters.present import builders as b
from tests.adapters.present.digest_views import a_digest, overdue
from tests.adapters.present.shown import lines_of, parts_of


def said(*ones: Commitment, reader: MemberId = b.LEE) -> list[str]:
    card = digest_notice((a_digest(*ones),), b.a_reader(reader, "en"))
    return [line for part in parts_of(card) for line in lines_of(part) if "past" in line]


def test_what_is_overdue_for_more_than_three_days_stands_with_its_name() -> None:
    assert said(overdue(3, b.JO, 1)) == ["1 commitment past its day"]
    assert said(overdue(4, b.JO, 1)) == ["1 commitment past its day: Jo Pine"]


def test_who_is_only_a_little_late_is_counted_beside_and_not_named() -> None:
    late, little = overdue(5, b.JO, 1), overdue(2, b.TOMAS, 2)
    assert said(late, little) == ["1 commitment past its day: Jo Pine · 1 more past its day"]


def test_each_is_named_once() -> None:
    assert said(overdue(5, b.JO, 1), overdue(4, b.JO, 2)) == ["2 commitments past their day: Jo Pine"]
    assert said(overdue(9, b.JO, 1)) == ["1 commitment past its day"], (
        "they may need help, and are named there"
    )
    assert said(overdue(5, b.LEE, 1)) == ["1 commitment past its day"], "one's own"
