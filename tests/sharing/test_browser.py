"""A statement on another site, in a real browser, under the policy that this site sends."""

import threading
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from playwright.sync_api import expect

REFERENCE = "t1fan0c3"


class Newspaper(BaseHTTPRequestHandler):
    """Another site, whose one page has what its class says."""

    page = ""

    def do_GET(self):
        self.send_response(200)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.end_headers()
        self.wfile.write(self.page.encode())

    def log_message(self, *words):
        """Stay silent."""


@contextmanager
def newspaper(page):
    server = ThreadingHTTPServer(("127.0.0.1", 0), type("Page", (Newspaper,), {"page": page}))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://localhost:{server.server_port}/"
    server.shutdown()
    server.server_close()


def test_statement_is_shown_whole_in_a_frame_of_another_site(page, site):
    offered = page.request.get(f"{site}/oembed", params={"url": f"{site}/statements/{REFERENCE}/"}).json()

    with newspaper(f'<!doctype html><link rel="icon" href="data:,">{offered["html"]}') as address:
        page.goto(address)
        card = page.frame_locator("iframe")
        expect(card.locator("blockquote")).to_contain_text("Trust is a big thing.")
        assert card.locator("html").evaluate("html => html.scrollHeight <= innerHeight && scrollY === 0")


def test_no_other_page_is_shown_in_a_frame(page, site):
    with newspaper(f'<iframe src="{site}/statements/{REFERENCE}/"></iframe>') as address:
        page.goto(address, wait_until="load")
        assert page.frame_locator("iframe").locator("blockquote").count() == 0


def test_browser_reads_the_data_of_a_statement_and_runs_nothing(page, site):
    heard = []
    page.on("console", lambda message: heard.append(message.text))

    page.goto(f"{site}/statements/{REFERENCE}/")
    kind = page.evaluate(
        "JSON.parse(document.querySelector('script[type=\"application/ld+json\"]').textContent)['@type']"
    )
    assert (kind, heard) == ("Quotation", [])
