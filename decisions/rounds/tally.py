"""How many were asked, how many have been heard, and what they said: kept as numbers, never recounted from answers."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from decisions.ids import GroupId
from decisions.rounds.answers import Kind
from decisions.rounds.settings import Settings
from decisions.rounds.voices import Voice


@dataclass(frozen=True, slots=True)
class GroupTally:
    """One stakeholder group in one pass. ``kinds`` are sealed while the pass is open."""

    asked: int = 0
    heard: int = 0
    kinds: Mapping[Kind, int] = field(default_factory=dict)
    guests: int = 0
    """Of those asked: they belong to the group, and are no members of the circle."""
    lent: int = 0
    """Of those heard: the guests, and those for whom a stand-in answered. None of them is the group's own voice."""

    @property
    def own_asked(self) -> int:
        return self.asked - self.guests

    @property
    def own_heard(self) -> int:
        """For the voice rule: a group's voice is heard only by its own."""
        return self.heard - self.lent


@dataclass(frozen=True, slots=True)
class Tally:
    """One pass, by stakeholder group."""

    groups: Mapping[GroupId, GroupTally] = field(default_factory=dict)

    @property
    def asked(self) -> int:
        return sum(group.asked for group in self.groups.values())

    @property
    def heard(self) -> int:
        return sum(group.heard for group in self.groups.values())

    def of(self, kind: Kind) -> int:
        return sum(group.kinds.get(kind, 0) for group in self.groups.values())

    @property
    def everyone_heard(self) -> bool:
        return self.asked > 0 and self.heard >= self.asked

    def counted(self, group: GroupId, old: Kind | None, new: Kind | None, *, lent: int = 0) -> "Tally":
        """With one answer more (``old`` None), changed, or (``new`` None) taken back. ``lent``: how many more of the group are
        heard by other than its own voice."""
        before = self.groups.get(group, GroupTally())
        kinds = dict(before.kinds)
        if old is not None:
            kinds[old] = kinds.get(old, 0) - 1
        if new is not None:
            kinds[new] = kinds.get(new, 0) + 1
        heard = before.heard + (old is None) - (new is None)
        kinds = {kind: n for kind, n in kinds.items() if n}
        after = GroupTally(before.asked, heard, kinds, before.guests, before.lent + lent)
        return Tally({**self.groups, group: after})

    def with_guest(self, group: GroupId) -> "Tally":
        """With one more who is asked, and is no member of the circle."""
        before = self.groups.get(group, GroupTally())
        after = replace(before, asked=before.asked + 1, guests=before.guests + 1)
        return Tally({**self.groups, group: after})

    def with_voice(self, voice: Voice, sign: int) -> "Tally":
        """With one more who was asked (``sign`` 1), or one fewer (-1), and what they said."""
        before = self.groups.get(voice.group, GroupTally())
        kinds = dict(before.kinds)
        if voice.kind is not None:
            kinds[voice.kind] = kinds.get(voice.kind, 0) + sign
        after = GroupTally(
            before.asked + sign,
            before.heard + sign * voice.heard,
            {kind: n for kind, n in kinds.items() if n},
            before.guests + sign * voice.guest,
            before.lent + sign * (voice.heard and voice.lent),
        )
        groups = {**self.groups, voice.group: after}
        return Tally({group: tally for group, tally in groups.items() if tally.asked})

    def without_kinds(self) -> "Tally":
        """The numbers that may be seen while a pass is sealed."""
        return Tally({group: replace(one, kinds={}) for group, one in self.groups.items()})

    def heard_one(self, group: GroupId, *, lent: bool = False) -> "Tally":
        """With one more heard who gave no answer of a kind (exploring, or in secret)."""
        before = self.groups.get(group, GroupTally())
        after = replace(before, heard=before.heard + 1, lent=before.lent + lent)
        return Tally({**self.groups, group: after})


def quorum_met(tally: Tally, settings: Settings) -> bool:
    return tally.heard >= settings.quorum.heard_needed(tally.asked)


def voices_missing(tally: Tally, settings: Settings) -> Mapping[GroupId, int]:
    """How many more of each group that the voice rule names must be heard by their own voice; empty when the rule is met."""
    missing = {}
    for need in settings.voices:
        group = tally.groups.get(need.group, GroupTally())
        if (short := need.heard_needed(group.own_asked) - group.own_heard) > 0:
            missing[need.group] = short
    return missing
