"""One whole debut, looked at from outside: every file of the promise, whole, right, and the same again."""
import csv
import hashlib
import json
import pathlib
import re
import shutil
import signal
import subprocess
import sys
import time
import unittest

from program import SEED_PROMPT, Troupe, ffprobe

PROGRAM, WORK = sys.argv[1], pathlib.Path(sys.argv[2])


def digest(file):
    return hashlib.sha256(file.read_bytes()).hexdigest()


class Debut(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        shutil.rmtree(WORK, ignore_errors=True)
        cls.troupe = Troupe(PROGRAM, WORK / "first")
        cls.result = cls.troupe.json("debut", "--prompt", SEED_PROMPT, "--seed", "7")
        cls.folder = pathlib.Path(cls.result["folder"])
        cls.release = next((cls.folder / "releases").iterdir())

    def test_makes_every_file_of_the_promise(self):
        for name in ["index.html", "passport.json", "kit", "plan/plan.json", "plan/calendar.ics", "plan/plan.csv"]:
            self.assertTrue((self.folder / name).exists(), name)
        for name in ["master.flac", "master.mp3", "song.mid", "cover.jpg", "teaser-9x16.mp4", "teaser-1x1.mp4", "teaser-16x9.mp4",
                     "canvas.mp4", "captions.json", "analysis.json", "provenance.json", "preflight.json", "ddex", "lyrics.txt"]:
            self.assertTrue((self.release / name).exists(), name)
        self.assertGreaterEqual(len(list((self.release / "stems").glob("*.flac"))), 4)
        for kind in ["avatar", "logo", "banner"]:
            self.assertTrue(any(kind in file.name for file in (self.folder / "kit").iterdir()), kind)

    def test_leaves_nothing_half_written(self):
        self.assertEqual([file for file in self.folder.rglob("*") if ".part" in file.name], [])
        self.assertEqual([file for file in self.folder.rglob("*") if file.is_file() and file.stat().st_size == 0], [])

    def test_videos_are_what_platforms_take(self):
        for name, width, height in [("teaser-9x16", 1080, 1920), ("teaser-1x1", 1080, 1080), ("teaser-16x9", 1920, 1080), ("canvas", 1080, 1920)]:
            probe = ffprobe(self.release / f"{name}.mp4")
            video = next(s for s in probe["streams"] if s["codec_type"] == "video")
            sound = [s for s in probe["streams"] if s["codec_type"] == "audio"]
            seconds = float(probe["format"]["duration"])
            self.assertEqual((video["codec_name"], video["pix_fmt"], video["width"], video["height"], video["avg_frame_rate"]),
                             ("h264", "yuv420p", width, height, "30/1"), name)
            if name == "canvas":
                self.assertEqual(sound, [])
                self.assertTrue(3 <= seconds <= 8, seconds)
                self.assertLess((self.release / "canvas.mp4").stat().st_size, 10_000_000)
            else:
                self.assertEqual((sound[0]["codec_name"], sound[0]["sample_rate"]), ("aac", "48000"))
                self.assertAlmostEqual(seconds, 15, delta=0.1)

    def test_cover_is_what_stores_take(self):
        cover = self.release / "cover.jpg"
        stream = ffprobe(cover)["streams"][0]
        self.assertEqual((stream["width"], stream["height"], stream["codec_name"]), (3000, 3000, "mjpeg"))
        self.assertLess(cover.stat().st_size, 10_000_000)
        self.assertIn(b"ICC_PROFILE", cover.read_bytes())

    def test_song_is_loud_as_stores_want_it(self):
        for name in ["master.flac", "master.mp3"]:
            heard = self.troupe.json("music", "analyze", str(self.release / name))
            self.assertAlmostEqual(heard["lufs"], -14, delta=0.5, msg=name)
            self.assertLessEqual(heard["true_peak_dbtp"], -1, name)
            self.assertLess(heard["longest_silence"], 1, name)
            self.assertTrue(0.2 <= heard["stereo_correlation"] <= 0.98, heard["stereo_correlation"])
            self.assertGreater(heard["seconds"], 90)

    def test_midi_has_the_tempo_of_the_song(self):
        midi = (self.release / "song.mid").read_bytes()
        at = midi.index(b"\xff\x51\x03") + 3
        bpm = 60e6 / int.from_bytes(midi[at:at + 3], "big")
        tagged = subprocess.run(["ffprobe", "-v", "error", "-show_entries", "format_tags", "-of", "json", str(self.release / "master.mp3")],
                                capture_output=True, text=True, check=True).stdout
        tags = {key.lower(): value for key, value in json.loads(tagged)["format"]["tags"].items()}
        self.assertAlmostEqual(bpm, float(tags["tbpm"]), delta=0.01)
        self.assertIn("AI", " ".join(tags.values()))

    def test_profile_is_understood(self):
        artist = self.troupe.json("artist", "export", self.result["id"])
        self.assertEqual(artist["id"], self.result["id"])
        self.assertTrue(artist["core_locked"])
        self.assertLess(artist["behaviour"]["publicness"], 0.3)
        self.assertTrue(artist["core"]["motifs"])

    def test_the_locked_core_stays(self):
        refused = self.troupe.run("artist", "edit", self.result["id"], "core.archetype=somebody else")
        self.assertEqual(refused.returncode, 1, refused.stderr)
        self.assertIn("core", refused.stderr)

    def test_plan_has_fridays_teasers_and_four_platforms(self):
        plan = json.loads((self.folder / "plan/plan.json").read_text())
        first = plan["releases"][0]
        self.assertEqual(time.strptime(first["date"], "%Y-%m-%d").tm_wday, 4)
        made = self.troupe.json("plan", "show", self.result["id"])["releases"][0]
        self.assertEqual(self.troupe.json("content", "show", made["content_id"])["kind"], "release")
        platforms = {item["platform"] for item in plan["items"]} - {"stores"}
        self.assertGreaterEqual(len(platforms), 4)
        days = {item["date"] for item in plan["items"] if item["kind"] == "teaser" and item.get("release") == 1}
        release_day = time.mktime(time.strptime(first["date"], "%Y-%m-%d"))
        before = sorted(round((release_day - time.mktime(time.strptime(day, "%Y-%m-%d"))) / 86400) for day in days)
        self.assertEqual(before, [1, 3, 7, 14])
        with (self.folder / "plan/plan.csv").open(newline="", encoding="utf-8-sig") as table:
            rows = list(csv.reader(table))
        self.assertEqual(len(rows), len(plan["items"]) + 1)

    def test_calendar_can_be_read(self):
        text = (self.folder / "plan/calendar.ics").read_bytes().decode()
        self.assertTrue(text.startswith("BEGIN:VCALENDAR\r\n") and text.endswith("END:VCALENDAR\r\n"))
        self.assertTrue(all(len(line.encode()) <= 75 for line in text.split("\r\n")))
        uids = re.findall(r"^UID:(.+?)\r$", text, re.M)
        self.assertEqual(len(uids), len(set(uids)))
        self.assertEqual(text.count("BEGIN:VEVENT"), len(uids))

    def test_message_names_files_that_are_there(self):
        message = next((self.release / "ddex").rglob("*.xml"))
        text = message.read_text()
        for uri, algorithm, value in re.findall(r"<URI>(.*?)</URI>.*?<Algorithm>(.*?)</Algorithm>\s*<HashSumValue>(.*?)</HashSumValue>", text, re.S):
            found = hashlib.new(algorithm.lower().replace("-", ""), (message.parent / uri).read_bytes()).hexdigest()
            self.assertEqual(found.lower(), value.lower(), uri)
        self.assertIn("TestMessage", text)
        self.assertIn("URI", text)

    def test_preflight_says_what_blocks(self):
        preflight = json.loads((self.release / "preflight.json").read_text())
        self.assertTrue(preflight["has_blockers"])
        self.assertFalse(preflight["has_draft_blockers"], preflight["findings"])
        release = self.result["release"]["id"]
        self.assertEqual(self.troupe.run("release", "check", release).returncode, 1)

    def test_provenance_lists_every_made_file(self):
        listed = {entry["file"]: entry for entry in json.loads((self.release / "provenance.json").read_text())}
        for name in ["master.flac", "master.mp3", "cover.jpg", "canvas.mp4", "teaser-9x16.mp4", "song.mid"]:
            self.assertEqual(listed[name]["sha256"], digest(self.release / name))
            self.assertTrue(listed[name]["provenance"]["engine"])

    def test_press_kit_asks_nobody_and_links_only_what_is_there(self):
        page = (self.folder / "index.html").read_text()
        self.assertEqual(re.findall(r"""(?:src|href)=["'](?:https?:)?//""", page), [])
        for link in set(re.findall(r"""(?:src|href|poster)=["']([^"'#][^"']*)["']""", page)):
            if not link.startswith(("data:", "mailto:")):
                self.assertTrue((self.folder / link).exists(), link)

    def test_same_call_again_is_quick_and_restores_what_is_missing(self):
        (self.release / "cover.jpg").unlink()
        before = digest(self.release / "master.flac")
        begun = time.monotonic()
        again = self.troupe.json("debut", "--prompt", SEED_PROMPT, "--seed", "7")
        self.assertLess(time.monotonic() - begun, 20)
        self.assertEqual(again["id"], self.result["id"])
        self.assertTrue((self.release / "cover.jpg").exists())
        self.assertEqual(digest(self.release / "master.flac"), before)
        self.assertEqual(len(self.troupe.json("artist", "list")), 1)

    def test_the_way_back(self):
        artist, track = self.result["id"], self.result["release"]["title"]
        unchanged = self.troupe.json("artist", "evolve", artist)
        self.assertFalse(unchanged["changed"])
        before = self.troupe.json("artist", "export", artist)
        report = WORK / "report.csv"
        # The same song, saved four times as often in the last territory as in the first.
        territories = before["audience"]["territories"]
        rows = ["date,platform,territory,track,streams,listeners,saves,skips,shares"]
        for day in range(1, 29):
            for territory, saves in [(territories[0], 40), (territories[-1], 160)]:
                rows.append(f"2026-10-{day:02},spotify,{territory},{track},1500,1000,{saves},90,8")
        report.write_text("\n".join(rows) + "\n")
        first = self.troupe.json("report", "import", str(report))
        self.assertEqual(first["imported"], 56)
        self.assertEqual(self.troupe.json("report", "import", str(report))["imported"], 0)
        shown = self.troupe.json("artist", "evolve", artist, "--dry-run")
        self.assertEqual(self.troupe.json("artist", "export", artist), before)
        changed = self.troupe.json("artist", "evolve", artist)
        self.assertEqual(changed["changes"], shown["changes"])
        after = self.troupe.json("artist", "export", artist)
        self.assertEqual(after["core"], before["core"])
        self.assertTrue(changed["changed"], changed)
        self.assertEqual(after["version"]["number"], before["version"]["number"] + 1)
        self.assertTrue(after["version"]["diff"] and after["version"]["evidence"])
        undone = self.troupe.json("artist", "undo", artist)
        self.assertEqual({**undone, "version": None}, {**before, "version": None})

    def test_killed_at_any_moment_it_goes_on_and_ends_with_the_same_bytes(self):
        other = Troupe(PROGRAM, WORK / "second")
        for seconds in [0.4, 3, 9]:
            process = other.start("debut", "--prompt", SEED_PROMPT, "--seed", "7")
            try:
                process.wait(timeout=seconds)
            except subprocess.TimeoutExpired:
                process.send_signal(signal.SIGKILL)
            process.communicate()
        folder = pathlib.Path(other.json("debut", "--prompt", SEED_PROMPT, "--seed", "7")["folder"])
        self.assertEqual(folder.name, self.folder.name)
        release = next((folder / "releases").iterdir())
        names = ["song.mid", "lyrics.txt", "cover.jpg", *[f"stems/{f.name}" for f in (self.release / "stems").iterdir()]]
        for name in names:
            self.assertTrue(self.same_apart_from_tags(self.release / name, release / name), name)
        for name in ["master.flac", "master.mp3"]:
            self.assertTrue(self.same_apart_from_tags(self.release / name, release / name), name)
        for file in (self.folder / "kit").iterdir():
            self.assertEqual(digest(file), digest(folder / "kit" / file.name), file.name)
        mine, theirs = (json.loads((f / "passport.json").read_text()) for f in (self.folder, folder))
        self.assertEqual((mine["core"], mine["style"]), (theirs["core"], theirs["style"]))
        self.assertEqual([f for f in folder.rglob("*") if ".part" in f.name], [])

    @staticmethod
    def same_apart_from_tags(a, b):
        if a.suffix not in (".flac", ".mp3"):
            return digest(a) == digest(b)
        decoded = [subprocess.run(["ffmpeg", "-v", "error", "-i", str(f), "-map", "0:a", "-f", "md5", "-"], capture_output=True, check=True).stdout
                   for f in (a, b)]
        return decoded[0] == decoded[1]


if __name__ == "__main__":
    unittest.main(argv=[sys.argv[0]], verbosity=2)
