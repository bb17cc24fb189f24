"""The scripts that start the stores for compose and Kubernetes. Redis is Debian's own: asks for the password, hides it, keeps what it is
told. SeaweedFS is not to be had, so a stand-in for its program shows what it would be told."""
import json
import os
import pathlib
import shutil
import subprocess
import sys
import tempfile
import time
import unittest

sys.path.insert(1, str(pathlib.Path(__file__).parents[1] / "peers"))
import program
from peer import free_port

PASSWORD = "a \"quoted\" \\ one with $ and '"


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


WEED = """#!/bin/sh
case "$1" in
server)
    for each in "$@"; do case "$each" in -s3.config=*) cp "${each#*=}" "$FAKE/identities.json" ;; esac; done
    env > "$FAKE/environment" ;;
shell)
    read -r command flag name
    case "$command" in
    s3.bucket.list) printf '> '; cat "$FAKE/buckets" ;;
    s3.bucket.create) echo "  $name size:0" >> "$FAKE/buckets" ;;
    esac ;;
esac
"""


class S3(unittest.TestCase):
    def setUp(self):
        self.folder = pathlib.Path(tempfile.mkdtemp(prefix="troupe-s3-"))
        self.addCleanup(shutil.rmtree, self.folder)
        (self.folder / "weed").write_text(WEED)
        (self.folder / "weed").chmod(0o755)
        (self.folder / "buckets").write_text("  ai-artist-assets-old size:0\n")

    def run_script(self, name, **environment):
        environment |= {"PATH": f"{self.folder}:{os.environ['PATH']}", "FAKE": str(self.folder), "TMPDIR": str(self.folder)}
        subprocess.run(["sh", program.ROOT / "deploy/stores" / name], env=environment, check=True, capture_output=True)

    def test_knows_the_one_identity_whatever_is_in_its_keys(self):
        self.run_script("s3.sh", AWS_ACCESS_KEY_ID='a"b', AWS_SECRET_ACCESS_KEY=PASSWORD)
        identity = json.loads((self.folder / "identities.json").read_text())["identities"][0]
        self.assertEqual(identity["credentials"], [{"accessKey": 'a"b', "secretKey": PASSWORD}])
        self.assertEqual((self.folder / "identities.json").stat().st_mode & 0o077, 0)
        self.assertNotIn("quoted", (self.folder / "environment").read_text())

    def test_makes_the_bucket_once(self):
        for _ in range(2):
            self.run_script("s3_bucket.sh", S3_BUCKET_NAME="ai-artist-assets")
            self.assertEqual((self.folder / "buckets").read_text().split()[0::2], ["ai-artist-assets-old", "ai-artist-assets"])


if __name__ == "__main__":
    if not shutil.which("redis-server"):
        print("skipped: redis-server is not installed")
        sys.exit(77)
    unittest.main(argv=sys.argv[:1])
