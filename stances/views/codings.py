from stances.exports.listing import of_codings
from stances.filters.codings import CodingList

from .as_of import as_it_was
from .downloads import answer, file_not_made, refused


@as_it_was(file_not_made)
def codings_csv(request):
    """What coders gave the published statements, for whoever wants to measure agreement themselves."""
    codings = CodingList(request.GET)
    return refused(codings) if codings.errors else answer(request, of_codings(codings), "csv")
