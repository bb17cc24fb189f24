"""On PostgreSQL: what its connections do is told, and while the server is away, that it is away and nothing made up."""
import pathlib
import shutil
import sys
import unittest

from watched import Server, scrape, until
from peer import Missing, skip
from postgres_server import PostgresServer

PROGRAM, WORK = sys.argv[1], pathlib.Path(sys.argv[2])
KNOWN_BY_THE_DATABASE = ("troupe_jobs", "troupe_artists", "troupe_reports_imported", "troupe_webhooks", "troupe_database_size_bytes")


class ServerGone(unittest.TestCase):
    def test_what_is_told_with_the_server_and_without(self):
        shutil.rmtree(WORK, ignore_errors=True)
        WORK.mkdir(parents=True)
        try:
            database = PostgresServer()
        except Missing as reason:
            skip(reason)
        with database:
            server = Server(PROGRAM, WORK, **database.environment())
            self.addCleanup(server.kill)
            server.finished(server.post("/api/artists", {"prompt": "A quiet piano player", "seed": 4}).json["job_id"])
            told = until(lambda: (told := scrape(server)).value("troupe_artists", state="active") == 1 and told)
            self.assertEqual(told.value("troupe_database_up"), 1)
            self.assertEqual(told.value("troupe_database_info", kind="postgresql"), 1)
            self.assertEqual(told.value("troupe_database_connections_limit"), 16)
            self.assertGreater(told.value("troupe_database_connections"), 0)
            self.assertGreater(told.value("troupe_database_commit_duration_seconds_count"), 3)
            self.assertGreater(told.value("troupe_database_size_bytes"), 100_000)

            database.stop("immediate")
            told = until(lambda: (told := scrape(server)).value("troupe_database_up") == 0 and told)
            for name in KNOWN_BY_THE_DATABASE:
                self.assertIsNone(told.value(name), name)
            self.assertEqual(told.value("troupe_log_events_total", event="database.not_watched") > 0, True)

            database.start()
            until(lambda: scrape(server).value("troupe_artists", state="active") == 1)


if __name__ == "__main__":
    unittest.main(argv=[sys.argv[0], "-v"])
