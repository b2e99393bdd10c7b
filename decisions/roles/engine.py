"""Deciding about roles: which rule answers which command, and who may give it."""

from collections.abc import Callable
from datetime import datetime
from typing import Any, Final

from decisions.commands import Command
from decisions.events import Event
from decisions.refusals import Reason, Refusal
from decisions.roles import commands as c
from decisions.roles import handing_over, holding, offers, setting, turns, uniting
from decisions.roles.case import RoleCase
from decisions.roles.evolve import evolved
from decisions.roles.following import consequences

Rule = Callable[[RoleCase, Any, datetime], tuple[Event, ...]]


def decide(case: RoleCase, command: Command, now: datetime) -> tuple[Event, ...]:
    """The events that the command leads to, with all that follows from them; () when it is so already. The case is settled first
    (see ``turning.settle``). Raises ``Refusal``."""
    rule = _RULES.get(type(command))
    if rule is None:
        raise Refusal(Reason.UNKNOWN_ACTION)
    _must_be_let_in(case, command)
    role = case.role
    if not isinstance(command, c.MakeRole):
        if role is None:
            raise Refusal(Reason.NOT_FOUND)
        if role.ended:
            if type(command) in _OF_NO_MOMENT_AFTER_THE_END:
                return ()
            raise Refusal(Reason.ROLE_ENDED)
    events = rule(case, command, now)
    if role is None or not (events or isinstance(command, c.ReckonTurns)):
        return events
    return (*events, *consequences(case, evolved(role, events), now))


def _must_be_let_in(case: RoleCase, command: Command) -> None:
    if type(command) in _OF_THE_HOUSE or case.steers or case.sits_here(command.by):
        return
    if type(command) in _OF_WHOEVER_HELD_IT and case.own_terms:
        return
    raise Refusal(Reason.NOT_IN_CIRCLE)


_OF_THE_HOUSE: Final = frozenset(
    {c.NoteHolderLeft, c.ReckonTurns, c.SeatFacilitator, c.SeatSelected, c.UniteHolders}
)
_OF_WHOEVER_HELD_IT: Final = frozenset({c.WriteHandover, c.AnswerBack})
_OF_NO_MOMENT_AFTER_THE_END: Final = _OF_THE_HOUSE | {c.EndRole}
_RULES: Final[dict[type[Command], Rule]] = {
    c.MakeRole: setting.make,
    c.ChangeRole: setting.change,
    c.EndRole: setting.end,
    c.SetRota: setting.set_rota,
    c.ReckonTurns: setting.reckon,
    c.RestRule: turns.rest_rule,
    c.AcceptTurn: turns.accept,
    c.DeclineTurn: turns.decline,
    c.GoAway: turns.go_away,
    c.ComeBack: turns.come_back,
    c.LearnFirst: turns.learn_first,
    c.AskToHold: offers.ask_to_hold,
    c.Volunteer: holding.volunteer,
    c.StepDown: holding.step_down,
    c.HandOn: offers.hand_on,
    c.OfferSwap: offers.offer_swap,
    c.AnswerOffer: offers.answer_offer,
    c.TakeBackOffer: offers.take_back,
    c.SeatFacilitator: holding.seat_facilitator,
    c.SeatSelected: holding.seat_selected,
    c.WriteHandover: handing_over.write,
    c.AskBack: handing_over.ask_back,
    c.AnswerBack: handing_over.answer_back,
    c.NoteHolderLeft: uniting.note_left,
    c.UniteHolders: uniting.unite,
}
