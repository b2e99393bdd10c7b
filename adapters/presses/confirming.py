"""What somebody is told once their answer is recorded: made from what is in hand, and not from reading it again."""

from functools import partial

from adapters.cards import PersonalCard, View
from adapters.desk import Answered, Confirmed, Desk, Platform, Screen
from adapters.present.confirmations import recorded
from adapters.present.reader import Reader
from adapters.present.secret_vote import voted_in_secret
from adapters.presses.fields import Sent
from decisions.rounds.answers import WITH_WORDS, Answer, Kind, nomination_of
from decisions.rounds.ballots.terms import Reasons
from decisions.rounds.commands import GiveAnswer, Nominate, VoteInSecret
from decisions.rounds.record import RoundRecord
from decisions.rounds.round import DECIDING, NAMING, Round, Seat


async def answer_confirmed(desk: Desk, sent: Sent, command: GiveAnswer, round: Round) -> Confirmed:
    answered = _answered(command, round)
    if round.line.last or isinstance(command, Nominate):
        return Confirmed(await _read_anew(desk, sent, round), answered)
    return Confirmed(partial(_answer_recorded, desk, sent, command, round), answered)


def secret_vote_confirmed(desk: Desk, sent: Sent, command: VoteInSecret, round: Round) -> Confirmed:
    """With the receipt, which nobody will ever show again. (A repeat has the same.)"""
    seat = Seat(command.by, in_circle=True, asked=True, heard=True)
    reader = Reader.of(sent.press.who, desk.now(), desk.base_url)
    return Confirmed(voted_in_secret(RoundRecord.just_recorded(round, seat), reader, command.receipt))


def _answered(command: GiveAnswer, round: Round) -> Answered | None:
    if round.stage not in DECIDING | NAMING:
        return None
    ends = round.closes_early or round.deadline
    choice = nomination_of(command.member) if isinstance(command, Nominate) else command.choice
    return Answered(command.kind, _words_of(command, round), round.shown, ends, round, choice)


def _words_of(command: GiveAnswer, round: Round) -> str:
    """The words that were kept with an answer."""
    reason = command.kind is Kind.CHOICE and round.terms.reasons is not Reasons.OFF
    said = command.kind in WITH_WORDS or round.stage in NAMING
    return command.words.strip() if reason or said else ""


def _answer_recorded(desk: Desk, sent: Sent, command: GiveAnswer, round: Round) -> PersonalCard:
    """Built from what is in hand: an answer is confirmed without reading anything. (Of a repeat it is not known here what stands:
    the first may have been changed since.)"""
    fix = command.fix.strip() if command.kind in WITH_WORDS else ""
    answer = Answer(
        command.kind, desk.now(), _words_of(command, round), fix, named=command.named, choice=command.choice
    )
    seat = Seat(command.by, in_circle=True, asked=True, heard=True, answer=answer)
    reader = Reader.of(sent.press.who, desk.now(), desk.base_url)
    return recorded(sent.verb, RoundRecord.just_recorded(round, seat), reader, shared=_is_beside(sent))


async def _read_anew(desk: Desk, sent: Sent, round: Round) -> PersonalCard:
    """How many are ahead is not in hand, nor what somebody is called: where that is said, the confirmation reads it."""
    carried = {"verb": sent.verb.value, "beside": "yes" if _is_beside(sent) else "no"}
    return personal(await desk.show(sent.press.who, Screen("recorded", about=round.id, carried=carried)))


def _is_beside(sent: Sent) -> bool:
    """Whether what is said stands beside a card that all see, and does not last."""
    place = sent.press.place
    return sent.press.values is None and place is not None and place.platform is Platform.SLACK


def personal(view: View) -> PersonalCard:
    """Raises ``TypeError`` for a view of another kind."""
    if not isinstance(view, PersonalCard):
        raise TypeError(f"expected a personal card, not a {type(view).__name__}")
    return view
