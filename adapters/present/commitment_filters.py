"""Which commitments somebody asks for: in words that they type, by a button, in a form, or by an address."""

import re
from collections.abc import Mapping
from dataclasses import replace
from typing import Final

from adapters.calendar_words import bare
from adapters.cards import Action, Block, Button, ChoiceField, Field, Form, Option, Switch
from adapters.desk import Screen
from adapters.present.commitment_words import NAME, name_of
from adapters.present.forms import people_options, typed
from adapters.present.named import named_among
from adapters.present.reader import Reader
from adapters.present.scene import cut
from adapters.present.verbs import Verb
from decisions.commitments.board import By, Wanted, Which
from decisions.commitments.record import CommitmentsRecord
from decisions.ids import MemberId, OrganisationId

WANTED: Final = "wanted"
"""What is wanted as an address has it: the second part of the action's id."""
ASKED: Final = "filter"
"""The words that somebody typed after ``/rondo commitments``."""
WHICH, WHOM = "which", "whom"
"""The fields of the form. Whom: ``person:<id>``, ``organisation:<id>``, or ``EVERYBODY``."""
EVERYBODY: Final = "all"
_TOLD: Final = 60
_MENTION: Final = re.compile(r"<@\w+\|([^<>]*)>|<at\b[^<>]*>([^<>]*)</at>")
_WORDS: Final[Mapping[str, Which]] = {
    **dict.fromkeys(("all", "everything", "todo", "todos", "todas"), Which.ALL),
    **dict.fromkeys(("mine", "my", "me", "own", "mio", "mios", "mis", "yo"), Which.MINE),
    **dict.fromkeys(
        ("overdue", "late", "past their day", "vencido", "vencidos", "atrasado", "atrasados"), Which.OVERDUE
    ),
    **dict.fromkeys(("asked", "waiting", "pedido", "pedidos", "esperando"), Which.ASKED),
    **dict.fromkeys(("open", "abierto", "abiertos", "en curso", "under way"), Which.OPEN),
    **dict.fromkeys(("done", "finished", "hecho", "hechos", "terminados", "cumplidos"), Which.DONE),
}
SHOWN: Final = (Which.MINE, Which.OVERDUE, Which.ASKED, Which.OPEN, Which.DONE)


def wanted_in(record: CommitmentsRecord, screen: Screen) -> tuple[Wanted, str]:
    """What the screen asks for; and the words that could not be understood, if there are any."""
    if said := screen.carried.get(ASKED, ""):
        found = meant(said, record)
        return (Wanted(), cut(said, _TOLD)) if found is None else (found, "")
    if WHICH in screen.carried or WHOM in screen.carried:
        return _chosen(screen), ""
    return Wanted.parse(screen.carried.get(WANTED, "")), ""


def asks_for_own(said: str) -> bool:
    """Whether the words ask for the typist's own, and nothing else."""
    return _WORDS.get(_plain(said)) is Which.MINE


def meant(said: str, record: CommitmentsRecord) -> Wanted | None:
    """*overdue*, *@Ana*, *done Family House*, *compromisos míos*: a state and a name, each at most once, in any of our languages.
    None for what is neither, or is the name of several."""
    text = _MENTION.sub(lambda found: f" {found[1] or found[2]} ", said)
    if (which := _WORDS.get(_plain(text))) is not None:
        return Wanted(which)
    words, which = text.split(), Which.ALL
    for place in (0, -1):
        if len(words) > 1 and (known := _WORDS.get(_plain(words[place]))):
            which = known
            words.pop(place)
            break
    return _of(" ".join(words).strip('@ "“”«»'), which, record)


def _of(name: str, which: Which, record: CommitmentsRecord) -> Wanted | None:
    if _plain(name) == _plain(record.circle.name):
        return Wanted(which)
    people, _ = named_among([name], {str(id): one.name for id, one in record.members.items()})
    if people:
        return Wanted(which, person=next(id for id in record.members if str(id) == people[0]))
    theirs, _ = named_among([name], {str(id): one.name for id, one in record.organisations.items()})
    if theirs:
        return Wanted(which, organisation=next(id for id in record.organisations if str(id) == theirs[0]))
    return None


def _plain(words: str) -> str:
    return " ".join(bare(words).split()).strip("¡!¿?.,:;")


def _chosen(screen: Screen) -> Wanted:
    kind, _, id = typed(screen, WHOM).partition(":")
    return Wanted.parse(f"which={typed(screen, WHICH)}&{kind}={id}")


# --- as they are said and shown -----------------------------------------------------------------------------------


def wanted_said(wanted: Wanted, record: CommitmentsRecord, reader: Reader) -> str:
    """Above what is shown: "Done · Rosa Díaz"; empty where everything is."""
    w, parts = reader.copy, []
    if wanted.which is not Which.ALL:
        parts.append(w(f"commitments.which_{wanted.which}"))
    if wanted.person is not None:
        parts.append(name_of(record.members, wanted.person, w))
    if wanted.organisation is not None:
        parts.append(organisation_called(record, wanted.organisation, reader))
    return " · ".join(parts)


def organisation_called(record: CommitmentsRecord, id: OrganisationId, reader: Reader) -> str:
    found = record.organisations.get(id)
    return reader.copy("board.no_organisation") if found is None else cut(found.name, NAME)


def shows(record: CommitmentsRecord, wanted: Wanted) -> Action:
    """Shows what is wanted."""
    written = str(wanted)
    return Action(Verb.COMMITMENTS, f"{record.circle.id}:{written}" if written else str(record.circle.id))


def quick_buttons(record: CommitmentsRecord, wanted: Wanted, reader: Reader) -> tuple[Button, ...]:
    """For a chat: what is asked for most, and the form for the rest."""
    w = reader.copy
    others = [which for which in (Which.MINE, Which.OVERDUE, Which.ASKED) if which is not wanted.which]
    found = [Button(w(f"commitments.which_{which}"), shows(record, Wanted(which))) for which in others[:2]]
    if wanted.narrows:
        found.append(Button(w("commitments.which_all"), shows(record, Wanted())))
    choose = Action(Verb.CHOOSE_COMMITMENTS, str(record.circle.id))
    return (*found, Button(w("button.choose_which"), choose))


def choose_commitments(record: CommitmentsRecord, reader: Reader, screen: Screen) -> Form:
    w = reader.copy
    states = tuple(Option(str(which), w(f"commitments.which_{which}")) for which in (Which.ALL, *SHOWN))
    whom = (Option(EVERYBODY, w("commitments.everybody")), *_people(record), *_organisations(record, reader))
    body: tuple[Block | Field, ...] = (
        ChoiceField(WHICH, w("commitments.which"), states, str(Which.ALL), menu=True),
        ChoiceField(WHOM, w("commitments.whom"), whom, EVERYBODY, menu=True),
    )
    return Form(
        w("commitments.title"),
        body,
        Action(Verb.CHOOSE_COMMITMENTS, str(record.circle.id)),
        submit=w("commitments.show"),
        close=w("form.back"),
        behind=shows(record, Wanted()),
    )


def switches(record: CommitmentsRecord, wanted: Wanted, reader: Reader) -> tuple[Switch, ...]:
    """For a page: how it is shown, and which."""
    w = reader.copy
    ways: tuple[By | None, ...] = (None, *By)
    views = [(w(f"board.by_{by or 'list'}"), shows(record, replace(wanted, by=by, only=""))) for by in ways]
    which = [
        (w(f"commitments.which_{one}"), shows(record, replace(wanted, which=one, only="")))
        for one in (Which.ALL, *SHOWN)
    ]
    return (
        Switch(w("board.view"), tuple(Button(*each) for each in views), ways.index(wanted.by)),
        Switch(
            w("commitments.which"),
            tuple(Button(*each) for each in which),
            (Which.ALL, *SHOWN).index(wanted.which),
        ),
    )


def whose(record: CommitmentsRecord, wanted: Wanted, reader: Reader) -> tuple[Switch, ...]:
    """For a page: of one person, or of one organisation."""
    w = reader.copy
    bare_wanted = replace(wanted, person=None, organisation=None, only="")
    everybody = shows(record, bare_wanted)
    people = [replace(bare_wanted, person=id) for id in _seated(record)]
    theirs = [replace(bare_wanted, organisation=id) for id in _organisations_here(record)]
    found = []
    for label, every, ones in (
        ("commitments.person", "commitments.everybody", people),
        ("commitments.organisation", "commitments.all_organisations", theirs),
    ):
        buttons = [
            Button(wanted_said(replace(one, which=Which.ALL), record, reader), shows(record, one))
            for one in ones
        ]
        at = next((n for n, one in enumerate(ones, 1) if one == replace(wanted, only="")), 0)
        found.append(Switch(w(label), (Button(w(every), everybody), *buttons), at))
    return tuple(found)


def _people(record: CommitmentsRecord) -> tuple[Option, ...]:
    return people_options((f"person:{id}", record.members[id].name) for id in _seated(record))


def _organisations(record: CommitmentsRecord, reader: Reader) -> tuple[Option, ...]:
    return tuple(
        Option(f"organisation:{id}", organisation_called(record, id, reader))
        for id in _organisations_here(record)
    )


def _seated(record: CommitmentsRecord) -> list[MemberId]:
    """Those of the circle, by name."""
    seated = [seat.member for seat in record.circle.seats if seat.member in record.members]
    return sorted(seated, key=lambda member: (record.members[member].name.casefold(), member))


def _organisations_here(record: CommitmentsRecord) -> list[OrganisationId]:
    """For which somebody sits in the circle, by name."""
    here = {seat.organisation for seat in record.circle.seats} & set(record.organisations)
    return sorted(here, key=lambda one: (record.organisations[one].name.casefold(), one))
