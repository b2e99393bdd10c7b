"""What is pressed and sent about memorandums becomes the command that was meant."""

from datetime import UTC, date, datetime
from typing import Any, cast

import pytest

from adapters.cards import Action
from adapters.desk import Desk, Press
from adapters.present.verbs import ACTS_WHEN_PRESSED, Verb
from adapters.presses.fields import Sent
from adapters.presses.mous import MOU_COMMANDS
from decisions.mous import commands as c
from decisions.mous.record import MouRecord
from decisions.refusals import Reason, Refusal
from decisions.rounds.settings import Form
from tests.adapters.present import builders as b
from tests.adapters.present import mous as m
from tests.adapters.presses.test_ballots import WHO

HUB = f"{m.MOU}:{b.HUB}"


class DeskOfAMou:
    def __init__(self, record: MouRecord) -> None:
        self.record = record

    def now(self) -> datetime:
        return datetime(2026, 11, 21, 16, tzinfo=UTC)

    async def mou(self, who: object, id: object) -> MouRecord:
        assert id == m.MOU
        return self.record


async def sent(verb: Verb, id: str = str(m.MOU), version: str = "", **values: str) -> Any:
    press = Press(WHO, Action(verb, id, version), "key", values, {})
    desk = cast("Desk", cast("Any", DeskOfAMou(m.Promised().for_reader(b.LEE))))
    return await MOU_COMMANDS[verb](desk, Sent.of(press, verb))


async def test_people_are_asked_about_the_whole_of_it_in_words() -> None:
    command = await sent(Verb.PROPOSE_MOU)
    assert isinstance(command, c.ProposeMou)
    assert "*Northside Clinic commits to*\n- Sends the list · by Monday, February 1, 2027\n" in command.told
    assert "We keep *one* list." in command.told
    assert "Data or money shared: Names, with consent." in command.told
    assert "Review: Monday, November 1, 2027" in command.told


async def test_they_are_asked_in_the_chosen_way_about_the_chosen_first_day() -> None:
    command = await sent(Verb.PROPOSE_MOU, form="short", starts="Friday, December 18")
    assert (command.form, command.starts) == (Form.SHORT, date(2026, 12, 18))
    assert "First day: Friday, December 18" in command.told
    as_it_is = await sent(Verb.PROPOSE_MOU)
    assert (as_it_is.form, as_it_is.starts) == (None, m.STARTS)


@pytest.mark.parametrize(
    ("verb", "kind"), [(Verb.SIGN_MOU, c.Sign), (Verb.TAKE_BACK_SIGNATURE, c.TakeBackSignature)]
)
async def test_what_is_signed_is_the_version_that_was_shown(
    verb: Verb, kind: type[c.Sign] | type[c.TakeBackSignature]
) -> None:
    command = await sent(verb, HUB, "3")
    assert isinstance(command, kind)
    assert (command.mou_id, command.organisation, command.version) == (m.MOU, b.HUB, 3)


@pytest.mark.parametrize("version", ["", "v1", "²"])
async def test_nobody_signs_what_they_have_not_seen(version: str) -> None:
    with pytest.raises(Refusal) as refused:
        await sent(Verb.SIGN_MOU, HUB, version)
    assert refused.value.reason is Reason.UNKNOWN_ACTION


def test_signing_asks_once_more() -> None:
    assert ACTS_WHEN_PRESSED.isdisjoint(MOU_COMMANDS)


@pytest.mark.parametrize(("who", "signatory"), [("nobody", None), (str(b.ROSA), b.ROSA)])
async def test_somebody_or_nobody_signs_for_an_organisation(who: str, signatory: object) -> None:
    command = await sent(Verb.NAME_SIGNATORY, HUB, signatory=who)
    assert (command.organisation, command.signatory) == (b.HUB, signatory)


async def test_it_is_renewed_until_days_in_words() -> None:
    command = await sent(Verb.RENEW_MOU, HUB, "1", review_on="3 May 2028", ends="")
    assert isinstance(command, c.RenewMou)
    assert (command.version, command.review_on, command.ends) == (1, date(2028, 5, 3), None)


@pytest.mark.parametrize(("on", "day"), [("", None), ("December 4", date(2026, 12, 4))])
async def test_it_ends_today_or_on_a_day(on: str, day: date | None) -> None:
    command = await sent(Verb.END_MOU, words="We merge.", on=on)
    assert (command.words, command.on) == ("We merge.", day)


@pytest.mark.parametrize(
    ("verb", "id", "field", "value", "reason"),
    [
        (Verb.RENEW_MOU, HUB, "review_on", "", Reason.EMPTY),
        (Verb.RENEW_MOU, HUB, "review_on", "31 February", Reason.NO_SUCH_DAY),
        (Verb.END_MOU, str(m.MOU), "on", "soonish", Reason.NOT_A_DAY),
        (Verb.NAME_SIGNATORY, HUB, "signatory", "king", Reason.NOT_A_CHOICE),
    ],
)
async def test_what_cannot_be_read_is_said_at_its_field(
    verb: Verb, id: str, field: str, value: str, reason: Reason
) -> None:
    with pytest.raises(Refusal) as refused:
        await sent(verb, id, "1", **{field: value})
    assert (refused.value.reason, refused.value.at_field) == (reason, field)
