"""What becomes public and what is withdrawn: who may, what may not be, and how it is done."""

from contextlib import nullcontext

import pghistory
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from stances.codebook import Status
from stances.desk.turns import wait_for_other_writers
from stances.models import Statement

UNPUBLISHED = (Status.DRAFT, Status.IN_REVIEW)


def may_publish(user):
    return user.has_perm("stances.publish_statement")


def may_withdraw(user):
    return user.has_perm("stances.withdraw_statement")


def may_edit(user, statement):
    """Whether a person may change a statement: what has been public is a reviewer's to change."""
    return not was_public(statement) or may_publish(user)


def was_public(statement):
    return statement.published_at is not None or statement.status not in UNPUBLISHED


def statuses_for(user, statement=None):
    """Return the statuses that a person may give a statement, or a new one, with the present one."""
    allowed = [statement.status] if statement else []
    if statement is None or not was_public(statement):
        allowed += UNPUBLISHED
    elif may_withdraw(user):
        allowed.append(Status.WITHDRAWN)
    if may_publish(user):
        allowed.append(Status.PUBLISHED)
    return [status for status in Status if status in allowed]


def problems_of_publishing(statement):
    """Yield why a statement may not be made public. What the database refuses in drafts isn't asked again."""
    articles = [citation.article for citation in statement.citations.all()]
    if statement.status == Status.PUBLISHED:
        yield _("It is published already.")
    if not articles:
        yield _("It rests on no article: add a citation first.")
    if any(not (article.headline or article.url) for article in articles):
        yield _("A cited article has neither a headline nor an address, so that nobody can find it.")


def problems_of_withdrawing(statement):
    if statement.status != Status.PUBLISHED:
        yield _("It is not published, so there is nothing to withdraw.")


def publish(statement, *, reason="", public_note=""):
    """Make a statement public, again if it was withdrawn. Raises ValidationError that says why it may not be.

    ``reason`` is internal: it stands in the history and on no public page. ``public_note`` stands in the public log.
    """
    with transaction.atomic(), kept_with(reason=reason, public_note=public_note):
        statement = locked(statement)
        refuse(problems_of_publishing(statement))
        statement.status, statement.withdrawn_reason = Status.PUBLISHED, ""
        statement.save(update_fields=["status", "withdrawn_reason"])


def withdraw(statement, *, reason):
    """Take a statement back; its address gives the reason. Raises ValidationError if that may not be."""
    with transaction.atomic(), kept_with(reason=reason):
        statement = locked(statement)
        refuse(problems_of_withdrawing(statement))
        if not reason.strip():
            raise ValidationError(_("Give the reason of the withdrawal: the public reads it at the address."))
        statement.status, statement.withdrawn_reason = Status.WITHDRAWN, reason.strip()
        statement.save(update_fields=["status", "withdrawn_reason"])


def locked(statement):
    """Read a statement anew and hold it, so that of two people who decide at once the second is told."""
    wait_for_other_writers()
    return Statement.objects.select_for_update().get(pk=statement.pk)


def kept_with(**why):
    """The context in which every change is kept with what is said of it."""
    said = {name: words.strip() for name, words in why.items() if words.strip()}
    return pghistory.context(**said) if said else nullcontext()


def refuse(problems):
    if problems := list(problems):
        raise ValidationError(problems)
