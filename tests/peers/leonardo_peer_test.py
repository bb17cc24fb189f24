"""The adapter of Leonardo against a service that misbehaves: leonardo_peer_test.py PROBE FOLDER."""
import hashlib
import json
import pathlib
import shutil
import signal
import subprocess
import sys
import time

sys.path.insert(0, str(pathlib.Path(__file__).parent.parent / "program"))
from fake_leonardo import FakeLeonardo  # noqa: E402

PROBE, FOLDER = sys.argv[1], pathlib.Path(sys.argv[2])
KEY = "leo-secret-0123456789abcdef"
FAST = ["TROUPE_LEONARDO_POLL_SECONDS=0.1", "TROUPE_LEONARDO_MOTION=MOTION2"]
failures = []


def expect(holds, what):
    if not holds:
        failures.append(what)
        print("FAILED:", what, flush=True)


def error(words):
    return {"error": words, "path": "$", "code": "unexpected"}


# What is asked, and what must come of it: how many orders were sent and files asked for, and words of the error (nothing: it works).
CASES = {
    "happy": dict(ordered=1, fetched=1),
    "bad key": dict(orders=[("http", 200, error(f"Invalid response from authorization hook {KEY}"))], ordered=1, error="check LEONARDO_API_KEY"),
    "moderation": dict(orders=[("http", 400, error("Prompt was flagged by moderation"))], ordered=1, error="flagged by moderation"),
    "no credit": dict(orders=[("http", 400, error("not enough api tokens"))], ordered=1, error="no credit is left"),
    "429, then well": dict(orders=[("http", 429, error("slow down"), {"Retry-After": "1"}), "ok"], ordered=2, fetched=1),
    "429 for good": dict(orders=[("http", 429, error("slow down"))], ordered=4, error="too much to do"),
    "429 for an hour": dict(orders=[("http", 429, error("slow down"), {"Retry-After": "3600"})], ordered=1, error="too much to do"),
    "5xx": dict(orders=[("http", 502, "<html>bad gateway</html>")], ordered=1, error="nobody knows whether the order was taken"),
    "closes after the order": dict(orders=["close"], ordered=1, error="nobody knows whether the order was taken"),
    "pending forever": dict(looks=["PENDING"], settings=["TROUPE_LEONARDO_DEADLINE_SECONDS=1"], ordered=1, error="not made within 1 s; generation gen-1 is kept"),
    "looks that fail": dict(looks=[("http", 502, "bad"), "close", "none", ("http", 200, "no json"), "COMPLETE"], ordered=1, fetched=1),
    "failed": dict(looks=["PENDING", "FAILED"], ordered=1, error="the service failed"),
    "nsfw": dict(looks=["nsfw"], ordered=1, error="not safe for work"),
    "a page instead of a picture": dict(files=["html"], ordered=1, fetched=1, error="no picture behind the link"),
    "a broken picture": dict(files=["broken"], ordered=1, fetched=1, error="no picture that can be used"),
    "a huge one": dict(files=["huge"], ordered=1, fetched=1, error="too large"),
    "gone": dict(files=["gone"], ordered=1, fetched=1, error="the file is gone"),
    "breaks off": dict(files=["cut", "ok"], ordered=1, fetched=2),
    "over the limit": dict(settings=["TROUPE_LEONARDO_MAX_DOLLARS_PER_MONTH=0.05"], ordered=0, error="raise TROUPE_LEONARDO_MAX_DOLLARS_PER_MONTH"),
    "a wrong setting": dict(settings=["TROUPE_LEONARDO_WIDTH=1001"], ordered=0, error="TROUPE_LEONARDO_WIDTH: expected a multiple of 8"),
}


def make_files():
    """A picture and a clip, as a service would deliver them."""
    card = ["ffmpeg", "-v", "error", "-y", "-f", "lavfi", "-i"]
    subprocess.run([*card, "mandelbrot=size=512x512:rate=1", "-frames:v", "1", str(FOLDER / "art.jpg")], check=True)
    subprocess.run([*card, "mandelbrot=size=144x256:rate=24:end_scale=0.2,trim=duration=3", "-pix_fmt", "yuv420p", str(FOLDER / "art.mp4")], check=True)
    return (FOLDER / "art.jpg").read_bytes(), (FOLDER / "art.mp4").read_bytes()


def fake_for(case):
    scripts = {name: case[name] for name in ("orders", "looks", "files") if name in case}
    return FakeLeonardo(KEY, *FILES, **scripts)


def start(fake, what, times=1, settings=(), file="cover.jpg"):
    return subprocess.Popen([PROBE, fake.url, KEY, what, str(times), str(FOLDER / file), *FAST, *settings], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)


def finish(process, what):
    out, err = process.communicate(timeout=120)
    expect(process.returncode == 0, f"{what}: exit {process.returncode}: {err[-300:]}")
    for secret in (KEY, "secret-of-the-link"):
        expect(secret not in out + err, f"{what}: tells a secret: {out + err}")
    expect(not [p for p in (FOLDER / "work").glob("*")], f"{what}: something is left over")
    return [json.loads(line) for line in out.splitlines()]


def every_case():
    for name, case in CASES.items():
        fake = fake_for(case)
        told = finish(start(fake, "cover", settings=case.get("settings", ())), name)
        expect(len(told) == 1, f"{name}: {told}")
        said = told[0].get("error", "") if told else ""
        expect(case.get("error", "") in said and bool(said) == ("error" in case), f"{name}: said {told}")
        expect(len(fake.ordered) == case["ordered"], f"{name}: {len(fake.ordered)} orders")
        expect(len(fake.fetched) == case.get("fetched", 0), f"{name}: {len(fake.fetched)} files asked for")
        expect(not fake.complaints, f"{name}: {fake.complaints}")
        fake.stop()


def records_what_it_was():
    fake = fake_for({})
    told = finish(start(fake, "cover", times=2), "twice")
    expect(len(fake.ordered) == 1 and fake.ordered[0]["num_images"] == 1, f"one order: {fake.ordered}")
    for made in told:
        expect(made["provenance"]["engine"] == "leonardo" and made["provenance"]["inputs"] == [hashlib.sha256(FILES[0]).hexdigest()], f"provenance {made}")
        expect(made["charges"][0]["after"] == 52500 and made["charges"][0]["unit"] == "USD", f"charges {made['charges']}")
        expect(any("enlarged" in note or "scaled" in note for note in made["notes"]), f"notes {made['notes']}")
    expect("Vesper" not in json.dumps(fake.ordered) and "Low Tide" not in json.dumps(fake.ordered), "nobody is named")
    expect(b"trainedAlgorithmicMedia" in (FOLDER / "cover.jpg").read_bytes(), "the file says what made it")
    fake.stop()


def stands_in():
    fake = fake_for({"orders": [("http", 400, error("not enough api tokens"))]})
    made = finish(start(fake, "fallback", times=2), "fallback")
    for each in made:
        expect(each["provenance"]["engine"] == "troupe visual" and "no credit is left" in each["provenance"]["stood_in_for"], f"{each}")
        expect("instead" in each["notes"][0], f"notes {each['notes']}")
    expect(len(made) == 2 and len(fake.ordered) == 1, f"out of credit it is not asked again: {len(fake.ordered)} orders")
    fake.stop()


def moves():
    fake = fake_for({})
    made = finish(start(fake, "ground", times=2, file="ground.mp4"), "ground")
    expect(len(fake.ordered) == 2, f"an image and a clip, once: {len(fake.ordered)}")
    expect(len(made) == 2 and all(each.get("cut", {}).get("credit", {}).get("is_generated") for each in made), f"{made}")
    expect([charge["after"] for charge in made[0]["charges"]] == [52500, 380000], f"charges {made[0]}")
    expect(not fake.complaints, f"ground: {fake.complaints}")
    fake.stop()


def stops_within_a_second():
    for name, case, event, poll in (("order", {"orders": ["hang"]}, "asked", "0.5"), ("look", {"looks": ["hang"]}, "waiting", "0.5"), ("wait", {}, "asked", "600")):
        fake = fake_for(case)
        process = start(fake, "cover", settings=[f"TROUPE_LEONARDO_POLL_SECONDS={poll}"])
        expect(getattr(fake, event).wait(60), f"{name}: it got there")
        process.send_signal(signal.SIGINT)
        begun = time.monotonic()
        told = finish(process, f"stop in {name}")
        # A second, and what a busy machine adds.
        expect(time.monotonic() - begun < 3, f"stop in {name}: took {time.monotonic() - begun:.1f} s")
        expect(told and told[0].get("code") == "cancelled", f"stop in {name}: {told}")
        fake.stop()


shutil.rmtree(FOLDER, ignore_errors=True)
FOLDER.mkdir(parents=True)
FILES = make_files()
for test in (every_case, records_what_it_was, stands_in, moves, stops_within_a_second):
    print(test.__name__, flush=True)
    test()
sys.exit(1 if failures else 0)
