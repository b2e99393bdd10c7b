"""Deciding about roles: which rule answers which command, and who may give it."""

from collections.abc import Callable
from datetime import datetime
from typing import Any, Final

from decisions.commands import Command
from decisions.events import Event
from decisions.refusals import Reason, Refusal
from decisions.roles import commands as c
from decisions.roles import handing_over, holding, setting, turns, uniting
from decisions.roles.case import RoleCase

Rule = Callable[[RoleCase, Any, datetime], tuple[Event, ...]]


def decide(case: RoleCase, command: Command, now: datetime) -> tuple[Event, ...]:
    """The events that the command leads to; () when it is so already. The case is settled first (see ``turning.settle``). Raises
    ``Refusal``."""
    rule = _RULES.get(type(command))
    if rule is None:
        raise Refusal(Reason.UNKNOWN_ACTION)
    house = type(command) in _OF_THE_HOUSE
    if not (house or case.steers or case.sits_here(command.by)):
        raise Refusal(Reason.NOT_IN_CIRCLE)
    if not isinstance(command, c.MakeRole):
        if case.role is None:
            raise Refusal(Reason.NOT_FOUND)
        if case.role.ended:
            if house:
                return ()
            raise Refusal(Reason.ROLE_ENDED)
    return rule(case, command, now)


_OF_THE_HOUSE: Final = frozenset({c.NoteHolderLeft, c.ReckonTurns, c.SeatSelected, c.UniteHolders})
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
    c.AskToHold: holding.ask_to_hold,
    c.Volunteer: holding.volunteer,
    c.StepDown: holding.step_down,
    c.HandOn: holding.hand_on,
    c.OfferSwap: holding.offer_swap,
    c.AnswerOffer: holding.answer_offer,
    c.TakeBackOffer: holding.take_back,
    c.SeatSelected: holding.seat_selected,
    c.WriteHandover: handing_over.write,
    c.AskBack: handing_over.ask_back,
    c.AnswerBack: handing_over.answer_back,
    c.NoteHolderLeft: uniting.note_left,
    c.UniteHolders: uniting.unite,
}
