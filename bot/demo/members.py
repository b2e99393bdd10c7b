"""The sample members, as the page that asks "who are you?" shows them."""

from collections.abc import Sequence
from typing import Final

from adapters.desk import Account, Platform
from adapters.web.settings import SampleMember
from bot.demo.people import GROUPS, ORGANISATIONS, PEOPLE, TENANT

NOTES: Final = {
    "lee": "Facilitates the steering circle: one parent is still missing.",
    "maya": "A parent partner: two rounds wait for her answer.",
    "rosa": "Madre, en español: su propuesta está abierta.",
    "lucia": "Madre, en español: tiene un borrador sin abrir.",
    "helen": "Facilitates family events: a problem is being tested.",
    "amara": "Is deciding what to change in her proposal.",
    "tomas": "Maestro, en español: su propuesta tiene un problema por resolver.",
    "jo": "Raised a problem, and asks for one intake form.",
}


async def sample_members() -> Sequence[SampleMember]:
    return [
        SampleMember(
            name=person.name,
            group=GROUPS[person.group],
            organisation=ORGANISATIONS[person.organisation],
            role="",
            account=Account(Platform.WEB, TENANT, person.key),
            note=NOTES.get(person.key, ""),
        )
        for person in PEOPLE
    ]
