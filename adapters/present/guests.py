"""Guests of a ballot: the form that invites one, the link, and how all are told that some have come."""

from adapters.cards import (
    Block,
    Button,
    Buttons,
    Form,
    Item,
    Line,
    Paragraph,
    PersonalCard,
    Quote,
    TextField,
    words,
)
from adapters.desk import Screen
from adapters.present.answer import about_line
from adapters.present.belonging import known_or_new, named_anew
from adapters.present.forms import errors, typed
from adapters.present.reader import Reader
from adapters.present.scene import Scene
from adapters.present.verbs import Verb
from decisions.people.engine import NAME_LIMIT
from decisions.rounds.record import RoundRecord
from decisions.rounds.round import Stage


def invite_guest(record: RoundRecord, reader: Reader, screen: Screen) -> Form:
    """Who comes, and for whom they speak."""
    scene = Scene(record, reader)
    w = scene.w
    return Form(
        w("guest.title"),
        (
            about_line(scene),
            Line(words(w("guest.means"))),
            TextField("name", w("guest.name"), typed(screen, "name"), max_length=NAME_LIMIT),
            known_or_new(reader, screen, "group", record.groups.values(), new=False),
            known_or_new(reader, screen, "organisation", record.organisations.values()),
            named_anew(reader, screen, "new_organisation"),
        ),
        scene.action(Verb.INVITE_GUEST),
        submit=w("invite.make"),
        close=w("form.cancel"),
        errors=errors(screen, reader),
    )


def guest_invited(record: RoundRecord, reader: Reader, screen: Screen) -> PersonalCard:
    """The link that only invites. It is shown once: a repeat shows none."""
    scene = Scene(record, reader)
    w, link = scene.w, typed(screen, "link")
    again: Button = scene.button("button.another_guest", Verb.INVITE_GUEST)
    if not link:
        said = w("invite.shown_once")
        return PersonalCard(said, (Paragraph(words(said)), Buttons((again,))))
    ready = w("guest.ready", title=scene.title)
    return PersonalCard(
        ready,
        (
            Paragraph(words(ready, bold=True)),
            Quote(words(link), to_copy=True),
            Line(words(w("guest.private"))),
            Buttons((again,)),
        ),
    )


def guest_rows(scene: Scene) -> list[Block]:
    """For those who may invite, while it is open."""
    round = scene.round
    may = scene.proposes or scene.facilitates
    if round.stage is not Stage.VOTING or not round.terms.guests or not may:
        return []
    return [Item(words(scene.w("guest.invite")), scene.button("button.invite_guest", Verb.INVITE_GUEST))]
