"""From a press to the command about where a circle meets."""

from collections.abc import Mapping
from typing import Final

from adapters.copy import LOCALES
from adapters.desk import Desk
from adapters.present.places import MOST_PEOPLE
from adapters.present.verbs import Verb
from adapters.presses.circles import ReadAtDesk
from adapters.presses.fields import Sent
from adapters.presses.secrets import OneTimeCode
from decisions.ids import CircleId, PlaceId
from decisions.people import places as p
from decisions.refusals import Reason, Refusal


def offer(sent: Sent, code: OneTimeCode) -> p.OfferPlace:
    who = sent.press.who
    circle = CircleId(sent.about)
    return p.OfferPlace(network_id=who.network_id, by=who.member_id, circle_id=circle, digest=code.digest)


async def _leave(desk: Desk, sent: Sent) -> p.LeavePlace:
    who = sent.press.who
    return p.LeavePlace(
        network_id=who.network_id,
        by=who.member_id,
        circle_id=CircleId(sent.about),
        place_id=PlaceId(sent.part_id),
    )


async def _language(desk: Desk, sent: Sent) -> p.ChoosePlaceLanguage:
    who, chosen = sent.press.who, sent.text("locale")
    if chosen not in (MOST_PEOPLE, *LOCALES):
        raise Refusal(Reason.NOT_A_CHOICE, at_field="locale")
    return p.ChoosePlaceLanguage(
        network_id=who.network_id,
        by=who.member_id,
        circle_id=CircleId(sent.about),
        place_id=PlaceId(sent.part_id),
        locale="" if chosen == MOST_PEOPLE else chosen,
    )


PLACE_COMMANDS: Final[Mapping[Verb, ReadAtDesk]] = {
    Verb.LEAVE_PLACE: _leave,
    Verb.PLACE_LANGUAGE: _language,
}
