"""A new link of one's own, by email: the address behind the button is the link."""

from adapters.cards import Action, Button, Buttons, Paragraph, PersonalCard, Tone, words
from adapters.present.reader import Reader
from adapters.present.verbs import Verb
from decisions.rounds.notices import NoticeKind


def link_card(reader: Reader) -> PersonalCard:
    w = reader.copy
    said = w(f"notice.{NoticeKind.NEW_LINK}")
    button = Button(w("button.open"), Action(Verb.HOME), Tone.PRIMARY)
    return PersonalCard(said, (Paragraph(words(said)), Buttons((button,))))
