from django.db import models


class ReleaseQuerySet(models.QuerySet):
    def newest_first(self):
        return self.order_by("-until", "-made_at")

    def newest(self):
        return self.newest_first().first()

    def before(self, until):
        """Those of the archive as it was at a moment or earlier."""
        return self.filter(until__lte=until)

    def with_version(self, version):
        return self.filter(version=version)

    def light(self):
        """Without the list of files."""
        return self.defer("files")
