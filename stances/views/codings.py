from stances.exports.listing import of_codings
from stances.params import error_lines, read_params

from .downloads import answer, plain


def codings_csv(request):
    """What coders gave the published statements, for whoever wants to measure agreement themselves."""
    _kept, errors = read_params(request.GET, [], [])
    return plain("\n".join(error_lines(errors)), status=400) if errors else answer(request, of_codings(), "csv")
