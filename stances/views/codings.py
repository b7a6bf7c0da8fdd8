from django.http import StreamingHttpResponse

from stances.exports.codings import lines


def codings_csv(request):
    """What coders gave the published statements, for whoever wants to measure agreement themselves."""
    response = StreamingHttpResponse(lines(), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="codings.csv"'
    return response
