import pghistory


def keep_history(*, exclude=(), indexes=()):
    """Keep what was inserted, changed and deleted by triggers, in a table of its own that is only added to.

    Leave out columns that the database derives: it would derive them again in the history. ``indexes`` are of the
    history.
    """
    # Trackers belong to one model, so they are made here rather than in PGHISTORY_DEFAULT_TRACKERS, whose copies
    # lose the transition tables of statement-level triggers.
    return pghistory.track(
        pghistory.InsertEvent(),
        pghistory.UpdateEvent(),
        pghistory.DeleteEvent(),
        append_only=True,
        exclude=list(exclude) or None,
        meta={"indexes": list(indexes)},
    )
