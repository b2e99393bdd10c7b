"""What somebody sees once something about a role is recorded: what now is so."""

from collections.abc import Callable, Iterator, Mapping
from typing import Final

from adapters.cards import Action, Block, Button, Buttons, Line, Paragraph, PersonalCard, words
from adapters.desk import Screen
from adapters.present.forms import typed
from adapters.present.reader import Reader
from adapters.present.role_next import next_blocks
from adapters.present.role_words import (
    away_said,
    health_said,
    name_of,
    names_of,
    on_day,
    role_name,
    rule_said,
    turn_said,
    until_day,
)
from adapters.present.verbs import Verb
from decisions.ids import MemberId
from decisions.roles.record import RoleRecord
from decisions.roles.role import Offer
from decisions.roles.rota import Turn

_SHOWS_TURNS: Final = frozenset({Verb.MAKE_ROLE, Verb.SET_ROTA})
_TURNS: Final = 4


def role_recorded(record: RoleRecord, reader: Reader, screen: Screen) -> PersonalCard:
    """The screen ``role_recorded``: what was pressed travels as ``verb``, and what it was about as ``part``."""
    verb, part = typed(screen, "verb"), typed(screen, "part")
    said = _SAID[verb](record, reader, part) if verb in _SAID else _plain(record, reader, verb)
    blocks: list[Block] = [Paragraph(words(said, bold=True)), *_then(record, reader, verb)]
    blocks.append(Buttons(tuple(_buttons(record, reader))))
    return PersonalCard(said, tuple(blocks))


def _plain(record: RoleRecord, reader: Reader, verb: str) -> str:
    w = reader.copy
    return w(f"role_recorded.{verb}", role=role_name(record.role)) if verb in PLAIN else w("recorded.done")


def _then(record: RoleRecord, reader: Reader, verb: str) -> Iterator[Block]:
    """Where it shows: who comes when; or who holds it now."""
    w, role = reader.copy, record.role
    if role.ended:
        return
    if verb in _SHOWS_TURNS and role.rota is not None:
        yield from next_blocks(record, reader, _TURNS)
        yield Line(words(w("rota.means")))
    elif verb in _SHOWS_STATE:
        yield Paragraph(words(health_said(role, record, reader)))
    if verb in (Verb.DECLINE_TURN, Verb.GO_AWAY, Verb.LEARN_FIRST):
        yield from _asked_instead(record, reader)


def _asked_instead(record: RoleRecord, reader: Reader) -> Iterator[Block]:
    rota = record.role.rota
    if rota is None or not rota.coming.planned:
        return
    others = [place.member for place in rota.coming.asked if place.member != record.reader.id]
    if others:
        yield Line(words(reader.copy("role_recorded.asked_now", names=names_of(record, others, reader.copy))))


def _buttons(record: RoleRecord, reader: Reader) -> Iterator[Button]:
    w, role = reader.copy, record.role
    if role.ended:
        yield Button(w("button.roles"), Action(Verb.ROLES, str(record.circle.id)))
        return
    yield Button(w("button.open_role"), Action(Verb.OPEN_ROLE, str(role.id)))


# --- what depends on how it stands ------------------------------------------------------------------------------


def _held(record: RoleRecord, reader: Reader) -> str | None:
    """That the reader holds it now, and until when; None where they do not."""
    w, term = reader.copy, record.role.term_of(record.reader.id)
    if term is None:
        return None
    if term.until is None:
        return w("role_recorded.you_hold", role=role_name(record.role))
    day = until_day(term.until, record.circle.settings.zone, reader)
    return w("role_recorded.you_hold_until", role=role_name(record.role), day=day)


def _accepted(record: RoleRecord, reader: Reader, part: str) -> str:
    rota = record.role.rota
    if rota is not None and record.reader.id in rota.coming.accepted:
        return _turn_is_yours(record, rota.coming, reader)
    return _held(record, reader) or reader.copy("recorded.done")


def _turn_is_yours(record: RoleRecord, turn: Turn, reader: Reader) -> str:
    said = turn_said(turn.begins_at, turn.ends_at, record.circle.settings.zone, reader)
    return reader.copy("role_recorded.accept_turn", role=role_name(record.role), turn=said)


def _volunteered(record: RoleRecord, reader: Reader, part: str) -> str:
    return _held(record, reader) or reader.copy("recorded.done")


def _away(record: RoleRecord, reader: Reader, part: str) -> str:
    return away_said(record.role, record.reader.id, reader) or reader.copy("recorded.done")


def _asked(record: RoleRecord, reader: Reader, part: str) -> str:
    """Of whom something has just been asked."""
    w = reader.copy
    offer = _newest_offer(record)
    if offer is None:
        return _held(record, reader) or w("recorded.done")
    return w(
        f"role_recorded.offered_{offer.kind}", name=name_of(record, offer.to), role=role_name(record.role)
    )


def _newest_offer(record: RoleRecord) -> Offer | None:
    own = [offer for offer in record.offers if offer.by == record.reader.id]
    return own[-1] if own else None


def _handover(record: RoleRecord, part: str) -> MemberId | None:
    term = part.partition(".")[0]
    return next((one.by for one in record.role.handovers if str(one.term) == term), None)


def _asked_back(record: RoleRecord, reader: Reader, part: str) -> str:
    by = _handover(record, part)
    return reader.copy("role_recorded.ask_back", name=name_of(record, by) if by else "–")


def _answered_back(record: RoleRecord, reader: Reader, part: str) -> str:
    id = part.partition(".")[2]
    asked = (question for one in record.role.handovers for question in one.questions)
    by = next((question.by for question in asked if str(question.id) == id), None)
    return reader.copy("role_recorded.answer_back", name=name_of(record, by) if by else "–")


def _rested(record: RoleRecord, reader: Reader, part: str) -> str:
    rota, (_, _, number) = record.role.rota, part.partition(".")
    if rota is None or not number.isdigit() or int(number) >= len(rota.rules):
        return reader.copy("recorded.done")
    rule = rule_said(
        rota.rules[int(number)], record.role.places, record.groups, record.other_roles, reader.copy
    )
    return reader.copy("role_recorded.rest_rule", rule=rule)


def _made(record: RoleRecord, reader: Reader, part: str) -> str:
    w, rota, name = reader.copy, record.role.rota, role_name(record.role)
    if rota is None:
        return w("role_recorded.make_role", role=name)
    day = on_day(rota.coming.begins_at, record.circle.settings.zone, reader)
    return w("role_recorded.make_role_turns", role=name, day=day)


_SAID: Final[Mapping[str, Callable[[RoleRecord, Reader, str], str]]] = {
    Verb.MAKE_ROLE: _made,
    Verb.ACCEPT_TURN: _accepted,
    Verb.VOLUNTEER: _volunteered,
    Verb.ACCEPT_OFFER: _accepted,
    Verb.GO_AWAY: _away,
    Verb.ASK_TO_HOLD: _asked,
    Verb.HAND_ON: _asked,
    Verb.OFFER_SWAP: _asked,
    Verb.ASK_BACK: _asked_back,
    Verb.ANSWER_BACK: _answered_back,
    Verb.REST_RULE: _rested,
}
PLAIN: Final = frozenset(
    {
        Verb.CHANGE_ROLE,
        Verb.SET_ROTA,
        Verb.END_ROLE,
        Verb.DECLINE_TURN,
        Verb.COME_BACK,
        Verb.LEARN_FIRST,
        Verb.STEP_DOWN,
        Verb.DECLINE_OFFER,
        Verb.TAKE_BACK_OFFER,
        Verb.WRITE_HANDOVER,
    }
)
_SHOWS_STATE: Final = frozenset({Verb.CHANGE_ROLE, Verb.STEP_DOWN, Verb.MAKE_ROLE, Verb.DECLINE_OFFER})
