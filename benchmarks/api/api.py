"""The service beside what such services are usually built of, in one run on one machine: api.py TROUPE FOLDER [SECONDS [ROWS [REQUESTS]]].

Both servers take turns on core 0 with the same SQLite tables and durability, wrk (64 connections) on core 1. Every pair is measured twice
in turns, and the better of both counts: what else the machine does moves absolute numbers much, ratios less. Prints NAME value target
ok|short. ROWS (1000000) artists are for the long list, REQUESTS (1000000) for the memory. Wants Debian's wrk, taskset, python3-fastapi,
python3-sqlalchemy, uvicorn and python3-uvloop; skipped (77) without them."""
import http.client
import json
import os
import pathlib
import re
import shutil
import socket
import sqlite3
import subprocess
import sys
import threading
import time
import uuid

HERE = pathlib.Path(__file__).parent
sys.path.insert(0, str(HERE.parents[1] / "tests/service"))
from server import Server  # noqa: E402

PYTHON = "/usr/bin/python3"  # Debian's, which has Debian's packages
PROMPT = "A mysterious electronic music producer with dark, atmospheric soundscapes and minimal public presence"
PROGRAM, FOLDER = pathlib.Path(sys.argv[1]).resolve(), pathlib.Path(sys.argv[2])
SECONDS, ROWS, REQUESTS = [int(sys.argv[i]) if len(sys.argv) > i else default for i, default in [(3, 10), (4, 10 ** 6), (5, 10 ** 6)]]
CONNECTIONS = 64
SLOW = 1000
shorts = []


def skip_without_peers():
    for program in ["wrk", "taskset"]:
        if not shutil.which(program):
            print("skipped: no", program, file=sys.stderr)
            sys.exit(77)
    if subprocess.run([PYTHON, "-c", "import fastapi, sqlalchemy, uvicorn, uvloop"], capture_output=True).returncode != 0:
        print("skipped: no python3-fastapi, python3-sqlalchemy, uvicorn, python3-uvloop", file=sys.stderr)
        sys.exit(77)


def report(name, value, target, is_ok):
    """`target` is None for what is told without being judged."""
    print(name, "%.4g" % value, "-" if target is None else "%.4g" % target, "ok" if is_ok else "short", flush=True)
    if not is_ok:
        shorts.append(name)


class Pinned(Server):
    """Troupe on one core."""

    def start(self):
        program, self.program = self.program, "taskset"
        self.arguments, given = ("-c", "0", program, "serve", "--no-work", *self.arguments), self.arguments
        self.process = subprocess.Popen([self.program, *self.arguments, "--port", str(self.wanted_port)], stderr=subprocess.PIPE, stdout=subprocess.DEVNULL,
                                        env=self.environment, cwd=self.home, text=True)
        self.program, self.arguments = program, given
        found = re.search(r"http://[^:]+:(\d+)", self.process.stderr.readline())
        self.port = int(found.group(1))
        # The log must not fill the pipe.
        threading.Thread(target=self.process.stderr.read, daemon=True).start()

    def stop(self):
        self.process.terminate()
        return self.process.wait(timeout=60)


class Baseline:
    def __init__(self, folder=HERE, module="baseline", **environment):
        with socket.socket() as listener:
            listener.bind(("127.0.0.1", 0))
            self.port = listener.getsockname()[1]
        self.process = subprocess.Popen(["taskset", "-c", "0", PYTHON, "-m", "uvicorn", "--app-dir", str(folder), "--port", str(self.port), "--loop", "uvloop",
                                         "--no-access-log", "--log-level", "warning", module + ":app"],
                                        env={**os.environ, **environment, "PYTHONDONTWRITEBYTECODE": "1"})
        for _ in range(300):
            try:
                return socket.create_connection(("127.0.0.1", self.port), timeout=1).close()
            except OSError:
                time.sleep(0.1)
        sys.exit("the baseline did not start")

    def stop(self):
        self.process.terminate()
        return self.process.wait(timeout=60)


class Load:
    """What wrk found."""

    def __init__(self, port, *arguments, seconds=SECONDS):
        done = subprocess.run(["taskset", "-c", "1", "wrk", "-t1", "-c%d" % CONNECTIONS, "-d%ds" % seconds, "--timeout", "30s", "-s", str(HERE / "load.lua"),
                               "http://127.0.0.1:%d" % port, "--", *map(str, arguments)], capture_output=True, text=True, check=True)
        numbers = re.search(r"RESULT (\S+) (\S+) (\S+) (\S+) (\S+) (\S+)", done.stdout).groups()
        self.requests, duration, self.p50, self.p99, refused, broken = map(float, numbers)
        if refused or broken:
            sys.exit("%s: %d refused, %d broken" % (" ".join(map(str, arguments)), refused, broken))
        self.a_second = self.requests / duration


def make_home(home, **environment):
    """An artist and a song, made as anybody makes them."""
    shutil.rmtree(home, ignore_errors=True)
    home.mkdir(parents=True)
    server = Server(PROGRAM, home, **environment)
    try:
        artist = server.finished(server.post("/api/artists", {"prompt": PROMPT, "seed": 11}).json["job_id"])["output"]["id"]
        begun = server.post("/api/artists/%s/content" % artist, {"type": "track", "seed": 3}).json
        assert server.finished(begun["job_id"], 600)["state"] == "done"
        return artist, begun["id"]
    finally:
        server.stop()


def add_copies(home, artist, until):
    """Copies of a real artist under other ids and names, until there are as many."""
    database = sqlite3.connect(home / "troupe.db")
    document, = database.execute("SELECT document FROM artist_versions WHERE artist = ? ORDER BY number DESC", (artist,)).fetchone()
    name = json.loads(document)["name"]
    present, = database.execute("SELECT count(*) FROM artists").fetchone()
    columns = database.execute("SELECT state, version, hash FROM artists WHERE id = ?", (artist,)).fetchone()
    database.execute("PRAGMA synchronous=OFF")
    for number in range(present, until):
        # Ids count up with time, as ours do.
        other = str(uuid.UUID(int=(uuid.UUID(artist).int + (number << 80)) % 2 ** 128))
        its_name = "%s %d" % (name, number)
        database.execute("INSERT INTO artists (id, name_key, state, version, hash) VALUES (?, ?, ?, ?, ?)", (other, its_name.lower(), *columns))
        copied = document.replace(artist, other).replace(json.dumps(name, ensure_ascii=False), json.dumps(its_name, ensure_ascii=False))
        database.execute("INSERT INTO artist_versions (artist, number, document) VALUES (?, ?, ?)", (other, columns[1], copied))
        if number % 10000 == 0:
            database.commit()
    database.commit()
    database.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    database.close()


def in_turns(start_ours, start_theirs, *arguments, start_at=None):
    """The better of two rounds of both: ours, theirs."""
    best = []
    for round_number in range(2):
        for who, start in enumerate([start_ours, start_theirs]):
            server = start()
            extra = [] if start_at is None else [start_at + (2 * round_number + who) * 10 ** 7]
            Load(server.port, *arguments, *([] if start_at is None else [start_at + (2 * round_number + who) * 10 ** 7 + 5 * 10 ** 6]), seconds=1)
            load = Load(server.port, *arguments, *extra)
            server.stop()
            if len(best) <= who:
                best.append(load)
            elif load.a_second > best[who].a_second:
                best[who] = load
    return best


def check_answers(start_ours, start_theirs, artist, track):
    """Both say the same: a baseline that answers something else measures nothing."""
    answers = []
    for start, platform in [(start_ours, "ours"), (start_theirs, "theirs")]:
        server = start()
        asked = http.client.HTTPConnection("127.0.0.1", server.port, timeout=30)
        asked.request("GET", "/api/artists/" + artist)
        shown = json.loads(asked.getresponse().read())
        asked.request("POST", "/api/content/%s/observations" % track, json.dumps({"date": "2019-12-31", "platform": platform, "streams": 1}), {"Content-Type": "application/json"})
        answers.append((shown, json.loads(asked.getresponse().read())))
        server.stop()
    if answers[0] != answers[1]:
        sys.exit("the answers differ:\n%s\n%s" % tuple(answers))


def compare(name, ours, theirs):
    print("# %s: ours %.0f/s, p50 %.2f ms, p99 %.2f ms; theirs %.0f/s, p50 %.2f ms, p99 %.2f ms" %
          (name, ours.a_second, ours.p50, ours.p99, theirs.a_second, theirs.p50, theirs.p99), flush=True)
    report("api_%s_times_baseline" % name, ours.a_second / theirs.a_second, 10, ours.a_second >= 10 * theirs.a_second)
    report("api_%s_p99_of_baseline" % name, ours.p99 / theirs.p99, 1, ours.p99 <= theirs.p99)


def compare_lists(home, artist):
    seconds_each = []
    for rows in [1000, ROWS]:
        add_copies(home, artist, rows)
        server = Pinned(PROGRAM, home)
        Load(server.port, "list", seconds=1)
        loads = [Load(server.port, "list") for _ in range(2)]
        server.stop()
        seconds_each.append(1 / max(load.a_second for load in loads))
        print("# list of 50 in %d artists: %.0f/s" % (rows, 1 / seconds_each[-1]), flush=True)
    ratio = seconds_each[1] / seconds_each[0]
    report("api_list_50_of_%d_against_1000" % ROWS, ratio, 1.2, ratio <= 1.2)


def resident_kb(server):
    pid = server.process.pid
    return int(re.search(r"VmRSS:\s+(\d+)", pathlib.Path("/proc/%d/status" % pid).read_text()).group(1))


def measure_memory(home, artist):
    """Requests until there were REQUESTS; flat: what it has after a tenth of them grows by less than a tenth."""
    server = Pinned(PROGRAM, home)
    made, early = 0, None
    while made < REQUESTS:
        made += Load(server.port, "show", artist).requests
        if early is None and made >= REQUESTS / 10:
            early = resident_kb(server)
    late = resident_kb(server)
    server.stop()
    print("# memory: %d KB after a tenth, %d KB after %d requests" % (early, late, made), flush=True)
    report("api_memory_growth", late / early, 1.1, late <= 1.1 * early)


class Drips:
    """Connections that send a head byte by byte. Those that the server has had enough of come back."""

    def __init__(self, port, count):
        self.port, self.is_over = port, threading.Event()
        self.sockets = [self.connect() for _ in range(count)]
        self.thread = threading.Thread(target=self.drip)
        self.thread.start()

    def connect(self):
        made = socket.create_connection(("127.0.0.1", self.port), timeout=10)
        made.sendall(b"GET /api/artists HTTP/1.1\r\nHost: localhost\r\nX-Slow: ")
        return made

    def drip(self):
        while not self.is_over.is_set():
            for place, each in enumerate(self.sockets):
                try:
                    each.sendall(b"a")
                except OSError:
                    each.close()
                    self.sockets[place] = self.connect()
            self.is_over.wait(1)

    def stop(self):
        self.is_over.set()
        self.thread.join()
        for each in self.sockets:
            each.close()


def measure_slow(home, artist):
    """Quiet and with the slow ones in turns, on one server; the better of two rounds each."""
    server = Pinned(PROGRAM, home)
    Load(server.port, "show", artist, seconds=1)
    quiet, beside = [], []
    for _ in range(2):
        quiet.append(Load(server.port, "show", artist))
        drips = Drips(server.port, SLOW)
        beside.append(Load(server.port, "show", artist))
        drips.stop()
    server.stop()
    ratio = min(load.p99 for load in beside) / min(load.p99 for load in quiet)
    print("# p99 quiet %.2f ms, beside %d slow connections %.2f ms" % (min(l.p99 for l in quiet), SLOW, min(l.p99 for l in beside)), flush=True)
    report("api_p99_beside_%d_slow" % SLOW, ratio, 2, ratio < 2)


def main():
    skip_without_peers()
    home = FOLDER / "home"
    artist, track = make_home(home)

    def ours():
        return Pinned(PROGRAM, home)

    def theirs():
        return Baseline(BASELINE_DATABASE=str(home / "troupe.db"))

    check_answers(ours, theirs, artist, track)
    compare("show", *in_turns(ours, theirs, "show", artist))
    compare("observe", *in_turns(ours, theirs, "observe", track, start_at=0))
    measure_slow(home, artist)
    measure_memory(home, artist)
    compare_lists(home, artist)
    sys.exit(1 if shorts else 0)


if __name__ == "__main__":
    main()
