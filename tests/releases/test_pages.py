"""The pages of releases, and their files."""

import pytest

from stances import releases
from tests.lists import body

FILE = "/data/releases/{}/statements.csv"


@pytest.fixture(scope="module")
def frozen(committed_archive, releases_dir):
    return releases.freeze(has_parquet=False)


@pytest.fixture
def release(frozen, db):
    return frozen


def test_the_list_leads_to_each_release(release, get):
    page = body(get("/data/releases/"))

    assert f'href="/data/releases/{release.version}/"' in page
    assert "The first release" in page


def test_a_release_tells_its_files_with_their_sums_and_how_to_cite_it(release, get, settings):
    page = body(get(f"/data/releases/{release.version}/"))

    for file in release.files:
        assert f'href="/data/releases/{release.version}/{file["name"]}"' in page
        assert file["sha256"] in page
    assert f'<pre id="citation" lang="en">Stances. ({release.day.year}). ' in page
    assert f"(Version {release.version}) [Data set]. {settings.SITE_URL}/data/releases/{release.version}/" in page


def test_a_file_is_what_was_frozen_and_is_kept_for_ever(release, get):
    response = get(FILE.format(release.version))

    content = b"".join(response.streaming_content)
    assert content == (release.folder / "statements.csv").read_bytes()
    assert response["Content-Length"] == str(len(content))
    assert response["ETag"] == f'"{release.file("statements.csv")["sha256"]}"'
    assert response["Cache-Control"] == "public, max-age=31536000, immutable"
    assert response["Content-Type"] == "text/csv; charset=utf-8"


def test_a_file_that_is_there_already_is_not_sent_again(release, client):
    etag = f'"{release.file("statements.csv")["sha256"]}"'

    response = client.get(FILE.format(release.version), headers={"If-None-Match": etag})

    assert (response.status_code, response.content) == (304, b"")


def test_a_part_of_a_file_can_be_asked_for(release, client):
    response = client.get(FILE.format(release.version), headers={"Range": "bytes=0-8", "Accept-Encoding": "gzip"})

    assert (response.status_code, b"".join(response.streaming_content)) == (206, b"reference")
    assert response["Content-Range"].startswith("bytes 0-8/")


@pytest.mark.parametrize(
    "path", ["../../secret-key", "..%2f..%2fsecret-key", "%2e%2e", "statements.tsv", "statements.csv/", ""]
)
def test_nothing_else_is_a_file_of_a_release(release, get, path):
    (release.folder / "statements.tsv").touch()
    (release.folder.parent / "secret-key").touch()

    assert get(f"/data/releases/{release.version}/x{path}").status_code == 404
    assert path == "" or get(f"/data/releases/{release.version}/{path}").status_code == 404


def test_a_release_that_there_is_not_is_not_found(release, get):
    assert [get(f"/data/releases/{version}/").status_code for version in ("2026.01.01", "..", "x")] == [404] * 3


def test_a_file_that_is_lost_is_not_found(release, get):
    (release.folder / "codebook.csv").unlink()

    assert get(f"/data/releases/{release.version}/codebook.csv").status_code == 404


def test_the_data_page_says_how_to_cite_a_release_and_the_archive_of_today(release, get):
    page = body(get("/data/"))

    assert f"(Version {release.version}) [Data set]" in page
    assert "/statements/?as_of=20" in page
