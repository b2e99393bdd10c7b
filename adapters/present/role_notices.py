"""What is told of a role: to one person, and in the circle's places."""

from collections.abc import Mapping
from typing import Any, Final

from adapters.cards import Action, Block, Button, Buttons, Paragraph, PersonalCard, SharedCard, words
from adapters.present.reader import Reader
from adapters.present.scene import cut
from adapters.present.verbs import Verb
from decisions.rounds.notices import NoticeKind

_NAME: Final = 60


def role_notice(kind: NoticeKind, facts: Mapping[str, Any], reader: Reader) -> PersonalCard:
    said = _said(kind, facts, reader)
    return PersonalCard(said, _blocks(said, facts, reader))


def role_message(kind: NoticeKind, facts: Mapping[str, Any], reader: Reader) -> SharedCard:
    said = _said(kind, facts, reader)
    return SharedCard(said, _blocks(said, facts, reader))


def _blocks(said: str, facts: Mapping[str, Any], reader: Reader) -> tuple[Block, ...]:
    button = Button(reader.copy("button.open_circle"), Action(Verb.OPEN_CIRCLE, facts["circle_id"]))
    return (Paragraph(words(said)), Buttons((button,)))


def _said(kind: NoticeKind, facts: Mapping[str, Any], reader: Reader) -> str:
    key = f"notice.{kind}"
    return reader.copy(key, role=cut(facts["role"], _NAME), circle=cut(facts["circle"], _NAME))
