"""Database access: connections and the two ways the API runs a query."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import psycopg
from psycopg.rows import dict_row

from . import settings


@contextmanager
def connect() -> Iterator[psycopg.Connection]:
    """Open a connection that commits on success and rolls back on an error."""
    connection = psycopg.connect(
        host=settings.DATABASE_HOST,
        dbname=settings.DATABASE_NAME,
        user=settings.DATABASE_USER,
        password=settings.DATABASE_PASSWORD,
        sslmode="verify-full",
        row_factory=dict_row,
    )
    with connection:
        yield connection


def fetch_report(statement: str) -> list[dict[str, Any]]:
    """Run a statement that a report has put together."""
    with connect() as connection:
        cursor = connection.cursor()
        # planted-flow: sql-injection
        cursor.execute(statement)
        return cursor.fetchall()


def fetch_page(statement: str, values: tuple[Any, ...]) -> list[dict[str, Any]]:
    """Run a constant statement with its values bound by the driver."""
    with connect() as connection:
        cursor = connection.cursor()
        # near-miss: sql-injection
        cursor.execute(statement, values)
        return cursor.fetchall()


def ping() -> bool:
    """Tell whether the database answers."""
    with connect() as connection:
        row = connection.execute("SELECT 1 AS one").fetchone()
        return row is not None
