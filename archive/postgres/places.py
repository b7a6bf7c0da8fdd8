"""Which folders a cluster of a DATA_DIR uses. All are private to the account that runs the server."""

import hashlib
import os
import re
from pathlib import Path

from archive.postgres.accounts import account_of, server_account
from archive.postgres.errors import PostgresError

# A socket's whole path must fit into sockaddr_un: 107 bytes on Linux, 103 on macOS.
LONGEST_SOCKET = 103
SOCKET_NAME = ".s.PGSQL.5432"

# Where root keeps a cluster whose DATA_DIR the server's account may not enter.
ELSEWHERE = (Path("/var/lib/stances"), Path("/var/tmp/stances"))  # noqa: S108  checked by private_folder()
SHORT = Path("/tmp")  # noqa: S108  checked by private_folder()


def home_of(data_dir):
    """The folder for everything of the server, and the account that owns it: (Path, Account)."""
    inside = data_dir / "postgres"
    for home in (inside, *elsewhere(data_dir)):
        if has_cluster(home):
            return home, owner_of(home)
    account = server_account()
    if account.can_enter(data_dir):
        return inside, account
    return next(place for place in elsewhere(data_dir) if place.parent.parent.is_dir()), account


def elsewhere(data_dir):
    return [place / fingerprint(data_dir) for place in ELSEWHERE]


def fingerprint(path):
    return hashlib.sha256(os.fsencode(path)).hexdigest()[:16]


def has_cluster(home):
    try:
        return (home / "data" / "PG_VERSION").exists()
    except PermissionError:
        # Another account's private folder; owner_of() explains.
        return home.exists()


def owner_of(home):
    owner = account_of(home.stat().st_uid)
    if owner.is_another and os.geteuid() != 0:
        raise PostgresError(
            f"The database in {home} belongs to the account {owner.name!r}.\n"
            "Start as that account or as root, or choose another folder with DATA_DIR=…"
        )
    if not owner.can_enter(home):
        raise PostgresError(
            f"The account {owner.name!r}, which owns the database in {home}, may not enter it any more.\n"
            "Let it pass (chmod o+x) through each folder of that path, or choose another with DATA_DIR=…"
        )
    return owner


def private_folder(path, account):
    """Make `path` for `account` alone; one that someone else has put there is refused, not taken over."""
    try:
        path.mkdir(mode=0o700)
    except FileExistsError:
        if path.is_symlink() or not path.is_dir() or not account.owns(path):
            raise PostgresError(
                f"{path} must be a folder of the account {account.name!r}, but it is something else.\n"
                "Look what it is; move it away, or choose another folder with DATA_DIR=…"
            ) from None
    except OSError as error:
        raise PostgresError(f"The folder {path} cannot be made: {error.strerror}.") from error
    else:
        os.chown(path, account.uid, account.gid)
    path.chmod(0o700)
    return path


def home_folder(path, account):
    if path.parent.parent in {place.parent for place in ELSEWHERE}:
        path.parent.mkdir(exist_ok=True)
        path.parent.chmod(0o711)
    return private_folder(path, account)


def socket_folder(home):
    """The folder for the socket: inside `home`, or a short one where a socket cannot have that path.

    That is where the path is too long, or holds what an address would have to escape (a comma separates
    hosts and cannot be).
    """
    inside = home / "socket"
    if len(str(inside / SOCKET_NAME)) <= LONGEST_SOCKET and re.fullmatch(r"[A-Za-z0-9/._-]+", str(inside)):
        return inside
    return SHORT / f"stances-{fingerprint(home)}"
