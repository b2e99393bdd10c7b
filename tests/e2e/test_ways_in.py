"""Who is not signed in finds a way in: from chat by a link of their own, from anywhere by one to their address."""

import re

from tests.e2e.circle import EarlyYears
from tests.support.people_web import WebPerson


async def test_a_page_opened_by_a_stranger_names_the_ways_in_and_mails_a_link(circle: EarlyYears) -> None:
    town = circle.town
    stranger = WebPerson(town.window())
    await stranger.open("/home")
    assert stranger.sees("In Slack, type /rondo web")
    assert not stranger.sees("Teams"), "This Rondo is not there"
    before = len(town.mail.to("ana@example.org"))
    for address in ("nobody@example.org", " Ana@Example.org "):
        await stranger.open("/home")
        await stranger.fill("Or write the email address that Rondo has of you", address)
        await stranger.press("Send me a new link")
        assert stranger.sees("If Rondo knows this address, a link is on its way to it.")
    await town.settle()
    assert town.mail.to("nobody@example.org") == []
    letters = town.mail.to("ana@example.org")[before:]
    (link,) = [found[0] for letter in letters if (found := re.search(r"http\S+/me/[^\s>]+", letter))]
    ana = await town.by_link(link)
    assert ana.sees("Hello Ana")


async def test_the_board_opens_from_chat_by_a_link_of_ones_own(circle: EarlyYears) -> None:
    lee = circle.lee
    await lee.command("/rondo commitments", circle.channel)
    await circle.town.behind()
    await circle.press(lee, lee.modal, "See the board")
    found = re.search(r"http[^\s|>]+/me/[^\s|>]+", lee.modal.words)
    assert found, lee.modal.words
    page = await circle.town.by_link(found[0])
    assert page.address.endswith("/commitments"), page.address
