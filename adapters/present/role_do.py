"""What a reader can do about a role: the nearest things as buttons, everything as rows."""

from collections.abc import Iterator
from typing import Final

from adapters.cards import Action, Block, Button, Buttons, Item, Line, Paragraph, Tone, words
from adapters.present.reader import Reader
from adapters.present.role_words import away_said, name_of, offer_said, rule_said, turn_said
from adapters.present.verbs import Verb
from decisions.roles.record import May, RoleRecord
from decisions.roles.role import Filling, Offer
from decisions.roles.rota import Said, Turn

_IN_SIGHT: Final = 3
Waiting = tuple[Paragraph | None, tuple[Button, ...]]
"""A question, and the buttons below it."""
_ROWS: Final = (
    (May.VOLUNTEER, "volunteer", Verb.VOLUNTEER),
    (May.SELECT, "select_for_role", Verb.SELECT_FOR_ROLE),
    (May.ASK_TO_HOLD, "ask_to_hold", Verb.ASK_TO_HOLD),
    (May.SWAP, "swap", Verb.OFFER_SWAP),
    (May.HAND_ON, "hand_on", Verb.HAND_ON),
    (May.COME_BACK, "come_back", Verb.COME_BACK),
    (May.GO_AWAY, "go_away", Verb.GO_AWAY),
    (May.LEARN_FIRST, "learn_first", Verb.LEARN_FIRST),
    (May.STEP_DOWN, "step_down", Verb.STEP_DOWN),
)
_FURTHER: Final = frozenset({May.LEARN_FIRST, May.STEP_DOWN})
"""Never among what is in sight."""


def do_first(record: RoleRecord, reader: Reader, more: Button | None = None) -> Iterator[Block]:
    """What waits for the reader's yes or no; else the nearest things that they can do."""
    asked = tuple(_asked_turns(record))
    offers = tuple(offer for offer in record.offers if offer.to == record.reader.id)
    waiting = [
        *(_turn_asked(record, turn, reader) for turn in asked),
        *(_offered(record, offer, reader) for offer in offers),
    ] or [(None, tuple(_nearest(record, reader))[:_IN_SIGHT])]
    if May.COME_BACK in record.may and (away := away_said(record.role, record.reader.id, reader)):
        yield Line(words(away))
    for at, (question, buttons) in enumerate(waiting, 1):
        yield from () if question is None else (question,)
        last = (more,) if more is not None and at == len(waiting) else ()
        if buttons or last:
            yield Buttons((*buttons, *last))


def do_rows(record: RoleRecord, reader: Reader) -> Iterator[Item]:
    """Everything else, each with when one would want it."""
    w, role, id = reader.copy, record.role, str(record.role.id)
    yield from _about_the_coming_turn(record, reader)
    for may, name, verb in _rows(record):
        if not (may is May.LEARN_FIRST and record.own_terms):
            yield _row(reader, name, Action(verb, id))
    if _writes_notes(record):
        yield _row(reader, "write_handover", Action(Verb.WRITE_HANDOVER, f"{id}:{max(record.own_terms)}"))
    yield from _own_offers(record, reader)
    if role.selection is not None:
        said = w("role_do.selection")
        open_it = Button(w("button.open"), Action(Verb.OPEN_ROUND, str(role.selection)), spoken=said)
        yield Item(words(said), open_it)
    if May.REST_RULE in record.may:
        yield from _rules_to_rest(record, reader)
    if May.CHANGE in record.may:
        if role.filling is Filling.ROTATION:
            name = "set_rota" if role.rota is None else "change_rota"
            yield _row(reader, name, Action(Verb.SET_ROTA, id))
        yield _row(reader, "change_role", Action(Verb.CHANGE_ROLE, id))
    if role.rota is not None:
        yield _row(reader, "fairness", Action(Verb.FAIRNESS, str(record.circle.id)))
    if May.CHANGE in record.may:
        yield _row(reader, "end_role", Action(Verb.END_ROLE, id), Tone.DANGER)


def _about_the_coming_turn(record: RoleRecord, reader: Reader) -> Iterator[Item]:
    turn = _said_yes_to(record)
    if turn is not None:
        yield _row(reader, "decline", Action(Verb.DECLINE_TURN, f"{record.role.id}:{turn.number}"))
    if (take := _to_take(record)) is not None:
        yield _row(reader, "take_turn", take)


def _rows(record: RoleRecord) -> Iterator[tuple[May, str, Verb]]:
    """Those that there are for the reader. Where turns pass around, a free place is one until the next turn."""
    rota = record.role.rota
    for may, name, verb in _ROWS:
        if may not in record.may or (may is May.GO_AWAY and rota is None):
            continue
        yield may, "volunteer_now" if may is May.VOLUNTEER and rota is not None else name, verb


def _own_offers(record: RoleRecord, reader: Reader) -> Iterator[Item]:
    w = reader.copy
    for offer in record.offers:
        if offer.by == record.reader.id:
            said = w(f"role_do.offered_{offer.kind}", name=name_of(record, offer.to))
            take_back = Action(Verb.TAKE_BACK_OFFER, f"{record.role.id}:{offer.id}")
            yield Item(words(said), Button(w("button.withdraw"), take_back, spoken=said))


def _writes_notes(record: RoleRecord) -> bool:
    """Whoever holds it, and whoever held it just before."""
    newest = max(record.own_terms, default=0)
    return May.WRITE_HANDOVER in record.may and newest > record.role.last_term - 2 * record.role.places


def _row(reader: Reader, name: str, action: Action, tone: Tone = Tone.PLAIN) -> Item:
    w = reader.copy
    said = w(f"role_do.{name}")
    return Item(words(said), Button(w(f"button.{name}"), action, tone, spoken=said))


# --- what waits for the reader ----------------------------------------------------------------------------------


def _turns(record: RoleRecord) -> Iterator[Turn]:
    rota = record.role.rota
    if rota is not None:
        yield from (turn for turn in (rota.present, rota.coming) if turn is not None)


def _asked_turns(record: RoleRecord) -> Iterator[Turn]:
    for turn in _turns(record):
        place = turn.place(record.reader.id)
        if place is not None and place.said is Said.NOTHING:
            yield turn


def _said_yes_to(record: RoleRecord) -> Turn | None:
    """The coming turn, where the reader has said yes to it."""
    rota = record.role.rota
    return rota.coming if rota is not None and record.reader.id in rota.coming.accepted else None


def _to_take(record: RoleRecord) -> Action | None:
    """The coming turn, where the reader can have a place that nobody has."""
    rota = record.role.rota
    if rota is None or May.TAKE_TURN not in record.may:
        return None
    return Action(Verb.ACCEPT_TURN, f"{record.role.id}:{rota.coming.number}")


def _turn_asked(record: RoleRecord, turn: Turn, reader: Reader) -> Waiting:
    zone = record.circle.settings.zone
    said = reader.copy("role.would_you", turn=turn_said(turn.begins_at, turn.ends_at, zone, reader))
    return Paragraph(words(said, bold=True)), turn_buttons(str(record.role.id), turn.number, reader)


def turn_buttons(role: str, turn: int, reader: Reader) -> tuple[Button, Button]:
    w, part = reader.copy, f"{role}:{turn}"
    yes = Button(w("button.accept_turn"), Action(Verb.ACCEPT_TURN, part))
    return yes, Button(w("button.decline_turn"), Action(Verb.DECLINE_TURN, part))


def _offered(record: RoleRecord, offer: Offer, reader: Reader) -> Waiting:
    zone = record.circle.settings.zone
    said = offer_said(record.role, offer, name_of(record, offer.by), zone, reader)
    return Paragraph(words(said, bold=True)), offer_buttons(str(record.role.id), str(offer.id), reader)


def offer_buttons(role: str, offer: str, reader: Reader) -> tuple[Button, Button]:
    w, part = reader.copy, f"{role}:{offer}"
    yes = Button(w("button.accept_offer"), Action(Verb.ACCEPT_OFFER, part))
    return yes, Button(w("button.decline_offer"), Action(Verb.DECLINE_OFFER, part))


def _nearest(record: RoleRecord, reader: Reader) -> Iterator[Button]:
    w, id = reader.copy, str(record.role.id)
    if record.role.filling is Filling.ROTATION and record.role.rota is None and May.CHANGE in record.may:
        yield Button(w("button.set_rota"), Action(Verb.SET_ROTA, id), Tone.PRIMARY)
    if (take := _to_take(record)) is not None:
        yield Button(w("button.take_turn"), take)
    rota = record.role.rota
    has_place = rota is not None and rota.coming.place(record.reader.id) is not None
    for may, name, verb in _rows(record):
        if may not in _FURTHER and not (may is May.VOLUNTEER and has_place):
            yield Button(w(f"button.{name}"), Action(verb, id))


def _rules_to_rest(record: RoleRecord, reader: Reader) -> Iterator[Item]:
    """Those that leave a place vacant."""
    w, role = reader.copy, record.role
    if role.rota is None:
        return
    for turn in _turns(record):
        for unmet in turn.unmet if turn.vacant else ():
            if unmet.rule in turn.resting or unmet.rule not in role.rota.rules:
                continue
            rule = rule_said(unmet.rule, role.places, record.groups, record.other_roles, w)
            part = f"{role.id}:{turn.number}.{role.rota.rules.index(unmet.rule)}"
            when = turn_said(turn.begins_at, turn.ends_at, record.circle.settings.zone, reader)
            said = w("role_do.rest_rule", rule=rule, turn=when)
            yield Item(words(said), Button(w("button.rest_rule"), Action(Verb.REST_RULE, part), spoken=said))
