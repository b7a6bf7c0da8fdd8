import pytest


@pytest.fixture(autouse=True)
def archive_is_there(archive):
    """The archive is there in every test of views, so that the order of tests makes no difference."""
