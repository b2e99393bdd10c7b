"""``selection@1`` as a table: a role is described, nominations and reasons, a proposal, consent, and a yes."""

from datetime import datetime
from typing import Final

from decisions.process import Need, Process, Rule, Turn, Who, in_stages
from decisions.rounds import commands as c
from decisions.rounds.consent import (
    after,
    consenting,
    drafting,
    facilitation,
    integrating,
    moving_on,
    table,
    testing,
    uniting,
)
from decisions.rounds.consent.closing import closing_time
from decisions.rounds.round import FINAL, NAMING, Round, Stage
from decisions.rounds.selection import accepting, agreeing, nominating, proposing

_NAMING: Final = (Stage.NOMINATING, Stage.CHANGING)
_WITH_PROBLEMS: Final = (Stage.TESTING, Stage.INTEGRATING)
_ABOUT_SOMEBODY: Final = (Stage.CONSENTING, *_WITH_PROBLEMS, Stage.ACCEPTING)
_OPEN: Final = (*_NAMING, Stage.PROPOSING, *_ABOUT_SOMEBODY)
_SETTLED: Final = (Stage.ACCEPTING, Stage.NOT_AGREED, Stage.NOT_HEARD_ENOUGH)
"""Where a consent pass leads, once no problem is open."""
_ANOTHER: Final = (Stage.PROPOSING, Stage.UNDECIDED)
"""Where it leads when somebody who was proposed is not there for it: undecided where nobody else is left."""
_AFTER: Final = (
    Stage.PROPOSING,
    Stage.CONSENTING,
    *_WITH_PROBLEMS,
    Stage.ACCEPTING,
    *sorted(FINAL - {Stage.DISCARDED, Stage.DECIDED, Stage.ANSWERED, Stage.AGREED}),
)
_ROSTER: Final = frozenset({Need.ROSTER})
_SEAT_OF: Final = frozenset({Need.SEAT_OF})
_VOICES: Final = frozenset({Need.ROSTER, Need.VOICES})


def next_due(round: Round) -> datetime | None:
    """When time next does something in the round; None in a draft and at an end."""
    return closing_time(round) if round.stage in NAMING else table.next_due(round)


SELECTION: Final = Process(
    key="selection@1",
    next_due=next_due,
    rules={
        # the draft, which only its authors see
        (Stage.DRAFT, c.EditDraft): Rule(drafting.edit_draft, Who.AUTHORS, needs=_ROSTER),
        (Stage.DRAFT, c.DiscardDraft): Rule(drafting.discard_draft, Who.PROPOSER, (Stage.DISCARDED,)),
        (Stage.DRAFT, c.OpenRound): Rule(
            nominating.open_selection, Who.AUTHORS, (Stage.NOMINATING,), _ROSTER
        ),
        # "Who would do this well, and why?", and once all have read the reasons, "Do you change yours?"
        **in_stages(
            _NAMING,
            {
                c.Nominate: Rule(nominating.nominate, Who.ASKED, needs=_SEAT_OF),
                c.GiveAnswer: Rule(nominating.pass_over, Who.ASKED),
                c.WriteDown: Rule(nominating.write_down, Who.FACILITATOR, needs=_SEAT_OF | _ROSTER),
                c.ConfirmWritten: Rule(consenting.confirm_written, Who.ASKED),
            },
        ),
        # The facilitator proposes on the strength of the reasons
        (Stage.PROPOSING, c.ProposePeople): Rule(
            proposing.propose, Who.FACILITATOR, (Stage.CONSENTING,), _ROSTER
        ),
        (Stage.INTEGRATING, c.ProposePeople): Rule(
            proposing.propose_another, Who.FACILITATOR, (Stage.CONSENTING,), _ROSTER
        ),
        # "Do you see a problem?", as in consent
        (Stage.CONSENTING, c.GiveAnswer): Rule(consenting.give_answer, Who.ASKED),
        (Stage.CONSENTING, c.WriteDown): Rule(consenting.write_down, Who.FACILITATOR, needs=_SEAT_OF),
        (Stage.CONSENTING, c.ConfirmWritten): Rule(consenting.confirm_written, Who.ASKED),
        (Stage.INTEGRATING, c.AskForTest): Rule(testing.ask_for_test, Who.ASKED, (Stage.TESTING,)),
        (Stage.TESTING, c.AnswerTest): Rule(
            testing.answer_test, Who.ASKED, (Stage.INTEGRATING, *_SETTLED), _ROSTER
        ),
        (Stage.INTEGRATING, c.SuggestFix): Rule(integrating.suggest_fix, Who.CIRCLE),
        **in_stages(
            _WITH_PROBLEMS,
            {
                c.MeToo: Rule(integrating.me_too, Who.CIRCLE, (Stage.INTEGRATING,)),
                c.KeepAsWorry: Rule(
                    integrating.keep_as_worry, Who.CIRCLE, (Stage.INTEGRATING, *_SETTLED), _ROSTER
                ),
                c.TakeOverProblem: Rule(integrating.take_over_problem, Who.CIRCLE),
                c.AskAboutProblem: Rule(integrating.ask_about_problem, Who.CIRCLE),
                c.OfferHelp: Rule(integrating.offer_help, Who.FACILITATOR),
            },
        ),
        # "Do you take it?"
        (Stage.ACCEPTING, c.AnswerProposed): Rule(accepting.answer, Who.CIRCLE, (Stage.SELECTED, *_ANOTHER)),
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
                c.TakeOverFacilitation: Rule(facilitation.take_over, Who.CIRCLE),
                c.HandFacilitationTo: Rule(facilitation.hand_on, Who.FACILITATOR, needs=_SEAT_OF),
            },
        ),
        **in_stages(
            (*_NAMING, Stage.CONSENTING),
            {
                c.Remind: Rule(facilitation.remind, Who.FACILITATOR),
                c.MoveOn: Rule(moving_on.move_on, Who.FACILITATOR),
            },
        ),
        # the house's own
        **in_stages(
            (Stage.DRAFT, *_NAMING),
            {c.NoteDeparture: Rule(agreeing.note_departure, Who.HOUSE, needs=_ROSTER)},
        ),
        (Stage.PROPOSING, c.NoteDeparture): Rule(
            agreeing.note_departure, Who.HOUSE, (Stage.UNDECIDED,), needs=_ROSTER
        ),
        **in_stages(
            _ABOUT_SOMEBODY,
            {c.NoteDeparture: Rule(agreeing.note_departure, Who.HOUSE, _ANOTHER, needs=_ROSTER)},
        ),
        **in_stages(
            (Stage.DRAFT, *_NAMING, Stage.CONSENTING, Stage.INTEGRATING),
            {c.UniteVoices: Rule(uniting.unite_voices, Who.HOUSE, needs=_VOICES)},
        ),
        (Stage.PROPOSING, c.UniteVoices): Rule(
            uniting.unite_voices, Who.HOUSE, (Stage.UNDECIDED,), needs=_VOICES
        ),
        (Stage.TESTING, c.UniteVoices): Rule(
            uniting.unite_voices, Who.HOUSE, (Stage.INTEGRATING, *_SETTLED), needs=_VOICES
        ),
        (Stage.ACCEPTING, c.UniteVoices): Rule(
            uniting.unite_voices, Who.HOUSE, (Stage.SELECTED, *_ANOTHER), needs=_VOICES
        ),
        # after a pass has closed
        **in_stages(_AFTER, {c.KeepLateWords: Rule(after.keep_late_words, Who.CIRCLE)}),
    },
    turns={
        Stage.NOMINATING: Turn(
            nominating.turn_nominating,
            (Stage.CHANGING, Stage.UNDECIDED),
            "all have been heard, or 5 days",
        ),
        Stage.CHANGING: Turn(nominating.turn_changing, _ANOTHER, "all have been heard, or 3 workdays"),
        Stage.PROPOSING: Turn(
            proposing.turn_proposing, (Stage.DEFERRED, Stage.UNDECIDED), "5 workdays, or nobody is left"
        ),
        Stage.CONSENTING: Turn(
            agreeing.turn_consenting,
            (Stage.INTEGRATING, *_SETTLED),
            "all have answered, or 5 days",
        ),
        Stage.TESTING: Turn(
            agreeing.turn_testing, (Stage.INTEGRATING, *_SETTLED), "it is certain, or 2 workdays"
        ),
        Stage.INTEGRATING: Turn(
            agreeing.turn_integrating, (*_SETTLED, Stage.MEETING), "no problem is open, or 5 workdays"
        ),
        Stage.ACCEPTING: Turn(
            accepting.turn_accepting, (Stage.SELECTED, *_ANOTHER), "all say yes, or 3 workdays"
        ),
    },
)
