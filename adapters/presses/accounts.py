"""From a press to the command about whose accounts are one person's."""

from adapters.presses.fields import Sent
from adapters.presses.secrets import OneTimeCode
from decisions.ids import MemberId
from decisions.people import commands as c


def account_code(sent: Sent, code: OneTimeCode) -> c.AskForAccountCode:
    who = sent.press.who
    return c.AskForAccountCode(
        network_id=who.network_id, by=who.member_id, member=who.member_id, digest=code.digest
    )


def same_person(sent: Sent) -> c.UniteMembers:
    who = sent.press.who
    return c.UniteMembers(
        network_id=who.network_id,
        by=who.member_id,
        member=MemberId(sent.id("member")),
        other=MemberId(sent.id("other")),
    )
