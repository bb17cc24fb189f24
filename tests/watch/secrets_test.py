"""Every secret that the program is given is a canary, and everybody it speaks to throws them back in errors and redirects: nothing
that is kept, shown, logged or handed on has one of them in it."""
import base64
import http.server
import json
import pathlib
import re
import shutil
import subprocess
import sys
import threading
import unittest
import urllib.parse

from watched import ROOT, Server

PROGRAM, WORK = sys.argv[1], pathlib.Path(sys.argv[2])
SECRET_NAMES = re.compile(r"KEY|TOKEN|SECRET|PASSWORD|PEPPER|PASSPHRASE|CLIENT_ID")
# Names like those, of what is no secret.
NOT_SECRET = {"TROUPE_REQUIRE_KEYS", "TROUPE_SFTP_KEY_FILE", "TROUPE_YOUTUBE_TOKEN_URL", "TROUPE_SFTP_KNOWN_HOSTS"}


MARK = "canary7f3a9c"  # each begins with it
# As it is, and in base64 at each of the three places where it can begin.
FORMS = [MARK.encode()] + [base64.b64encode(b"x" * at + MARK.encode())[(4 if at else 0):][:12] for at in range(3)]


def canary(name):
    plain = MARK + name.replace("_", "").lower() + "0123456789abcdef"
    if name == "TROUPE_SOCIAL_WEBHOOK_SECRET":
        return "whsec_" + base64.b64encode(plain.encode()).decode()
    return "123456:" + plain if name == "TROUPE_TELEGRAM_TOKEN" else plain


def known_secrets():
    """Those of .env.example and those of `troupe config`."""
    names = set(re.findall(r"^#(\w+)=", (ROOT / ".env.example").read_text(), re.M))
    told = subprocess.run([PROGRAM, "config", "--json"], capture_output=True, text=True, check=True,
                          env={"PATH": "/usr/bin:/bin", "TROUPE_HOME": str(WORK / "none")})
    names |= {each["name"] for each in rows_of(told.stdout)}
    names |= {"TROUPE_LLM_KEY", "ANTHROPIC_API_KEY", "AWS_SESSION_TOKEN"}
    return sorted(name for name in names if SECRET_NAMES.search(name) and name not in NOT_SECRET)


def rows_of(told):
    told = json.loads(told)
    return told["settings"] if isinstance(told, dict) else told


class Echo(http.server.BaseHTTPRequestHandler):
    """Answers with whatever it was told, in turn as an error of theirs, as one of ours, and as another place to go to."""
    protocol_version = "HTTP/1.1"
    asked, guard = [], threading.Lock()

    def answer(self):
        length = int(self.headers.get("Content-Length") or 0)
        body = self.rfile.read(length).decode("utf-8", "replace")
        told = {name.lower(): value for name, value in self.headers.items()}
        with self.guard:
            number = len(self.asked)
            self.asked.append((self.path, told, body))
        status = (401, 500, 302, 403, 429)[number % 5]
        error = {"message": "not with %s at %s" % (json.dumps(told), self.path), "type": "invalid_request_error"}
        words = json.dumps({"error": error, "description": self.path, "headers": told}).encode()
        self.send_response(status)
        if status == 302:
            self.send_header("Location", "/elsewhere?" + urllib.parse.urlencode({"auth": told.get("authorization", ""), "from": self.path}))
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(words)))
        self.end_headers()
        self.wfile.write(words)

    do_GET = do_POST = do_PUT = do_DELETE = do_PATCH = answer

    def log_message(self, *_):
        pass


class Secrets(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        shutil.rmtree(WORK, ignore_errors=True)
        (WORK / "home").mkdir(parents=True)
        cls.echo = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Echo)
        threading.Thread(target=cls.echo.serve_forever, daemon=True).start()
        cls.addClassCleanup(cls.echo.server_close)
        cls.addClassCleanup(cls.echo.shutdown)
        url = "http://127.0.0.1:%d" % cls.echo.server_port
        cls.names = known_secrets()
        cls.canaries = {name: canary(name) for name in cls.names}
        cls.environment = {
            **cls.canaries, "no_proxy": "127.0.0.1",
            "TROUPE_LLM_MODELS": "openai/gpt-5-mini,anthropic/claude-haiku-4-5,local/llama3.2",
            "TROUPE_OPENAI_URL": url + "/v1", "TROUPE_ANTHROPIC_URL": url, "TROUPE_LLM_URL": url + "/local",
            "TROUPE_SUNO_BASE_URL": url + "/suno", "TROUPE_SUNO_POLL_SECONDS": "0.4", "TROUPE_SUNO_DEADLINE_SECONDS": "5",
            "TROUPE_LEONARDO_BASE_URL": url + "/leonardo", "TROUPE_LEONARDO_DEADLINE_SECONDS": "10",
            "TROUPE_PEXELS_BASE_URL": url + "/pexels", "TROUPE_PIXABAY_BASE_URL": url + "/pixabay",
            "TROUPE_TREND_SOURCES": "lastfm,youtube", "TROUPE_TREND_GENRES": "drill", "TROUPE_TREND_COUNTRIES": "DE",
            "TROUPE_LASTFM_URL": url + "/lastfm", "TROUPE_YOUTUBE_CHARTS_URL": url + "/charts",
            "TROUPE_MASTODON_URL": url, "TROUPE_BLUESKY_URL": url, "TROUPE_BLUESKY_HANDLE": "artist.bsky.social",
            "TROUPE_YOUTUBE_URL": url, "TROUPE_YOUTUBE_TOKEN_URL": url, "TROUPE_SOCIAL_WEBHOOK_URL": url + "/posts",
            "TROUPE_TELEGRAM_URL": url, "TROUPE_TELEGRAM_CHANNEL": "@artist", "TROUPE_TELEGRAM_CHAT": "-1001", "TROUPE_TELEGRAM_USERS": "1"}
        cls.said = []
        cls.live()

    @classmethod
    def troupe(cls, *arguments, code=None):
        environment = {"PATH": "/usr/local/bin:/usr/bin:/bin", "HOME": str(WORK), "TROUPE_HOME": str(WORK / "home"), **cls.environment}
        done = subprocess.run([PROGRAM, *arguments], env=environment, cwd=WORK, capture_output=True, text=True, timeout=600)
        assert code is None or done.returncode == code, "%s: %d: %s" % (arguments, done.returncode, done.stderr)
        cls.said.append(done.stdout + done.stderr)
        return done.stdout

    @classmethod
    def live(cls):
        """A whole life, in which everybody else is of no help."""
        cls.troupe("config", code=0)
        cls.troupe("doctor")
        made = json.loads(cls.troupe("debut", "--prompt", "A sung indie folk artist from Leith", "--days", "14", "--out", str(WORK / "out"), "--json", code=0))
        cls.artist = made["artist"]["id"] if isinstance(made.get("artist"), dict) else made["id"]
        posts = json.loads(cls.troupe("content", "generate", cls.artist, "--type", "post", "--json", code=0))["id"]
        cls.troupe("content", "approve", posts)
        for record in json.loads(cls.troupe("social", "outbox", "--limit", "500", "--json", code=0))["posts"][:6]:
            cls.troupe("social", "publish", "--item", record["id"])
        cls.troupe("trends", "refresh")
        cls.troupe("artist", "export", cls.artist, "--bundle", str(WORK / "artist.bundle"), code=0)
        cls.troupe("artist", "export", cls.artist, code=0)
        cls.troupe("llm", "sessions", code=0)
        cls.troupe("llm", "review", json.loads(cls.troupe("llm", "sessions", "--json"))[0]["id"], "--html", str(WORK / "review.html"))
        cls.troupe("jobs", "list")
        cls.troupe("db", "backup", str(WORK / "backup.db"), code=0)
        cls.serve()

    @classmethod
    def serve(cls):
        server = Server(PROGRAM, WORK / "home", **cls.environment)
        begun = server.post("/api/trends/refresh", {}).json
        if "job_id" in begun:
            server.finished(begun["job_id"])
        server.finished(server.post("/api/artists/%s/content" % cls.artist, {"type": "cover"}).json["job_id"])
        for path in ("/metrics", "/api/providers", "/api/sessions", "/api/jobs", "/api/costs", "/api/posts", "/api/trends/sources", "/api/audit",
                     "/api/machine", "/readyz", "/openapi.json"):
            cls.said.append(server.get(path).body.decode("utf-8", "replace"))
        server.process.terminate()
        cls.said.append(server.process.stderr.read())
        assert server.process.wait(timeout=60) == 0

    def test_they_were_really_used(self):
        """A canary that nobody was sent proves nothing."""
        sent = json.dumps(Echo.asked)
        for name in ("OPENAI_API_KEY", "ANTHROPIC_API_KEY", "SUNO_API_KEY", "LEONARDO_API_KEY", "PEXELS_KEY", "PIXABAY_KEY", "LASTFM_API_KEY", "YOUTUBE_API_KEY"):
            self.assertIn(self.canaries[name], sent, name)

    def test_every_secret_that_there_is_was_a_canary(self):
        for row in rows_of(self.troupe("config", "--json", code=0)):
            if row["name"] in self.canaries:
                self.assertEqual((row["shown"], row["source"], row["problem"]), ("set", "environment", ""), row["name"])

    def test_nothing_that_was_said_has_one(self):
        for text in self.said:
            self.assert_clean(text.encode("utf-8", "replace"), "what was said")

    def test_nothing_that_is_kept_has_one(self):
        files = [file for file in WORK.rglob("*") if file.is_file()]
        self.assertTrue({"troupe.db", "troupe.log", "passport.json", "index.html", "artist.bundle", "backup.db"} <= {file.name for file in files})
        for file in files:
            self.assert_clean(file.read_bytes(), file)

    def assert_clean(self, data, where):
        for form in FORMS:
            self.assertFalse(form in data, "%s has %r" % (where, data[data.find(form):][:60]))


if __name__ == "__main__":
    unittest.main(argv=[sys.argv[0], "-v"])
