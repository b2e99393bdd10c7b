"""A review replaces its agreement once, however many rounds there are about it."""

from decisions.agreements.agreement import Agreement, Standing
from decisions.agreements.events import ReviewRoundOpened
from decisions.ids import AgreementId, RoundId
from decisions.refusals import Reason
from decisions.rounds import commands as c
from decisions.rounds.consent.closing import agreement_id
from decisions.rounds.round import Round
from decisions.rounds.settings import Form, Settings
from storage.database import Database
from storage.replay import replay
from storage.streams.agreement_stream import AgreementStream
from storage.unit import Unit
from storage.writer import Declined, Done, Writer
from tests.support.builders import (
    Community,
    TurnedClock,
    a_community,
    a_draft,
    a_text,
    an_open_round,
    answer_all,
    done,
    new_id,
)


def test_an_agreement_has_one_open_review(database: Database, writer: Writer, clock: TurnedClock) -> None:
    people = a_community(writer)
    first = _adopted(writer, clock, people, an_open_round(writer, people))
    one, other = (a_draft(writer, people, a_text(title), about_agreement=first) for title in ("One", "Other"))
    done(_opened(writer, people, one))
    assert _refused(_opened(writer, people, other)) is Reason.REVIEW_IS_OPEN

    newer = _adopted(writer, clock, people, one)
    assert _agreement(database, people, first).replaced_by == newer
    assert _refused(_opened(writer, people, other)) is Reason.NOT_AN_AGREEMENT
    late = c.WriteDraft(
        network_id=people.network_id,
        by=people.proposer,
        round_id=RoundId(new_id()),
        circle_id=people.circle_id,
        text=a_text(),
        about_agreement=first,
    )
    assert _refused(writer.submit(late, "").result(30)) is Reason.NOT_AN_AGREEMENT


def test_when_a_review_has_ended_without_agreement_another_may_open(
    database: Database, writer: Writer, clock: TurnedClock
) -> None:
    people = a_community(writer)
    first = _adopted(writer, clock, people, an_open_round(writer, people))
    one, other = (a_draft(writer, people, a_text(title), about_agreement=first) for title in ("One", "Other"))
    done(_opened(writer, people, one))
    withdraws = c.Withdraw(network_id=people.network_id, by=people.proposer, round_id=one.id)
    done(writer.submit(withdraws, "").result(30))
    done(_opened(writer, people, other))
    newer = _adopted(writer, clock, people, other)
    assert _agreement(database, people, first).replaced_by == newer


def test_what_has_been_replaced_is_not_replaced_again(
    database: Database, writer: Writer, clock: TurnedClock
) -> None:
    """Two reviews that opened before there could only be one: what the second comes to stands by itself."""
    people = a_community(writer)
    first = _adopted(writer, clock, people, an_open_round(writer, people))
    one, other = (a_draft(writer, people, a_text(title), about_agreement=first) for title in ("One", "Other"))
    done(_opened(writer, people, one))

    def forgets_its_review(unit: Unit) -> None:
        stream = unit.find(AgreementStream, people.network_id, first)
        assert stream is not None
        stream.record((ReviewRoundOpened(round_id=RoundId(new_id()), at=clock()),))

    done(writer.run(forgets_its_review).result(30))
    done(_opened(writer, people, other))
    newer, by_itself = (_adopted(writer, clock, people, round) for round in (one, other))
    assert _agreement(database, people, first).replaced_by == newer
    second = _agreement(database, people, by_itself)
    assert (second.replaces, second.standing) == (None, Standing.IN_FORCE)


def _adopted(writer: Writer, clock: TurnedClock, people: Community, round: Round) -> AgreementId:
    answer_all(writer, round, people.members)
    clock.turn(days=2)
    writer.settle_due().result(30)
    return agreement_id(round.id)


def _opened(writer: Writer, people: Community, draft: Round) -> Done | Declined:
    opening = c.OpenRound(
        network_id=people.network_id,
        by=people.proposer,
        round_id=draft.id,
        settings=Settings(),
        form=Form.SHORT,
        facilitator=people.facilitator,
    )
    outcome: Done | Declined = writer.submit(opening, "").result(30)
    return outcome


def _refused(outcome: Done | Declined) -> Reason:
    assert isinstance(outcome, Declined), outcome
    return outcome.refusal.reason


def _agreement(database: Database, people: Community, id: AgreementId) -> Agreement:
    found = database.read_now(lambda k: replay(k, people.network_id, id))
    assert isinstance(found, Agreement)
    return found
