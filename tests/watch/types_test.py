"""Dashboards are as Grafana's own types say (@grafana/schema), lines of the log as Elastic's list of fields (@elastic/ecs)."""
import json
import pathlib
import subprocess
import sys
import unittest

import log_lines
from logs_fields import mapped
from watched import HERE, ROOT
import npm
from peer import Missing, skip

PROGRAM, WORK = sys.argv[1], pathlib.Path(sys.argv[2])
PINNED = HERE / "types"
DASHBOARDS = sorted((ROOT / "deploy/grafana/dashboards").glob("*.json"))
JSON_TYPES = {"keyword": str, "match_only_text": str, "wildcard": str, "date": str, "long": int, "float": (int, float)}

# In JSON the members of an enumeration are their texts. Prometheus's annotations have two fields of their own.
GRAFANA = """import type { AnnotationQuery, Dashboard } from '@grafana/schema';
type Json<T> = T extends string ? `${T}` : T extends (infer U)[] ? Json<U>[] : T extends object ? { [K in keyof T]: Json<T[K]> } : T;
type Annotation = Json<AnnotationQuery> & { expr: string; titleFormat: string };
type Board = Omit<Json<Dashboard>, 'annotations'> & { annotations: { list: Annotation[] } };
"""


class Types(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        try:
            npm.install(PINNED, WORK)
        except Missing as why:
            skip(why)

    def compile(self, name, text):
        """What the compiler finds."""
        (WORK / name).write_text(text)
        done = subprocess.run(["node", "node_modules/typescript/bin/tsc", "--noEmit", "--strict", "--skipLibCheck", "--module", "nodenext", "--moduleResolution", "nodenext",
                               "--target", "es2022", name], cwd=WORK, capture_output=True, text=True)
        return done.stdout + done.stderr

    def ecs(self):
        """Elastic's own list of fields."""
        script = "const e = require('@elastic/ecs'); console.log(JSON.stringify({version: e.EcsVersion, fields: e.EcsFlat}))"
        return json.loads(subprocess.run(["node", "-e", script], cwd=WORK, capture_output=True, text=True, check=True).stdout)

    def test_every_line_of_the_log_is_ecs(self):
        ecs = self.ecs()
        served, _ = log_lines.of_a_server(PROGRAM, WORK / "served")
        for line in served + log_lines.of_commands(PROGRAM, WORK / "commands"):
            self.assertEqual(line["ecs.version"], ecs["version"])
            for name, value in line.items():
                if name.startswith("troupe."):
                    self.assertNotIn(name, ecs["fields"])
                    continue
                self.assertIn(name, ecs["fields"], "ECS has no such field")
                field = ecs["fields"][name]
                self.assertIsInstance(value, JSON_TYPES[field["type"]], name)
                if allowed := [each["name"] for each in field.get("allowed_values", [])]:
                    self.assertIn(value, allowed, name)

    def test_the_index_has_the_types_of_ecs(self):
        fields = self.ecs()["fields"]
        template = json.loads((ROOT / "deploy/logs/index_template.json").read_text())
        for name, kind in mapped(template["template"]["mappings"]["properties"]):
            if not name.startswith("troupe"):
                self.assertEqual(kind, fields[name]["type"], name)

    def test_every_dashboard_is_as_grafana_says(self):
        text = GRAFANA
        for file in DASHBOARDS:
            text += "export const %s: Board = %s;\n" % (file.stem, file.read_text())
        self.assertEqual(self.compile("dashboards.ts", text), "")
        self.assertIn("not assignable to type 'string'", self.compile("wrong_dashboards.ts", text.replace('"unit": "s"', '"unit": 7')), "the compiler finds a value of a wrong type")


class Dashboards(unittest.TestCase):
    """What types do not say."""

    def setUp(self):
        self.boards = [json.loads(file.read_text()) for file in DASHBOARDS]

    def test_they_can_be_imported_beside_each_other(self):
        self.assertEqual(len(self.boards), 5)
        for field in ("uid", "title"):
            self.assertEqual(len({board[field] for board in self.boards}), len(self.boards))
        for board in self.boards:
            self.assertNotIn("id", board)
            self.assertLessEqual(len(board["uid"]), 40)
            self.assertEqual([(each["name"], each["type"], each["query"]) for each in board["templating"]["list"]], [("source", "datasource", "prometheus")])
            ids = [panel["id"] for panel in board["panels"]]
            self.assertEqual(len(ids), len(set(ids)))

    def test_every_panel_says_what_it_shows(self):
        for board in self.boards:
            titles = [panel["title"] for panel in board["panels"]]
            self.assertEqual(len(titles), len(set(titles)), board["title"])
            for panel in board["panels"]:
                if panel["type"] == "row":
                    continue
                with self.subTest("%s: %s" % (board["title"], panel["title"])):
                    self.assertGreater(len(panel["description"]), 10)
                    self.assertTrue(panel["fieldConfig"]["defaults"]["unit"])
                    self.assertTrue(panel["fieldConfig"]["defaults"]["thresholds"]["steps"])
                    self.assertTrue(panel["targets"])
                    self.assertEqual({target["datasource"]["uid"] for target in panel["targets"]} | {panel["datasource"]["uid"]}, {"${source}"})
                    references = [target["refId"] for target in panel["targets"]]
                    self.assertEqual(len(references), len(set(references)))

    def test_no_panel_lies_over_another(self):
        for board in self.boards:
            taken = set()
            for panel in board["panels"]:
                at = panel["gridPos"]
                cells = {(x, y) for x in range(at["x"], at["x"] + at["w"]) for y in range(at["y"], at["y"] + at["h"])}
                self.assertLessEqual(at["x"] + at["w"], 24)
                self.assertFalse(cells & taken, "%s: %s" % (board["title"], panel["title"]))
                taken |= cells


if __name__ == "__main__":
    unittest.main(argv=[sys.argv[0], "-v"])
