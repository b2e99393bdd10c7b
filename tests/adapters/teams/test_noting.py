"""What is noted of who acts where: once, and after a while again."""

from dataclasses import replace

from adapters.teams.read import Conversation, Kind, Origin
from adapters.teams.references import Noting
from tests.adapters.teams.test_send import Kept

CHANNEL = Conversation("19:early@thread.tacv2", Kind.CHANNEL)
SAM = Origin("t-1", "sam", "29:sam", "Sam", "en", "UTC", "https://smba.example/", "28:rondo", CHANNEL)


async def test_whoever_presses_is_noted_again_after_a_while() -> None:
    """Another process may have learnt meanwhile that they blocked Rondo, or that Rondo was taken out there."""
    at = [0.0]
    kept = Kept()
    noting = Noting(kept, lambda: at[0])
    assert not noting.has_noted(SAM)
    await noting.note(SAM)
    at[0] += Noting.AGAIN_AFTER
    assert noting.has_noted(SAM)
    at[0] += 1
    assert not noting.has_noted(SAM)


async def test_another_person_there_and_the_same_person_elsewhere_are_new() -> None:
    noting = Noting(Kept())
    await noting.note(SAM)
    assert not noting.has_noted(replace(SAM, user="bo", handle="29:bo"))
    assert not noting.has_noted(replace(SAM, conversation=replace(CHANNEL, id="19:other@thread.tacv2")))
