"""The script that starts Redis for compose and Kubernetes, with Debian's Redis: asks for the password, hides it, keeps what it is told."""
import os
import pathlib
import shutil
import socket
import subprocess
import sys
import tempfile
import time
import unittest

import program

PASSWORD = "a \"quoted\" \\ one with $ and '"


def free_port():
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        return taken.getsockname()[1]


class Redis(unittest.TestCase):
    def setUp(self):
        self.folder = tempfile.mkdtemp(prefix="troupe-redis-")
        self.addCleanup(shutil.rmtree, self.folder)
        self.port = str(free_port())

    def start(self):
        process = subprocess.Popen(
            ["sh", program.ROOT / "deploy/stores/redis.sh", self.folder, self.port],
            env={"PATH": os.environ["PATH"], "REDIS_PASSWORD": PASSWORD, "TMPDIR": self.folder},
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        until = time.monotonic() + 30
        while time.monotonic() < until and process.poll() is None:
            if self.ask("ping") == "PONG":
                return process
            time.sleep(0.05)
        process.kill()
        process.wait()
        raise AssertionError("Redis did not start")

    def ask(self, *words, password=PASSWORD):
        done = subprocess.run(
            ["redis-cli", "-p", self.port, *words],
            env={"PATH": os.environ["PATH"], "REDISCLI_AUTH": password},
            capture_output=True,
            text=True,
        )
        return done.stdout.strip()

    def test_asks_for_the_password_and_hides_it_and_keeps_what_it_is_told(self):
        process = self.start()
        try:
            self.assertEqual(self.ask("set", "song", "Salt"), "OK")
            self.assertIn("NOAUTH", self.ask("get", "song", password=""))
            self.assertIn("NOAUTH", self.ask("get", "song", password="wrong"))
            folder = pathlib.Path("/proc", str(process.pid))
            self.assertNotIn(b"quoted", (folder / "cmdline").read_bytes())
            self.assertNotIn(b"quoted", (folder / "environ").read_bytes())
        finally:
            process.terminate()
            process.wait(timeout=30)
        process = self.start()
        try:
            self.assertEqual(self.ask("get", "song"), "Salt")
        finally:
            process.terminate()
            process.wait(timeout=30)


if __name__ == "__main__":
    if not shutil.which("redis-server"):
        print("skipped: redis-server is not installed")
        sys.exit(77)
    unittest.main(argv=sys.argv[:1])
