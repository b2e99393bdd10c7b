"""``consent@1`` as a table: in which stage who may do what, where it leads, and how each stage ends by itself."""

from datetime import datetime
from typing import Final

from decisions.process import Need, Process, Rule, Turn, Who, in_stages
from decisions.rounds import commands as c
from decisions.rounds.consent import (
    after,
    closing,
    consenting,
    drafting,
    exploring,
    facilitation,
    integrating,
    moving_on,
    testing,
    uniting,
)
from decisions.rounds.round import FINAL, Round, Stage

_OPEN: Final = (Stage.EXPLORING, Stage.AMENDING, Stage.CONSENTING, Stage.TESTING, Stage.INTEGRATING)
_WITH_PROBLEMS: Final = (Stage.TESTING, Stage.INTEGRATING)
_NOT_AFTER_A_PASS: Final = frozenset(
    {Stage.DISCARDED, Stage.DECIDED, Stage.UNDECIDED, Stage.ANSWERED, Stage.SELECTED}
)
_AFTER_A_PASS: Final = (*_WITH_PROBLEMS, Stage.AMENDING, *sorted(FINAL - _NOT_AFTER_A_PASS))
_SETTLED: Final = (Stage.AGREED, Stage.NOT_AGREED, Stage.NOT_HEARD_ENOUGH)
"""Where a pass leads, once no problem is open. (Not heard enough after all: two voices turned out to be one.)"""
_ROSTER: Final = frozenset({Need.ROSTER})
_SEAT_OF: Final = frozenset({Need.SEAT_OF})
_QUESTION: Final = frozenset({Need.QUESTION})
_ABOUT: Final = frozenset({Need.ABOUT})
_VOICES: Final = frozenset({Need.ROSTER, Need.VOICES})


def next_due(round: Round) -> datetime | None:
    """When time next does something in the round; None in a draft and at an end."""
    if round.stage is Stage.CONSENTING:
        return closing.closing_time(round)
    if round.stage is Stage.INTEGRATING:
        return integrating.due_integrating(round)
    return round.deadline


CONSENT: Final = Process(
    key="consent@1",
    next_due=next_due,
    rules={
        # the draft, which only its authors see
        (Stage.DRAFT, c.EditDraft): Rule(drafting.edit_draft, Who.AUTHORS, needs=_ROSTER),
        (Stage.DRAFT, c.DiscardDraft): Rule(drafting.discard_draft, Who.PROPOSER, (Stage.DISCARDED,)),
        (Stage.DRAFT, c.OpenRound): Rule(
            drafting.open_round, Who.AUTHORS, (Stage.EXPLORING, Stage.CONSENTING), _ROSTER
        ),
        # In exploring the question is "What is unclear? What do you think?"
        (Stage.EXPLORING, c.ShareReaction): Rule(exploring.share_reaction, Who.CIRCLE, (Stage.AMENDING,)),
        (Stage.EXPLORING, c.NothingToAdd): Rule(exploring.nothing_to_add, Who.ASKED, (Stage.AMENDING,)),
        (Stage.EXPLORING, c.AskQuestion): Rule(exploring.ask_question, Who.CIRCLE, (Stage.AMENDING,)),
        **in_stages(
            (Stage.AMENDING, Stage.CONSENTING), {c.AskQuestion: Rule(exploring.ask_question, Who.CIRCLE)}
        ),
        **in_stages(
            (Stage.EXPLORING, Stage.AMENDING, Stage.CONSENTING),
            {c.AnswerQuestion: Rule(exploring.answer_question, Who.AUTHORS, needs=_QUESTION)},
        ),
        # In amending the question is "Change the text?"
        (Stage.AMENDING, c.ChangeText): Rule(drafting.change_text, Who.AUTHORS, needs=_ABOUT),
        (Stage.AMENDING, c.AskEveryone): Rule(
            drafting.ask_everyone, Who.AUTHORS, (Stage.CONSENTING,), _ROSTER
        ),
        # In consenting the question is "Is it OK to try until we look again?"
        (Stage.CONSENTING, c.GiveAnswer): Rule(consenting.give_answer, Who.ASKED),
        (Stage.CONSENTING, c.WriteDown): Rule(consenting.write_down, Who.FACILITATOR, needs=_SEAT_OF),
        (Stage.CONSENTING, c.ConfirmWritten): Rule(consenting.confirm_written, Who.ASKED),
        (Stage.CONSENTING, c.TalkFirst): Rule(consenting.talk_first, Who.CIRCLE, (Stage.EXPLORING,), _ROSTER),
        (Stage.CONSENTING, c.FixedForMe): Rule(integrating.confirm_for_group, Who.ASKED),
        # In testing the question is "Is this a problem we should fix before trying?"
        (Stage.INTEGRATING, c.AskForTest): Rule(testing.ask_for_test, Who.ASKED, (Stage.TESTING,)),
        (Stage.TESTING, c.AnswerTest): Rule(
            testing.answer_test, Who.ASKED, (Stage.INTEGRATING, Stage.CONSENTING, *_SETTLED), _ROSTER
        ),
        # In integrating the question is "How do we fix it?"
        (Stage.INTEGRATING, c.SuggestFix): Rule(integrating.suggest_fix, Who.CIRCLE),
        (Stage.INTEGRATING, c.ChangeText): Rule(drafting.offer_text, Who.AUTHORS, needs=_ABOUT),
        (Stage.INTEGRATING, c.FixedForMe): Rule(
            integrating.fixed_for_me, Who.CIRCLE, (Stage.CONSENTING, *_SETTLED), _ROSTER
        ),
        (Stage.INTEGRATING, c.NotYetFixed): Rule(integrating.not_yet_fixed, Who.CIRCLE),
        (Stage.INTEGRATING, c.StillDoesTheJob): Rule(
            integrating.still_does_the_job, Who.AUTHORS, (Stage.CONSENTING,), _ROSTER
        ),
        (Stage.INTEGRATING, c.NoVersionWorks): Rule(
            facilitation.no_version_works, Who.AUTHORS_OR_FACILITATOR, (Stage.NOT_AGREED,)
        ),
        **in_stages(
            _WITH_PROBLEMS,
            {
                c.MeToo: Rule(integrating.me_too, Who.CIRCLE, (Stage.INTEGRATING, Stage.CONSENTING), _ROSTER),
                c.KeepAsWorry: Rule(
                    integrating.keep_as_worry,
                    Who.CIRCLE,
                    (Stage.INTEGRATING, Stage.CONSENTING, *_SETTLED),
                    _ROSTER,
                ),
                c.TakeOverProblem: Rule(integrating.take_over_problem, Who.CIRCLE),
                c.AskAboutProblem: Rule(integrating.ask_about_problem, Who.CIRCLE),
                c.OfferHelp: Rule(integrating.offer_help, Who.FACILITATOR),
            },
        ),
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
        **in_stages(
            (*_OPEN, Stage.DRAFT),
            {c.NoteDeparture: Rule(facilitation.note_departure, Who.HOUSE, needs=_ROSTER)},
        ),
        **in_stages(
            (Stage.DRAFT, Stage.AMENDING, Stage.CONSENTING, Stage.INTEGRATING),
            {c.UniteVoices: Rule(uniting.unite_voices, Who.HOUSE, needs=_VOICES)},
        ),
        (Stage.EXPLORING, c.UniteVoices): Rule(
            uniting.unite_voices, Who.HOUSE, (Stage.AMENDING,), needs=_VOICES
        ),
        (Stage.TESTING, c.UniteVoices): Rule(
            uniting.unite_voices, Who.HOUSE, (Stage.INTEGRATING, *_SETTLED), needs=_VOICES
        ),
        **in_stages(
            (Stage.EXPLORING, Stage.CONSENTING), {c.Remind: Rule(facilitation.remind, Who.FACILITATOR)}
        ),
        (Stage.EXPLORING, c.MoveOn): Rule(moving_on.move_on, Who.FACILITATOR, (Stage.AMENDING,)),
        (Stage.AMENDING, c.MoveOn): Rule(moving_on.move_on, Who.FACILITATOR, (Stage.CONSENTING,), _ROSTER),
        **in_stages(
            (Stage.CONSENTING, *_WITH_PROBLEMS), {c.MoveOn: Rule(moving_on.move_on, Who.FACILITATOR)}
        ),
        # after a pass has closed
        **in_stages(_AFTER_A_PASS, {c.KeepLateWords: Rule(after.keep_late_words, Who.CIRCLE)}),
    },
    turns={
        Stage.EXPLORING: Turn(
            exploring.turn_exploring, (Stage.AMENDING,), "everyone has been heard, or 4 days"
        ),
        Stage.AMENDING: Turn(
            drafting.turn_amending, (Stage.CONSENTING, Stage.DEFERRED), "3 workdays; silent twice: deferred"
        ),
        Stage.CONSENTING: Turn(
            closing.turn_consenting,
            (Stage.INTEGRATING, *_SETTLED, Stage.MEETING),
            "all have answered, or 5 days",
        ),
        Stage.TESTING: Turn(
            testing.turn_testing, (Stage.INTEGRATING, *_SETTLED), "it is certain, or 2 workdays"
        ),
        Stage.INTEGRATING: Turn(
            integrating.turn_integrating,
            (Stage.CONSENTING, *_SETTLED, Stage.MEETING, Stage.DEFERRED),
            "fixed and confirmed, or 5 workdays",
        ),
    },
)
