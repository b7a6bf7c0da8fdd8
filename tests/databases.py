"""Databases beside the one of the tests, to which a test is led and from which it is led back."""

from contextlib import contextmanager

from django.db import DEFAULT_DB_ALIAS, connection, connections, transaction

from stances.facets.keys import KEYS, Keys


class Beside:
    """Another database, given by what differs from the settings of the one of the tests, such as its NAME."""

    def __init__(self, **settings):
        self.connection = connection.copy()
        self.connection.settings_dict.update(settings)
        # What keys mean, as each database numbers its own.
        self.keys = {name: Keys(keys.model, keys.columns) for name, keys in KEYS.items()}

    @contextmanager
    def entered(self):
        """Lead all that asks the database here."""
        before, keys = connections[DEFAULT_DB_ALIAS], dict(KEYS)
        self.connection.execute_wrappers = before.execute_wrappers  # whatever looks on, goes on to
        lead(self.connection, self.keys)
        try:
            yield
        finally:
            lead(before, keys)

    @contextmanager
    def visited(self):
        """Lead all that asks the database here, and undo at the end what was written, as for each test."""
        block = transaction.atomic()
        block._from_testcase = True
        with self.entered(), block:
            yield
            if not connection.needs_rollback:
                connection.check_constraints()
            transaction.set_rollback(True)


def lead(to, keys):
    connections[DEFAULT_DB_ALIAS] = to
    connections.settings[DEFAULT_DB_ALIAS] = to.settings_dict
    KEYS.update(keys)
