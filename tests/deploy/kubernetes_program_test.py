"""deploy/kubernetes, rendered, against what the program reads, takes, answers and measures.

    python3 kubernetes_program_test.py PATH/TO/troupe WORK_FOLDER
"""
import pathlib
import re
import sys
import unittest

import yaml

sys.path.insert(1, str(pathlib.Path(__file__).parents[1] / "service"))
import kustomize
import manifests
import program
from objects import name_of, of_kind, ours, variables_of
from server import Server

PROGRAM, WORK = pathlib.Path(sys.argv[1]).resolve(), pathlib.Path(sys.argv[2])
GOODBYE = float(re.search(r"Seconds goodbye\{(\d+)\}", (program.ROOT / "src/app/serving.cpp").read_text()).group(1))


class Program(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.folder = manifests.prepare(WORK)
        cls.overlays = {name: kustomize.render(cls.folder / "kubernetes/overlays" / name) for name in ["local", "production"]}
        home = WORK / "home"
        home.mkdir()
        cls.server = Server(PROGRAM, home)
        cls.addClassCleanup(cls.server.stop)

    def each(self):
        return self.overlays.values()

    def test_the_program_listens_where_it_is_said_to(self):
        for objects in self.each():
            for workload, container in ours(objects):
                self.assertEqual(program.complaints_about(PROGRAM, container["args"]), [], name_of(workload))
                port = program.argument(container["args"], "--port") or variables_of(container).get("TROUPE_METRICS_PORT")
                self.assertEqual([str(each["containerPort"]) for each in container.get("ports", [])], [port] if port else [])
                if port:
                    self.assertEqual(workload["spec"]["template"]["metadata"]["annotations"]["prometheus.io/port"], port)

    def test_every_job_class_has_workers(self):
        for objects in self.each():
            classes = {program.argument(container["args"], "--classes") for _, container in ours(objects)} - {None}
            self.assertEqual(classes, {"cpu", "io"})

    def test_the_program_reads_every_setting_it_is_given(self):
        for objects in self.each():
            given = {name for _, container in ours(objects) for name in variables_of(container)}
            for kind in ["ConfigMap", "Secret"]:
                given |= {key for each in of_kind(objects, kind) if not name_of(each).startswith("troupe-stores") for key in each["data"]}
            self.assertEqual(given - program.settings(PROGRAM), set())
        for name in manifests.secret_names():
            self.assertIn(name, program.settings(PROGRAM))

    def test_the_program_answers_the_probes(self):
        asked = set()
        for objects in self.each():
            for _, container in ours(objects):
                asked |= {
                    container[probe]["httpGet"]["path"]
                    for probe in ["startupProbe", "readinessProbe", "livenessProbe"]
                    if probe in container
                }
        self.assertEqual(asked, {"/healthz", "/readyz"})
        for path in asked | {"/metrics"}:
            self.assertEqual(self.server.get(path).status, 200, path)

    def test_there_is_time_to_say_goodbye(self):
        for objects in self.each():
            for workload, container in ours(objects):
                if workload["kind"] != "Deployment":
                    continue
                wait = int(container["lifecycle"]["preStop"]["exec"]["command"][1]) if "lifecycle" in container else 0
                self.assertGreaterEqual(
                    kustomize.pod_spec(workload)["terminationGracePeriodSeconds"], wait + GOODBYE + 10, name_of(workload)
                )

    def test_workers_are_scaled_by_what_the_program_measures(self):
        metrics = self.server.get("/metrics").body.decode()
        rules = yaml.safe_load((self.folder / "kubernetes/components/autoscaling/prometheus_adapter.yaml").read_text())["externalRules"]
        offered = {}
        for rule in rules:
            series = re.match(r"[a-z_]+", rule["seriesQuery"]).group()
            wanted = re.findall(r'(\w+)="(\w+)"', rule["seriesQuery"])
            self.assertIn(series + "{", rule["metricsQuery"])
            lines = [
                line
                for line in metrics.splitlines()
                if line.startswith(series + "{") and all(f'{label}="{value}"' in line for label, value in wanted)
            ]
            offered[rule["name"]["as"]] = {found.group(1) for line in lines if (found := re.search(r'class="(\w+)"', line))}
        scalers = of_kind(self.overlays["production"], "HorizontalPodAutoscaler")
        self.assertEqual(len(scalers), 2)
        for scaler in scalers:
            target = [
                each
                for each in of_kind(self.overlays["production"], scaler["spec"]["scaleTargetRef"]["kind"])
                if name_of(each) == scaler["spec"]["scaleTargetRef"]["name"]
            ]
            self.assertEqual(len(target), 1)
            self.assertNotIn("replicas", target[0]["spec"], "each apply would undo what the scaler did")
            self.assertLess(scaler["spec"]["minReplicas"], scaler["spec"]["maxReplicas"])
            for metric in [each["external"]["metric"] for each in scaler["spec"]["metrics"]]:
                job_class = metric["selector"]["matchLabels"]["class"]
                self.assertIn(job_class, offered[metric["name"]])
                self.assertEqual(job_class, program.argument(kustomize.pod_spec(target[0])["containers"][0]["args"], "--classes"))


if __name__ == "__main__":
    unittest.main(argv=sys.argv[:1], verbosity=1)
