import json
from urllib.request import urlopen

import pandas


def records(address):
    """Each record of a list, page after page."""
    while address:
        with urlopen(address) as answer:
            page = json.load(answer)
        yield from page["results"]
        address = page["next"]


statements = pandas.DataFrame(records("{{ site }}/api/v1/statements?topic=287g&per_page=100"))
print(statements.groupby(["state", "position"]).size().unstack(fill_value=0))
