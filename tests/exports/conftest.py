import pytest

from tests.conftest import end_downloads


@pytest.fixture
def one_slot(db, settings):
    """One download may run at a time, and none does: the server takes a moment to end one that was broken off."""
    settings.DOWNLOADS_AT_ONCE = 1
    end_downloads()
