"""``advice@1`` as a table: a draft, those named advise, the owner decides."""

from datetime import datetime
from typing import Final

from decisions.process import Need, Process, Rule, Turn, Who, in_stages
from decisions.rounds import commands as c
from decisions.rounds.advice import advising, deciding
from decisions.rounds.consent import after, drafting, facilitation, uniting
from decisions.rounds.round import Round, Stage

_ROSTER: Final = frozenset({Need.ROSTER})
_SEAT_OF: Final = frozenset({Need.SEAT_OF})
_VOICES: Final = frozenset({Need.ROSTER, Need.VOICES})
_OPEN: Final = (Stage.ADVISING, Stage.DECIDING)
_ONCE_HEARD: Final = (Stage.DECIDING,)
"""Where it leads once all who are named have been heard."""
_AFTER: Final = (Stage.DECIDED, Stage.NOT_HEARD_ENOUGH, Stage.WITHDRAWN, Stage.DEFERRED, Stage.MEETING)


def next_due(round: Round) -> datetime | None:
    return round.deadline


ADVICE: Final = Process(
    key="advice@1",
    next_due=next_due,
    rules={
        # the draft, which only its authors see
        (Stage.DRAFT, c.EditDraft): Rule(drafting.edit_draft, Who.AUTHORS, needs=_ROSTER),
        (Stage.DRAFT, c.DiscardDraft): Rule(drafting.discard_draft, Who.PROPOSER, (Stage.DISCARDED,)),
        (Stage.DRAFT, c.OpenRound): Rule(
            advising.ask_for_advice, Who.PROPOSER, (Stage.ADVISING,), needs=_ROSTER
        ),
        # advising
        (Stage.ADVISING, c.GiveAdvice): Rule(advising.give_advice, Who.CIRCLE, _ONCE_HEARD),
        (Stage.ADVISING, c.NothingToAdd): Rule(advising.nothing_to_add, Who.CIRCLE, _ONCE_HEARD),
        (Stage.ADVISING, c.Remind): Rule(facilitation.remind, Who.FACILITATOR),
        # deciding
        (Stage.DECIDING, c.GiveAdvice): Rule(advising.give_advice, Who.CIRCLE),
        (Stage.DECIDING, c.Decide): Rule(deciding.decide, Who.PROPOSER, (Stage.DECIDED,)),
        # powers, and how nobody can hold it hostage
        **in_stages(
            _OPEN,
            {
                c.Extend: Rule(facilitation.extend, Who.FACILITATOR),
                c.AskForCall: Rule(facilitation.ask_for_call, Who.CIRCLE),
                c.Withdraw: Rule(facilitation.withdraw, Who.PROPOSER, (Stage.WITHDRAWN,)),
                c.ComeBackLater: Rule(
                    facilitation.come_back_later, Who.AUTHORS_OR_FACILITATOR, (Stage.DEFERRED,)
                ),
                c.TakeToMeeting: Rule(facilitation.take_to_meeting, Who.FACILITATOR, (Stage.MEETING,)),
                c.CarryOn: Rule(facilitation.carry_on, Who.CIRCLE, needs=_ROSTER),
                c.TakeOverFacilitation: Rule(facilitation.take_over, Who.CIRCLE),
                c.HandFacilitationTo: Rule(facilitation.hand_on, Who.FACILITATOR, needs=_SEAT_OF),
            },
        ),
        # the house's own
        **in_stages(
            (Stage.DRAFT, *_OPEN),
            {c.NoteDeparture: Rule(facilitation.note_departure, Who.HOUSE, needs=_ROSTER)},
        ),
        **in_stages(
            (Stage.DRAFT, Stage.DECIDING),
            {c.UniteVoices: Rule(uniting.unite_voices, Who.HOUSE, needs=_VOICES)},
        ),
        (Stage.ADVISING, c.UniteVoices): Rule(uniting.unite_voices, Who.HOUSE, _ONCE_HEARD, needs=_VOICES),
        # after the end
        **in_stages(_AFTER, {c.KeepLateWords: Rule(after.keep_late_words, Who.CIRCLE)}),
    },
    turns={
        Stage.ADVISING: Turn(
            advising.turn_advising,
            (Stage.DECIDING, Stage.NOT_HEARD_ENOUGH),
            "all who are named have been heard, or its time is over",
        ),
        Stage.DECIDING: Turn(deciding.turn_deciding, (Stage.DEFERRED,), "5 workdays; silent twice: deferred"),
    },
)
