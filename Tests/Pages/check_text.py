"""Markdown by a linter, the feed by the rules of RFC 4287, SVG files by an XML parser."""

import re
import subprocess
import sys
import xml.etree.ElementTree as tree

import feedparser

from pages import Tally, files, folder

ATOM = "{http://www.w3.org/2005/Atom}"
SVG = "{http://www.w3.org/2000/svg}"
DATE = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)")

# The reports use long lines, one cell or paragraph each (MD013), anchors in HTML (MD033), headings that repeat in
# different sections (MD024) and sentences as headings of charts (MD026). The linter knows no anchors but headings
# (MD051), so links within the page are followed here.
OFF = "md013,md024,md026,md033,md051"


def markdown(tally, root):
    for file in files(root, "*.md"):
        run = subprocess.run(
            [sys.executable, "-m", "pymarkdown", "--disable-rules", OFF, "scan", str(file)],
            capture_output=True, text=True)
        for line in (run.stdout + run.stderr).splitlines()[:10]:
            print("  " + line)
        tally.check(run.returncode == 0, f"{file.relative_to(root)}: the Markdown linter complains")
        text = file.read_text()
        # A Git host gives each heading an anchor of its own.
        headings = re.findall(r"^#+ (.*)$", text, flags=re.M)
        anchors = set(re.findall(r'<a id="([^"]+)"></a>', text)) | {h.lower().replace(" ", "-") for h in headings}
        lost = set(re.findall(r"\]\(#([^)]+)\)", text)) - anchors
        tally.check(not lost, f"{file.relative_to(root)}: nothing is called {sorted(lost)[:5]}")
        links = re.findall(r"\]\(([^)#:]+)\)", text)
        gone = [link for link in links if not (file.parent / link).exists()]
        tally.check(not gone, f"{file.relative_to(root)}: {gone[:5]} are not there")


def one(element, name):
    found = element.findall(ATOM + name)
    return found[0] if len(found) == 1 and (found[0].text or "").strip() else None


def feed(tally, root):
    file = root / "feed.xml"
    tally.check(not feedparser.parse(str(file)).bozo, "feed.xml: feedparser cannot read it")
    top = tree.parse(file).getroot()
    tally.check(top.tag == ATOM + "feed", "feed.xml: the root is no Atom feed")
    # RFC 4287, 4.1.1 and 4.1.2: exactly one id, title and updated each; an author; a link to itself.
    entries = top.findall(ATOM + "entry")
    for element in [top, *entries]:
        for name in ["id", "title", "updated"]:
            tally.check(one(element, name) is not None, f"feed.xml: {element.tag} has no single {name}")
        updated = one(element, "updated")
        tally.check(updated is not None and DATE.fullmatch(updated.text), "feed.xml: updated is no RFC 3339 moment")
        identity = one(element, "id")
        tally.check(identity is not None and ":" in identity.text, "feed.xml: an id is no IRI")
    tally.check(top.find(ATOM + "author/" + ATOM + "name") is not None, "feed.xml: there is no author")
    tally.check(
        any(link.get("rel") == "self" for link in top.findall(ATOM + "link")), "feed.xml: there is no link to itself")
    ids = [one(entry, "id").text for entry in entries]
    tally.check(entries and len(ids) == len(set(ids)), "feed.xml: ids repeat, or there is no entry")
    for entry in entries:
        links = [link.get("href") for link in entry.findall(ATOM + "link") if link.get("rel") == "alternate"]
        tally.check(
            len(links) == 1 and (root / links[0]).exists(), f"feed.xml: {links} does not lead to one report")
    tally.check(len(entries) == len(list(root.glob("*/report.json"))), "feed.xml: months are missing")


def drawings(tally, root):
    for file in files(root, "*.svg"):
        name = file.relative_to(root)
        try:
            top = tree.parse(file).getroot()
        except tree.ParseError as error:
            tally.check(False, f"{name}: {error}")
            continue
        tags = {element.tag for element in top.iter()}
        tally.check(top.tag == SVG + "svg" and not tags & {SVG + "script", SVG + "image", SVG + "use"},
                    f"{name}: more than shapes and text")
        attributes = [key + "=" + value for element in top.iter() for key, value in element.attrib.items()]
        tally.check(
            not any("href" in text or text.startswith("on") or "url(" in text for text in attributes),
            f"{name}: refers to something, or runs something")
        tally.check(
            top.find(SVG + "title") is not None and top.find(SVG + "desc") is not None,
            f"{name}: has no name or no description")
        for other in file.parent.parent.glob("report.md"):
            tally.check(f"charts/{file.name}" in other.read_text(), f"{name}: report.md does not show it")


tally = Tally()
root = folder()
markdown(tally, root)
feed(tally, root)
drawings(tally, root)
tally.end()
