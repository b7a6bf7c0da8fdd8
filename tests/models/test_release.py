import pytest
from django.utils import timezone

from stances.models import Release
from tests.refusals import refused, refused_by

pytestmark = pytest.mark.django_db


def make_release(version="2026.11.22", **fields):
    said = {"made_with": {}, "counts": {}, "changes": {}, "files": []}
    return Release.objects.create(
        version=version, until=timezone.now(), site_url="https://a.org", codebook_version="1", **said | fields
    )


@pytest.mark.parametrize("version", ["2026.11.22", "2026.11.22.1", "2026.11.22.10"])
def test_a_version_is_a_day_and_perhaps_a_number(version):
    assert make_release(version).folder.name == version


BROKEN = [
    pytest.param("release_version_is_a_day", version, id=version or "nothing")
    for version in ("", "..", "2026.11.22.0", "1")
]


@pytest.mark.parametrize(("constraint", "version"), BROKEN)
def test_a_version_that_is_no_day_is_refused(constraint, version):
    with refused_by(constraint):
        make_release(version)


def test_a_release_is_for_ever():
    release = make_release()

    with refused("Cannot update or delete rows from stances_release"):
        Release.objects.update(files=[])
    with refused("Cannot update or delete rows from stances_release"):
        release.delete()
