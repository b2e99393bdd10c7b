"""Links of one's own: a new one by email, where the address behind the button is the link, and stopping them all."""

from adapters.cards import Action, Button, Buttons, Form, Paragraph, PersonalCard, Tone, words
from adapters.desk import Screen
from adapters.present.forms import errors
from adapters.present.reader import Reader
from adapters.present.verbs import Verb
from decisions.rounds.notices import NoticeKind


def link_card(reader: Reader) -> PersonalCard:
    w = reader.copy
    said = w(f"notice.{NoticeKind.NEW_LINK}")
    button = Button(w("button.open"), Action(Verb.HOME), Tone.PRIMARY)
    return PersonalCard(said, (Paragraph(words(said)), Buttons((button,))))


def revoke_links(record: None, reader: Reader, screen: Screen) -> Form:
    """Whether to stop them; a link that is gone does not come back."""
    w = reader.copy
    whose = str(screen.about) if screen.about is not None else ""
    return Form(
        w("revoke_links.title"),
        (Paragraph(words(w("revoke_links.means"))),),
        Action(Verb.REVOKE_LINKS, whose),
        submit=w("button.revoke_links"),
        close=w("form.cancel"),
        errors=errors(screen, reader),
    )
