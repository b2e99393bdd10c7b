"""From a press to the command about whose accounts are one person's, and about their language."""

from collections.abc import Callable, Mapping
from typing import Final

from adapters.copy import LOCALES
from adapters.present.verbs import Verb
from adapters.presses.fields import Sent
from adapters.presses.secrets import OneTimeCode
from decisions.commands import Command
from decisions.ids import MemberId
from decisions.people import commands as c
from decisions.refusals import Reason, Refusal


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


def own_language(sent: Sent) -> c.ChooseLanguage:
    """Of a form's field, or of the button itself."""
    who, locale = sent.press.who, sent.text("locale") or sent.subject
    if locale not in LOCALES:
        raise Refusal(Reason.NOT_A_CHOICE, at_field="locale")
    return c.ChooseLanguage(network_id=who.network_id, by=who.member_id, member=who.member_id, locale=locale)


def name_coordinator(sent: Sent) -> c.NameCoordinator:
    who = sent.press.who
    return c.NameCoordinator(network_id=who.network_id, by=who.member_id, member=MemberId(sent.id("member")))


ACCOUNT_COMMANDS: Final[Mapping[Verb, Callable[[Sent], Command]]] = {
    Verb.SAME_PERSON: same_person,
    Verb.NAME_COORDINATOR: name_coordinator,
    Verb.LANGUAGE: own_language,
    Verb.READ_IN: own_language,
}
