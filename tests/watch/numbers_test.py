"""What /metrics tells is what docs/monitoring.md says, is true, and is what rules and dashboards ask for: Debian's Prometheus reads
the program while it works, and every question of every dashboard is put to it."""
import json
import pathlib
import re
import subprocess
import sys
import unittest

from prometheus_server import Prometheus
from watched import ROOT, Scrape, Watched, promtool, scrape, until
from peer import free_port

PROGRAM, WORK = sys.argv[1], pathlib.Path(sys.argv[2])
DASHBOARDS = sorted((ROOT / "deploy/grafana/dashboards").glob("*.json"))
INTERVAL = "15s"

# Nothing of the kind happens in this test.
NOT_HERE = {"troupe_jobs_retried_total", "troupe_database_connections_limit"}
EMPTY_PANELS = {"Retries", "Lost leases", "Carried by Redis", "Redis"}
# Told by processes that have Redis.
REDIS = re.compile("troupe_redis_|troupe_jobs_(carried|claimed|swept)_total")


def documented():
    """Type and labels of every metric, as docs/monitoring.md lists them."""
    rows = re.findall(r"^\| `(\w+)` \| (gauge|counter|histogram) \| ([^|]*) \|", (ROOT / "docs/monitoring.md").read_text(), re.M)
    return {name: (kind, set(re.findall(r"`(\w+)`", labels))) for name, kind, labels in rows}


def boards():
    return [json.loads(file.read_text()) for file in DASHBOARDS]


def panels(board):
    return [each for each in board["panels"] if each["type"] != "row"]


def asked(expression):
    """As Grafana sends it."""
    return expression.replace("$__rate_interval", INTERVAL)


class Numbers(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.watched = Watched(PROGRAM, WORK / "home")
        cls.addClassCleanup(cls.watched.stop)
        cls.worker_port = free_port()
        cls.worker = subprocess.Popen([PROGRAM, "work", "--classes", "io"], cwd=cls.watched.server.home,
                                      env={**cls.watched.server.environment, "TROUPE_METRICS_PORT": str(cls.worker_port)}, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        cls.addClassCleanup(cls.end_worker)
        cls.prometheus = Prometheus(WORK / "prometheus", {"troupe": cls.watched.server.port, "troupe-worker": cls.worker_port})
        cls.addClassCleanup(cls.prometheus.stop)
        cls.watched.work()
        cls.told = until(lambda: cls.complete(scrape(cls.watched.server)))

    @classmethod
    def complete(cls, told):
        """Once what the server does by itself has happened, too."""
        return told if (told.value("troupe_webhook_deliveries", state="waiting") or 0) > 0 and told.value("troupe_jobs", state="failed") else None

    @classmethod
    def end_worker(cls):
        cls.worker.terminate()
        assert cls.worker.wait(timeout=60) == 0

    def test_the_numbers_are_true(self):
        value = self.told.value
        self.assertEqual(value("troupe_jobs_ended_total", kind="track.make", state="done"), 1)
        self.assertEqual(value("troupe_jobs_ended_total", kind="teaser.make", state="failed"), 1)
        self.assertEqual(value("troupe_job_failures_total", kind="teaser.make"), 1)
        self.assertEqual(value("troupe_jobs", state="failed"), 1)
        self.assertEqual(value("troupe_job_duration_seconds_count", kind="cover.make"), 1)
        self.assertEqual(value("troupe_media_made_total", medium="music"), 1)
        self.assertGreater(value("troupe_media_made_seconds_total", medium="music"), 60)
        self.assertGreaterEqual(value("troupe_media_made_total", medium="picture"), 1)
        self.assertGreater(value("troupe_media_made_seconds_total", medium="video"), 2)
        self.assertEqual(value("troupe_reports_imported", form="report"), 1)
        self.assertEqual(value("troupe_report_rows_imported"), 1)
        self.assertEqual(value("troupe_log_events_total", event="evolution.abstained"), 1)
        self.assertEqual(value("troupe_log_events_total", event="track.stood_in"), 1)
        self.assertEqual(value("troupe_artists", state="active"), 1)
        self.assertGreaterEqual(value("troupe_contents_in_review"), 3)
        self.assertEqual(value("troupe_webhooks", state="enabled"), 1)
        self.assertGreater(value("troupe_webhook_deliveries", state="waiting"), 0)
        self.assertEqual(value("troupe_database_up"), 1)
        self.assertGreater(value("troupe_database_size_bytes"), 100_000)
        self.assertGreater(value("troupe_database_commit_duration_seconds_count"), 10)
        self.assertEqual(value("troupe_http_requests_total", call="content.create", status="202"), 4)
        self.assertGreater(value("troupe_http_connections"), 0)

    def test_money_is_what_the_services_were_asked_for(self):
        value = self.told.value
        asked_for = len(self.watched.model.requests)
        self.assertEqual(value("troupe_provider_requests_total", purpose="writing", host="127.0.0.1", outcome="ok"), asked_for)
        self.assertAlmostEqual(value("troupe_money_spent", account="language_models", provider="openai"), 0.00125 * asked_for)
        self.assertEqual(value("troupe_money_limit", account="language_models", period="day"), 5)
        self.assertEqual(value("troupe_money_limit", account="suno", unit="orders"), 20)
        self.assertGreater(value("troupe_provider_requests_total", purpose="music", outcome="failed"), 0)
        self.assertGreater(value("troupe_provider_requests_total", purpose="webhooks", outcome="failed"), 0)

    def test_a_worker_tells_its_own(self):
        look = lambda: Scrape(self.prometheus.opener.open("http://127.0.0.1:%d/metrics" % self.worker_port).read().decode())
        told = until(lambda: (told := look()).value("troupe_jobs", state="failed") == 1 and told)
        self.assertIsNone(told.value("troupe_http_requests_total"))
        self.assertGreater(told.value("process_resident_memory_bytes"), 1e6)
        for path, status in [("/healthz", 200), ("/api/artists", 404)]:
            try:
                got = self.prometheus.opener.open("http://127.0.0.1:%d%s" % (self.worker_port, path)).status
            except OSError as refused:
                got = refused.code
            self.assertEqual(got, status, path)

    def test_names_and_forms_are_as_prometheus_wants_them(self):
        code, told = promtool("check", "metrics", text=self.told.text)
        self.assertEqual(code, 0, told)
        for name, words in self.told.helps.items():
            self.assertTrue(words, name)
            self.assertRegex(name, "^(troupe|process)_")

    def test_no_series_is_about_one_artist(self):
        for each in self.told.samples:
            for value in each.labels.values():
                self.assertNotRegex(value, r"[0-9a-f]{8}-[0-9a-f]{4}", each.name)
        self.assertLess(len(self.told.samples), 1500)

    def test_the_document_lists_them_all(self):
        listed = documented()
        told = {name: (kind, self.told.labels(name) - {"le"}) for name, kind in self.told.types.items()}
        for name, (kind, labels) in told.items():
            self.assertEqual(listed.get(name), (kind, labels), "docs/monitoring.md: %s" % name)
        self.assertEqual({name for name in listed if name not in told and not REDIS.match(name)}, NOT_HERE)

    def test_rules_and_dashboards_ask_for_what_there_is(self):
        known = set(documented()) | {"up", "ALERTS"}
        recorded = {rule["name"] for rule in self.prometheus.rules() if rule["type"] == "recording"}
        expressions = [rule["query"] for rule in self.prometheus.rules()] + [target["expr"] for board in boards() for panel in panels(board) for target in panel["targets"]]
        for expression in expressions:
            for name in re.findall(r"\b((?:troupe|process)[_:][\w:]+)", re.sub(r'"[^"]*"', '""', expression)):
                if name in recorded or REDIS.match(name):
                    continue
                family = name if name in known else re.sub(r"_(bucket|sum|count)$", "", name)
                self.assertIn(family, known, expression)
                self.check_labels(expression, family, name)

    def check_labels(self, expression, family, name):
        _, labels = documented()[family]
        for selector in re.findall(re.escape(name) + r"\{([^}]*)\}", expression):
            for label, value in re.findall(r'(\w+)\s*[=!~]+\s*"([^"]*)"', selector):
                self.assertIn(label, labels | {"le", "job", "instance"}, expression)

    def test_every_rule_is_evaluated_without_an_error(self):
        rules = until(lambda: all(rule["health"] != "unknown" for rule in self.prometheus.rules()) and self.prometheus.rules())
        for rule in rules:
            self.assertEqual(rule["health"], "ok", rule)

    def test_every_panel_shows_something(self):
        until(lambda: self.prometheus.now("troupe:video_real_time:ratio_rate1h") and self.prometheus.now("troupe:job_failures:ratio_rate1h"))
        for board in boards():
            for panel in panels(board):
                for target in panel["targets"]:
                    found = self.shown(asked(target["expr"]), panel["title"] not in EMPTY_PANELS)
                    with self.subTest("%s: %s" % (board["title"], panel["title"])):
                        self.assertEqual(bool(found), panel["title"] not in EMPTY_PANELS, target["expr"])
                        for label in re.findall(r"\{\{(\w+)\}\}", target["legendFormat"]) if found else []:
                            self.assertTrue(any(label in each["metric"] for each in found), "no label %s in %s" % (label, target["expr"]))

    def shown(self, expression, is_expected):
        """What the database knows is told up to five seconds late, and scraped after that."""
        if not is_expected:
            return self.prometheus.now(expression)
        try:
            return until(lambda: self.prometheus.now(expression), 20)
        except AssertionError:
            return None

    def test_alerts_fire_on_the_real_thing(self):
        firing = until(lambda: {each["metric"]["alertname"] for each in self.prometheus.now("ALERTS")} or None)
        self.assertLessEqual(firing, {rule["name"] for rule in self.prometheus.rules() if rule["type"] == "alerting"})


if __name__ == "__main__":
    unittest.main(argv=[sys.argv[0], "-v"])
