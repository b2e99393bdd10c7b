"""The tools that other tests stand on do what they say."""

import psycopg
from playwright.async_api import Page
from sqlalchemy import create_engine, text

from tests.support.postgres import Postgres


def test_each_database_starts_empty(each_database_url: str) -> None:
    engine = create_engine(each_database_url)
    with engine.begin() as connection:
        connection.execute(text("CREATE TABLE circle (name TEXT)"))
    engine.dispose()


def test_a_template_is_prepared_once_and_copied(postgres: Postgres) -> None:
    prepared: list[str] = []

    def prepare(url: str) -> None:
        prepared.append(url)
        with psycopg.connect(url.replace("+psycopg", "")) as connection:
            connection.execute("CREATE TABLE circle (name text)")

    for _ in range(2):
        with postgres.database(postgres.template("circles", prepare)) as url:
            engine = create_engine(url)
            with engine.connect() as connection:
                assert connection.execute(text("SELECT count(*) FROM circle")).scalar_one() == 0
            engine.dispose()
    assert len(prepared) == 1


async def test_a_page_shows_what_it_is_given(page: Page) -> None:
    await page.set_content("<title>Rondo</title><h1>Together</h1>")
    assert await page.inner_text("h1") == "Together"
