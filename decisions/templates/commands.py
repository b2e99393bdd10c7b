"""What people ask of a template: imperatives."""

from dataclasses import dataclass
from uuid import UUID

from decisions.commands import Command
from decisions.ids import CircleId, TemplateId
from decisions.templates.pattern import Pattern


@dataclass(frozen=True, slots=True, kw_only=True)
class TemplateCommand(Command):
    template_id: TemplateId

    @property
    def stream(self) -> UUID:
        return self.template_id


@dataclass(frozen=True, slots=True, kw_only=True)
class SaveTemplate(TemplateCommand):
    circle_id: CircleId
    name: str
    pattern: Pattern


@dataclass(frozen=True, slots=True, kw_only=True)
class TakeInTemplate(TemplateCommand):
    """Another circle's, as it was shared: ``written`` is what somebody pasted (``storage/template_file.py`` reads it)."""

    circle_id: CircleId
    name: str
    written: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RenameTemplate(TemplateCommand):
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RemoveTemplate(TemplateCommand):
    """What has begun from it stays."""
