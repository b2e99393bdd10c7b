"""A ballot, or a circle's commitments, as a file from the browser: to whoever may read them, and to nobody else."""

import pytest

from adapters.web.addresses import Addresses
from tests.adapters.web import views
from tests.adapters.web.desk import BASE, House, a_house

FILE = f"/rounds/{views.ROUND}/ballot"
COMMITMENTS = f"/circles/{views.CIRCLE}/commitments/file"


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


async def test_commitments_are_a_spreadsheet_of_those_that_are_asked_for(house: House) -> None:
    response = await (await house.signed_in()).get(f"{COMMITMENTS}?which=overdue&by=week")
    assert response.status_code == 200
    assert response.headers["content-disposition"] == 'attachment; filename="commitments-2026-11-30.csv"'
    assert response.headers["content-type"] == "text/csv; charset=utf-8"
    assert response.headers["x-content-type-options"] == "nosniff"
    assert response.headers["cache-control"] == "no-store"
    assert response.text.splitlines() == ['"What"', '"which=overdue&by=week"']


@pytest.mark.parametrize("path", [FILE, COMMITMENTS])
async def test_a_stranger_gets_none(house: House, path: str) -> None:
    response = await house.browser().get(path)
    assert response.status_code == 401
    assert "content-disposition" not in response.headers


@pytest.mark.parametrize(
    "path",
    [
        f"/rounds/{views.CIRCLE}/ballot",
        "/rounds/12/ballot",
        f"/circles/{views.ROUND}/commitments/file",
        "/circles/12/commitments/file",
    ],
)
async def test_what_is_not_there_or_not_theirs_is_not_found(house: House, path: str) -> None:
    response = await (await house.signed_in()).get(path)
    assert response.status_code == 404


@pytest.mark.parametrize("path", [FILE, COMMITMENTS, f"{COMMITMENTS}?which=done"])
def test_in_the_demonstration_its_address_keeps_the_seat(path: str) -> None:
    at = Addresses(BASE, "/as/ana")
    assert at.link(f"{BASE}{path}") == f"/as/ana{path}"
    assert at.back(f"/as/ana{path}") == "/as/ana/home", "a file is no page to come back to"
