"""What happens to a template: past tense."""

from dataclasses import dataclass

from decisions.events import Event, personal
from decisions.ids import CircleId, MemberId, NetworkId, TemplateId
from decisions.templates.pattern import Pattern


@dataclass(frozen=True, slots=True, kw_only=True)
class TemplateSaved(Event):
    """The first event of a template's stream."""

    template_id: TemplateId
    network_id: NetworkId
    circle_id: CircleId
    by: MemberId
    name: str = personal()
    pattern: Pattern = personal()


@dataclass(frozen=True, slots=True, kw_only=True)
class TemplateRenamed(Event):
    by: MemberId
    name: str = personal()


@dataclass(frozen=True, slots=True, kw_only=True)
class TemplateRemoved(Event):
    by: MemberId
