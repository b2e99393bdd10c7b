"""A person's own link in every email to them."""

import re
from datetime import timedelta
from uuid import uuid4

from adapters.cards import Action
from adapters.desk import Account, Platform
from adapters.web.links import digest_of
from adapters.web.mailed import MailSeals, Tapped
from bot.delivery.mailboxes import Mailboxes
from decisions.people.commands import MakeLink
from storage.keys import link_account
from storage.outbox import IDENTITY
from storage.people import see
from storage.streams.links import end_old_links
from tests.bot.town import a_town
from tests.support.builders import done

KEY = "a secret of the tests, long enough"


async def test_an_email_carries_a_link_that_was_made_for_it(database_url: str) -> None:
    async with a_town(database_url, by_email=4) as town:
        mailboxes = Mailboxes(town.database, town.writer, "https://rondo.example/", KEY)
        member = str(town.people.members[4])
        account = Account(Platform.EMAIL, str(town.people.network_id), member)
        mailbox = await mailboxes(account, "first")
        assert mailbox is not None
        assert (mailbox.address, mailbox.locale) == ("member@example.org", "en")
        round = uuid4()
        own = mailbox.link(Action("home"))
        secret = own.removeprefix("https://rondo.example/me/")
        assert mailbox.link(Action("consent", str(round), "1.1")) == f"{own}?r={round}"
        assert mailbox.link(Action("is_it_fixed", f"{round}:{uuid4()}")) == f"{own}?r={round}"
        assert mailbox.link(Action("open_agreement", str(round))) == f"{own}?to=/agreements/{round}"
        assert mailbox.link(Action("more_of_commitment", str(round))) == f"{own}?to=/commitments/{round}"
        assert mailbox.link(Action("accept_turn", f"{round}:{uuid4()}")) == f"{own}?to=/roles/{round}"
        assert mailbox.link(Action("circle_digest", str(round))) == f"{own}?to=/circles/{round}/digest"
        tap = mailbox.link(Action("finish", str(round), "2026-12-04"))
        sealed = MailSeals(KEY).tapped(tap.removeprefix("https://rondo.example/tap/"))
        assert sealed == Tapped(digest_of(secret), Action("finish", str(round), "2026-12-04"))
        assert re.fullmatch(r"[A-Za-z0-9_-]{43}", secret)
        links = [row.user_id for row in town.rows(IDENTITY) if row.platform == "web"]
        assert digest_of(secret) in links
        assert secret not in links


async def test_another_try_of_an_email_carries_the_same_link_and_the_next_email_another(
    database_url: str,
) -> None:
    async with a_town(database_url, by_email=4) as town:
        mailboxes = Mailboxes(town.database, town.writer, "https://rondo.example", KEY)
        account = Account(Platform.EMAIL, str(town.people.network_id), str(town.people.members[4]))

        async def link(key: str) -> str:
            mailbox = await mailboxes(account, key)
            assert mailbox is not None
            return mailbox.link(Action("home"))

        assert await link("first") == await link("first") != await link("second")
        assert len([row for row in town.rows(IDENTITY) if row.platform == "web" and row.expires_at]) == 2


async def test_a_mailed_link_lasts_sixty_days_and_one_in_use_a_year_after_its_last(database_url: str) -> None:
    async with a_town(database_url, by_email=4) as town:
        network, member = town.people.network_id, town.people.members[4]
        for digest, mailed in (("a" * 64, True), ("b" * 64, False)):
            made = MakeLink(network_id=network, by=member, member=member, digest=digest, mailed=mailed)
            done(await town.writer.submit(made, ""))

        async def working() -> set[str]:
            await town.writer.run(end_old_links)
            return {
                row.user_id[0] for row in town.rows(IDENTITY) if row.platform == "web" and not row.revoked_at
            }

        assert {"a", "b"} <= await working()
        town.clock.at += timedelta(days=61)
        assert "a" not in await working()
        assert "b" in await working()
        await town.writer.run(lambda unit: see(unit, network, [link_account("b" * 64)]))
        town.clock.at += timedelta(days=360)
        assert "b" in await working()
        town.clock.at += timedelta(days=6)
        assert "b" not in await working()


async def test_whoever_has_no_address_has_no_mailbox(database_url: str) -> None:
    async with a_town(database_url, by_email=4) as town:
        mailboxes = Mailboxes(town.database, town.writer, "https://rondo.example", KEY)
        network = str(town.people.network_id)
        assert await mailboxes(Account(Platform.EMAIL, network, str(town.people.members[3])), "k") is None
        assert await mailboxes(Account(Platform.EMAIL, network, str(uuid4())), "k") is None
