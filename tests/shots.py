"""Pictures of every type of page, on a phone, a tablet and a desk, light and dark: `make shots`.

They are of a site that runs (`make run`), whose address may be given: `make shots URL=http://localhost:8000`.
"""

import argparse
import re
import sys
from pathlib import Path

from playwright.sync_api import Error, sync_playwright

from tests.chromium import ARGUMENTS, chromium
from tests.pages import TYPES

WIDTHS = {390: 844, 834: 1112, 1440: 900}
SCHEMES = ("light", "dark")


def main():
    parser = argparse.ArgumentParser(prog="make shots", description=__doc__)
    parser.add_argument("url", nargs="?", default="http://localhost:8000", help="the site (%(default)s)")
    parser.add_argument("--folder", type=Path, default=Path("shots"), help="where they go (%(default)s)")
    parser.add_argument("--only", default="", help="a part of the names of the types that are wanted")
    given = parser.parse_args()
    given.folder.mkdir(parents=True, exist_ok=True)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium(), args=ARGUMENTS)
        for width, height in WIDTHS.items():
            for scheme in SCHEMES:
                page = browser.new_page(viewport={"width": width, "height": height}, color_scheme=scheme)
                for name, address in TYPES.items():
                    if given.only in name:
                        take(page, given.url + address, given.folder / f"{file_name(name)}-{width}-{scheme}.png")
                page.close()


def take(page, address, path):
    try:
        page.goto(address, wait_until="networkidle")
    except Error as error:
        sys.exit(f"{address} does not open. Does the site run (make run)? {error.message.splitlines()[0]}")
    page.screenshot(path=path, full_page=True)
    print(path)


def file_name(name):
    return re.sub(r"\W+", "-", name)


if __name__ == "__main__":
    main()
