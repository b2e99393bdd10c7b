"""What is to be done for a role, and the way to what its circle has agreed: for whoever holds it, and whoever comes after."""

from collections.abc import Iterator

from adapters.cards import Action, Block, Button, Buttons, Item, words
from adapters.present.commitment_rows import commitment_row
from adapters.present.reader import Reader
from adapters.present.verbs import Verb
from decisions.roles.record import RoleRecord
from decisions.workdays import local_day


def commitments_of_role(record: RoleRecord, reader: Reader) -> Iterator[Block]:
    w, today = reader.copy, local_day(reader.now, record.circle.settings.zone)
    for one in record.commitments:
        yield commitment_row(one, record.reader.id, record.members, today, reader)
    if record.role.ended:
        return
    agreed = w("role.agreements")
    open_circle = Action(Verb.OPEN_CIRCLE, str(record.circle.id))
    yield Item(words(agreed), Button(w("button.open"), open_circle, spoken=agreed))
    if record.circle.seat(record.reader.id) is not None:
        commit = Action(Verb.COMMIT_FOR_ROLE, str(record.role.id))
        yield Buttons((Button(w("button.commit"), commit),))
