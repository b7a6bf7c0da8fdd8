from itertools import groupby

from django.shortcuts import redirect, render

from stances.codebook import Position, Topic
from stances.filters.shifts import filter_shifts
from stances.models import Jurisdiction, by_local_name

SHIFTING = [(code.value, code.label) for code in Position if code != Position.UNCLEAR]


def shift_list(request):
    """The list of shifts. Those on several topics between the same two statements are shown as one move."""
    shifts = filter_shifts(request.GET)
    if not shifts.errors and "" in request.GET.values() and not shifts.cleaned["cursor"]:
        # A form sends its empty fields too; the address that a reader copies should not have them.
        return redirect(f"{request.path}?{shifts.query}".rstrip("?"))
    found, next_query = shifts.page()
    context = {
        "shifts": shifts,
        "moves": [[*move] for _pair, move in groupby(found, key=lambda shift: (shift.before_id, shift.statement_id))],
        "next_query": next_query,
        "chips": [] if shifts.errors else list(shifts.chips),
        "state_options": [(each.state, each.local_name) for each in by_local_name(Jurisdiction.objects.states())],
        "topics": Topic,
        "position_options": SHIFTING,
    }
    return render(request, "shifts/list.html", context, status=shifts.status)
