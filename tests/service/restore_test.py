"""A backup taken while the service works, brought back elsewhere: compared row by row, and every file by its hash.

With `postgres` as a third argument the database is a server, and the commands are those that `troupe db backup` and `db restore` name."""
import contextlib
import hashlib
import pathlib
import re
import shlex
import shutil
import subprocess
import sys
import threading
import unittest

import rows
from server import Server
from stores import Database

PROGRAM, WORK = sys.argv[1], pathlib.Path(sys.argv[2])


class Visitor(threading.Thread):
    """Makes artists until told to stop; remembers those whose job was done."""

    def __init__(self, server):
        super().__init__()
        self.server, self.is_stopping, self.done = server, False, []

    def run(self):
        while not self.is_stopping:
            reply = self.server.post("/api/artists", {"prompt": "Choir %d of the harbour" % len(self.done), "seed": len(self.done)}, Prefer="wait=60")
            assert reply.status == 201, reply.body
            self.done.append(reply.json["id"])


class Copies:
    """Backup and restore as the documentation says it, on either kind of database."""

    def __init__(self, server, database):
        self.server, self.database, self.count = server, database, 0

    def take(self):
        """The database first: what its rows name is then among the files, which are copied after it."""
        self.count += 1
        backup = WORK / ("backup-%d" % self.count)
        backup.mkdir()
        if Database.is_wanted():
            self.run_what_it_says(self.tool("db", "backup", str(backup / "database")), "pg_dump")
        else:
            self.server.troupe("db", "backup", str(backup / "database"))
        shutil.copytree(WORK / "home/assets", backup / "assets")
        shutil.copy(WORK / "home/key-pepper", backup)
        return backup

    def bring_back(self, backup):
        """A home of its own, and what a server needs to find its database."""
        home = backup / "home"
        home.mkdir()
        shutil.copytree(backup / "assets", home / "assets")
        shutil.copy(backup / "key-pepper", home)
        environment = dict(self.server.environment, TROUPE_HOME=str(home), HOME=str(home))
        if Database.is_wanted():
            environment["POSTGRES_DB"] = "restored_%d" % self.count
            advice = self.tool("db", "restore", str(backup / "database")).replace("postgres_restored", environment["POSTGRES_DB"])
            self.run_what_it_says(advice, "createdb")
            self.run_what_it_says(advice, "pg_restore")
        else:
            subprocess.run([PROGRAM, "db", "restore", str(backup / "database")], env=environment, check=True, capture_output=True)
        return home, environment

    def tool(self, *arguments):
        """What the program says to do instead."""
        done = subprocess.run([PROGRAM, *arguments], env=self.server.environment, capture_output=True, text=True)
        assert done.returncode == 2, done
        return done.stderr

    def run_what_it_says(self, advice, tool):
        command = re.search(r"(?:^|[ :])(%s (?:[^,\n](?!, ))*[^,\n])" % tool, advice).group(1)
        subprocess.run(shlex.split(command), env=self.database.server.with_password(), check=True)

    def rows_of(self, environment):
        if Database.is_wanted():
            return rows.of_server(self.database.server, environment["POSTGRES_DB"])
        return rows.of_file(pathlib.Path(environment["TROUPE_HOME"]) / "troupe.db")


class Restore(unittest.TestCase):
    def setUp(self):
        shutil.rmtree(WORK, ignore_errors=True)
        (WORK / "home").mkdir(parents=True)
        self.database = Database()
        self.addCleanup(self.database.stop)
        self.server = Server(PROGRAM, WORK / "home", **self.database.environment)
        self.addCleanup(lambda: self.server.process.poll() is None and self.server.kill())
        self.copies = Copies(self.server, self.database)

    def test_what_was_acknowledged_before_a_backup_is_in_it(self):
        visitor = Visitor(self.server)
        visitor.start()
        content = self.make_something()
        before = list(visitor.done)
        backup = self.copies.take()
        visitor.is_stopping = True
        visitor.join()
        self.assertGreater(len(visitor.done), len(before), "nothing happened while the backup was taken")
        home, environment = self.copies.bring_back(backup)
        with self.serving(home, environment) as restored:
            artists = {each["id"] for each in restored.get("/api/artists?limit=500").json["items"]}
            self.assertLessEqual(set(before), artists)
            self.assertLessEqual(artists, set(visitor.done) | {content["artist"]})
            self.compare_files(home, restored, content["id"])

    def test_a_backup_holds_every_row_and_every_byte(self):
        content = self.make_something()
        self.assertEqual(self.server.stop(), 0)
        before = self.copies.rows_of(self.server.environment)
        backup = self.copies.take()
        self.server.start()
        # What happens later is not in it.
        later = self.server.post("/api/artists", {"prompt": "Somebody who came after the backup", "seed": 99}, Prefer="wait=60").json["id"]
        home, environment = self.copies.bring_back(backup)
        after = self.copies.rows_of(environment)
        self.assertGreater(sum(map(len, before.values())), 50)
        self.assertEqual(before.differences(after), [])
        with self.serving(home, environment) as restored:
            self.assertEqual(restored.get("/api/artists/" + later).status, 404)
            self.compare_files(home, restored, content["id"])
            # And it works on: what is made now finds its place beside what was there.
            self.assertEqual(restored.post("/api/artists", {"prompt": "Somebody who came after the restore", "seed": 98}, Prefer="wait=60").status, 201)
            self.assertEqual(restored.troupe("db", "check")["problems"], [])
        print(before)

    def make_something(self):
        """An artist with a plan, a song that was approved, and numbers that came back. Gives the song."""
        ask = self.server.post
        artist = ask("/api/artists", {"prompt": "A brass band from a town of bridges", "seed": 4}, Prefer="wait=60").json["id"]
        self.assertIn(ask("/api/artists/%s/plan" % artist, {"duration": 30}, Prefer="wait=60").status, (200, 201))
        made = ask("/api/artists/%s/content" % artist, {"type": "track", "seed": 1}, Prefer="wait=120", timeout=150)
        self.assertEqual(made.status, 201, made.body)
        self.assertEqual(ask("/api/content/%s/approve" % made.json["id"], {"comment": "yes"}).status, 200)
        report = "date,platform,territory,track,streams,listeners,saves,skips,shares\n2026-10-01,spotify,DE,%s,90,70,4,9,1\n" % made.json["id"]
        self.assertEqual(ask("/api/reports", report.encode(), Content_Type="text/csv").json["imported"], 1)
        return made.json

    @contextlib.contextmanager
    def serving(self, home, environment):
        restored = Server(PROGRAM, home, **{name: value for name, value in environment.items() if name.startswith("POSTGRES") or "_POSTGRES_" in name})
        self.addCleanup(lambda: restored.process.poll() is None and restored.kill())
        yield restored
        self.assertEqual(restored.stop(), 0)

    def compare_files(self, home, restored, content):
        """Every file lies under its own hash, and what the restored service hands out is what the first one does."""
        files = [path for path in (home / "assets").rglob("*") if path.is_file()]
        self.assertGreater(len(files), 5)
        for path in files:
            self.assertEqual(hashlib.sha256(path.read_bytes()).hexdigest(), path.parent.name + path.name)
        for file in restored.get("/api/content/" + content).json["files"]:
            body = restored.get("/api/content/%s/files?name=%s" % (content, file["name"])).body
            self.assertEqual(hashlib.sha256(body).hexdigest(), file["asset"], file["name"])


if __name__ == "__main__":
    unittest.main(argv=[sys.argv[0], "-v"])
