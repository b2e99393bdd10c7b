"""Deciding about memorandums: which rule answers which command, and who may give it."""

from collections.abc import Callable
from datetime import datetime
from typing import Any, Final

from decisions.commands import Command
from decisions.events import Event
from decisions.mous import commands as c
from decisions.mous import ending, keeping, proposing, signing, uniting, writing
from decisions.mous.case import MouCase
from decisions.mous.evolve import evolved
from decisions.mous.mou import Mou
from decisions.mous.turning import settle
from decisions.refusals import Reason, Refusal

Rule = Callable[[MouCase, Any, datetime], tuple[Event, ...]]


def decide(case: MouCase, command: Command, now: datetime) -> tuple[Event, ...]:
    """The events that the command leads to, with what they make due at once; () when it is so already. It is settled first (see
    ``turning.settle``). Raises ``Refusal``."""
    rule = _RULES.get(type(command))
    if rule is None:
        raise Refusal(Reason.UNKNOWN_ACTION)
    _must_be_let_in(case, command)
    if not isinstance(command, c.DraftMou) and case.known().end is not None:
        if type(command) in _ALSO_AFTER_THE_END:
            return rule(case, command, now)
        if type(command) in _OF_NO_MOMENT_AFTER_THE_END:
            return ()
        raise Refusal(Reason.MOU_ENDED)
    events = rule(case, command, now)
    return events if case.mou is None else (*events, *_due_at_once(evolved(case.mou, events), now))


def _due_at_once(mou: Mou, now: datetime) -> tuple[Event, ...]:
    found: tuple[Event, ...] = ()
    while due := settle(mou, now):
        mou = evolved(mou, due)
        found += due
    return found


def _must_be_let_in(case: MouCase, command: Command) -> None:
    """Who signs for a party may be of no circle."""
    if type(command) in _OF_THE_HOUSE or case.steers or case.circle.seat(command.by) is not None:
        return
    if case.mou is not None and command.by in case.mou.signatories:
        return
    raise Refusal(Reason.NOT_IN_CIRCLE)


_OF_THE_HOUSE: Final = frozenset({c.NoteRoundEnded, c.NoteMemberLeft, c.NoteReplaced, c.UniteSignatories})
_ALSO_AFTER_THE_END: Final = frozenset({c.UniteSignatories})
_OF_NO_MOMENT_AFTER_THE_END: Final = _OF_THE_HOUSE | {c.EndMou}
_RULES: Final[dict[type[Command], Rule]] = {
    c.DraftMou: writing.draft,
    c.EditMou: writing.edit,
    c.NameSignatory: writing.name_signatory,
    c.AmendMou: writing.amend,
    c.DropAmendment: writing.drop,
    c.ProposeMou: proposing.propose,
    c.NoteRoundEnded: proposing.note_round_ended,
    c.Sign: signing.sign,
    c.TakeBackSignature: signing.take_back,
    c.StartReview: keeping.start_review,
    c.RenewMou: keeping.renew,
    c.EndMou: ending.end,
    c.NoteReplaced: keeping.note_replaced,
    c.NoteMemberLeft: uniting.note_left,
    c.UniteSignatories: uniting.unite,
}
