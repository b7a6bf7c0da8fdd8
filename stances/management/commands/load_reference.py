from django.core.management.base import BaseCommand

from stances.desk import reference


class Command(BaseCommand):
    help = "Loads states, counties, places and agencies from fixtures/. Running it again changes nothing."

    def handle(self, **options):
        for count in reference.load():
            self.stdout.write(f"  {count}")
