"""The composer by itself, heard and read by programs that others wrote: mido, LilyPond, ffmpeg."""
import json
import pathlib
import re
import resource
import shutil
import signal
import subprocess
import sys
import tempfile
import unittest

from program import Troupe, ffprobe

PROGRAM, WORK = sys.argv[1], pathlib.Path(sys.argv[2])
try:
    import mido
except ImportError:
    mido = None

SONGS = {"pop": {"genre": "pop", "bpm": 100, "key": "A minor", "seconds": 30, "vocals": "sung", "title": "Low Tide", "seed": 4,
                 "lyrics": [{"section": "verse", "lines": [{"text": "the harbour keeps its silence"}, {"text": "and I keep mine tonight"}]},
                            {"section": "chorus", "lines": [{"text": "come back slow"}, {"text": "over the water"}]}]},
         "waltz": {"genre": "indie", "metre": "3/4", "bpm": 96, "key": "D major", "seconds": 24, "title": "Three", "seed": 5}}


def decoded(file):
    return subprocess.run(["ffmpeg", "-v", "error", "-i", str(file), "-f", "s32le", "-ac", "2", "-"], capture_output=True, check=True).stdout


class Music(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        shutil.rmtree(WORK, ignore_errors=True)
        cls.troupe = Troupe(PROGRAM, WORK)
        cls.made = {name: cls.render(name, brief) for name, brief in SONGS.items()}

    @classmethod
    def brief(cls, name, brief):
        file = WORK / f"{name}.json"
        file.write_text(json.dumps(brief))
        return str(file)

    @classmethod
    def render(cls, name, brief, *options):
        return cls.troupe.json("music", "render", "--brief", cls.brief(name, brief), "--out", str(WORK / name), *options)

    def test_writes_every_file_and_none_by_half(self):
        for name in SONGS:
            there = {str(f.relative_to(WORK / name)) for f in (WORK / name).rglob("*") if f.is_file()}
            self.assertEqual(there, {str(pathlib.Path(f).relative_to(WORK / name)) for f in self.made[name]["files"]})
            for file in ["master.flac", "master.mp3", "song.mid", "chords.txt", "song.musicxml", "peaks.json", "score.json", "analysis.json"]:
                self.assertIn(file, there)
            self.assertFalse((WORK / name / ".part").exists())

    def test_midi_says_to_mido_what_the_brief_asked(self):
        if mido is None:
            self.skipTest("needs python3-mido")
        for name, brief in SONGS.items():
            song = mido.MidiFile(str(WORK / name / "song.mid"))
            score = json.loads((WORK / name / "score.json").read_text())["score"]
            head = list(song.tracks[0])
            self.assertAlmostEqual(mido.tempo2bpm(next(m.tempo for m in head if m.type == "set_tempo")), brief["bpm"], places=3)
            metre = next(m for m in head if m.type == "time_signature")
            self.assertEqual(f"{metre.numerator}/{metre.denominator}", brief.get("metre", "4/4"))
            bar = song.ticks_per_beat * 4 * metre.numerator // metre.denominator
            at, markers = 0, []
            for message in head:
                at += message.time
                if message.type == "marker":
                    markers.append((message.text, at))
            self.assertEqual(markers, [(s["name"], s["first_bar"] * bar) for s in score["sections"]])
            for part, track in zip(score["parts"], song.tracks[1:]):
                at, played = 0, []
                for message in track:
                    at += message.time
                    if message.type == "note_on" and message.velocity > 0:
                        played.append((at, message.note))
                self.assertEqual(sorted(played), sorted((max(0, n["tick"] + n["shift"]), n["pitch"]) for n in part["notes"]), part["name"])

    def test_notation_opens_in_lilypond_bar_by_bar(self):
        if shutil.which("musicxml2ly") is None:
            self.skipTest("needs lilypond")
        for name in SONGS:
            self.engrave(name)

    def engrave(self, name):
        score = json.loads((WORK / name / "score.json").read_text())["score"]
        text = (WORK / name / "song.musicxml").read_text()
        self.assertEqual(text.count("<harmony>"), len(score["chords"]))
        with tempfile.TemporaryDirectory() as folder:
            # Its importer loses count of chord symbols over empty bars, so the bars are counted without them.
            sheet = pathlib.Path(folder) / "sheet.musicxml"
            sheet.write_text(re.sub(r"<harmony>.*?</harmony>", "", text, flags=re.S))
            subprocess.run(["musicxml2ly", "--midi", "-o", f"{folder}/sheet.ly", str(sheet)], capture_output=True, check=True, timeout=120)
            done = subprocess.run(["lilypond", "-dno-print-pages", "-l", "WARN", "-o", f"{folder}/sheet", f"{folder}/sheet.ly"], capture_output=True,
                                  text=True, timeout=120, cwd=folder)
            self.assertEqual(done.returncode, 0, done.stderr)
            self.assertNotIn("barcheck failed", done.stderr)
            ly = pathlib.Path(f"{folder}/sheet.ly").read_text()
            self.assertIn(f"\\time {score['metre']['beats']}/{score['metre']['unit']}", ly)
            if mido is not None:
                self.compare_notes(score, f"{folder}/sheet.midi")

    def compare_notes(self, score, file):
        """What LilyPond plays of the sheet is what the score has, on its grid of sixteenths."""
        engraved = mido.MidiFile(file)
        # Its importer lays the parts one after the other for MIDI.
        length = score["bars"] * score["metre"]["beats"] * 16 // score["metre"]["unit"]
        heard = set()
        for track in engraved.tracks:
            at = 0
            for message in track:
                at += message.time
                if message.type == "note_on" and message.velocity > 0:
                    heard.add((round(at * 4 / engraved.ticks_per_beat) % length, message.note))
        for part in score["parts"]:
            if part["name"] in ("vocals", "lead", "bass"):
                wanted = {((n["tick"] + 60) // 120, n["pitch"]) for n in part["notes"]}
                self.assertLessEqual(len(wanted - heard), len(wanted) // 50, part["name"])

    def test_chords_are_named_as_on_charts(self):
        chart = (WORK / "pop" / "chords.txt").read_text()
        self.assertIn("Key of A minor, 100 BPM, 4/4", chart)
        self.assertRegex(chart, r"\| Am\S* ")
        self.assertIn("3/4", (WORK / "waltz" / "chords.txt").read_text())

    def test_peaks_are_in_the_players_format(self):
        peaks = json.loads((WORK / "pop" / "peaks.json").read_text())
        self.assertEqual((peaks["version"], peaks["bits"], peaks["channels"], peaks["sample_rate"]), (2, 8, 1, 48000))
        self.assertEqual(len(peaks["data"]), 2 * peaks["length"])
        self.assertEqual(peaks["length"], -(-30 * 48000 // peaks["samples_per_pixel"]))
        self.assertTrue(min(peaks["data"]) >= -128 and max(peaks["data"]) <= 127 and max(peaks["data"]) > 60)

    def test_wav_and_opus_on_demand(self):
        made = self.render("formats", SONGS["waltz"], "--formats", "wav,opus")
        names = {pathlib.Path(f).name for f in made["files"]}
        self.assertLessEqual({"master.wav", "master.opus"}, names)
        wav, opus = (ffprobe(WORK / "formats" / f"master.{kind}") for kind in ("wav", "opus"))
        self.assertEqual((wav["streams"][0]["codec_name"], wav["streams"][0]["sample_rate"]), ("pcm_s16le", "48000"))
        self.assertEqual((opus["streams"][0]["codec_name"], opus["streams"][0]["sample_rate"]), ("opus", "48000"))
        self.assertAlmostEqual(float(opus["format"]["duration"]), 24, delta=0.1)
        self.assertTrue(120_000 < int(opus["format"]["bit_rate"]) < 260_000, opus["format"]["bit_rate"])

    def test_takes_are_ranked(self):
        made = self.render("takes", SONGS["waltz"], "--takes", "2")
        ranking = json.loads((WORK / "takes" / "takes.json").read_text())
        marks = [take["marks"]["total"] for take in ranking["takes"]]
        self.assertEqual(marks, sorted(marks, reverse=True))
        self.assertEqual(ranking["best"], made["takes"][0]["take"])
        self.assertEqual({take["folder"] for take in ranking["takes"]}, {"take-1", "take-2"})
        self.assertNotEqual(decoded(WORK / "takes/take-1/master.flac"), decoded(WORK / "takes/take-2/master.flac"))

    def test_one_section_anew_and_nothing_else(self):
        self.troupe.json("music", "render", "--brief", self.brief("pop", SONGS["pop"]), "--out", str(WORK / "redone"),
                         "--redo", str(WORK / "pop"), "--section", "2")
        score = json.loads((WORK / "pop" / "score.json").read_text())["score"]
        section = score["sections"][1]
        bar_seconds = score["metre"]["beats"] * 4 / score["metre"]["unit"] * 60 / score["bpm"]
        first, last = (round(bar * bar_seconds * 48000) * 8 for bar in (section["first_bar"], section["first_bar"] + section["bars"]))
        for file in ["master.flac", "stems/drums.flac", "stems/bass.flac", "stems/space.flac"]:
            before, after = decoded(WORK / "pop" / file), decoded(WORK / "redone" / file)
            self.assertEqual(len(before), len(after), file)
            self.assertEqual(before[:first], after[:first], file)
            self.assertEqual(before[last:], after[last:], file)
        self.assertNotEqual(decoded(WORK / "pop/master.flac"), decoded(WORK / "redone/master.flac"))

    def test_a_preview_is_ten_seconds(self):
        self.render("preview", SONGS["pop"], "--preview")
        self.assertEqual([f.name for f in (WORK / "preview").iterdir()], ["preview.mp3"])
        self.assertAlmostEqual(float(ffprobe(WORK / "preview/preview.mp3")["format"]["duration"]), 10, delta=0.1)

    def refused(self, brief, words, name="refused"):
        done = self.troupe.run("music", "render", "--brief", self.brief(name, brief), "--out", str(WORK / name))
        self.assertEqual(done.returncode, 2, done.stderr)
        for word in words:
            self.assertIn(word, done.stderr)
        self.assertFalse((WORK / name).exists(), done.stderr)

    def test_a_bad_brief_is_refused_by_field_and_limit(self):
        self.refused({"genre": "pop", "bpm": 500}, ["bpm", "40", "240"])
        self.refused({"genre": "pop", "seconds": 0.5}, ["seconds", "15", "600"])
        self.refused({"genre": "pop", "seconds": 10800}, ["seconds", "15", "600"])
        self.refused({"genre": "polka-core"}, ["genre", "polka-core", "pop"])
        self.refused({"genre": "pop", "key": "H# minor"}, ["key", "H# minor"])
        self.refused({"genre": "pop", "lyrics": [{"section": "verse", "lines": [{"text": "la"}] * 100_000}]}, ["lyrics", "400"])
        self.refused({"genre": "pop", "colour": "red"}, ["colour"])
        self.refused({}, ["genre"])

    def test_a_full_disk_leaves_nothing(self):
        def small_files_only():
            signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
            resource.setrlimit(resource.RLIMIT_FSIZE, (1_000_000, 1_000_000))
        # The database exists already, so that it is the song that hits the limit.
        done = subprocess.run([PROGRAM, "music", "render", "--brief", self.brief("full", SONGS["waltz"]), "--out", str(WORK / "full")], cwd=WORK,
                              env=self.troupe.environment, capture_output=True, text=True, timeout=300, preexec_fn=small_files_only, restore_signals=False)
        self.assertEqual(done.returncode, 1, done.stderr)
        self.assertFalse((WORK / "full").exists(), done.stderr)

    def test_a_score_from_elsewhere_is_checked(self):
        for change in [{"version": 99}, {"format": "other"}]:
            folder = WORK / "foreign"
            shutil.rmtree(folder, ignore_errors=True)
            folder.mkdir()
            (folder / "score.json").write_text(json.dumps({**json.loads((WORK / "pop/score.json").read_text()), **change}))
            done = self.troupe.run("music", "render", "--brief", self.brief("pop", SONGS["pop"]), "--out", str(WORK / "x"), "--redo", str(folder), "--section", "1")
            self.assertEqual(done.returncode, 2, done.stderr)
            self.assertIn("score.json", done.stderr)

    def test_analyze_tells_sections(self):
        heard = self.troupe.json("music", "analyze", str(WORK / "pop/master.mp3"))
        self.assertTrue(heard["sections"])
        self.assertIn("LUFS", self.troupe.run("music", "analyze", str(WORK / "pop/master.mp3")).stdout)

    def test_the_schema_names_the_tables_words(self):
        schema = self.troupe.json("music", "schema")
        self.assertIn("lofi", schema["properties"]["genre"]["enum"])
        self.assertEqual(schema["properties"]["loudness"]["enum"], ["streaming", "club"])


if __name__ == "__main__":
    unittest.main(argv=[sys.argv[0], *sys.argv[3:]], verbosity=2)
