"""One person, one voice: which accounts are one member's. By a code that is asked for with one account and entered with the
other, or by a coordinator."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from decisions.events import Event
from decisions.ids import MemberId
from decisions.people import commands as c
from decisions.people import events as e
from decisions.people.codes import Code, usable
from decisions.refusals import Reason, Refusal

CODE_LASTS: Final = timedelta(minutes=15)


@dataclass(frozen=True, slots=True)
class AccountCase:
    """``code`` is the one that the command names; ``is_there`` and ``other_is_there`` say whether who goes on and the other are
    active members, and ``is_coordinator`` whether whoever gives the command is one. ``both_voted`` is the reference of an open
    round in which both have voted in secret, if there is one."""

    code: Code | None = None
    is_there: bool = False
    other_is_there: bool = False
    is_coordinator: bool = False
    both_voted: int | None = None


AccountCommand = c.AskForAccountCode | c.AddAccount | c.UniteMembers


def decide(case: AccountCase, command: AccountCommand, now: datetime) -> tuple[Event, ...]:
    """The events that the command leads to. Raises ``Refusal``."""
    match command:
        case c.AskForAccountCode():
            return _asked(command, now)
        case c.AddAccount():
            _asked_for_by(command.member, case, now)
            account = f"{command.platform}:{command.tenant}:{command.user}"
            return (e.AccountAdded(member=command.member, digest=command.digest, account=account, at=now),)
        case c.UniteMembers():
            return _united(case, command, now)


def _asked(command: c.AskForAccountCode, now: datetime) -> tuple[Event, ...]:
    if command.member != command.by:
        raise Refusal(Reason.NOT_FOUND)
    expires_at = now + CODE_LASTS
    return (e.AccountCodeAsked(member=command.member, digest=command.digest, expires_at=expires_at, at=now),)


def _united(case: AccountCase, command: c.UniteMembers, now: datetime) -> tuple[Event, ...]:
    if command.digest:
        _asked_for_by(command.member, case, now)
        if command.by != command.other:
            raise Refusal(Reason.CODE_UNKNOWN, at_field="code")
    elif not case.is_coordinator:
        raise Refusal(Reason.ONLY_COORDINATOR)
    if command.other == command.member:
        raise Refusal(Reason.ONE_PERSON_ALREADY, at_field="other")
    if not case.is_there:
        raise Refusal(Reason.NOT_FOUND, at_field="member")
    if not case.other_is_there:
        raise Refusal(Reason.NOT_FOUND, at_field="other")
    if case.both_voted is not None:
        raise Refusal(Reason.BOTH_HAVE_VOTED, {"ref": case.both_voted})
    united = e.MembersUnited(
        member=command.member,
        other=command.other,
        by=command.by,
        digest=command.digest,
        through=command.through,
        at=now,
    )
    return (united,)


def _asked_for_by(member: MemberId, case: AccountCase, now: datetime) -> None:
    """The code can be used, and is this member's own; it ends with a member who has become one with another."""
    if usable(case.code, now).made_by != member or not case.is_there:
        raise Refusal(Reason.CODE_UNKNOWN, at_field="code")
