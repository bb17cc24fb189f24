"""What stays the same, and what does not, when a label grows: growth.py TROUPE FOLDER [ARTISTS [OBSERVATIONS]].

A PostgreSQL server of its own (fsync on, 2 GB of shared memory) is filled in two steps: 1,000 artists with 100 observations each, then
ARTISTS (1000000) with OBSERVATIONS (100000000), spread over 24 months and squarely uneven: the greatest artist has thousands of times
what the middle one has. The rows are copies of what the program itself wrote for one artist with one song. At each step one client asks over
HTTP, one request at a time. Prints NAME value target ok|short; `# ` lines are told without being judged. 10^8 observations want 65 GB
of disk and half an hour on two cores. Wants Debian's postgresql; skipped (77) without it."""
import pathlib
import random
import shutil
import statistics
import sys
import time

HERE = pathlib.Path(__file__).parent
sys.path[:0] = [str(HERE.parents[1] / "tests/service"), str(HERE.parents[1] / "tests/peers")]
from peer import Missing  # noqa: E402
from postgres_server import PostgresServer  # noqa: E402
from server import Server  # noqa: E402

PROGRAM, FOLDER = sys.argv[1], pathlib.Path(sys.argv[2])
ARTISTS, OBSERVATIONS = [int(sys.argv[i]) if len(sys.argv) > i else default for i, default in [(3, 10 ** 6), (4, 10 ** 8)]]
FIRST_ARTISTS, FIRST_OBSERVATIONS = 1000, 10 ** 5
MONTHS = ["%d-%02d" % (year, month) for year in (2024, 2025) for month in range(1, 13)]
ASKED = 200
PROMPT = "A mysterious electronic music producer with dark, atmospheric soundscapes and minimal public presence"
shorts = []


class Large(PostgresServer):
    settings = ["fsync=on", "shared_buffers=2GB", "maintenance_work_mem=1GB", "max_wal_size=4GB", "wal_level=minimal", "max_wal_senders=0",
                "default_toast_compression=lz4"]


def report(name, value, target, is_ok):
    print(name, "%.4g" % value, "%.4g" % target, "ok" if is_ok else "short", flush=True)
    if not is_ok:
        shorts.append(name)


def tell(text, *values):
    print("# " + text % values, flush=True)


class Label:
    """The database, and the rows of one artist that all others are copies of."""

    def __init__(self, database, artist, song, name):
        self.database, self.artist, self.song, self.name = database, artist, song, name
        self.artists, self.observations = 1, 0

    def sql(self, text):
        return self.database.query(text)

    def grow(self, artists, observations):
        begun = time.monotonic()
        self.add_artists(artists)
        tell("%d artists written in %.0f s", artists, time.monotonic() - begun)
        begun = time.monotonic()
        for month in MONTHS:
            self.add_month(month, observations // len(MONTHS))
        self.sql("VACUUM ANALYZE")
        self.observations = observations
        tell("%d observations written in %.0f s", observations, time.monotonic() - begun)
        for name in ["artist_versions", "contents", "observation_subjects"]:
            tell("%s: %.2f GB", name, int(self.sql("SELECT pg_total_relation_size('%s')" % name)) / 1e9)
        size = int(self.sql("SELECT SUM(pg_total_relation_size(oid)) FROM pg_class WHERE relname LIKE 'observations_20%' AND relkind = 'r'"))
        tell("observations: %.2f GB, %.0f bytes each", size / 1e9, size / observations)

    def add_artists(self, artists):
        artist, song = "lpad(to_hex(n), 6, '0') || '-0000-7000-8aaa-000000000000'", "lpad(to_hex(n), 6, '0') || '-0000-7000-8bbb-000000000000'"
        artist, song = "'02' || " + artist, "'02' || " + song
        new = "generate_series(%d, %d) AS n" % (self.artists, artists - 1)
        told = "replace(replace(document, '%s', %s), '%s', %s)" % (self.artist, artist, self.song, song)
        self.sql("INSERT INTO artists SELECT %s, 'artist ' || n, state, version, hash FROM artists, %s WHERE id = '%s'" % (artist, new, self.artist))
        self.sql("INSERT INTO artist_versions (artist, number, document, form) SELECT %s, number,"
                 " replace(%s, '\"name\":\"%s\"', '\"name\":\"Artist ' || n || '\"'), form FROM artist_versions, %s WHERE artist = '%s'"
                 % (artist, told, self.name, new, self.artist))
        self.sql("INSERT INTO contents SELECT %s, %s, kind, state, item, revision, %s FROM contents, %s WHERE id = '%s'" % (song, artist, told, new, self.song))
        self.sql("INSERT INTO observation_subjects (number, hash, artist, document) SELECT -n, md5(n::text), %s, %s"
                 " FROM observation_subjects, %s WHERE number = 1" % (artist, told, new))
        self.artists = artists

    def add_month(self, month, rows):
        """As the program makes months, but filled before its indexes are there."""
        table = "observations_" + month.replace("-", "_")
        year, number = map(int, month.split("-"))
        end = "%d-%02d-01" % (year + number // 12, number % 12 + 1)
        first = not self.observations
        after = "" if first else "ALTER TABLE observations DETACH PARTITION %s; DROP TABLE %s;" % (table, table)
        who = "'02' || lpad(to_hex(a), 6, '0')"
        self.sql(f"""BEGIN; {after} CREATE TABLE {table} (LIKE observations);
            INSERT INTO {table} (key_text, artist, content, day, platform, territory, document, subject, file)
              SELECT md5(n || '{month}') || substr(md5(n::text), 1, 8), {who} || '-0000-7000-8aaa-000000000000', {who} || '-0000-7000-8bbb-000000000000',
                     '{month}-' || lpad((1 + n % 28)::text, 2, '0'), (ARRAY['spotify','apple','youtube'])[1 + n % 3], (ARRAY['DE','US','BR','GB','JP'])[1 + n % 5],
                     '{{"line":' || n || ',"counts":[' || s || ',' || s * 7 / 10 || ',' || s / 25 || ',' || s / 6 || ',' || s / 90 || ']}}',
                     -a, 1
              FROM (SELECT n, 1 + floor({self.artists - 1} * power(random(), 3) * 0.999)::int AS a, 400 + n % 100 AS s FROM generate_series(1, {rows}) AS n) AS drawn;
            ALTER TABLE {table} ADD PRIMARY KEY (key_text, day); CREATE INDEX ON {table} (artist, content);
            ALTER TABLE observations ATTACH PARTITION {table} FOR VALUES FROM ('{month}-01') TO ('{end}'); COMMIT""")

    def some_artist(self, draw):
        return "02%06x-0000-7000-8aaa-000000000000" % draw.randrange(1, self.artists)

    def some_song(self, draw):
        return self.some_artist(draw).replace("8aaa", "8bbb")


class Questions:
    """Milliseconds of answers, by what was asked."""

    def __init__(self, server, label):
        self.server, self.label, self.draw, self.median = server, label, random.Random(7), {}

    def ask(self, name, times, method, path, body=None, **headers):
        took = []
        for number in range(times):
            begun = time.monotonic()
            reply = self.server.ask(method, path(), body(number) if body else None, timeout=600, **headers)
            took.append(1000 * (time.monotonic() - begun))
            assert reply.status == 200, (path(), reply.status, reply.body[:300])
        self.median[name] = statistics.median(took)
        tell("%d artists: %s: %.1f ms (the slowest of %d: %.1f)", self.label.artists, name, self.median[name], times, max(took))

    def ask_all(self, round_number):
        label, draw = self.label, self.draw
        self.ask("show", ASKED, "GET", lambda: "/api/artists/" + label.some_artist(draw))
        self.ask("list", ASKED, "GET", lambda: "/api/artists?limit=50&after=" + label.some_artist(draw))
        self.ask("songs", ASKED, "GET", lambda: "/api/artists/%s/content" % label.some_artist(draw))
        self.ask("observe", ASKED, "POST", lambda: "/api/content/%s/observations" % label.some_song(draw),
                 lambda number: {"date": "2025-03-%02d" % (1 + number % 28), "platform": "round%d" % round_number, "streams": number})
        self.ask("history", ASKED, "GET", lambda: "/api/artists/%s/observations" % label.some_artist(draw))
        self.ask("evolve", 20, "POST", lambda: "/api/artists/%s/evolve" % label.some_artist(draw), lambda number: {"dry_run": True})
        self.ask("metrics", 5, "GET", lambda: "/metrics")
        self.ask("report of 10,000 rows", 1, "POST", lambda: "/api/reports", self.report_file(round_number), Content_Type="text/csv")

    def report_file(self, round_number):
        lines = ["2025-%02d-%02d,deezer%d,DE,%s,%d,9,1,2,0" % (1 + n % 12, 1 + n % 28, round_number, self.label.some_song(self.draw), n) for n in range(10000)]
        return lambda number: ("date,platform,territory,track,streams,listeners,saves,skips,shares\n" + "\n".join(lines) + "\n").encode()


def make_first(server):
    artist = server.post("/api/artists", {"prompt": PROMPT, "seed": 1}, Prefer="wait=60").json["id"]
    made = server.post("/api/artists/%s/content" % artist, {"type": "track", "seed": 1}, Prefer="wait=120", timeout=150)
    assert made.status == 201, made.body
    row = "date,platform,territory,track,streams,listeners,saves,skips,shares\n2026-03-01,spotify,DE,%s,90,70,4,9,1\n" % made.json["id"]
    assert server.post("/api/reports", row.encode(), Content_Type="text/csv").json["imported"] == 1
    return artist, made.json["id"], server.get("/api/artists/" + artist).json["name"]


def main():
    shutil.rmtree(FOLDER, ignore_errors=True)
    FOLDER.mkdir(parents=True)
    with Large(has_tls=False) as database:
        server = Server(PROGRAM, FOLDER, **database.environment())
        label = Label(database, *make_first(server))
        rounds = []
        for number, size in enumerate([(FIRST_ARTISTS, FIRST_OBSERVATIONS), (ARTISTS, OBSERVATIONS)]):
            server.stop()
            label.grow(*size)
            server.start()
            asked = Questions(server, label)
            asked.ask_all(number)
            rounds.append(asked.median)
        tell("database: %.1f GB", int(database.query("SELECT pg_database_size(current_database())")) / 1e9)
        for name in ["show", "list", "songs", "observe"]:
            ratio = rounds[1][name] / rounds[0][name]
            report("growth_%s_of_%d_against_%d" % (name, ARTISTS, FIRST_ARTISTS), ratio, 1.5, ratio <= 1.5)
        assert server.stop() == 0
    return 1 if shorts else 0


if __name__ == "__main__":
    try:
        sys.exit(main())
    except Missing as reason:
        print("skipped:", reason, file=sys.stderr)
        sys.exit(77)
