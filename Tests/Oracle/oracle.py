#!/usr/bin/env python3
"""The independent oracle: every number of metrics.md, straight from the raw rows.

    oracle.py DATA --month 2026-10 [--as-of TIME] [--config config.json]

Slow and obvious on purpose: lists, dicts, sorts, and loops over all rows. The sentences of
metrics.md and contract.md stand in the comments, in quotation marks, above the lines that obey
them. A choice the text leaves open carries a mark [R-nn] and is listed in READINGS.md.

It shares no code with Sources/ and must never come to. Python >= 3.9, standard library only;
zstd files are read through the `zstd` program. All times are whole microseconds since 1970.
"""
import argparse
import csv
import datetime as dt
import gzip
import io
import json
import math
import os
import re
import subprocess
import sys
from zoneinfo import ZoneInfo

SECOND = 1_000_000
DAY = 86_400 * SECOND  # "a day is 86 400 s"
EPOCH = dt.datetime(1970, 1, 1, tzinfo=dt.timezone.utc)
MICROSECOND = dt.timedelta(microseconds=1)
csv.field_size_limit(1 << 30)


# ---------------------------------------------------------------------------------------------
# Time
# ---------------------------------------------------------------------------------------------

class Zone:
    """The report's time zone: local calendar to microseconds and back."""

    def __init__(self, name):
        self.name = name
        self.info = ZoneInfo(name)

    def at(self, naive):
        """Local wall-clock time -> microseconds.

        "A time without a zone that occurs twice is its first occurrence; one that does not occur
        is taken with the offset before the gap." Both are what fold=0 means in Python.
        """
        return (naive.replace(tzinfo=self.info, fold=0) - EPOCH) // MICROSECOND

    def midnight(self, ordinal):
        """The moment the local calendar day begins."""
        return self.at(dt.datetime.combine(dt.date.fromordinal(ordinal), dt.time()))

    def day(self, us):
        """Local calendar day (proleptic ordinal) of a moment."""
        return (EPOCH + dt.timedelta(microseconds=us)).astimezone(self.info).date().toordinal()


ISO = re.compile(
    r"^(\d{4})-(\d\d)-(\d\d)"
    r"(?:[Tt ](\d\d):(\d\d)(?::(\d\d)(?:[.,](\d+))?)?"
    r"\s*(Z|z|UTC|[+-]\d\d(?::?\d\d)?)?)?$")
NUMBER = re.compile(r"^(\d+)(?:\.(\d+))?$")


def parse_time(text, zone):
    """"ISO 8601 with or without zone (no zone = the report's), or epoch s/ms/us/ns by digit
    count." None where it cannot be read. Anything finer than a microsecond is cut off [R-01]."""
    text = text.strip()
    number = NUMBER.match(text)
    if number:
        digits = len(number.group(1))
        if 9 <= digits <= 11:
            scale = 6
        elif 12 <= digits <= 14:
            scale = 3
        elif 15 <= digits <= 17:
            scale = 0
        elif 18 <= digits <= 20:
            scale = -3
        else:
            return None
        value = int(number.group(1))
        fraction = number.group(2) or ""
        if scale >= 0:
            return value * 10 ** scale + int((fraction + "0" * scale)[:scale] or "0")
        return value // 10 ** -scale
    found = ISO.match(text)
    if not found:
        return None
    year, month, day, hour, minute, second, fraction, offset = found.groups()
    try:
        second_number = int(second or 0)
        naive = dt.datetime(int(year), int(month), int(day), int(hour or 0), int(minute or 0),
                            second_number, int(((fraction or "") + "000000")[:6]))
    except ValueError:
        return None
    if offset is None:
        return zone.at(naive)
    if offset in ("Z", "z", "UTC"):
        seconds = 0
    else:
        sign = -1 if offset[0] == "-" else 1
        plain = offset[1:].replace(":", "")
        seconds = sign * (int(plain[:2]) * 3600 + int(plain[2:] or "0") * 60)
    utc = naive.replace(tzinfo=dt.timezone.utc)
    return (utc - EPOCH) // MICROSECOND - seconds * SECOND


MONTHS = {name: i + 1 for i, name in enumerate(
    "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split())}
LOG_TIME = re.compile(r"^(\d\d)/(\w{3})/(\d{4}):(\d\d):(\d\d):(\d\d) ([+-])(\d\d)(\d\d)$")


def parse_log_time(text):
    """10/Oct/2026:13:55:36 -0700"""
    found = LOG_TIME.match(text)
    if not found or found.group(2) not in MONTHS:
        return None
    day, month, year, hour, minute, second, sign, oh, om = found.groups()
    try:
        naive = dt.datetime(int(year), MONTHS[month], int(day), int(hour), int(minute),
                            int(second), tzinfo=dt.timezone.utc)
    except ValueError:
        return None
    offset = (int(oh) * 3600 + int(om) * 60) * (-1 if sign == "-" else 1)
    return (naive - EPOCH) // MICROSECOND - offset * SECOND


# ---------------------------------------------------------------------------------------------
# Files
# ---------------------------------------------------------------------------------------------

TABLES = ["calls", "developers", "companies", "tokens", "events", "doc_views", "revenue",
          "tickets", "surveys", "incidents", "webhooks", "changes", "endpoints"]
EXTENSIONS = (".csv", ".tsv", ".json", ".ndjson", ".jsonl", ".log")


def strip_compression(name):
    for ending in (".gz", ".zst"):
        if name.endswith(ending):
            return name[:-len(ending)]
    return name


def table_of(relative):
    """"A table may be one file, several (calls-2026-10-01.ndjson.gz, ...) or a folder
    (calls/**)."""
    parts = relative.split("/")
    plain = strip_compression(parts[-1])
    stem, extension = os.path.splitext(plain)
    if extension not in EXTENSIONS:
        return None
    if len(parts) > 1:
        return parts[0] if parts[0] in TABLES else None
    for table in TABLES:
        if stem == table or re.match(re.escape(table) + r"[-_.]", stem):
            if extension == ".log" and table != "calls":
                return None
            return table
    return None


def read_text(path):
    if path.endswith(".gz"):
        with gzip.open(path, "rb") as handle:
            data = handle.read()
    elif path.endswith(".zst"):
        data = subprocess.run(["zstd", "-d", "-q", "-c", path], check=True,
                              stdout=subprocess.PIPE).stdout
    else:
        with open(path, "rb") as handle:
            data = handle.read()
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return data.decode("utf-16")
    if data[:3] == b"\xef\xbb\xbf":
        data = data[3:]
    return data.decode("utf-8")


def text_of(value):
    """A JSON value as text, so that every format hands over the same thing."""
    if value is None:
        return ""
    if value is True:
        return "true"
    if value is False:
        return "false"
    if isinstance(value, str):
        return value
    if isinstance(value, (int, float)):
        return str(value)
    return json.dumps(value, sort_keys=True)


def row_of(thing):
    return {key: text_of(value) for key, value in thing.items()}


def delimiter_of(first_line, extension):
    if extension == ".tsv":
        return "\t"
    bare = re.sub(r'"[^"]*"', "", first_line)
    return max(",;\t|", key=bare.count)


COMBINED = re.compile(
    r'^(\S+) (\S+) (.*?) \[([^\]]+)\] "((?:[^"\\]|\\.)*)" (\S+) (\S+)'
    r'(?: "((?:[^"\\]|\\.)*)" "((?:[^"\\]|\\.)*)")?')


def read_rows(path):
    """-> (list of rows as dict of text, or None for a row that cannot be read; set of columns)"""
    extension = os.path.splitext(strip_compression(path))[1]
    text = read_text(path)
    rows, columns = [], set()
    if extension in (".csv", ".tsv"):
        lines = text.lstrip("\r\n")
        if not lines.strip():
            return [], set()
        delimiter = delimiter_of(lines.splitlines()[0], extension)
        header = None
        for cells in csv.reader(io.StringIO(lines, newline=""), delimiter=delimiter):
            # "a blank line is no row"
            if not cells or (len(cells) == 1 and not cells[0].strip()):
                continue
            if header is None:
                header = [cell.strip() for cell in cells]
                columns = set(header)
                continue
            # A header line that comes again inside the file is no row.
            if [cell.strip() for cell in cells] == header:
                continue
            row = {name: "" for name in header}
            for name, cell in zip(header, cells):
                row[name] = cell
            rows.append(row)
        return rows, columns
    if extension in (".json", ".ndjson", ".jsonl"):
        if text.lstrip().startswith("["):
            things = json.loads(text, parse_float=str)
        else:
            things = []
            for line in text.split("\n"):
                if not line.strip():
                    continue
                try:
                    things.append(json.loads(line, parse_float=str))
                except ValueError:
                    things.append(None)
        for thing in things:
            if not isinstance(thing, dict):
                rows.append(None)
                continue
            columns.update(thing)
            rows.append(row_of(thing))
        return rows, columns
    # The combined log: host ident user [time] "METHOD path PROTOCOL" status bytes "referer" "agent"
    columns = {"ts", "status", "method", "path", "user_agent"}
    for line in text.split("\n"):
        line = line.rstrip("\r")
        if not line.strip():
            continue
        found = COMBINED.match(line)
        request = found.group(5).split(" ") if found else []
        if len(request) < 2:
            rows.append(None)
            continue
        when = parse_log_time(found.group(4))
        row = {"ts": "" if when is None else str(when), "ts_us": when,
               "method": request[0], "path": request[1], "status": found.group(6),
               "user_agent": found.group(9) or ""}
        # The authenticated user names the credential, so it is the token.
        if found.group(3) != "-":
            row["token"] = found.group(3)
            columns.add("token")
        rows.append(row)
    return rows, columns


def parse_number(text):
    text = text.strip()
    if not text:
        return None
    try:
        value = float(text)
    except ValueError:
        return None
    return value if math.isfinite(value) else None


def parse_bool(text):
    return text.strip().lower() in ("true", "1", "yes", "t", "y")


# ---------------------------------------------------------------------------------------------
# Paths and the catalogue
# ---------------------------------------------------------------------------------------------

def normal_path(path):
    """"query and fragment dropped, a trailing slash ignored, case kept"."""
    path = path.strip().split("?")[0].split("#")[0]
    if len(path) > 1 and path.endswith("/"):
        path = path[:-1]
    return path


def is_parameter(segment):
    return segment.startswith("{") and segment.endswith("}")


class Endpoint:
    def __init__(self, method, path, kind="", tag="", deprecated=False):
        self.method = method.strip().upper()
        self.path = normal_path(path)
        self.name = self.method + " " + self.path  # "METHOD template"
        self.segments = self.path.split("/")
        self.kind = kind.strip().lower()
        self.tag = tag.strip()
        self.deprecated = deprecated


def match(catalogue, method, path):
    """"same number of segments, a literal segment beats a parameter from the left"."""
    segments = normal_path(path).split("/")
    best, best_rank = None, None
    for endpoint in catalogue:
        if endpoint.method != method or len(endpoint.segments) != len(segments):
            continue
        if all(is_parameter(t) and s != "" or t == s
               for t, s in zip(endpoint.segments, segments)):
            rank = [1 if is_parameter(t) else 0 for t in endpoint.segments]
            if best_rank is None or rank < best_rank:
                best, best_rank = endpoint, rank
    return best


def feature_of_path(name):
    """"first path segment after the version"."""
    segments = [s for s in name.split(" ", 1)[1].split("/") if s]
    if segments and re.match(r"^v\d+([._]\d+)*$", segments[0]):
        segments = segments[1:]
    return segments[0] if segments else ""


# ---------------------------------------------------------------------------------------------
# The raw rows of one folder
# ---------------------------------------------------------------------------------------------

class Data:
    """All readable rows, typed, in the order "files by name, then line"."""

    def __init__(self, folder, config):
        self.config = config
        self.zone = Zone(config.get("timezone", "UTC"))
        self.currency = config.get("currency", "USD")
        self.present = {}
        self.columns = {table: set() for table in TABLES}
        self.counts = {}
        raw = {table: [] for table in TABLES}
        relatives = []
        for directory, folders, names in os.walk(folder):
            folders.sort()
            for name in names:
                relatives.append(os.path.relpath(os.path.join(directory, name), folder)
                                 .replace(os.sep, "/"))
        relatives.sort()
        openapi = None
        for relative in relatives:
            if relative == "openapi.json":
                openapi = json.loads(read_text(os.path.join(folder, relative)))
                continue
            table = table_of(relative)
            if table is None:
                continue
            rows, columns = read_rows(os.path.join(folder, relative))
            self.present[table] = True
            self.columns[table] |= columns
            self.counts[relative] = len(rows)
            raw[table].extend(rows)
        self.rejected = {table: 0 for table in TABLES}
        self.load_catalogue(raw["endpoints"], openapi)
        self.load_people(raw)
        self.load_calls(raw["calls"])
        self.load_small(raw)

    # "a row that cannot be read (no JSON object; a required field missing, empty or unreadable)
    # is left out; an unreadable optional field becomes empty"
    def time(self, row, name):
        value = row.get(name, "")
        return parse_time(value, self.zone) if value.strip() else None

    def get(self, row, name):
        return row.get(name, "").strip()

    def load_catalogue(self, rows, openapi):
        self.catalogue = None
        if openapi is not None:
            self.catalogue = []
            for path, methods in openapi.get("paths", {}).items():
                for method, operation in methods.items():
                    if method not in ("get", "put", "post", "delete", "options", "head",
                                      "patch", "trace"):
                        continue
                    # "the first tag where several"
                    tags = operation.get("tags") or [""]
                    self.catalogue.append(Endpoint(method, path, "", tags[0],
                                                   operation.get("deprecated", False) is True))
        if self.present.get("endpoints"):
            self.catalogue = self.catalogue or []
            for row in rows:
                if row is None or not self.get(row, "method") or not self.get(row, "path"):
                    self.rejected["endpoints"] += 1
                    continue
                self.catalogue.append(Endpoint(
                    row["method"], row["path"], self.get(row, "class"),
                    re.split(r"[,;|]", self.get(row, "tag"))[0],
                    parse_bool(self.get(row, "deprecated"))))

    def load_people(self, raw):
        # First row of an id stands.
        self.developers, self.companies, self.tokens = {}, {}, {}
        for row in raw["developers"]:
            if row is None or not self.get(row, "developer_id") \
                    or self.time(row, "signed_up_at") is None:
                self.rejected["developers"] += 1
                continue
            stars = parse_number(self.get(row, "github_stars"))
            self.developers.setdefault(self.get(row, "developer_id"), {
                "id": self.get(row, "developer_id"),
                "signed_up": self.time(row, "signed_up_at"),
                "company": self.get(row, "company_id"), "channel": self.get(row, "channel"),
                "plan": self.get(row, "plan"), "country": self.get(row, "country"),
                "sdk": self.get(row, "sdk"), "stars": stars,
                # "Internal and test developers (is_internal, is_test) are left out everywhere"
                "internal": parse_bool(self.get(row, "is_internal"))
                or parse_bool(self.get(row, "is_test"))})
        for row in raw["companies"]:
            if row is None or not self.get(row, "company_id"):
                self.rejected["companies"] += 1
                continue
            self.companies.setdefault(self.get(row, "company_id"),
                                      {"size": self.get(row, "size")})
        for row in raw["tokens"]:
            if row is None or not self.get(row, "token"):
                self.rejected["tokens"] += 1
                continue
            self.tokens.setdefault(self.get(row, "token"), {
                "developer": self.get(row, "developer_id"),
                "company": self.get(row, "company_id")})

    def load_calls(self, rows):
        timeout_statuses = set(self.config.get("timeout_statuses",
                                               [0, 408, 504, 522, 524, 598, 599]))
        # "With a client_latency_ms column that one serves all latency metrics, never mixed"
        self.latency_column = None
        if "client_latency_ms" in self.columns["calls"]:
            self.latency_column = "client_latency_ms"
        elif "latency_ms" in self.columns["calls"]:
            self.latency_column = "latency_ms"
        self.has_token_column = "token" in self.columns["calls"]
        self.has_company = any("company_id" in self.columns[t]
                               for t in ("calls", "tokens", "developers"))
        self.calls, seen = [], set()
        names = {}
        for row in rows:
            if row is None:
                self.rejected["calls"] += 1
                continue
            ts = row["ts_us"] if "ts_us" in row else self.time(row, "ts")
            status = self.get(row, "status")
            method = self.get(row, "method").upper()
            endpoint, path = self.get(row, "endpoint"), self.get(row, "path")
            # "(the endpoint column may begin with the method)"
            prefixed = re.match(r"^([A-Za-z]+) +(/.*)$", endpoint)
            if prefixed:
                method = method or prefixed.group(1).upper()
                endpoint = prefixed.group(2)
            if ts is None or not re.match(r"^\d+$", status) or not method \
                    or not (endpoint or path):
                self.rejected["calls"] += 1
                continue
            status = int(status)
            # "The first row (files by name, then line) stands for all with its request_id; an
            # empty id is never a duplicate." Before as_of is looked at [R-04].
            request = self.get(row, "request_id")
            if request:
                if request in seen:
                    continue
                seen.add(request)
            # "Timed out: ... timed_out is true or its status is listed; 499 never."
            timed_out = status != 499 and (parse_bool(self.get(row, "timed_out"))
                                           or status in timeout_statuses)
            key = (method, endpoint, path)
            if key not in names:
                names[key] = self.endpoint_name(method, endpoint, path)
            latency = parse_number(self.get(row, self.latency_column)) \
                if self.latency_column else None
            if latency is not None and latency < 0:
                latency = None
            self.calls.append({
                "ts": ts, "day": self.zone.day(ts), "status": status, "method": method,
                "endpoint": names[key], "token": self.get(row, "token"),
                "developer_id": self.get(row, "developer_id"),
                "company_id": self.get(row, "company_id"),
                "timed_out": timed_out, "aborted": status == 499,
                # "Successful call: status 200-299 and not timed out."
                "ok": 200 <= status <= 299 and not timed_out,
                "latency": latency})
        self.calls.sort(key=lambda c: c["ts"])

    def endpoint_name(self, method, endpoint, path):
        if endpoint:
            return method + " " + normal_path(endpoint)  # a ready template
        if self.catalogue is None:
            return method + " " + normal_path(path)
        found = match(self.catalogue, method, path)
        return found.name if found else "(unmatched)"

    def load_small(self, raw):
        def rows_with(table, time_name, *needed):
            kept = []
            for row in raw[table]:
                when = None if row is None else self.time(row, time_name)
                if when is None or any(not self.get(row, name) for name in needed):
                    self.rejected[table] += 1
                    continue
                kept.append((when, row))
            return kept

        self.events = [{"ts": t, "day": self.zone.day(t), "name": self.get(r, "name"),
                        "developer_id": self.get(r, "developer_id"), "properties": r}
                       for t, r in rows_with("events", "ts", "name")]
        self.doc_views = [{"ts": t, "page": self.get(r, "page"),
                           "developer_id": self.get(r, "developer_id")}
                          for t, r in rows_with("doc_views", "ts", "page")]
        self.revenue = []
        for t, r in rows_with("revenue", "date", "company_id", "amount"):
            amount = parse_number(self.get(r, "amount"))
            if amount is None:
                self.rejected["revenue"] += 1
                continue
            day = dt.date.fromordinal(self.zone.day(t))
            self.revenue.append({"ts": t, "month": (day.year, day.month),
                                 "company": self.get(r, "company_id"), "amount": amount,
                                 "currency": self.get(r, "currency").upper(),
                                 "kind": self.get(r, "kind").lower()})
        self.tickets = [{"ts": t, "developer_id": self.get(r, "developer_id"),
                         "topic": self.get(r, "topic")}
                        for t, r in rows_with("tickets", "created_at")]
        self.surveys = [{"ts": t, "developer_id": self.get(r, "developer_id"),
                         "scores": {d: parse_number(self.get(r, d)) for d in DIMENSIONS}}
                        for t, r in rows_with("surveys", "responded_at")]
        self.incidents = [{"ts": t, "resolved": self.time(r, "resolved_at"),
                           "impact": self.get(r, "impact").lower()}
                          for t, r in rows_with("incidents", "started_at")]
        self.webhooks = [{"ts": t, "delivered": self.time(r, "delivered_at")}
                         for t, r in rows_with("webhooks", "triggered_at")]


DIMENSIONS = ["documentation", "reliability", "support", "ease"]


# ---------------------------------------------------------------------------------------------
# Arithmetic
# ---------------------------------------------------------------------------------------------

def quantile(values, q):
    """"Quantiles of plain samples interpolate linearly (R-7, as NumPy and DuckDB
    quantile_cont)."""
    if not values:
        return None
    values = sorted(values)
    h = (len(values) - 1) * q
    low = int(math.floor(h))
    high = min(low + 1, len(values) - 1)
    return values[low] + (h - low) * (values[high] - values[low])


def kaplan_meier(times, q):
    """times: list of (duration, happened). "those without a call censored at as_of; smallest t
    with S(t) <= 1 - q"; "ties: calls before censorings; S(t) <= 1 - q + 1e-9"."""
    survival = 1.0
    for t in sorted({d for d, happened in times if happened}):
        at_risk = sum(1 for d, _ in times if d >= t)
        calls = sum(1 for d, happened in times if happened and d == t)
        survival *= 1 - calls / at_risk
        if survival <= 1 - q + 1e-9:
            return t
    return None


def month_add(year_month, months):
    index = year_month[0] * 12 + year_month[1] - 1 + months
    return (index // 12, index % 12 + 1)


def seconds(us):
    return None if us is None else us / SECOND


def count(value):
    return {"value": value, "n": None, "numerator": None, "denominator": None}


def share(numerator, denominator, factor=1):
    """"numerator and denominator for every share"; nothing to divide by is unavailable."""
    return {"value": factor * numerator / denominator if denominator else None, "n": None,
            "numerator": numerator, "denominator": denominator}


def sample(value, n):
    """"n of quantiles and means"."""
    return {"value": value, "n": n, "numerator": None, "denominator": None}


def missing():
    return {"value": None, "n": None, "numerator": None, "denominator": None}


COMPARISON = re.compile(r"^\s*(>=|<=|==|!=|>|<|=)\s*(-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?)\s*$")


def where_matches(where, properties):
    """"where compares as text (booleans true/false), ">= 0.95" and its kin compare numbers, all
    pairs must match, an absent property never matches." An empty one is absent."""
    for name, wanted in (where or {}).items():
        found = properties.get(name, "").strip()
        if found == "":
            return False
        wanted = text_of(wanted).strip()
        comparison = COMPARISON.match(wanted)
        if not comparison:
            if found != wanted:
                return False
            continue
        number, limit = parse_number(found), float(comparison.group(2))
        if number is None:
            return False
        holds = {">=": number >= limit, "<=": number <= limit, ">": number > limit,
                 "<": number < limit, "==": number == limit, "=": number == limit,
                 "!=": number != limit}[comparison.group(1)]
        if not holds:
            return False
    return True


def union_length(intervals):
    """Length of the union of half-open intervals."""
    total, reached = 0, None
    for start, end in sorted(intervals):
        if end <= start:
            continue
        if reached is None or start > reached:
            total += end - start
            reached = end
        elif end > reached:
            total += end - reached
            reached = end
    return total


# ---------------------------------------------------------------------------------------------
# One month
# ---------------------------------------------------------------------------------------------

class Month:
    """All metrics of one month [start, end) as believed at as_of."""

    def __init__(self, data, year_month, as_of):
        self.data, self.ym, self.as_of = data, year_month, as_of
        zone = data.zone
        self.first_day = dt.date(year_month[0], year_month[1], 1).toordinal()
        following = month_add(year_month, 1)
        self.next_day = dt.date(following[0], following[1], 1).toordinal()
        # "Month [start, end) in the report's time zone"
        self.start, self.end = zone.midnight(self.first_day), zone.midnight(self.next_day)
        self.days = self.next_day - self.first_day
        self.metrics, self.tables, self.latency_exact = {}, {}, {}
        self.prepare()
        self.onboarding()
        self.adoption()
        self.reliability()
        self.business()
        self.satisfaction()

    def in_month(self, us):
        return self.start <= us < self.end

    # -- who counts ---------------------------------------------------------------------------

    def prepare(self):
        data, as_of = self.data, self.as_of
        # "A developer that signs up at or after as_of does not exist in that report"
        # Internal ones stay known, so that their calls are left out whenever they signed up.
        self.internal = {i for i, d in data.developers.items() if d["internal"]}
        self.people = {i: d for i, d in data.developers.items()
                       if not d["internal"] and d["signed_up"] < as_of}
        known = self.internal | set(self.people)
        self.calls = []
        for call in data.calls:
            # "Rows after as_of are ignored"; windows are half open, so a row at as_of is too.
            if call["ts"] >= as_of:
                continue
            # "A developer_id counts only where developers has it; otherwise the token is tried,
            # then the call is nobody's"
            token = data.tokens.get(call["token"], {"developer": "", "company": ""}) \
                if call["token"] else {"developer": "", "company": ""}
            developer = None
            if call["developer_id"] in known:
                developer = call["developer_id"]
            elif token["developer"] in known:
                developer = token["developer"]
            if developer in self.internal:
                continue
            # "The company of a call is the call's, else the token's, else the developer's."
            company = call["company_id"] or token["company"] or \
                (self.people[developer]["company"] if developer else "")
            self.calls.append(dict(call, developer=developer, company=company))
        self.calls_of = {i: [] for i in self.people}
        for call in self.calls:
            if call["developer"]:
                self.calls_of[call["developer"]].append(call)
        self.events_of = {i: [] for i in self.people}
        for event in data.events:
            if event["ts"] < as_of and event["developer_id"] in self.people:
                self.events_of[event["developer_id"]].append(event)
        self.views_of = {i: [] for i in self.people}
        for view in data.doc_views:
            if view["ts"] < as_of and view["developer_id"] in self.people:
                self.views_of[view["developer_id"]].append(view)
        for rows in list(self.events_of.values()) + list(self.views_of.values()):
            rows.sort(key=lambda r: r["ts"])
        # "Cohort of a month: developers with signed_up_at in it."
        self.cohort = [d for i, d in sorted(self.people.items()) if self.in_month(d["signed_up"])]
        self.month_calls = [c for c in self.calls if self.in_month(c["ts"])]
        # "developers with at least one call in the month"
        self.active = sorted({c["developer"] for c in self.month_calls if c["developer"]})

    def successes(self, developer, since, name=None):
        return [c["ts"] for c in self.calls_of[developer["id"]]
                if c["ok"] and c["ts"] >= since and (name is None or c["endpoint"] == name)]

    def signals(self, developer, what):
        """Times of a signal "at or after sign-up", in order. what: event + where, or call, or {}
        for any successful call."""
        since = developer["signed_up"]
        if "event" in what:
            return [e["ts"] for e in self.events_of[developer["id"]]
                    if e["ts"] >= since and e["name"] == what["event"]
                    and where_matches(what.get("where"), e["properties"])]
        if "call" in what:
            return self.successes(developer, since, call_name(what["call"]))
        return self.successes(developer, since)

    def source_missing(self, what):
        return what is None or ("event" in what and not self.data.present.get("events"))

    # -- onboarding ---------------------------------------------------------------------------

    def onboarding(self):
        data, m, config, as_of = self.data, self.metrics, self.data.config, self.as_of
        cohort = self.cohort
        m["signups"] = count(len(cohort))

        # ttfc: "sign-up -> first successful call at or after sign-up, of those who made one by as_of"
        times, survival = [], []
        for d in cohort:
            calls = self.successes(d, d["signed_up"])
            if calls:
                times.append(calls[0] - d["signed_up"])
                survival.append((calls[0] - d["signed_up"], True))
            else:
                survival.append((as_of - d["signed_up"], False))
        m["ttfc.median"] = sample(seconds(quantile(times, 0.5)), len(times))
        m["ttfc.p90"] = sample(seconds(quantile(times, 0.9)), len(times))
        # "the same by Kaplan-Meier over all sign-ups"; n: "_all: the cohort"
        m["ttfc.median_all"] = sample(seconds(kaplan_meier(survival, 0.5)), len(cohort))
        m["ttfc.p90_all"] = sample(seconds(kaplan_meier(survival, 0.9)), len(cohort))
        # "share of the cohort with no successful call by as_of"
        m["ttfc.never"] = share(len(cohort) - len(times), len(cohort))

        # ttfhw: "first touch (earliest of the developer's first documentation view and sign-up) ->
        # first successful call of the configured hello-world request (default: any)";
        # "first successful hello-world call at or after the first touch; null without doc_views"
        if data.present.get("doc_views"):
            hello = (config.get("hello_world") or {}).get("call")
            times = []
            for d in cohort:
                touch = min([d["signed_up"]] + [v["ts"] for v in self.views_of[d["id"]]])
                calls = self.successes(d, touch, call_name(hello) if hello else None)
                if calls:
                    times.append(calls[0] - touch)
            m["ttfhw.median"] = sample(seconds(quantile(times, 0.5)), len(times))
            m["ttfhw.p90"] = sample(seconds(quantile(times, 0.9)), len(times))
        else:
            m["ttfhw.median"], m["ttfhw.p90"] = missing(), missing()

        self.documentation()

        # activation: "of sign-ups whose window (activation.within_days, default 7) has closed by
        # as_of: share that reached the milestone inside it"; "closed = sign-up + window <= as_of"
        vm = config.get("value_moment")
        vm = vm if vm and ("event" in vm or "call" in vm or "count" in vm) else None
        activation = config.get("activation") or {}
        window = activation.get("within_days", 7) * DAY
        milestone = activation.get("milestone", "value_moment")
        if milestone == "value_moment":
            milestone, needed = vm, (vm or {}).get("count", 1)
        else:
            needed = milestone.get("count", 1)
        self.activation_known = not self.source_missing(milestone)

        def activated(d):
            """"the N-th of them inside the window"."""
            reached = self.signals(d, milestone)
            return len(reached) >= needed and reached[needed - 1] < d["signed_up"] + window

        if self.activation_known:
            closed = [d for d in cohort if d["signed_up"] + window <= as_of]
            m["activation.rate"] = share(sum(1 for d in closed if activated(d)), len(closed))
        else:
            m["activation.rate"] = missing()

        self.value_moment(vm)
        self.funnel(activated if self.activation_known else None)

    def documentation(self):
        data, m, as_of = self.data, self.metrics, self.as_of
        if not data.present.get("doc_views"):
            m["doc_completion.rate"] = missing()
            self.tables["docs_before_success"], self.tables["docs_before_abandon"] = None, None
            return
        configured = data.config.get("quickstart")

        def quickstart(page):
            # "Quickstart pages match exactly; without the key, pages whose path contains
            # quickstart or getting-started"
            if configured is not None:
                return page in configured
            return "quickstart" in page or "getting-started" in page

        # "of developers whose first quickstart view is in the month and at least 24 h before
        # as_of: share with a successful call within 24 h after that view";
        # "the first view of any of them in all history"
        base, done = 0, 0
        for d in self.people.values():
            views = [v["ts"] for v in self.views_of[d["id"]] if quickstart(v["page"])]
            if not views or not self.in_month(views[0]) or views[0] + DAY > as_of:
                continue
            base += 1
            if any(t < views[0] + DAY for t in self.successes(d, views[0])):
                done += 1
        m["doc_completion.rate"] = share(done, base)

        # "pages viewed in the 24 h before the first successful call, against pages viewed by
        # sign-ups with no success in 7 days; share of developers per page"
        # Both over the month's cohort; the second up to sign-up + 7 days.
        before, abandoned = {}, {}
        successful = given_up = 0
        for d in self.cohort:
            calls = self.successes(d, d["signed_up"])
            views = self.views_of[d["id"]]
            if calls:
                successful += 1
                for page in {v["page"] for v in views if calls[0] - DAY <= v["ts"] < calls[0]}:
                    before[page] = before.get(page, 0) + 1
            limit = d["signed_up"] + 7 * DAY
            if limit <= as_of and not (calls and calls[0] < limit):
                given_up += 1
                for page in {v["page"] for v in views if v["ts"] < limit}:
                    abandoned[page] = abandoned.get(page, 0) + 1
        self.tables["docs_before_success"] = [
            {"page": p, "developers": n, "share": n / successful} for p, n in sorted(before.items())]
        self.tables["docs_before_abandon"] = [
            {"page": p, "developers": n, "share": n / given_up}
            for p, n in sorted(abandoned.items())]

    def value_moment(self, vm):
        m, as_of, zone = self.metrics, self.as_of, self.data.zone
        ids = ["ttv.median", "ttv.p75", "ttv.within_7d", "ttv.median_retained",
               "ttv.first_session", "ttv.return_without"]
        if self.source_missing(vm):
            for i in ids:
                m[i] = missing()
            self.tables["value_retention"] = None
            return
        # "sign-up -> first value-moment signal, of those who reached it by as_of"
        # "the N-th of them"
        nth = vm.get("count", 1)
        reached = {d["id"]: self.signals(d, vm)[nth - 1:nth] for d in self.people.values()}
        times = [reached[d["id"]][0] - d["signed_up"] for d in self.cohort if reached[d["id"]]]
        m["ttv.median"] = sample(seconds(quantile(times, 0.5)), len(times))
        m["ttv.p75"] = sample(seconds(quantile(times, 0.75)), len(times))
        # "of sign-ups at least 7 days before as_of: share that reached the value moment within
        # 7 days"
        closed = [d for d in self.cohort if d["signed_up"] + 7 * DAY <= as_of]
        m["ttv.within_7d"] = share(
            sum(1 for d in closed
                if reached[d["id"]] and reached[d["id"]][0] < d["signed_up"] + 7 * DAY),
            len(closed))
        # "the same median over developers retained 60+ days, from history"; "retained 60+ (a call
        # on day sign-up + 60 or later)"; "developers who signed up after the first row of the
        # signal's table" - the earliest readable row, whoever's [R-09]
        table = self.data.events if "event" in vm else self.data.calls
        first_row = min([r["ts"] for r in table], default=None)
        times = []
        for d in self.people.values():
            if first_row is None or not d["signed_up"] > first_row:
                continue
            sixty = zone.day(d["signed_up"]) + 60
            if any(c["day"] >= sixty for c in self.calls_of[d["id"]]) and reached[d["id"]]:
                times.append(reached[d["id"]][0] - d["signed_up"])
        m["ttv.median_retained"] = sample(seconds(quantile(times, 0.5)), len(times))
        self.value_retention(reached, first_row)
        # "First session: begins at sign-up, runs over calls, events and documentation views until
        # the first pause of 30 min or more, at most 24 h; the denominator is the cohort."
        inside, base, came_back = 0, 0, 0
        for d in self.cohort:
            since = d["signed_up"]
            activity = sorted(r["ts"] for rows in (self.calls_of, self.events_of, self.views_of)
                              for r in rows[d["id"]] if since <= r["ts"] < since + DAY)
            ended = since
            for t in activity:
                if t - ended >= 30 * 60 * SECOND:
                    break
                ended = t
            if reached[d["id"]] and reached[d["id"]][0] <= ended:
                inside += 1
                continue
            # "of those who did not and whose 7 days have closed: share with any call or event in
            # days 1-7 after the first session"; "any call or event on the seven calendar days
            # after the day the session ended; closed when the seventh has ended by as_of"
            day = zone.day(ended)
            if zone.midnight(day + 8) > as_of:
                continue
            base += 1
            if any(day + 1 <= r["day"] <= day + 7
                   for rows in (self.calls_of, self.events_of) for r in rows[d["id"]]):
                came_back += 1
        m["ttv.first_session"] = share(inside, len(self.cohort))
        m["ttv.return_without"] = share(came_back, base)

    def value_retention(self, reached, first_row):
        """Retention by reached / not reached within 7 days: developers who signed up after the first
        row of the signal's table and of the calls, and "at least 90 days before as_of"; "retained =
        some call 60 or more days after sign-up", a calendar day."""
        zone, rows = self.data.zone, []
        first_call = min([c["ts"] for c in self.data.calls], default=None)
        for group in ("reached it within 7 days", "did not reach it within 7 days"):
            developers = stayed = 0
            for d in self.people.values():
                since = d["signed_up"]
                if None in (first_row, first_call) or since <= max(first_row, first_call) \
                        or since + 90 * DAY > self.as_of:
                    continue
                at = reached[d["id"]]
                if bool(at and at[0] < since + 7 * DAY) != (group == "reached it within 7 days"):
                    continue
                developers += 1
                sixty = zone.day(since) + 60
                stayed += any(c["day"] >= sixty for c in self.calls_of[d["id"]])
            rows.append({"group": group, "developers": developers, "stayed": stayed,
                         "share": stayed / developers if developers else None})
        self.tables["value_retention"] = rows

    def weeks(self):
        """"Weeks are ISO weeks (Monday first) in that zone; a week belongs to the month its Sunday
        falls in; only complete weeks count." -> list of Mondays"""
        return [day - 6 for day in range(self.first_day, self.next_day)
                if dt.date.fromordinal(day).isoweekday() == 7
                and self.data.zone.midnight(day + 1) <= self.as_of]

    def funnel(self, activated):
        """"weekly cohort table: signed up -> first successful call -> activated -> scaling ... Each
        stage requires the one before"; "weeks by their Sunday, stages up to as_of; activated inside
        its window, closed or not; scaling = in some 7 consecutive calendar days >= N successful
        calls at or after sign-up"."""
        needed = (self.data.config.get("scaling") or {}).get("calls_per_7d", 1000)
        rows = []
        for monday in self.weeks():
            row = {"week": dt.date.fromordinal(monday).isoformat(), "signed_up": 0,
                   "first_call": 0, "activated": 0 if activated else None,
                   "scaling": 0 if activated else None}
            for d in self.people.values():
                if not monday <= self.data.zone.day(d["signed_up"]) <= monday + 6:
                    continue
                row["signed_up"] += 1
                if not self.successes(d, d["signed_up"]):
                    continue
                row["first_call"] += 1
                if not activated or not activated(d):
                    continue
                row["activated"] += 1
                days = [c["day"] for c in self.calls_of[d["id"]]
                        if c["ok"] and c["ts"] >= d["signed_up"]]
                if any(sum(1 for other in days if day <= other <= day + 6) >= needed
                       for day in set(days)):
                    row["scaling"] += 1
            rows.append(row)
        self.tables["funnel"] = rows

    # -- adoption -----------------------------------------------------------------------------

    def adoption(self):
        m, calls = self.metrics, self.month_calls
        # "calls in the month; per day"
        m["calls.total"] = count(len(calls))
        m["calls.per_day"] = count(len(calls) / self.days)
        # "then the call is nobody's (calls.unresolved, a share)"
        m["calls.unresolved"] = share(sum(1 for c in calls if not c["developer"]), len(calls))
        m["active_developers"] = count(len(self.active))
        self.weekly()
        self.coverage()

    def weekly(self):
        data, m = self.data, self.metrics
        weeks = self.weeks()

        def answered(monday, key):
            """"distinct tokens with at least one call answered other than 401"; "any status other
            than 401; ownerless tokens count, tokens of internal developers do not"."""
            found = set()
            for c in self.calls:
                if c["status"] == 401 or not c[key] or not monday <= c["day"] <= monday + 6:
                    continue
                if key == "token" and c[key] in data.tokens \
                        and data.tokens[c[key]]["developer"] in self.internal:
                    continue
                found.add(c[key])
            return found

        # "mean over the month's complete weeks; wat.last_week the last of them"
        segments = ["channel", "company_size", "plan", "country", "sdk", "github_stars"]
        # "without a token column wat* is null and waic stands"
        if data.has_token_column and weeks:
            sets = [answered(monday, "token") for monday in weeks]
            m["wat"] = sample(sum(len(s) for s in sets) / len(sets), None)
            m["wat.last_week"] = count(len(sets[-1]))
            self.growth(sets[-1], answered(weeks[-1] - 28, "token"), weeks[-1] - 28)
            for segment in segments:
                totals = {}
                for week in sets:
                    for token in week:
                        name = self.segment(token, segment)
                        totals[name] = totals.get(name, 0) + 1
                self.tables["wat_by_" + segment] = [
                    {"segment": s, "wat": n / len(sets)} for s, n in sorted(totals.items())]
        else:
            m["wat"], m["wat.last_week"] = missing(), missing()
            self.tables["wat_growth"] = None
            for segment in segments:
                self.tables["wat_by_" + segment] = None
        if data.has_company and weeks:
            sets = [answered(monday, "company") for monday in weeks]
            m["waic"] = sample(sum(len(s) for s in sets) / len(sets), None)
            m["waic.last_week"] = count(len(sets[-1]))
        else:
            m["waic"], m["waic.last_week"] = missing(), missing()

    def growth(self, now, before, base_monday):
        """"tokens of the last complete week against four weeks before: new, retained, resurrected,
        lost (adds up to the change)"; "new had no such call before the week four weeks earlier,
        resurrected had one before that week but not in it, lost only in it; parts signed"."""
        earlier = {c["token"] for c in self.calls
                   if c["token"] and c["status"] != 401 and c["day"] < base_monday}
        parts = [("before", len(before)),
                 ("new", len([t for t in now if t not in before and t not in earlier])),
                 # retained is the number kept: before + new + resurrected + lost = now
                 ("retained", len(now & before)),
                 ("resurrected", len([t for t in now if t not in before and t in earlier])),
                 ("lost", -len(before - now)),
                 ("now", len(now))]
        self.tables["wat_growth"] = [{"part": p, "tokens": n} for p, n in parts]

    def segment(self, token, what):
        """"Segments by the token's owner, else (unknown), so that they add up." The owner is the
        developer of the tokens table [R-11]."""
        owner = self.people.get(self.data.tokens.get(token, {"developer": ""})["developer"])
        value = ""
        if owner:
            if what == "company_size":
                value = self.data.companies.get(owner["company"], {"size": ""})["size"]
            elif what == "github_stars":
                if owner["stars"] is not None:
                    value = star_band(owner["stars"])
            else:
                value = owner[what]
        return value or "(unknown)"

    def available(self):
        """Endpoints available: "catalogue without deprecated ones"; "Without a catalogue any call
        in the 90 calendar days before the month's end makes an endpoint seen"."""
        if self.data.catalogue is not None:
            return sorted({e.name for e in self.data.catalogue if not e.deprecated})
        return sorted({c["endpoint"] for c in self.calls
                       if self.next_day - 90 <= c["day"] < self.next_day})

    def tag(self, name):
        """"the catalogue's tags, or first path segment after the version" """
        for e in self.data.catalogue or []:
            if e.name == name and e.tag:
                return e.tag
        return feature_of_path(name)

    def coverage(self):
        data, m = self.data, self.metrics
        available = self.available()
        offered = set(available)
        used = {}
        for c in self.month_calls:
            if c["developer"] and c["ok"] and c["endpoint"] in offered:
                used.setdefault(c["developer"], set()).add(c["endpoint"])
        # "per active developer distinct catalogue endpoints with a successful call in the month:
        # median, and median / endpoints available"
        counts = [len(used.get(i, ())) for i in self.active]
        median = quantile(counts, 0.5)
        m["endpoint_coverage.median"] = sample(median, len(self.active))
        m["endpoint_coverage.share"] = missing() if median is None else \
            share(median, len(available))
        # "catalogue endpoints nobody called successfully in the month"; "endpoints.unused is null"
        # without a catalogue. A call of an unknown caller uses it too.
        if data.catalogue is None:
            m["endpoints.unused"] = missing()
        else:
            called = {c["endpoint"] for c in self.month_calls if c["ok"]}
            m["endpoints.unused"] = count(sum(1 for name in available if name not in called))

        depths = self.depths(self.first_day, self.next_day, available)
        m["depth.median"] = sample(quantile(list(depths.values()), 0.5), len(depths))
        tiers = {i: self.tier(x) for i, x in depths.items()}
        # "tiers are numbers of developers"
        for name in ("experimenting", "building", "scaling"):
            m["depth." + name] = count(sum(1 for t in tiers.values() if t == name))
        self.tables["depth_tiers"] = [
            {"tier": t, "developers": sum(1 for x in tiers.values() if x == t)}
            for t in ("experimenting", "building", "scaling")]
        # "the month-to-month transition matrix with inactive as a fourth state"; "last month's tier
        # uses the same catalogue" - also the same list of seen endpoints where there is none [R-13]
        before_ym = month_add(self.ym, -1)
        before_day = dt.date(before_ym[0], before_ym[1], 1).toordinal()
        self.tiers_before = {i: self.tier(x) for i, x in
                             self.depths(before_day, self.first_day, available).items()}
        moves = {}
        for i in set(tiers) | set(self.tiers_before):
            key = (self.tiers_before.get(i, "inactive"), tiers.get(i, "inactive"))
            moves[key] = moves.get(key, 0) + 1
        self.tables["depth_transitions"] = [{"from": f, "to": t, "developers": n}
                                            for (f, t), n in sorted(moves.items())]

    def depths(self, first_day, next_day, available):
        """"integration depth 0-100 = 100 x (0.5 V + 0.3 C + 0.2 F); V = min(1, log10(1+calls) /
        log10(1+depth.calls_ref)); C = coverage share; F = share of configured features used" """
        depth = self.data.config.get("depth") or {}
        weights = depth.get("weights") or {"volume": 0.5, "coverage": 0.3, "features": 0.2}
        reference = depth.get("calls_ref", 100_000)
        offered = set(available)
        # "F = tags of successfully called available endpoints / all tags"
        tags = {name: self.tag(name) for name in available}
        all_tags = set(tags.values())
        calls, used = {}, {}
        for c in self.calls:
            if not c["developer"] or not first_day <= c["day"] < next_day:
                continue
            # "V uses calls of any outcome"
            calls[c["developer"]] = calls.get(c["developer"], 0) + 1
            if c["ok"] and c["endpoint"] in offered:
                used.setdefault(c["developer"], set()).add(c["endpoint"])
        result = {}
        for i, n in calls.items():
            mine = used.get(i, set())
            v = min(1, math.log10(1 + n) / math.log10(1 + reference))
            c = len(mine) / len(available) if available else 0
            f = len({tags[name] for name in mine}) / len(all_tags) if all_tags else 0
            result[i] = 100 * (weights["volume"] * v + weights["coverage"] * c
                               + weights["features"] * f)
        return result

    def tier(self, depth):
        """"depth < 25, 25-60, >= 60 (cuts configurable)" """
        low, high = (self.data.config.get("depth") or {}).get("cuts", [25, 60])
        return "experimenting" if depth < low else "building" if depth < high else "scaling"

    # -- reliability --------------------------------------------------------------------------

    def reliability(self):
        m, calls, as_of = self.metrics, self.month_calls, self.as_of

        def is_4xx(c):
            return 400 <= c["status"] <= 499 and c["status"] != 499  # "(499 aside)"

        def is_5xx(c):
            return 500 <= c["status"] <= 599

        def is_error(c):
            # "calls that are 4xx, 5xx or timed out, each counted once"
            return is_4xx(c) or is_5xx(c) or c["timed_out"]

        def rate(test):
            return share(sum(1 for c in calls if test(c)), len(calls))

        m["error_rate.4xx"] = rate(is_4xx)
        m["error_rate.5xx"] = rate(is_5xx)
        m["error_rate.429"] = rate(lambda c: c["status"] == 429)
        m["error_rate.total"] = rate(is_error)
        m["timeout_rate"] = rate(lambda c: c["timed_out"])
        m["aborted_rate"] = rate(lambda c: c["aborted"])

        rows = {}
        for c in calls:
            row = rows.setdefault(c["endpoint"], {
                "endpoint": c["endpoint"], "calls": 0, "errors_4xx": 0, "errors_5xx": 0,
                "timeouts": 0, "error_rate": 0})
            row["calls"] += 1
            row["errors_4xx"] += is_4xx(c)
            row["errors_5xx"] += is_5xx(c)
            row["timeouts"] += c["timed_out"]
            row["error_rate"] += is_error(c)
        for row in rows.values():
            row["error_rate"] = row["error_rate"] / row["calls"]
        self.tables["endpoints"] = [rows[name] for name in sorted(rows)]

        # "retrieval (GET, HEAD) and processing (the rest, or the catalogue's class)"; "timed-out
        # and aborted calls are in"
        kinds = {e.name: e.kind for e in self.data.catalogue or []}

        def kind(c):
            given = kinds.get(c["endpoint"], "")
            if given in ("retrieval", "processing"):
                return given
            return "retrieval" if c["method"] in ("GET", "HEAD") else "processing"

        timed = [c for c in calls if c["latency"] is not None]
        for prefix, chosen in (("latency", timed),
                               ("latency.retrieval", [c for c in timed if kind(c) == "retrieval"]),
                               ("latency.processing", [c for c in timed if kind(c) == "processing"])):
            values = sorted(c["latency"] for c in chosen)
            for name, q in (("p50", 0.5), ("p95", 0.95), ("p99", 0.99)):
                identifier = prefix + "." + name
                if self.data.latency_column is None or not values:
                    m[identifier] = missing()
                    continue
                m[identifier] = sample(quantile(values, q), len(values))
                h = (len(values) - 1) * q
                self.latency_exact[identifier] = {
                    "exact": quantile(values, q), "n": len(values),
                    "low": values[int(math.floor(h))], "high": values[int(math.ceil(h))]}

        # "triggered_at in the month and + 30 s <= as_of; never delivered is not within; P95 over
        # the delivered". Within is [t, t + 30 s) like all windows that start at a moment [R-14]; a
        # delivery at or after as_of has not happened yet.
        if self.data.present.get("webhooks"):
            sent = [w for w in self.data.webhooks
                    if self.in_month(w["ts"]) and w["ts"] + 30 * SECOND <= as_of]
            delays = [w["delivered"] - w["ts"] for w in sent
                      if w["delivered"] is not None and w["delivered"] < as_of]
            m["webhook.within_30s"] = share(sum(1 for x in delays if x < 30 * SECOND), len(sent))
            m["webhook.p95"] = sample(seconds(quantile(delays, 0.95)), len(delays))
        else:
            m["webhook.within_30s"], m["webhook.p95"] = missing(), missing()

        # uptime: "1 - minutes down / minutes in the month; down = union of incident intervals whose
        # impact counts (default critical, major), clipped to the month"; "Open incidents last to
        # as_of; seconds, not whole minutes"
        def up(start, end):
            down = union_length([
                (max(start, i["ts"]), min(end, as_of if i["resolved"] is None else i["resolved"]))
                for i in self.data.incidents
                if i["impact"] in ("critical", "major") and i["ts"] < as_of])
            return share((end - start - down) / SECOND, (end - start) / SECOND)

        m["uptime"], m["uptime.trailing_12m"] = missing(), missing()
        if self.data.present.get("incidents"):
            m["uptime"] = up(self.start, self.end)
            # "null where the export does not reach back 12 months": the incidents' first row lies
            # in or before the first of the twelve months
            first = month_add(self.ym, -11)
            year_start = self.data.zone.midnight(dt.date(first[0], first[1], 1).toordinal())
            second = month_add(self.ym, -10)
            reach = self.data.zone.midnight(dt.date(second[0], second[1], 1).toordinal())
            if any(i["ts"] < reach for i in self.data.incidents):
                m["uptime.trailing_12m"] = up(year_start, self.end)

    # -- business -----------------------------------------------------------------------------

    def business(self):
        data, m = self.data, self.metrics
        ids = ["revenue.total", "revenue_per_developer", "nrr", "nrr.3m", "grr"]
        if not data.present.get("revenue"):
            for i in ids:
                m[i] = missing()
            self.tables["revenue_bridge"] = None
        else:
            self.money()
        self.churn()

    def money(self):
        data, m = self.data, self.metrics
        rates = {code.upper(): rate for code, rate in (data.config.get("rates") or {}).items()}
        net = {}
        believed = [r for r in data.revenue if r["ts"] < self.as_of]
        for r in believed:
            # "currency codes without regard to case, empty = the report's"; "other currencies only
            # with a configured rate, else left out"
            code = r["currency"] or data.currency.upper()
            if code != data.currency.upper():
                if code not in rates:
                    continue
                amount = r["amount"] * rates[code]
            else:
                amount = r["amount"]
            # "A refund is -|amount|"
            if r["kind"] == "refund":
                amount = -abs(amount)
            month = net.setdefault(r["month"], {})
            month[r["company"]] = month.get(r["company"], 0.0) + amount
        now = net.get(self.ym, {})
        total = sum(now.values())
        m["revenue.total"] = count(total)
        m["revenue_per_developer"] = share(total, len(self.active))

        def retention(months, ceiling):
            """"this month's revenue of customers that had revenue in the same month a year ago /
            their revenue then"; "Had revenue = net > 0 in that month"; grr: "sum of min(now, then)
            / sum of then, same customers", "GRR's now is at least 0"; "13 months = the first
            revenue row lies in or before the month a year ago"."""
            then_month = month_add(self.ym, -months)
            if not believed or min(r["month"] for r in believed) > then_month:
                return missing()
            then = {c: x for c, x in net.get(then_month, {}).items() if x > 0}
            if not then:
                return missing()
            if ceiling:
                kept = sum(min(max(now.get(c, 0.0), 0.0), x) for c, x in then.items())
            else:
                kept = sum(now.get(c, 0.0) for c in then)
            return share(kept, sum(then.values()))

        m["nrr"], m["nrr.3m"], m["grr"] = retention(12, False), retention(3, False), \
            retention(12, True)

        # "previous month -> month: new, expansion, contraction, churn, (reactivation); adds up
        # exactly"; "new / reactivation from <= 0 to > 0 without / with an earlier month > 0, churn
        # from > 0 to <= 0, otherwise expansion or contraction by sign"
        before_month = month_add(self.ym, -1)
        before = net.get(before_month, {})
        parts = {p: 0.0 for p in ("new", "expansion", "contraction", "churn", "reactivation")}
        for company in set(before) | set(now):
            was, is_now = before.get(company, 0.0), now.get(company, 0.0)
            if was <= 0 < is_now:
                earlier = any(amounts.get(company, 0.0) > 0 for month, amounts in net.items()
                              if month < before_month)
                part = "reactivation" if earlier else "new"
            elif is_now <= 0 < was:
                part = "churn"
            else:
                part = "expansion" if is_now > was else "contraction"
            parts[part] += is_now - was
        self.tables["revenue_bridge"] = \
            [{"part": "before", "amount": sum(before.values())}] + \
            [{"part": p, "amount": parts[p]} for p in sorted(parts)] + \
            [{"part": "now", "amount": total}]

    def churn(self):
        """"base = a call (any outcome) on one of the 30 calendar days before the month; gone = some
        day D with a call, none on D+1 ... D+30, and D+30 in the month, even if they come back
        later"."""
        groups = {g: [0, 0] for g in ("experimenting", "building", "scaling",
                                      "never past the first call")}
        base = gone = 0
        for i in self.people:
            days = {c["day"] for c in self.calls_of[i]}
            if not any(self.first_day - 30 <= day < self.first_day for day in days):
                continue
            base += 1
            lost = any(self.first_day <= day + 30 < self.next_day
                       and not any(day + 1 <= other <= day + 30 for other in days)
                       for day in days)
            gone += lost
            # "By depth tier of the previous month, and never past the first call as its own group";
            # "Never past the first call = one successful call or none, ever." A group of its own:
            # those developers stand in no tier row.
            if sum(1 for c in self.calls_of[i] if c["ok"]) <= 1:
                group = "never past the first call"
            else:
                group = self.tiers_before.get(i, "inactive")
            row = groups.setdefault(group, [0, 0])
            row[0] += 1
            row[1] += lost
        self.metrics["churn.rate"] = share(gone, base)
        self.tables["churn_by_tier"] = [{"tier": g, "developers": n, "churned": x}
                                        for g, (n, x) in groups.items()]

    # -- satisfaction -------------------------------------------------------------------------

    def satisfaction(self):
        data, m = self.data, self.metrics
        # "survey responses in the month's calendar quarter up to as_of"
        first = (self.ym[0], (self.ym[1] - 1) // 3 * 3 + 1)
        self.surveys(first, self.as_of, m)
        # "tickets created in the month per 100 active developers; by topic"
        if data.present.get("tickets"):
            # "Tickets ... without a developer count ... those of internal and test developers
            # never do"
            tickets = [t for t in data.tickets if self.in_month(t["ts"]) and t["ts"] < self.as_of
                       and t["developer_id"] not in self.internal]
            m["ticket_ratio"] = share(len(tickets), len(self.active), 100)
            topics = {}
            for t in tickets:
                topics[t["topic"]] = topics.get(t["topic"], 0) + 1
            self.tables["tickets_by_topic"] = [{"topic": t, "tickets": n}
                                               for t, n in sorted(topics.items())]
        else:
            m["ticket_ratio"] = missing()
            self.tables["tickets_by_topic"] = None

    def surveys(self, quarter, as_of, m):
        data = self.data
        if not data.present.get("surveys"):
            for i in ["average", "total"] + DIMENSIONS:
                m["dxs." + i] = missing()
            return
        after = month_add(quarter, 3)
        start = data.zone.midnight(dt.date(quarter[0], quarter[1], 1).toordinal())
        end = data.zone.midnight(dt.date(after[0], after[1], 1).toordinal())
        responses = [s for s in data.surveys if start <= s["ts"] < min(end, as_of)
                     and s["developer_id"] not in self.internal]
        # "A response's score is the mean of the dimensions given; none given = left out."
        scores = []
        for s in responses:
            given = [x for x in s["scores"].values() if x is not None]
            if given:
                scores.append(sum(given) / len(given))
        average = sum(scores) / len(scores) if scores else None
        m["dxs.average"] = sample(average, len(scores))
        # "total = 4 x average"
        m["dxs.total"] = sample(None if average is None else 4 * average, len(scores))
        for dimension in DIMENSIONS:
            given = [s["scores"][dimension] for s in responses
                     if s["scores"][dimension] is not None]
            m["dxs." + dimension] = sample(sum(given) / len(given) if given else None, len(given))


def call_name(text):
    method, path = text.strip().split(None, 1)
    return method.upper() + " " + normal_path(path)


def star_band(stars):
    """"GitHub-star band (0, 1-9, 10-99, 100-999, 1000+)" """
    if stars < 1:
        return "0"
    for limit, name in ((10, "1-9"), (100, "10-99"), (1000, "100-999")):
        if stars < limit:
            return name
    return "1000+"


# ---------------------------------------------------------------------------------------------
# The whole report
# ---------------------------------------------------------------------------------------------

def report(folder, month, as_of=None, config=None):
    data = Data(folder, config or {})
    ym = tuple(int(x) for x in month.split("-"))
    following = month_add(ym, 1)
    end = data.zone.midnight(dt.date(following[0], following[1], 1).toordinal())
    # "as_of ... default: the month's end"
    believed = end if as_of is None else parse_time(as_of, data.zone)
    if believed is None:
        raise SystemExit("oracle: unreadable --as-of")
    now = Month(data, ym, believed)
    # "Previous month: the same definitions on the month before, under the same follow-up: its as_of
    # is its own end plus (as_of - month end)." Its own end is our start.
    before = Month(data, month_add(ym, -1), now.start + (believed - end))
    # "previous of dxs.* is the whole previous quarter"
    quarter = month_add((ym[0], (ym[1] - 1) // 3 * 3 + 1), -3)
    whole = {}
    now.surveys(quarter, believed, whole)
    metrics = {}
    for identifier, entry in now.metrics.items():
        previous = whole if identifier.startswith("dxs.") else before.metrics
        metrics[identifier] = dict(entry, previous=previous[identifier]["value"],
                                   **{"reason-expected": entry["value"] is None})
    return {"metrics": metrics, "tables": now.tables, "latency_exact": now.latency_exact,
            "latency_exact_previous": before.latency_exact,
            "rejected": {t: n for t, n in data.rejected.items() if n}}


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("data")
    parser.add_argument("--month", required=True)
    parser.add_argument("--as-of")
    parser.add_argument("--config")
    arguments = parser.parse_args()
    config = {}
    if arguments.config:
        with open(arguments.config, encoding="utf-8") as handle:
            config = json.load(handle)
    result = report(arguments.data, arguments.month, arguments.as_of, config)
    json.dump(result, sys.stdout, indent=1, ensure_ascii=False)
    print()


if __name__ == "__main__":
    main()
