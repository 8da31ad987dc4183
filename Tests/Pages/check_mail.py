#!/usr/bin/env python3
"""Checks the mails below a folder of reports.

Reads every email.eml with Python's MIME parser, sends it through a local SMTP server and compares the bytes, holds its
HTML against the facts of mail clients, and looks at it in Chromium: images off, style sheets gone, light, dark, 360 and
800 pixels. Needs aiosmtpd, playwright and a chromium.
"""
import base64
import email
import re
import smtplib
import socket
from email import policy
from email.utils import getaddresses, parsedate_to_datetime
from html.parser import HTMLParser

from aiosmtpd.controller import Controller
from playwright.sync_api import sync_playwright

import pages

tally = pages.Tally()


def hold(holds, what, detail=""):
    tally.check(holds, f"{what} ({detail})" if detail != "" else what)


PNG = b"\x89PNG\r\n\x1a\n"
VOID = {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"}


class Page(HTMLParser):
    """Elements with their attributes, the text that can be seen, and whether everything is closed."""

    def __init__(self, html):
        super().__init__(convert_charrefs=True)
        self.elements, self.words, self.open, self.unbalanced = [], [], [], []
        self.feed(html)
        self.close()
        self.unbalanced += self.open

    def handle_starttag(self, tag, attributes):
        self.elements.append((tag, dict(attributes)))
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag):
        if self.open and self.open[-1] == tag:
            self.open.pop()
        else:
            self.unbalanced.append("/" + tag)

    def handle_data(self, data):
        if not {"style", "title"} & set(self.open):
            self.words.append(data)


def check_message(name, raw):
    """The structure of RFC 2045 and 2387, the headers, the limits on lines."""
    message = email.message_from_bytes(raw, policy=policy.default)
    parts = list(message.walk())
    defects = [d for p in parts for d in p.defects] + [d for v in message.values() for d in v.defects]
    hold(not defects, f"{name}: parsed without defects", defects)
    hold(raw.count(b"\n") == raw.count(b"\r\n") and raw.count(b"\r") == raw.count(b"\r\n"),
                 f"{name}: every line ends with CR LF")
    longest = max(len(line) for line in raw.split(b"\r\n"))
    hold(longest <= 76, f"{name}: no line is longer than 76", longest)
    hold(all(byte < 0x80 for byte in raw), f"{name}: the message is ASCII")

    kinds = [p.get_content_type() for p in parts]
    pictures = [p for p in parts if p.get_content_type() == "image/png"]
    bare = ["multipart/alternative", "text/plain", "text/html"]
    full = ["multipart/alternative", "text/plain", "multipart/related", "text/html"] + ["image/png"] * len(pictures)
    hold(kinds == (full if pictures else bare), f"{name}: text, then HTML with its pictures", kinds)
    for part in pictures:
        hold(part.get_content().startswith(PNG) and part.get_content_disposition() == "inline",
                     f"{name}: {part['Content-ID']} is an inline PNG")
    for field in ("From", "Subject", "Date", "Message-ID", "MIME-Version", "Auto-Submitted"):
        hold(len(message.get_all(field, [])) == 1, f"{name}: one {field}")
    hold(all(len(message.get_all(f, [])) <= 1 for f in ("To", "Reply-To", "List-Id", "List-Unsubscribe")),
                 f"{name}: no field twice")
    hold("\n" not in str(message["Subject"]) and str(message["Subject"]).strip() != "",
                 f"{name}: the subject is one line")
    hold(parsedate_to_datetime(message["Date"]).tzinfo is not None, f"{name}: the date has a zone")
    hold(re.fullmatch(r"<[^<>@\s]+@[^<>@\s]+>", message["Message-ID"]), f"{name}: Message-ID")
    html = next(p for p in parts if p.get_content_type() == "text/html").get_content()
    plain = next(p for p in parts if p.get_content_type() == "text/plain").get_content()
    asked = sorted(re.findall(r"cid:([^\"]+)", html))
    given = sorted(p["Content-ID"].strip("<>") for p in pictures)
    hold(asked == given, f"{name}: every picture asked for is there, and no other", (asked, given))
    encoded = len(next(p for p in parts if p.get_content_type() == "text/html").get_payload().encode())
    hold(encoded <= 95_000, f"{name}: below what Gmail cuts off", encoded)
    hold(max(map(len, plain.splitlines())) <= 76, f"{name}: the text wraps at 76")
    plain = plain.replace("\r\n", "\n")
    return html, plain, {p["Content-ID"].strip("<>"): p.get_content() for p in pictures}


class Inbox:
    def __init__(self):
        self.received = []

    async def handle_DATA(self, server, session, envelope):
        self.received.append((envelope.mail_from, envelope.rcpt_tos, envelope.original_content))
        return "250 OK"


def check_delivery(name, raw):
    inbox = Inbox()
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    controller = Controller(inbox, hostname="127.0.0.1", port=port)
    controller.start()
    try:
        with smtplib.SMTP("127.0.0.1", port, timeout=20) as smtp:
            smtp.sendmail("reports@example.com", ["leads@example.com"], raw)
    finally:
        controller.stop()
    same = len(inbox.received) == 1 and inbox.received[0][2] == raw
    hold(same, f"{name}: delivered byte for byte")


# What mail clients drop (caniemail, commit 6b086a3 of 2026-06-29), written down apart from the program's own list.
BAD_ELEMENTS = {"svg", "picture", "source", "video", "audio", "canvas", "form", "input", "button", "script", "iframe",
                "object", "embed", "link", "base", "details", "nav", "section", "article", "main", "figure"}
BAD_VALUES = re.compile(r"var\(|calc\(|rgba\(|hsla?\(|\d(rem|vw|vh)\b|url\(|gradient|expression", re.I)
BAD_PROPERTIES = {"position", "float", "flex", "grid", "gap", "transform", "box-shadow", "background-image",
                  "box-sizing", "clip-path", "object-fit", "animation", "transition"}


def check_clients(name, html):
    page = Page(html)
    faults = []
    for tag, attributes in page.elements:
        if tag in BAD_ELEMENTS:
            faults.append(f"<{tag}>")
        if "srcset" in attributes or any(a.startswith("on") for a in attributes):
            faults.append(f"{tag}: {sorted(attributes)}")
        for place in ("src", "href"):
            value = attributes.get(place) or ""
            if value and not re.match(r"cid:|https?://|mailto:|#", value) or place == "src" and value[:4] not in ("", "cid:"):
                faults.append(f"{tag} {place}={value[:40]}")
        if tag == "img" and not ({"width", "alt"} <= set(attributes)):
            faults.append("img without width and alt")
        for declaration in filter(None, (attributes.get("style") or "").split(";")):
            key, _, value = (p.strip().lower() for p in declaration.partition(":"))
            if BAD_VALUES.search(value) or key in BAD_PROPERTIES or "!important" in value:
                faults.append(declaration)
            if key == "display" and value not in ("block", "none", "inline", "inline-block"):
                faults.append(declaration)
            if key.startswith("padding") and tag not in ("td", "th") and value != "0":
                faults.append(f"{declaration} on {tag}")
            if key == "max-width" and tag not in ("table", "img") and value != "0":
                faults.append(f"{declaration} on {tag}")
    hold(not faults, f"{name}: nothing that mail clients drop", sorted(set(faults))[:5])
    hold(not page.unbalanced, f"{name}: every element is closed", page.unbalanced[:5])
    hold(html.isascii() and 'charset="utf-8"' in html, f"{name}: ASCII, declared as UTF-8")
    sheets = re.findall(r"<style[^>]*>(.*?)</style>", html, re.S)
    hold(sum(map(len, sheets)) < 16 << 10, f"{name}: style sheets below Gmail's 16 KB")
    hold("data-inline" not in html, f"{name}: the inlined sheet is gone")
    tables = [a for t, a in page.elements if t == "table"]
    hold(all(a.get("role") == "presentation" or a.get("border") == "0" for a in tables),
                 f"{name}: layout tables are told apart")
    return page


def check_look(name, html, pictures, browser):
    """Numbers must be seen in every state a client may bring the mail into."""
    shown = html
    for key, png in pictures.items():
        shown = shown.replace("cid:" + key, "data:image/png;base64," + base64.b64encode(png).decode())
    bare = re.sub(r"<style.*?</style>", "", html, flags=re.S)
    states = {"images on": shown, "images off": html, "style removed": bare}
    for state, text in states.items():
        for width in (360, 800):
            for scheme in ("light", "dark"):
                page = browser.new_page(viewport={"width": width, "height": 900}, color_scheme=scheme)
                requests = []
                page.on("request", lambda request: requests.append(request.url))
                page.set_content(text)
                scroll = page.evaluate("document.documentElement.scrollWidth")
                wide = page.evaluate("""() => [...document.querySelectorAll('body *')].filter(e =>
                    e.getBoundingClientRect().right > innerWidth + 1).length""")
                figures = page.evaluate("document.querySelectorAll('strong').length")
                alerts = page.evaluate("document.querySelectorAll('script').length")
                where = f"{name}: {state}, {width} px, {scheme}"
                hold(scroll <= width and wide == 0, f"{where}: fits", (scroll, wide))
                hold(figures > 0 and alerts == 0, f"{where}: reads")
                outside = [u for u in requests if not u.startswith(("data:", "cid:"))]
                hold(not outside, f"{where}: asks the net for nothing", outside[:2])
                page.close()


def main():
    root = pages.folder()
    mails = pages.files(root, "email.eml")
    hold(mails, f"there are mails below {root}")
    with sync_playwright() as p:
        browser = pages.browser(p)
        for path in mails:
            name, raw = path.parent.name, path.read_bytes()
            html, plain, pictures = check_message(name, raw)
            check_delivery(name, raw)
            page = check_clients(name, html)
            check_clients(name + "/email.html", (path.parent / "email.html").read_text())
            hold(plain == (path.parent / "email.txt").read_text(),
                         f"{name}: email.txt is the text part")
            first = " ".join(plain.split("\n\n")[1].split())[:40]
            hold(first in " ".join("".join(page.words).split()), f"{name}: text and HTML say the same", first)
            check_look(name, html, pictures, browser)
        browser.close()
    tally.end()


if __name__ == "__main__":
    main()
