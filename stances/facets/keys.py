"""What the keys of search rows mean, as arrays: which values of a filter the rows with a key have.

Keys never change, so what this process has once read of them it keeps.
"""

import threading
from dataclasses import dataclass

import numpy as np

from stances.models import AgencyKey, CodingKey, PublisherKey


@dataclass(frozen=True)
class Values:
    """The values of one filter. ``keys`` and ``places``, of one length: key keys[i] has the value values[places[i]]."""

    values: list
    keys: np.ndarray
    places: np.ndarray

    def counts(self, counts_of_keys):
        """Return how many there are of each of the values, of an array of counts by key."""
        return np.bincount(self.places, counts_of_keys[self.keys], len(self.values)).astype(int)

    def keys_with(self, wanted, size):
        """Return an array of booleans by key: whether it has any of the wanted values."""
        places = [place for place, value in enumerate(self.values) if value in wanted]
        has = np.zeros(size, bool)
        has[self.keys[np.isin(self.places, places)]] = True
        return has


@dataclass(frozen=True)
class Meaning:
    """What all keys below ``size`` mean: {filter: Values}."""

    size: int
    filters: dict


class Keys:
    """The keys of one model, read when rows with them are first met."""

    def __init__(self, model, columns):
        self.model = model
        self.columns = columns  # {filter: column of the model}
        self._known = np.zeros(1, bool)
        self._keys = {name: [] for name in columns}
        self._places = {name: [] for name in columns}
        self._values = {name: {} for name in columns}
        self._meaning = None
        self._lock = threading.Lock()

    def meaning(self, keys):
        """Return the Meaning of at least these distinct keys."""
        with self._lock:
            if self._learned(keys) or not self._meaning:
                self._meaning = Meaning(len(self._known), {name: self._filter(name) for name in self.columns})
            return self._meaning

    def learn_all(self):
        """Read every key at once, so that no reader waits for it."""
        self.meaning(np.array(list(self.model.objects.values_list("pk", flat=True)), int))

    def _learned(self, keys):
        """Read the keys that are not known yet, and tell whether there were any."""
        missing = int(keys.max(initial=0)) + 1 - len(self._known)
        self._known = np.append(self._known, np.zeros(max(0, missing), bool))
        unknown = keys[~self._known[keys]]
        if unknown.size:
            for key, *found in self.model.objects.with_ids(unknown.tolist()).values_list("pk", *self.columns.values()):
                for name, values in zip(self.columns, found, strict=True):
                    self._add(name, key, values if isinstance(values, list) else [values])
            self._known[unknown] = True
        return bool(unknown.size)

    def _add(self, name, key, values):
        for value in filter(None, values):
            self._keys[name].append(key)
            self._places[name].append(self._values[name].setdefault(value, len(self._values[name])))

    def _filter(self, name):
        return Values(list(self._values[name]), np.array(self._keys[name], int), np.array(self._places[name], int))


KEYS = {
    "coding_key": Keys(CodingKey, {"position": "position", "topic": "topics", "kind": "kind", "basis": "basis"}),
    "agency_key": Keys(
        AgencyKey,
        {"state": "state", "county": "counties", "place": "place", "agency_kind": "agency_kind", "agency": "agency_id"},
    ),
    "publisher_key": Keys(PublisherKey, {"publisher": "publishers"}),
}
OFFICIAL = "official"  # stands for itself: the number of the official, 0 for nobody
COLUMN_OF = {name: column for column, keys in KEYS.items() for name in keys.columns} | {OFFICIAL: OFFICIAL}
