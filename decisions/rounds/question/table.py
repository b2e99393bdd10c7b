"""``question@1`` as a table: a draft, everyone says their words, all are told."""

from typing import Final

from decisions.process import Need, Process, Rule, Turn, Who, in_stages
from decisions.rounds import commands as c
from decisions.rounds.consent import after, consenting, drafting, facilitation, moving_on, uniting
from decisions.rounds.consent.closing import closing_time
from decisions.rounds.question import listening
from decisions.rounds.round import Stage

_ROSTER: Final = frozenset({Need.ROSTER})
_SEAT_OF: Final = frozenset({Need.SEAT_OF})
_VOICES: Final = frozenset({Need.ROSTER, Need.VOICES})
_AFTER_THE_CLOSE: Final = (Stage.ANSWERED, Stage.WITHDRAWN, Stage.DEFERRED, Stage.MEETING)

QUESTION: Final = Process(
    key="question@1",
    next_due=closing_time,
    rules={
        # the draft, which only its authors see
        (Stage.DRAFT, c.EditDraft): Rule(drafting.edit_draft, Who.AUTHORS, needs=_ROSTER),
        (Stage.DRAFT, c.DiscardDraft): Rule(drafting.discard_draft, Who.PROPOSER, (Stage.DISCARDED,)),
        (Stage.DRAFT, c.OpenRound): Rule(listening.open_question, Who.AUTHORS, (Stage.LISTENING,), _ROSTER),
        # listening
        (Stage.LISTENING, c.GiveAnswer): Rule(listening.say, Who.ASKED),
        (Stage.LISTENING, c.WriteDown): Rule(listening.write_down, Who.FACILITATOR, needs=_SEAT_OF),
        (Stage.LISTENING, c.ConfirmWritten): Rule(consenting.confirm_written, Who.ASKED),
        (Stage.LISTENING, c.Remind): Rule(facilitation.remind, Who.FACILITATOR),
        (Stage.LISTENING, c.MoveOn): Rule(moving_on.move_on, Who.FACILITATOR),
        (Stage.LISTENING, c.Extend): Rule(facilitation.extend, Who.FACILITATOR),
        (Stage.LISTENING, c.AskForCall): Rule(facilitation.ask_for_call, Who.CIRCLE),
        (Stage.LISTENING, c.Withdraw): Rule(facilitation.withdraw, Who.PROPOSER, (Stage.WITHDRAWN,)),
        (Stage.LISTENING, c.ComeBackLater): Rule(
            facilitation.come_back_later, Who.AUTHORS_OR_FACILITATOR, (Stage.DEFERRED,)
        ),
        (Stage.LISTENING, c.TakeToMeeting): Rule(
            facilitation.take_to_meeting, Who.FACILITATOR, (Stage.MEETING,)
        ),
        (Stage.LISTENING, c.TakeOverFacilitation): Rule(facilitation.take_over, Who.CIRCLE),
        (Stage.LISTENING, c.HandFacilitationTo): Rule(facilitation.hand_on, Who.FACILITATOR, needs=_SEAT_OF),
        # the house's own
        **in_stages(
            (Stage.DRAFT, Stage.LISTENING),
            {
                c.NoteDeparture: Rule(facilitation.note_departure, Who.HOUSE, needs=_ROSTER),
                c.UniteVoices: Rule(uniting.unite_voices, Who.HOUSE, needs=_VOICES),
            },
        ),
        # after the close
        **in_stages(_AFTER_THE_CLOSE, {c.KeepLateWords: Rule(after.keep_late_words, Who.CIRCLE)}),
        (Stage.ANSWERED, c.TellOutcome): Rule(after.tell_outcome, Who.AUTHORS_OR_FACILITATOR, needs=_SEAT_OF),
    },
    turns={
        Stage.LISTENING: Turn(
            listening.turn_listening, (Stage.ANSWERED,), "all have been heard, or at its close"
        )
    },
)
