#!/usr/bin/env python3
"""Small random companies for the oracle: the exports, throughline.yaml and case.json of each.

    companies.py OUT --seed N

Every company has a character of its own (zone, identity, catalogue, what is missing); the rows,
the file formats, compressions and time forms are drawn from the seed. Same seed, same bytes.
Standard library only; zstd files are written through the `zstd` program.
"""
import argparse
import csv
import datetime as dt
import gzip
import io
import json
import os
import random
import subprocess
from zoneinfo import ZoneInfo

SECOND = 1_000_000
MINUTE, HOUR, DAY = 60 * SECOND, 3600 * SECOND, 86_400 * SECOND
EPOCH = dt.datetime(1970, 1, 1, tzinfo=dt.timezone.utc)
MONTH = "2026-10"

# name: what is fixed about each company. `as_of` is given as the user would type it.
SPECS = [
    dict(name="ash", zone="UTC", months=15, developers=220, calls=9000, identity="both",
         catalogue="csv", layout="month_folders", formats=["csv"], compress=["gz"],
         client_latency=True, latency=True, call_company=True, timed_out=True,
         config={
             "value_moment": {"description": "A developer successfully completes a test transaction"
                              " with our API", "event": "transaction.success",
                              "where": {"mode": "test"}},
             "quickstart": ["/docs/quickstart", "/docs/install"],
             "rates": {"EUR": 1.1, "gbp": 1.25}, "scaling": {"calls_per_7d": 12}}),
    dict(name="birch", zone="America/New_York", months=6, developers=180, calls=7000,
         identity="token", catalogue="openapi", layout="days", formats=["ndjson", "jsonl"],
         compress=["zst", "gz", ""], as_of="2026-11-20T00:00:00Z", call_company=False,
         latency=True, timed_out=True, late_rows=True,
         config={
             "currency": "EUR", "value_moment": {"call": "POST /v1/charges", "count": 2},
             "activation": {"within_days": 14, "milestone": {"event": "message.sent", "count": 3}},
             "hello_world": {"call": "GET /v1/ping"}, "scaling": {"calls_per_7d": 10},
             "rates": {"USD": 0.9}}),
    dict(name="cedar", zone="Europe/Berlin", months=4, developers=120, calls=4000,
         identity="developer", catalogue="csv", layout="one", formats=["semicolon"],
         compress=[""], missing=["tokens", "surveys"], latency=True, call_company=True,
         class_column=True,
         config={
             "value_moment": {"event": "transcript.done", "where": {"confidence": ">= 0.95"}},
             "activation": {"milestone": {"count": 10}}, "scaling": {"calls_per_7d": 15}}),
    dict(name="dogwood", zone="Asia/Kolkata", months=5, developers=100, calls=5000,
         identity="token", catalogue="csv", layout="days", formats=["log"], compress=["", "gz"],
         as_of="2026-11-11T00:00:00+05:30", missing=["revenue"], late_rows=True,
         config={
             "value_moment": {"event": "transaction.success",
                              "where": {"mode": "test", "confidence": "> 0.5"}, "count": 2},
             "activation": {"within_days": 3}, "hello_world": {"call": "GET /v1/charges/{id}"},
             "scaling": {"calls_per_7d": 20}}),
    dict(name="elm", zone="Australia/Lord_Howe", months=14, developers=150, calls=8000,
         identity="both", catalogue=None, layout="month_files", formats=["tsv"],
         compress=["zst", ""], missing=["doc_views"], latency=True, call_company=True,
         endpoint_column=True, timed_out=True,
         config={
             "value_moment": {"event": "transcript.done", "where": {"final": True}},
             "activation": {"within_days": 10,
                            "milestone": {"call": "POST /v1/charges", "count": 2}},
             "scaling": {"calls_per_7d": 8}, "depth": {"calls_ref": 500, "cuts": [20, 45]}}),
    dict(name="fir", zone="UTC", months=8, developers=90, calls=6000, identity="both",
         catalogue="csv", layout="one", formats=["json"], compress=["gz"],
         missing=["events", "incidents", "webhooks", "tokens", "companies"], latency=True,
         call_company=False, timed_out=True, no_tags=True,
         config={
             "value_moment": {"event": "transaction.success"}, "scaling": {"calls_per_7d": 10},
             "activation": {"within_days": 5, "milestone": {"call": "GET /v1/charges"}}}),
    dict(name="ginkgo", zone="America/New_York", months=15, developers=300, calls=12000,
         identity="both", catalogue="csv", layout="month_folders",
         formats=["csv", "ndjson", "semicolon", "utf16", "tsv", "json"], compress=["", "gz", "zst"],
         as_of="2026-11-25T12:30:00", missing=["tickets"], latency=True, call_company=True,
         client_latency=False, timed_out=True, late_rows=True, endpoint_column=True,
         config={
             "timeout_statuses": [0, 408, 504, 598], "rates": {"EUR": 1.0831},
             "depth": {"weights": {"volume": 0.6, "coverage": 0.3, "features": 0.1},
                       "calls_ref": 300, "cuts": [30, 55]}}),
    dict(name="hazel", zone="UTC", months=4, developers=5, calls=130, identity="developer",
         catalogue="csv", layout="one", formats=["csv"], compress=[""],
         missing=["tokens", "revenue", "surveys", "incidents", "webhooks", "doc_views"],
         latency=True, call_company=False, tiny=True,
         config={"value_moment": {"event": "transaction.success"}}),
]

CATALOGUE = [  # method, template, class, tag, deprecated, weight
    ("GET", "/v1/ping", "", "core", False, 10),
    ("HEAD", "/v1/ping", "", "core", False, 1),
    ("GET", "/v1/charges", "", "charges", False, 12),
    ("POST", "/v1/charges", "", "charges", False, 14),
    ("GET", "/v1/charges/{id}", "", "charges", False, 10),
    ("GET", "/v1/charges/search", "processing", "search", False, 4),
    ("POST", "/v1/charges/{id}/refund", "", "refunds", False, 4),
    ("GET", "/v1/{resource}/latest", "", "misc", False, 2),
    ("DELETE", "/v1/customers/{id}/", "", "customers", False, 1),
    ("GET", "/v1/customers/{customer}", "", "customers", False, 5),
    ("POST", "/v1/exports", "retrieval", "exports", False, 2),
    ("PUT", "/v2/Webhooks/{id}", "", "hooks", False, 1),
    ("GET", "/v1/legacy/report", "", "legacy", True, 3),
    ("POST", "/v1/batch", "", "batch", False, 0),
]

PAGES = ["/docs/quickstart", "/docs/install", "/docs/getting-started/python", "/docs/auth",
         "/docs/errors", "/docs/webhooks", "/docs/api/charges"]
STATUSES = [(200, 62), (201, 12), (204, 4), (302, 1), (400, 4), (401, 4), (403, 1), (404, 2),
            (422, 2), (429, 3), (499, 1), (500, 2), (503, 1), (504, 1), (408, 1), (0, 1), (522, 1)]
REQUIRED = {"calls": ["ts", "status", "method"], "developers": ["developer_id", "signed_up_at"],
            "events": ["ts", "name"], "doc_views": ["ts", "page"],
            "revenue": ["date", "company_id", "amount"], "webhooks": ["triggered_at"],
            "tickets": ["created_at"]}
TIME_COLUMNS = {"ts", "signed_up_at", "created_at", "revoked_at", "date", "responded_at",
                "started_at", "resolved_at", "triggered_at", "delivered_at"}
TIME_FORMS = ["iso_z", "iso_offset", "local", "local_blank", "s", "ms", "us", "ns", "iso_ms",
              "iso_s", "iso_short"]
NUMBER_COLUMNS = {"status", "latency_ms", "client_latency_ms", "amount", "github_stars",
                  "documentation", "reliability", "support", "ease", "confidence"}


# ---------------------------------------------------------------------------------------------
# Writing
# ---------------------------------------------------------------------------------------------

def time_text(us, form, zone):
    utc = EPOCH + dt.timedelta(microseconds=us)
    if form == "s":
        return str(us // SECOND)
    if form == "ms":
        return str(us // 1000)
    if form == "us":
        return str(us)
    if form == "ns":
        return str(us) + "789"
    if form == "iso_z":
        return utc.strftime("%Y-%m-%dT%H:%M:%S.%fZ")
    if form == "iso_ms":
        return utc.strftime("%Y-%m-%dT%H:%M:%S.%f")[:-3] + "Z"
    if form == "iso_s":
        return utc.strftime("%Y-%m-%dT%H:%M:%SZ")
    if form == "iso_short":
        return utc.strftime("%Y-%m-%d %H:%M:%S+0000")
    local = utc.astimezone(zone)
    if form == "iso_offset":
        return local.isoformat(timespec="microseconds")
    if form == "local":
        return local.strftime("%Y-%m-%dT%H:%M:%S.%f")
    if form == "local_blank":
        return local.strftime("%Y-%m-%d %H:%M:%S")
    if form == "date":
        return local.strftime("%Y-%m-%d")
    if form == "log":
        return local.strftime("%d/%b/%Y:%H:%M:%S %z")
    raise ValueError(form)


def plain_text(value):
    if value is None:
        return ""
    if value is True:
        return "true"
    if value is False:
        return "false"
    return str(value)


def json_value(column, value, rng, form):
    if column in TIME_COLUMNS and value is not None and value.isdigit():
        return int(value) if form in ("s", "ms") or rng.random() < 0.5 else value
    if isinstance(value, (bool, int, float)) or value is None:
        return value
    return value


def encode_rows(rows, columns, style, rng, zone, forms, table, broken):
    """-> bytes of one file. `forms` is the table's time form by column; `broken` how many rows that
    cannot be read are strewn in."""
    rows = [dict(row) for row in rows]
    for row in rows:
        for column in columns:
            if column in TIME_COLUMNS and row.get(column) is not None:
                row[column] = time_text(row[column], forms[column], zone)
    for _ in range(broken):
        spoiled = dict(rng.choice(rows))
        if "request_id" in spoiled:
            spoiled["request_id"] = None
        victim = rng.choice([c for c in REQUIRED[table] if c in columns])
        if victim in TIME_COLUMNS:
            spoiled[victim] = rng.choice([None, "yesterday", "2026-13-45T99:00:00Z"])
        elif victim == "status":
            spoiled[victim] = rng.choice([None, "OK", "20x"])
        elif victim == "amount":
            spoiled[victim] = rng.choice([None, "ten"])
        else:
            spoiled[victim] = None
        rows.insert(rng.randrange(len(rows) + 1), spoiled)
    if style in ("ndjson", "jsonl", "json"):
        objects = []
        for row in rows:
            thing = {}
            for column in columns:
                value = row.get(column)
                if value is None:
                    choice = rng.random()
                    if choice < 0.4:
                        continue
                    value = None if choice < 0.8 else ""
                thing[column] = json_value(column, value, rng, forms.get(column))
            objects.append(json.dumps(thing, ensure_ascii=rng.random() < 0.5))
        if style == "json":
            return ("[" + ",\n ".join(objects) + "]\n").encode()
        if broken and len(rows) > 600:
            objects.insert(rng.randrange(len(objects)), '{"ts": "2026-10-')
            objects.insert(rng.randrange(len(objects)), '[1, 2, 3]')
        out = []
        for line in objects:
            out.append(line)
            if rng.random() < 0.003:
                out.append("")
        return ("\n".join(out) + "\n").encode()
    delimiter = {"tsv": "\t", "semicolon": ";"}.get(style, ",")
    newline = "\r\n" if style in ("utf16", "semicolon") or rng.random() < 0.3 else "\n"
    order = list(columns)
    rng.shuffle(order)
    text = io.StringIO()
    writer = csv.writer(text, delimiter=delimiter, lineterminator=newline)
    writer.writerow(order)
    repeats = table in ("calls", "developers") and len(rows) > 50
    for index, row in enumerate(rows):
        writer.writerow([plain_text(row.get(column)) for column in order])
        if rng.random() < 0.003:
            text.write(newline)
        if repeats and index == len(rows) // 2:
            writer.writerow(order)
    data = text.getvalue()
    if style == "utf16":
        return b"\xff\xfe" + data.encode("utf-16-le") if rng.random() < 0.7 \
            else b"\xfe\xff" + data.encode("utf-16-be")
    return (b"\xef\xbb\xbf" if rng.random() < 0.3 else b"") + data.encode()


EXTENSION = {"csv": ".csv", "semicolon": ".csv", "utf16": ".csv", "tsv": ".tsv", "json": ".json",
             "ndjson": ".ndjson", "jsonl": ".jsonl", "log": ".log"}


def put(path, data, compression):
    os.makedirs(os.path.dirname(path), exist_ok=True)
    if compression == "gz":
        data = gzip.compress(data, mtime=0)
    elif compression == "zst":
        data = subprocess.run(["zstd", "-q", "-c"], input=data, stdout=subprocess.PIPE,
                              check=True).stdout
    with open(path + ("." + compression if compression else ""), "wb") as handle:
        handle.write(data)


def combined_log(rows, zone, rng, broken):
    lines = []
    for row in rows:
        lines.append('203.0.113.%d - %s [%s] "%s %s HTTP/1.1" %d %d "-" "%s"' % (
            rng.randrange(256), row["token"] or "-", time_text(row["ts"], "log", zone),
            row["method"], row["path"], row["status"], rng.randrange(5000),
            row["user_agent"] or "-"))
    for _ in range(broken):
        lines.insert(rng.randrange(len(lines)), '203.0.113.9 - - [oops] "-" 400 0 "-" "-"')
    return ("\n".join(lines) + "\n").encode()


def yaml_text(value, indent=0):
    out = ""
    for key, item in value.items():
        if isinstance(item, dict):
            out += " " * indent + key + ":\n" + yaml_text(item, indent + 2)
        else:
            out += " " * indent + key + ": " + json.dumps(item) + "\n"
    return out


# ---------------------------------------------------------------------------------------------
# Living
# ---------------------------------------------------------------------------------------------

class Company:
    def __init__(self, spec, seed):
        self.spec, self.rng = spec, random.Random("%s/%s" % (seed, spec["name"]))
        self.zone = ZoneInfo(spec["zone"])
        self.start = self.local(2026, 10 - spec["months"] + 1, 1) + self.rng.randrange(3 * DAY)
        self.month_start, self.month_end = self.local(2026, 10, 1), self.local(2026, 11, 1)
        self.as_of = self.month_end
        if spec.get("as_of"):
            naive = dt.datetime.fromisoformat(spec["as_of"].replace("Z", "+00:00"))
            if naive.tzinfo is None:
                naive = naive.replace(tzinfo=self.zone)
            self.as_of = (naive - EPOCH) // dt.timedelta(microseconds=1)
        # Some rows lie after as_of and must be ignored.
        self.horizon = self.as_of + 5 * DAY
        self.missing = set(spec.get("missing", []))
        self.people()
        self.history()
        self.small_tables()

    def local(self, year, month, day):
        while month < 1:
            year, month = year - 1, month + 12
        while month > 12:
            year, month = year + 1, month - 12
        return (dt.datetime(year, month, day, tzinfo=self.zone) - EPOCH) \
            // dt.timedelta(microseconds=1)

    def moment(self, low, high):
        """A random moment; half of them whole seconds, so that ties and exact borders happen."""
        us = self.rng.randrange(low, max(low + 1, high))
        return us // SECOND * SECOND if self.rng.random() < 0.5 else us

    def people(self):
        rng, spec = self.rng, self.spec
        self.companies = []
        for i in range(max(2, spec["developers"] // 3)):
            self.companies.append({
                "company_id": "co_%03d" % i, "name": rng.choice(
                    ["Acme, Inc.", 'The "Best"', "Größe GmbH", "Line\nBreak Ltd", "Umbrella"]),
                "size": rng.choice(["1-10", "11-50", "51-200", None]),
                "plan": rng.choice(["free", "pro"]), "industry": None})
        self.developers, self.tokens = [], []
        for i in range(spec["developers"]):
            draw = rng.random()
            if spec.get("tiny"):
                signed = self.moment(self.month_start, self.month_end - 2 * DAY) if i < 2 \
                    else self.moment(self.start, self.month_start)
            elif draw < 0.35:
                signed = self.moment(self.month_start, self.month_end)
            elif draw < 0.6:
                signed = self.moment(self.local(2026, 9, 1), self.month_start)
            elif draw < 0.97:
                signed = self.moment(self.start, self.local(2026, 9, 1))
            else:
                signed = self.moment(self.as_of, self.horizon)
            if not spec.get("tiny") and i < 4:  # borders to the microsecond
                signed = [self.month_start, self.month_end - 1, self.as_of,
                          self.as_of - 7 * DAY][i]
            company = rng.choice(self.companies)["company_id"] if rng.random() < 0.9 else None
            person = {
                "developer_id": "dev_%04d" % i, "signed_up_at": signed, "company_id": company,
                "channel": rng.choice(["search", "partner", "docs", None]),
                "plan": rng.choice(["free", "pro", "enterprise", None]),
                "country": rng.choice(["US", "DE", "IN", None]),
                "sdk": rng.choice(["python", "node", "go", None]),
                "github_stars": rng.choice([None, 0, 1, 9, 10, 57, 99, 100, 999, 1000, 25000]),
                "email": "dev%d@example.com" % i,
                "is_internal": rng.choice([True, None]) if rng.random() < 0.08 else
                rng.choice([False, None]),
                "is_test": True if rng.random() < 0.04 else False,
                "note": rng.choice([None, None, 'said "hi", left', "first line\nsecond line"])}
            if spec.get("tiny"):
                person["is_internal"], person["is_test"] = None, i == 4
            self.developers.append(person)
            for _ in range(rng.choice([1, 1, 2])):
                self.tokens.append({
                    "token": "tk_%04d%04x" % (len(self.tokens), rng.randrange(65536)),
                    "developer_id": person["developer_id"],
                    "company_id": company if rng.random() < 0.6 else None,
                    "created_at": signed, "revoked_at": None})
        self.own = {}
        for token in self.tokens:
            self.own.setdefault(token["developer_id"], []).append(token["token"])
        self.stray = []
        for i in range(6):  # ownerless, and owned by somebody unknown
            token = {"token": "tk_stray%d" % i, "developer_id": None if i % 2 else "ghost_%d" % i,
                     "company_id": rng.choice(self.companies)["company_id"] if i < 3 else None,
                     "created_at": None, "revoked_at": None}
            self.tokens.append(token)
            self.stray.append(token["token"])
        self.stray.append("tk_nowhere")  # not in the table at all

    def path_of(self, template):
        rng = self.rng
        parts = []
        for segment in template.split("/"):
            if segment.startswith("{"):
                segment = rng.choice(["123", "ch_9aF3", "search", "latest", "ABC-77", "0"]) \
                    if segment != "{resource}" else rng.choice(["orders", "payouts"])
            parts.append(segment)
        path = "/".join(parts)
        if rng.random() < 0.15:
            path = path.rstrip("/") + "/"
        if rng.random() < 0.2:
            path += rng.choice(["?limit=10", "?a=/x/y&b=1", "#frag", "?q=caf%C3%A9#z"])
        return path

    def call(self, ts, person, template=None, status=None):
        rng, spec = self.rng, self.spec
        if template is None:
            favourites = person.setdefault("_likes", rng.sample(
                CATALOGUE, rng.randint(2, len(CATALOGUE)))) if person else CATALOGUE
            weights = [e[5] for e in favourites]
            template = rng.choices(favourites, weights if sum(weights) else [1] * len(weights))[0]
        if status is None:
            status = rng.choices([s for s, _ in STATUSES], [w for _, w in STATUSES])[0]
            # In a combined log only 408 and 504 are timeouts by any reading.
            if spec["formats"] == ["log"] and status in (0, 522):
                status = 504
        method, path = template[0], self.path_of(template[1])
        if rng.random() < 0.01 and not spec.get("endpoint_column"):
            path, status = rng.choice(["/wp-login.php", "/v1/nothing/here/at/all", "/v3/ping"]), 404
        token = developer = company = None
        if person:
            identifier = person["developer_id"]
            internal = person["is_internal"] or person["is_test"]
            token = rng.choice(self.own[identifier])
            developer = identifier
            if spec["identity"] == "both" and not internal:
                draw = rng.random()
                if draw < 0.2:
                    developer = None
                elif draw < 0.4:
                    token = None
                elif draw < 0.43:
                    developer = "ghost_x"  # unknown: "otherwise the token is tried"
            if rng.random() < 0.5:
                company = person["company_id"] if rng.random() < 0.9 \
                    else rng.choice(self.companies)["company_id"]
        else:
            token = rng.choice(self.stray) if rng.random() < 0.7 else None
            developer = rng.choice([None, "ghost_1"])
            company = rng.choice([None, rng.choice(self.companies)["company_id"]])
        slow = rng.random() < 0.05
        latency = round(rng.lognormvariate(4.2 if method in ("GET", "HEAD") else 5.5, 0.8)
                        * (12 if slow else 1), 3)
        self.calls.append({
            "ts": ts, "status": status, "method": method, "path": path,
            "endpoint": template[1].rstrip("/"), "token": token, "developer_id": developer,
            "company_id": company, "latency_ms": latency if rng.random() < 0.97 else None,
            "client_latency_ms": round(latency * 1.4 + 20, 2) if rng.random() < 0.8 else None,
            "timed_out": rng.choices([None, False, True], [50, 48, 2])[0],
            "user_agent": rng.choice(["larkspur-python/4.0", "curl/8.1 (x86_64; \\\"q\\\")", None])
            if spec["formats"] == ["log"] else
            rng.choice(["larkspur-python/4.0", 'odd, "agent"\nwith a break', None]),
            "environment": rng.choice(["live", "live", "test", None]),
            "request_id": "req_%06d" % len(self.calls) if rng.random() < 0.9 else None})

    def event(self, ts, person, name=None):
        rng = self.rng
        name = name or rng.choices(["transaction.success", "transcript.done", "message.sent",
                                    "login"], [4, 4, 3, 1])[0]
        self.events.append({
            "ts": ts, "name": name,
            "developer_id": person["developer_id"] if person else rng.choice([None, "ghost_2"]),
            "mode": rng.choice(["test", "test", "test", "live", "Test", None]),
            "confidence": rng.choice([None, 0.5, 0.94, 0.95, 0.951, 0.99, 1, "n/a"]),
            "final": rng.choice([True, True, False, None])})

    def view(self, ts, person, page=None):
        self.doc_views.append({
            "ts": ts, "page": page or self.rng.choice(PAGES),
            "developer_id": person["developer_id"] if person else None,
            "title": self.rng.choice([None, "A title,\nin two lines"])})

    def history(self):
        rng, spec = self.rng, self.spec
        self.calls, self.events, self.doc_views = [], [], []
        per_person = spec["calls"] / spec["developers"]
        for person in self.developers:
            signed = person["signed_up_at"]
            # before sign-up
            if rng.random() < 0.5:
                self.view(self.moment(max(self.start, signed - 3 * DAY), signed), person)
            if rng.random() < 0.03:
                self.call(self.moment(signed - DAY, signed), person)
            fate = rng.choices(["never", "once", "brief", "steady", "gone", "heavy"],
                               [14, 10, 18, 30, 15, 13])[0]
            if spec.get("tiny"):
                fate = ["brief", "never", "steady", "brief", "steady"][
                    self.developers.index(person)]
            # the first session: things a few minutes apart, sometimes exactly half an hour
            t = signed
            if rng.random() < 0.1:
                self.call(t, person, CATALOGUE[0], 200)  # at the very moment of sign-up
            for _ in range(rng.randint(0, 7)):
                t += rng.choice([30 * MINUTE, 30 * MINUTE - 1, 45 * MINUTE]) if rng.random() < 0.12 \
                    else self.moment(10 * SECOND, 12 * MINUTE)
                draw = rng.random()
                if draw < 0.4:
                    self.view(t, person)
                elif draw < 0.55:
                    self.event(t, person)
                elif fate != "never":
                    self.call(t, person, status=None if rng.random() < 0.5 else 401)
            if fate == "never":
                for _ in range(rng.randint(0, 3)):
                    self.view(signed + self.moment(0, 12 * DAY), person)
                if rng.random() < 0.3:
                    self.call(signed + self.moment(0, 9 * DAY), person, status=401)
                continue
            first = signed + int(min(rng.lognormvariate(9.5, 2.2), 40 * 86400)) * SECOND
            self.call(first, person, status=200)
            if rng.random() < 0.3:  # a view exactly a day before the first success
                self.view(first - DAY, person, rng.choice(PAGES[:3]))
            if rng.random() < 0.04:  # exactly at the borders of the windows
                for days in (3, 5, 7, 10, 14):
                    at = signed + days * DAY + rng.choice([-1, 0])
                    self.call(at, person, CATALOGUE[3], 201)
                    self.event(at, person)
            if fate == "once":
                continue
            if rng.random() < 0.75:
                self.event(first + self.moment(0, 9 * DAY), person)
                for _ in range(rng.randint(0, 4)):
                    self.event(first + self.moment(0, 15 * DAY), person)
            until = {"brief": first + 6 * DAY, "gone": first + rng.randrange(20 * DAY, 110 * DAY)}\
                .get(fate, self.horizon)
            until = min(until, self.horizon)
            number = int(per_person * {"brief": 0.25, "gone": 1.0, "steady": 1.2,
                                       "heavy": 3.0}[fate] * rng.uniform(0.5, 1.5)) + 1
            # recent months weigh more, and there are bursts
            recent = max(first, self.local(2026, 8, 1))
            while number > 0:
                low = recent if rng.random() < 0.7 and recent < until else first
                at = self.moment(low, until) if low < until else first
                burst = min(number, rng.choice([1, 1, 2, 3, 9, 14]))
                for _ in range(burst):
                    self.call(at, person)
                    at += self.moment(SECOND, 3 * HOUR)
                number -= burst
            for _ in range(rng.randint(0, 3)):
                self.event(self.moment(first, max(first + 1, until)), person)
                self.view(self.moment(first, max(first + 1, until)), person)
        for _ in range(max(4, spec["calls"] // 60)):
            self.call(self.moment(self.start, self.horizon), None)
        # the borders of the month
        witness = next(p for p in self.developers if not p["is_internal"] and not p["is_test"]
                       and p["signed_up_at"] < self.month_start)
        for at in (self.month_start - 1, self.month_start, self.month_end - 1, self.month_end,
                   self.as_of - 1, self.as_of):
            self.call(at, witness, CATALOGUE[2], 200)
        # the hours in which the clocks change
        for at in (self.local(2026, 10, 25), self.local(2026, 11, 1), self.local(2026, 10, 4)):
            for _ in range(0 if spec.get("tiny") else 12):
                self.call(self.moment(at - 2 * HOUR, at + 5 * HOUR),
                          rng.choice(self.developers))
        for _ in range(5):
            self.view(self.moment(self.start, self.horizon), None)
            self.event(self.moment(self.start, self.horizon), None)
        for rows in (self.calls, self.events, self.doc_views):
            rows[:] = [r for r in rows if self.start - 5 * DAY <= r["ts"] < self.horizon]
            rows.sort(key=lambda r: r["ts"])
        # The same request_id again, other content: in the same file or a later one.
        for row in rng.sample(self.calls, min(len(self.calls) // 50 + 1, 80)):
            if row["request_id"] is None:
                continue
            again = dict(row)
            again["ts"] = row["ts"] + rng.choice([0, 1, MINUTE, 40 * DAY])
            if row["ts"] < self.as_of <= again["ts"]:
                again["ts"] = row["ts"]
            again["status"] = rng.choice([200, 500, 401])
            again["latency_ms"] = 99999.0
            self.calls.append(again)

    def small_tables(self):
        rng, spec = self.rng, self.spec
        months = [self.local(2026, 10 - spec["months"] + 1 + k, 1)
                  for k in range(spec["months"] + 2)]
        self.revenue = []
        for company in self.companies:
            level = rng.choice([0, 20, 99.99, 250, 1200.5])
            born = rng.randrange(0, len(months))
            for k, begin in enumerate(months[:-1]):
                draw = rng.random()
                if k < born // 2 or draw < 0.15:
                    continue
                at = self.moment(begin, months[k + 1])
                self.revenue.append({
                    "date": at, "company_id": company["company_id"],
                    "amount": round(level * rng.uniform(0.6, 1.6), 2),
                    "currency": rng.choice(["USD", "usd", "EUR", "GBP", "JPY", None, None]),
                    "kind": rng.choice(["subscription", "usage", None])})
                if draw > 0.85:
                    self.revenue.append({
                        "date": at, "company_id": company["company_id"],
                        "amount": rng.choice([1, -1]) * round(level * rng.choice([0.3, 1, 2]), 2),
                        "currency": rng.choice(["USD", "EUR"]), "kind": rng.choice(
                            ["refund", "Refund"])})
        # So that the first row lies for certain in the first month.
        self.revenue.append({"date": months[0] + 2 * DAY, "company_id": "co_000", "amount": 10,
                             "currency": None, "kind": None})
        self.revenue.sort(key=lambda r: r["date"])
        self.tickets = [{
            "created_at": self.moment(self.local(2026, 8, 1), self.horizon),
            "ticket_id": "t%d" % i,
            "developer_id": rng.choice([None, rng.choice(self.developers)["developer_id"]]),
            "company_id": None, "topic": rng.choice(["auth", "billing", "limits", None]),
            "endpoint": None, "subject": rng.choice(["It broke", 'He said "no";\nthen, silence'])}
            for i in range(1 if spec.get("tiny") else 90)]
        self.surveys = []
        for i in range(80):
            row = {"responded_at": self.moment(self.local(2026, 5, 1), self.horizon),
                   "comment": rng.choice([None, "fine, thanks\nbye"]),
                   "developer_id": rng.choice([None, rng.choice(self.developers)["developer_id"]])}
            if i < 3:
                row["responded_at"] = [self.local(2026, 10, 1), self.local(2026, 10, 1) - 1,
                                       self.local(2026, 7, 1)][i]
            for dimension in ("documentation", "reliability", "support", "ease"):
                row[dimension] = rng.randint(1, 10) if rng.random() < 0.8 and i % 17 else None
            self.surveys.append(row)
        self.incidents = []
        at = self.start
        while at < self.horizon:
            length = rng.choice([0, 90 * SECOND, 17 * MINUTE + 1, 3 * HOUR, 2 * DAY])
            self.incidents.append({
                "started_at": at, "resolved_at": at + length,
                "impact": rng.choice(["critical", "major", "Major", "minor", "none",
                                      "maintenance", None]),
                "title": "Something, somewhere"})
            if rng.random() < 0.4:  # overlapping
                self.incidents.append({"started_at": at + length // 2, "resolved_at": at + length
                                       + 30 * MINUTE, "impact": "major", "title": "Again"})
            at += self.moment(DAY, 25 * DAY)
        self.incidents.append({"started_at": self.month_start - 3 * HOUR, "resolved_at":
                               self.month_start + 20 * MINUTE, "impact": "critical", "title": "x"})
        if rng.random() < 0.5:
            self.incidents.append({"started_at": self.month_end - 5 * HOUR, "resolved_at": None,
                                   "impact": "critical", "title": "still open"})
        self.webhooks = []
        for i in range(240):
            sent = self.moment(self.local(2026, 8, 20), self.horizon)
            if i < 4:
                sent = [self.month_start, self.month_end - 1, self.month_end - 30 * SECOND,
                        self.month_end - 30 * SECOND + 1][i]
            delay = rng.choice([None, int(rng.lognormvariate(1.5, 1.2) * SECOND),
                                int(rng.lognormvariate(1.5, 1.2) * SECOND), 30 * SECOND - 1,
                                30 * SECOND, 2 * HOUR])
            self.webhooks.append({"triggered_at": sent,
                                  "delivered_at": None if delay is None else sent + delay,
                                  "endpoint": "https://example.com/hook",
                                  "status": None if delay is None else 200})

    # -- out ----------------------------------------------------------------------------------

    def call_columns(self):
        spec = self.spec
        columns = ["ts", "status", "method", "endpoint" if spec.get("endpoint_column") else "path"]
        columns += {"both": ["token", "developer_id"], "token": ["token"],
                    "developer": ["developer_id"]}[spec["identity"]]
        for name, present in (("company_id", spec.get("call_company")),
                              ("latency_ms", spec.get("latency")),
                              ("client_latency_ms", spec.get("client_latency")),
                              ("timed_out", spec.get("timed_out"))):
            if present:
                columns.append(name)
        return columns + ["user_agent", "environment", "request_id"]

    def write_calls(self, folder):
        spec, rng = self.spec, self.rng
        if spec["layout"] == "one":
            files = {"calls": self.calls}
        else:
            files = {}
            for row in self.calls:
                local = (EPOCH + dt.timedelta(microseconds=row["ts"])).astimezone(self.zone)
                if spec["layout"] == "month_folders":
                    name = local.strftime("calls/%Y-%m/part-") + ("a" if local.day < 12 else "b")
                elif spec["layout"] == "month_files":
                    name = local.strftime("calls-%Y-%m")
                else:
                    name = local.strftime("calls-%Y-%m-") + ("01" if local.day < 16 else "16")
                files.setdefault(name, []).append(row)
        columns = self.call_columns()
        for name in sorted(files):
            rows = files[name]
            if rng.random() < 0.5:
                rng.shuffle(rows)
            style = rng.choice(spec["formats"])
            compression = rng.choice(spec["compress"])
            broken = len(rows) // 160
            if style == "log":
                data = combined_log(rows, self.zone, rng, broken)
            else:
                mine = list(columns)
                rows = [dict(row) for row in rows]
                for row in rows:
                    if spec.get("endpoint_column") and rng.random() < 0.5:
                        row["endpoint"] = row["method"] + " " + row["endpoint"]
                data = encode_rows(rows, mine, style, rng, self.zone,
                                   {"ts": rng.choice(TIME_FORMS)}, "calls", broken)
            put(os.path.join(folder, name + EXTENSION[style]), data, compression)

    def write_table(self, folder, table, rows, columns):
        rng = self.rng
        if table in self.missing:
            return
        style = rng.choice(["csv", "csv", "semicolon", "tsv", "utf16", "json", "ndjson", "jsonl"])
        if style == "tsv" and any("\n" in str(r.get(c)) or '"' in str(r.get(c))
                                  for r in rows for c in columns):
            style = "csv"
        forms = {c: rng.choice(TIME_FORMS) for c in columns if c in TIME_COLUMNS}
        if table == "revenue" and rng.random() < 0.7:
            forms["date"] = "date"
        # Both ends of a delay in one form, so that its precision is the same.
        if table == "webhooks":
            forms["delivered_at"] = forms["triggered_at"] = rng.choice(
                ["iso_z", "us", "ns", "iso_offset"])
        compression = rng.choice(["", "", "gz", "zst"])
        pieces = 3 if len(rows) > 400 and rng.random() < 0.5 else 1
        for k in range(pieces):
            part = rows[k * len(rows) // pieces:(k + 1) * len(rows) // pieces]
            broken = len(part) // 160 if table in REQUIRED else 0
            name = table if pieces == 1 else "%s/%s-%d" % (table, table, k)
            put(os.path.join(folder, name + EXTENSION[style]),
                encode_rows(part, columns, style, rng, self.zone, forms, table, broken),
                compression)

    def write(self, folder):
        spec, rng = self.spec, self.rng
        os.makedirs(folder, exist_ok=True)
        self.write_calls(folder)
        people = ["developer_id", "signed_up_at", "company_id", "channel", "plan", "country", "sdk",
                  "github_stars", "email", "is_internal", "is_test", "note"]
        for table, rows, columns in (
                ("developers", self.developers, people),
                ("companies", self.companies, ["company_id", "name", "size", "plan", "industry"]),
                ("tokens", self.tokens,
                 ["token", "developer_id", "company_id", "created_at", "revoked_at"]),
                ("events", self.events,
                 ["ts", "name", "developer_id", "mode", "confidence", "final"]),
                ("doc_views", self.doc_views, ["ts", "page", "developer_id", "title"]),
                ("revenue", self.revenue, ["date", "company_id", "amount", "currency", "kind"]),
                ("tickets", self.tickets, ["created_at", "ticket_id", "developer_id", "company_id",
                                           "topic", "endpoint", "subject"]),
                ("surveys", self.surveys, ["responded_at", "documentation", "reliability",
                                           "support", "ease", "comment", "developer_id"]),
                ("incidents", self.incidents, ["started_at", "resolved_at", "impact", "title"]),
                ("webhooks", self.webhooks,
                 ["triggered_at", "delivered_at", "endpoint", "status"])):
            self.write_table(folder, table, rows, columns)
        if spec["catalogue"] == "openapi":
            paths = {}
            for method, template, _, tag, deprecated, _ in CATALOGUE:
                operation = {"operationId": method + template, "tags": [tag, "other"],
                             "responses": {"200": {"description": "fine"}}}
                if deprecated:
                    operation["deprecated"] = True
                paths.setdefault(template.rstrip("/"), {})[method.lower()] = operation
            put(os.path.join(folder, "openapi.json"), json.dumps(
                {"openapi": "3.1.0", "info": {"title": spec["name"], "version": "1"},
                 "paths": paths}, indent=1).encode(), "")
        elif spec["catalogue"] == "csv":
            columns = ["method", "path", "class", "tag", "deprecated", "owner"]
            if spec.get("no_tags"):
                columns.remove("tag")
            rows = [dict(zip(["method", "path", "class", "tag", "deprecated"], e[:5]), owner=None)
                    for e in CATALOGUE]
            for row in rows:
                if not spec.get("class_column") and spec["name"] != "ash":
                    row["class"] = None
            put(os.path.join(folder, "endpoints.csv"), encode_rows(
                rows, columns, "csv", rng, self.zone, {}, "endpoints", 0), "")
        config = {"product": spec["name"].title() + " API", "timezone": spec["zone"]}
        config.update(spec["config"])
        case = {"name": spec["name"], "month": MONTH, "config": config,
                "unavailable": self.unavailable()}
        if spec.get("as_of"):
            case["as_of"] = spec["as_of"]
        # Readings too open to hold anybody to: see READINGS.md.
        case["skip_tables"] = ["wat_by_" + s for s in (
            "channel", "company_size", "plan", "country", "sdk", "github_stars")] \
            if "tokens" in self.missing and spec["identity"] == "both" else []
        put(os.path.join(folder, "case.json"), json.dumps(case, indent=1).encode(), "")
        put(os.path.join(folder, "throughline.yaml"), yaml_text(config).encode(), "")

    def unavailable(self):
        """The ids that must be null, told from how the company was made."""
        spec, ids = self.spec, []
        if "doc_views" in self.missing:
            ids += ["ttfhw.median", "ttfhw.p90", "doc_completion.rate"]
        vm = spec["config"].get("value_moment")
        if vm is None or ("event" in vm and "events" in self.missing):
            ids += ["ttv.median", "ttv.p75", "ttv.within_7d", "ttv.median_retained",
                    "ttv.first_session", "ttv.return_without"]
            if "milestone" not in spec["config"].get("activation", {}):
                ids.append("activation.rate")
        if spec["identity"] == "developer":
            ids += ["wat", "wat.last_week"]
        if "revenue" in self.missing:
            ids += ["revenue.total", "revenue_per_developer", "nrr", "nrr.3m", "grr"]
        elif spec["months"] < 13:
            ids += ["nrr", "grr"]
        if "surveys" in self.missing:
            ids += ["dxs." + x for x in ("average", "total", "documentation", "reliability",
                                         "support", "ease")]
        if "incidents" in self.missing:
            ids.append("uptime")
        if "incidents" in self.missing or spec["months"] < 12:
            ids.append("uptime.trailing_12m")
        if "webhooks" in self.missing:
            ids += ["webhook.within_30s", "webhook.p95"]
        if spec["catalogue"] is None:
            ids.append("endpoints.unused")
        if not spec.get("latency") and not spec.get("client_latency"):
            ids += ["latency." + k + p for k in ("", "retrieval.", "processing.")
                    for p in ("p50", "p95", "p99")]
        if "tickets" in self.missing:
            ids.append("ticket_ratio")
        return sorted(ids)


def write_all(out, seed, only=None):
    """-> names of the companies written"""
    names = []
    for spec in SPECS:
        if only and spec["name"] not in only:
            continue
        Company(spec, seed).write(os.path.join(out, spec["name"]))
        names.append(spec["name"])
    return names


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("out")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--only", action="append", help="one company by its name (repeatable)")
    arguments = parser.parse_args()
    for name in write_all(arguments.out, arguments.seed, arguments.only):
        print(name)


if __name__ == "__main__":
    main()
