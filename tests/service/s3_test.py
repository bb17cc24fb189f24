"""An artist whose files live in a bucket: a debut, the service and its links, on a server of S3 that somebody else wrote."""
import hashlib
import json
import pathlib
import shutil
import sys
import unittest
import urllib.error
import urllib.parse
import urllib.request

HERE = pathlib.Path(__file__).parent
sys.path += [str(HERE.parent / "peers"), str(HERE.parent / "program")]
from peer import Missing, skip  # noqa: E402
from program import SEED_PROMPT, Troupe  # noqa: E402
from server import Server  # noqa: E402
from swift_server import SwiftServer  # noqa: E402

PROGRAM, WORK = sys.argv[1], pathlib.Path(sys.argv[2])
BUCKET, PREFIX = "label-assets", "label/one"


def digest(data):
    return hashlib.sha256(data).hexdigest()


def tree(folder):
    return {str(file.relative_to(folder)): digest(file.read_bytes()) for file in sorted(folder.rglob("*")) if file.is_file()}


def fetch(url, **headers):
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    try:
        with opener.open(urllib.request.Request(url, headers=headers), timeout=30) as answer:
            return answer.status, answer.headers, answer.read()
    except urllib.error.HTTPError as refused:
        return refused.code, refused.headers, refused.read()


class FilesInABucket(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        shutil.rmtree(WORK, ignore_errors=True)
        cls.swift = SwiftServer().__enter__()
        cls.addClassCleanup(cls.swift.close)
        cls.swift.make_bucket(BUCKET)
        cls.settings = cls.swift.environment(BUCKET) | {"TROUPE_S3_PREFIX": PREFIX}
        cls.troupe = Troupe(PROGRAM, WORK, **cls.settings)
        done = cls.troupe.run("debut", "--prompt", SEED_PROMPT, "--seed", "7", "--json", timeout=800)
        assert done.returncode == 0, done.stderr[-2000:]
        cls.folder = pathlib.Path(json.loads(done.stdout)["folder"])
        cls.state = WORK / "state"

    def server(self, **more):
        server = Server(PROGRAM, self.state, **self.settings, **more)
        self.addCleanup(lambda: self.assertEqual(server.stop(), 0))
        return server

    def bucket_files(self):
        pages = self.swift.client().get_paginator("list_objects_v2").paginate(Bucket=BUCKET, Prefix=PREFIX + "/")
        return {each["Key"].removeprefix(PREFIX).replace("/", ""): each["Key"] for page in pages for each in page["Contents"]}

    def every_file(self, server):
        """(content id, file) of all that was made."""
        artist = server.get("/api/artists").json["items"][0]["id"]
        for content in server.get(f"/api/artists/{artist}/content?limit=500").json["items"]:
            for file in server.get("/api/content/" + content["id"]).json["files"]:
                yield content["id"], file

    @staticmethod
    def address(content, file):
        return f"/api/content/{content}/files?name={urllib.parse.quote(file['name'])}"

    def test_a_debut_is_complete_and_its_files_lie_in_the_bucket_alone(self):
        release = next((self.folder / "releases").iterdir())
        for name in ["master.flac", "master.mp3", "song.mid", "cover.jpg", "teaser-9x16.mp4", "teaser-1x1.mp4", "teaser-16x9.mp4", "canvas.mp4",
                     "captions.json", "analysis.json", "provenance.json", "preflight.json", "ddex", "lyrics.txt"]:
            self.assertTrue((release / name).exists(), name)
        self.assertGreaterEqual(len(list((release / "stems").glob("*.flac"))), 4)
        for name in ["index.html", "passport.json", "plan/plan.json", "plan/calendar.ics"]:
            self.assertTrue((self.folder / name).exists(), name)
        self.assertFalse((self.state / "assets").exists())
        there, client = self.bucket_files(), self.swift.client()
        self.assertGreater(len(there), 20)
        for name, key in there.items():
            answer = client.get_object(Bucket=BUCKET, Key=key)
            self.assertEqual((digest(answer["Body"].read()), answer["Metadata"]["sha256"]), (name, name))
        self.assertEqual(client.list_multipart_uploads(Bucket=BUCKET).get("Uploads", []), [])

    def test_the_same_call_restores_what_was_lost_here(self):
        before = tree(self.folder / "releases")
        shutil.rmtree(self.folder / "releases")
        shutil.rmtree(self.state / "cache")
        self.troupe.json("debut", "--prompt", SEED_PROMPT, "--seed", "7")
        self.assertEqual(sorted(tree(self.folder / "releases")), sorted(before))
        for name in before:
            if name.endswith((".flac", ".mp3", ".mp4", ".jpg", ".mid")):
                self.assertEqual(tree(self.folder / "releases")[name], before[name], name)

    def test_the_service_streams_every_file_and_ranges_of_it(self):
        server = self.server()
        shutil.rmtree(self.state / "cache", ignore_errors=True)
        files = list(self.every_file(server))
        self.assertGreater(len(files), 20)
        for content, file in files:
            reply = server.get(self.address(content, file))
            self.assertEqual((reply.status, digest(reply.body)), (200, file["asset"]), file["name"])
        content, file = next(each for each in files if each[1]["name"] == "master.mp3")
        part = server.get(self.address(content, file), Range="bytes=1000-1999")
        self.assertEqual((part.status, len(part.body)), (206, 1000))
        self.assertNotIn(self.swift.url, server.get("/").headers["content-security-policy"])

    def test_with_links_players_read_from_the_bucket_itself(self):
        server = self.server(TROUPE_S3_LINKS="1")
        policy = server.get("/").headers["content-security-policy"]
        for directive in ["img-src", "media-src", "connect-src"]:
            words = next(each for each in policy.split(";") if each.strip().startswith(directive))
            self.assertIn(self.swift.url, words.split())
        self.assertNotIn(self.swift.url, next(each for each in policy.split(";") if each.strip().startswith("script-src")))
        content, file = next(each for each in self.every_file(server) if each[1]["name"] == "master.mp3")
        reply = server.get(self.address(content, file))
        self.assertEqual((reply.status, reply.body), (307, b""))
        self.assertEqual(reply.headers["cache-control"], "private, max-age=300")
        link = reply.headers["location"]
        self.assertNotIn(self.swift.secret, link.replace("tester", ""))
        status, headers, body = fetch(link)
        self.assertEqual((status, digest(body), headers["Content-Type"]), (200, file["asset"], "audio/mpeg"))
        self.assertIn('filename="master.mp3"', headers["Content-Disposition"])
        status, headers, body = fetch(link, Range="bytes=1000-1999")
        self.assertEqual((status, len(body)), (206, 1000))
        self.assertEqual(fetch(link.replace("X-Amz-Expires=600", "X-Amz-Expires=6000"))[0], 403)
        self.assertEqual(fetch(link[:-1] + ("0" if link[-1] != "0" else "1"))[0], 403)
        # Links are signed for GET; small pictures are made here.
        self.assertEqual(server.ask("HEAD", self.address(content, file)).status, 200)
        content, cover = next(each for each in self.every_file(server) if each[1]["name"] == "cover.jpg")
        self.assertEqual(server.get(self.address(content, cover) + "&width=320").status, 200)

    def test_says_that_the_bucket_is_away_and_goes_on_when_it_is_back(self):
        server = self.server()
        content, file = next(each for each in self.every_file(server) if each[1]["name"] == "master.mp3")
        shutil.rmtree(self.state / "cache", ignore_errors=True)
        self.swift.stop()
        try:
            reply = server.get(self.address(content, file), timeout=300)
            self.assertEqual(reply.status, 503, reply.body)
            self.assertIn(BUCKET, reply.json["detail"])
        finally:
            self.swift.start()
        self.assertEqual(server.get(self.address(content, file)).status, 200)

    def test_the_ports_name_the_bucket(self):
        ports = json.loads(self.server().get("/api/providers").body)["ports"]
        makers = next(port for port in ports if port["name"] == "assets")["makers"]
        self.assertTrue(makers[0]["is_configured"], makers)


if __name__ == "__main__":
    try:
        SwiftServer().close()
    except Missing as why:
        skip(why)
    unittest.main(argv=sys.argv[:1])
