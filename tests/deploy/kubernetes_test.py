"""deploy/kubernetes, rendered, against itself and against what the program reads, takes and answers. No cluster runs here.

    python3 kubernetes_test.py PATH/TO/troupe WORK_FOLDER
"""
import json
import pathlib
import re
import shutil
import subprocess
import sys
import unittest

import yaml

sys.path.insert(1, str(pathlib.Path(__file__).parents[1] / "service"))
import kustomize
import manifests
import program
from network import Network, Pod
from server import Server

PROGRAM, WORK = sys.argv[1], pathlib.Path(sys.argv[2])
NAME = "app.kubernetes.io/name"
GOODBYE = float(re.search(r"Seconds goodbye\{(\d+)\}", (program.ROOT / "src/app/serving.cpp").read_text()).group(1))


def of_kind(objects, *kinds):
    return [each for each in objects if each["kind"] in kinds]


def workloads(objects):
    return of_kind(objects, "Deployment", "StatefulSet", "Job")


def name_of(each):
    return each["metadata"]["name"]


def labels_of(each):
    return each["spec"]["template"]["metadata"]["labels"]


def ours(objects):
    """(workload, container) of all that run the program."""
    return [
        (each, container)
        for each in workloads(objects)
        for container in kustomize.pod_spec(each)["containers"]
        if container["name"] == "troupe"
    ]


def variables_of(container):
    return {each["name"]: each["value"] for each in container.get("env", [])}


def selects(selector, objects):
    return [each for each in workloads(objects) if selector.items() <= labels_of(each).items()]


class Kubernetes(unittest.TestCase):
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

    def test_names_are_taken_once_and_all_are_at_home(self):
        for objects in self.each():
            homes = {each["metadata"].get("namespace") for each in objects if each["kind"] != "Namespace"}
            self.assertEqual(homes, {"troupe"})
            self.assertEqual([name_of(each) for each in of_kind(objects, "Namespace")], ["troupe"])

    def test_selectors_find_their_pods(self):
        for objects in self.each():
            for each in of_kind(objects, "Deployment", "StatefulSet"):
                self.assertLessEqual(each["spec"]["selector"]["matchLabels"].items(), labels_of(each).items(), name_of(each))
            for each in of_kind(objects, "Service"):
                self.assertEqual(len(selects(each["spec"]["selector"], objects)), 1, name_of(each))
            for each in of_kind(objects, "PodDisruptionBudget"):
                self.assertEqual(len(selects(each["spec"]["selector"]["matchLabels"], objects)), 1, name_of(each))
            for each in workloads(objects):
                for spread in kustomize.pod_spec(each).get("topologySpreadConstraints", []):
                    self.assertIn(each, selects(spread["labelSelector"]["matchLabels"], objects))

    def test_ports_that_are_named_exist(self):
        for objects in self.each():
            for service in of_kind(objects, "Service"):
                target = selects(service["spec"]["selector"], objects)[0]
                known = {port["name"] for container in kustomize.pod_spec(target)["containers"] for port in container["ports"]}
                self.assertLessEqual({port["targetPort"] for port in service["spec"]["ports"]}, known)
            for each in kustomize.containers(objects):
                known = {port["name"] for port in each.get("ports", [])}
                probes = [each[probe] for probe in ["startupProbe", "readinessProbe", "livenessProbe"] if probe in each]
                self.assertLessEqual({probe["httpGet"]["port"] for probe in probes if "httpGet" in probe}, known)
            services = {name_of(each): {port["name"] for port in each["spec"]["ports"]} for each in of_kind(objects, "Service")}
            for ingress in of_kind(objects, "Ingress"):
                for path in [path for rule in ingress["spec"]["rules"] for path in rule["http"]["paths"]]:
                    self.assertIn(path["backend"]["service"]["port"]["name"], services[path["backend"]["service"]["name"]])
                self.assertEqual([rule["host"] for rule in ingress["spec"]["rules"]], ingress["spec"]["tls"][0]["hosts"])

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

    def test_no_secret_is_in_a_config_map(self):
        for objects in self.each():
            for each in of_kind(objects, "ConfigMap"):
                self.assertEqual([key for key in each["data"] if re.search("PASSWORD|SECRET|_KEY$|TOKEN|PEPPER|ACCESS_KEY_ID", key)], [])

    def test_what_is_referred_to_exists(self):
        for objects in self.each():
            keys = {(each["kind"], name_of(each)): set(each["data"]) for each in of_kind(objects, "ConfigMap", "Secret")}
            # In production the Secret is made beside the manifests; the example says which names it has.
            keys.setdefault(("Secret", "troupe"), set(manifests.secret_names()))
            for each in objects:
                for kind, holder, field in kustomize.references(each.get("spec")):
                    self.assertIn((kind, holder[field]), keys, name_of(each))
                    if "key" in holder:
                        self.assertIn(holder["key"], keys[kind, holder[field]])
            accounts = {name_of(each) for each in of_kind(objects, "ServiceAccount")}
            self.assertLessEqual({kustomize.pod_spec(each)["serviceAccountName"] for each in workloads(objects)}, accounts)

    def test_pods_are_as_the_restricted_profile_wants_them(self):
        for objects in self.each():
            self.assertEqual(of_kind(objects, "Namespace")[0]["metadata"]["labels"]["pod-security.kubernetes.io/enforce"], "restricted")
            for each in workloads(objects):
                pod = kustomize.pod_spec(each)
                self.assertEqual(pod["securityContext"]["seccompProfile"], {"type": "RuntimeDefault"})
                self.assertIs(pod["securityContext"]["runAsNonRoot"], True)
                self.assertGreater(pod["securityContext"]["runAsUser"], 0)
                self.assertIs(pod["automountServiceAccountToken"], False)
                # A Service named redis would otherwise be REDIS_PORT=tcp://.. in every pod.
                self.assertIs(pod["enableServiceLinks"], False)
                self.assertFalse({"hostNetwork", "hostPID", "hostIPC"} & set(pod))
                for volume in pod["volumes"]:
                    self.assertTrue({"emptyDir", "configMap"} & set(volume), volume)
                for container in pod["containers"]:
                    self.assertEqual(
                        container["securityContext"],
                        {"allowPrivilegeEscalation": False, "readOnlyRootFilesystem": True, "capabilities": {"drop": ["ALL"]}},
                    )
                    self.assertIn("memory", container["resources"]["limits"])
                    self.assertLessEqual({"cpu", "memory"}, set(container["resources"]["requests"]))

    def test_whoever_runs_the_image_is_its_user_and_may_write_where_it_must(self):
        uid = int(re.search(r"^USER (\d+)", (program.ROOT / "deploy/container/Containerfile").read_text(), re.MULTILINE).group(1))
        for objects in self.each():
            for workload, container in ours(objects):
                pod = kustomize.pod_spec(workload)
                self.assertEqual((pod["securityContext"]["runAsUser"], pod["securityContext"]["fsGroup"]), (uid, uid))
                self.assertLessEqual({"/var/lib/troupe", "/tmp"}, {mount["mountPath"] for mount in container["volumeMounts"]})

    def test_mounts_have_their_volumes(self):
        for objects in self.each():
            for each in workloads(objects):
                pod = kustomize.pod_spec(each)
                known = {volume["name"] for volume in pod["volumes"]} | {
                    claim["metadata"]["name"] for claim in each["spec"].get("volumeClaimTemplates", [])
                }
                used = {mount["name"] for container in pod["containers"] for mount in container["volumeMounts"]}
                self.assertEqual(known, used, name_of(each))

    def test_every_image_has_one_version(self):
        version = re.search(r"project\(troupe VERSION ([0-9.]+)", (program.ROOT / "CMakeLists.txt").read_text()).group(1)
        for objects in self.each():
            for container in kustomize.containers(objects):
                self.assertRegex(container["image"], r"^[a-z0-9./-]+(:\d+(\.\d+)+[a-z0-9.-]*|@sha256:[0-9a-f]{64})$")
        self.assertEqual({container["image"] for _, container in ours(self.overlays["local"])}, {"troupe:" + version})
        compose = yaml.safe_load((program.ROOT / "compose.yaml").read_text())["services"]
        for name in ["postgres", "redis", "s3"]:
            images = {container["image"] for container in kustomize.containers(self.overlays["local"]) if container["name"] == name}
            self.assertEqual(images, {compose[name]["image"]})

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

    def test_an_eviction_can_always_happen(self):
        for objects in self.each():
            budgets = {name_of(each): each["spec"]["maxUnavailable"] for each in of_kind(objects, "PodDisruptionBudget")}
            self.assertEqual(budgets, {name_of(each): 1 for each in of_kind(objects, "Deployment")})

    def test_the_network_lets_through_what_is_needed_and_no_more(self):
        pod = lambda name, namespace="troupe": Pod({NAME: name, "k8s-app": name}, namespace)
        outside, inside = Pod(address="192.0.2.7"), Pod(address="10.1.2.3")
        program_pods = ["troupe-api", "troupe-worker-cpu", "troupe-worker-io"]
        for objects in self.each():
            may = Network(objects).may
            for name in program_pods:
                self.assertTrue(may(pod(name), pod("kube-dns", "kube-system"), 53, "UDP"))
                for target, port in [(inside, 5432), (inside, 6379), (outside, 443), (outside, 22)]:
                    self.assertTrue(may(pod(name), target, port), f"{name} to {target.labels or target.address}:{port}")
                for target, port in [
                    (inside, 443),
                    (inside, 80),
                    (outside, 80),
                    (Pod(address="169.254.169.254"), 443),
                    (pod("kubernetes", "default"), 443),
                ]:
                    self.assertFalse(may(pod(name), target, port), f"{name} to {target.labels or target.address}:{port}")
            self.assertTrue(may(pod("troupe-migrate"), inside, 5432))
            self.assertFalse(may(pod("troupe-migrate"), outside, 443))
            self.assertTrue(may(pod("controller", "ingress-nginx"), pod("troupe-api"), 8000))
            self.assertFalse(may(pod("controller", "ingress-nginx"), pod("troupe-worker-io"), 9464))
            self.assertFalse(may(pod("anybody", "default"), pod("troupe-api"), 8000))
            self.assertFalse(may(pod("anybody"), outside, 443))
            for name, port in [("troupe-api", 8000), ("troupe-worker-cpu", 9464), ("troupe-worker-io", 9464)]:
                self.assertTrue(may(pod("prometheus", "monitoring"), pod(name), port))
        may = Network(self.overlays["local"]).may
        self.assertTrue(may(pod("troupe-migrate"), pod("postgres"), 5432))
        for name in program_pods:
            for store, port in [("postgres", 5432), ("redis", 6379), ("s3", 8333)]:
                self.assertTrue(may(pod(name), pod(store), port))
            self.assertFalse(may(pod(name), pod("s3"), 9333))
        for port in [8888, 18888, 9333, 19333]:
            self.assertTrue(may(pod("s3-bucket"), pod("s3"), port))
        for name, port in [("postgres", 5432), ("redis", 6379), ("s3", 8333)]:
            for somebody in [pod("anybody"), pod("prometheus", "monitoring"), pod("controller", "ingress-nginx")]:
                self.assertFalse(may(somebody, pod(name), port))
            self.assertFalse(may(pod(name), outside, 443))

    def test_kustomize_renders_the_same(self):
        kubectl = shutil.which("kubectl")
        version = (
            json.loads(subprocess.run([kubectl, "version", "--client", "-o", "json"], capture_output=True, text=True).stdout or "{}")
            if kubectl
            else {}
        )
        if not str(version.get("kustomizeVersion", "")).startswith("v5"):
            self.skipTest("no kubectl with kustomize 5 is installed: rendered by our own alone")
        for name, objects in self.overlays.items():
            done = subprocess.run([kubectl, "kustomize", self.folder / "kubernetes/overlays" / name], capture_output=True, text=True)
            self.assertEqual((done.returncode, done.stderr), (0, ""))
            theirs = list(yaml.safe_load_all(done.stdout))
            without_hashes = lambda each: json.loads(re.sub(r'"(troupe|troupe-stores)-[a-z0-9]{10}"', r'"\1"', json.dumps(each)))
            key = lambda each: (each["kind"], name_of(each))
            self.assertEqual(sorted(without_hashes(objects), key=key), sorted(without_hashes(theirs), key=key))


if __name__ == "__main__":
    unittest.main(argv=sys.argv[:1], verbosity=1)
