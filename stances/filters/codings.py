"""The list of codings, which is asked for whole: of today, or as it was."""

from django.utils.http import urlencode

from stances.models import Coding
from stances.params import Answer, all_errors, read_params

from .as_of import AsOfForm, OfItsTime


class CodingList(OfItsTime, Answer):
    """The answer to a query string: the codings of published statements, or errors in their place."""

    def __init__(self, params):
        kept, errors = read_params(params, list(AsOfForm.base_fields), [])
        self.form = AsOfForm(kept)
        self.errors = all_errors(self.form, errors)

    @property
    def rows(self):
        return Coding.objects.none() if self.errors else Coding.objects.published().by_reference()

    @property
    def query(self):
        return urlencode([("as_of", self.as_of.text)]) if self.as_of else ""
