"""What one reader may see of a circle's commitments, as storage reads it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import StrEnum
from typing import Final
from uuid import UUID

from decisions.commitments.commitment import Commitment, Said, Standing
from decisions.commitments.over_time import Week
from decisions.commitments.wishes import NOTHING_SET, Mornings, OwnWishes
from decisions.ids import CommitmentId, MemberId, OrganisationId
from decisions.people.people import Circle, Member, Organisation

NAMED_AFTER: Final = 3
"""Days overdue that are between Rondo and whoever does it; from the next one on who coordinates is told."""


class MayDo(StrEnum):
    """What the reader can do about a commitment now. The rules decide again when they do."""

    ACCEPT = "accept"
    """Or decline, or name another day: they are asked to do it."""
    HELP = "help"
    """Or not: they are asked to help."""
    OFFER_HELP = "offer_help"
    ANSWER_DAY = "answer_day"
    TAKE_BACK_DAY = "take_back_day"
    """They have named another day, and nobody has answered yet."""
    ANSWER_OFFER = "answer_offer"
    TAKE = "take"
    """It is nobody's, and they can take it upon themselves."""
    FINISH = "finish"
    TELL_OUTCOME = "tell_outcome"
    SUGGEST_DAY = "suggest_day"
    HAND_OVER = "hand_over"
    TAKE_BACK = "take_back"
    SKIP = "skip"
    DROP = "drop"
    REOPEN = "reopen"
    CHANGE = "change"
    ASK_ANOTHER = "ask_another"
    ASK_TO_HELP = "ask_to_help"
    STEPS = "steps"
    BLOCK = "block"
    UNBLOCK = "unblock"
    SNOOZE = "snooze"
    COMMENT = "comment"


@dataclass(frozen=True, slots=True)
class CommitmentForCalendar:
    """``changes`` counts what has befallen it, the last of it at ``changed_at`` (aware UTC)."""

    commitment: Commitment
    circle: str
    changed_at: datetime
    changes: int


@dataclass(frozen=True, slots=True)
class CommitmentRecord:
    """``today``: in the circle's zone. ``origin``: what that which it comes from is called; empty where it is only words, or not
    the reader's to see. ``waits_for``: what the other commitment says. ``others``: what it could wait for.
    ``changed_at`` and ``changes`` as in ``CommitmentForCalendar``."""

    reader: Member
    circle: Circle
    commitment: Commitment
    members: Mapping[MemberId, Member]
    today: date
    changed_at: datetime
    changes: int
    may: frozenset[MayDo] = frozenset()
    origin: str = ""
    waits_for: str = ""
    others: tuple[tuple[CommitmentId, str], ...] = ()
    links_stopped: int = 0
    """How often the reader has stopped their links."""
    own_wishes: OwnWishes = NOTHING_SET
    """The reader's."""

    @property
    def coordinates(self) -> bool:
        """As in ``told_overdue``."""
        return coordinates(self.reader, self.circle)

    def reminded_from(self, day: date) -> date:
        """That day, or the first after it on which the reader may be reminded of it."""
        wishes, settings = self.own_wishes.merged(self.circle.reminders), self.circle.settings
        return Mornings(wishes, self.reader.time_zone, settings.holidays).workday_from(day)

    @property
    def for_calendar(self) -> CommitmentForCalendar:
        return CommitmentForCalendar(self.commitment, self.circle.name, self.changed_at, self.changes)


@dataclass(frozen=True, slots=True)
class CommitmentsRecord:
    """A circle's commitments: those that are not over, the one that is due first first, and those that ended lately, the newest
    first. ``members``: everybody whom they name, and those of the circle. ``origins``: what that from which they come is
    called."""

    reader: Member
    circle: Circle
    commitments: tuple[Commitment, ...]
    ended: tuple[Commitment, ...]
    members: Mapping[MemberId, Member]
    organisations: Mapping[OrganisationId, Organisation]
    origins: Mapping[UUID, str]
    today: date
    steers: bool = False
    weeks: tuple[Week, ...] = ()
    """What became of them in this week and those before it, the newest first; empty where nothing did."""

    @property
    def coordinates(self) -> bool:
        """As in ``told_overdue``."""
        return coordinates(self.reader, self.circle)


@dataclass(frozen=True, slots=True)
class OwnCommitment:
    """One with the circle in which it is kept, for lists across circles."""

    commitment: Commitment
    circle: str
    today: date


@dataclass(frozen=True, slots=True)
class OwnCommitments:
    """What a member does, is asked and has to answer, in all their circles: for the home. What is due first comes first."""

    does: tuple[OwnCommitment, ...] = ()
    asked: tuple[OwnCommitment, ...] = ()
    """To do it, to help, whether another day will do, or to take it over."""
    refused: tuple[OwnCommitment, ...] = ()
    """What they asked for and somebody said no to: until they ask somebody else, or let it go."""
    asked_for: tuple[OwnCommitment, ...] = ()
    """What they asked others for and is under way, or ended lately; and their own wish for another day, until it is answered."""
    members: Mapping[MemberId, Member] | None = None

    @property
    def waits(self) -> bool:
        return bool(self.asked or self.refused)


def own(
    found: Sequence[OwnCommitment], reader: MemberId, members: Mapping[MemberId, Member]
) -> OwnCommitments:
    """Of these, in their order, what is this member's."""
    return OwnCommitments(
        does=tuple(one for one in found if reader in one.commitment.doing and not one.commitment.over),
        asked=tuple(one for one in found if waits_for(one.commitment, reader)),
        refused=tuple(one for one in found if was_refused(one.commitment, reader)),
        asked_for=tuple(one for one in found if _asked_for(one.commitment, reader)),
        members=members,
    )


def was_refused(one: Commitment, asker: MemberId) -> bool:
    return one.standing is Standing.DECLINED and one.asked_by == asker != one.ended_by


def _asked_for(one: Commitment, reader: MemberId) -> bool:
    """Not what waits for the reader's own word, nor what they did or ended themselves."""
    if waits_for(one, reader) or reader in one.doing or one.standing is Standing.DECLINED:
        return False
    if one.accountable == reader:
        return one.suggestion is not None
    return one.asked_by == reader != one.ended_by


def as_seen_by(one: Commitment, reader: MemberId, *, steers: bool = False) -> Commitment:
    """Why somebody said no is for whoever asked to know, and when somebody wants no reminders is their own affair. What is said
    with another day or a hand-over is for those with a part in it, and for who ``steers`` the circle."""
    private = one.standing is Standing.DECLINED and reader not in (one.asked_by, one.ended_by)
    snoozes = tuple(snooze for snooze in one.snoozes if snooze.member == reader)
    return replace(
        one if steers or _has_a_part(one, reader) else _between_them(one),
        words="" if private else one.words,
        snoozes=snoozes,
    )


def _has_a_part(one: Commitment, reader: MemberId) -> bool:
    return reader in one.people or (one.offer is not None and one.offer.to == reader)


def _between_them(one: Commitment) -> Commitment:
    """Without what was said with another day, or with a hand-over."""
    day, offer, settled = one.suggestion, one.offer, one.other_day
    return replace(
        one,
        suggestion=None if day is None else replace(day, words=""),
        offer=None if offer is None else replace(offer, words=""),
        other_day=None if settled is None else replace(settled, words=""),
        passed=None,
    )


def coordinates(reader: Member, circle: Circle) -> bool:
    """Whether it is for them to help when something is overdue: a coordinator of the network, and whoever facilitates."""
    return reader.is_coordinator or circle.facilitator == reader.id


def days_over(one: Commitment, today: date) -> int:
    """How many days it is overdue; 0: it is not, or waits for something, or for an answer about another day. ``today``: in the
    circle's zone."""
    if one.due is None or not one.is_overdue(today) or one.blocked is not None or one.suggestion is not None:
        return 0
    return (today - one.due).days


def told_overdue(one: Commitment, reader: MemberId | None, today: date, *, coordinates: bool) -> bool:
    """Whether this reader is told that it is overdue (``days_over``): whoever does it at once, whoever ``coordinates`` after
    ``NAMED_AFTER`` days, nobody else."""
    days = days_over(one, today)
    return days > 0 and (reader in one.doing or (coordinates and days > NAMED_AFTER))


def waits_for(one: Commitment, reader: MemberId) -> bool:
    """Whether it waits for this member's word."""
    helper = one.helper(reader)
    asked = one.standing is Standing.ASKED and one.accountable == reader and one.suggestion is None
    to_help = not one.over and helper is not None and helper.said is Said.NOTHING
    offered = one.offer is not None and one.offer.to == reader
    return asked or to_help or offered or answers_day(one, reader)


def answers_day(one: Commitment, reader: MemberId) -> bool:
    waiting = one.suggestion
    if waiting is None or waiting.by == reader:
        return False
    return reader == (one.asked_by if waiting.by == one.accountable else one.accountable)


def _asker_is_to_answer(one: Commitment, reader: MemberId) -> bool:
    """Who steers the circle may do it for them."""
    return one.suggestion is not None and one.suggestion.by == one.accountable != reader


def may_do(one: Commitment, circle: Circle, reader: MemberId, *, steers: bool) -> frozenset[MayDo]:
    """What the reader could do now. ``steers`` as in ``CommitmentCase``."""
    sits, theirs, does = circle.seat(reader) is not None, one.accountable == reader, reader in one.doing
    say = theirs or one.asked_by == reader or steers
    if not sits and not steers:
        return frozenset()
    helper = one.helper(reader)
    is_open, over = one.standing is Standing.OPEN, one.over
    wanted: dict[MayDo, bool] = {
        MayDo.ACCEPT: theirs and one.standing in (Standing.ASKED, Standing.DECLINED),
        MayDo.HELP: not over and helper is not None and helper.said is Said.NOTHING,
        MayDo.OFFER_HELP: sits and is_open and not does and helper is None,
        MayDo.ANSWER_DAY: answers_day(one, reader) or (steers and _asker_is_to_answer(one, reader)),
        MayDo.TAKE_BACK_DAY: one.suggestion is not None and one.suggestion.by == reader,
        MayDo.ANSWER_OFFER: one.offer is not None and one.offer.to == reader,
        MayDo.TAKE: sits and one.standing is Standing.NOBODYS,
        MayDo.FINISH: is_open and does,
        MayDo.TELL_OUTCOME: does and (one.standing is Standing.DONE or one.last_time_is_theirs),
        MayDo.SUGGEST_DAY: not over and reader in (one.accountable, one.asked_by),
        MayDo.HAND_OVER: is_open and theirs and one.offer is None,
        MayDo.TAKE_BACK: one.offer is not None and theirs,
        MayDo.SKIP: is_open and theirs and one.promise.rhythm is not None,
        MayDo.DROP: say and (not over or (one.standing is Standing.DECLINED and one.ended_by != reader)),
        MayDo.REOPEN: (one.standing in (Standing.DONE, Standing.DROPPED) or one.follows_last_time)
        and say
        and one.accountable is not None
        and circle.seat(one.accountable) is not None
        and (one.accepted_at is not None or reader != one.accountable or reader == one.asked_by),
        MayDo.CHANGE: theirs if is_open else say and not over,
        MayDo.ASK_ANOTHER: say and one.standing in (Standing.ASKED, Standing.DECLINED, Standing.NOBODYS),
        MayDo.ASK_TO_HELP: not over and (say or does),
        MayDo.STEPS: is_open and does,
        MayDo.BLOCK: is_open and does and one.blocked is None,
        MayDo.UNBLOCK: is_open and does and one.blocked is not None,
        MayDo.SNOOZE: is_open and does and one.due is not None,
        MayDo.COMMENT: sits,
    }
    return frozenset(may for may, so in wanted.items() if so)
