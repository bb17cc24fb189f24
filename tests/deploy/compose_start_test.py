"""The processes of compose.yaml as it starts them, with its command lines and settings, side by side on this machine: Debian's PostgreSQL
and Redis stand where the containers would. The bucket has tests of its own; files are in the folder that the services share.

    python3 compose_start_test.py PATH/TO/troupe WORK_FOLDER
"""
import json
import os
import pathlib
import re
import shutil
import subprocess
import sys
import time
import unittest
import urllib.error
import urllib.request

import yaml

sys.path.insert(1, str(pathlib.Path(__file__).parents[1] / "peers"))
import program
from peer import Missing, free_port
from postgres_server import PostgresServer

PROGRAM, WORK = pathlib.Path(sys.argv[1]).resolve(), pathlib.Path(sys.argv[2]).resolve()
SERVICES = yaml.safe_load((program.ROOT / "compose.yaml").read_text())["services"]
REDIS_PASSWORD = "a-secret-of-redis"


def filled(text, settings):
    """With ${NAME:-default} and ${NAME:?complaint} as compose would put them in."""
    return re.sub(r"\$\{([A-Z0-9_]+):[-?]([^}]*)\}", lambda found: settings.get(found.group(1), found.group(2)), text)


class Started(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        shutil.rmtree(WORK, ignore_errors=True)
        (WORK / "bin").mkdir(parents=True)
        (WORK / "redis").mkdir()
        (WORK / "bin/troupe").symlink_to(PROGRAM)
        cls.postgres = PostgresServer(has_tls=False)
        cls.postgres.__enter__()
        cls.addClassCleanup(cls.postgres.__exit__)
        cls.redis_port, cls.port, cls.worker_ports = str(free_port()), str(free_port()), {}
        cls.processes = {}
        cls.addClassCleanup(cls.kill_all)
        command = ["sh", program.ROOT / "deploy/stores/redis.sh", WORK / "redis", cls.redis_port]
        environment = {"PATH": os.environ["PATH"], "REDIS_PASSWORD": REDIS_PASSWORD, "TMPDIR": str(WORK)}
        quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
        cls.processes["redis"] = subprocess.Popen(list(map(str, command)), env=environment, **quiet)

    @classmethod
    def kill_all(cls):
        for process in cls.processes.values():
            process.kill()
            process.wait()

    def settings_of(self, name):
        """What compose gives the service, but for the addresses of this machine and the bucket."""
        given = {key: filled(value, {"REDIS_PASSWORD": REDIS_PASSWORD}) for key, value in SERVICES[name]["environment"].items()}
        given = {key: value for key, value in given.items() if not re.match("AWS_|S3_|TROUPE_S3_", key)}
        here = {"TROUPE_HOME": str(WORK / "home"), "REDIS_HOST": "127.0.0.1", "REDIS_PORT": self.redis_port}
        if "TROUPE_METRICS_PORT" in given:
            here["TROUPE_METRICS_PORT"] = self.worker_ports.setdefault(name, str(free_port()))
        path = f"{WORK / 'bin'}:{program.ROOT / 'deploy/container'}:{os.environ['PATH']}"
        return given | self.postgres.environment() | here | {"PATH": path, "HOME": str(WORK / "home")}

    def set_up(self):
        key_file = WORK / "first-key"
        words = [*SERVICES["setup"]["entrypoint"], str(key_file)]
        subprocess.run(words, env=self.settings_of("setup"), cwd=WORK, check=True, capture_output=True)
        return key_file.read_text().strip()

    def begin(self, name):
        words = [self.port if word == "8000" else word for word in SERVICES[name]["command"]]
        log = open(WORK / (name + ".log"), "w")
        self.processes[name] = subprocess.Popen(["troupe", *words], env=self.settings_of(name), cwd=WORK, stdout=log, stderr=log)
        log.close()

    def wait_until_well(self, name):
        """By the check that compose makes."""
        test = SERVICES[name]["healthcheck"]["test"]
        self.assertEqual(test[:2], ["CMD", "troupe-healthy"])
        until = time.monotonic() + 60
        asked = [test[1], self.worker_ports.get(name, self.port)]
        while subprocess.run(asked, env=self.settings_of(name), capture_output=True).returncode != 0:
            self.assertIsNone(self.processes[name].poll(), (WORK / (name + ".log")).read_text())
            self.assertLess(time.monotonic(), until, f"{name} is not well")
            time.sleep(0.1)

    def ask(self, key, path, body=None):
        data = json.dumps(body).encode() if body else None
        headers = {"Authorization": "Bearer " + key, "Content-Type": "application/json", "Prefer": "wait=60"}
        try:
            request = urllib.request.Request(f"http://127.0.0.1:{self.port}{path}", data, headers)
            with urllib.request.urlopen(request, timeout=90) as reply:
                return json.loads(reply.read())
        except urllib.error.HTTPError as refused:
            self.fail(f"{path}: {refused.read().decode()}")

    def test_the_services_do_a_job_together_and_stop_politely(self):
        key = self.set_up()
        names = ["api", "worker-cpu", "worker-io"]
        for name in names:
            self.begin(name)
        for name in names:
            self.wait_until_well(name)
        made = self.ask(key, "/api/artists", {"prompt": "A quiet pianist"})
        content = self.ask(key, f"/api/artists/{made['id']}/content", {"type": "kit"})
        self.assertIn("files", content, "it waits still, or failed")
        self.assertIn("kit", (WORK / "worker-cpu.log").read_text(), "a worker made it, not the server")
        self.assertTrue(list((WORK / "home/assets").rglob("*")), "the workers' files are in the folder that all share")
        self.assertFalse(list((WORK / "home").glob("troupe.db*")), "the database is PostgreSQL's")
        for name in names:
            self.processes[name].terminate()
        for name in names:
            grace = int(SERVICES[name]["stop_grace_period"].rstrip("s"))
            self.assertEqual(self.processes[name].wait(timeout=grace), 0, (WORK / (name + ".log")).read_text()[-1000:])
            for line in (WORK / (name + ".log")).read_text().splitlines():
                self.assertEqual(json.loads(line)["service.name"], "troupe")


if __name__ == "__main__":
    if not shutil.which("redis-server"):
        print("skipped: redis-server is not installed")
        sys.exit(77)
    try:
        PostgresServer(has_tls=False)
    except Missing as why:
        print("skipped:", why)
        sys.exit(77)
    unittest.main(argv=sys.argv[:1], verbosity=1)
