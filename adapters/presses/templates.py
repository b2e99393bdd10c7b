"""From a form to the command about a template, and to the screen that is shown once it is recorded."""

from collections.abc import Mapping
from typing import Final
from uuid import UUID

from adapters.desk import Desk, Screen
from adapters.ids import new_id
from adapters.present.verbs import Keep, Verb
from adapters.presses.drafts import ReadAtDesk
from adapters.presses.fields import Sent
from decisions.ids import CircleId, RoundId, TemplateId
from decisions.refusals import Reason, Refusal
from decisions.templates import commands as c
from decisions.templates.pattern import only_settings, pattern_of


async def _save(desk: Desk, sent: Sent) -> c.SaveTemplate:
    who = sent.press.who
    round = await desk.round(who, RoundId(sent.about))
    circle = await desk.circle(who, round.circle_id)
    if round.ballot is None:
        raise Refusal(Reason.NOT_FOUND)
    opened = round.opened_at or desk.now()
    pattern = pattern_of(round.text, round.ballot, round.terms, opened, circle.settings.zone)
    return c.SaveTemplate(
        network_id=who.network_id,
        by=who.member_id,
        template_id=TemplateId(new_id()),
        circle_id=circle.id,
        name=sent.text("name"),
        pattern=only_settings(pattern) if sent.choice(Keep, "keep") is Keep.SETTINGS else pattern,
    )


async def _take_in(desk: Desk, sent: Sent) -> c.TakeInTemplate:
    who = sent.press.who
    return c.TakeInTemplate(
        network_id=who.network_id,
        by=who.member_id,
        template_id=TemplateId(new_id()),
        circle_id=CircleId(sent.about),
        name=sent.text("name"),
        written=sent.text("written"),
    )


async def _rename(desk: Desk, sent: Sent) -> c.RenameTemplate:
    who = sent.press.who
    template = TemplateId(sent.about)
    return c.RenameTemplate(
        network_id=who.network_id, by=who.member_id, template_id=template, name=sent.text("name")
    )


async def _remove(desk: Desk, sent: Sent) -> c.RemoveTemplate:
    who = sent.press.who
    return c.RemoveTemplate(network_id=who.network_id, by=who.member_id, template_id=TemplateId(sent.about))


TEMPLATE_COMMANDS: Final[Mapping[Verb, ReadAtDesk]] = {
    Verb.SAVE_TEMPLATE: _save,
    Verb.TAKE_IN_TEMPLATE: _take_in,
    Verb.RENAME_TEMPLATE: _rename,
    Verb.REMOVE_TEMPLATE: _remove,
}


def after_template(sent: Sent, template: UUID) -> Screen:
    """The template as it is now; of one that is gone, those that its circle still has."""
    if sent.verb is not Verb.REMOVE_TEMPLATE:
        return Screen("template", about=template)
    return Screen("templates", about=sent.id("circle_id"))
