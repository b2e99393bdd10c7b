"""A ballot as a file, from the browser: to whoever may read its round, and to nobody else."""

import pytest

from adapters.web.addresses import Addresses
from tests.adapters.web import views
from tests.adapters.web.desk import BASE, House, a_house

FILE = f"/rounds/{views.ROUND}/ballot"


@pytest.fixture
def house() -> House:
    return a_house()


async def test_it_is_a_file_to_keep_with_a_name_that_says_which(house: House) -> None:
    response = await (await house.signed_in()).get(FILE)
    assert response.status_code == 200
    assert response.headers["content-disposition"] == 'attachment; filename="R-12.ballot.jsonl"'
    assert response.headers["content-type"].startswith("application/x-ndjson")
    assert response.headers["x-content-type-options"] == "nosniff"
    assert response.headers["cache-control"] == "no-store"
    assert response.text.splitlines() == ['{"format":"x"}', '{"choice":"a=1","many":2}']


async def test_a_stranger_gets_none(house: House) -> None:
    response = await house.browser().get(FILE)
    assert response.status_code == 401
    assert "format" not in response.text


@pytest.mark.parametrize("path", [f"/rounds/{views.CIRCLE}/ballot", "/rounds/12/ballot"])
async def test_what_is_not_there_or_not_theirs_is_not_found(house: House, path: str) -> None:
    response = await (await house.signed_in()).get(path)
    assert response.status_code == 404


def test_in_the_demonstration_its_address_keeps_the_seat() -> None:
    at = Addresses(BASE, "/as/ana")
    assert at.link(f"{BASE}{FILE}") == f"/as/ana{FILE}"
    assert at.back(f"/as/ana{FILE}") == "/as/ana/home", "a file is no page to come back to"
