import errno
import socket
import threading
import time
from http.client import HTTPConnection

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.db import connections
from gunicorn.app.base import BaseApplication
from gunicorn.arbiter import Arbiter
from gunicorn.http import message

from stances.facets.keys import KEYS

# The site itself answers long questions, with an explanation, and reads up to this many characters of them.
# Gunicorn's own setting can only lower its 8,190 or lift the limit altogether.
LONGEST_REQUEST_LINE = 64_000

# The workers of a site that was killed let go of its port within this many seconds.
PORT_FREE_WITHIN = 3
READY_WITHIN = 30


class Command(BaseCommand):
    help = "Prepare the database, then serve the site until Ctrl-C or SIGTERM."

    def handle(self, **options):
        wait_for_port()
        call_command("prepare", stdout=self.stdout)
        self.stdout.flush()
        # The workers are copies of this process and must not share its connection.
        connections.close_all()
        Site().run()


class Site(BaseApplication):
    """Gunicorn within this process, so that its workers end with it even by kill -9."""

    def load_config(self):
        for name, value in {
            "bind": f"{settings.BIND}:{settings.PORT}",
            "worker_class": "gthread",
            "workers": 2,
            "threads": 8,
            "graceful_timeout": 5,
            "limit_request_line": LONGEST_REQUEST_LINE,
            "loglevel": "warning",
            "control_socket_disable": True,
            "post_worker_init": begin,
        }.items():
            self.cfg.set(name, value)

    def load(self):
        from archive.wsgi import application

        return application

    def run(self):
        message.MAX_REQUEST_LINE = LONGEST_REQUEST_LINE
        Master(self).run()


class Master(Arbiter):
    # A closed terminal ends the site rather than leaving it behind unseen.
    handle_hup = Arbiter.handle_term


def wait_for_port():
    deadline = time.monotonic() + PORT_FREE_WITHIN
    while not port_is_free():
        if time.monotonic() > deadline:
            raise CommandError(f"port {settings.PORT} is in use; choose another with PORT=…")
        time.sleep(0.2)


def port_is_free():
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((settings.BIND, settings.PORT))
        except PermissionError:
            raise CommandError(f"port {settings.PORT} needs root; choose one above 1023 with PORT=…") from None
        except OSError as error:
            if error.errno != errno.EADDRINUSE:
                raise CommandError(f"{settings.BIND}:{settings.PORT}: {error.strerror}") from error
            return False
    return True


def begin(worker):
    """Let the first worker say that the site is there, as soon as it is, and each learn what keys mean meanwhile."""
    if worker.age == 1:
        threading.Thread(target=announce, daemon=True).start()
    threading.Thread(target=learn_keys, daemon=True).start()


def learn_keys():
    try:
        for keys in KEYS.values():
            keys.learn_all()
    finally:
        connections.close_all()


def announce():
    deadline = time.monotonic() + READY_WITHIN
    while (health := ask_health()) != "200":
        if time.monotonic() > deadline:
            print(f"The site runs, but {settings.SITE_URL}/healthz answers: {health}", flush=True)
            return
        time.sleep(0.05)
    print(
        f"\nThe archive is at {settings.SITE_URL} (stop it with Ctrl-C).\n"
        "Make an editor's account with `make admin`, now or later.",
        flush=True,
    )


def ask_health():
    """The status that /healthz answers, or why it does not."""
    connection = HTTPConnection(settings.BIND, settings.PORT, timeout=5)
    scheme = "https" if settings.IS_HTTPS else "http"
    try:
        connection.request("GET", "/healthz", headers={"Host": "localhost", "X-Forwarded-Proto": scheme})
        return str(connection.getresponse().status)
    except OSError as error:
        return str(error)
    finally:
        connection.close()
