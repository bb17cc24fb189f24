"""Lines of the log are ECS, and what ships and shows them knows their fields."""
import json
import pathlib
import re
import subprocess
import sys
import unittest

import yaml

import log_lines
from logs_fields import documented, mapped
from watched import ROOT

PROGRAM, WORK = sys.argv[1], pathlib.Path(sys.argv[2])
LOGS = ROOT / "deploy/logs"
ALWAYS = {"@timestamp", "log.level", "message", "ecs.version", "service.name", "service.version", "process.pid", "event.dataset", "event.action", "event.outcome"}
TYPES = {"keyword": str, "text": str, "wildcard": str, "date": str, "long": int}
ELASTIC = {"text": "match_only_text"}


class Logs(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        served, cls.facts = log_lines.of_a_server(PROGRAM, WORK / "served")
        cls.lines = served + log_lines.of_commands(PROGRAM, WORK / "commands")
        cls.template = json.loads((LOGS / "index_template.json").read_text())

    def events(self, name):
        return [line for line in self.lines if line["event.action"] == name]

    def test_every_line_has_its_fields_in_their_types(self):
        listed = documented()
        self.assertGreater(len(self.lines), 10)
        for line in self.lines:
            self.assertLessEqual(ALWAYS, set(line), line)
            self.assertRegex(line["@timestamp"], r"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$")
            self.assertIn(line["log.level"], ("debug", "info", "warning", "error"))
            self.assertIn(line["event.outcome"], ("success", "failure"))
            for name, value in line.items():
                if not name.startswith("troupe."):
                    self.assertIsInstance(value, TYPES[listed[name]], name)
        self.assertEqual(set(listed), {name for line in self.lines for name in line if not name.startswith("troupe.")}, "the document lists what is written")

    def test_requests_say_who_asked_for_what(self):
        made = next(line for line in self.events("request.answered") if line.get("http.request.id") == "made-by-a-client")
        self.assertEqual((made["troupe.call"], made["http.request.method"], made["url.path"], made["http.response.status_code"]), ("artist.create", "POST", "/api/artists", 202))
        self.assertEqual((made["trace.id"], made["transaction.id"], made["user.name"]), ("0af7651916cd43dd8448eb211c80319c", "made-by-a-client", "owner"))
        self.assertGreater(made["event.duration"], 1000)
        by_key = next(line for line in self.events("request.answered") if "user.id" in line)
        self.assertEqual((by_key["user.name"], by_key["user.id"]), ("reader", self.facts["key"]["key"]["id"]))

    def test_failures_say_why(self):
        for line in self.events("command.failed"):
            self.assertEqual((line["event.outcome"], line["log.level"]), ("failure", "error"))
            self.assertIn(line["error.message"], line["message"])
            self.assertIn(line["error.code"], ("not_found", "invalid_input"))

    def test_no_secret_is_told(self):
        for secret in (log_lines.SECRET_KEY, self.facts["key"]["secret"], self.facts["link"].split("/")[-1].removesuffix(".ics")):
            self.assertNotIn(secret, self.facts["text"])

    def test_the_index_knows_every_field(self):
        known = dict(mapped({name: field for name, field in self.template["template"]["mappings"]["properties"].items() if name != "troupe"}))
        for name, kind in documented().items():
            self.assertEqual(known.pop(name), ELASTIC.get(kind, kind), name)
        self.assertEqual(known, {})

    def test_one_field_has_one_type_everywhere(self):
        kinds = {}
        for line in self.lines:
            for name, value in line.items():
                kinds.setdefault(name, set()).add(type(value[0] if isinstance(value, list) and value else value))
        self.assertEqual({name: each for name, each in kinds.items() if len(each - {list}) > 1}, {})

    def test_the_dashboard_shows_fields_that_are_written(self):
        objects = [json.loads(line) for line in (LOGS / "dashboard.ndjson").read_text().splitlines()]
        summary, objects = objects[-1], objects[:-1]
        self.assertEqual(summary["exportedCount"], len(objects))
        written = set(documented()) | {"troupe.call", "troupe.kind"}
        ids = {(each["type"], each["id"]) for each in objects}
        self.assertEqual(len(ids), len(objects))
        for each in objects:
            for reference in each["references"]:
                self.assertIn((reference["type"], reference["id"]), ids)
            for field in fields_of(each["attributes"]):
                self.assertIn(field, written, each["id"])
        board = next(each for each in objects if each["type"] == "dashboard")
        named = {panel["panelRefName"] for panel in json.loads(board["attributes"]["panelsJSON"])}
        self.assertEqual(named, {each["name"].split(":")[1] for each in board["references"]})
        index = next(each for each in objects if each["type"] == "index-pattern")
        self.assertEqual(index["attributes"]["title"], self.template["index_patterns"][0])

    def test_the_shipper_reads_the_lines_and_writes_where_the_template_is(self):
        beat = yaml.safe_load((LOGS / "filebeat.yml").read_text())
        for source in beat["filebeat.inputs"]:
            parser = next(each["ndjson"] for each in source["parsers"] if "ndjson" in each)
            self.assertEqual((parser["target"], parser["overwrite_keys"], parser["expand_keys"]), ("", True, True))
        pattern = self.template["index_patterns"][0].replace("*", ".*")
        self.assertRegex(beat["output.elasticsearch"]["index"], pattern)
        policy = self.template["template"]["settings"]["index.lifecycle.name"]
        self.assertIn("_ilm/policy/" + policy, (LOGS / "setup.sh").read_text())
        self.assertIn("delete", json.loads((LOGS / "ilm_policy.json").read_text())["policy"]["phases"])
        self.assertEqual(subprocess.run(["sh", "-n", str(LOGS / "setup.sh")]).returncode, 0)

    def test_a_wrong_setting_is_said(self):
        done = subprocess.run([PROGRAM, "artist", "list"], env={"PATH": "/usr/bin:/bin", "TROUPE_HOME": str(WORK / "wrong"), "TROUPE_LOG": "syslog"}, capture_output=True, text=True)
        self.assertEqual(done.returncode, 2)
        self.assertIn("TROUPE_LOG", done.stderr)


def fields_of(attributes):
    """Every field that a saved object asks for."""
    state = json.loads(attributes.get("visState", "{}"))
    yield from (agg["params"]["field"] for agg in state.get("aggs", []) if "field" in agg["params"])
    yield from attributes.get("columns", [])
    query = json.loads(attributes.get("kibanaSavedObjectMeta", {}).get("searchSourceJSON", "{}")).get("query", {}).get("query", "")
    yield from re.findall(r"([\w.]+) :", query)
    if "timeFieldName" in attributes:
        yield attributes["timeFieldName"]


if __name__ == "__main__":
    unittest.main(argv=[sys.argv[0], "-v"])
