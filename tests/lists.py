"""What the public sees of a list of statements, read from each of its forms."""

import csv
import html
import io
import json
import re


def body(response):
    content = b"".join(response.streaming_content) if response.streaming else response.content
    return content.decode("latin-1" if response["Content-Type"].startswith("image/") else "utf-8")


def references_on_page(response):
    return re.findall(r'<article class="statement" id="s-(\w{8})"', body(response))


def references_on_all_pages(client, query):
    """Return the references of a list from its first page to its last, by the links between them."""
    return references_from(client, client.get(f"/statements/?{query}", follow=True))


def references_from(client, page):
    """Return the references of a page of a list and of those that follow it."""
    found = references_on_page(page)
    while following := re.search(r'<a rel="next" class="more" href="([^"]*)"', body(page)):
        page = client.get(html.unescape(following[1]), follow=True)
        found += references_on_page(page)
    return found


def csv_rows(response):
    return list(csv.DictReader(io.StringIO(body(response), newline="")))


def jsonl_rows(response):
    return [json.loads(line) for line in body(response).splitlines()]
