"""Small builders of networks, circles and rounds for tests. What they make is in a real database."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from typing import Any, Final

from sqlalchemy import Connection, insert
from uuid_utils.compat import uuid7

from decisions.ids import CircleId, GroupId, MemberId, NetworkId, OrganisationId, RoundId
from decisions.people.commands import MakeCircle
from decisions.people.people import CircleSeat
from decisions.rounds.answers import Kind
from decisions.rounds.ballots.ballot import Ballot, BallotOption, Method, Rules
from decisions.rounds.ballots.choice import Choice
from decisions.rounds.commands import GiveAnswer, OpenRound, WriteDraft
from decisions.rounds.round import Round
from decisions.rounds.settings import Form, Settings
from decisions.rounds.text import Text
from storage.batch import Declined, Done
from storage.tables.people import MemberRow, NetworkRow, OrganisationRow, StakeholderGroupRow
from storage.writer import Writer

A_TUESDAY: Final = datetime(2026, 11, 24, 10, 0, tzinfo=UTC)
GROUPS: Final = ("parent partners", "providers")


@dataclass
class TurnedClock:
    """A clock that stands still until it is turned."""

    at: datetime = A_TUESDAY

    def __call__(self) -> datetime:
        return self.at

    def turn(self, **by: float) -> datetime:
        """Forward by so many days, hours, ..."""
        self.at += timedelta(**by)
        return self.at


@dataclass
class Community:
    """A network with members in one circle. ``members[0]`` facilitates and ``members[1]`` proposes."""

    network_id: NetworkId
    circle_id: CircleId
    organisations: tuple[OrganisationId, ...]
    groups: tuple[GroupId, ...]
    members: list[MemberId] = field(default_factory=list)

    @property
    def facilitator(self) -> MemberId:
        return self.members[0]

    @property
    def proposer(self) -> MemberId:
        return self.members[1]

    def seat(self, number: int) -> CircleSeat:
        group = self.groups[number % len(self.groups)]
        organisation = self.organisations[number % len(self.organisations)]
        return CircleSeat(self.members[number], group, organisation)

    @property
    def seats(self) -> tuple[CircleSeat, ...]:
        return tuple(self.seat(number) for number in range(len(self.members)))


def new_id() -> Any:
    """A UUIDv7, as the edge makes them."""
    return uuid7()


def a_network(connection: Connection, members: int = 5, name: str = "Early Years") -> Community:
    """The network, two organisations, two groups and its members; the circle is not made yet."""
    community = Community(
        network_id=NetworkId(uuid7()),
        circle_id=CircleId(uuid7()),
        organisations=(OrganisationId(uuid7()), OrganisationId(uuid7())),
        groups=(GroupId(uuid7()), GroupId(uuid7())),
        members=[MemberId(uuid7()) for _ in range(members)],
    )
    network = community.network_id
    connection.execute(insert(NetworkRow).values(id=network, name=name))
    organisations = [
        {"network_id": network, "id": id, "name": f"Organisation {n}", "is_default": n == 0}
        for n, id in enumerate(community.organisations)
    ]
    connection.execute(insert(OrganisationRow), organisations)
    groups = [
        {"network_id": network, "id": id, "name": group, "is_default": n == 0, "position": n}
        for n, (id, group) in enumerate(zip(community.groups, GROUPS, strict=True))
    ]
    connection.execute(insert(StakeholderGroupRow), groups)
    people = [
        {
            "network_id": network,
            "id": id,
            "name": f"Member {n}",
            "organisation_id": community.seat(n).organisation,
        }
        for n, id in enumerate(community.members)
    ]
    connection.execute(insert(MemberRow), people)
    return community


def a_community(writer: Writer, members: int = 5, settings: Settings | None = None) -> Community:
    """A network whose members all sit in one circle."""
    made: Done | Declined = writer.run(lambda unit: a_network(unit.connection, members)).result(30)
    community: Community = done(made).state
    done(writer.submit(make_circle(community, settings), "").result(30))
    return community


def make_circle(community: Community, settings: Settings | None = None) -> MakeCircle:
    return MakeCircle(
        network_id=community.network_id,
        by=community.facilitator,
        circle_id=community.circle_id,
        name="Circle",
        place_id=None,
        facilitator=community.facilitator,
        settings=settings or Settings(),
        seats=community.seats,
    )


def a_text(title: str = "Open on Saturdays", **changes: Any) -> Text:
    text = {
        "title": title,
        "proposal": "We open the room on Saturdays until the review.",
        "plainly": "Families can come on Saturdays.",
        "outcome": "Working parents come.",
        "measure": "We count families.",
        "review_on": date(2027, 2, 24),
    }
    return Text(**{**text, **changes})


def a_draft(writer: Writer, community: Community, text: Text | None = None, **more: Any) -> Round:
    draft = WriteDraft(
        network_id=community.network_id,
        by=community.proposer,
        round_id=RoundId(uuid7()),
        circle_id=community.circle_id,
        text=text or a_text(),
        **more,
    )
    round: Round = done(writer.submit(draft, "").result(30)).state
    return round


def an_open_round(
    writer: Writer,
    community: Community,
    form: Form = Form.SHORT,
    settings: Settings | None = None,
    **more: Any,
) -> Round:
    """A round in which everyone is asked (short form), or is heard first (full form)."""
    draft = a_draft(writer, community, **more)
    opening = OpenRound(
        network_id=community.network_id,
        by=community.proposer,
        round_id=draft.id,
        settings=settings or Settings(),
        form=form,
        facilitator=community.facilitator,
        seed=new_id(),
    )
    round: Round = done(writer.submit(opening, "").result(30)).state
    return round


def an_answer(round: Round, by: MemberId, kind: Kind = Kind.CONSENT, words: str = "") -> GiveAnswer:
    """An answer that may take the place of an earlier one."""
    return GiveAnswer(
        network_id=round.network_id, by=by, round_id=round.id, kind=kind, words=words, replace=True
    )


def answer_all(
    writer: Writer, round: Round, members: Sequence[MemberId], kind: Kind = Kind.CONSENT, words: str = ""
) -> list[Done]:
    """Each of these members gives the same answer."""
    tickets = [writer.submit(an_answer(round, member, kind, words), "") for member in members]
    return [done(ticket.result(30)) for ticket in tickets]


def done(outcome: Done | Declined) -> Done:
    """The outcome, which must not be a refusal."""
    assert isinstance(outcome, Done), outcome
    return outcome


def a_ballot(method: Method = Method.CHOOSE_ONE, options: str = "abc", **rules: Any) -> Ballot:
    """One option for each letter."""
    listed = tuple(BallotOption(key, f"Option {key.upper()}") for key in options)
    return Ballot(method, listed, Rules(**rules))


def a_vote(round: Round, by: MemberId, marks: Mapping[str, int], words: str = "") -> GiveAnswer:
    """A choice that may take the place of an earlier one."""
    said: dict[str, Any] = {"kind": Kind.CHOICE, "choice": Choice.of(marks), "words": words}
    return GiveAnswer(network_id=round.network_id, by=by, round_id=round.id, replace=True, **said)
