"""The system account that runs the server: this one, or an unprivileged one where this one is root."""

import os
import pwd
import subprocess
from dataclasses import dataclass

from archive.postgres.errors import PostgresError

UNPRIVILEGED = ("postgres", "_postgres", "nobody")


@dataclass(frozen=True)
class Account:
    uid: int
    gid: int
    name: str

    @property
    def is_another(self):
        """Whether a program must change its account to become this one."""
        return self.uid != os.geteuid()

    def switches(self):
        """The arguments of subprocess.Popen that make a program run as this account."""
        return {"user": self.uid, "group": self.gid, "extra_groups": []} if self.is_another else {}

    def run(self, *command, **options):
        """The completed process of `command`, its output as text."""
        try:
            return subprocess.run(command, capture_output=True, text=True, **self.switches(), **options)
        except PermissionError as error:
            if self.is_another and error.filename is None:
                raise PostgresError(self.out_of_reach()) from error
            raise

    def out_of_reach(self):
        return (
            "PostgreSQL refuses to run as root, and this machine does not let root become the account "
            f"{self.name!r}.\nStart as an ordinary user, or give the address of a server in DATABASE_URL."
        )

    def can_enter(self, folder):
        # Asked of the system rather than read from mode bits, which know nothing of access lists.
        return self.run("/bin/sh", "-c", 'cd "$1"', "sh", str(folder), cwd="/").returncode == 0

    def owns(self, path):
        return path.stat(follow_symlinks=False).st_uid == self.uid


def account_of(uid):
    try:
        entry = pwd.getpwuid(uid)
    except KeyError:
        return Account(uid, os.getegid(), str(uid))
    return Account(entry.pw_uid, entry.pw_gid, entry.pw_name)


def server_account():
    """The account for a new cluster."""
    if os.geteuid() != 0:
        return account_of(os.geteuid())
    for name in UNPRIVILEGED:
        try:
            entry = pwd.getpwnam(name)
        except KeyError:
            continue
        return Account(entry.pw_uid, entry.pw_gid, name)
    raise PostgresError(
        "PostgreSQL refuses to run as root, and none of the accounts "
        f"{', '.join(UNPRIVILEGED)} exists here.\nMake one (adduser --system postgres), start as an ordinary "
        "user, or give the address of a server in DATABASE_URL."
    )
