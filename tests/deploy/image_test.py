"""The image of deploy/container/Containerfile, built without a daemon around a program that is built already, and tried as its user on a
root folder that cannot be written. What an engine adds (cgroups, seccomp, its networks) is not there.

    python3 image_test.py PATH/TO/troupe WORK_FOLDER

Fetches some 200 MB of Debian's packages the first time; WORK_FOLDER keeps the base for the next.
"""
import http.client
import json
import pathlib
import re
import shutil
import subprocess
import sys
import time
import unittest

sys.path.insert(1, str(pathlib.Path(__file__).parents[1] / "peers"))
import container
import program
from peer import Missing, free_port

PROGRAM, WORK = pathlib.Path(sys.argv[1]).resolve(), pathlib.Path(sys.argv[2]).resolve()
DEPLOY = program.ROOT / "deploy/container"
TAG = "localhost/troupe:tried"
MOST_MEGABYTES = 560  # measured: 505


def status_of(port, path, key=None):
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
    try:
        connection.request("GET", path, headers={"Authorization": "Bearer " + key} if key else {})
        return connection.getresponse().status
    finally:
        connection.close()


class Image(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        builder = container.Builder(WORK / "buildah")
        builder.debian()
        shutil.rmtree(WORK / "given", ignore_errors=True)
        subprocess.run([DEPLOY / "program.sh", PROGRAM, WORK / "given/program"], check=True)
        revision = subprocess.run(["git", "-C", program.ROOT, "rev-parse", "HEAD"], capture_output=True, text=True).stdout.strip()
        builder("rm", "--all")
        builder.bud(
            program.ROOT, DEPLOY / "Containerfile", TAG, "--build-context", f"build={WORK / 'given'}", "--build-arg", "REVISION=" + revision
        )
        cls.builder, cls.revision = builder, revision
        cls.image = container.Container(builder, TAG, WORK / "volume")
        cls.addClassCleanup(builder, "rm", "--all")

    def installed(self):
        listed = subprocess.run(
            ["dpkg-query", "--admindir", self.image.root / "var/lib/dpkg", "-W", "-f", "${db:Status-Status} ${Package}\n"],
            capture_output=True,
            text=True,
            check=True,
        )
        return {line.split()[1] for line in listed.stdout.splitlines() if line.startswith("installed ")}

    def test_says_what_it_is_and_how_it_is_run(self):
        config = self.image.config
        version = re.search(r"project\(troupe VERSION ([0-9.]+)", (program.ROOT / "CMakeLists.txt").read_text()).group(1)
        self.assertEqual(config["Labels"]["org.opencontainers.image.version"], version)
        self.assertEqual(config["Labels"]["org.opencontainers.image.revision"], self.revision)
        self.assertEqual((config["User"], config["Entrypoint"], config["Cmd"][0]), ("10001:10001", ["troupe"], "serve"))
        self.assertEqual(list(config["Volumes"]), ["/var/lib/troupe"])
        self.assertEqual(list(config["ExposedPorts"]), ["8000/tcp"])
        self.assertEqual(config["Healthcheck"]["Test"], ["CMD", "troupe-healthy"])
        self.assertEqual(config["StopSignal"], "SIGTERM")

    def test_holds_every_library_of_the_program_and_every_package_it_runs(self):
        needed = set((WORK / "given/program/libraries.txt").read_text().split())
        self.assertIn("libpq5", needed)
        run = {line.split()[0] for line in (program.ROOT / "scripts/packages.txt").read_text().splitlines() if line.split()[1:2] == ["run"]}
        self.assertIn("ffmpeg", run)
        self.assertEqual((needed | run) - self.installed(), set())
        for name in ["/usr/local/bin/troupe", "/usr/bin/ffmpeg", "/usr/bin/ffprobe", "/usr/bin/espeak-ng"]:
            self.assertNotIn("not found", self.image.run("ldd", name))

    def test_holds_nothing_to_build_with_and_is_no_larger_than_it_was(self):
        self.assertFalse({name for name in self.installed() if name.endswith("-dev") or name in ("gcc", "g++", "cmake", "npm", "git")})
        self.assertEqual(list((self.image.root / "var/lib/apt/lists").iterdir()), [])
        size = int(subprocess.run(["du", "-sxm", self.image.root], capture_output=True, text=True, check=True).stdout.split()[0])
        print(f"the image takes {size} MB")
        self.assertLess(size, MOST_MEGABYTES)

    def test_runs_as_nobody_who_may_write_to_it(self):
        self.assertEqual(self.image.run("id", "-u").strip(), "10001")
        self.assertIn("CapEff:\t0000000000000000", self.image.run("cat", "/proc/self/status"))
        for where in ["/usr/local/bin/x", "/etc/x", "/x"]:
            self.image.run("touch", where, expect=1)
        self.image.run("touch", "/tmp/x")

    def test_has_all_that_a_release_needs(self):
        self.assertEqual(
            self.image.run("troupe", "--version"), subprocess.run([PROGRAM, "--version"], capture_output=True, text=True).stdout
        )
        found = self.image.run("troupe", "doctor")
        self.assertIn("Everything that a debut needs is here.", found)
        self.assertIn("all faces are installed", found)

    def test_makes_a_video(self):
        self.image.run("sh", "-c", "troupe visual example canvas > brief.json && troupe visual canvas --brief brief.json --out canvas")
        videos = list((self.image.volume / "canvas").rglob("*.mp4"))
        self.assertEqual(len(videos), 1)
        self.assertGreater(videos[0].stat().st_size, 50_000)

    def test_serves_with_a_key_and_stops_when_it_is_told_to(self):
        self.image.run("troupe", "serve", "--address", "0.0.0.0", "--port", "0", expect=1)
        self.image.run("troupe-setup", "/var/lib/troupe/first-key")
        key_file = self.image.volume / "first-key"
        key = key_file.read_text().strip()
        self.assertEqual(key_file.stat().st_mode & 0o777, 0o600)
        key_file.unlink()
        self.image.run("troupe-setup", "/var/lib/troupe/first-key")
        self.assertFalse(key_file.exists(), "there is a key already")
        port = free_port()
        words = [*self.image.config["Entrypoint"], *self.image.config["Cmd"]]
        self.assertEqual(words[-1], "8000")
        process = self.image.start(*words[:-1], str(port), stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
        self.addCleanup(process.stderr.close)
        try:
            self.assertIn(f":{port};", process.stderr.readline())
            self.assertEqual([status_of(port, path) for path in ["/healthz", "/readyz", "/", "/api/artists"]], [200, 200, 200, 401])
            self.assertEqual(status_of(port, "/api/artists", key), 200)
            self.image.run("troupe-healthy", str(port))
            self.image.run("troupe-healthy", str(free_port()), expect=1)
            # The first process of its namespace, as it is in a container: there a signal that nobody waits for is lost.
            first = pathlib.Path(f"/proc/{process.pid}/task/{process.pid}/children").read_text().split()[0]
            self.assertRegex(pathlib.Path(f"/proc/{first}/status").read_text(), r"NSpid:\t\d+\t1\n")
            began = time.monotonic()
            subprocess.run(["kill", "-TERM", first], check=True)
            self.assertEqual(process.wait(timeout=60), 0)
            self.assertLess(time.monotonic() - began, 25)
        finally:
            process.kill()
            process.wait()

    def test_works_and_says_how_it_is_and_gives_up_when_it_is_told_to(self):
        port = str(free_port())
        process = self.image.start(
            "TROUPE_LOG=stderr", "TROUPE_METRICS_PORT=" + port, "troupe", "work", stdout=subprocess.DEVNULL, stderr=subprocess.PIPE
        )
        self.addCleanup(process.stderr.close)
        try:
            self.assertEqual(json.loads(process.stderr.readline())["service.name"], "troupe")
            self.image.run("troupe-healthy", port)
            first = pathlib.Path(f"/proc/{process.pid}/task/{process.pid}/children").read_text().split()[0]
            subprocess.run(["kill", "-TERM", first], check=True)
            self.assertEqual(process.wait(timeout=30), 0)
        finally:
            process.kill()
            process.wait()


if __name__ == "__main__":
    try:
        container.require("buildah", "git", "objdump", "strip")
        builder = container.Builder(WORK / "buildah")
        builder.debian()
    except Missing as why:
        print("skipped:", why)
        sys.exit(77)
    unittest.main(argv=sys.argv[:1], verbosity=1)
