"""What every SocialChannel promises, on every adapter, against services that misbehave: social_peer_test.py PROBE FOLDER."""
import json
import pathlib
import shutil
import signal
import subprocess
import sys

sys.path.insert(0, str(pathlib.Path(__file__).parent.parent / "program"))
from fake_social import FAKES, SECRETS  # noqa: E402

PROBE, FOLDER = sys.argv[1], pathlib.Path(sys.argv[2])
KEY = "post-0123456789abcdef0123456789abcdef01234567"
TEXT = "Grüße 👋 from the harbour. The tide is out."
failures = []


def expect(holds, what):
    if not holds:
        failures.append(what)
        print("FAILED:", what, flush=True)


def make_files():
    card = ["ffmpeg", "-v", "error", "-y", "-f", "lavfi", "-i"]
    subprocess.run([*card, "mandelbrot=size=512x512:rate=1", "-frames:v", "1", str(FOLDER / "cover.jpg")], check=True)
    subprocess.run([*card, "mandelbrot=size=360x640:rate=24:end_scale=0.2,trim=duration=4", "-b:v", "3M", "-pix_fmt", "yuv420p", str(FOLDER / "teaser.mp4")], check=True)


def picture():
    return {"file": str(FOLDER / "cover.jpg"), "name": "cover.jpg", "media_type": "image/jpeg", "kind": "picture", "width_px": 512, "height_px": 512, "alt": "A cover"}


def video():
    return {"file": str(FOLDER / "teaser.mp4"), "name": "teaser.mp4", "media_type": "video/mp4", "kind": "video", "width_px": 360, "height_px": 640, "alt": "A teaser"}


class Case:
    """One channel, one service, one folder for what the channel remembers."""

    def __init__(self, channel, name, steps=("ok",)):
        self.channel, self.what = channel, f"{channel}, {name}"
        self.folder = FOLDER / channel / name.replace(" ", "-").replace(",", "")
        self.folder.mkdir(parents=True)
        self.fake = FAKES[channel](steps) if channel in FAKES else None
        self.media = [video()] if channel in ("youtube",) else [picture()]
        self.secret = SECRETS.get(channel, "")
        self.url = self.fake.url if self.fake else ""

    def start(self, **more):
        request = {"url": self.url, "secret": self.secret, "key": KEY, "folder": str(self.folder),
                   "post": {"title": "Low Tide", "text": TEXT, "tags": ["LowTide"], "link": "https://label.example/low-tide/", "language": "en",
                            "disclosure": "Artwork made with AI.", "media": self.media}} | more
        (self.folder / "request.json").write_text(json.dumps(request))
        return subprocess.Popen([PROBE, self.channel, str(self.folder / "request.json")], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)

    def run(self, **more):
        process = self.start(**more)
        out, err = process.communicate(timeout=100)
        expect(process.returncode == 0, f"{self.what}: {err}")
        for secret in (self.secret, self.secret.removeprefix("whsec_"), "ya29.token", "access-1"):
            expect(not self.secret or secret not in out + err, f"{self.what}: tells a key: {out}")
        return json.loads(out or "{}")

    def done(self, posts, complaints=()):
        if self.fake:
            expect(len(self.fake.posts) == posts, f"{self.what}: {len(self.fake.posts)} posts are out, expected {posts}")
            expect(self.fake.complaints == list(complaints), f"{self.what}: {self.fake.complaints}")
            self.fake.stop()


def is_out(case, told):
    expect("error" not in told and told.get("id"), f"{case.what}: {told}")


def fails(case, told, code, may_be_out, words=""):
    expect(told.get("code") == code and told.get("may_be_out") == may_be_out and words in told.get("error", ""), f"{case.what}: {told}")


CHANNELS = ("outbox", "mastodon", "bluesky", "youtube", "telegram", "webhook")
REPEATS = ("mastodon", "bluesky", "webhook")  # a second request of the same key is no second post
REMOTE = CHANNELS[1:]


def brings_a_post_out():
    for channel in CHANNELS:
        for media in ("none", "picture", "video"):
            if media != "video" and channel == "youtube":
                continue
            if media == "none" and channel in ("outbox", "webhook"):
                continue  # they carry Instagram's here, which wants media
            case = Case(channel, f"happy with {media}")
            case.media = {"none": [], "picture": [picture()], "video": [video()]}[media]
            told = case.run()
            is_out(case, told)
            expect(TEXT.split(".")[0] in told.get("text", ""), f"{case.what}: {told}")
            case.done(1)
            if channel == "outbox":
                folders = [p for p in (case.folder / "instagram").iterdir()]
                expect(len(folders) == 1 and folders[0].name.endswith(KEY), f"{case.what}: {folders}")
                names = {p.name for p in folders[0].iterdir()}
                expect(names == {"text.txt", "post.html", "cover.jpg" if media == "picture" else "teaser.mp4"}, f"{case.what}: {names}")
                expect("Add AI label" in (folders[0] / "post.html").read_text(), f"{case.what}: the sheet says what to tick")


def the_same_key_is_one_post():
    for channel in (*REPEATS, "outbox"):
        case = Case(channel, "twice")
        first, second = case.run(), case.run()
        expect(first.get("id") == second.get("id") and first.get("id"), f"{case.what}: {first} and {second}")
        case.done(1)
        if channel == "outbox":
            expect(len(list((case.folder / "instagram").iterdir())) == 1, f"{case.what}: one folder")


def survives_a_dead_line():
    for channel in REPEATS:
        for step in ("take", "close"):
            case = Case(channel, f"line dead after {step}", (step, "ok"))
            is_out(case, case.run())
            case.done(1)
    for step, posts in (("take", 1), ("close", 0)):
        case = Case("telegram", f"line dead after {step}", (step,))
        fails(case, case.run(), "unavailable", True)
        expect(case.fake.asked == 1, f"{case.what}: asked {case.fake.asked} times")
        case.done(posts)


def obeys_and_tells():
    html = "<html><body>Bad gateway</body></html>"
    for channel in REMOTE:
        case = Case(channel, "429 then well", (("http", 429, {"error": "slow", "ok": False, "parameters": {"retry_after": 1}}, {"Retry-After": "1"}), "ok"))
        is_out(case, case.run())
        case.done(1)
        case = Case(channel, "429 for an hour", (("http", 429, {"error": "slow"}, {"Retry-After": "3600"}),) if channel != "youtube" else (("http", 429, b"{}"),))
        told = case.run()
        expect(told.get("code") == "rate_limited", f"{case.what}: {told}")
        expect(channel == "youtube" or (told.get("wait", 0) > 3500 and told["may_be_out"] is False and case.fake.asked == 1), f"{case.what}: {told}, asked {case.fake.asked}")
        case.done(0)
        case = Case(channel, "refused", (("http", 422, {"error": f"no, {SECRETS[channel]}", "description": f"no, {SECRETS[channel]}"}),))
        told = case.run()
        expect(told.get("code") == "invalid_input" and case.fake.asked == 1, f"{case.what}: {told}")
        case.done(0)
        case = Case(channel, "sent elsewhere", (("http", 302, b"", {"Location": "http://127.0.0.1:9/"}),) if channel != "youtube" else (("http", 302, b""),))
        told = case.run()
        expect(told.get("code") == "bad_response" and "elsewhere" in told.get("error", ""), f"{case.what}: {told}")
        case.done(0)
        case = Case(channel, "nobody there")
        case.fake.stop()
        fails(case, case.run(), "unavailable", False)
        expect(not case.fake.posts, f"{case.what}: posts")
        case = Case(channel, "wrong key")
        case.secret = SECRETS[channel] + "x" if channel != "webhook" else case.secret
        if channel in ("bluesky", "youtube", "telegram"):
            fails(case, case.run(), "invalid_input", False, "access is denied")
        case.fake.stop()
    for channel in ("mastodon", "bluesky", "telegram"):
        case = Case(channel, "a page instead of an answer", (("http", 200, html),))
        fails(case, case.run(), "bad_response", True, "no JSON")
        case.done(0)
    case = Case("telegram", "500", (("http", 500, html),))
    fails(case, case.run(), "unavailable", True)
    expect(case.fake.asked == 1, f"{case.what}: asked {case.fake.asked} times")
    case.done(0)


def goes_on_with_uploads():
    for name, steps, queries in (("breaks off", ("ok", "close", "ok"), 1), ("half a chunk", ("ok", "half", "ok"), 1), ("last answer lost", ("ok", "ok", "ok", "ok", "take"), 1)):
        case = Case("youtube", name, steps)
        size = (FOLDER / "teaser.mp4").stat().st_size
        if name == "last answer lost":
            chunks = -(-size // (256 * 1024))
            case.fake.scripts["step"] = ["ok"] * (chunks - 1) + ["take"]
        told = case.run()
        is_out(case, told)
        expect(told.get("url") == "https://www.youtube.com/watch?v=vid123", f"{case.what}: {told}")
        expect(case.fake.queries >= queries and len(case.fake.sessions) == 1, f"{case.what}: {case.fake.queries} questions, {len(case.fake.sessions)} sessions")
        kept = next(iter(case.fake.posts.values()))
        expect(kept["bytes"] == (FOLDER / "teaser.mp4").read_bytes(), f"{case.what}: the bytes are another's")
        expect(kept["video"]["status"]["containsSyntheticMedia"] is True, f"{case.what}: {kept['video']}")
        case.done(1)

    case = Case("youtube", "the session is gone", ("ok", "gone", "ok"))
    is_out(case, case.run())
    case.done(1)

    case = Case("youtube", "killed in mid-upload", ("ok", "hang", "ok"))
    process = case.start()
    while case.fake.asked < 2:
        expect(case.fake.happened.wait(30), f"{case.what}: it came")
    process.send_signal(signal.SIGKILL)
    process.wait()
    is_out(case, case.run())
    expect(len(case.fake.sessions) == 1 and case.fake.queries == 1, f"{case.what}: {len(case.fake.sessions)} sessions, {case.fake.queries} questions")
    case.done(1)

    case = Case("youtube", "gone after the last byte")
    chunks = -(-(FOLDER / "teaser.mp4").stat().st_size // (256 * 1024))
    case.fake.scripts["step"] = ["ok"] * (chunks - 1) + ["take"]
    original = case.fake.state
    def forget(handler, session):
        if session["done"]:
            case.fake.sessions = {}
            return case.fake.send(handler, 404, b"")
        return original(handler, session)
    case.fake.state = forget
    fails(case, case.run(), "unavailable", True, "session is gone")
    case.done(1)


def keeps_its_session():
    case = Case("bluesky", "the session expires")
    case.fake.expires = 2
    is_out(case, case.run())
    expect(case.fake.sessions == 1 and case.fake.renewed == 1, f"{case.what}: {case.fake.sessions} sign-ins, {case.fake.renewed} renewals")
    case.done(1)


def finds_what_is_there():
    for channel in ("bluesky", "outbox"):
        case = Case(channel, "find")
        expect(case.run(find=True) == {"found": False, "url": ""}, f"{case.what}: nothing yet")
        url = case.run().get("url")
        expect(case.run(find=True) == {"found": True, "url": url}, f"{case.what}: there")
        case.done(1)
    case = Case("telegram", "find")
    expect("cannot be asked" in case.run(find=True).get("error", ""), f"{case.what}: says that it cannot")
    case.done(0)


def waits_for_media():
    case = Case("mastodon", "a video that is made ready")
    case.media, case.fake.processing = [video()], 3
    is_out(case, case.run())
    case.done(1)
    case = Case("mastodon", "a video that never is")
    case.media, case.fake.processing = [video()], 10**6
    fails(case, case.run(), "unavailable", False, "not ready within 2 s")
    case.done(0)


COUNTS = {"mastodon": ({"favourites_count": 12, "reblogs_count": 0, "replies_count": 3}, {"likes": 12, "reposts": 0, "replies": 3}),
          "bluesky": ({"likeCount": 12, "repostCount": 0, "replyCount": 3}, {"likes": 12, "reposts": 0, "replies": 3}),
          "youtube": ({"viewCount": "5000000000", "likeCount": "12", "favoriteCount": "0", "commentCount": "3"}, {"views": 5000000000, "likes": 12, "replies": 3})}


def reported(counts):
    """Without what is not reported."""
    return counts and {name: value for name, value in counts.items() if value is not None}


def reads_what_came_back():
    uri = "at://did:plc:abc/app.bsky.feed.post/"
    for channel, (foreign, ours) in COUNTS.items():
        ids = [uri + "one", uri + "gone", uri + "two"] if channel == "bluesky" else ["one", "gone", "two"]
        case = Case(channel, "results")
        case.fake.counts = {ids[0]: foreign, ids[2]: {}}
        told = case.run(results=ids)
        expect([reported(each) for each in told.get("results", [])] == [ours, None, {}], f"{case.what}: {told}")
        expect(told["at_once"] == {"mastodon": 1, "bluesky": 25, "youtube": 50}[channel], f"{case.what}: {told}")
        case.done(0)
        case = Case(channel, "results, strange counts")
        case.fake.counts = {ids[0]: {name: "many" for name in foreign}}
        expect([reported(each) for each in case.run(results=ids[:1]).get("results", [])] == [{}], f"{case.what}: what is no count is not reported")
        case.done(0)
        for name, steps, code, words in (("dead line", ("close",), "unavailable", ""), ("a page", (("http", 200, "<html>"),), "bad_response", "no JSON"),
                                         ("429 for an hour", (("http", 429, {"error": "slow"}, {"Retry-After": "3600"}),), "rate_limited", ""),
                                         ("500", (("http", 500, "<html>"),), "unavailable", "")):
            case = Case(channel, f"results, {name}")
            case.fake.scripts["results"] = list(steps)
            told = case.run(results=ids[:1])
            expect(told.get("code") == code and words in told.get("error", ""), f"{case.what}: {told}")
            case.done(0)
        case = Case(channel, "results, 429 then well")
        case.fake.counts, case.fake.scripts["results"] = {ids[0]: foreign}, [("http", 429, {"error": "slow"}, {"Retry-After": "1"}), "ok"]
        expect([reported(each) for each in case.run(results=ids[:1]).get("results", [])] == [ours], f"{case.what}: goes on")
        case.done(0)
    case = Case("mastodon", "results, a token that may only write")
    case.fake.counts, case.fake.may_read = {"one": COUNTS["mastodon"][0]}, False
    told = case.run(results=["one", "hidden"])
    expect([reported(each) for each in told.get("results", [])] == [COUNTS["mastodon"][1], {}], f"{case.what}: what it cannot see is not gone: {told}")
    case.done(0)
    case = Case("youtube", "results, a token that may only upload")
    case.fake.scripts["results"] = [("http", 403, {"error": {"message": "Request had insufficient authentication scopes."}})]
    told = case.run(results=["one"])
    expect(told.get("code") == "invalid_input" and "youtube.readonly" in told.get("error", ""), f"{case.what}: {told}")
    case.done(0)
    for channel in ("telegram", "webhook", "outbox"):
        case = Case(channel, "results")
        expect("cannot be asked what came back" in case.run(results=["1"]).get("error", ""), f"{case.what}: says that it cannot")
        case.done(0)


shutil.rmtree(FOLDER, ignore_errors=True)
FOLDER.mkdir(parents=True)
make_files()
for test in (brings_a_post_out, the_same_key_is_one_post, survives_a_dead_line, obeys_and_tells, goes_on_with_uploads, keeps_its_session,
             finds_what_is_there, waits_for_media, reads_what_came_back):
    print(test.__name__, flush=True)
    test()
sys.exit(1 if failures else 0)
