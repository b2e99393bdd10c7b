"""A circle's templates, and one of them, for one reader."""

from typing import Final
from uuid import UUID

from sqlalchemy import Connection, select

from decisions.ids import MemberId
from decisions.templates.record import TemplateRecord
from decisions.templates.template import Template
from storage.reading.parts import belongs, load_circles, load_members
from storage.streams.template_stream import template_from
from storage.tables import METADATA
from storage.template_file import written

_template: Final = METADATA.tables["template"]


def circle_templates(connection: Connection, network_id: UUID, circle_id: UUID) -> tuple[Template, ...]:
    """By name."""
    t = _template.c
    here = select(_template).where(t.network_id == network_id, t.circle_id == circle_id)
    found = (template_from(row) for row in connection.execute(here))
    return tuple(sorted(found, key=lambda template: (template.name.casefold(), template.id)))


def template_record(
    connection: Connection, network_id: UUID, template_id: UUID, reader: MemberId
) -> TemplateRecord | None:
    """None when it is not there, or not of a circle that the reader may know of."""
    t = _template.c
    one = select(_template).where(t.network_id == network_id, t.id == template_id)
    row = connection.execute(one).one_or_none()
    if row is None:
        return None
    template = template_from(row)
    circle = load_circles(connection, network_id, {template.circle_id}, reader).get(template.circle_id)
    members = load_members(connection, network_id, (reader, template.made_by))
    me = members.get(reader)
    if circle is None or me is None or not belongs(connection, me, circle):
        return None
    steers = me.is_coordinator or circle.may_be_steered_by(reader)
    return TemplateRecord(
        reader=me,
        circle=circle,
        template=template,
        maker=members[template.made_by],
        written=written(template.name, template.pattern),
        may_change=steers or template.made_by == reader,
    )
