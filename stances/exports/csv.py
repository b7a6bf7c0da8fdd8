import csv

from stances.exports.columns import COLUMNS, values

# A spreadsheet runs a cell that begins with one of these as a formula.
FORMULA = ("=", "+", "-", "@", "\t", "\r")


class Echo:
    """A file that hands back what is written, for the csv module to write to."""

    def write(self, text):
        return text


def lines(statements, site):
    """Yield the lines of a CSV file: the header, then one for each statement."""
    writer = csv.writer(Echo())
    yield writer.writerow(COLUMNS)
    for statement in statements:
        yield writer.writerow([cell(value) for value in values(statement, site).values()])


def cell(value):
    text = ";".join(value) if isinstance(value, list) else str(value)
    return f"'{text}" if text.startswith(FORMULA) else text
