"""How a release is made, and made again."""

from contextlib import ExitStack
from pathlib import Path
from tempfile import TemporaryDirectory

from django.conf import settings
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _
from django.utils.translation import override

from stances import codebook, past
from stances.models import Release

from .changes import changes_between
from .packing import described, packed
from .papers import changes_md, citation_cff, readme, sums
from .writing import made_with, write_explanations, write_package, write_tables


class NotFrozen(Exception):
    """Why a release was not made, in words."""


def freeze(until=None, has_parquet=True, out=None):
    """Make the release of the archive as it was just before a moment (None: as it is now) and return it.

    With ``out`` it is written into a folder there, and is no release of the site.
    """
    until = until or past.settled()
    release = Release(
        version=free_version(until),
        until=until,
        previous=Release.objects.before(until).newest(),
        site_url=settings.SITE_URL,
        codebook_version=codebook.VERSION,
        made_with=made_with(has_parquet),
    )
    if out:
        write(release, Path(out) / release.version)
    else:
        publish(release)
    return release


def free_version(until):
    """The day of the last moment before it, with a number if that has a release already."""
    day = f"{Release(until=until).day:%Y.%m.%d}"
    taken = set(Release.objects.values_list("version", flat=True))
    number = 0
    while (version := f"{day}.{number}" if number else day) in taken:
        number += 1
    return version


def publish(release):
    """Write the files and only then make them known."""
    settings.RELEASES_DIR.mkdir(parents=True, exist_ok=True)
    with TemporaryDirectory(prefix=".", dir=settings.RELEASES_DIR) as making:
        folder = Path(making) / release.version
        write(release, folder)
        try:
            with transaction.atomic():
                release.save(force_insert=True)
                folder.rename(release.folder)
        except (IntegrityError, OSError) as error:
            raise NotFrozen(
                _("Release %(version)s is there already: %(error)s") % {"version": release, "error": error}
            ) from error


def rebuild(release, out):
    """Make a release again, into a folder there, and return one that says what it has now."""
    if release.codebook_version != codebook.VERSION:
        raise NotFrozen(
            _("It was made by version %(then)s of the codebook; this program has %(now)s.")
            % {"then": release.codebook_version, "now": codebook.VERSION}
        )
    again = Release(
        version=release.version,
        until=release.until,
        previous=release.previous,
        site_url=release.site_url,
        codebook_version=release.codebook_version,
        made_with=made_with(has_parquet="pyarrow" in release.made_with),
        counts=release.counts,
    )
    write(again, Path(out) / again.version)
    return again


def write(release, folder):
    """Write all files of a release into a new folder, and note in it what they are."""
    has_parquet = "pyarrow" in release.made_with
    with ExitStack() as stack, override("en"):
        now = stack.enter_context(past.opened(release.until))
        before = release.previous and stack.enter_context(past.opened(release.previous.until))
        folder.mkdir(parents=True)
        release.counts = write_tables(now, release, folder)
        changes = before and changes_between(before, now, release.until, release.site_url)
        release.changes = changes.counts if changes else {}
        write_package(release, folder, write_explanations(release, folder))
        for name, text in {
            "CITATION.cff": citation_cff(release),
            "CHANGES.md": changes_md(release, changes),
            "README.md": readme(release, has_parquet),
        }.items():
            (folder / name).write_text(text, encoding="utf-8")
    seal(release, folder)


def seal(release, folder):
    """Add the sums of all files, and one archive of all of them."""
    release.files = [described(path) for path in sorted(folder.iterdir())]
    all_sums = folder / "SHA256SUMS"
    all_sums.write_text(sums(release.files), encoding="utf-8")
    with packed(folder / release.archive_name, release) as add:
        for path in [*(folder / each["name"] for each in release.files), all_sums]:
            add(path)
    release.files += [described(all_sums), described(folder / release.archive_name)]


def sums_of(release):
    """{name of a file: its SHA-256}"""
    return {each["name"]: each["sha256"] for each in release.files}
