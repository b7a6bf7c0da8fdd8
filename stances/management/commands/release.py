import time
from pathlib import Path
from tempfile import TemporaryDirectory

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError

from stances import past, releases
from stances.exports.parquet import is_installed
from stances.fields import AsOfField
from stances.models import Release
from stances.releases.packing import described

PATIENCE = 600  # seconds that an import, or whoever asks for another day, is waited for


class Command(BaseCommand):
    help = "Freeze the published archive as a release, or make one again from the history and compare the two."

    def add_arguments(self, parser):
        parser.add_argument("--as-of", metavar="MOMENT", help="a day, month or year that is over, or a moment")
        parser.add_argument("--out", metavar="DIR", help="write into this folder only; the site does not show it")
        parser.add_argument(
            "--rebuild", metavar="VERSION", help="make a release again and compare it with the kept one"
        )
        parser.add_argument("--without-parquet", action="store_true", help="CSV only, where pyarrow is not installed")

    def handle(self, *, as_of, out, rebuild, without_parquet, **options):
        try:
            if rebuild:
                self.rebuild(rebuild, out)
            else:
                self.freeze(as_of, out, not without_parquet)
        except (releases.NotFrozen, past.NotMade) as error:
            raise CommandError(str(error)) from error

    def freeze(self, as_of, out, has_parquet):
        if has_parquet and not is_installed():
            raise CommandError(
                "Parquet needs pyarrow: pip install 'stances[parquet]'. Or make a release --without-parquet."
            )
        release = patiently(releases.freeze, until_of(as_of), has_parquet, out)
        counts = ", ".join(f"{count:,} {name}" for name, count in release.counts.items())
        folder = Path(out) / release.version if out else release.folder
        self.stdout.write(f"Release {release.version}: {counts}. {folder}")

    def rebuild(self, version, out):
        release = Release.objects.with_version(version).first()
        if release is None:
            raise CommandError(f"There is no release {version}.")
        with TemporaryDirectory() as elsewhere:
            again = patiently(releases.rebuild, release, out or elsewhere)
        verdicts = {each["name"]: self.verdict(release, again, each) for each in release.files}
        for name, verdict in verdicts.items():
            self.stdout.write(f"{name}: {verdict}")
        if set(verdicts.values()) != {"the same"}:
            raise CommandError(self.why(release, again))

    def verdict(self, release, again, file):
        kept = release.folder / file["name"]
        if not kept.exists():
            return "missing"
        if described(kept) != file:
            return "damaged"
        return "the same" if again.file(file["name"]) == file else "differs when made again"

    def why(self, release, again):
        different = [
            f"{name} {version} then, {again.made_with.get(name)} now"
            for name, version in release.made_with.items()
            if again.made_with.get(name) != version
        ]
        return f"Not all files are the same. Made with: {'; '.join(different) or 'the same programs'}."


def patiently(make, *given):
    """Make a release when it is its turn."""
    deadline = time.monotonic() + PATIENCE
    while True:
        try:
            return make(*given)
        except past.Busy:
            if time.monotonic() > deadline:
                raise CommandError(
                    "Records are being changed, or another day is being put together, for ten minutes already. "
                    "Try again when that has ended."
                ) from None
            time.sleep(1)


def until_of(as_of):
    try:
        return AsOfField().clean(as_of).until if as_of else None
    except ValidationError as error:
        raise CommandError(f"--as-of: {' '.join(error.messages)}") from error
