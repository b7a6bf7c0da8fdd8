"""A statement is coded a second time by someone who neither coded it first nor sees how it was coded."""

import secrets
from itertools import pairwise

from django.contrib.auth import get_user_model
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from stances.codebook import Topic
from stances.desk.turns import wait_for_other_writers
from stances.models import Coding, Statement
from stances.models.coding import CODED, Role, Round
from stances.models.statement import REFERENCE_ALPHABET
from stances.reliability import measure_soon


def statement_for(user, *, skipped=()):
    """Return a statement at random that a person may code a second time, skipped ones last; None if none is left.

    It is the next one from a place at random in the order of references, which say nothing of what they name. To
    number a million statements in order to draw one by its number would take far longer.
    """
    place = "".join(secrets.choice(REFERENCE_ALPHABET) for _character in range(8))
    left = Statement.objects.codable_by(user).with_sources()
    new = left.without_references(skipped)
    return new.from_reference(place).first() or new.first() or (left.first() if skipped else None)


def keep_coding(user, reference, codes, note=""):
    """Keep a second coding; ``codes`` has one of each variable. The first coding is kept beside it if it is not yet.

    Raises ValidationError if the person may not code this statement, or someone else was faster.
    """
    with transaction.atomic():
        wait_for_other_writers()
        statement = Statement.objects.codable_by(user).at(reference).first()
        if statement is None:
            raise ValidationError(_("Someone has coded this statement meanwhile, or it is no longer public."))
        if not statement.codings.of_round(Round.FIRST).exists():
            first_coding(statement).save()
        transaction.on_commit(measure_soon)
        by = {"coder": user, "role": Role.DESK, "coded_at": timezone.now()}
        return Coding.objects.create(statement=statement, round=Round.SECOND, note=note, **by, **codes)


def first_coding(statement):
    """The codes that a statement has, as a coding by whoever gave it them according to its history."""
    event = event_of_codes(statement)
    account = account_of(event)
    return Coding(
        statement=statement,
        round=Round.FIRST,
        coder=get_user_model().objects.filter(pk=account).first(),
        role=Role.DESK if account else Role.COLLECTION,
        coded_at=event.pgh_created_at if event else None,
        **codes_of(statement),
    )


def event_of_codes(statement):
    """The change by which the codes became what they are; None of a statement that is older than its history."""
    events = list(statement.pgh_event_model.objects.filter(pgh_obj=statement.pk).order_by("pgh_id"))
    changes = [after for before, after in pairwise(events) if codes_of(before) != codes_of(after)]
    return (changes or events[:1] or [None])[-1]


def account_of(event):
    """The number of the account that made a change, which may have been deleted since; None of an import."""
    return event.pgh_context.metadata.get("user") if event and event.pgh_context else None


def codes_of(record):
    codes = {name: getattr(record, name) for name in CODED}
    return codes | {"topics": [topic.value for topic in Topic if topic in codes["topics"]]}
