#!/usr/bin/env python3
"""Holds the mail's style inliner against Chromium: inliner.py BENCH [SHEETS].

Random style sheets over a fixed body. What Chromium computes for every element with the sheet in the page must be what
it computes after the inliner took the sheet away. BENCH is the built `bench`, which has the inliner by itself.
"""
import random
import subprocess
import sys
import tempfile
from pathlib import Path

from playwright.sync_api import sync_playwright

import pages

tally = pages.Tally()
SEED = 20261101
BODY = """<body class="a"><div id="top" class="a b"><p class="b" title="t">one <span class="a" style="color:rgb(1, 2, 3)">two</span>
<em id="deep">three</em></p><table border="0" class="c"><tbody><tr><td class="a" align="right">1</td><td><b class="b c">2</b></td></tr><tr>
<td style="padding:3px 1px;margin-left:2px !important">3</td><td align="right"><a href="#x" class="c">4</a></td></tr></tbody></table></div>
<ul class="b c"><li>a</li><li class="a">b</li><li><p style="font-size:19px">c</p></li></ul></body>"""
COMPOUNDS = ["*", "div", "p", "span", "td", "li", "b", "a", "em", "table", ".a", ".b", ".c", ".a.b", "#top", "#deep",
             "[title]", '[align="right"]', "[title=t]", ":first-child", "td:first-child", "li:last-child", "p.b",
             "body", "html", "ul", "tr:last-child", "td.a:first-child", "b.c.b"]
DECLARATIONS = {
    "color": ["red", "blue", "#123456", "rgb(9, 8, 7)"],
    "background-color": ["yellow", "#eeeeee", "transparent"],
    "font-size": ["10px", "13px", "17px"],
    "font-weight": ["bold", "normal"],
    "font-style": ["italic", "normal"],
    "line-height": ["11px", "22px"],
    "text-align": ["left", "right", "center"],
    "margin": ["0", "1px 2px", "3px"],
    "margin-left": ["4px", "5px"],
    "margin-top": ["6px", "0"],
    "padding": ["1px", "2px 3px", "0"],
    "padding-right": ["7px", "8px"],
    "border": ["1px solid red", "2px dashed blue", "0"],
    "border-top": ["3px solid green", "0"],
    "border-color": ["black", "gray"],
    "text-decoration": ["underline", "none"],
    "white-space": ["nowrap", "normal"],
}
COMPUTED = ["color", "background-color", "font-size", "font-weight", "font-style", "line-height", "text-align",
            "margin-top", "margin-right", "margin-bottom", "margin-left", "padding-top", "padding-right",
            "padding-bottom", "padding-left", "border-top-width", "border-top-style", "border-top-color",
            "border-left-width", "border-left-style", "border-left-color", "text-decoration-line", "white-space"]


def selector(rng):
    parts = [rng.choice(COMPOUNDS)]
    while rng.random() < 0.4 and len(parts) < 3:
        parts.append(rng.choice([" ", " > ", ">"]) + rng.choice(COMPOUNDS))
    return "".join(parts)


def sheet(rng):
    rules = []
    for _ in range(rng.randint(3, 14)):
        block = []
        for _ in range(rng.randint(1, 4)):
            name = rng.choice(list(DECLARATIONS))
            important = " !important" if rng.random() < 0.2 else ""
            block.append(f"{name}: {rng.choice(DECLARATIONS[name])}{important}")
        selectors = ", ".join(selector(rng) for _ in range(rng.randint(1, 2)))
        comment = "/* a; } */ " if rng.random() < 0.1 else ""
        rules.append(f"{selectors} {{ {comment}{'; '.join(block)} }}")
    return "\n".join(rules)


def computed(page, html):
    page.set_content(html)
    return page.evaluate(
        """names => [...document.querySelectorAll('body, body *')].map(e => {
            const style = getComputedStyle(e); return [e.tagName, ...names.map(n => style.getPropertyValue(n))]})""",
        COMPUTED)


def difference(before, after):
    if len(before) != len(after):
        return "other elements"
    for left, right in zip(before, after):
        for name, one, two in zip(["element"] + COMPUTED, left, right):
            if one != two:
                return f"{left[0]} {name}: {one} became {two}"
    return ""


def main():
    count = int(sys.argv[2]) if len(sys.argv) > 2 else 150
    bench = sys.argv[1]
    rng = random.Random(SEED)
    sheets = [sheet(rng) for _ in range(count)]
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as p:
        files = []
        for index, text in enumerate(sheets):
            # '>' is allowed in XML text; what a sheet cannot hold there are '<' and '&', and none does.
            page = f'<!DOCTYPE html>\n<html><head><title>x</title><style data-inline="">{text}</style></head>{BODY}</html>\n'
            files.append(Path(folder) / f"{index}.xhtml")
            files[-1].write_text(page)
        subprocess.run([bench, "inline", *map(str, files)], check=True)
        browser = pages.browser(p)
        page = browser.new_page()
        wrong, important = [], 0
        for index, file in enumerate(files):
            inlined = Path(str(file) + ".inlined.html").read_text()
            found = difference(computed(page, file.read_text()), computed(page, inlined))
            if found:
                wrong.append(f"sheet {index}: {found}\n{sheets[index]}")
            important += "!important" in inlined or "data-inline" in inlined
        browser.close()
    for fault in wrong:
        print(fault)
    for index in range(count):
        tally.check(not any(f.startswith(f"sheet {index}:") for f in wrong), f"sheet {index} computes as before")
    tally.check(important == 0, "nothing of the sheet and no !important is left")
    tally.end()


if __name__ == "__main__":
    main()
