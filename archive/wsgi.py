import os

from django.core.wsgi import get_wsgi_application

from archive.caching import keep_public_pages
from archive.sharing import let_other_sites_read

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "archive.settings")

application = let_other_sites_read(keep_public_pages(get_wsgi_application()))
