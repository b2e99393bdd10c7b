"""A round's record as one reader sees it: names, capacities, buttons and short texts that every card of a
round shares."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final
from uuid import UUID

from adapters.cards import MAX_EXCERPT, MAX_TITLE, Action, Button, Tone
from adapters.copy import Copy
from adapters.present.reader import Reader
from adapters.present.verbs import Verb
from decisions.ids import GroupId, MemberId
from decisions.rounds.record import RoundRecord
from decisions.rounds.round import NAMING, Problem, Round
from decisions.rounds.way import Way

_SMALLEST_GROUP_NAMED = 2
"""In a group of one, naming the group would name the person."""


_ANSWERING: Final[Mapping[Way, Verb]] = {
    Way.CONSENT: Verb.ANSWER,
    Way.BALLOT: Verb.VOTE,
    Way.QUESTION: Verb.SAY,
    Way.ADVICE: Verb.ADVISE,
    Way.SELECTION: Verb.NOMINATE,
}


_ABOUT_PEOPLE: Final[Mapping[str, str]] = {
    "agreement.for_the_review": "selection.worries",
    "answer.concern_means": "answer.concern_about_people",
    "explain.concern": "explain.concern_about_people",
    "problem.left_as_worry": "problem.worry_about_people",
    "problem.set_aside": "problem.set_aside_about_people",
    "problem.withdrawn": "problem.worry_about_people",
    "recorded.keep_as_worry": "recorded.keep_as_worry_about_people",
    "result.for_the_review": "selection.worries",
}
"""What is said of a worry where no agreement comes of it, and so no review."""


_IN_ITS_MOU: Final[Mapping[Verb, Verb]] = {
    Verb.CHANGE_TEXT: Verb.EDIT_MOU,
    Verb.PROPOSE_AGAIN: Verb.OPEN_MOU,
}


@dataclass(frozen=True, slots=True)
class Scene:
    record: RoundRecord
    reader: Reader

    def __post_init__(self) -> None:
        if self.record.mou is not None:
            from adapters.present.mou_told import in_readers_words

            object.__setattr__(self, "record", in_readers_words(self.record, self.reader))

    @property
    def w(self) -> Copy:
        return self.reader.copy

    @property
    def round(self) -> Round:
        return self.record.round

    @property
    def title(self) -> str:
        """Of a draft that has none yet, what it is called until then."""
        return cut(self.round.text.title, MAX_TITLE) or self.w("list.no_title")

    # --- people ---------------------------------------------------------------------------------------------

    def name(self, member: MemberId | None) -> str:
        found = self.record.members.get(member) if member else None
        return found.name if found else self.w("people.somebody")

    def group(self, group: GroupId) -> str:
        found = self.record.groups.get(group)
        return found.name if found else self.w("people.other")

    def who(self, member: MemberId, *, named: bool = True) -> str:
        """Somebody with their capacity; without a name when they did not allow it, and then without a group
        that would give them away."""
        capacity = self.record.capacities.get(member)
        if capacity is None:
            return self.name(member) if named else self.w("people.a_member")
        group = self.group(capacity[0])
        if named:
            return self.w("people.named", name=self.name(member), group=group)
        if self._size(capacity[0]) < _SMALLEST_GROUP_NAMED:
            return self.w("people.a_member")
        return self.w("people.a_member_of", group=group)

    def raised_by(self, problem: Problem) -> str:
        return self.who(problem.raised_by, named=problem.named)

    def _size(self, group: GroupId) -> int:
        tally = (self.record.result or self.round.tally).groups.get(group)
        return tally.asked if tally else 0

    @property
    def proposed(self) -> bool:
        """Whether it is about a proposal; else something is asked."""
        return self.round.way is Way.CONSENT

    @property
    def asks_consent(self) -> bool:
        """Whether what is asked of everyone now is consent: to a proposal, or to the people who are proposed for a role."""
        return self.proposed or (self.round.way is Way.SELECTION and self.round.stage not in NAMING)

    def of_people(self, key: str) -> str:
        """The sentence's key; where people are chosen, of one that speaks of a review another: none comes of it, and a worry
        stays where all can read it."""
        return _ABOUT_PEOPLE.get(key, key) if self.round.way is Way.SELECTION else key

    # --- the reader's part ----------------------------------------------------------------------------------

    @property
    def me(self) -> MemberId | None:
        return self.reader.member

    @property
    def proposes(self) -> bool:
        return self.me is not None and self.me in self.round.authors

    @property
    def facilitates(self) -> bool:
        return self.me is not None and self.me == self.round.facilitator

    @property
    def my_problems(self) -> tuple[Problem, ...]:
        """Open problems that the reader holds."""
        return tuple(p for p in self.round.open_problems if self.me is not None and p.raiser == self.me)

    @property
    def others_problems(self) -> tuple[Problem, ...]:
        """Open problems that the reader can help somebody else with."""
        return tuple(p for p in self.round.open_problems if p not in self.my_problems)

    # --- buttons --------------------------------------------------------------------------------------------

    def button(
        self,
        label: str,
        verb: Verb,
        *,
        about: UUID | None = None,
        part: UUID | None = None,
        tone: Tone = Tone.PLAIN,
        spoken: str | None = None,
    ) -> Button:
        """``label`` is a key. The button is about the round, unless ``about`` says another; ``part`` is a
        part of it. A memorandum is changed, and proposed again, where it is kept."""
        if verb in _IN_ITS_MOU and self.round.mou is not None:
            instead, label = _IN_ITS_MOU[verb], "button.open_mou" if verb is Verb.PROPOSE_AGAIN else label
            return Button(self.w(label), Action(instead, str(self.round.mou)), tone, spoken=spoken)
        subject = str(about or self.round.id)
        action = Action(verb, f"{subject}:{part}" if part else subject, self.round.shown)
        return Button(self.w(label), action, tone, spoken=spoken)

    def action(self, verb: Verb, part: UUID | None = None) -> Action:
        return Action(verb, f"{self.round.id}:{part}" if part else str(self.round.id), self.round.shown)

    @property
    def more(self) -> Button:
        return self.button("button.more", Verb.MORE, spoken=self.w("spoken.more", title=self.title))

    @property
    def read_all(self) -> Button:
        return self.button(
            "button.read_all", Verb.READ_ALL, spoken=self.w("spoken.read_all", title=self.title)
        )

    @property
    def answering(self) -> Verb:
        """What opens the form in which one answers."""
        return Verb.ANSWER if self.asks_consent else _ANSWERING[self.round.way]

    @property
    def again(self) -> Button:
        """Begins anew from a round that ended without what it was for."""
        label = "button.propose_again" if self.proposed else "button.ask_again"
        return self.button(label, Verb.PROPOSE_AGAIN)

    @property
    def card_link(self) -> str:
        """Where its card stands; the browser's page when that is not known."""
        return next(iter(self.record.card_links.values()), "") or self.reader.link("round", self.round.id)

    @property
    def summary(self) -> str:
        """What changes, in plain words; else what is proposed."""
        return self.round.text.plainly or self.round.text.proposal


_ENDS = " ,;:.…–-"


def cut(text: str, limit: int) -> str:
    """At most ``limit`` characters on one line, cut at a word, with an ellipsis where something went."""
    line = " ".join(text.split())
    if len(line) <= limit:
        return line
    head = line[: limit - 1]
    at_word = head.rsplit(" ", 1)[0] if " " in head[limit // 2 :] else head
    return at_word.rstrip(_ENDS) + "…"


def excerpt(text: str, words: int, limit: int = MAX_EXCERPT) -> str:
    """The beginning of a text: at most ``words`` words and ``limit`` characters."""
    all_words = text.split()
    if len(all_words) <= words:
        return cut(text, limit)
    return cut(" ".join(all_words[: max(words, 1)]), limit - 1).rstrip(_ENDS) + "…"


def count_words(*texts: str) -> int:
    return sum(len(text.split()) for text in texts)
