"""The program with Suno: suno_test.py TROUPE FOLDER. The services are fakes, in five dialects."""
import hashlib
import json
import os
import pathlib
import shutil
import signal
import subprocess
import sys

from fake_suno import SHAPES, FakeSuno

TROUPE, FOLDER = sys.argv[1], pathlib.Path(sys.argv[2])
KEY = "sk-suno-secret-0123456789abcdef"
BRIEF = {"genre": "techno", "mood": "dark", "bpm": 120, "key": "A minor", "seconds": 15, "title": "Low Tide", "artist": "Vesper Lune", "seed": 7}
SUNG = BRIEF | {"vocals": "sung", "lyrics": [{"section": "verse", "lines": [{"text": "the harbour keeps its silence"}]},
                                            {"section": "chorus", "lines": [{"text": "come back slow"}]}]}
failures = []


def expect(holds, what):
    if not holds:
        failures.append(what)
        print("FAILED:", what, flush=True)


def make_sound():
    """Twenty seconds of clicks over a chord, as a service would deliver them."""
    file = FOLDER / "song.mp3"
    beat = "0.3*(sin(220*2*PI*t)+sin(261.63*2*PI*t)+sin(329.63*2*PI*t))+0.5*sin(2000*PI*t)*exp(-30*mod(t\\,0.5))"
    subprocess.run(["ffmpeg", "-v", "error", "-y", "-f", "lavfi", "-i", f"aevalsrc={beat}|{beat}:s=44100:d=20", "-b:a", "128k", str(file)], check=True)
    return file.read_bytes()


class Home:
    def __init__(self, name, fake, dialect="sunoapi", **settings):
        self.path = FOLDER / name
        shutil.rmtree(self.path, ignore_errors=True)
        self.path.mkdir(parents=True)
        self.environment = {"PATH": os.environ["PATH"], "HOME": str(self.path), "TROUPE_HOME": str(self.path / "state"), "no_proxy": "127.0.0.1",
                            "SUNO_API_KEY": KEY, "TROUPE_SUNO_DIALECT": dialect, "TROUPE_SUNO_BASE_URL": fake.url, "TROUPE_SUNO_POLL_SECONDS": "0.4",
                            "TROUPE_SUNO_DEADLINE_SECONDS": "20"} | settings

    def start(self, *arguments):
        return subprocess.Popen([TROUPE, *arguments, "--json"], env=self.environment, cwd=self.path, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)

    def start_render(self, brief=BRIEF):
        (self.path / "brief.json").write_text(json.dumps(brief))
        return self.start("music", "render", "--brief", "brief.json", "--out", str(self.path / "out"))

    def finish(self, process, code=0):
        out, err = process.communicate(timeout=120)
        expect(process.returncode == code, f"{self.path.name}: exit {process.returncode}: {err}")
        expect(KEY not in out + err, f"{self.path.name}: told the key")
        return json.loads(out) if out and code == 0 else {}

    def render(self, brief=BRIEF):
        made = self.finish(self.start_render(brief))
        expect(KEY.encode() not in self.everything(), f"{self.path.name}: the key is kept")
        expect(b"secret-of-the-link" not in self.everything(), f"{self.path.name}: the link is kept")
        return made

    def everything(self):
        return b"".join(path.read_bytes() for path in self.path.rglob("*") if path.is_file())


def engine(made):
    return made.get("provenance", {}).get("engine", "nothing")


def by_suno(home, made, what):
    expect(engine(made) == "suno", f"{what}: made by {engine(made)}: {made.get('notes')}")
    for name in ("master.flac", "master.mp3", "analysis.json"):
        expect((home.path / "out" / name).is_file(), f"{what}: {name} is there")
    expect(not [p for p in (home.path / "out").iterdir() if p.name.startswith(".")], f"{what}: nothing is left over")


def stood_in(made, words, what):
    expect(engine(made).startswith("troupe composer"), f"{what}: made by {engine(made)}")
    notes = " ".join(made.get("notes", []))
    expect(all(word in notes for word in [words, "instead"]), f"{what}: the reason is told: {notes}")


def speaks_every_dialect(sound):
    for dialect in ("sunoapi", "kie", "gcui", "newapi", "acedata"):
        for brief, kind in ((BRIEF, "instrumental"), (SUNG, "sung")):
            fake = FakeSuno(dialect, sound, polls=("pending", "text", "partial", "ready"))
            home = Home(f"{dialect}-{kind}", fake, dialect)
            made = home.render(brief)
            what = f"{dialect}, {kind}"
            by_suno(home, made, what)
            expect(len(fake.submitted) == 1 and fake.polled == 4 and len(fake.fetched) == 1, f"{what}: {len(fake.submitted)} orders, {fake.polled} looks, {fake.fetched}")
            expect(not fake.complaints, f"{what}: {fake.complaints}")
            expect(fake.keys == ({"Bearer " + KEY} if fake.dialect["key"] else {None}), f"{what}: keys {fake.keys}")
            expect(fake.fetched[0][2] is None, f"{what}: the key does not go where the file is")
            sent = fake.submitted[0]
            expect("techno" in sent[fake.dialect["style"]] and "120 BPM" in sent[fake.dialect["style"]], f"{what}: style {sent}")
            expect("Vesper" not in json.dumps(sent), f"{what}: the artist is not named")
            words = sent.get(fake.dialect["words"], "")
            expect(words == ("[Verse]\nthe harbour keeps its silence\n\n[Chorus]\ncome back slow" if kind == "sung" else ""), f"{what}: words {words!r}")
            provenance = made["provenance"]
            expect(provenance["inputs"] == [hashlib.sha256(sound).hexdigest()], f"{what}: the file's hash")
            expect("confirm with your Suno plan" in provenance["licence"] and provenance["kind"] == "generative", f"{what}: {provenance}")
            expect(provenance["ai"].get("vocals") == ("all" if kind == "sung" else None), f"{what}: {provenance['ai']}")
            expect(abs(made["analysis"]["seconds"] - 20) < 0.2 and made["analysis"]["true_peak_dbtp"] <= -1, f"{what}: {made['analysis']['seconds']} s")
            expect(any("asked for 15 s, is 20 s" in note for note in made["notes"]), f"{what}: notes {made['notes']}")
            fake.stop()


def reads_every_shape(sound):
    for dialect in ("sunoapi", "kie"):
        for shape in SHAPES:
            fake = FakeSuno(dialect, sound, shape=shape)
            home = Home(f"shape-{dialect}-{shape}", fake, dialect)
            by_suno(home, home.render(), f"{dialect}, {shape}")
            fake.stop()


def understands_every_state(sound):
    for state, words in (("failed", "failed"), ("moderation", "moderation refuses")):
        for dialect in ("sunoapi", "gcui", "newapi", "acedata"):
            fake = FakeSuno(dialect, sound, polls=("pending", state))
            home = Home(f"state-{dialect}-{state}", fake, dialect)
            stood_in(home.render(), words, f"{dialect}, {state}")
            fake.stop()
    for polls in (("text", "callback"), (("http", 502, "bad gateway"), "ready"), (("http", 200, "no json at all"), "ready"), (("http", 429, {}), "ready")):
        fake = FakeSuno("sunoapi", sound, polls=polls)
        home = Home("state-detour", fake)
        by_suno(home, home.render(), f"{polls}")
        fake.stop()


def knows_the_codes(sound):
    table = [("sunoapi", 429, "no credit is left"), ("kie", 402, "no credit is left"), ("kie", 429, "too much to do"), ("sunoapi", 430, "too much to do"),
             ("sunoapi", 455, "too much to do"), ("sunoapi", 405, "too much to do"), ("sunoapi", 401, "access is denied"), ("sunoapi", 413, "the request is refused"),
             ("sunoapi", 451, "the service failed"), ("sunoapi", 500, "the service failed")]
    for dialect, code, words in table:
        fake = FakeSuno(dialect, sound, submits=(("json", {"code": code, "msg": f"no: {KEY}", "data": None}),))
        stood_in(Home(f"code-{dialect}-{code}", fake, dialect).render(), words, f"{dialect}, code {code}")
        expect(len(fake.submitted) == (3 if words == "too much to do" else 1), f"{dialect}, code {code}: {len(fake.submitted)} orders")
        fake.stop()
    for dialect, answer, words in (("gcui", ("http", 402, {"error": "Insufficient credits"}), "no credit"), ("acedata", ("http", 403, {"error": {"code": "used_up", "message": "m"}}), "no credit"),
                                   ("newapi", ("http", 403, {"code": "insufficient_user_quota", "message": "m"}), "no credit"), ("newapi", ("http", 401, {"error": {"message": KEY}}), "access is denied")):
        fake = FakeSuno(dialect, sound, submits=(answer,))
        stood_in(Home(f"code-{dialect}", fake, dialect).render(), words, f"{dialect}, {answer}")
        fake.stop()


def never_pays_twice(sound):
    """A connection that is closed after the order was read; an answer that is none; a kill while the order is out."""
    for told in ("close", ("http", 502, "bad gateway"), ("http", 200, "<html>")):
        fake = FakeSuno("sunoapi", sound, submits=(told, "ok"))
        home = Home("unclear", fake)
        for turn in (1, 2):
            stood_in(home.render(), "nobody knows whether the order was taken", f"{told}, turn {turn}")
            expect(len(fake.submitted) == 1, f"{told}: {len(fake.submitted)} orders")
        home.environment["TROUPE_SUNO_AUTO_RESUBMIT"] = "1"
        by_suno(home, home.render(), f"{told}, allowed")
        expect(len(fake.submitted) == 2, f"{told}, allowed: {len(fake.submitted)} orders")
        fake.stop()

    fake = FakeSuno("sunoapi", sound, submits=("hang",))
    home = Home("killed-sending", fake)
    process = home.start_render()
    expect(fake.asked.wait(60), "the order came")
    process.send_signal(signal.SIGKILL)
    process.wait()
    stood_in(home.render(), "nobody knows whether the order was taken", "killed while sending")
    expect(len(fake.submitted) == 1, f"killed while sending: {len(fake.submitted)} orders")
    fake.stop()


def goes_on_after_a_kill(sound):
    fake = FakeSuno("sunoapi", sound, polls=("pending", "hang", "ready"))
    home = Home("killed", fake)
    process = home.start_render()
    while fake.polled < 2:
        expect(fake.looked.wait(60), "it looked")
    process.send_signal(signal.SIGKILL)
    process.wait()
    by_suno(home, home.render(), "after a kill")
    expect(len(fake.submitted) == 1, f"after a kill: {len(fake.submitted)} orders")
    by_suno(home, home.render(), "once more")
    by_suno(home, home.render(BRIEF | {"seed": 8}), "another seed")
    expect(len(fake.submitted) == 2, f"another seed: {len(fake.submitted)} orders")
    fake.stop()


def stops_at_once(sound):
    for polls in (("hang",), ("pending",)):
        fake = FakeSuno("sunoapi", sound, polls=polls)
        home = Home("stopped", fake, TROUPE_SUNO_POLL_SECONDS="600")
        process = home.start_render()
        expect(fake.looked.wait(60), "it looked")
        process.send_signal(signal.SIGINT)
        try:
            process.communicate(timeout=5)
        except subprocess.TimeoutExpired:
            process.kill()
            expect(False, f"{polls}: it goes on after an interrupt")
        expect(process.returncode != 0 and not list((home.path / "out").glob("*")), f"{polls}: exit {process.returncode}")
        fake.stop()


def takes_no_wrong_sound(sound):
    for told, words in (("html", "no sound behind the link"), ("half", "no song that can be used"), ("huge", "too large"), ("gone", "the file is gone")):
        fake = FakeSuno("sunoapi", sound, sounds=(told,))
        stood_in(Home(f"sound-{told}", fake).render(), words, told)
        fake.stop()
    fake = FakeSuno("sunoapi", sound, sounds=("redirect", "cut", "ok"))
    home = Home("sound-resumed", fake)
    by_suno(home, home.render(), "a file that breaks off")
    expect(fake.fetched[-1][1] == f"bytes={len(sound) // 2}-", f"it goes on where it was: {fake.fetched}")
    fake.stop()


def keeps_the_months_number(sound):
    fake = FakeSuno("sunoapi", sound)
    home = Home("month", fake, TROUPE_SUNO_MAX_SONGS_PER_MONTH="1")
    by_suno(home, home.render(), "the first of the month")
    stood_in(home.render(BRIEF | {"seed": 8}), "TROUPE_SUNO_MAX_SONGS_PER_MONTH", "the second of the month")
    expect(len(fake.submitted) == 1, "one order")
    fake.stop()


def makes_an_artists_song(sound):
    """Through the workflow: the notes stand with the content, whoever made it."""
    fake = FakeSuno("sunoapi", sound)
    home = Home("artist", fake)
    artist = home.finish(home.start("artist", "create", "--prompt", "A dark techno producer from Leith"))
    song = home.finish(home.start("content", "generate", artist["id"], "--type", "track"))
    expect(song["provenance"]["engine"] == "suno" and any("ordered once" in note for note in song["details"]["notes"]), f"notes: {song['details']['notes']}")
    names = {file["name"] for file in song["files"]}
    expect({"master.flac", "master.mp3", "analysis.json"} <= names and not any(name.startswith("stems/") or name == "song.mid" for name in names), f"files: {names}")
    expect(home.finish(home.start("content", "generate", artist["id"], "--type", "teaser"))["kind"] == "teaser", "a heard song gets its teaser")
    expect(KEY.encode() not in home.everything(), "artist: the key is kept")
    fake.stop()


def names_wrong_settings(sound):
    fake = FakeSuno("sunoapi", sound)
    for name, value in (("TROUPE_SUNO_DIALECT", "klingon"), ("TROUPE_SUNO_BASE_URL", "http://api.example.com"), ("SUNO_API_KEY", "your_suno_api_key"),
                        ("TROUPE_SUNO_POLL_SECONDS", "0"), ("TROUPE_SUNO_AUTO_RESUBMIT", "perhaps"), ("TROUPE_SUNO_DIALECT_PATH", "/no/such/file.json")):
        process = Home("settings", fake, **{name: value}).start_render()
        _, err = process.communicate(timeout=60)
        expect(process.returncode != 0 and name in err, f"{name}={value}: exit {process.returncode}, {err}")
    expect(not fake.submitted, "nothing was ordered")
    own = FOLDER / "own.json"
    own.write_text(json.dumps({"mine": {"like": "sunoapi", "name": "mine.example", "submit": {"path": "/my/songs"}, "price": 0.25}}))
    fake.dialect = fake.dialect | {"path": "/my/songs"}
    home = Home("own", fake, "mine", TROUPE_SUNO_DIALECT_PATH=str(own))
    made = home.render()
    by_suno(home, made, "a dialect of one's own")
    expect("mine.example: 0.25 each" in " ".join(made["notes"]), f"its price: {made['notes']}")
    fake.stop()


shutil.rmtree(FOLDER, ignore_errors=True)
FOLDER.mkdir(parents=True)
SOUND = make_sound()
for test in (speaks_every_dialect, reads_every_shape, understands_every_state, knows_the_codes, never_pays_twice, goes_on_after_a_kill, stops_at_once,
             takes_no_wrong_sound, keeps_the_months_number, makes_an_artists_song, names_wrong_settings):
    print(test.__name__, flush=True)
    test(SOUND)
sys.exit(1 if failures else 0)
