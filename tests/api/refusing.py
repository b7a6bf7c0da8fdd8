"""For what the API may refuse a question of the form that its description allows. A check of schemathesis."""

import schemathesis
from schemathesis import GenerationMode

# Names and places that the archive does not know; dates that are none, or in disorder; cursors that it never gave.
MAY_BE_UNKNOWN = {"state", "county", "place", "agency", "official", "publisher"}
MAY_BE_UNREADABLE = {"date_after", "date_before", "updated_after", "as_of", "cursor"}


@schemathesis.check
def refused_for_what_it_cannot_know(context, response, case):
    is_allowed = case.meta and case.meta.generation.mode == GenerationMode.POSITIVE
    if is_allowed and response.status_code == 400:
        refused = {error["parameter"] for error in response.json()["errors"]}
        assert refused <= MAY_BE_UNKNOWN | MAY_BE_UNREADABLE, f"refused for {refused}"
