"""The public log: what was published, changed, withdrawn and merged, as a page and as lines of JSON."""

import json

from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from stances.changes.log import entries_of, lines_of
from stances.changes.raw import line_of, slugs_in
from stances.codebook import Change
from stances.exports.envelope import Envelope, Source, data_version
from stances.exports.jsonl import JSONL
from stances.filters.changes import MOST_IN_FILE, filter_changes
from stances.models import Jurisdiction, by_local_name

from .downloads import as_file, refused

LOG = Source("changes", "changes")


def change_list(request):
    changes = filter_changes(request.GET)
    if not changes.errors and "" in request.GET.values() and not changes.cleaned["cursor"]:
        # A form sends its empty fields too; the address that a reader copies should not have them.
        return redirect(f"{request.path}?{changes.query}".rstrip("?"))
    lines, next_query = lines_of(changes)
    context = {
        "changes": changes,
        "lines": lines,
        "next_query": next_query,
        "chips": [] if changes.errors else list(changes.chips),
        "state_options": [(each.state, each.local_name) for each in by_local_name(Jurisdiction.objects.states())],
        "kinds": Change,
    }
    return render(request, "changes/list.html", context, status=changes.status)


def change_lines(request):
    """The same, one by one, a thousand in a file; the header Link leads to the next file (RFC 8288)."""
    changes = filter_changes(request.GET, per_page=MOST_IN_FILE, most_per_page=MOST_IN_FILE)
    if changes.errors:
        return refused(changes)
    version, (logged, next_query) = data_version(), changes.page()
    entries = entries_of(logged)
    slugs = slugs_in([entry.version for entry in entries if entry.version])
    lines = [json.dumps(line_of(entry, slugs, settings.SITE_URL), ensure_ascii=False) for entry in entries]
    response = HttpResponse("".join(f"{line}\n" for line in lines), JSONL.content_type)
    as_file(response, Envelope.now(LOG, len(lines), changes.query, version), "jsonl")
    if next_query:
        following = f"{settings.SITE_URL}{reverse('changes_jsonl')}?{next_query}"
        response["Link"] = f'<{following}>; rel="next", {response["Link"]}'
    return response
