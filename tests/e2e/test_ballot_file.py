"""Once a vote is counted, its file is had from the page, and counts to the same; in a chat there is a way to that page."""

from pathlib import Path

from decisions.rounds.ballots.recount import recount
from storage.ballot_file import read
from tests.e2e.circle import EarlyYears
from tests.e2e.test_votes import all_choose
from tests.e2e.votes import QUESTION, a_ballot, rosa_asks


async def test_a_member_takes_the_file_from_the_page_and_counts_it_again(
    circle: EarlyYears, tmp_path: Path
) -> None:
    await rosa_asks(circle, a_ballot())
    ana = circle.ana
    await ana.open("/home")
    await ana.press("Open early-years")
    await ana.press(f"Open {QUESTION}")
    assert "Download the file" not in ana.buttons, "nothing has been counted yet"
    address = f"{ana.address}/ballot"
    assert (await ana.client.get(address)).status_code == 404
    await all_choose(circle, "The clinic")
    await circle.closes()

    await ana.open(address.removesuffix("/ballot"))
    assert "Download the file" in ana.buttons
    (link,) = (each for each in ana.page.find("a") if each.text == "Download the file")
    response = await ana.client.get(link.attributes["href"])
    assert response.status_code == 200
    name = response.headers["content-disposition"].partition('"')[2].rstrip('"')
    assert ana.sees(f"rondo recount {name}")
    path = tmp_path / name
    path.write_bytes(response.content)
    file = read(path)
    assert file.result.counted == 6
    assert recount(file.ballot, file, file.eligible, file.result) == ()
    assert "Ana" not in response.text, "nobody's name is in it"


async def test_from_the_card_one_gets_to_the_page_that_has_it(circle: EarlyYears) -> None:
    await rosa_asks(circle, a_ballot())
    await all_choose(circle, "The clinic")
    await circle.closes()
    form = await circle.more(circle.sam)
    links = [
        button["url"]
        for block in form.view["blocks"]
        if (button := block.get("accessory")) and "url" in button
    ]
    assert [link for link in links if link.endswith("#again")]
