"""A track after it is made: takes, another section, a person's own voice, other formats, and the way back."""
import json
import math
import pathlib
import shutil
import struct
import subprocess
import sys
import unittest
import wave

from program import SEED_PROMPT, Troupe, ffprobe

PROGRAM, WORK = sys.argv[1], pathlib.Path(sys.argv[2])


def decoded(file):
    return subprocess.run(["ffmpeg", "-v", "error", "-i", str(file), "-f", "s32le", "-ac", "2", "-"], capture_output=True, check=True).stdout


def sung_line(file, seconds=6, rate=44100):
    """A voice of sorts: a tone with overtones that rises and falls, mono, 16 bits."""
    with wave.open(str(file), "wb") as sound:
        sound.setnchannels(1)
        sound.setsampwidth(2)
        sound.setframerate(rate)
        frames = []
        for i in range(seconds * rate):
            t = i / rate
            swell = 0.5 - 0.5 * math.cos(2 * math.pi * t / seconds)
            frames.append(int(9000 * swell * sum(math.sin(2 * math.pi * 220 * k * t) / k for k in (1, 2, 3))))
        sound.writeframes(struct.pack(f"<{len(frames)}h", *frames))
    return str(file)


class Track(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        shutil.rmtree(WORK, ignore_errors=True)
        cls.troupe = Troupe(PROGRAM, WORK)
        cls.artist = cls.troupe.json("artist", "create", "--prompt", SEED_PROMPT)["id"]
        cls.made = cls.troupe.json("content", "generate", cls.artist, "--type", "track", "--takes", "2", "--seed", "3")
        cls.id = cls.made["id"]

    def files(self, content):
        return {file["name"]: file["path"] for file in content["files"]}

    def show(self, content):
        return self.troupe.json("content", "show", content)

    def test_1_takes_are_ranked_and_one_can_be_chosen(self):
        takes = self.made["takes"]
        self.assertEqual([take["id"] for take in takes][0], self.id)
        self.assertEqual(len({take["id"] for take in takes}), 2)
        self.assertEqual([take["state"] for take in takes], ["in_review", "rejected"])
        self.assertGreaterEqual(takes[0]["marks"]["total"], takes[1]["marks"]["total"])
        other = takes[1]["id"]
        self.assertEqual(self.troupe.json("content", "choose", other)["state"], "in_review")
        self.assertEqual(self.show(self.id)["state"], "rejected")
        self.assertEqual(self.troupe.json("content", "choose", self.id)["state"], "in_review")
        self.assertEqual(self.show(other)["state"], "rejected")

    def test_2_keeps_what_players_and_notation_programs_need(self):
        files = self.files(self.show(self.id))
        for name in ["master.flac", "master.mp3", "song.mid", "chords.txt", "song.musicxml", "score.json", "peaks.json", "analysis.json"]:
            self.assertIn(name, files)
        content = self.show(self.id)
        self.assertEqual(content["brief"]["catalogue"], [])
        self.assertNotIn("grams", content["provenance"]["prompt"])
        self.assertTrue(content["brief"]["signature"])
        self.assertTrue(content["details"]["tune"]["grams"])

    def test_3_a_section_anew_and_back(self):
        before = self.show(self.id)
        redone = self.troupe.json("content", "redo", self.id, "--section", "2")
        self.assertEqual(redone["revision"], before["revision"] + 1)
        old, new = (decoded(self.files(each)["master.flac"]) for each in (before, redone))
        score = json.loads(pathlib.Path(self.files(before)["score.json"]).read_text())["score"]
        section = score["sections"][1]
        bar_seconds = score["metre"]["beats"] * 4 / score["metre"]["unit"] * 60 / score["bpm"]
        first, last = (round(bar * bar_seconds * 48000) * 8 for bar in (section["first_bar"], section["first_bar"] + section["bars"]))
        self.assertEqual(old[:first], new[:first])
        self.assertEqual(old[last:], new[last:])
        self.assertNotEqual(old[first:last], new[first:last])
        self.assertEqual(redone["brief"]["redone"][0]["section"], 2)
        undone = self.troupe.json("content", "undo", self.id)
        self.assertEqual(self.files(undone), self.files(before))
        refused = self.troupe.run("content", "redo", self.id, "--section", "99")
        self.assertEqual(refused.returncode, 2, refused.stderr)
        self.assertIn("--section", refused.stderr)

    def test_4_a_persons_voice_joins_the_mix_and_the_disclosure(self):
        before = self.show(self.id)
        line = sung_line(WORK / "voice.wav")
        added = self.troupe.json("content", "add", self.id, line, "--role", "vocals", "--rights", "Ana Sol, licensed to the label", "--by", "Ana Sol",
                                 "--at", "bar 9")
        files = self.files(added)
        self.assertIn("stems/voice.flac", files)
        provenance = added["provenance"]
        self.assertEqual(provenance["ai"]["vocals"], "none")
        self.assertIn("Ana Sol (human)", provenance["engine"])
        self.assertIn("licensed to the label", provenance["licence"])
        self.assertEqual(len(provenance["inputs"]), 1)
        heard = self.troupe.json("music", "analyze", files["master.flac"])
        self.assertAlmostEqual(heard["lufs"], -14, delta=0.3)
        self.assertLessEqual(heard["true_peak_dbtp"], -1)
        self.assertAlmostEqual(heard["seconds"], before["details"]["analysis"]["seconds"], places=2)
        self.assertEqual(self.troupe.run("content", "redo", self.id, "--section", "2").returncode, 1)
        undone = self.troupe.json("content", "undo", self.id)
        self.assertEqual(self.files(undone), self.files(before))
        self.assertEqual(undone["provenance"], before["provenance"])

    def test_5_a_finished_song_of_a_person(self):
        song = sung_line(WORK / "whole.wav", seconds=20)
        added = self.troupe.json("content", "add", self.artist, song, "--role", "master", "--rights", "own work", "--by", "Ben", "--title", "Harbour")
        self.assertEqual((added["title"], added["kind"], added["state"]), ("Harbour", "track", "in_review"))
        self.assertEqual(added["provenance"]["kind"], "human")
        self.assertEqual(set(added["provenance"]["ai"].values()), {"none"})
        self.assertTrue(0 <= added["details"]["timeline"]["confidence"] <= 1)
        self.assertAlmostEqual(float(ffprobe(self.files(added)["master.flac"])["format"]["duration"]), 20, delta=0.01)

    def test_6_bad_material_is_refused_with_the_reason(self):
        def refused(code, words, *arguments):
            done = self.troupe.run("content", "add", *arguments)
            self.assertEqual(done.returncode, code, done.stderr)
            self.assertIn(words, done.stderr)
        broken = WORK / "broken.wav"
        broken.write_bytes(b"RIFF\x00\x00\x00\x00WAVEjunk" * 50)
        silent = WORK / "silent.wav"
        with wave.open(str(silent), "wb") as sound:
            sound.setparams((1, 2, 44100, 0, "NONE", ""))
            sound.writeframes(bytes(44100 * 2 * 3))
        good = sung_line(WORK / "good.wav", 2)
        before = self.show(self.id)
        refused(2, "broken.wav", self.id, str(broken), "--role", "vocals", "--rights", "own")
        refused(2, "silent", self.id, str(silent), "--role", "vocals", "--rights", "own")
        refused(3, "missing.wav", self.id, "missing.wav", "--role", "vocals", "--rights", "own")
        refused(2, "--rights", self.id, good, "--role", "vocals", "--rights", " ")
        refused(2, "--role", self.id, good, "--role", "choir", "--rights", "own")
        refused(2, "--at", self.id, good, "--role", "vocals", "--rights", "own", "--at", "bar 9999")
        refused(2, "outside", self.id, good, "--role", "stem", "--rights", "own", "--at", "9999")
        self.assertEqual(self.show(self.id), before)

    def test_7_exports_other_formats(self):
        made = self.troupe.json("content", "export", self.id, "--out", str(WORK / "out"), "--formats", "wav,opus")
        names = {pathlib.Path(file).name for file in made["files"]}
        self.assertLessEqual({"master.wav", "master.opus", "master.flac", "chords.txt"}, names)
        self.assertEqual(ffprobe(WORK / "out/master.wav")["streams"][0]["codec_name"], "pcm_s16le")
        self.assertEqual(self.troupe.run("content", "export", self.id, "--out", str(WORK / "out"), "--formats", "aiff").returncode, 2)


if __name__ == "__main__":
    unittest.main(argv=[sys.argv[0], *sys.argv[3:]], verbosity=2)
