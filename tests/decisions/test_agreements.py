"""When an agreement's review begins."""

from datetime import timedelta

from decisions.agreements.agreement import Agreement, Standing, WhyReview
from decisions.agreements.engine import evolve, next_due, settle
from decisions.agreements.events import AgreementReached, ReviewStarted
from decisions.ids import AgreementId
from tests.decisions.builders import MONDAY, TEXT
from tests.decisions.people import CIRCLE, NETWORK, ROUND, remark

TUESDAY = MONDAY + timedelta(days=1)


def an_agreement(review_at_day: int) -> Agreement:
    """Reached on a Tuesday; to be looked at so many days after."""
    reached = AgreementReached(
        agreement_id=AgreementId(remark(9)),
        network_id=NETWORK,
        circle_id=CIRCLE,
        round_id=ROUND,
        ref=1,
        version=1,
        review_at=TUESDAY + timedelta(days=review_at_day),
        replaces=None,
        text=TEXT,
        at=TUESDAY,
    )
    return evolve(None, reached)


def test_its_date_starts_the_review() -> None:
    agreement = an_agreement(90)
    due = next_due(agreement)
    assert due == TUESDAY + timedelta(days=90)
    assert settle(agreement, due - timedelta(seconds=1)) == ()
    (started,) = settle(agreement, due + timedelta(days=3))
    assert started == ReviewStarted(why=WhyReview.DATE, at=due)
    assert evolve(agreement, started).standing is Standing.UNDER_REVIEW


def test_a_review_never_begins_before_its_agreement() -> None:
    """A round with several versions may end after the date on which to look again."""
    (started,) = settle(an_agreement(-7), TUESDAY + timedelta(hours=1))
    assert started.at == TUESDAY
