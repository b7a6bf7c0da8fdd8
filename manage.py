#!/usr/bin/env python
"""Run a management command; without DATABASE_URL, on a private PostgreSQL kept under DATA_DIR."""

import os
import signal
import sys
from contextlib import nullcontext
from pathlib import Path

import environ
from django.core.exceptions import ImproperlyConfigured
from django.core.management import execute_from_command_line

from archive.postgres import PostgresError, running

BASE_DIR = Path(__file__).resolve().parent


def database():
    """The context in which DATABASE_URL is set, for this process and those it starts."""
    environ.Env.read_env(BASE_DIR / ".env")
    if os.environ.get("DATABASE_URL"):
        return nullcontext(os.environ["DATABASE_URL"])
    return running(BASE_DIR / (os.environ.get("DATA_DIR") or ".data"))


def stop_cleanly(number, frame):
    """End as by Ctrl-C, so that the private server is stopped too."""
    sys.exit(128 + number)


def main():
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "archive.settings")
    for number in (signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, stop_cleanly)
    try:
        with database() as url:
            os.environ["DATABASE_URL"] = url
            execute_from_command_line(sys.argv)
    except (PostgresError, ImproperlyConfigured) as error:
        sys.exit(str(error))
    except KeyboardInterrupt:
        sys.exit(130)


if __name__ == "__main__":
    main()
