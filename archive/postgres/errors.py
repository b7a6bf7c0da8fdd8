class PostgresError(Exception):
    """The private server cannot be had; the message says what is wrong, where, and what to do."""
