"""What the database says when it refuses a write that went past every form."""

from contextlib import contextmanager

import pytest
from django.db import DatabaseError, connection, transaction


@contextmanager
def settled():
    """Ask the deferred constraints at the end, as the end of a transaction does."""
    yield
    connection.check_constraints()


@contextmanager
def refused_by(constraint):
    """Expect a write that breaks a constraint, known by its name."""
    with pytest.raises(DatabaseError) as refusal, transaction.atomic(), settled():
        yield
    assert refusal.value.__cause__.diag.constraint_name == constraint


@contextmanager
def refused(words):
    """Expect a write that the database refuses with these words."""
    with pytest.raises(DatabaseError, match=words), transaction.atomic(), settled():
        yield


def run_sql(sql, *values):
    """Run a statement of SQL as a person at a prompt would; its first row, if it has any."""
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        return cursor.fetchone() if cursor.description else None
