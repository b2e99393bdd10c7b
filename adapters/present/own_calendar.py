"""What a member has said they will do, in their own calendar: an address to subscribe to, or one commitment as a file."""

from dataclasses import dataclass

from adapters.calendar import WholeDay
from adapters.cards import Action, Button, Item, PersonalCard, words
from adapters.desk import Screen
from adapters.present.commitment_words import what_of
from adapters.present.reader import Reader
from adapters.present.turns_calendar import Feed, Subscription, subscription_card
from adapters.present.verbs import Verb
from decisions.commitments.commitment import Commitment, Standing
from decisions.commitments.record import CommitmentForCalendar, CommitmentRecord
from decisions.ids import MemberId, NetworkId


@dataclass(frozen=True, slots=True)
class CalendarRecord:
    """``links_stopped``: how often the member had stopped their links."""

    network_id: NetworkId
    member: MemberId
    links_stopped: int


def own_calendar(record: CalendarRecord, reader: Reader, screen: Screen) -> PersonalCard:
    w = reader.copy
    kept = Subscription(w.locale, record.member, record.links_stopped, Feed.OWN)
    address = reader.sealed_link(record.network_id, record.member, str(kept))
    said = w("own_calendar.ready" if address else "own_calendar.none")
    return subscription_card(said, address, w("own_calendar.only_yours"), Action(Verb.OWN_CALENDAR), reader)


def calendar_row(record: CommitmentRecord, reader: Reader) -> tuple[Item, ...]:
    """For whoever does it, where it has a day."""
    said = reader.copy("own_calendar.one")
    return tuple(Item(words(said), button) for button in day_button(record, reader))


def day_button(record: CommitmentRecord, reader: Reader) -> tuple[Button, ...]:
    """The same, beside other buttons."""
    w, one = reader.copy, record.commitment
    if not is_for_calendar(one, record.reader.id):
        return ()
    kept = Subscription(w.locale, record.reader.id, record.links_stopped, Feed.ONE)
    address = reader.sealed_link(record.circle.network_id, one.id, str(kept))
    opens = Action(Verb.OPEN_COMMITMENT, str(one.id))
    said = w("own_calendar.one")
    return (Button(w("button.to_calendar"), opens, url=address, spoken=said),) if address else ()


def is_for_calendar(one: Commitment, member: MemberId) -> bool:
    return one.standing is Standing.OPEN and one.due is not None and member in one.doing


def as_days(kept: CommitmentForCalendar, reader: Reader) -> list[WholeDay]:
    """The day by which it is to be done. Of what comes again each time is an entry of its own."""
    one, w = kept.commitment, reader.copy
    if one.due is None:
        return []
    time = f"-{one.first_due:%Y%m%d}" if one.promise.rhythm is not None and one.first_due else ""
    link = reader.link("commitment", one.id)
    parts = (w("own_calendar.in_circle", circle=kept.circle), one.promise.known_by, link)
    return [
        WholeDay(
            uid=f"{one.id}{time}@{reader.host}",
            title=what_of(one),
            details="\n".join(filter(None, parts)),
            link=link,
            day=one.due,
            changed_at=kept.changed_at,
            changes=kept.changes,
        )
    ]
