import json

from stances.exports.columns import values


def lines(statements, site):
    """Yield one line of JSON for each statement; what is not known is null."""
    for statement in statements:
        record = {name: None if value == "" else value for name, value in values(statement, site).items()}
        yield json.dumps(record, ensure_ascii=False) + "\n"
