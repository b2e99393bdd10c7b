"""What comes of one agreement in Slack, in Teams and by email: three commitments, one moved from its reminder, one handed over,
one overdue until the digest says who may need help."""

from tests.e2e.circle import ANAS_ADDRESS
from tests.e2e.several_places import BothSides
from tests.e2e.test_commitments import BY_WHEN, WHAT, WHO, commits

SAMS, ANAS, OMARS = "Order the cheques", "Tell the parents", "Write the rules"


async def agrees(both: BothSides) -> None:
    here = both.slack
    await here.proposes()
    await both.settle()
    await here.all_say()
    for person in (both.nora, both.omar):
        await person.press(both.there, "Sí, probemos")
    await here.closes()
    await both.settle()


async def who_does_what(both: BothSides) -> None:
    here, lee = both.slack, both.slack.lee
    await here.press(lee, here.card, "Add who does what")
    await commits(here, lee, {WHAT: SAMS, WHO: "Sam Levy", BY_WHEN: "in two weeks"})
    await here.press(lee, lee.modal, "Add another")
    await commits(here, lee, {WHAT: ANAS, WHO: "Ana Pérez", BY_WHEN: "in three weeks"})
    await here.press(lee, lee.modal, "Add another")
    await commits(here, lee, {WHAT: OMARS, WHO: "Omar Gil", BY_WHEN: "in four weeks"})
    await lee.close()
    await both.settle()


async def each_says_yes(both: BothSides) -> None:
    here, sam, omar, ana = both.slack, both.slack.sam, both.omar, both.slack.ana
    await here.press(sam, sam.direct_messages[-1], "Yes, I will")
    asked = omar.chat.posts[-1]
    assert f"Lee Wong pregunta: ¿harías esto? {OMARS}" in asked.words
    await omar.press(asked, "Sí, lo hago")
    await ana.open("/home")
    await ana.press("Answer", near=ANAS)
    await ana.press("Yes, I will")
    await both.settle()


async def sam_needs_longer(both: BothSides) -> None:
    """From the reminder itself."""
    here, lee, sam = both.slack, both.slack.lee, both.slack.sam
    heard = len(sam.direct_messages)
    await here.town.until(lambda: len(sam.direct_messages) > heard)
    reminder = sam.direct_messages[-1]
    assert f"In 4 days: {SAMS}" in reminder.words
    assert "From: Paid meetings" in reminder.words
    await here.press(sam, reminder, "Another day")
    await here.fill(sam, {"Which day": "in two weeks", "Why?": "The bank is slow."})
    await both.settle()
    assert "The bank is slow." in lee.direct_messages[-1].words
    await here.press(lee, lee.direct_messages[-1], "That day is OK")
    await both.settle()
    await here.press(sam, sam.direct_messages[-1], "Open")
    await here.press(sam, sam.modal, "Done")
    await sam.close()
    await both.settle()


async def omar_hands_over(both: BothSides) -> None:
    """From the reminder in Teams, to somebody in Slack."""
    here, rosa, omar = both.slack, both.slack.rosa, both.omar
    heard = len(omar.chat.posts)
    await here.town.until(lambda: len(omar.chat.posts) > heard, days=30)
    reminder = omar.chat.posts[-1]
    assert f"En 4 días: {OMARS}" in reminder.words
    await omar.press(reminder, "Más…")
    await omar.press_in_dialog("Pasarlo")
    await omar.submit({"¿Quién podría encargarse?": "Rosa Díaz"})
    await both.settle()
    asked = rosa.direct_messages[-1]
    assert f"Omar Gil asks: would you take this over? {OMARS}" in asked.words
    await here.press(rosa, asked, "I take it over")
    await both.settle()
    assert f"Rosa Díaz se encarga ahora: {OMARS}" in omar.chat.posts[-1].words
    await here.press(rosa, rosa.direct_messages[-1], "Open")
    await here.press(rosa, rosa.modal, "Done")
    await rosa.close()


async def test_an_agreement_is_kept(both: BothSides) -> None:
    here, lee = both.slack, both.slack.lee
    await agrees(both)
    await who_does_what(both)
    await each_says_yes(both)
    await sam_needs_longer(both)
    await omar_hands_over(both)
    await here.town.until(lambda: "May need help: Ana Pérez" in lee.direct_messages[-1].words, days=21)
    letters = [letter.partition("\n")[0] for letter in here.town.mail.to(ANAS_ADDRESS)]
    when = ("In 4 days", "Tomorrow", "Today", "Due yesterday", "Due 3 days ago", "Due 7 days ago")
    assert letters[-len(when) :] == [f"{each}: {ANAS}" for each in when]
    told = [message.words for message in lee.direct_messages if "Ana Pérez may need help" in message.words]
    assert len(told) == 1, "they are told once, and after she is"
    await lee.command("/rondo digest", here.channel)
    await here.town.behind()
    assert ANAS in lee.modal.words
