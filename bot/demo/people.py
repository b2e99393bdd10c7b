"""Who is in the sample network, and where they sit."""

from dataclasses import dataclass
from typing import Final
from uuid import UUID, uuid5

_SAMPLE: Final = UUID("5f0b1c1e-0000-5000-8000-52d1f1e1d0aa")
"""The ids of the sample network are always the same, so that links into it keep working after a reset."""

NETWORK_NAME: Final = "Riverbend Early Years Network"
ZONE: Final = "America/Chicago"
TENANT: Final = "demo"
"""The tenant of the sample members' accounts."""

ORGANISATIONS: Final = {
    "hub": "Family Hub",
    "clinic": "Riverbend Clinic",
    "school": "Oak Street School",
}
GROUPS: Final = {
    "parents": "parent partners",
    "providers": "providers",
    "schools": "schools",
    "funders": "funders",
}


def sample_id(name: str) -> UUID:
    """The id of anything in the sample network."""
    return uuid5(_SAMPLE, name)


@dataclass(frozen=True, slots=True)
class SamplePerson:
    key: str
    name: str
    group: str
    organisation: str
    locale: str = "en"
    is_coordinator: bool = False

    @property
    def id(self) -> UUID:
        return sample_id(f"member {self.key}")


PEOPLE: Final = (
    SamplePerson("lee", "Lee Wong", "providers", "hub", is_coordinator=True),
    SamplePerson("rosa", "Rosa Díaz", "parents", "hub", locale="es"),
    SamplePerson("maya", "Maya Thompson", "parents", "school"),
    SamplePerson("lucia", "Lucía Herrera", "parents", "clinic", locale="es"),
    SamplePerson("amara", "Amara Okafor", "providers", "clinic", is_coordinator=True),
    SamplePerson("sam", "Samuel Levy", "providers", "clinic"),
    SamplePerson("jo", "Jo Baker", "providers", "hub"),
    SamplePerson("tomas", "Tomás Reyes", "schools", "school", locale="es"),
    SamplePerson("helen", "Helen Park", "schools", "school"),
    SamplePerson("priya", "Priya Nair", "schools", "school"),
    SamplePerson("grace", "Grace Miller", "funders", "hub"),
    SamplePerson("david", "David Chen", "funders", "clinic"),
)
BY_KEY: Final = {person.key: person for person in PEOPLE}

STEERING: Final = tuple(person.key for person in PEOPLE)
EVENTS: Final = ("helen", "rosa", "maya", "tomas", "jo", "amara", "grace")
