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

    def counted(self, group: GroupId, old: Kind | None, new: Kind | None) -> "Tally":
        """With one answer more (``old`` None), changed, or (``new`` None) taken back."""
        before = self.groups.get(group, GroupTally())
        kinds = dict(before.kinds)
        if old is not None:
            kinds[old] = kinds.get(old, 0) - 1
        if new is not None:
            kinds[new] = kinds.get(new, 0) + 1
        heard = before.heard + (old is None) - (new is None)
        kinds = {kind: n for kind, n in kinds.items() if n}
        return Tally({**self.groups, group: GroupTally(before.asked, heard, kinds)})

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
        )
        groups = {**self.groups, voice.group: after}
        return Tally({group: tally for group, tally in groups.items() if tally.asked})

    def without_kinds(self) -> "Tally":
        """The numbers that may be seen while a pass is sealed."""
        return Tally({group: GroupTally(one.asked, one.heard) for group, one in self.groups.items()})

    def heard_one(self, group: GroupId) -> "Tally":
        """With one more heard who gave no answer of a kind (exploring)."""
        before = self.groups.get(group, GroupTally())
        return Tally({**self.groups, group: replace(before, heard=before.heard + 1)})


def quorum_met(tally: Tally, settings: Settings) -> bool:
    return tally.heard >= settings.quorum.heard_needed(tally.asked)


def voices_missing(tally: Tally, settings: Settings) -> Mapping[GroupId, int]:
    """How many more of each group that the voice rule names must be heard; empty when the rule is met."""
    missing = {}
    for need in settings.voices:
        group = tally.groups.get(need.group, GroupTally())
        if (short := need.heard_needed(group.asked) - group.heard) > 0:
            missing[need.group] = short
    return missing
