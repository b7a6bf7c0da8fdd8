"""How many reports may come from one address in a day, and in all.

Addresses are not kept: a keyed hash of each is counted in the memory of the process, by a key that is thrown away with
the counts when the (UTC) day ends. So the limit is for each process of the web server, and begins anew where one is
started; it keeps off floods, not a determined person.
"""

import datetime
import hashlib
import ipaddress
import secrets
from collections import Counter
from threading import Lock

from django.utils import timezone

MOST_OF_ONE = 10
MOST_IN_ALL = 1000

_lock = Lock()
_today = {"day": None, "key": b"", "counts": Counter()}


def is_too_many(request):
    """Count a report, and return whether its address, or all together, have sent as many already as they may."""
    with _lock:
        if _today["day"] != timezone.now().date():
            forget()
        counts = _today["counts"]
        sender = hashlib.blake2b(sender_of(request).encode(), key=_today["key"], digest_size=16).digest()
        if counts[sender] >= MOST_OF_ONE or counts.total() >= MOST_IN_ALL:
            return True
        counts[sender] += 1
        return False


def forget():
    """Throw away what was counted, and the key by which it could be counted again."""
    _today.update(day=timezone.now().date(), key=secrets.token_bytes(32), counts=Counter())


def seconds_left_today():
    now = timezone.now()
    midnight = datetime.datetime.combine(now.date() + datetime.timedelta(days=1), datetime.time(), datetime.UTC)
    return int((midnight - now).total_seconds()) + 1


def sender_of(request):
    """The address of the visitor as text; of IPv6 the network, of which one household has all addresses.

    A proxy on this machine or in its private network says whom it asks for; of anyone else that is not believed.
    """
    address = read_address(request.META.get("REMOTE_ADDR", ""))
    if address is None or address.is_private:
        claimed = request.headers.get("X-Forwarded-For", "").rpartition(",")[2].strip()
        address = read_address(claimed) or address
    if address and address.version == 6:
        return str(ipaddress.ip_network((address, 64), strict=False))
    return str(address)


def read_address(text):
    """The address written in a text, or None."""
    try:
        address = ipaddress.ip_address(text)
    except ValueError:
        return None
    return getattr(address, "ipv4_mapped", None) or address
