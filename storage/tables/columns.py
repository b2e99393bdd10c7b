"""How values are kept in columns."""

from enum import StrEnum
from typing import Any

from sqlalchemy import Enum, ForeignKeyConstraint, MetaData
from sqlmodel import Field, SQLModel

NAMES = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s",
    "pk": "pk_%(table_name)s",
}
"""Every constraint has a name that does not depend on the database, so that a migration can reach it."""

METADATA: MetaData = SQLModel.metadata
METADATA.naming_convention = NAMES


def one_of(values: type[StrEnum], name: str, **options: Any) -> Any:
    """A column that holds an enum's values (not its names) as strings, with a CHECK called ``name``."""
    kept_as = Enum(
        values,
        values_callable=lambda members: [member.value for member in members],
        native_enum=False,
        create_constraint=True,
        validate_strings=True,
        length=32,
        name=name,
    )
    return Field(sa_type=kept_as, **options)


def belongs_to(table: str, column: str) -> ForeignKeyConstraint:
    """``column`` names a row of ``table`` in the same network: never in another's."""
    return ForeignKeyConstraint(["network_id", column], [f"{table}.network_id", f"{table}.id"])


def of_a_network() -> ForeignKeyConstraint:
    return ForeignKeyConstraint(["network_id"], ["network.id"])
