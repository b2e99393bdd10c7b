"""Where Rondo's messages in Teams are found, and what Teams' refusals mean."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from urllib.parse import parse_qs, urlsplit

import pytest

from adapters.cards import Paragraph, PersonalCard, SharedCard, words
from adapters.delivery import DeliveryFailed, MessageRef
from adapters.desk import Account, PlaceKey, Platform
from adapters.teams.calls import CallFailed, Json
from adapters.teams.read import Kind
from adapters.teams.references import Known, Noting, Reached
from adapters.teams.send import LONGEST_WAIT, TeamsSender, failure_of, link


def reached(kind: Kind) -> Reached:
    return Reached("t-1", "19:early@thread.tacv2", "https://smba.example/", kind, "19:team@thread.tacv2")


def test_a_message_in_a_channel_or_a_chat_has_an_address_and_one_in_private_has_none() -> None:
    """Microsoft Learn: "Deep link to Teams chat"."""
    channel, chat = (urlsplit(link(reached(kind), "17")) for kind in (Kind.CHANNEL, Kind.GROUP))
    assert (channel.netloc, channel.path) == (
        "teams.microsoft.com",
        "/l/message/19%3Aearly%40thread.tacv2/17",
    )
    assert parse_qs(channel.query) == {"tenantId": ["t-1"]}
    assert parse_qs(chat.query) == {"tenantId": ["t-1"], "context": ['{"contextType":"chat"}']}
    assert link(reached(Kind.PERSONAL), "17") == ""


@pytest.mark.parametrize(
    ("refusal", "meant"),
    [
        (CallFailed(403, "MessageWritesBlocked"), DeliveryFailed(True, "blocked")),
        (CallFailed(403, "ConversationBlockedByUser"), DeliveryFailed(True, "blocked")),
        (CallFailed(403, "BotNotInConversationRoster"), DeliveryFailed(True, "not_installed")),
        (CallFailed(404, "ConversationNotFound"), DeliveryFailed(True, "channel_gone")),
        (CallFailed(404, "ActivityNotFoundInConversation"), DeliveryFailed(True, "message_gone")),
        (CallFailed(413, "MessageSizeTooBig"), DeliveryFailed(True, "refused")),
        (CallFailed(429, "Throttled", 7.0), DeliveryFailed(False, "busy", 7.0)),
        (CallFailed(412, "PreconditionFailed"), DeliveryFailed(False, "unreachable")),
        (CallFailed(502, maybe_done=True), DeliveryFailed(False, "unreachable", maybe_sent=True)),
        (CallFailed(0, maybe_done=True), DeliveryFailed(False, "unreachable", maybe_sent=True)),
    ],
    ids=str,
)
def test_what_a_refusal_means(refusal: CallFailed, meant: DeliveryFailed) -> None:
    assert failure_of(refusal) == meant


# --- sending ---

PLACE = PlaceKey(Platform.TEAMS, "t-1", "19:early@thread.tacv2")
SAM = Account(Platform.TEAMS, "t-1", "sam")
SHARED = SharedCard("News", (Paragraph(words("News")),))
PERSONAL = PersonalCard("News", (Paragraph(words("News")),))


@dataclass
class Calls:
    """Fulfils ``Connector``: remembers what was sent where, and refuses as it is told to."""

    sent: list[str] = field(default_factory=list)
    begun: int = 0
    refusal: CallFailed | None = None

    async def send(self, service_url: str, conversation: str, activity: Json) -> str:
        self.sent.append(conversation)
        if self.refusal is not None:
            raise self.refusal
        return "17"

    async def update(self, service_url: str, conversation: str, message: str, activity: Json) -> None:
        self.sent.append(conversation)

    async def begin_chat(self, service_url: str, tenant: str, handle: str) -> str:
        self.begun += 1
        return f"a:{handle}"

    async def people(self, service_url: str, conversation: str) -> Sequence[Json]:
        return ()


@dataclass
class Kept:
    """Fulfils ``References``."""

    places: dict[tuple[str, str], Reached] = field(default_factory=dict)
    persons: dict[tuple[str, str], Known] = field(default_factory=dict)

    async def note_place(self, reached: Reached) -> None:
        self.places[reached.tenant, reached.conversation] = reached

    async def note_people(self, people: Sequence[Known]) -> None:
        self.persons |= {(each.tenant, each.user): each for each in people}

    async def place(self, tenant: str, conversation: str) -> Reached | None:
        return self.places.get((tenant, conversation))

    async def channels(self, tenant: str, team: str) -> Sequence[Reached]:
        return [each for each in self.places.values() if each.team == team]

    async def person(self, tenant: str, user: str) -> Known | None:
        return self.persons.get((tenant, user))

    async def user(self, tenant: str, handle: str) -> str:
        return next((each.user for each in self.persons.values() if each.handle == handle), "")

    async def handles(self, place: PlaceKey, most: int) -> tuple[str, ...]:
        return ()


@pytest.fixture
def calls() -> Calls:
    return Calls()


@pytest.fixture
async def sender(calls: Calls) -> TeamsSender:
    kept = Kept()
    await kept.note_place(reached(Kind.CHANNEL))
    await kept.note_people((Known("t-1", "sam", "29:sam", "https://smba.example/"),))
    return TeamsSender(calls, kept, Noting(kept))


async def test_an_answer_stands_in_its_thread_and_what_is_for_everyone_does_not(
    sender: TeamsSender, calls: Calls
) -> None:
    first = MessageRef(PLACE.conversation, "7")
    ref = await sender.post(PLACE, SHARED, key="k", again=False, thread=first)
    await sender.post(PLACE, SHARED, key="k", again=False, thread=first, broadcast=True)
    await sender.edit("t-1", ref, SHARED)
    assert calls.sent == [f"{PLACE.conversation};messageid=7", PLACE.conversation, PLACE.conversation]


async def test_a_personal_chat_is_begun_once(sender: TeamsSender, calls: Calls) -> None:
    for _ in range(3):
        assert (await sender.direct(SAM, PERSONAL, key="k", again=False)).conversation == "a:29:sam"
    assert (calls.begun, calls.sent) == (1, ["a:29:sam"] * 3)


async def test_the_worker_tries_by_itself_again(sender: TeamsSender, calls: Calls) -> None:
    calls.refusal = CallFailed(502, maybe_done=True)
    with pytest.raises(DeliveryFailed) as failed:
        await sender.direct(SAM, PERSONAL, key="k", again=False)
    assert (failed.value.maybe_sent, len(calls.sent)) == (True, 1)


async def test_who_blocks_rondo_is_not_tried_again(sender: TeamsSender, calls: Calls) -> None:
    calls.refusal = CallFailed(403, "MessageWritesBlocked")
    for _ in range(2):
        with pytest.raises(DeliveryFailed) as failed:
            await sender.tell(SAM, {}, "News")
        assert failed.value.why == "blocked"
    assert len(calls.sent) == 1


async def test_what_teams_asks_to_wait_too_long_is_not_waited_for(sender: TeamsSender, calls: Calls) -> None:
    calls.refusal = CallFailed(429, "Throttled", LONGEST_WAIT + 1)
    with pytest.raises(DeliveryFailed) as failed:
        await sender.tell(SAM, {}, "News")
    assert failed.value.why == "busy"
    assert len(calls.sent) == 1


async def test_nobody_is_written_to_whom_teams_never_named(sender: TeamsSender, calls: Calls) -> None:
    with pytest.raises(DeliveryFailed) as failed:
        await sender.direct(Account(Platform.TEAMS, "t-2", "sam"), PERSONAL, key="k", again=False)
    assert failed.value.why == "person_gone"
    assert calls.sent == []
