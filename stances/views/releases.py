"""Releases: their list, what each is, and their files, which never change."""

from django.conf import settings
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from whitenoise.middleware import WhiteNoiseFileResponse
from whitenoise.responders import MissingFileError, StaticFile

from stances.exports.envelope import data_version, written
from stances.exports.tables import TABLES
from stances.models import Release
from stances.releases.listings import LISTINGS
from stances.releases.papers import TITLE, citation_of

from .parameters import without_our_parameters

FOR_EVER = "public, max-age=31536000, immutable"
TYPES = {
    ".cff": "application/yaml; charset=utf-8",
    ".csv": "text/csv; charset=utf-8",
    ".json": "application/json",
    ".md": "text/markdown; charset=utf-8",
    ".parquet": "application/vnd.apache.parquet",
    ".zip": "application/zip",
}
PLAIN = "text/plain; charset=utf-8"


@without_our_parameters
def release_list(request):
    return render(request, "releases/list.html", {"releases": Release.objects.newest_first().light()})


@without_our_parameters
def release_detail(request, version):
    release = get_object_or_404(Release.objects.select_related("previous"), version=version)
    context = {
        "release": release,
        "citation": citation_of(release),
        "tables": [(TABLES[name], release.counts[name]) for name in LISTINGS if name in release.counts],
    }
    return render(request, "releases/detail.html", context)


@without_our_parameters
def release_file(request, version, name):
    """A file of a release, whole or a range of its bytes; only what the release is known to have."""
    release = get_object_or_404(Release, version=version)
    known = release.file(name) or not_found()
    headers = {
        "Content-Type": TYPES.get(name[name.rfind(".") :], PLAIN),
        "Content-Encoding": "identity",  # or it would be packed on its way, and its ranges would be of other bytes
        "Cache-Control": FOR_EVER,
        "ETag": f'"{known["sha256"]}"',
    }
    try:
        found = StaticFile(str(release.folder / name), [*headers.items()]).get_response(request.method, request.META)
    except MissingFileError:
        not_found()
    response = WhiteNoiseFileResponse(found.file) if found.file else HttpResponse()
    response.status_code = int(found.status)
    for name, value in found.headers:
        response[name] = value
    return response


def not_found():
    raise Http404


def citations():
    """How to cite the newest release (None without any) and the archive between releases, as it is now."""
    release, version = Release.objects.light().newest(), data_version()
    address = f"{settings.SITE_URL}{reverse('statements')}" + (f"?as_of={written(version)}" if version else "")
    return {
        "release": release,
        "release_citation": release and citation_of(release),
        "live_citation": f"Stances. ({timezone.now().year}). {TITLE} [Data set]. {address}",
    }
