import os

from django.core.wsgi import get_wsgi_application

from archive.caching import keep_public_pages

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "archive.settings")

application = keep_public_pages(get_wsgi_application())
