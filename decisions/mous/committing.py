"""What each party commits to in a memorandum is a commitment of theirs while it is in force (docs/decisions/0056)."""

from collections.abc import Iterator
from datetime import date
from uuid import uuid5

from decisions.commitments.coming_again import next_time
from decisions.commitments.commands import MakeCommitment
from decisions.commitments.commitment import Origin, OriginKind, Promise
from decisions.ids import CommitmentId, MemberId, OrganisationId
from decisions.mous.mou import Mou
from decisions.mous.terms import Clause
from decisions.people.people import Circle
from decisions.recurring.rhythm import Rhythm


def commitments_of(mou: Mou, circle: Circle, today: date) -> Iterator[MakeCommitment]:
    """Of the version in force, one for each clause; the same clause in the next version is the same one. Whoever has signed has
    said yes to it. Where they do not sit in the circle, it is asked of the first of their people there; where nobody does, it
    waits in the memorandum. A day that is over by now is today; what comes again is first due on a day of its rhythm after
    today: nobody is due by having signed."""
    for clause in mou.clauses_in_force:
        doer = _doer(mou, circle, clause.party)
        if doer is None:
            continue
        rhythm = clause.by_when if isinstance(clause.by_when, Rhythm) else None
        if rhythm is not None:
            due = next_time(rhythm, today, circle.settings)
        else:
            due = max(clause.by_when, today) if isinstance(clause.by_when, date) else None
        yield MakeCommitment(
            network_id=mou.network_id,
            by=doer if _has_signed(mou, doer, clause.party) else _asker(circle, doer),
            commitment_id=commitment_of(mou, clause),
            circle_id=mou.circle_id,
            who=doer,
            promise=Promise(clause.words, due, clause.known_by, rhythm),
            origin=Origin(OriginKind.MOU, mou.id),
        )


def commitment_of(mou: Mou, clause: Clause) -> CommitmentId:
    """Its id follows from what it says, so that time alone can make it, once."""
    said = f"{clause.id}:{clause.words}:{clause.by_when}:{clause.known_by}"
    return CommitmentId(uuid5(mou.id, said))


def _doer(mou: Mou, circle: Circle, organisation: OrganisationId) -> MemberId | None:
    signs = [seat.member for seat in circle.seats if _has_signed(mou, seat.member, organisation)]
    here = [seat.member for seat in circle.seats if seat.organisation == organisation]
    return next(iter((*signs, *here)), None)


def _has_signed(mou: Mou, member: MemberId, organisation: OrganisationId) -> bool:
    signature = None if mou.in_force is None else mou.in_force.signature_of(organisation)
    return signature is not None and signature.by == member


def _asker(circle: Circle, doer: MemberId) -> MemberId:
    """The facilitator, or somebody else there: nobody commits themselves by being there alone."""
    others = [seat.member for seat in circle.seats if seat.member != doer]
    facilitates = [member for member in others if member == circle.facilitator]
    return next(iter((*facilitates, *others)), doer)
