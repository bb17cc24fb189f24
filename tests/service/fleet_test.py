"""Two servers and three workers make a roster, while workers (and Redis) are killed -9: every job is done once, every file can be read.

With `postgres redis s3` behind the folder they share these, and each has a home of its own, as on five machines; otherwise all of them work in
one home. TROUPE_FLEET_RELEASES=20 makes a release for every artist and not for a few; TROUPE_KILLS, how often somebody dies."""
import collections
import hashlib
import os
import pathlib
import random
import shutil
import sys
import threading
import time
import unittest

from server import Server, Worker
from stores import Bucket, Database, SharedRedis

PROGRAM, WORK = sys.argv[1], pathlib.Path(sys.argv[2])
ARTISTS, RELEASES, KILLS = 20, int(os.environ.get("TROUPE_FLEET_RELEASES", "2")), int(os.environ.get("TROUPE_KILLS", "10"))
PATIENCE = 120  # seconds in which something must have come further


class Misfortune(threading.Thread):
    """Kills one of them after the other, at random moments that are the same in every run, and starts it again."""

    def __init__(self, victims):
        super().__init__()
        self.victims, self.is_over, self.kills = victims, threading.Event(), collections.Counter()

    def run(self):
        moments = random.Random(int(os.environ.get("TROUPE_SEED", "20261123")))
        for _ in range(KILLS):
            if self.is_over.wait(moments.uniform(0.5, 5)):
                return
            victim = moments.choice(self.victims)
            victim.kill()
            victim.start()
            self.kills[type(victim).__name__] += 1


class Fleet(unittest.TestCase):
    def setUp(self):
        shutil.rmtree(WORK, ignore_errors=True)
        self.redis, self.environment = SharedRedis(), {}
        for shared in (Database(), self.redis, Bucket()):
            self.addCleanup(shared.stop)
            self.environment.update(shared.environment)
        self.servers = [self.start_server(name) for name in ("server-1", "server-2")]
        self.workers = [self.start_worker(name) for name in ("worker-1", "worker-2", "worker-3")]

    def home(self, name):
        home = WORK / (name if Bucket.is_wanted() else "home")
        home.mkdir(parents=True, exist_ok=True)
        return home

    def start_server(self, name):
        server = Server(PROGRAM, self.home(name), "--no-work", **self.environment)
        self.addCleanup(lambda: server.process.poll() is None and server.kill())
        return server

    def start_worker(self, name):
        home = self.home(name)
        worker = Worker(PROGRAM, home, {**self.servers[0].environment, "HOME": str(home), "TROUPE_HOME": str(home), "TROUPE_WORKERS": "1"})
        self.addCleanup(worker.kill)
        return worker

    def test_every_job_is_done_once_whoever_dies(self):
        misfortune = Misfortune(self.workers + [self.redis] * SharedRedis.is_wanted())
        misfortune.start()
        self.addCleanup(misfortune.is_over.set)
        artists = self.make_artists()
        releases = self.make_releases(artists[:RELEASES])
        self.wait_until_idle()
        misfortune.is_over.set()
        misfortune.join()
        self.check_jobs()
        self.check_artists(artists)
        for artist, release in zip(artists, releases):
            self.check_release(artist, release)
        self.check_totals()
        self.assertEqual([each.stop() for each in self.servers + self.workers], [0] * 5)
        self.assertEqual(self.servers[0].troupe("db", "check")["problems"], [])
        print("%s: %d artists, %d releases, killed: %s" % (" ".join(sys.argv[3:]) or "files", len(artists), len(releases), dict(misfortune.kills)))

    def make_artists(self):
        """In turns at both servers; the same key again, at the other one, is the same artist."""
        begun = [self.servers[n % 2].post("/api/artists", self.artist(n), Idempotency_Key="artist-%d" % n) for n in range(ARTISTS)]
        self.assertEqual({each.status for each in begun}, {202})
        again = [self.servers[(n + 1) % 2].post("/api/artists", self.artist(n), Idempotency_Key="artist-%d" % n) for n in range(ARTISTS)]
        self.assertEqual([each.json["id"] for each in again], [each.json["id"] for each in begun])
        for each in begun:
            self.assertEqual(self.finished(each.json["job_id"])["state"], "done")
        return [each.json["id"] for each in begun]

    def artist(self, number):
        return {"prompt": "Choir number %d, who sings of rain on a harbour" % number, "seed": number}

    def make_releases(self, artists):
        begun = [self.servers[n % 2].post("/api/artists/%s/releases" % artist, {"seed": n}) for n, artist in enumerate(artists)]
        self.assertEqual({each.status for each in begun} - {202}, set(), [each.body for each in begun])
        for each in begun:
            job = self.finished(each.json["job_id"])
            self.assertEqual(job["state"], "done", job)
        return [each.json["release_id"] for each in begun]

    def finished(self, job):
        """However slow the machine: while other jobs come further, it may wait."""
        seen, last_change = None, time.monotonic()
        while True:
            state = self.servers[0].get("/api/jobs/" + job).json
            if state["state"] in ("done", "failed", "cancelled"):
                return state
            now = (state, sorted((each["id"], each["state"], each["progress"]) for each in self.unfinished()))
            if now != seen:
                seen, last_change = now, time.monotonic()
            self.assertLess(time.monotonic() - last_change, PATIENCE, state)
            time.sleep(0.2)

    def unfinished(self):
        return [each for state in ("waiting", "ready", "running") for each in self.servers[0].all_of("/api/jobs?limit=500&state=" + state)]

    def wait_until_idle(self):
        for job in self.unfinished():
            self.finished(job["id"])

    def check_jobs(self):
        jobs = self.servers[1].all_of("/api/jobs?limit=500")
        self.assertEqual({each["state"] for each in jobs}, {"done"}, [each for each in jobs if each["state"] != "done"])
        created = [each for each in jobs if each["kind"] == "artist.create"]
        self.assertEqual(len(created), ARTISTS)

    def check_artists(self, artists):
        listed = self.servers[0].all_of("/api/artists?limit=500")
        self.assertEqual(collections.Counter(each["id"] for each in listed), collections.Counter(artists))
        noted = [each["subject"] for each in self.servers[1].all_of("/api/audit?action=artist.create&limit=500")]
        self.assertEqual(collections.Counter(noted), collections.Counter(artists))

    def check_release(self, artist, release):
        """One release, its parts once each, and every byte as its hash says, from either server."""
        contents = self.servers[0].all_of("/api/artists/%s/content?limit=100" % artist)
        kinds = collections.Counter(each["kind"] for each in contents)
        self.assertEqual((kinds["release"], kinds["track"], kinds["cover"]), (1, 1, 1), kinds)
        self.assertIn(release, [each["id"] for each in contents])
        files = 0
        for content in contents:
            for file in self.servers[0].get("/api/content/" + content["id"]).json["files"]:
                for server in self.servers:
                    body = server.get("/api/content/%s/files?name=%s" % (content["id"], file["name"])).body
                    self.assertEqual((hashlib.sha256(body).hexdigest(), len(body)), (file["asset"], file["size_bytes"]), file["name"])
                files += 1
        self.assertGreater(files, 10)

    def check_totals(self):
        for path in ("/api/artists?limit=500", "/api/jobs?limit=500", "/api/audit?limit=500", "/api/approvals?limit=500"):
            first, second = (server.all_of(path) for server in self.servers)
            self.assertEqual(first, second, path)


if __name__ == "__main__":
    unittest.main(argv=[sys.argv[0], "-v"])
