"""Prometheus reads its configuration and its rules; every alert fires where it should, is quiet where it nearly should, and leads to
a page that says what to do."""
import re
import sys
import unittest

import yaml

from watched import ROOT, promtool

PROMETHEUS = ROOT / "deploy/prometheus"
RULES = PROMETHEUS / "rules"
TESTS = sorted((PROMETHEUS / "tests").glob("*_test.yml"))


def alerts():
    groups = yaml.safe_load((RULES / "alerts.yml").read_text())["groups"]
    return [rule for group in groups for rule in group["rules"]]


def anchors(document):
    """As GitHub makes them of headings."""
    titles = re.findall(r"^#+ (.+)$", document.read_text(), re.M)
    return {re.sub(r"[^\w\- ]", "", title.lower()).replace(" ", "-") for title in titles}


class Rules(unittest.TestCase):
    def test_prometheus_reads_its_configuration_and_the_rules(self):
        code, told = promtool("check", "config", PROMETHEUS / "prometheus.yml")
        self.assertEqual(code, 0, told)
        code, told = promtool("check", "rules", "--lint=all", "--lint-fatal", *RULES.glob("*.yml"))
        self.assertEqual(code, 0, told)

    def test_every_alert_says_what_to_do(self):
        known = anchors(ROOT / "docs/runbook.md")
        for alert in alerts():
            with self.subTest(alert["alert"]):
                self.assertIn(alert["labels"]["severity"], ("critical", "warning"))
                self.assertGreater(len(alert["annotations"]["summary"]), 10)
                self.assertGreater(len(alert["annotations"]["description"]), 40)
                self.assertEqual(alert["annotations"]["runbook_url"], "docs/runbook.md#" + alert["alert"].lower())
                self.assertIn(alert["alert"].lower(), known)

    def test_every_alert_has_a_case_where_it_fires_and_one_where_it_is_quiet(self):
        cases = [case for file in TESTS for case in yaml.safe_load(file.read_text())["tests"]]
        for alert in alerts():
            mine = [case["promql_expr_test"][0] for case in cases if '"%s"' % alert["alert"] in case["promql_expr_test"][0]["expr"]]
            self.assertEqual(sorted(len(each["exp_samples"]) for each in mine), [0, 1], alert["alert"])

    def test_they_fire_and_are_quiet(self):
        for file in TESTS:
            code, told = promtool("test", "rules", file)
            self.assertEqual(code, 0, told)


if __name__ == "__main__":
    unittest.main(argv=[sys.argv[0], "-v"])
