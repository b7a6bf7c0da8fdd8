from django.shortcuts import render

from stances.charts.maps import FEW_IN_STATE, read_measure, state_map


def map_page(request):
    measure, messages = read_measure(request.GET)
    context = {"map": state_map(measure), "messages": messages, "few": FEW_IN_STATE}
    return render(request, "maps/states.html", context, status=400 if messages else 200)
