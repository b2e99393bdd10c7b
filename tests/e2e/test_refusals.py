"""Whatever somebody sends, the answer is clear, nothing breaks, and nothing changes that is not theirs to change."""

from collections.abc import AsyncIterator, Iterator

import pytest

from adapters.present.verbs import Verb
from tests.e2e.circle import TITLE, EarlyYears
from tests.e2e.forging import (
    FIELDS,
    another_network,
    in_the_journal,
    nothing,
    post_forged,
    press_forged,
    submit_forged,
)
from tests.fakes.slack_things import buttons_in

OWN = {
    Verb.NEW_LINK,
    Verb.REVOKE_LINKS,
    Verb.ADD_ACCOUNT,
    Verb.ACCOUNT_CODE,
    Verb.TRY_IT,
    Verb.HOME,
    Verb.HELP,
}
"""They are about nobody else, whatever id they carry."""
ABSURD = (
    "",
    "x" * 100_000,
    "\x00\ud83d",
    "9" * 400,
    "-1",
    "1e9",
    "2026-02-31",
    "9999-12-31",
    "[]",
    "🦆" * 3_001,
)
MARKUP = "<!channel> <script>alert(1)</script> *b* _i_ &amp; {name} %s \u202egnip \u2066x"


@pytest.fixture
async def open_round(circle: EarlyYears) -> EarlyYears:
    await circle.proposes()
    return circle


@pytest.fixture(autouse=True)
async def no_bug(caplog: pytest.LogCaptureFixture) -> AsyncIterator[None]:
    """A bug is told with an apology, and logged: nothing here may lead to one."""
    yield
    bugs = [record.getMessage() for record in caplog.records if record.levelname in ("ERROR", "CRITICAL")]
    assert bugs == []


async def test_no_button_reaches_into_another_network_or_to_nothing(open_round: EarlyYears) -> None:
    here = open_round
    community, foreign = await another_network(here.town)
    before = in_the_journal(here.town)
    subjects = (str(foreign), str(community.circle_id), f"{foreign}:{nothing()}", nothing(), "rubbish", "")
    for verb in set(Verb) - OWN:
        for subject in subjects:
            await press_forged(here.rosa, here.card, f"v1|{verb}|{subject}|1.1")
    await here.town.behind()
    assert in_the_journal(here.town) == before
    assert "Open on Saturdays" not in str(here.town.slack.calls), "The other network's words"


async def test_no_form_reaches_into_another_network_or_to_nothing(open_round: EarlyYears) -> None:
    here = open_round
    community, foreign = await another_network(here.town)
    before = in_the_journal(here.town)
    plausible = {
        "text": "x",
        "words": "x",
        "kind": "consent",
        "how": "meeting",
        "workdays": "2",
        "reason": "x",
    }
    plausible |= {"try_anyway": "yes", "member": str(community.proposer), "choice": "keep", "who": nothing()}
    for verb in set(Verb) - OWN:
        for subject in (
            str(foreign),
            str(community.circle_id),
            f"{foreign}:{nothing()}",
            nothing(),
            "rubbish",
        ):
            await submit_forged(here.rosa, f"v1|{verb}|{subject}|1.1", plausible, here.channel.id)
            assert await post_forged(here.ana, f"v1|{verb}|{subject}|1.1", plausible) < 500
    await here.town.behind()
    assert in_the_journal(here.town) == before
    assert "Open on Saturdays" not in str(here.town.slack.calls)


async def test_no_field_breaks_a_form(open_round: EarlyYears) -> None:
    """Of the round's own forms, in Slack and in the browser."""
    here = open_round
    about = f"{subject_of(here)}|1.1"
    for value in ABSURD:
        typed = value.encode("utf-8", "replace").decode()
        for verb in (
            Verb.ANSWER,
            Verb.ASK_QUESTION,
            Verb.EXTEND,
            Verb.STOP,
            Verb.WRITE_DOWN,
            Verb.CHANGE_TEXT,
        ):
            fields = FIELDS if len(value) < 3_000 else ("text", "words")
            forged = dict.fromkeys(fields, value)
            await submit_forged(here.lee, f"v1|{verb}|{about}", forged, here.channel.id)
            few = dict.fromkeys(("kind", "text", "words", "workdays", "how", "come_back_on"), typed)
            assert await post_forged(here.ana, f"v1|{verb}|{about}", few) < 500
    assert "Heard 0 of 6" in here.card.words


async def test_unknown_actions_get_a_sentence(open_round: EarlyYears) -> None:
    here = open_round
    before = in_the_journal(here.town)
    for action in (
        "v1|dance||",
        "v2|consent|x|1",
        "",
        "v1|consent",
        "v1||||||",
        "🦆",
        "v1|consent|" + "x" * 300 + "|1.1",
    ):
        said = len(here.rosa.private_words)
        await press_forged(here.rosa, here.card, action)
        await here.town.behind()
        assert len(here.rosa.private_words) == said + 1, action
        assert (
            "does nothing now" in here.rosa.private_words[-1].words
            or "can't find" in here.rosa.private_words[-1].words
        )
        assert await post_forged(here.ana, action) < 500
    assert in_the_journal(here.town) == before


async def test_somebody_who_is_not_of_the_circle_is_told_so_and_changes_nothing(
    open_round: EarlyYears,
) -> None:
    here = open_round
    stranger = here.town.slack.person("Stranger")
    before = in_the_journal(here.town)
    for label in ("OK to try", "I see a problem", "More…", "Read all"):
        await stranger.press(here.card, label)
        await here.town.behind()
    assert stranger.private_words
    assert not stranger.has_modal
    assert in_the_journal(here.town) - before <= 1, "That we have met them, and nothing else"
    assert "Heard 0 of 6" in here.card.words


async def test_what_is_somebody_elses_power_is_refused_in_words(open_round: EarlyYears) -> None:
    here = open_round
    subject = subject_of(here)
    before = in_the_journal(here.town)
    for verb in (Verb.EXTEND, Verb.STOP, Verb.WRITE_DOWN, Verb.HAND_OVER, Verb.WITHDRAW):
        values = {"workdays": "2", "how": "meeting", "member": nothing(), "kind": "consent", "words": "x"}
        await submit_forged(here.maya, f"v1|{verb}|{subject}|1.1", values, here.channel.id)
    for verb in (
        Verb.REMIND,
        Verb.MOVE_ON,
        Verb.ASK_EVERYONE,
        Verb.CARRY_ON,
        Verb.TAKE_OVER,
        Verb.OPEN,
        Verb.DISCARD,
    ):
        await press_forged(here.maya, here.card, f"v1|{verb}|{subject}|1.1")
        await here.town.behind()
        assert here.maya.private_words
    assert in_the_journal(here.town) == before


async def test_markup_is_shown_as_text_everywhere(circle: EarlyYears) -> None:
    await circle.proposes("Talk first", title=MARKUP, **{"Say more": MARKUP, "What will be better?": MARKUP})
    await circle.press(circle.maya, circle.card, "Ask a question")
    await circle.fill(circle.maya, {"¿Qué no te queda claro?": MARKUP})
    await circle.press(circle.lee, circle.card, "Share a reaction")
    await circle.fill(circle.lee, {"What do you think of it?": MARKUP})
    await circle.town.settle()
    sent = [call.arguments for call in circle.town.slack.calls]
    assert not [text for text in obeyed(sent) if "<!" in text]
    assert not [each for each in sent if "<!channel>" in str(each.get("text", ""))]
    await circle.ana.open("/home")
    await circle.ana.press("Open early-years")
    await circle.ana.press(next(name for name in circle.ana.buttons if "channel" in name))
    assert "<script>alert" not in circle.ana.html
    assert circle.ana.text.count("<script>alert(1)</script>") >= 3, "The title, the text and what was asked"


def obeyed(sent: object) -> Iterator[str]:
    """Every text in which Slack obeys markup."""
    if isinstance(sent, dict):
        if sent.get("type") == "mrkdwn":
            yield sent["text"]
        for value in sent.values():
            yield from obeyed(value)
    elif isinstance(sent, list):
        for value in sent:
            yield from obeyed(value)


async def test_a_title_too_long_is_refused_at_its_field(circle: EarlyYears) -> None:
    await circle.rosa.command(f"/rondo propose {TITLE}", circle.channel)
    await circle.town.behind()
    modal = circle.rosa.modal
    state = {
        block["block_id"]: {"value": {"type": "plain_text_input", "value": "x" * 3_000}}
        for block in modal.view["blocks"]
        if block["type"] == "input" and block["element"]["type"] == "plain_text_input"
    }
    await circle.rosa.submit_state(modal, state)
    assert "What do you propose, in one line?" in circle.rosa.errors


def subject_of(here: EarlyYears) -> str:
    """The round's id, as its card's buttons carry it."""
    values = [button["value"] for button in buttons_in(here.card.blocks)]
    return str(values[0].split("|")[2])
