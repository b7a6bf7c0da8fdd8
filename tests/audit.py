"""What other tools find in the pages of a running site: `make audit`. It needs Chromium and Node's npx.

Lighthouse scores performance, accessibility, best practices and SEO of four pages; html-validate reads the HTML of
every type of page. Neither is a dependency: npx fetches the versions named here.
"""

import argparse
import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path
from urllib.request import Request, urlopen

from tests.chromium import ARGUMENTS, chromium
from tests.pages import TYPES

LIGHTHOUSE = "lighthouse@12"  # 13 fails to score in a headless browser without a screen
HTML_VALIDATE = "html-validate@9"
AUDITED = {"home": "/", "list": "/statements/", "statement": "/statements/t1fan0c3/", "agency": TYPES["agency"]}
LEAST = 0.98
MOST_SHIFT = 0.02
# What house style decides otherwise: djade's spacing, attributes written out, long titles that say what a list shows,
# a parameter that is given again for each of its values, preformatted text that scrolls by itself.
RULES = {
    "extends": ["html-validate:recommended"],
    "rules": {
        "no-trailing-whitespace": "off",
        "long-title": "off",
        "attribute-boolean-style": "off",
        "attribute-empty-style": "off",
        "doctype-style": "off",
        "form-dup-name": "off",
        "no-implicit-input-type": "off",
        "no-inline-style": "error",
        "prefer-native-element": ["error", {"exclude": ["region"]}],
        "aria-label-misuse": ["error", {"allowAnyNamable": True}],
    },
}


def main():
    parser = argparse.ArgumentParser(prog="make audit", description=__doc__)
    parser.add_argument("url", nargs="?", default="http://localhost:8000", help="the site (%(default)s)")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        found = list(read_html(given.url, Path(folder)))
    print("\n".join(found))
    found += scores(given.url)
    print("\n".join(found) or "Nothing was found.")
    sys.exit(bool(found))


def scores(url):
    """Yield a line for each score of Lighthouse that is too low."""
    for name, address in AUDITED.items():
        report = lighthouse(url + address)
        scored = {category["title"]: category["score"] for category in report["categories"].values()}
        shift = report["audits"]["cumulative-layout-shift"]["numericValue"]
        print(name, scored, f"layout shift {shift:.3f}", flush=True)
        low = {title: score for title, score in scored.items() if score is None or score < LEAST}
        yield from (f"{name}: {title} {score}, less than {LEAST}" for title, score in low.items())
        if shift > MOST_SHIFT:
            yield f"{name}: things move by {shift:.3f}, more than {MOST_SHIFT}"


def lighthouse(address):
    # In the old headless mode it finds no start of a navigation.
    flags = " ".join(ARGUMENTS).replace("--headless", "--headless=new")
    options = ["--output=json", "--quiet", f"--chrome-flags={flags}"]
    environment = {**os.environ, "CHROME_PATH": chromium()}
    ran = subprocess.run(
        ["npx", "--yes", LIGHTHOUSE, address, *options], env=environment, capture_output=True, text=True
    )
    if ran.returncode:
        sys.exit(f"Lighthouse failed on {address}: {ran.stderr[-1000:]}")
    return json.loads(ran.stdout)


def read_html(url, folder):
    """Yield what html-validate says of the page of each type."""
    (folder / ".htmlvalidate.json").write_text(json.dumps(RULES | {"root": True}))
    for name, address in TYPES.items():
        (folder / f"{name.replace(' ', '-')}.html").write_bytes(page(url + address))
    ran = subprocess.run(
        ["npx", "--yes", HTML_VALIDATE, "--formatter", "text", "*.html"], cwd=folder, capture_output=True, text=True
    )
    if ran.returncode and not ran.stdout:
        sys.exit(f"html-validate failed: {ran.stderr[-1000:]}")
    yield from ran.stdout.splitlines()


def page(address):
    """The HTML at an address, whatever its status."""
    try:
        with urlopen(Request(address.replace(" ", "%20").replace('"', "%22"))) as answer:
            return answer.read()
    except OSError as error:
        if not hasattr(error, "read"):
            sys.exit(f"{address} does not open. Does the site run (make run)? {error}")
        return error.read()


if __name__ == "__main__":
    main()
