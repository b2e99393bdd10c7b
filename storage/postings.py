"""Cards that should stand in places: what a change of a round asks of them, in the transaction of that
change."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any, Final
from uuid import UUID

from sqlalchemy import Connection, and_, bindparam, case, not_, or_, select, update
from sqlalchemy.dialects import postgresql, sqlite

from decisions.events import Event
from decisions.ids import NetworkId, RoundId
from decisions.rounds.postings import (
    CardKind,
    CardWanted,
    cards_for,
    shows_on_the_card,
    shows_on_the_result,
    turns,
)
from decisions.rounds.round import FINAL, Round, Stage
from storage.bulk import dialect_of
from storage.tables import METADATA
from storage.tables.delivery import Delivery

POSTING: Final = METADATA.tables["posting"]
PLACE: Final = METADATA.tables["place"]
_ROUND: Final = METADATA.tables["round"]
WITHOUT_POSTINGS: Final = ("web", "email")
"""A page draws itself from what is; nothing has to be posted there."""
SAY_THE_STAGE: Final = (CardKind.ROUND, CardKind.AGAIN, CardKind.BUMP, CardKind.REOPENED, CardKind.RESULT)

_behind_since = case(
    (POSTING.c.wanted == POSTING.c.shown, bindparam("at", type_=POSTING.c.next_at.type)),
    else_=POSTING.c.first_wanted_at,
)
_of_the_round = and_(POSTING.c.network_id == bindparam("network"), POSTING.c.round_id == bindparam("round"))
_COUNT: Final = (
    update(POSTING)
    .where(_of_the_round, POSTING.c.kind == CardKind.ROUND, POSTING.c.state == Delivery.OPEN)
    .values(wanted=POSTING.c.wanted + 1, first_wanted_at=_behind_since)
)
_RESULT: Final = (
    update(POSTING)
    .where(
        _of_the_round,
        POSTING.c.kind.in_((CardKind.ROUND, CardKind.RESULT)),
        POSTING.c.state == Delivery.OPEN,
        POSTING.c.shown > 0,
    )
    .values(wanted=POSTING.c.wanted + 1, first_wanted_at=_behind_since)
)
_TURN: Final = (
    update(POSTING)
    .where(
        _of_the_round,
        POSTING.c.kind.in_(SAY_THE_STAGE),
        or_(
            and_(POSTING.c.state == Delivery.OPEN, POSTING.c.shown > 0),
            POSTING.c.state == Delivery.FAILED,
        ),
    )
    .values(
        wanted=POSTING.c.wanted + 1,
        first_wanted_at=_behind_since,
        next_at=bindparam("at", type_=POSTING.c.next_at.type),
        urgent=True,
        state=Delivery.OPEN,
        attempts=0,
        why="",
    )
)


def lane_of(platform: str, tenant: str) -> str:
    """What is sent there shares rates and an order: a workspace."""
    return f"{platform}:{tenant}"


def keep_cards_true(
    connection: Connection, before: Round | None, after: Round, events: Sequence[Event]
) -> None:
    """Marks what the round's cards should show. For an answer this is one update, however many people there
    are.

    What has failed is tried again when the stage turns: somebody may have put it right meanwhile.
    """
    given = {"network": after.network_id, "round": after.id, "at": events[-1].at}
    if turns(before, after):
        connection.execute(_TURN, given)
    elif shows_on_the_result(before, after):
        connection.execute(_RESULT, given)
    elif shows_on_the_card(before, after, events):
        connection.execute(_COUNT, given)
    cards = {(card.kind, card.about): card for card in cards_for(after, events)}
    if turns(before, after) and after.opened_at is not None and not after.is_over:
        # A place that the circle has got meanwhile has no card yet.
        cards.setdefault((CardKind.ROUND, ""), CardWanted(CardKind.ROUND, events[-1].at))
    if cards:
        _stand(connection, after, list(cards.values()))


def try_again_in(connection: Connection, network: UUID, place: UUID, now: datetime) -> None:
    """Rondo is in the place, perhaps again: what could not be shown there is due now."""
    p = POSTING.c
    failed = (p.network_id == network, p.place_id == place, p.state == Delivery.FAILED)
    again = {"state": Delivery.OPEN, "next_at": now, "attempts": 0, "why": ""}
    connection.execute(update(POSTING).where(*failed, p.wanted > p.shown).values(again))


def stand_there(connection: Connection, network: UUID, circle: UUID, place: Any, at: datetime) -> None:
    """The circle meets in the place from now on: the card of each round that goes on stands there."""
    r = _ROUND.c
    goes_on = (r.network_id == network, r.circle_id == circle, r.stage.not_in((*FINAL, Stage.DRAFT)))
    rows = [
        _row(network, round_id, CardWanted(CardKind.ROUND, at), place) | {"state": Delivery.OPEN}
        for round_id in connection.execute(select(r.id).where(*goes_on)).scalars()
    ]
    if rows:
        connection.execute(_upsert(connection, "state"), rows)


def take_leave(connection: Connection, network: UUID, place: UUID, at: datetime) -> None:
    """The circle no longer meets there. The cards of rounds that go on are edited once more to say so; the others stay as
    they are."""
    p, r = POSTING.c, _ROUND.c
    here = (p.network_id == network, p.place_id == place, p.state.in_((Delivery.OPEN, Delivery.FAILED)))
    going_on = select(r.id).where(r.network_id == network, r.stage.not_in(FINAL))
    last = and_(p.kind == CardKind.ROUND, p.message.is_not(None), p.round_id.in_(going_on))
    connection.execute(
        update(POSTING).where(*here, not_(last)).values(state=Delivery.CLOSED, shown=p.wanted, why="")
    )
    again = {"state": Delivery.OPEN, "wanted": p.wanted + 1, "next_at": at, "attempts": 0}
    connection.execute(update(POSTING).where(*here, last).values(again))


def redraw_there(connection: Connection, network: UUID, place: UUID, at: datetime) -> None:
    """Everything that may still change there is drawn again."""
    p = POSTING.c
    here = (p.network_id == network, p.place_id == place, p.state == Delivery.OPEN, p.shown > 0)
    anew = {"wanted": p.wanted + 1, "first_wanted_at": _behind_since, "next_at": at}
    connection.execute(update(POSTING).where(*here).values(anew), {"at": at})


def keep_result_true(connection: Connection, network: NetworkId, round_id: RoundId, at: datetime) -> None:
    """What has become of its agreement shows on the round's result, and on its card, which is the result by then."""
    connection.execute(_RESULT, {"network": network, "round": round_id, "at": at})


def _stand(connection: Connection, round: Round, cards: Sequence[CardWanted]) -> None:
    """Lets each card stand in every place of the circle; where it stands already it is due for an edit."""
    places = connection.execute(
        select(PLACE.c.id, PLACE.c.platform, PLACE.c.tenant).where(
            PLACE.c.network_id == round.network_id,
            PLACE.c.circle_id == round.circle_id,
            PLACE.c.platform.not_in(WITHOUT_POSTINGS),
        )
    ).all()
    rows = [_row(round.network_id, round.id, card, place) for card in cards for place in places]
    if rows:
        connection.execute(_upsert(connection), rows)


def _row(network: UUID, round_id: UUID, card: CardWanted, place: Any) -> dict[str, Any]:
    return {
        "network_id": network,
        "round_id": round_id,
        "kind": card.kind,
        "about": card.about,
        "place_id": place.id,
        "lane": lane_of(place.platform, place.tenant),
        **unsent(card.due),
    }


def unsent(due: datetime) -> dict[str, Any]:
    """The columns of something that has not left yet."""
    return {
        "state": Delivery.OPEN,
        "wanted": 1,
        "shown": 0,
        "urgent": False,
        "first_wanted_at": due,
        "next_at": due,
        "gap": 0.0,
        "attempts": 0,
        "maybe_sent": False,
        "conversation": "",
        "link": "",
        "why": "",
    }


def _upsert(connection: Connection, *anew: str) -> Any:
    """``anew``: columns that are set in a row which is there already, too."""
    insert = sqlite.insert if dialect_of(connection) == "sqlite" else postgresql.insert
    statement = insert(POSTING)
    new = statement.excluded
    return statement.on_conflict_do_update(
        index_elements=list(POSTING.primary_key.columns),
        set_={
            "wanted": POSTING.c.wanted + 1,
            "first_wanted_at": case(
                (POSTING.c.wanted == POSTING.c.shown, new.first_wanted_at), else_=POSTING.c.first_wanted_at
            ),
            "next_at": case((POSTING.c.shown == 0, new.next_at), else_=POSTING.c.next_at),
            **{name: new[name] for name in anew},
        },
    )


def is_bumped(connection: Connection, network: UUID, round_id: UUID, about: str, place: UUID) -> bool:
    """Whether the bump about this version stands in the place."""
    bump = _small_card(CardKind.BUMP, network, round_id, about, place)
    return connection.execute(select(POSTING.c.kind).where(bump, POSTING.c.shown > 0)).first() is not None


def fold_the_one_before(
    connection: Connection, network: UUID, round_id: UUID, about: str, place: UUID, at: datetime
) -> None:
    """A bump has been posted: the small card that asked about the same version folds."""
    again = _small_card(CardKind.AGAIN, network, round_id, about, place)
    connection.execute(
        update(POSTING)
        .where(again, POSTING.c.state == Delivery.OPEN, POSTING.c.shown > 0)
        .values(wanted=POSTING.c.wanted + 1, first_wanted_at=at, next_at=at)
    )


def _small_card(kind: CardKind, network: UUID, round_id: UUID, about: str, place: UUID) -> Any:
    return and_(
        POSTING.c.network_id == network,
        POSTING.c.round_id == round_id,
        POSTING.c.kind == kind,
        POSTING.c.about == about,
        POSTING.c.place_id == place,
    )
