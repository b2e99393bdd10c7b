"""Of which circle something is asked: of the place's, of the one in which somebody sits, or of one that they choose."""

from dataclasses import replace

from adapters.desk import Desk, Reply, Screen
from adapters.present.commitment_filters import ASKED, asks_for_own
from adapters.present.verbs import Verb
from adapters.presses.fields import Sent
from adapters.presses.showing import about_another, screen_of, show
from decisions.refusals import Reason, Refusal


async def of_a_circle(desk: Desk, sent: Sent) -> Reply:
    """Whoever may not see what they asked for by name hears who may."""
    try:
        return await _of_the_place(desk, sent)
    except Refusal as refusal:
        if refusal.reason is not Reason.NOT_FOUND:
            raise
        digest = sent.verb is Verb.DIGEST
        raise Refusal(Reason.ONLY_CIRCLES_FACILITATOR if digest else Reason.NOT_IN_CIRCLE) from refusal


async def _of_the_place(desk: Desk, sent: Sent) -> Reply:
    """The circle of the place; from nowhere in particular, one that is chosen. A commitment may be begun where a circle meets
    that is not one's own."""
    place = sent.press.place
    known = await desk.place(place) if place is not None else None
    if known is not None and known.circle_id is not None:
        try:
            return await show(desk, sent, screen_of(sent, about=known.circle_id))
        except Refusal as refusal:
            if sent.verb is not Verb.COMMIT or refusal.reason is not Reason.NOT_FOUND:
                raise
            return await _ask_which_circle(desk, sent)
    if sent.verb is Verb.COMMITMENTS and ASKED in sent.press.carried:
        return await _commitments_of_words(desk, sent)
    return await of_their_circle(desk, sent)


async def reminders_of(desk: Desk, sent: Sent) -> Reply:
    """Those of the place's circle; where there is none of the reader's, their own."""
    place = sent.press.place
    known = await desk.place(place) if place is not None else None
    if known is not None and known.circle_id is not None:
        try:
            return await show(desk, sent, Screen("circle_reminders_card", about=known.circle_id))
        except Refusal as refusal:
            if refusal.reason is not Reason.NOT_FOUND:
                raise
    return await show(desk, sent, screen_of(sent))


async def of_their_circle(desk: Desk, sent: Sent) -> Reply:
    """Who sits in one circle alone need not choose."""
    theirs = await desk.circles_of(sent.press.who)
    if len(theirs) != 1:
        return await _ask_which_circle(desk, sent)
    subject = str(theirs[0])
    sent = replace(sent, subject=subject, press=about_another(sent.press, subject))
    return await show(desk, sent, screen_of(sent))


async def own_circle(desk: Desk, sent: Sent) -> Reply:
    """Asked for where no circle meets: the one in which they sit, or a choice; who sits in none hears how to start one."""
    theirs = await desk.circles_of(sent.press.who)
    if len(theirs) == 1:
        return await show(desk, sent, Screen("circle_card", about=theirs[0]))
    return await (_ask_which_circle(desk, sent) if theirs else show(desk, sent, screen_of(sent)))


async def _ask_which_circle(desk: Desk, sent: Sent) -> Reply:
    then = {**sent.press.carried, "then": sent.verb}
    return await show(desk, sent, Screen("choose_circle", carried=then))


async def _commitments_of_words(desk: Desk, sent: Sent) -> Reply:
    """One's own, of all circles; those of a circle that is named; else the circle is chosen."""
    if asks_for_own(sent.press.carried[ASKED]):
        return await show(desk, sent, Screen("own_commitments"))
    try:
        return await show(desk, sent, Screen("commitments_card", carried=sent.press.carried))
    except Refusal:
        return await of_their_circle(desk, sent)
