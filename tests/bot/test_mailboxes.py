"""A person's own link in every email to them."""

from uuid import uuid4

from adapters.cards import Action
from adapters.desk import Account, Platform
from adapters.web.links import digest_of
from bot.delivery.mailboxes import Mailboxes
from storage.outbox import IDENTITY
from tests.bot.town import a_town

SECRET = "s" * 43


async def test_an_email_carries_a_link_that_was_made_for_it(database_url: str) -> None:
    async with a_town(database_url, by_email=4) as town:
        mailboxes = Mailboxes(town.database, town.writer, "https://rondo.example/", lambda: SECRET)
        member = str(town.people.members[4])
        mailbox = await mailboxes(Account(Platform.EMAIL, str(town.people.network_id), member))
        assert mailbox is not None
        assert (mailbox.address, mailbox.locale) == ("member@example.org", "en")
        round = uuid4()
        own = f"https://rondo.example/me/{SECRET}"
        assert mailbox.link(Action("consent", str(round), "1.1")) == f"{own}?r={round}"
        assert mailbox.link(Action("is_it_fixed", f"{round}:{uuid4()}")) == f"{own}?r={round}"
        assert mailbox.link(Action("open_agreement", str(round))) == own
        assert mailbox.link(Action("home")) == own
        links = [row.user_id for row in town.rows(IDENTITY) if row.platform == "web"]
        assert digest_of(SECRET) in links
        assert SECRET not in links


async def test_whoever_has_no_address_has_no_mailbox(database_url: str) -> None:
    async with a_town(database_url, by_email=4) as town:
        mailboxes = Mailboxes(town.database, town.writer, "https://rondo.example")
        network = str(town.people.network_id)
        assert await mailboxes(Account(Platform.EMAIL, network, str(town.people.members[3]))) is None
        assert await mailboxes(Account(Platform.EMAIL, network, str(uuid4()))) is None
