"""How often a client may ask in a minute.

What is kept already, and what has not changed (304), is answered before this and costs nothing. Counts are in the cache
that the machines of a site share, where it has one (CACHE_URL), else in the memory of each process. Then each process
tells what is left by its own count: a client that meets several may ask more often than the policy says, and one that
keeps to the policy is never refused.
"""

import hashlib
import logging
import time
from dataclasses import dataclass

from django.conf import settings
from django.core.cache import caches

from stances.reporting.limit import sender_of

logger = logging.getLogger(__name__)

WINDOW = 60  # seconds; windows begin with the minutes of the clock


@dataclass(frozen=True)
class Allowance:
    """``left``: how many requests more may be made within so many ``seconds``; below 0 this is one too many."""

    left: int
    seconds: int

    @property
    def headers(self):
        """As the IETF's draft “RateLimit header fields for HTTP” writes them."""
        return {
            "RateLimit-Policy": f'"minute";q={settings.API_REQUESTS_PER_MINUTE};w={WINDOW}',
            "RateLimit": f'"minute";r={max(self.left, 0)};t={self.seconds}',
        }


def count(request):
    """Count a request, and return the Allowance of its client."""
    now = int(time.time())
    window, passed = divmod(now, WINDOW)
    return Allowance(settings.API_REQUESTS_PER_MINUTE - counted(f"{client_of(request)}-{window}"), WINDOW - passed)


def counted(key):
    """How many requests a key has, with this one; as if it were the first where the cache does not work."""
    try:
        caches["counts"].add(key, 0, timeout=2 * WINDOW)
        return caches["counts"].incr(key)
    except Exception as error:  # whatever its kind raises: the archive is to be read all the same
        logger.warning("Requests are not counted: %s", error)
        return 1


def client_of(request):
    """A keyed hash of the client's address, so that no list of addresses is kept."""
    key = settings.SECRET_KEY.encode()[:64]
    return hashlib.blake2b(sender_of(request).encode(), key=key, digest_size=16).hexdigest()
