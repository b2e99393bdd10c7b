"""One-time codes: kept by their digest, used once, forgotten when they are old."""

from datetime import timedelta

import pytest

from decisions.people.codes import Code, CodePurpose, usable
from decisions.refusals import Reason, Refusal
from storage.codes import KEPT_AFTER, find_code, forget_old_codes, keep_code, use_code
from storage.database import Database
from storage.writer import Writer
from tests.support.builders import TurnedClock, a_community, done

DIGEST = "d" * 64


@pytest.fixture
def code(writer: Writer, clock: TurnedClock) -> Code:
    community = a_community(writer)
    lasts_until = clock() + timedelta(minutes=15)
    code = Code(community.network_id, CodePurpose.PERSON, DIGEST, community.facilitator, lasts_until)
    done(writer.run(lambda unit: keep_code(unit.connection, code)).result(10))
    return code


def found(database: Database, purpose: CodePurpose = CodePurpose.PERSON) -> Code | None:
    return database.read_now(lambda c: find_code(c, purpose, DIGEST))


def why_not(code: Code | None, clock: TurnedClock) -> Reason:
    with pytest.raises(Refusal) as refused:
        usable(code, clock())
    assert refused.value.at_field == "code"
    return refused.value.reason


def test_a_code_is_found_by_its_digest_and_for_its_purpose_only(
    database: Database, code: Code, clock: TurnedClock
) -> None:
    assert found(database) == code
    assert usable(found(database), clock()) == code
    assert why_not(found(database, CodePurpose.PLACE), clock) is Reason.CODE_UNKNOWN


def test_a_code_is_used_once(writer: Writer, database: Database, code: Code, clock: TurnedClock) -> None:
    done(
        writer.run(lambda unit: use_code(unit.connection, code.network_id, code.digest, unit.now)).result(10)
    )
    assert why_not(found(database), clock) is Reason.CODE_USED


def test_a_code_ends_and_is_forgotten_a_while_after(
    writer: Writer, database: Database, code: Code, clock: TurnedClock
) -> None:
    clock.turn(minutes=15)
    assert why_not(found(database), clock) is Reason.CODE_EXPIRED
    done(writer.run(forget_old_codes).result(10))
    assert found(database) is not None
    clock.turn(days=KEPT_AFTER.days, seconds=1)
    done(writer.run(forget_old_codes).result(10))
    assert found(database) is None
