"""The whole life of an artist, over HTTP alone: from the prompt to the version that grew from what came back."""
import datetime
import gzip
import http.client
import json
import pathlib
import shutil
import sys
import unittest

from server import Server
from stores import Bucket, Database, SharedRedis

PROGRAM, WORK = sys.argv[1], pathlib.Path(sys.argv[2])
PROMPT = "A mysterious electronic music producer with dark, atmospheric soundscapes and minimal public presence"


class Life(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        shutil.rmtree(WORK, ignore_errors=True)
        WORK.mkdir(parents=True)
        cls.database = Database()
        cls.addClassCleanup(cls.database.stop)
        cls.redis = SharedRedis()
        cls.addClassCleanup(cls.redis.stop)
        cls.bucket = Bucket()
        cls.addClassCleanup(cls.bucket.stop)
        cls.server = Server(PROGRAM, WORK, **cls.database.environment, **cls.redis.environment, **cls.bucket.environment)

    @classmethod
    def tearDownClass(cls):
        assert cls.server.stop() == 0

    def done(self, reply):
        """What a 202 promised, when its job is done."""
        self.assertEqual(reply.status, 202, reply.body)
        self.assertEqual(reply.headers["location"], "/api/jobs/" + reply.json["job_id"])
        job = self.server.finished(reply.json["job_id"])
        self.assertEqual(job["state"], "done", job)
        return reply.json

    def good(self, reply, status=200):
        self.assertEqual(reply.status, status, reply.body)
        return reply.json

    def test_from_the_prompt_to_the_evolved_version(self):
        server = self.server
        artist = self.done(server.post("/api/artists", {"prompt": PROMPT, "seed": 11}))["id"]
        shown = server.get("/api/artists/" + artist)
        document = self.good(shown)
        self.assertEqual(shown.headers["etag"], '"1"')
        self.assertIn(document["name"], [each["name"] for each in self.good(server.get("/api/artists"))["items"]])
        self.assertEqual(server.get("/api/artists/" + artist, If_None_Match='"1"').status, 304)

        edited = self.good(server.ask("PATCH", "/api/artists/" + artist, {"changes": [{"field": "positioning.tagline", "value": "Night work"}]}, If_Match='"1"'))
        self.assertEqual(edited["positioning"]["tagline"], "Night work")
        stale = server.ask("PATCH", "/api/artists/" + artist, {"changes": [{"field": "positioning.tagline", "value": "Too late"}]}, If_Match='"1"')
        self.assertEqual((stale.status, stale.headers["content-type"]), (412, "application/problem+json"))
        undone = self.good(server.post("/api/artists/%s/undo" % artist, {"to": 1}))
        self.assertEqual(undone["positioning"], document["positioning"])
        self.assertEqual(len(self.good(server.get("/api/artists/%s/history" % artist))["versions"]), 3)

        self.done(server.post("/api/artists/%s/plan" % artist, {"duration": 60}))
        plan = self.good(server.get("/api/artists/%s/plan" % artist))
        self.assertEqual(plan["days"], 60)
        self.assertIn(b"BEGIN:VCALENDAR", server.get("/api/artists/%s/plan.ics" % artist).body)
        item = plan["items"][0]["id"]
        self.assertTrue(self.good(server.post("/api/plan-items/%s/lock" % item))["locked"])
        self.assertEqual(server.post("/api/plan-items/%s/move" % item, {"date": "2030-01-01"}).status, 409)

        track = self.done(server.post("/api/artists/%s/content" % artist, {"type": "track", "seed": 3}))["id"]
        content = self.good(server.get("/api/content/" + track))
        self.assertEqual(content["state"], "in_review")
        with server.straight():
            self.listen(track, content)
        self.decide(track)
        cover = server.post("/api/artists/%s/content" % artist, {"content_type": "cover"}, Prefer="wait=60")
        self.assertEqual(cover.status, 201, cover.body)
        self.assertEqual(cover.json["kind"], "cover")

        self.note(artist, track)
        self.evolve(artist, track)

    def listen(self, track, content):
        """The song as players ask for it: whole, in ranges, and not again."""
        name = [each for each in content["files"] if each["role"] == "master" and each["name"].endswith(".mp3") or each["name"] == "master.mp3"][0]
        path = "/api/content/%s/files?name=%s" % (track, name["name"])
        whole = self.server.get(path)
        self.assertEqual(len(whole.body), name["size_bytes"])
        part = self.server.get(path, Range="bytes=100-199")
        self.assertEqual((part.status, part.body), (206, whole.body[100:200]))
        self.assertEqual(part.headers["content-range"], "bytes 100-199/%d" % name["size_bytes"])
        self.assertEqual(self.server.get(path, Range="bytes=-5").body, whole.body[-5:])
        self.assertEqual(self.server.get(path, Range="bytes=99999999999-").status, 416)
        self.assertEqual(self.server.get(path, If_None_Match=whole.headers["etag"]).status, 304)
        zipped = self.server.get("/api/content/" + track, Accept_Encoding="gzip")
        self.assertEqual(json.loads(gzip.decompress(zipped.body))["id"], track)

    def decide(self, track):
        self.assertIn(track, [each["id"] for each in self.good(self.server.get("/api/approvals"))["items"]])
        self.assertEqual(self.server.post("/api/content/%s/reject" % track, {}).status, 400)
        self.assertEqual(self.good(self.server.post("/api/content/%s/approve" % track, {"comment": "yes"}))["state"], "approved")
        self.assertEqual(self.server.post("/api/content/%s/approve" % track, {}).status, 409)
        decisions = self.good(self.server.get("/api/content/%s/approvals" % track))["decisions"]
        self.assertEqual([(each["by"], each["decision"], each["reason"]) for each in decisions], [("owner", "approved", "yes")])
        entries = self.good(self.server.get("/api/audit?subject=" + track))["items"]
        self.assertEqual([each["action"] for each in entries], ["content.approve", "content.create"])

    def note(self, artist, track):
        """What people leave beside the work: notes at a time, calendars for their programs."""
        noted = self.good(self.server.post("/api/content/%s/comments" % track, {"text": "The bridge drags", "seconds": 71.5}))
        self.assertEqual(self.server.post("/api/content/%s/comments" % track, {"text": "x", "seconds": -1}).status, 400)
        self.good(self.server.post("/api/comments/%s/settle" % noted["id"]))
        self.assertIn("settled", self.good(self.server.get("/api/content/%s/comments" % track))["comments"][0])
        for body in [{"artist_id": artist}, {}]:
            made = self.good(self.server.post("/api/calendars", body))
            with self.server.straight():
                calendar = self.server.get(made["path"])
            self.assertIn(b"BEGIN:VEVENT", calendar.body)
            self.good(self.server.ask("DELETE", "/api/calendars/" + made["link"]["id"]))
            with self.server.straight():
                self.assertEqual(self.server.get(made["path"]).status, 404)

    def evolve(self, artist, track):
        first = self.good(self.server.post("/api/artists/%s/evolve" % artist, {}))
        self.assertFalse(first.get("changed", False), "without evidence nothing changes")
        day = datetime.date.today() - datetime.timedelta(days=2)
        told = self.server.post("/api/content/%s/observations" % track, {"date": str(day), "platform": "spotify", "streams": 900, "saves": 80})
        self.assertEqual(self.good(told)["imported"], 1)
        # The same song, saved four times as often in the artist's last territory as in the first.
        before = self.good(self.server.get("/api/artists/" + artist))
        territories = before["audience"]["territories"]
        rows = ["date,platform,territory,track,streams,listeners,saves,skips,shares"]
        rows += ["%s,spotify,%s,%s,1500,1000,%d,90,8" % (day - datetime.timedelta(days=n), territory, track, saves)
                 for n in range(28) for territory, saves in [(territories[0], 40), (territories[-1], 160)]]
        imported = self.server.ask("POST", "/api/reports", "\n".join(rows).encode() + b"\n", Content_Type="text/csv")
        self.assertEqual(self.good(imported)["imported"], 56)
        self.assertFalse(self.good(self.server.post("/api/artists/%s/evolve" % artist, {"dry_run": True}))["changed"])
        grown = self.good(self.server.post("/api/artists/%s/evolve" % artist, {}))
        self.assertTrue(grown["changed"], grown)
        after = self.good(self.server.get("/api/artists/" + artist))
        self.assertEqual(after["core"], before["core"])
        self.assertEqual(after["version"]["number"], before["version"]["number"] + 1)
        self.assertTrue(after["version"]["diff"] and after["version"]["evidence"])

    def test_the_same_key_does_nothing_twice(self):
        body = {"prompt": "A cheerful folk duo from the mountains", "seed": 5}
        first = self.server.post("/api/artists", body, Idempotency_Key="folk-1")
        again = self.server.post("/api/artists", body, Idempotency_Key="folk-1")
        self.assertEqual((again.status, again.json), (202, first.json))
        self.assertEqual(again.headers["idempotency-replayed"], "true")
        self.assertEqual(self.server.post("/api/artists", {**body, "seed": 6}, Idempotency_Key="folk-1").status, 422)
        self.done(first)

    def test_events_go_on_where_they_were_cut_off(self):
        begun = self.server.post("/api/artists", {"prompt": "A tender piano player who writes for empty rooms", "seed": 9})
        self.done(begun)
        events = self.events("?after=0", b"artist.created")
        self.assertIn(b"event: job.changed", events)
        last = max(int(line[4:]) for line in events.split(b"\n") if line.startswith(b"id: "))
        self.done(self.server.post("/api/artists", {"prompt": "A loud punk band that hates mondays", "seed": 10}))
        later = self.events("", b"artist.created", last)
        self.assertGreater(min(int(line[4:]) for line in later.split(b"\n") if line.startswith(b"id: ")), last)

    def events(self, query, wanted, last=None):
        connection = http.client.HTTPConnection("127.0.0.1", self.server.port, timeout=30)
        connection.request("GET", "/api/events" + query, headers={} if last is None else {"Last-Event-ID": str(last)})
        response = connection.getresponse()
        self.assertEqual(response.getheader("content-type"), "text/event-stream")
        got = b""
        while wanted not in got:
            line = response.readline()
            self.assertTrue(line, "the stream ended: %r" % got)
            got += line
        connection.close()
        return got

    def test_what_operators_ask(self):
        with self.server.straight():
            self.ask_as_operator()

    def ask_as_operator(self):
        self.assertEqual(self.server.get("/healthz").body, b"ok\n")
        self.assertEqual(self.server.get("/readyz").body, b"ready\n")
        self.server.get("/api/artists")
        metrics = self.server.get("/metrics").body.decode()
        self.assertRegex(metrics, r'troupe_http_requests_total\{call="artist.list",status="200"\} \d+')
        self.assertIn('troupe_jobs{class="cpu",state="ready"}', metrics)
        self.assertIn(b"artist.create", self.server.get("/docs").body)
        self.assertEqual(self.server.get("/openapi.json").json["openapi"], "3.1.0")


if __name__ == "__main__":
    unittest.main(argv=[sys.argv[0], "-v"])
