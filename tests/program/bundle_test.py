"""An artist goes to another installation in one file, comes back, is edited by hand, and is forgotten."""
import hashlib
import json
import pathlib
import pty
import shutil
import subprocess
import sys
import unittest
import zipfile

from program import Troupe

PROGRAM, WORK = sys.argv[1], pathlib.Path(sys.argv[2])
PROMPT = "An upbeat pop singer who writes about small kitchens and late trams"


def digest(file):
    return hashlib.sha256(pathlib.Path(file).read_bytes()).hexdigest()


class Bundle(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        shutil.rmtree(WORK, ignore_errors=True)
        cls.here = Troupe(PROGRAM, WORK / "here")
        cls.artist = cls.here.json("artist", "create", "--prompt", PROMPT)["id"]
        cls.here.json("plan", "create", cls.artist, "--days", "30")
        cls.words = cls.here.json("content", "generate", cls.artist, "--type", "lyrics")["id"]
        cls.posts = cls.here.json("content", "generate", cls.artist, "--type", "post")["id"]
        cls.here.json("content", "edit", cls.words, "title=Low Water", "sections[0].lines[0].text=Salt on the window of the last tram")
        cls.here.json("artist", "edit", cls.artist, "positioning.tagline=Night work", 'style.moods[+]={"name":"dusk","weight":0.2}')
        cls.bundle = WORK / "artist.troupe"
        cls.written = cls.here.json("artist", "export", cls.artist, "--bundle", str(cls.bundle))

    def home(self, name):
        return Troupe(PROGRAM, WORK / name)

    def export(self, home):
        return home.run("artist", "export", self.artist).stdout

    def refused(self, home, code, words, *arguments):
        done = home.run(*arguments)
        self.assertEqual(done.returncode, code, f"{arguments}\n{done.stdout}\n{done.stderr}")
        for word in [words] if isinstance(words, str) else words:
            self.assertIn(word, done.stderr, arguments)

    def test_there_and_back_is_the_same_artist_with_the_same_files(self):
        there = self.home("there")
        taken = there.json("artist", "import", str(self.bundle))
        self.assertEqual((taken["id"], taken["versions"], taken["contents"]), (self.artist, 2, 2))
        self.assertEqual(self.export(there), self.export(self.here))
        self.assertEqual(there.json("artist", "history", self.artist), self.here.json("artist", "history", self.artist))
        self.assertEqual(there.json("plan", "show", self.artist), self.here.json("plan", "show", self.artist))
        for content in (self.words, self.posts):
            mine, theirs = (home.json("content", "show", content)["files"] for home in (self.here, there))
            self.assertEqual([(f["name"], digest(f["path"])) for f in mine], [(f["name"], digest(f["path"])) for f in theirs])
            self.assertEqual(there.json("content", "history", content), self.here.json("content", "history", content))
        back = WORK / "back.troupe"
        there.json("artist", "export", self.artist, "--bundle", str(back))
        self.assertEqual(digest(back), digest(self.bundle))
        third = self.home("third")
        third.json("artist", "import", str(back))
        self.assertEqual(self.export(third), self.export(self.here))
        again = third.json("artist", "import", str(back))
        self.assertEqual((again["is_new"], again["versions"], again["contents"], again["files"]), (False, 0, 0, 0))

    def test_any_zip_program_reads_it(self):
        with zipfile.ZipFile(self.bundle) as file:
            self.assertIsNone(file.testzip())
            names = file.namelist()
            self.assertEqual(names[0], "manifest.json")
            manifest = json.loads(file.read("manifest.json"))
            self.assertEqual((manifest["format"], manifest["version"], manifest["artist"]["id"]), ("troupe-bundle", 2, self.artist))
            self.assertEqual(names[1:], [member["name"] for member in manifest["members"]])
            self.assertEqual(names[1:], sorted(names[1:]))
            for member in manifest["members"]:
                data = file.read(member["name"])
                self.assertEqual((len(data), hashlib.sha256(data).hexdigest()), (member["size_bytes"], member["sha256"]))

    def test_what_another_program_packed_from_the_same_members_is_read(self):
        repacked = WORK / "repacked.zip"
        with zipfile.ZipFile(self.bundle) as old, zipfile.ZipFile(repacked, "w") as new:
            for name in old.namelist():
                new.writestr(name, old.read(name))
        home = self.home("repacked")
        home.json("artist", "import", str(repacked))
        self.assertEqual(self.export(home), self.export(self.here))

    def test_time_zone_and_place_leave_no_trace(self):
        other = WORK / "other" / "deep" / "same.troupe"
        self.assertEqual(self.here.run("artist", "export", self.artist, "--bundle", str(other), TZ="Pacific/Auckland", LC_ALL="C").returncode, 0)
        self.assertEqual(digest(other), digest(self.bundle))

    def test_what_is_broken_is_refused_and_leaves_nothing(self):
        home = self.home("broken")
        whole = self.bundle.read_bytes()
        broken = WORK / "broken.troupe"
        for part in (0.2, 0.5, 0.9):
            broken.write_bytes(whole[:int(len(whole) * part)])
            self.refused(home, 2, ["broken.troupe", "member"], "artist", "import", str(broken))
        at = whole.index(b"Low Water")
        broken.write_bytes(whole[:at] + b"X" + whole[at + 1:])
        self.refused(home, 2, ["member", "damaged"], "artist", "import", str(broken))
        with zipfile.ZipFile(broken, "w") as other:
            other.writestr("letter.txt", "Dear mother")
        self.refused(home, 2, "no bundle of Troupe", "artist", "import", str(broken))
        self.refused(home, 3, "nowhere", "artist", "import", str(WORK / "nowhere"))
        self.assertEqual(home.json("artist", "list"), [])
        self.assertEqual([f for f in (home.home / "state").rglob("*") if f.is_file() and "assets" in f.parts], [])

    def test_histories_that_parted_are_named(self):
        home = self.home("parted")
        home.json("artist", "import", str(self.bundle))
        home.json("artist", "edit", self.artist, "positioning.tagline=Day work")
        mine = self.home("parted-too")
        mine.json("artist", "import", str(self.bundle))
        mine.json("artist", "edit", self.artist, "positioning.tagline=No work")
        other = WORK / "parted.troupe"
        mine.json("artist", "export", self.artist, "--bundle", str(other))
        before = self.export(home)
        self.refused(home, 1, [self.artist, "version 3"], "artist", "import", str(other))
        self.assertEqual(self.export(home), before)

    def test_words_are_edited_and_taken_back(self):
        home = self.home("words")
        home.json("artist", "import", str(self.bundle))
        approved = home.json("content", "approve", self.words)
        self.assertEqual(approved["state"], "approved")
        edited = home.json("content", "edit", self.words, "sections[0].lines[1].text=and nobody is singing")
        self.assertEqual((edited["state"], edited["revision"]), ("in_review", approved["revision"] + 1))
        sheet = pathlib.Path(edited["files"][0]["path"]).read_text()
        self.assertIn("and nobody is singing\n", sheet)
        undone = home.json("content", "undo", self.words)
        self.assertEqual(undone["details"], approved["details"])
        self.assertEqual(len(home.json("content", "history", self.words)["revisions"]), undone["revision"])
        first = home.json("content", "undo", self.words, "--to", "1")
        self.assertNotEqual(first["title"], "Low Water")
        self.refused(home, 2, "did you mean title", "content", "edit", self.words, "titel=x")
        self.refused(home, 3, "no revision 99", "content", "undo", self.words, "--to", "99")
        self.assertIn("sections[0].lines[2].text", home.run("content", "edit", "--help").stdout)

    def test_fields_of_an_artist_are_added_and_removed(self):
        home = self.home("fields")
        home.json("artist", "import", str(self.bundle))
        edited = home.json("artist", "edit", self.artist, "audience.interests[+]=ferries", "settings.llm_assignments.lyrics=a/b")
        self.assertEqual((edited["audience"]["interests"][-1], edited["settings"]["llm_assignments"]), ("ferries", {"lyrics": "a/b"}))
        emptied = home.json("artist", "edit", self.artist, "audience.interests[-1]=", "settings.llm_assignments.lyrics=")
        self.assertNotIn("ferries", emptied["audience"]["interests"])
        self.assertEqual(emptied["settings"]["llm_assignments"], {})
        self.assertAlmostEqual(sum(mood["weight"] for mood in edited["style"]["moods"]), 1)
        self.refused(home, 2, "did you mean positioning.tagline", "artist", "edit", self.artist, "positioning.taglin=x")
        shown = home.run("artist", "edit", "--help").stdout
        self.assertIn("style.moods[+]", shown)
        self.assertIn("core.motifs[-1]=", shown)

    def test_delete_asks_and_says_what_is_gone(self):
        home = self.home("deleted")
        home.json("artist", "import", str(self.bundle))
        self.refused(home, 1, "--yes", "artist", "delete", self.artist)
        self.assertEqual(self.at_terminal(home, "no\n").returncode, 1)
        self.assertEqual(len(home.json("artist", "list")), 1)
        counts = self.written["counts"]
        gone = home.json("artist", "delete", self.artist, "--yes")
        for name, count in {"versions": counts["versions"], "contents": counts["contents"], "files": counts["assets"],
                            "plan_items": counts["plan_items"], "observations": counts["observations"]}.items():
            self.assertEqual(gone[name], count, name)
        self.assertEqual([f for f in (home.home / "state/assets").rglob("*") if f.is_file()], [])
        self.refused(home, 3, self.artist, "plan", "show", self.artist)
        home.json("artist", "import", str(self.bundle))
        self.assertEqual(self.at_terminal(home, "yes\n").returncode, 0)
        self.assertEqual(home.json("artist", "list"), [])

    def at_terminal(self, home, answer):
        """Where somebody sits: standard input is a terminal."""
        ours, theirs = pty.openpty()
        with open(ours, "wb", buffering=0) as keyboard, open(theirs) as terminal:
            keyboard.write(answer.encode())
            return subprocess.run([home.program, "artist", "delete", self.artist], stdin=terminal, capture_output=True, text=True,
                                  cwd=home.home, env=home.environment, timeout=60)


if __name__ == "__main__":
    unittest.main(argv=[sys.argv[0]], verbosity=2)
