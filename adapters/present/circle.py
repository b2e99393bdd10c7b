"""A circle's room: its rounds, its agreements and its people; and inviting somebody to it."""

from collections import Counter
from collections.abc import Iterator
from typing import Final

from adapters.cards import (
    Action,
    Block,
    Button,
    Buttons,
    ChoiceField,
    Facts,
    Form,
    Line,
    Listing,
    Option,
    Page,
    Paragraph,
    PersonalCard,
    Quote,
    Section,
    TextField,
    Tone,
    words,
)
from adapters.desk import Screen
from adapters.present import recurring
from adapters.present.belonging import name_with_organisation
from adapters.present.digest_settings import digest_said
from adapters.present.forms import errors, typed
from adapters.present.leaving import leaving_buttons
from adapters.present.lists import agreement_row, round_row
from adapters.present.places import where_we_meet
from adapters.present.reader import Reader
from adapters.present.reminder_words import wishes_said
from adapters.present.scene import cut
from adapters.present.stand_ins import stand_in_rows
from adapters.present.templates import in_the_room
from adapters.present.verbs import Verb
from decisions.ids import GroupId
from decisions.rounds.record import CircleRecord

_NAME: Final = 80


def circle(record: CircleRecord, reader: Reader, screen: Screen) -> Page:
    w = reader.copy
    sections = [
        Section("", (*_lead(record, reader), *_buttons(record, reader))),
        Section(w("circle.rounds"), _rows(record, reader)),
        Section(w("home.in_force"), _agreements(record, reader)),
        *_repeating(record, reader),
        Section(w("templates.title"), in_the_room(record, reader), anchor="templates"),
        Section(w("circle.how"), tuple(_how(record, reader))),
        *_told(record, reader),
        Section(w("circle.where"), where_we_meet(record, reader)),
        *_stand_in_section(record, reader),
        Section(w("circle.people"), _people(record, reader), folded=len(record.circle.seats) > 12),
    ]
    if record.ended:
        ended = tuple(round_row(line, reader, circle=False) for line in record.ended)
        sections.append(Section(w("circle.ended"), ended, folded=True))
    crumbs = ((w("home.crumb"), Action(Verb.HOME)),)
    return Page(record.circle.name, tuple(sections), live=(f"circle:{record.circle.id}",), crumbs=crumbs)


def _repeating(record: CircleRecord, reader: Reader) -> tuple[Section, ...]:
    blocks = recurring.in_the_room(record, reader)
    return (Section(reader.copy("repeat.section"), blocks, anchor="repeats"),) if blocks else ()


def _stand_in_section(record: CircleRecord, reader: Reader) -> tuple[Section, ...]:
    rows = stand_in_rows(record, reader)
    return (Section(reader.copy("stand_in.heading"), rows),) if rows else ()


def _lead(record: CircleRecord, reader: Reader) -> tuple[Block, ...]:
    w = reader.copy
    network = "" if record.network.name == record.circle.name else record.network.name
    parts = [network, w.n("circle.people_n", len(record.circle.seats))]
    facilitator = record.members.get(record.circle.facilitator) if record.circle.facilitator else None
    if facilitator:
        parts.append(w("circle.facilitator", name=facilitator.name))
    return (Line(words(" · ".join(filter(None, parts)))),)


def _buttons(record: CircleRecord, reader: Reader) -> Iterator[Buttons]:
    """What anybody may begin, and what they look at; what changes the circle stands where it is told of."""
    w, id = reader.copy, str(record.circle.id)
    propose = Button(w("button.propose"), Action(Verb.PROPOSE, id), Tone.PRIMARY)
    ask = Button(w("button.ask_the_group"), Action(Verb.BALLOT, id))
    commitments = Button(w("button.commitments"), Action(Verb.COMMITMENTS, id))
    roles = Button(w("button.roles"), Action(Verb.ROLES, id))
    mous = Button(w("button.mous"), Action(Verb.MOUS, id))
    yield Buttons((propose, ask))
    yield Buttons((commitments, roles, mous))


def _how(record: CircleRecord, reader: Reader) -> Iterator[Block]:
    yield _rules(record, reader)
    if record.may_change:
        action = Action(Verb.CIRCLE_FORM, str(record.circle.id))
        yield Buttons((Button(reader.copy("button.change_circle"), action),))


def _told(record: CircleRecord, reader: Reader) -> Iterator[Section]:
    """How its people are reminded; and for those who hear it, when the week in short comes."""
    w, id = reader.copy, str(record.circle.id)
    said = w("reminders.clocks", said=wishes_said(record.circle.reminders, w))
    change = Button(w("button.change"), Action(Verb.CIRCLE_REMINDERS, id), spoken=w("reminders.title"))
    row = (Buttons((change,)),) if record.may_change else ()
    yield Section(w("reminders.title"), (Paragraph(words(said)), *row))
    if record.may_change:
        see = Button(w("button.see_it"), Action(Verb.DIGEST, id), spoken=w("digest.title"))
        when = Button(w("button.change"), Action(Verb.CIRCLE_DIGEST, id), spoken=w("digest.title"))
        line = Paragraph(words(digest_said(record.circle, reader)))
        yield Section(w("digest.title"), (line, Buttons((see, when))))


def _rows(record: CircleRecord, reader: Reader) -> tuple[Block, ...]:
    rows = tuple(round_row(line, reader, circle=False) for line in record.rounds)
    return rows or (Line(words(reader.copy("circle.no_rounds"))),)


def _agreements(record: CircleRecord, reader: Reader) -> tuple[Block, ...]:
    rows = tuple(agreement_row(each, reader) for each in record.agreements)
    return rows or (Line(words(reader.copy("circle.no_agreements"))),)


def _rules(record: CircleRecord, reader: Reader) -> Facts:
    """How the circle decides, in a few rows."""
    w, settings = reader.copy, record.circle.settings
    size = Counter(seat.group for seat in record.circle.seats)
    voices = [
        w("heard.missing", n=need.heard_needed(size[need.group]), group=record.groups[need.group].name)
        for need in settings.voices
        if need.group in record.groups
    ]
    return Facts(
        (
            (w("circle.voices"), w.list(voices) if voices else w("circle.no_voices")),
            (
                w("circle.quorum"),
                w.n("circle.quorum_n", settings.quorum.heard_needed(len(record.circle.seats))),
            ),
            (w("preview.how"), w(f"form_of.{settings.form}")),
            (w("circle.end"), w("circle.recommends") if settings.recommends else w("circle.decides")),
        )
    )


def _people(record: CircleRecord, reader: Reader) -> tuple[Block, ...]:
    """By group, each with their organisation."""
    blocks: list[Block] = []
    for group in _groups(record):
        seats = [seat for seat in record.circle.seats if seat.group == group]
        named = record.groups.get(group)
        blocks.append(Paragraph(words(named.name if named else "–", bold=True)))
        names = [name_with_organisation(record, seat) for seat in seats if seat.member in record.members]
        blocks.append(Listing(tuple(words(name) for name in sorted(names, key=str.casefold))))
    if record.may_change:
        id = str(record.circle.id)
        invite = Button(reader.copy("button.invite"), Action(Verb.INVITE, id))
        belongs = Button(reader.copy("button.who_belongs"), Action(Verb.WHO_BELONGS, id))
        blocks.append(Buttons((invite, belongs)))
    blocks += leaving_buttons(record, reader)
    if record.reader.is_coordinator:
        id = str(record.circle.id)
        twice = Button(reader.copy("button.same_person"), Action(Verb.SAME_PERSON, id))
        name = Button(reader.copy("button.name_coordinator"), Action(Verb.NAME_COORDINATOR, id))
        blocks.append(Buttons((twice, name)))
    return tuple(blocks)


def _groups(record: CircleRecord) -> list[GroupId]:
    here = {seat.group for seat in record.circle.seats}
    return sorted(here, key=lambda group: record.groups[group].name if group in record.groups else "")


# --- inviting -----------------------------------------------------------------------------------------------


def invite(record: CircleRecord, reader: Reader, screen: Screen) -> Form:
    w = reader.copy
    groups = sorted(record.groups.values(), key=lambda group: group.name.casefold())
    options = tuple(Option(str(group.id), cut(group.name, 75)) for group in groups)
    return Form(
        w("invite.title"),
        (
            Line(words(w("invite.lead", circle=record.circle.name))),
            ChoiceField("group", w("invite.group"), options, typed(screen, "group"), w("invite.group_hint")),
            TextField("name", w("invite.name"), typed(screen, "name"), required=False, max_length=_NAME),
        ),
        Action(Verb.INVITE, str(record.circle.id)),
        submit=w("invite.make"),
        close=w("form.cancel"),
        errors=errors(screen, reader),
    )


def invited(record: CircleRecord, reader: Reader, screen: Screen) -> PersonalCard:
    """The link that only invites. It is shown once: a repeat shows none."""
    w = reader.copy
    link = typed(screen, "link")
    again = Button(w("button.another_link"), Action(Verb.INVITE, str(record.circle.id)))
    if not link:
        said = w("invite.shown_once")
        return PersonalCard(said, (Paragraph(words(said)), Buttons((again,))))
    return PersonalCard(
        w("invite.ready"),
        (
            Paragraph(words(w("invite.ready"), bold=True)),
            Quote(words(link), to_copy=True),
            Line(words(w("invite.private"))),
            Buttons((again,)),
        ),
    )


def new_link(record: None, reader: Reader, screen: Screen) -> PersonalCard:
    """A link of one's own to the browser."""
    w = reader.copy
    link = typed(screen, "link")
    if not link:
        said = w("new_link.shown_once")
        return PersonalCard(said, (Paragraph(words(said)),))
    return PersonalCard(
        w("new_link.ready"),
        (
            Paragraph(words(w("new_link.ready"), bold=True)),
            Buttons((Button(w("button.open"), Action(Verb.NEW_LINK), Tone.PRIMARY, url=link),)),
            Line(w.rich("new_link.elsewhere", link=link, url_link=link)),
            Line(words(w("new_link.only_yours"))),
            Buttons((Button(w("button.revoke_links"), Action(Verb.REVOKE_LINKS)),)),
        ),
    )
