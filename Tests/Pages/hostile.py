"""Turns a folder of exports into one whose every text field is hostile: `hostile.py FROM TO`.

The same value always becomes the same text, so that names still join, and segments still are segments.
"""

import csv
import gzip
import json
import pathlib
import re
import sys
import zlib

TEXTS = [
    "<script>alert('hit')</script>",
    "<img src=http://evil.example/x.png onerror=alert('hit')>",
    "| a | b |\r\n|---|---|\r\n| c |",
    "`code` ``more`` \\` [x](javascript:alert(1)) ![y](http://evil.example/z.png)",
    "\" onmouseover=\"alert('hit')\" x='",
    "\u202etxt.exe\u2066 \u200b\x1b[31m",
    "W" * 300,
    "👩‍👩‍👧 😀 مرحبا שלום ́",
    "=cmd|' /C calc'!A0",
    "</style></script></td></table><!-- ]]> &amp; &#x3c;",
    "{{product}} {{{script}}} {{> report.css}}",
    "# - 1. > * _ ~ $ @everyone #1\n\n# Heading\n\n---\n",
]

# Columns that carry words or ids; times, numbers and what the program itself understands stay as they are.
WORDS = {
    "companies": ["name", "size", "plan", "industry"],
    "developers": ["channel", "plan", "country", "sdk"],
    "endpoints": ["tag", "owner"],
    "tickets": ["ticket_id", "topic", "subject", "endpoint"],
    "surveys": ["comment"],
    "revenue": ["kind"],
    "webhooks": ["endpoint", "status"],
    "incidents": ["title", "components"],
    "changes": ["title", "kind", "url", "endpoint", "sdk", "plan", "channel", "region", "api_version", "metric"],
    "events": ["name", "channel", "plan", "mode", "reason", "source", "method"],
    "doc_views": ["page"],
    "calls": ["sdk", "region", "api_version", "user_agent", "environment", "request_id"],
}
IDS = ["company_id", "developer_id"]
# The configuration names it, in letters of its own.
KEPT = {"transaction.success"}


def bend(value):
    if value in ("", None) or not isinstance(value, str) or value in KEPT:
        return value
    return TEXTS[zlib.crc32(value.encode()) % len(TEXTS)] + " " + value


def bend_row(table, row):
    for column in WORDS.get(table, []) + IDS:
        if column in row:
            row[column] = bend(row[column])
    return row


def bend_line(table, index, line):
    try:
        row = bend_row(table, json.loads(line))
    except ValueError:
        # The sample has a few broken lines; they stay broken.
        return line
    if table == "calls" and index % 40 == 0:
        # Paths nobody has a template for, often enough to be named.
        row["path"] = "/v1/" + TEXTS[index // 40 % len(TEXTS)]
        row["status"] = 500
    return json.dumps(row, ensure_ascii=False)


def table_of(path, root):
    return path.relative_to(root).parts[0].split(".")[0].split("-")[0]


def convert(path, root, target):
    table = table_of(path, root)
    place = target / path.relative_to(root)
    place.parent.mkdir(parents=True, exist_ok=True)
    data = path.read_bytes()
    if path.suffix == ".gz":
        data = gzip.decompress(data)
        place = place.with_suffix("")
    text = data.decode()
    if place.suffix == ".csv":
        with open(place, "w", newline="") as file:
            rows = list(csv.DictReader(text.splitlines()))
            writer = csv.DictWriter(file, fieldnames=list(rows[0]))
            writer.writeheader()
            writer.writerows(bend_row(table, row) for row in rows)
    elif place.suffix == ".ndjson":
        place.write_text("".join(bend_line(table, index, line) + "\n" for index, line in enumerate(text.split("\n"))))
    elif place.suffix == ".json":
        place.write_text(json.dumps([bend_row(table, row) for row in json.loads(text)]))
    elif place.suffix == ".md":
        head, _, body = text.partition("\n---\n")
        head = re.sub(r"tags: \[(.*)\]", lambda m: "tags: [" + m[1] + ", " + json.dumps(TEXTS[4]) + "]", head)
        place.write_text(head + "\n---\n\n# " + TEXTS[1] + "\n\n> " + TEXTS[0] + " is what I said\n\n" + body)
    elif place.name == "throughline.yaml":
        hostile = text.replace("product: Larkspur Payments API", "product: " + json.dumps(TEXTS[0] + " & “API”"))
        place.write_text(hostile.replace("mode: test", "mode: " + json.dumps(bend("test"))))
    else:
        place.write_bytes(data)


if __name__ == "__main__":
    source, target = map(pathlib.Path, sys.argv[1:3])
    for path in sorted(p for p in source.rglob("*") if p.is_file()):
        convert(path, source, target)
