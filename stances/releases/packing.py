"""Files with their sums, and all of them in one archive."""

import hashlib
import shutil
from contextlib import contextmanager
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

BLOCK = 1024 * 1024  # bytes


@contextmanager
def packed(path, release):
    """Open the archive of a release; yields a function that adds a file to it under a name.

    It says nothing of who packed it, or when: the moment of each file is that of the release.
    """
    moment = release.last_moment.timetuple()[:6]
    with ZipFile(path, "w", compression=ZIP_DEFLATED, compresslevel=6) as archive:

        def add(file):
            entry = ZipInfo(f"stances-{release.version}/{file.name}", moment)
            entry.compress_type, entry.external_attr = ZIP_DEFLATED, 0o644 << 16
            entry.file_size = file.stat().st_size  # so that one of more than 2 GB is announced as such
            with file.open("rb") as source, archive.open(entry, "w") as target:
                shutil.copyfileobj(source, target, BLOCK)

        yield add


def described(path):
    """{name, size in bytes, sha256} of a file."""
    with path.open("rb") as file:
        return {
            "name": path.name,
            "size": path.stat().st_size,
            "sha256": hashlib.file_digest(file, "sha256").hexdigest(),
        }
