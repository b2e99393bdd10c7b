"""Who leaves signs for nobody any more; and two who are one person sign as one."""

from datetime import datetime

from decisions.events import Event
from decisions.ids import MemberId
from decisions.mous import commands as c
from decisions.mous import events as e
from decisions.mous.case import MouCase
from decisions.mous.mou import Mou


def note_left(case: MouCase, command: c.NoteMemberLeft, now: datetime) -> tuple[Event, ...]:
    """What they have signed stays signed."""
    return tuple(
        e.SignatoryLeft(organisation=party.organisation, member=command.by, at=now)
        for party in case.known().parties
        if party.signatory == command.by
    )


def unite(case: MouCase, command: c.UniteSignatories, now: datetime) -> tuple[Event, ...]:
    if command.other not in named_in(case.known()):
        return ()
    return (e.SignatoriesUnited(member=command.by, other=command.other, at=now),)


def named_in(mou: Mou) -> frozenset[MemberId]:
    """Everybody whom it names."""
    versions = [version for version in (mou.coming, mou.in_force, *mou.former) if version is not None]
    yeses = () if mou.renewal is None else mou.renewal.yeses
    asked = () if mou.end_asked is None else mou.end_asked.yeses
    parts = (mou.review, mou.notice, mou.end, mou.end_asked)
    return frozenset(
        {
            mou.made_by,
            *mou.signatories,
            *(one.by for version in versions for one in version.signatures),
            *(yes.by for yes in (*yeses, *asked)),
            *(part.by for part in parts if part is not None and part.by is not None),
        }
    )
