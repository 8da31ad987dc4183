#!/usr/bin/env python3
"""Runs the program and the oracle on the same small companies and compares number by number.

    compare.py --binary PATH [--seed N] [--only NAME] [--keep DIR]

One line per mismatch (company, id, field, got, expected); the last line is `N passed, N failed`.
Exit status 1 on any failure.
"""
import argparse
import json
import math
import os
import shutil
import subprocess
import sys
import tempfile

import companies
import oracle

KEYS = {"endpoints": ["endpoint"], "funnel": ["week"], "depth_tiers": ["tier"],
        "depth_transitions": ["from", "to"], "revenue_bridge": ["part"], "wat_growth": ["part"],
        "wat_by_channel": ["segment"], "wat_by_company_size": ["segment"],
        "wat_by_plan": ["segment"], "wat_by_country": ["segment"], "wat_by_sdk": ["segment"],
        "wat_by_github_stars": ["segment"], "churn_by_tier": ["tier"],
        "tickets_by_topic": ["topic"], "docs_before_success": ["page"],
        "docs_before_abandon": ["page"], "value_retention": ["group"]}
# Seconds or minutes: the text leaves the unit of these two open, so only the value is compared.
VALUE_ONLY = {"uptime", "uptime.trailing_12m"}


class Tally:
    def __init__(self, out=print):
        self.passed = self.failed = 0
        self.out = out

    def check(self, good, company, identifier, field, got, expected):
        if good:
            self.passed += 1
        else:
            self.failed += 1
            self.out("%s  %s  %s  got %s  expected %s"
                     % (company, identifier, field, show(got), show(expected)))


def show(value):
    return json.dumps(value, ensure_ascii=False)


def number(value):
    return isinstance(value, (int, float)) and not isinstance(value, bool) and math.isfinite(value)


def close(got, expected, scale=0.0):
    """To the last digit: relative 1e-9 - of `scale`, where a sum may cancel out."""
    if got is None or expected is None:
        return got is None and expected is None
    return number(got) and abs(got - expected) <= 1e-9 * max(scale, abs(expected)) + 1e-12


def close_latency(got, exact):
    """"Latency quantiles come from the mergeable histogram and are within 1 % of the exact value":
    of the R-7 quantile, or of one of its two bracketing order statistics."""
    return number(got) and any(abs(got - exact[x]) <= 0.01 * abs(exact[x]) + 1e-9
                               for x in ("exact", "low", "high"))


def compare_metrics(company, report, expected, tally):
    found = {}
    for metric in report.get("metrics") or []:
        if metric.get("id") in found:
            tally.check(False, company, metric.get("id"), "id", "twice", "once")
        found[metric.get("id")] = metric
    for identifier, want in expected["metrics"].items():
        got = found.get(identifier)
        if got is None:
            tally.check(False, company, identifier, "id", None, "present")
            continue
        value = got.get("value")
        exact = expected["latency_exact"].get(identifier)
        if want["value"] is None:
            tally.check(value is None, company, identifier, "value", value, None)
            tally.check(bool(str(got.get("reason") or "").strip()), company, identifier, "reason",
                        got.get("reason"), "a reason")
        elif exact:
            tally.check(close_latency(value, exact), company, identifier, "value", value, exact)
        else:
            tally.check(close(value, want["value"]), company, identifier, "value", value,
                        want["value"])
        if want["value"] is not None and identifier not in VALUE_ONLY:
            for field in ("n", "numerator", "denominator"):
                if want[field] is not None:
                    tally.check(close(got.get(field), want[field]), company, identifier, field,
                                got.get(field), want[field])
        previous = (got.get("previous") or {}).get("value")
        exact = expected["latency_exact_previous"].get(identifier)
        if exact:
            good = close_latency(previous, exact)
        else:
            good = close(previous, want["previous"])
        tally.check(good, company, identifier, "previous", previous, exact or want["previous"])


def label(value):
    """A key as it may be spelled: dashes alike, and one word for what is not given."""
    text = str(value if value is not None else "").replace("\u2013", "-").replace("\u2212", "-")
    return "" if text in ("(none)", "(no topic)", "(unknown)", "(empty)") else text.strip()


def key_of(table, row):
    if table == "churn_by_tier" and "never" in str(row.get("tier")).lower():
        return ("never",)
    return tuple(label(row.get(column)) for column in KEYS[table])


def numbers_of(table, row):
    return {c: v for c, v in row.items() if c not in KEYS[table] and number(v)}


def compare_table(company, table, got_rows, want_rows, tally):
    got_rows = got_rows or []
    if want_rows is None:
        tally.check(not got_rows, company, table, "rows", len(got_rows), "none: no source")
        return
    got, want = {}, {}
    for row in got_rows:
        key = key_of(table, row)
        if key in got:
            tally.check(False, company, table, "/".join(key), "twice", "once")
        got[key] = row
    for row in want_rows:
        want[key_of(table, row)] = row
    # Calls no catalogue row matches: how they are named is free, how many they are is not.
    pool = want.pop(("(unmatched)",), None) if table == "endpoints" else None
    if table == "endpoints":
        extra = [row for key, row in got.items() if key not in want]
        for column in ("calls", "errors_4xx", "errors_5xx", "timeouts"):
            tally.check(close(sum(row.get(column) or 0 for row in extra),
                              pool[column] if pool else 0),
                        company, table, "unmatched." + column,
                        sum(row.get(column) or 0 for row in extra), pool[column] if pool else 0)
    else:
        for key, row in got.items():
            if key in want:
                continue
            # Rows of zeros, further weeks of the funnel, and those inactive twice may be there.
            free = table == "funnel" or key == ("inactive", "inactive") \
                or not any(numbers_of(table, row).values())
            tally.check(free, company, table, "/".join(key), row, "no such row")
    scale = max([abs(row["amount"]) for row in want_rows] or [0]) \
        if table == "revenue_bridge" else 0.0
    for key, row in want.items():
        mine = got.get(key)
        if mine is None:
            # A row of zeros may be left out.
            tally.check(not any(numbers_of(table, row).values()), company, table, "/".join(key),
                        None, row)
            continue
        for column, value in row.items():
            if column not in KEYS[table] and value is not None:
                tally.check(close(mine.get(column), value, scale), company, table,
                            "/".join(key) + "." + column, mine.get(column), value)


def compare_report(company, report, expected, case, tally):
    compare_metrics(company, report, expected, tally)
    tables = report.get("tables") or {}
    for table, rows in expected["tables"].items():
        if table not in case.get("skip_tables", []):
            compare_table(company, table, tables.get(table), rows, tally)


def run_binary(binary, folder, case, out):
    """-> (report or None, what went wrong)"""
    command = [binary, "report", folder, "--month", case["month"], "--out", out,
               "--format", "json"]
    # With the store and without it: both ways have to say what the oracle says.
    if sum(os.path.basename(folder).encode()) % 2:
        command.append("--no-state")
    if case.get("as_of"):
        command += ["--as-of", case["as_of"]]
    try:
        done = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, timeout=900)
    except (OSError, subprocess.TimeoutExpired) as error:
        return None, str(error)
    complaint = done.stderr.decode("utf-8", "replace").strip().splitlines()[-3:]
    # "65 data cannot be used: verdict refuse"; "report.json is written even on refuse"
    if done.returncode not in (0, 65):
        return None, "exit status %d: %s" % (done.returncode, " / ".join(complaint))
    path = os.path.join(out, case["month"], "report.json")
    if not os.path.exists(path):
        return None, "exit status %d and no %s: %s" % (done.returncode, path,
                                                       " / ".join(complaint))
    with open(path, encoding="utf-8") as handle:
        return json.load(handle), None


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--binary", required=True)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--only", action="append", help="one company by its name (repeatable)")
    parser.add_argument("--keep", help="keep the companies, the reports and the oracle's answers "
                                       "in this folder (made anew)")
    arguments = parser.parse_args()
    if arguments.keep and os.path.isdir(arguments.keep) and os.listdir(arguments.keep) \
            and not os.path.isdir(os.path.join(arguments.keep, "data")):
        parser.error("--keep: %s is not empty and not ours" % arguments.keep)
    root = arguments.keep or tempfile.mkdtemp(prefix="throughline-oracle-")
    tally = Tally()
    try:
        for part in ("data", "reports", "oracle"):
            shutil.rmtree(os.path.join(root, part), ignore_errors=True)
            os.makedirs(os.path.join(root, part))
        for name in companies.write_all(os.path.join(root, "data"), arguments.seed,
                                        arguments.only):
            folder = os.path.join(root, "data", name)
            with open(os.path.join(folder, "case.json"), encoding="utf-8") as handle:
                case = json.load(handle)
            expected = oracle.report(folder, case["month"], case.get("as_of"), case["config"])
            with open(os.path.join(root, "oracle", name + ".json"), "w", encoding="utf-8") as out:
                json.dump(expected, out, indent=1, ensure_ascii=False)
            # The maker of the company and the oracle must agree about what is missing.
            for identifier in case["unavailable"]:
                tally.check(expected["metrics"][identifier]["value"] is None, name, identifier,
                            "oracle's own value", expected["metrics"][identifier]["value"], None)
            report, trouble = run_binary(arguments.binary, folder, case,
                                         os.path.join(root, "reports", name))
            tally.check(report is not None, name, "report.json", "run", trouble, "a report")
            if report is not None:
                compare_report(name, report, expected, case, tally)
    finally:
        if not arguments.keep:
            shutil.rmtree(root, ignore_errors=True)
    print("%d passed, %d failed" % (tally.passed, tally.failed))
    return 1 if tally.failed else 0


if __name__ == "__main__":
    sys.exit(main())
