"""From a press to the command about an agreement that it asks for."""

from collections.abc import Callable, Mapping
from typing import Any, Final

from adapters.ids import new_id
from adapters.present.verbs import Verb
from adapters.presses.fields import Sent
from decisions.agreements import commands as c
from decisions.ids import AgreementId, RemarkId, RoundId
from decisions.rounds.consent.closing import agreement_id

Read = Callable[[Sent], c.AgreementCommand]


def _head(sent: Sent) -> dict[str, Any]:
    who = sent.press.who
    return {"network_id": who.network_id, "by": who.member_id, "agreement_id": AgreementId(sent.about)}


def _note(sent: Sent) -> c.NoteWhatWeSee:
    return c.NoteWhatWeSee(**_head(sent), id=RemarkId(new_id()), words=sent.text("words"))


def _not_working(sent: Sent) -> c.CallReview:
    return c.CallReview(**_head(sent), id=RemarkId(new_id()), words=sent.text("words"))


AGREEMENT_COMMANDS: Final[Mapping[Verb, Read]] = {
    Verb.NOTE: _note,
    Verb.NOT_WORKING: _not_working,
}


def look_again(sent: Sent) -> c.CallReview:
    """A problem that came after the close, about the agreement to which the round led."""
    who = sent.press.who
    return c.CallReview(
        network_id=who.network_id,
        by=who.member_id,
        agreement_id=agreement_id(RoundId(sent.about)),
        id=RemarkId(new_id()),
        words=sent.text("words"),
        late=True,
    )
