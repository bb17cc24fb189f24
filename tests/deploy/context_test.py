"""What a build of the image sees, asked of buildah: all that the build needs, and no setting, no state, nothing built earlier.

    python3 context_test.py WORK_FOLDER
"""
import pathlib
import shutil
import subprocess
import sys
import unittest

import container
import program

WORK = pathlib.Path(sys.argv[1])
PLANTED = [
    ".env",
    ".env.local",
    "web/.env",
    "src/app/.env.production",
    "deploy/kubernetes/overlays/local/secret.env",
    "troupe.db",
    "key-pepper",
    "out/artist/passport.json",
    "build/bin/troupe",
    "web/node_modules/left-pad/index.js",
    "data/words.txt.part",
    ".git/config",
    "assets/aa/bb",
]
NEEDED = ["CMakeLists.txt", "CMakePresets.json", "LICENSE", "cmake", "data", "scripts", "src", "web", "deploy/container"]


def tracked():
    listed = subprocess.run(["git", "-C", program.ROOT, "ls-files", "-z"], capture_output=True, text=True)
    if listed.returncode != 0:
        raise container.Missing("not a git checkout: nobody can say which files are the project's")
    return [name for name in listed.stdout.split("\0") if name and (program.ROOT / name).is_file()]


class Context(unittest.TestCase):
    def test_holds_what_the_build_needs_and_nothing_else(self):
        project, names = WORK / "project", tracked()
        for name in names:
            (project / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(program.ROOT / name, project / name)
        for name in PLANTED:
            (project / name).parent.mkdir(parents=True, exist_ok=True)
            (project / name).write_text("a secret")
        (WORK / "Containerfile").write_text("FROM scratch\nCOPY . /\n")
        builder = container.Builder(WORK / "buildah")
        builder.bud(project, WORK / "Containerfile", "context")
        root = pathlib.Path(builder("mount", builder("from", "--pull-never", "context")))
        seen = {str(path.relative_to(root)) for path in root.rglob("*") if path.is_file()}
        builder("rm", "--all")
        builder("rmi", "--all")
        wanted = {name for name in names if any(name == each or name.startswith(each + "/") for each in NEEDED)}
        self.assertEqual(seen & set(PLANTED), set())
        self.assertEqual(wanted - seen, set())
        self.assertEqual(seen - wanted, set())


if __name__ == "__main__":
    try:
        container.require("buildah", "git")
        shutil.rmtree(WORK, ignore_errors=True)
        WORK.mkdir(parents=True)
        tracked()
    except container.Missing as why:
        print("skipped:", why)
        sys.exit(77)
    unittest.main(argv=sys.argv[:1], verbosity=1)
