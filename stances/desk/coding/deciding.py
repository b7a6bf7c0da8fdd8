"""Where two codings differ, a reviewer decides what the statement says; both codings stay as they are."""

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from stances.desk import publishing
from stances.models import Coding
from stances.models.coding import Decision

# What the public log says of a change that comes of it, in the language of the archive's own notes; the reason stays
# internal, as it may quote what coders wrote to one another.
NOTES = {
    Decision.FIRST: "A second coder coded it differently, and a reviewer decided for the first coding.",
    Decision.SECOND: "A second coder coded it differently, and a reviewer decided for the second coding.",
    Decision.OTHER: "A second coder coded it differently, and a reviewer decided for other codes than either.",
}


def decide(coding, user, decision, *, reason, codes=None):
    """Give the statement of a second coding the codes of the first, the second or, for ``other``, ``codes``.

    Only what the two differ in is decided. The reason is kept with the coding and in the history of the statement; the
    public log says that two codings differed, and for which of them it was decided.
    Raises ValidationError if there is no reason or someone has decided already, PermissionDenied if the person may not.
    """
    with transaction.atomic(), publishing.kept_with(reason=reason, public_note=NOTES[Decision(decision)]):
        statement = publishing.locked(coding.statement)
        coding = Coding.objects.side_by_side().get(pk=coding.pk)
        if not publishing.may_edit(user, statement):
            raise PermissionDenied
        if coding.decision:
            raise ValidationError(_("Someone has decided on this meanwhile."))
        if not reason.strip():
            raise ValidationError(_("Give the reason of your decision."))
        change(statement, decided_codes(coding, decision, codes or {}))
        coding.decision, coding.reason = decision, reason.strip()
        coding.decided_by, coding.decided_at = user, timezone.now()
        coding.save(update_fields=["decision", "reason", "decided_by", "decided_at"])


def decided_codes(coding, decision, codes):
    """Return {variable: code} of the variables in which a coding differs from the first."""
    sides = {Decision.FIRST: coding.first, Decision.SECOND: coding}
    if decision in sides:
        return {name: getattr(sides[decision], name) for name in coding.differing}
    return {name: codes[name] for name in coding.differing}


def change(statement, codes):
    """Give a statement codes in the ordinary way, so that history, search and pages know of it."""
    other = {name: code for name, code in codes.items() if getattr(statement, name) != code}
    for name, code in other.items():
        setattr(statement, name, code)
    if other:
        statement.save(update_fields=list(other))
