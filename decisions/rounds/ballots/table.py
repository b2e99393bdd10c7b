"""``ballot@1`` as a table: a draft, everyone votes, the choices are counted. How they are counted is the method's own file."""

from typing import Final

from decisions.process import Need, Process, Rule, Turn, Who, in_stages
from decisions.rounds import commands as c
from decisions.rounds.ballots import guests, options, reopening, scheduling, secret, standing_in, voting
from decisions.rounds.consent import after, drafting, facilitation, moving_on
from decisions.rounds.round import COUNTED, Stage

_ROSTER: Final = frozenset({Need.ROSTER})
_CIRCLE: Final = frozenset({Need.ROSTER, Need.CIRCLE})
_SEAT_OF: Final = frozenset({Need.SEAT_OF})
_STAND_IN: Final = frozenset({Need.SEAT_OF, Need.STAND_IN})
_INVITATION: Final = frozenset({Need.INVITATION})
_VOICES: Final = frozenset({Need.ROSTER, Need.VOICES})
_AFTER_THE_CLOSE: Final = (
    Stage.DECIDED,
    Stage.UNDECIDED,
    Stage.NOT_HEARD_ENOUGH,
    Stage.WITHDRAWN,
    Stage.DEFERRED,
    Stage.MEETING,
)

BALLOT: Final = Process(
    key="ballot@1",
    next_due=scheduling.next_due,
    rules={
        # the draft, which only its authors see
        (Stage.DRAFT, c.EditDraft): Rule(scheduling.edit_draft, Who.AUTHORS, needs=_CIRCLE),
        (Stage.DRAFT, c.DiscardDraft): Rule(drafting.discard_draft, Who.PROPOSER, (Stage.DISCARDED,)),
        (Stage.DRAFT, c.OpenRound): Rule(scheduling.open_or_schedule, Who.AUTHORS, (Stage.VOTING,), _ROSTER),
        (Stage.DRAFT, c.HoldBack): Rule(scheduling.hold_back, Who.AUTHORS),
        # voting
        (Stage.VOTING, c.GiveAnswer): Rule(voting.vote, Who.ASKED),
        (Stage.VOTING, c.VoteInSecret): Rule(secret.vote_in_secret, Who.ASKED),
        (Stage.VOTING, c.AnswerFor): Rule(standing_in.answer_for, Who.CIRCLE, needs=_STAND_IN),
        (Stage.VOTING, c.InviteGuest): Rule(guests.invite_guest, Who.AUTHORS_OR_FACILITATOR),
        (Stage.VOTING, c.JoinAsGuest): Rule(guests.join_as_guest, Who.INVITED, needs=_INVITATION),
        (Stage.VOTING, c.ChangeBallot): Rule(options.change_ballot, Who.AUTHORS),
        (Stage.VOTING, c.AddOption): Rule(options.add_option, Who.CIRCLE),
        (Stage.VOTING, c.WriteDown): Rule(voting.write_down, Who.FACILITATOR, needs=_SEAT_OF),
        (Stage.VOTING, c.ConfirmWritten): Rule(voting.confirm_written, Who.ASKED),
        (Stage.VOTING, c.Remind): Rule(facilitation.remind, Who.FACILITATOR),
        (Stage.VOTING, c.MoveOn): Rule(moving_on.move_on, Who.FACILITATOR),
        (Stage.VOTING, c.Extend): Rule(facilitation.extend, Who.FACILITATOR),
        (Stage.VOTING, c.AskForCall): Rule(facilitation.ask_for_call, Who.CIRCLE),
        (Stage.VOTING, c.Withdraw): Rule(facilitation.withdraw, Who.PROPOSER, (Stage.WITHDRAWN,)),
        (Stage.VOTING, c.ComeBackLater): Rule(
            facilitation.come_back_later, Who.AUTHORS_OR_FACILITATOR, (Stage.DEFERRED,)
        ),
        (Stage.VOTING, c.TakeToMeeting): Rule(
            facilitation.take_to_meeting, Who.FACILITATOR, (Stage.MEETING,)
        ),
        (Stage.VOTING, c.TakeOverFacilitation): Rule(facilitation.take_over, Who.CIRCLE),
        (Stage.VOTING, c.HandFacilitationTo): Rule(facilitation.hand_on, Who.FACILITATOR, needs=_SEAT_OF),
        # the house's own
        **in_stages(
            (Stage.DRAFT, Stage.VOTING),
            {
                c.NoteDeparture: Rule(voting.note_departure, Who.HOUSE, needs=_ROSTER),
                c.UniteVoices: Rule(voting.unite_voices, Who.HOUSE, needs=_VOICES),
            },
        ),
        # after the close
        **in_stages(COUNTED, {c.Reopen: Rule(reopening.reopen, Who.FACILITATOR, (Stage.VOTING,))}),
        **in_stages(
            _AFTER_THE_CLOSE,
            {
                c.KeepLateWords: Rule(after.keep_late_words, Who.CIRCLE),
                c.VoteInSecret: Rule(secret.vote_after_the_close, Who.ASKED),
                c.TellOutcome: Rule(after.tell_outcome, Who.AUTHORS_OR_FACILITATOR, needs=_SEAT_OF),
            },
        ),
    },
    turns={
        Stage.DRAFT: Turn(scheduling.turn_draft, (Stage.VOTING,), "at the time for which it is set"),
        Stage.VOTING: Turn(
            voting.turn_voting,
            (Stage.DECIDED, Stage.UNDECIDED, Stage.NOT_HEARD_ENOUGH),
            "all have answered, or at its close",
        ),
    },
)
