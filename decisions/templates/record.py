"""What one reader may see of a template, as storage reads it."""

from dataclasses import dataclass

from decisions.people.people import Circle, Member
from decisions.templates.template import Template


@dataclass(frozen=True, slots=True)
class TemplateRecord:
    reader: Member
    circle: Circle
    template: Template
    maker: Member
    written: str
    """As text, to be shared (``storage/template_file.py``)."""
    may_change: bool = False
