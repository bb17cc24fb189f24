"""A server of the finished program that has done a little of everything, for whoever watches it: work that went well and work that did
not, a language model that costs money, a song service and a receiver of webhooks that are out of order."""
import datetime
import http.server
import pathlib
import re
import shutil
import subprocess
import sys
import threading
import time

HERE = pathlib.Path(__file__).resolve().parent
ROOT = HERE.parents[1]
sys.path[:0] = [str(HERE.parent / "program"), str(HERE.parent / "service"), str(HERE.parent / "peers")]
from fake_model import FakeModel  # noqa: E402
from fake_suno import FakeSuno  # noqa: E402
from peer import skip  # noqa: E402
from server import Server  # noqa: E402

PROMPT = "A mysterious electronic music producer with dark, atmospheric soundscapes and minimal public presence"


def need(program):
    return shutil.which(program) or skip("there is no %s: install what scripts/packages.txt lists under test" % program)


def until(what, patience=60):
    """The first answer of `what` that is not false."""
    end = time.monotonic() + patience
    while time.monotonic() < end:
        if answer := what():
            return answer
        time.sleep(0.1)
    raise AssertionError("it did not come in %d s" % patience)


class OutOfOrder(http.server.BaseHTTPRequestHandler):
    def do_POST(self):
        self.send_response(500)
        self.send_header("Content-Length", "0")
        self.end_headers()

    def log_message(self, *_):
        pass


class Watched:
    """`server` is the program; `stop()` ends all of it."""

    def __init__(self, program, work, **environment):
        shutil.rmtree(work, ignore_errors=True)
        work.mkdir(parents=True)
        self.model = FakeModel()
        self.suno = FakeSuno("sunoapi", b"", submits=(("http", 500, "out of order"),))
        self.receiver = http.server.ThreadingHTTPServer(("127.0.0.1", 0), OutOfOrder)
        threading.Thread(target=self.receiver.serve_forever, daemon=True).start()
        self.server = Server(program, work, no_proxy="127.0.0.1", OPENAI_API_KEY="sk-watched-0123456789", TROUPE_OPENAI_URL=self.model.url,
                             SUNO_API_KEY="sk-suno-watched-0123456789", TROUPE_SUNO_BASE_URL=self.suno.url, TROUPE_SUNO_POLL_SECONDS="0.4",
                             TROUPE_SUNO_DEADLINE_SECONDS="5", TROUPE_SUNO_MAX_SONGS_PER_MONTH="20", TROUPE_WEBHOOK_ALLOW="127.0.0.1", **environment)

    def done(self, reply, state="done"):
        assert reply.status == 202, reply.body
        job = self.server.finished(reply.json["job_id"])
        assert job["state"] == state, job
        return reply.json

    def work(self):
        """All of it; gives the artist's id."""
        server = self.server
        server.post("/api/webhooks", {"url": "http://127.0.0.1:%d/hook" % self.receiver.server_port})
        artist = self.done(server.post("/api/artists", {"prompt": PROMPT, "seed": 11}))["id"]
        path = "/api/artists/%s/content" % artist
        track = self.done(server.post(path, {"type": "track", "seed": 3}))["id"]
        self.done(server.post(path, {"type": "cover"}))
        self.done(server.post(path, {"type": "canvas"}))
        self.import_report(track)
        server.post("/api/artists/%s/evolve" % artist, {})
        server.get("/api/artists/none")
        # What was made is gone from the disk: what is made of it cannot be.
        shutil.rmtree(pathlib.Path(server.home) / "assets")
        self.done(server.post(path, {"type": "teaser"}), "failed")
        return artist

    def import_report(self, track):
        day = datetime.date.today() - datetime.timedelta(days=2)
        report = "date,platform,territory,track,streams,listeners,saves,skips,shares\n%s,spotify,DE,%s,1500,1000,40,90,8\n" % (day, track)
        imported = self.server.ask("POST", "/api/reports", report.encode(), Content_Type="text/csv")
        assert imported.status == 200, imported.body

    def stop(self):
        code = self.server.stop()
        for each in (self.model, self.suno):
            each.stop()
        self.receiver.shutdown()
        self.receiver.server_close()
        assert code == 0, code


class Sample:
    """One line of /metrics."""

    def __init__(self, name, labels, value):
        self.name, self.labels, self.value = name, labels, value


class Scrape:
    """What /metrics told: `types` and `helps` by family, `samples`."""

    def __init__(self, text):
        self.text, self.types, self.helps, self.samples = text, {}, {}, []
        for line in text.splitlines():
            if line.startswith("# TYPE "):
                _, _, name, kind = line.split(" ", 3)
                self.types[name] = kind
            elif line.startswith("# HELP "):
                _, _, name, words = line.split(" ", 3)
                self.helps[name] = words
            elif line:
                name, labels, value = re.fullmatch(r'(\w+)(?:\{(.*)\})? (\S+)', line).groups()
                self.samples.append(Sample(name, dict(re.findall(r'(\w+)="((?:[^"\\]|\\.)*)"', labels or "")), float(value)))

    def family(self, name):
        """The family that a series is of: a histogram's has three kinds of series."""
        return name if name in self.types else re.sub(r"_(bucket|sum|count)$", "", name)

    def labels(self, family):
        return {label for each in self.samples if self.family(each.name) == family for label in each.labels}

    def value(self, name, **labels):
        """The sum of the series of that name with these labels; nothing where there is none."""
        found = [each.value for each in self.samples if each.name == name and labels.items() <= each.labels.items()]
        return sum(found) if found else None


def scrape(server):
    return Scrape(server.get("/metrics").body.decode())


def promtool(*arguments, text=None):
    done = subprocess.run([need("promtool"), *map(str, arguments)], input=text, capture_output=True, text=True)
    return done.returncode, done.stdout + done.stderr
