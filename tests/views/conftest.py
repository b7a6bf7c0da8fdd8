import pytest


@pytest.fixture(autouse=True)
def archive(archive):
    """The archive is there in every test of views, so that the order of tests makes no difference."""
    return archive
