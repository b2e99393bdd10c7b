"""Where a circle meets: its places, a code for one more, and what it does in the place where it is entered."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from adapters.cards import (
    Action,
    Block,
    Button,
    Buttons,
    ChoiceField,
    Form,
    Item,
    Line,
    Listing,
    Option,
    Paragraph,
    PersonalCard,
    Quote,
    TextField,
    words,
)
from adapters.copy import LOCALES, words_for
from adapters.desk import Screen
from adapters.present.forms import errors, typed
from adapters.present.notices import why_not_delivered
from adapters.present.reader import Reader
from adapters.present.scene import cut
from adapters.present.verbs import Verb
from decisions.refusals import Reason, Refusal
from decisions.rounds.notices import NoticeKind
from decisions.rounds.record import CircleRecord, MeetingPlace

MOST_PEOPLE: Final = "most"
"""Chosen instead of a language."""
_SHOWN: Final = 8
_CODE: Final = 40
_NAME: Final = 75


@dataclass(frozen=True, slots=True)
class ConnectionRecord:
    """What a code would do in the place where it was entered. ``network`` is empty when it has no name of its own."""

    circle: str
    network: str
    inviter: str
    place: str
    people: int


def where_we_meet(record: CircleRecord, reader: Reader) -> tuple[Block, ...]:
    """Every place with its language and what stands in its way; for whoever may change that, buttons that lead to it."""
    w = reader.copy
    blocks: list[Block] = []
    for place in record.places[:_SHOWN]:
        blocks += _place(record, place, reader)
    hidden = len(record.places) - _SHOWN
    if hidden > 0:
        blocks.append(Line(words(w.n("place.more", hidden))))
    blocks.append(Line(words(w("place.browser"))))
    if record.may_change:
        offer = Button(w("button.offer_place"), Action(Verb.OFFER_PLACE, str(record.circle.id)))
        blocks.append(Buttons((offer,)))
    return tuple(blocks)


def _place(record: CircleRecord, place: MeetingPlace, reader: Reader) -> tuple[Block, ...]:
    w, language = reader.copy, LOCALES.get(place.locale or record.network.locale, "")
    said = " · ".join(filter(None, (w(f"platform.{place.platform}"), language)))
    name = cut(place.name, _NAME)
    row = w.rich("list.row", title=name, said=said)
    blocks: list[Block] = [Paragraph(row)]
    if record.may_change:
        action = Action(Verb.PLACE_LANGUAGE, f"{record.circle.id}:{place.id}")
        change = Button(w("button.change_place"), action, spoken=w("spoken.change_place", name=name))
        blocks = [Item(row, change)]
    if place.why:
        since = reader.at(place.since) if place.since else ""
        why = why_not_delivered(place.why, words_for(reader.locale, place.platform))
        blocks.append(Paragraph(words(w("place.failing", since=since, why=why))))
    return tuple(blocks)


# --- one more place -------------------------------------------------------------------------------------------


def place_offered(record: CircleRecord, reader: Reader, screen: Screen) -> PersonalCard:
    """The code for another place. It is shown once: a repeat shows none."""
    w, code = reader.copy, typed(screen, "code")
    again = Buttons((Button(w("button.another_code"), Action(Verb.OFFER_PLACE, str(record.circle.id))),))
    if not code:
        said = w("place.offered_once")
        return PersonalCard(said, (Paragraph(words(said)), again))
    ready = w("place.offered", circle=record.circle.name)
    in_slack, in_teams = w.rich("place.enter_in_slack", code=code), w.rich("place.enter_in_teams", code=code)
    ways = Listing((w.rich("place.add_first"), in_slack, in_teams))
    return PersonalCard(
        ready,
        (
            Paragraph(words(ready, bold=True)),
            Quote(words(code), to_copy=True),
            ways,
            Line(words(w("place.offered_lasts"))),
            again,
        ),
    )


def connect(record: ConnectionRecord | None, reader: Reader, screen: Screen) -> Form:
    """The code first, where it was not typed with the command; then what it does, before anything happens."""
    w = reader.copy
    if record is None:
        hint = w("connect.code_hint")
        field = TextField("code", w("connect.code"), typed(screen, "code"), hint, max_length=_CODE)
        return Form(
            w("connect.title"),
            (Paragraph(words(w("connect.lead"))), field),
            Action(Verb.CONNECT),
            submit=w("propose.next"),
            close=w("form.cancel"),
            errors=errors(screen, reader),
        )
    here = {"place": record.place, "circle": record.circle}
    everyone = w.n("connect.everyone", record.people, **here)
    of_network = w("connect.network", network=record.network) if record.network else ""
    return Form(
        w("connect.title"),
        (
            Paragraph(words(everyone, bold=True)),
            Paragraph(words(" ".join(filter(None, (w("connect.invited", name=record.inviter), of_network))))),
            Line(words(w("connect.rounds"))),
        ),
        Action(Verb.CONNECT),
        submit=w("button.connect"),
        close=w("form.cancel"),
        carried={"code": typed(screen, "code")},
    )


def connected(record: CircleRecord, reader: Reader, screen: Screen) -> PersonalCard:
    w = reader.copy
    said = w("connect.done", circle=record.circle.name)
    open_it = Button(w("button.open_circle"), Action(Verb.OPEN_CIRCLE, str(record.circle.id)))
    people = w.n("circle.people_n", len(record.circle.seats))
    return PersonalCard(said, (Paragraph(words(said)), Line(words(people)), Buttons((open_it,))))


# --- one of them ----------------------------------------------------------------------------------------------


def leave_place(record: CircleRecord, reader: Reader, screen: Screen) -> Form:
    w, place = reader.copy, _of(record, screen)
    goes = w.n("place.leave_people", place.only_here) if place.only_here else ""
    if len(record.places) == 1:
        goes = w("place.leave_last")
    who_goes = (Paragraph(words(goes)),) if goes else ()
    return Form(
        w("place.leave_title"),
        (
            Paragraph(words(w("place.leave", circle=record.circle.name, place=place.name), bold=True)),
            *who_goes,
            Line(words(w("place.leave_cards"))),
        ),
        Action(Verb.LEAVE_PLACE, f"{record.circle.id}:{place.id}"),
        submit=w("button.leave_place"),
        close=w("form.cancel"),
    )


def place_language(record: CircleRecord, reader: Reader, screen: Screen) -> Form:
    w, place = reader.copy, _of(record, screen)
    options = (Option(MOST_PEOPLE, w("place.as_most")), *(Option(*each) for each in LOCALES.items()))
    now = typed(screen, "locale", place.chosen or MOST_PEOPLE)
    about = f"{record.circle.id}:{place.id}"
    return Form(
        w("place.title"),
        (
            Line(words(w("place.language_lead", place=place.name))),
            ChoiceField("locale", w("place.language"), options, now),
            Buttons((Button(w("button.leave_place"), Action(Verb.LEAVE_PLACE, about)),)),
        ),
        Action(Verb.PLACE_LANGUAGE, about),
        submit=w("propose.save"),
        close=w("form.cancel"),
        errors=errors(screen, reader),
    )


def _of(record: CircleRecord, screen: Screen) -> MeetingPlace:
    wanted = typed(screen, "place_id")
    found = next((place for place in record.places if str(place.id) == wanted), None)
    if found is None or not record.may_change:
        raise Refusal(Reason.NOT_FOUND)
    return found


def place_notice(kind: NoticeKind, facts: Mapping[str, str], reader: Reader) -> PersonalCard:
    """To whoever facilitates: where the circle meets has changed, and somebody else did it."""
    w = reader.copy
    said = w(
        f"notice.{kind}", circle=cut(facts["circle"], _NAME), place=cut(facts["place"], _NAME), by=facts["by"]
    )
    button = Button(w("button.open_circle"), Action(Verb.OPEN_CIRCLE, facts["circle_id"]))
    return PersonalCard(said, (Paragraph(words(said)), Buttons((button,))))
