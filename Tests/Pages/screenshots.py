"""The first screen of a report at three widths, light and dark: `screenshots.py PAGE FOLDER`."""

import pathlib
import sys

from playwright.sync_api import sync_playwright

from pages import browser

SIZES = [(360, 780), (800, 1000), (1600, 1000)]

page_file, folder = pathlib.Path(sys.argv[1]).resolve(), pathlib.Path(sys.argv[2])
folder.mkdir(parents=True, exist_ok=True)
with sync_playwright() as playwright:
    chrome = browser(playwright)
    for width, height in SIZES:
        for scheme in ["light", "dark"]:
            page = chrome.new_page(viewport={"width": width, "height": height}, color_scheme=scheme)
            page.goto(page_file.as_uri())
            page.screenshot(path=folder / f"report-{width}-{scheme}.png")
            page.close()
    chrome.close()
