"""Ways of reading that PostgreSQL may not plan where it does not see what they cost."""

from contextlib import contextmanager

from django.db import connection

# It takes reading each document, which lies outside its row, for as cheap as reading the row; and it hopes that the
# next match is near along the index of the order. Without these ways the index of words finds the matches.
WALKING = ("seqscan", "indexscan", "indexonlyscan")
# Without words, the same hope: filters find the matches, and these are sorted.
ORDER_FIRST = ("indexscan", "indexonlyscan")
# Some rows are known, and among them the matches are looked for rather than found by themselves.
FINDING = ("seqscan", "bitmapscan")

# Many rows are known to match, which PostgreSQL does not foresee of words: it would look each up in another table by
# itself to count them, and sort them all to find the first, which are near along the index of the order.
ONE_BY_ONE = ("nestloop",)
SORTING = ("sort",)


@contextmanager
def without(ways):
    """Plan the queries within without some ways, unless there is no other.

    The setting travels with each query, so that it takes no time of its own, and ends with it.
    """
    settings = "".join(f"SET LOCAL enable_{way} = off; " for way in ways)

    def execute_so(execute, sql, params, many, context):
        return execute(settings + sql, params, many, context)

    with connection.execute_wrapper(execute_so):
        yield
    if ways and connection.in_atomic_block:  # there it would end with the transaction only
        with connection.cursor() as cursor:
            cursor.execute("".join(f"SET LOCAL enable_{way} = DEFAULT; " for way in ways))
