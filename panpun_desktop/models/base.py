"""The declarative base: names for every constraint, versions for what people edit, instants in UTC."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Connection, DateTime, Dialect, MetaData, event
from sqlalchemy.orm import DeclarativeBase, Mapped, declared_attr, mapped_column
from sqlalchemy.types import TypeDecorator

NAMES = {
    "ix": "ix_%(column_0_N_label)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s",
    "pk": "pk_%(table_name)s",
}
"""Every constraint has a name, so that a migration can find it and an error can be told from another."""


class Base(DeclarativeBase):
    """The one registry of tables."""

    metadata = MetaData(naming_convention=NAMES)


@event.listens_for(Base.metadata, "before_create")
def _say_conditions_to_postgresql(metadata: MetaData, connection: Connection, **_options: Any) -> None:
    """Indexes state their condition once, for SQLite: naming PostgreSQL would import it at every start."""
    if connection.dialect.name != "postgresql":
        return
    for index in (index for table in metadata.tables.values() for index in table.indexes):
        index.dialect_options["postgresql"]["where"] = index.dialect_options["sqlite"]["where"]


class Versioned:
    """A record that people edit: the request carries the version seen, a stale one is a conflict."""

    version: Mapped[int] = mapped_column(default=1)

    @declared_attr.directive
    @classmethod
    def __mapper_args__(cls) -> dict[str, Any]:
        return {"version_id_col": cls.__dict__.get("version", cls.version)}


class Instant(TypeDecorator[datetime]):
    """An aware instant, kept in UTC; naive values are refused, they would mean an unknown zone."""

    impl = DateTime
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """To the database: UTC without zone."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("an instant needs a time zone")
        return value.astimezone(UTC).replace(tzinfo=None)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """From the database: UTC, aware."""
        return None if value is None else value.replace(tzinfo=UTC)


UNAUDITED: dict[str, Any] = {"audited": False}
"""Table ``info`` of what is not a fact of the centre (drafts, counters): no audit changes are written."""

DERIVED: dict[str, Any] = {"derived": True}
"""Column ``info`` of what is computed from other columns: left out of the audit."""
