"""compose.yaml against what the program reads and the project has. No engine runs here: what is checked is what stands there.

    python3 compose_test.py PATH/TO/troupe WORK_FOLDER
"""
import os
import pathlib
import re
import shutil
import subprocess
import sys
import unittest

import yaml

import program

PROGRAM, WORK = sys.argv[1], pathlib.Path(sys.argv[2])
TEXT = (program.ROOT / "compose.yaml").read_text()
COMPOSE = yaml.safe_load(TEXT)
SERVICES = COMPOSE["services"]
OURS = {name: each for name, each in SERVICES.items() if "build" in each}
PLAIN = {name: each for name, each in SERVICES.items() if "profiles" not in each}
# Not the program's: where compose publishes the API.
COMPOSE_ALONE = {"API_ADDRESS", "API_PORT"}


def is_one_shot(service):
    return service.get("restart") == "on-failure"


def mounts(service):
    """(source, target, mode) of each."""
    return [(*each.split(":"), "rw")[:3] for each in service.get("volumes", [])]


def port_of(service):
    """Where one of ours is asked for its health, as text."""
    return program.argument(service["command"], "--port") or service["environment"].get("TROUPE_METRICS_PORT")


def interpolated(text):
    """(name, what follows it) of every ${NAME..}; $$ is a dollar for the container's own shell."""
    return re.findall(r"\$\{([A-Z0-9_]+)([^}]*)\}", text.replace("$$", ""))


class Compose(unittest.TestCase):
    def test_every_image_has_one_version(self):
        version = re.search(r"project\(troupe VERSION ([0-9.]+)", (program.ROOT / "CMakeLists.txt").read_text()).group(1)
        for name, service in SERVICES.items():
            with self.subTest(name):
                self.assertRegex(service["image"], r"^[a-z0-9./-]+:v?\d+(\.\d+)+[a-z0-9.-]*$")
                if name in OURS:
                    self.assertEqual(service["image"], "troupe:" + version)
                    self.assertTrue((program.ROOT / service["build"]["dockerfile"]).is_file())

    def test_the_program_reads_every_variable_it_is_given(self):
        for name, service in OURS.items():
            with self.subTest(name):
                self.assertEqual(set(service["environment"]) - program.settings(PROGRAM), set())

    def test_every_variable_of_the_file_is_explained_or_has_a_value(self):
        for name, rest in interpolated(TEXT):
            with self.subTest(name):
                if name not in COMPOSE_ALONE:
                    self.assertIn(name, program.example_settings())
                self.assertTrue(rest.startswith(":-") or rest.startswith(":?"), f"${{{name}{rest}}}: neither a value nor a complaint")

    def test_the_program_takes_the_command_lines(self):
        for name, service in OURS.items():
            if "entrypoint" in service:
                continue
            with self.subTest(name):
                self.assertEqual(program.complaints_about(PROGRAM, service["command"]), [])

    def test_nothing_but_the_api_is_published_and_to_this_machine_alone(self):
        self.assertEqual([name for name, each in PLAIN.items() if "ports" in each], ["api"])
        self.assertEqual(
            SERVICES["api"]["ports"],
            ["${API_ADDRESS:-127.0.0.1}:${API_PORT:-8000}:" + program.argument(SERVICES["api"]["command"], "--port")],
        )
        for name, service in SERVICES.items():
            if name in PLAIN:
                continue
            for port in service.get("ports", []):
                self.assertTrue(str(port).startswith("127.0.0.1:"), f"{name}: {port}")

    def test_whoever_serves_is_asked_how_it_is(self):
        for name, service in SERVICES.items():
            with self.subTest(name):
                check = service.get("healthcheck", {})
                self.assertTrue(check.get("disable") if is_one_shot(service) else check.get("test"))
                if name in OURS and not is_one_shot(service):
                    self.assertEqual(check["test"], ["CMD", "troupe-healthy", port_of(service)])

    def test_who_waits_waits_for_something_that_comes(self):
        for name, service in SERVICES.items():
            for other, wish in service.get("depends_on", {}).items():
                with self.subTest(f"{name} after {other}"):
                    wanted = "service_completed_successfully" if is_one_shot(SERVICES[other]) else "service_healthy"
                    self.assertEqual(wish["condition"], wanted)
                    self.assertLessEqual(set(SERVICES[other].get("profiles", [])), set(service.get("profiles", [])))

    def test_volumes_are_declared_and_used_and_mounted_files_exist(self):
        used = set()
        for name, service in SERVICES.items():
            for source, target, mode in mounts(service):
                with self.subTest(f"{name}: {source}"):
                    if source.startswith("./"):
                        self.assertTrue((program.ROOT / source).exists(), "not in the project")
                        self.assertEqual(mode, "ro")
                    elif source.startswith("/"):
                        self.assertEqual(mode, "ro")
                    else:
                        used.add(source)
                    self.assertTrue(target.startswith("/"))
        self.assertEqual(used, set(COMPOSE["volumes"]))

    def test_who_watches_finds_whom_it_watches(self):
        """The names and ports of prometheus.yml are those of the services."""
        ports = {name: port_of(each) for name, each in OURS.items() if "entrypoint" not in each}
        scraped = yaml.safe_load((program.ROOT / "deploy/prometheus/prometheus.yml").read_text())["scrape_configs"]
        found = {name: str(each["port"]) for job in scraped for each in job.get("dns_sd_configs", []) for name in each["names"]}
        self.assertEqual(found, ports)
        for service in [*found, "prometheus", "grafana", "elasticsearch", "kibana", "logs-setup", "filebeat"]:
            self.assertIn("watch", SERVICES[service]["networks"])
        sources = (program.ROOT / "deploy/grafana/provisioning/datasources").glob("*.yml")
        for source in [each for file in sources for each in yaml.safe_load(file.read_text())["datasources"]]:
            self.assertIn(re.match(r"http://([a-z-]+):", source["url"]).group(1), SERVICES)

    def test_scripts_that_are_mounted_can_be_read_by_a_shell(self):
        for service in SERVICES.values():
            for source, _, _ in mounts(service):
                if source.endswith(".sh"):
                    subprocess.run(["sh", "-n", program.ROOT / source], check=True)

    def test_nobody_may_more_than_they_must(self):
        writes_beside_its_volumes = {"elasticsearch", "kibana"}
        for name, service in SERVICES.items():
            with self.subTest(name):
                self.assertEqual(service["cap_drop"], ["ALL"])
                self.assertEqual(service["security_opt"], ["no-new-privileges:true"])
                self.assertNotIn("privileged", service)
                self.assertNotIn("network_mode", service)
                limits = service["deploy"]["resources"]["limits"]
                self.assertTrue(limits["cpus"] and limits["memory"] and service["pids_limit"])
                if name not in writes_beside_its_volumes:
                    self.assertIs(service["read_only"], True)
                    self.assertIn("/tmp", [each.split(":")[0] for each in service["tmpfs"]])
                self.assertFalse({"/var/run/docker.sock", "/run/docker.sock"} & {source for source, _, _ in mounts(service)})

    def test_stores_are_reached_from_inside_alone(self):
        self.assertTrue(COMPOSE["networks"]["stores"]["internal"])
        for name in ["postgres", "redis", "s3"]:
            self.assertEqual(SERVICES[name]["networks"], ["stores"])
        used = {network for service in SERVICES.values() for network in service["networks"]}
        self.assertEqual(used, set(COMPOSE["networks"]))

    def test_the_addresses_that_the_program_gets_are_services(self):
        for service in OURS.values():
            settings = service["environment"]
            for name in ["POSTGRES_HOST", "REDIS_HOST"]:
                self.assertIn(settings[name], SERVICES)
            store, port = re.fullmatch(r"http://([a-z0-9-]+):(\d+)", settings["AWS_ENDPOINT_URL_S3"]).groups()
            self.assertIn(store, SERVICES)
            self.assertIn(f"127.0.0.1:{port}/", " ".join(SERVICES[store]["healthcheck"]["test"]))

    def test_the_image_has_what_the_services_call(self):
        container = (program.ROOT / "deploy/container/Containerfile").read_text()
        for called in ["troupe-setup", "troupe-healthy"]:
            self.assertIn("deploy/container/" + called, container)

    def test_debians_compose_reads_it(self):
        if not shutil.which("docker-compose"):
            self.fail("docker-compose is not installed: scripts/install.sh test")
        shutil.rmtree(WORK, ignore_errors=True)
        WORK.mkdir(parents=True)
        (WORK / "compose.yaml").write_text(TEXT)
        ask = lambda: subprocess.run(
            ["docker-compose", "config"], cwd=WORK, capture_output=True, text=True, env={"PATH": os.environ["PATH"]}
        )
        (WORK / ".env").write_text("")
        self.assertIn("in .env", ask().stderr)
        needed = {name for name, rest in interpolated(TEXT) if rest.startswith(":?")}
        (WORK / ".env").write_text("".join(f"{name}=a-secret-of-{name.lower()}\n" for name in sorted(needed)))
        done = ask()
        self.assertEqual(done.returncode, 0, done.stderr)
        resolved = yaml.safe_load(done.stdout)
        self.assertEqual(set(resolved["services"]["api"]["environment"]), set(SERVICES["api"]["environment"]) | needed)


if __name__ == "__main__":
    unittest.main(argv=sys.argv[:1], verbosity=1)
