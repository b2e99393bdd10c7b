"""A memorandum inside a transaction; and what befalls it when one of its people leaves, or turns out to be another."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING, Any
from uuid import UUID

from sqlalchemy import or_, select

from decisions.commands import Command
from decisions.events import Event
from decisions.ids import MemberId, MouId, NetworkId, RoundId
from decisions.mous import commands as c
from decisions.mous import events as e
from decisions.mous.case import MouCase
from decisions.mous.engine import decide
from decisions.mous.evolve import evolve
from decisions.mous.mou import Mou, MouStatus, Party
from decisions.mous.turning import next_due, settle
from decisions.people.people import Circle
from decisions.refusals import Reason, Refusal
from storage.circle_rows import circle_there
from storage.mou_rows import (
    MOU_PARTY,
    MOU_TABLE,
    insert_mou,
    insert_organisations,
    load_mou,
    organisation_names,
    organisations_called,
    organisations_of,
    put_parties,
    update_mou,
)
from storage.refs import next_ref
from storage.streams.known import is_coordinator, steers
from storage.streams.stream import Stream
from storage.tables.streams import Subject

if TYPE_CHECKING:
    from storage.unit import Unit


class MouStream(Stream):
    subject = Subject.MOU
    state: Mou | None
    _asked: RoundId | None = None
    """The round that was open about its amendment when it ended."""

    def load(self) -> Mou | None:
        remembered = self.unit.remembered.at((self.network_id, self.id), self.head.revision)
        return (
            remembered if isinstance(remembered, Mou) else load_mou(self.connection, self.network_id, self.id)
        )

    def decide(self, command: Command) -> Sequence[Event]:
        circle = self._circle(command)
        events = decide(self._case(circle, command), command, self.now)
        match events:
            case (e.MouDrafted() as drafted,):
                return (replace(drafted, ref=next_ref(self.connection, self.network_id)),)
            case (e.MouProposed() as proposed, *_):
                self._ask(circle, command, proposed)
            case (e.MouReworded() as reworded, *_):
                self._ask_otherwise(reworded)
        return events

    def settle(self) -> None:
        """What fell due while nothing was running happens now, in its order and as of its own time."""
        while self.state is not None and (events := settle(self.state, self.now)):
            self.record(events)

    def next_due(self) -> datetime | None:
        return None if self.state is None else next_due(self.state)

    def keep(self, event: Event) -> None:
        if isinstance(event, e.MouDrafted | e.MouEdited):
            insert_organisations(self.connection, self.network_id, event.named)
        before, self.state = self.state, evolve(self.state, event)
        coming = None if before is None else before.coming
        if isinstance(event, e.MouEnded) and coming is not None and coming.status is MouStatus.PROPOSED:
            self._asked = coming.round_id
        if before is None:
            insert_mou(self.connection, self.state)
        elif before.parties != self.state.parties:
            put_parties(self.connection, self.state)

    def flush(self) -> None:
        if self.state is not None and self.events and self.state is not self.before:
            update_mou(self.connection, self.state)

    def follow(self, events: Sequence[Event]) -> None:
        """What its parties commit to are commitments while it is in force; the memorandum in whose place it comes ends; and
        nobody is asked any more about amending what has ended."""
        from storage.streams.commitments_of_mous import after_mou_event

        mou = self.state
        for event in events:
            if mou is not None:
                after_mou_event(self.unit, mou, event)
        self._ask_no_more()
        if (
            mou is None
            or mou.replaces is None
            or not any(isinstance(one, e.MouCameIntoForce) for one in events)
        ):
            return
        older = self.unit.find(MouStream, self.network_id, mou.replaces)
        if older is not None:
            older.settle()
            older.handle(_of_the_house(older, c.NoteReplaced, mou.made_by, with_mou=mou.id))

    # --- its round --------------------------------------------------------------------------------------------

    def _ask(self, circle: Circle, command: Command, proposed: e.MouProposed) -> None:
        from storage.streams.rounds_of_mous import open_round

        if self.state is not None and isinstance(command, c.ProposeMou):
            open_round(self.unit, self.state, circle, proposed, command)

    def _ask_otherwise(self, reworded: e.MouReworded) -> None:
        from storage.streams.rounds_of_mous import change_text

        if self.state is not None:
            change_text(self.unit, self.state, reworded)

    def _ask_no_more(self) -> None:
        from storage.streams.rounds_of_mous import end_round

        asked, self._asked = self._asked, None
        if asked is not None:
            end_round(self.unit, self.network_id, asked)

    # --- what it looks at -------------------------------------------------------------------------------------

    def _case(self, circle: Circle, command: Command) -> MouCase:
        network = self.network_id
        parties = _parties(command)
        named = {party.organisation for party in (*parties, *(self.state.parties if self.state else ()))}
        signs = {party.signatory for party in parties if party.signatory is not None}
        if isinstance(command, c.NameSignatory) and command.signatory is not None:
            signs.add(command.signatory)
        return MouCase(
            self.state,
            circle,
            steers=steers(self.connection, circle, command.by),
            coordinates=is_coordinator(self.connection, network, command.by),
            organisations=organisation_names(self.connection, network, named),
            of=organisations_of(self.connection, network, signs),
            older=self._older(command),
            called=organisations_called(self.connection, network, _names(command)),
        )

    def _older(self, command: Command) -> Mou | None:
        if not isinstance(command, c.DraftMou) or command.replaces is None:
            return None
        self.unit.flush()
        return load_mou(self.connection, self.network_id, command.replaces)

    def _circle(self, command: Command) -> Circle:
        if self.state is not None:
            return circle_there(self.connection, self.network_id, self.state.circle_id)
        if isinstance(command, c.DraftMou):
            return circle_there(self.connection, self.network_id, command.circle_id)
        raise Refusal(Reason.NOT_FOUND)


def _parties(command: Command) -> tuple[Party, ...]:
    return (command.parties or ()) if isinstance(command, c.DraftMou | c.EditMou) else ()


def _names(command: Command) -> set[str]:
    named = command.named if isinstance(command, c.DraftMou | c.EditMou) else ()
    return {" ".join(one.name.split()).casefold() for one in named}


def _of_the_house(stream: MouStream, kind: type[c.MouCommand], by: MemberId, **fields: Any) -> c.MouCommand:
    return kind(network_id=NetworkId(stream.network_id), by=by, mou_id=MouId(stream.id), **fields)


# --- what follows from elsewhere ------------------------------------------------------------------------------------


def note_signatory_left(
    unit: "Unit", network_id: UUID, member: MemberId, *, circle_id: UUID | None = None
) -> None:
    """Whoever has left the circle signs for nobody in what is kept there; whoever has left the network, nowhere."""
    p = MOU_PARTY.c
    signs = select(p.mou_id).where(p.network_id == network_id, p.signatory_id == member)
    here: list[Any] = [MOU_TABLE.c.id.in_(signs)]
    if circle_id is not None:
        here.append(MOU_TABLE.c.circle_id == circle_id)
    for stream in _locked(unit, network_id, *here):
        stream.settle()
        stream.handle(_of_the_house(stream, c.NoteMemberLeft, member))


def unite_signatories(unit: "Unit", network_id: UUID, member: MemberId, other: MemberId) -> None:
    """In every memorandum in which ``other`` has or had a part."""
    p = MOU_PARTY.c
    signs = select(p.mou_id).where(p.network_id == network_id, p.signatory_id == other)
    part = or_(MOU_TABLE.c.id.in_(signs), MOU_TABLE.c.body.contains(str(other)))
    for stream in _locked(unit, network_id, part):
        stream.settle()
        stream.handle(_of_the_house(stream, c.UniteSignatories, member, other=other))


def erase_reasons(unit: "Unit", network_id: UUID, members: Iterable[MemberId]) -> None:
    """In every memorandum, ended or not, why these members called a review or ended it. By an event, so that no process goes on
    with what it remembers."""
    for member in members:
        for stream in _locked(unit, network_id, MOU_TABLE.c.body.contains(str(member))):
            erased = e.MouWordsErased(member=member, at=stream.now)
            if stream.state is not None and evolve(stream.state, erased) != stream.state:
                stream.record((erased,))


def _locked(unit: "Unit", network_id: UUID, *which: Any) -> list[MouStream]:
    unit.flush()
    found = select(MOU_TABLE.c.id).where(MOU_TABLE.c.network_id == network_id, *which)
    ids = list(unit.connection.execute(found.order_by(MOU_TABLE.c.id)).scalars())
    unit.lock((network_id, id) for id in ids)
    streams = (unit.find(MouStream, network_id, id) for id in ids)
    return [stream for stream in streams if stream is not None]
