from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from stances.desk import coding, importing
from stances.reliability import agreements

FILE = settings.BASE_DIR / "fixtures" / "second_coding.jsonl"


class Command(BaseCommand):
    help = "Loads codings of statements by two coders: all of them or, if any has an error, none."

    def add_arguments(self, parser):
        parser.add_argument("file", nargs="?", default=FILE, help="JSON lines; stances/desk/coding/loading.py says how")

    def handle(self, *, file, **options):
        try:
            loaded = coding.load(importing.read_jsonl(file))
        except (OSError, importing.Refused) as error:
            raise CommandError(f"{file}: {error}") from None
        if loaded.errors:
            raise CommandError(f"{file}: nothing was loaded.\n" + "\n".join(loaded.errors))
        self.stdout.write(f"  {loaded}")
        agreements()  # measured now, so that no visitor waits for it
