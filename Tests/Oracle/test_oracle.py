"""Micro cases with values worked by hand: `python3 -m unittest` in this folder."""
import contextlib
import gzip
import io
import json
import os
import shutil
import stat
import subprocess
import sys
import tempfile
import unittest

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
import compare  # noqa: E402
import companies  # noqa: E402
import oracle  # noqa: E402

CALLS = "ts,status,method,path,developer_id\n"
PEOPLE = "developer_id,signed_up_at,is_internal\n"


class Case(unittest.TestCase):
    def setUp(self):
        self.folder = tempfile.mkdtemp(prefix="oracle-test-")
        self.addCleanup(shutil.rmtree, self.folder)

    def put(self, name, data):
        path = os.path.join(self.folder, name)
        os.makedirs(os.path.dirname(path), exist_ok=True)
        with open(path, "wb") as handle:
            handle.write(data.encode() if isinstance(data, str) else data)

    def run_oracle(self, as_of=None, **config):
        self.result = oracle.report(self.folder, "2026-10", as_of, config)
        return self.result["metrics"]

    def value(self, identifier):
        return self.result["metrics"][identifier]["value"]

    def part(self, identifier):
        m = self.result["metrics"][identifier]
        return (m["numerator"], m["denominator"])


class Times(unittest.TestCase):
    def test_forms(self):
        utc = oracle.Zone("UTC")
        want = 1_790_000_000_000_000  # 2026-09-21T14:13:20Z
        for text in ("1790000000", "1790000000000", "1790000000000000", "1790000000000000000",
                     "1790000000000000999", "2026-09-21T14:13:20Z", "2026-09-21 14:13:20",
                     "2026-09-21T14:13:20.0000009+00:00", "2026-09-21T19:43:20+05:30",
                     "2026-09-21T19:43:20+0530", "1790000000.000"):
            self.assertEqual(oracle.parse_time(text, utc), want, text)
        self.assertEqual(oracle.parse_time("2026-09-21T14:13:20.25Z", utc), want + 250_000)
        for text in ("", "yesterday", "2026-13-01", "12345", "2026-09-21T25:00:00Z"):
            self.assertIsNone(oracle.parse_time(text, utc), text)

    def test_clock_changes(self):
        new_york = oracle.Zone("America/New_York")
        # twice on 1 November 2026: the first is still UTC-4
        self.assertEqual(oracle.parse_time("2026-11-01T01:30:00", new_york),
                         oracle.parse_time("2026-11-01T05:30:00Z", new_york))
        # never on 8 March 2026: the offset before the gap is UTC-5
        self.assertEqual(oracle.parse_time("2026-03-08T02:30:00", new_york),
                         oracle.parse_time("2026-03-08T07:30:00Z", new_york))
        # Lord Howe: +10:30, from 4 October 2026 02:00 +11
        lord_howe = oracle.Zone("Australia/Lord_Howe")
        self.assertEqual(oracle.parse_time("2026-10-05T00:00:00", lord_howe),
                         oracle.parse_time("2026-10-04T13:00:00Z", lord_howe))
        self.assertEqual(oracle.parse_time("10/Oct/2026:13:55:36 -0700", new_york), None)
        self.assertEqual(oracle.parse_log_time("10/Oct/2026:13:55:36 -0700"),
                         oracle.parse_time("2026-10-10T20:55:36Z", new_york))


class Arithmetic(unittest.TestCase):
    def test_quantile(self):
        self.assertEqual(oracle.quantile([4, 1, 3, 2], 0.5), 2.5)
        self.assertAlmostEqual(oracle.quantile([1, 2, 3, 4], 0.9), 3.7)
        self.assertIsNone(oracle.quantile([], 0.5))

    def test_kaplan_meier(self):
        # 10 dies of 4, (10 censored after it), 20 dies of 2: S = 3/4, 3/8
        times = [(10, True), (10, False), (20, True), (30, False)]
        self.assertEqual(oracle.kaplan_meier(times, 0.25), 10)
        self.assertEqual(oracle.kaplan_meier(times, 0.5), 20)
        self.assertIsNone(oracle.kaplan_meier(times, 0.9))

    def test_where(self):
        p = {"mode": "test", "n": "0.95", "ok": "true", "no": ""}
        for where, holds in (({"mode": "test"}, True), ({"mode": "Test"}, False),
                             ({"ok": True}, True), ({"n": ">= 0.95"}, True),
                             ({"n": "> 0.95"}, False), ({"n": "<1"}, True), ({"no": ""}, False),
                             ({"mode": ">= 1"}, False), ({"gone": "x"}, False),
                             ({"mode": "test", "n": ">= 1"}, False), ({}, True)):
            self.assertEqual(oracle.where_matches(where, p), holds, where)

    def test_union(self):
        self.assertEqual(oracle.union_length([(0, 10), (5, 12), (20, 25), (22, 23), (30, 28)]), 17)

    def test_templates(self):
        catalogue = [oracle.Endpoint("get", t) for t in (
            "/v1/charges/{id}", "/v1/charges/search", "/v1/{kind}/latest", "/v1/users/")]
        for path, want in (("/v1/charges/7?x=/a/b", "GET /v1/charges/{id}"),
                           ("/v1/charges/search/", "GET /v1/charges/search"),
                           ("/v1/charges/latest", "GET /v1/charges/{id}"),
                           ("/v1/orders/latest#top", "GET /v1/{kind}/latest"),
                           ("/v1/users", "GET /v1/users"), ("/v1/Users", None),
                           ("/v1/charges/7/8", None)):
            found = oracle.match(catalogue, "GET", path)
            self.assertEqual(found.name if found else None, want, path)
        self.assertIsNone(oracle.match(catalogue, "POST", "/v1/users"))
        self.assertEqual(oracle.feature_of_path("GET /v1/charges/{id}"), "charges")
        self.assertEqual(oracle.feature_of_path("GET /ping"), "ping")


class Onboarding(Case):
    def test_ttfc(self):
        self.put("developers.csv", PEOPLE +
                 "a,2026-10-01T00:00:00Z,\nb,2026-10-02T00:00:00Z,false\n"
                 "c,2026-10-03T00:00:00Z,\nd,2026-10-04T00:00:00Z,\n"
                 "boss,2026-10-04T00:00:00Z,true\nlate,2026-11-01T00:00:00Z,\n")
        self.put("calls.csv", CALLS +
                 "2026-09-30T23:59:59Z,200,GET,/x,a\n"   # before sign-up: no first call
                 "2026-10-01T00:00:30Z,401,GET,/x,a\n"
                 "2026-10-01T00:01:00Z,200,GET,/x,a\n"   # 60 s
                 "2026-10-02T00:10:00Z,299,GET,/x,b\n"   # 600 s
                 "2026-10-03T01:00:00Z,204,GET,/x,c\n"   # 3600 s
                 "2026-10-04T00:00:01Z,200,GET,/x,boss\n"
                 "2026-11-01T00:00:00Z,200,GET,/x,d\n")  # at as_of: ignored
        self.run_oracle()
        self.assertEqual(self.value("signups"), 4)
        self.assertEqual(self.value("ttfc.median"), 600)
        self.assertAlmostEqual(self.value("ttfc.p90"), 600 + 0.8 * 3000)  # h = 2 * 0.9
        self.assertEqual(self.result["metrics"]["ttfc.median"]["n"], 3)
        self.assertEqual(self.value("ttfc.median_all"), 600)  # S = 3/4, 2/4
        self.assertIsNone(self.value("ttfc.p90_all"))         # S stops at 1/4
        self.assertEqual(self.part("ttfc.never"), (1, 4))
        self.assertIsNone(self.value("ttfhw.median"))
        self.assertIsNone(self.value("ttv.median"))
        self.assertEqual(self.value("calls.total"), 4)  # boss's is left out
        self.run_oracle(as_of="2026-11-02T00:00:00Z")
        self.assertEqual(self.part("ttfc.never"), (0, 4))
        # September's cohort is empty and its as_of 2 October
        self.assertEqual(self.result["metrics"]["signups"]["previous"], 0)
        self.assertEqual(self.result["metrics"]["calls.total"]["previous"], 1)

    def test_documentation(self):
        self.put("developers.csv", PEOPLE +
                 "a,2026-10-05,\nb,2026-10-05,\nc,2026-10-05,\nd,2026-10-31,\n")
        self.put("doc_views.csv", "ts,page,developer_id\n"
                 "2026-10-04T23:00:00Z,/docs/quickstart,a\n"
                 "2026-10-05T00:00:00Z,/docs/getting-started,b\n"
                 "2026-10-05T00:00:00Z,/docs/quickstart,c\n2026-10-06T00:00:00Z,/docs/auth,c\n"
                 "2026-10-31T00:00:00.000001Z,/docs/quickstart,d\n"  # under 24 h before as_of
                 "2026-10-05T00:00:00Z,/docs/quickstart,\n")
        self.put("calls.csv", CALLS +
                 "2026-10-05T00:00:00Z,200,POST,/v1/x,a\n"
                 "2026-10-05T23:59:59Z,200,GET,/v1/ping/,a\n"
                 "2026-10-06T00:00:00Z,200,GET,/v1/ping,b\n")  # exactly 24 h: outside
        self.run_oracle(hello_world={"call": "GET /v1/ping"})
        self.assertEqual(self.part("doc_completion.rate"), (1, 3))
        # a: touched on the 4th at 23:00, ping 24 h 59 min 59 s later; b: 86 400 s
        self.assertEqual(self.value("ttfhw.median"), (89_999 + 86_400) / 2)
        self.assertEqual([(r["page"], r["developers"], r["share"])
                          for r in self.result["tables"]["docs_before_success"]],
                         [("/docs/getting-started", 1, 0.5), ("/docs/quickstart", 1, 0.5)])
        # only c gave up: d's seven days are not over
        self.assertEqual([(r["page"], r["share"])
                          for r in self.result["tables"]["docs_before_abandon"]],
                         [("/docs/auth", 1.0), ("/docs/quickstart", 1.0)])
        self.run_oracle(quickstart=["/docs/auth"])
        self.assertEqual(self.part("doc_completion.rate"), (0, 1))

    def test_value_moment(self):
        self.put("developers.csv", PEOPLE +
                 "a,2026-10-05T10:00:00Z,\nb,2026-10-05T10:00:00Z,\nc,2026-10-05T10:00:00Z,\n"
                 "d,2026-10-30T00:00:00Z,\nold,2026-07-01T22:00:00Z,\n")
        self.put("events.ndjson", "\n".join(json.dumps(e) for e in [
            {"ts": "2026-06-01T00:00:00Z", "name": "other"},
            {"ts": "2026-10-05T10:29:59Z", "name": "go", "developer_id": "a", "ok": True},
            {"ts": "2026-10-05T10:10:00Z", "name": "go", "developer_id": "b", "ok": False},
            {"ts": "2026-10-05T10:50:00Z", "name": "go", "developer_id": "b", "ok": True},
            {"ts": "2026-10-12T10:00:00Z", "name": "go", "developer_id": "c", "ok": True},
            {"ts": "2026-07-01T22:01:00Z", "name": "go", "developer_id": "old", "ok": True}]))
        self.put("calls.csv", CALLS +
                 "2026-10-13T12:00:00Z,500,GET,/x,c\n"
                 "2026-08-30T00:00:00Z,500,GET,/x,old\n")  # calendar day 60 after 1 July
        vm = {"event": "go", "where": {"ok": True}}
        self.run_oracle(value_moment=vm)
        # a 1 799 s, b 3 000 s, c 604 800 s (exactly seven days: outside the week)
        self.assertEqual(self.value("ttv.median"), 3000)
        self.assertEqual(self.value("ttv.p75"), 3000 + 0.5 * 601_800)
        self.assertEqual(self.part("ttv.within_7d"), (2, 3))
        self.assertEqual(self.part("activation.rate"), (2, 3))
        self.assertEqual(self.value("ttv.median_retained"), 60)
        # a: inside; b: 10:10, then a pause of 40 minutes; c, d: over at once
        self.assertEqual(self.part("ttv.first_session"), (1, 4))
        # b, c closed (d not): b comes back on no later day; c on the 12th, day 7
        self.assertEqual(self.part("ttv.return_without"), (1, 2))
        self.run_oracle(value_moment=vm, activation={"within_days": 8,
                                                     "milestone": {"event": "go", "count": 2}})
        self.assertEqual(self.part("activation.rate"), (1, 3))

    def test_funnel(self):
        self.put("developers.csv", PEOPLE + "a,2026-09-28,\nb,2026-10-04T23:00:00Z,\n"
                 "c,2026-09-27T23:59:59Z,\nd,2026-10-26,\n")
        self.put("calls.csv", CALLS + "".join(
            "2026-10-%02dT12:00:00Z,200,GET,/x,a\n" % d for d in (1, 2, 7))
            + "2026-10-08T00:00:00Z,200,GET,/x,b\n" * 2)
        self.run_oracle(scaling={"calls_per_7d": 3}, activation={"milestone": {"count": 2}})
        self.assertEqual(self.result["tables"]["funnel"][0], {
            "week": "2026-09-28", "signed_up": 2, "first_call": 2, "activated": 2, "scaling": 1})
        self.assertEqual([r["week"] for r in self.result["tables"]["funnel"]],
                         ["2026-09-28", "2026-10-05", "2026-10-12", "2026-10-19"])


class Adoption(Case):
    def test_weekly_tokens(self):
        self.put("developers.csv", "developer_id,signed_up_at,is_test,github_stars\n"
                 "a,2026-01-01,,9\nt,2026-01-01,1,\n")
        self.put("tokens.csv", "token,developer_id,company_id\nA,a,acme\nT,t,\n")
        rows = [("2026-09-27", "A", 200), ("2026-09-28", "A", 200), ("2026-10-05", "A", 500),
                ("2026-10-12", "A", 401), ("2026-10-25", "A", 200), ("2026-10-25", "X", 0),
                ("2026-10-25", "T", 200), ("2026-10-26", "Y", 200), ("2026-09-22", "Z", 200),
                ("2026-09-01", "X", 200)]
        self.put("calls.csv", "ts,status,method,path,token\n" + "".join(
            "%sT12:00:00Z,%d,GET,/x,%s\n" % (d, s, t) for d, t, s in rows))
        self.run_oracle()
        # weeks of 28 Sep, 5, 12 and 19 October: 1, 1, 0, 2
        self.assertEqual(self.value("wat"), 1.0)
        self.assertEqual(self.value("wat.last_week"), 2)
        self.assertEqual(self.value("waic"), 0.75)
        # against the week of 21 September {A, Z}
        self.assertEqual({r["part"]: r["tokens"] for r in self.result["tables"]["wat_growth"]},
                         {"before": 2, "new": 0, "retained": 1, "resurrected": 1, "lost": -1,
                          "now": 2})
        self.assertEqual(self.result["tables"]["wat_by_github_stars"],
                         [{"segment": "(unknown)", "wat": 0.25}, {"segment": "1-9", "wat": 0.75}])
        # October: 5 calls of tokens A (5, 12, 25), X, Y; the test developer's is left out
        self.assertEqual(self.part("calls.unresolved"), (2, 5))

    def test_depth(self):
        self.put("developers.csv", PEOPLE + "a,2026-01-01,\nb,2026-01-01,\nc,2026-01-01,\n")
        self.put("endpoints.csv", "method,path,tag,deprecated\nGET,/v1/a,one,\n"
                 "GET,/v1/b/{id},two,false\nGET,/v1/old,three,true\n")
        self.put("calls.csv", CALLS + "2026-10-05T00:00:00Z,200,GET,/v1/a,a\n" * 3
                 + "2026-10-05T00:00:00Z,500,GET,/v1/b/9,a\n" * 5
                 + "2026-10-05T00:00:00Z,200,GET,/v1/old,a\n"
                 + "2026-10-06T00:00:00Z,404,GET,/nowhere,b\n"
                 + "2026-09-06T00:00:00Z,200,GET,/v1/b/9,c\n")
        self.run_oracle(depth={"calls_ref": 99})
        # a: V = log 10 / log 100 = 1/2, C = 1/2, F = 1/2 -> 50; b: V = log 2 / log 100 only
        self.assertAlmostEqual(self.value("depth.median"), (50 + 50 * 0.1505149978319906) / 2)
        self.assertEqual(self.value("endpoint_coverage.median"), 0.5)
        self.assertEqual(self.value("endpoint_coverage.share"), 0.25)
        self.assertEqual(self.value("endpoints.unused"), 1)
        self.assertEqual(self.value("depth.building"), 1)
        self.assertEqual(self.result["tables"]["depth_transitions"], [
            {"from": "building", "to": "inactive", "developers": 1},
            {"from": "inactive", "to": "building", "developers": 1},
            {"from": "inactive", "to": "experimenting", "developers": 1}])

    def test_identity(self):
        self.put("developers.csv", PEOPLE + "a,2026-01-01,\nb,2026-01-01,\n")
        self.put("tokens.csv", "token,developer_id\nB,b\n")
        self.put("calls/1.csv", "ts,status,method,path,developer_id,token,request_id\n"
                 "2026-10-05T00:00:00Z,200,GET,/x,a,B,r1\n"
                 "2026-10-05T00:00:00Z,200,GET,/x,ghost,B,\n"
                 "2026-10-05T00:00:00Z,200,GET,/x,ghost,?,\n"
                 "2026-10-05T00:00:00Z,,GET,/x,a,B,r2\n")  # no status: left out, so r2 is free
        self.put("calls/2.csv", "ts,status,method,path,developer_id,token,request_id\n"
                 "2026-10-06T00:00:00Z,500,GET,/x,b,B,r1\n"
                 "2026-10-06T00:00:00Z,503,GET,/x,b,B,r2\n")
        self.run_oracle()
        self.assertEqual(self.value("calls.total"), 4)
        self.assertEqual(self.part("calls.unresolved"), (1, 4))
        self.assertEqual(self.value("active_developers"), 2)
        self.assertEqual(self.part("error_rate.5xx"), (1, 4))


class Reliability(Case):
    def test_rates(self):
        self.put("developers.csv", PEOPLE)
        statuses = [200, 200, 302, 400, 404, 408, 429, 499, 499, 500, 504, 0]
        self.put("calls.csv", "ts,status,method,path,timed_out,latency_ms\n" + "".join(
            "2026-10-05T00:00:00Z,%d,%s,/x,%s,%s\n" % (
                s, "GET" if i % 2 else "POST", "true" if i in (0, 7) else "", i + 1)
            for i, s in enumerate(statuses)))
        self.run_oracle()
        self.assertEqual(self.part("error_rate.4xx"), (4, 12))
        self.assertEqual(self.part("error_rate.5xx"), (2, 12))
        self.assertEqual(self.part("error_rate.429"), (1, 12))
        self.assertEqual(self.part("timeout_rate"), (4, 12))   # flagged 200, 408, 504, 0
        self.assertEqual(self.part("aborted_rate"), (2, 12))   # the flagged 499 stays aborted
        self.assertEqual(self.part("error_rate.total"), (8, 12))
        self.assertEqual(self.value("latency.p50"), 6.5)
        self.assertEqual(self.value("latency.retrieval.p50"), 7)
        self.assertEqual(self.result["latency_exact"]["latency.p50"]["low"], 6)
        row = {r["endpoint"]: r for r in self.result["tables"]["endpoints"]}["GET /x"]
        self.assertEqual((row["calls"], row["errors_4xx"], row["errors_5xx"], row["timeouts"]),
                         (6, 2, 1, 2))  # 200 400 408 499 500 0

    def test_webhooks_and_uptime(self):
        self.put("developers.csv", PEOPLE)
        self.put("calls.csv", CALLS)
        self.put("webhooks.csv", "triggered_at,delivered_at\n"
                 "2026-10-05T00:00:00Z,2026-10-05T00:00:10Z\n"
                 "2026-10-05T00:00:00Z,2026-10-05T00:00:30Z\n"
                 "2026-10-05T00:00:00Z,\n"
                 "2026-10-31T23:59:30Z,2026-10-31T23:59:31Z\n"
                 "2026-10-31T23:59:31Z,2026-10-31T23:59:32Z\n")  # not 30 s before as_of
        self.put("incidents.csv", "started_at,resolved_at,impact\n"
                 "2025-11-30T00:00:00Z,2025-11-30T01:00:00Z,minor\n"
                 "2026-09-30T23:00:00Z,2026-10-01T01:00:00Z,critical\n"
                 "2026-10-01T00:30:00Z,2026-10-01T02:00:00Z,Major\n"
                 "2026-10-31T23:00:00Z,,critical\n")
        self.run_oracle()
        self.assertEqual(self.part("webhook.within_30s"), (2, 4))
        self.assertAlmostEqual(self.value("webhook.p95"), 10 + 0.9 * 20)  # 1, 10, 30: h = 1.9
        self.assertAlmostEqual(self.value("uptime"), 1 - 3 / 744)
        self.assertAlmostEqual(self.value("uptime.trailing_12m"), 1 - 4 / 8760)
        # for September the twelve months begin with October 2025, and November reaches not there
        self.assertIsNone(self.result["metrics"]["uptime.trailing_12m"]["previous"])


class Business(Case):
    def test_money(self):
        self.put("developers.csv", PEOPLE + "a,2026-01-01,\n")
        self.put("calls.csv", CALLS + "2026-10-05T00:00:00Z,200,GET,/x,a\n")
        rows = [("2025-10-01", "a", 100, "", ""), ("2025-10-31", "b", 50, "usd", ""),
                ("2025-10-05", "c", 10, "", ""), ("2025-10-05", "c", 10, "", "refund"),
                ("2026-07-01", "a", 100, "", ""),
                ("2026-09-05", "a", 80, "USD", ""), ("2026-09-05", "b", 40, "", ""),
                ("2026-10-05", "a", 150, "", ""), ("2026-10-06", "a", -10, "", "Refund"),
                ("2026-10-05", "d", 20, "eur", ""), ("2026-10-05", "d", 999, "JPY", ""),
                ("2026-10-05", "c", 30, "", ""), ("2026-10-09", "b", 5, "", "refund")]
        self.put("revenue.csv", "date,company_id,amount,currency,kind\n"
                 + "".join("%s,%s,%s,%s,%s\n" % r for r in rows))
        self.run_oracle(rates={"EUR": 1.5})
        # a 140, b -5, c 30, d 30
        self.assertEqual(self.value("revenue.total"), 195)
        self.assertEqual(self.value("revenue_per_developer"), 195)
        self.assertEqual(self.part("nrr"), (135, 150))   # a 140 - b 5 of 100 + 50
        self.assertEqual(self.part("grr"), (100, 150))
        self.assertEqual(self.part("nrr.3m"), (140, 100))
        self.assertIsNone(self.result["metrics"]["nrr"]["previous"])
        # c had net 0 in October 2025 and nothing since: new
        self.assertEqual({r["part"]: r["amount"] for r in self.result["tables"]["revenue_bridge"]},
                         {"before": 120, "new": 60, "reactivation": 0, "expansion": 60,
                          "contraction": 0, "churn": -45, "now": 195})

    def test_churn(self):
        self.put("developers.csv", PEOPLE + "".join(
            "%s,2026-01-01,\n" % i for i in "abcdef"))
        days = {"a": ["2026-09-05"],                              # 30th day 5 October: gone
                "b": ["2026-09-05", "2026-10-05"],                # called on the 30th day
                "c": ["2026-09-01", "2026-10-02"],                # 31 days: gone, though back
                "d": ["2026-08-31"],                              # not in the base
                "e": ["2026-09-10", "2026-10-01"],                # 1 October + 30 = the 31st: gone
                "f": ["2026-09-10", "2026-10-02"]}                # would be 1 November
        self.put("calls.csv", CALLS + "".join(
            "%sT12:00:00Z,200,GET,/x,%s\n" % (d, i) for i in days for d in days[i]))
        self.run_oracle()
        self.assertEqual(self.part("churn.rate"), (3, 5))
        rows = {r["tier"]: (r["developers"], r["churned"])
                for r in self.result["tables"]["churn_by_tier"]}
        self.assertEqual(rows["never past the first call"], (1, 1))
        # one endpoint of one: C = F = 1, so 50 and a little: building
        self.assertEqual(rows["building"], (4, 2))


class Satisfaction(Case):
    def test_scores(self):
        self.put("developers.csv", PEOPLE + "a,2026-01-01,\nboss,2026-01-01,true\n")
        self.put("calls.csv", CALLS + "2026-10-05T00:00:00Z,200,GET,/x,a\n")
        self.put("surveys.csv", "responded_at,documentation,reliability,support,ease,developer_id\n"
                 "2026-10-01,8,6,,,\n2026-10-02,9,9,9,9,a\n2026-10-03,,,,,\n"
                 "2026-10-03,1,1,1,1,boss\n2026-11-15,4,4,4,4,\n"
                 "2026-09-30T23:59:59Z,2,2,2,2,\n2026-07-01,4,4,4,4,\n2026-06-30,1,1,1,1,\n")
        self.put("tickets.csv", "created_at,topic,developer_id\n2026-10-01,auth,\n"
                 "2026-10-02,auth,nobody\n2026-10-02,,boss\n2026-10-03,,a\n2026-11-01,x,a\n")
        self.run_oracle()
        self.assertEqual(self.value("dxs.average"), 8)
        self.assertEqual(self.value("dxs.total"), 32)
        self.assertEqual(self.value("dxs.documentation"), 8.5)
        self.assertEqual(self.value("dxs.support"), 9)
        self.assertEqual(self.result["metrics"]["dxs.average"]["previous"], 3)
        self.assertEqual(self.value("ticket_ratio"), 300)
        self.assertEqual(self.result["tables"]["tickets_by_topic"],
                         [{"topic": "", "tickets": 1}, {"topic": "auth", "tickets": 2}])
        self.run_oracle(as_of="2026-12-01T00:00:00Z")
        self.assertAlmostEqual(self.value("dxs.average"), 20 / 3)


class Formats(Case):
    def read(self, name, data):
        self.put(name, data)
        return oracle.read_rows(os.path.join(self.folder, name))

    def test_delimited(self):
        text = 'a;b\r\n1;"x;""y""\r\nz"\r\n\r\na;b\r\n2;\r\n'
        want = [{"a": "1", "b": 'x;"y"\r\nz'}, {"a": "2", "b": ""}]
        zst = subprocess.run(["zstd", "-q", "-c"], input=text.encode(), stdout=subprocess.PIPE,
                             check=True).stdout
        for name, data in (("t.csv", text), ("bom.csv", "\ufeff" + text),
                           ("u.csv", b"\xff\xfe" + text.encode("utf-16-le")),
                           ("v.csv", b"\xfe\xff" + text.encode("utf-16-be")),
                           ("g.csv.gz", gzip.compress(text.encode())), ("z.csv.zst", zst),
                           ("t.tsv", text.replace("a;b", "a\tb").replace("1;", "1\t")
                            .replace("2;", "2\t"))):
            self.assertEqual(self.read(name, data)[0], want, name)

    def test_json(self):
        rows, columns = self.read("t.ndjson", '{"a": 1.50, "b": null}\n\n[1]\n{"a": tru\n'
                                              '{"a": true, "c": 12345678901234567890}\n')
        self.assertEqual(rows, [{"a": "1.50", "b": ""}, None, None,
                                {"a": "true", "c": "12345678901234567890"}])
        self.assertEqual(columns, {"a", "b", "c"})
        self.assertEqual(self.read("t.json", '[{"a": "x"},\n {"a": 2}]')[0],
                         [{"a": "x"}, {"a": "2"}])

    def test_combined_log(self):
        rows, columns = self.read("calls.log", (
            '1.2.3.4 - tk_1 [10/Oct/2026:13:55:36 -0700] "GET /v1/x?a=1 HTTP/1.1" 200 12 "-" '
            '"a \\"b\\""\n1.2.3.4 - - [10/Oct/2026:13:55:36 -0700] "-" 400 0\n'))
        self.assertEqual((rows[0]["token"], rows[0]["path"], rows[0]["status"]),
                         ("tk_1", "/v1/x?a=1", "200"))
        self.assertIsNone(rows[1])
        self.assertIn("token", columns)

    def test_names(self):
        for name, table in (("calls-2026-10-01.ndjson.gz", "calls"), ("calls.log.zst", "calls"),
                            ("calls/2026-10/a.csv", "calls"), ("developers.tsv", "developers"),
                            ("notes/a.md", None), ("case.json", None), ("recalls.csv", None),
                            ("throughline.yaml", None), ("doc_views.jsonl", "doc_views")):
            self.assertEqual(oracle.table_of(name), table, name)


FAKE = """#!{python}
# Not the program: the oracle's own answers in the program's shape, spoiled on request.
import json, os, sys
sys.path.insert(0, {here!r})
import oracle
folder, out = sys.argv[2], sys.argv[sys.argv.index("--out") + 1]
case = json.load(open(os.path.join(folder, "case.json")))
answer = oracle.report(folder, case["month"], case.get("as_of"), case["config"])
metrics = []
for i, m in answer["metrics"].items():
    metrics.append(dict(id=i, value=m["value"], n=m["n"], numerator=m["numerator"],
                        denominator=m["denominator"], previous=dict(value=m["previous"]),
                        reason="no source" if m["value"] is None else None))
tables = dict((t, r or []) for t, r in answer["tables"].items())
tables["funnel"].append(dict(week="2026-09-21", signed_up=3))
for row in tables["churn_by_tier"]:
    row["tier"] = row["tier"].replace("never past the first call", "never_past_first_call")
if {spoil!r}:
    by = dict((m["id"], m) for m in metrics)
    by["calls.total"]["value"] += 1
    by["latency.p95"]["value"] *= 5
    by["error_rate.4xx"]["numerator"] -= 1
    by["churn.rate"]["previous"] = None
    by["wat"]["reason"] = ""
    metrics.remove(by["signups"])
    tables["endpoints"][0]["calls"] += 1
    tables["depth_tiers"].pop()
os.makedirs(os.path.join(out, case["month"]))
json.dump(dict(metrics=metrics, tables=tables),
          open(os.path.join(out, case["month"], "report.json"), "w"))
sys.exit(65)
"""


class Comparing(Case):
    def compare_with(self, text):
        path = os.path.join(self.folder, "fake")
        with open(path, "w") as handle:
            handle.write(text)
        os.chmod(path, os.stat(path).st_mode | stat.S_IXUSR)
        said, before = io.StringIO(), sys.argv
        sys.argv = ["compare.py", "--binary", path, "--only", "hazel", "--seed", "7"]
        try:
            with contextlib.redirect_stdout(said):
                status = compare.main()
        finally:
            sys.argv = before
        return status, said.getvalue().splitlines()

    def fake(self, spoil):
        return FAKE.format(python=sys.executable, spoil=spoil,
                           here=os.path.dirname(os.path.abspath(__file__)))

    def test_agreement(self):
        status, lines = self.compare_with(self.fake(False))
        self.assertEqual((status, len(lines)), (0, 1), lines)
        self.assertRegex(lines[-1], r"^\d{3,} passed, 0 failed$")

    def test_every_difference_is_named(self):
        status, lines = self.compare_with(self.fake(True))
        self.assertEqual(status, 1)
        for name in ("calls.total  value", "latency.p95  value", "error_rate.4xx  numerator",
                     "churn.rate  previous", "wat  reason", "signups  id"):
            self.assertEqual(sum(1 for line in lines if line.startswith("hazel  " + name)),
                             0 if name.startswith("churn") and self.none_before() else 1, name)
        self.assertTrue(any(line.startswith("hazel  endpoints  ") for line in lines))
        self.assertRegex(lines[-1], r"^\d+ passed, [1-9]\d* failed$")

    def none_before(self):
        """Whether hazel has no churn rate for September, so that a null there is right."""
        companies.write_all(os.path.join(self.folder, "d"), 7, ["hazel"])
        folder = os.path.join(self.folder, "d", "hazel")
        return oracle.report(folder, "2026-10")["metrics"]["churn.rate"]["previous"] is None

    def test_no_program(self):
        status, lines = self.compare_with("#!/bin/sh\necho broken >&2\nexit 70\n")
        self.assertEqual(status, 1)
        self.assertIn("exit status 70: broken", lines[0])


class Companies(Case):
    def test_same_seed_same_bytes(self):
        def bytes_of(folder):
            found = {}
            for directory, _, names in os.walk(folder):
                for name in names:
                    path = os.path.join(directory, name)
                    with open(path, "rb") as handle:
                        found[os.path.relpath(path, folder)] = handle.read()
            return found
        for part in ("one", "two"):
            companies.write_all(os.path.join(self.folder, part), 3, ["hazel", "dogwood"])
        self.assertEqual(bytes_of(os.path.join(self.folder, "one")),
                         bytes_of(os.path.join(self.folder, "two")))


if __name__ == "__main__":
    unittest.main()
