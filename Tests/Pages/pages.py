"""What the checks share: the files of a folder of reports, a browser, and the tally."""

import pathlib
import shutil
import sys


class Tally:
    """Counts what held and says what did not."""

    def __init__(self):
        self.passed = 0
        self.failed = 0

    def check(self, holds, what):
        if holds:
            self.passed += 1
        else:
            self.failed += 1
            print(f"FAIL {what}")

    def end(self):
        print(f"{self.passed} passed, {self.failed} failed")
        sys.exit(1 if self.failed or not self.passed else 0)


def folder():
    """The folder of reports that the command line names."""
    if len(sys.argv) != 2:
        sys.exit(f"usage: {sys.argv[0]} FOLDER-OF-REPORTS")
    root = pathlib.Path(sys.argv[1]).resolve()
    if not (root / "index.html").exists():
        sys.exit(f"{root}: there is no index.html; give the folder that holds all months")
    return root


def files(root, pattern):
    return sorted(root.rglob(pattern))


def browser(playwright):
    path = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if not path:
        sys.exit("there is no chromium on the PATH; scripts/check-pages installs it")
    # As root Chromium has no sandbox to offer.
    return playwright.chromium.launch(executable_path=path, args=["--no-sandbox", "--font-render-hinting=none"])
