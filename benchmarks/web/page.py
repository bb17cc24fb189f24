"""The dashboard's first screen before a large roster, and its keys while jobs stream: page.py TROUPE FOLDER [ARTISTS [JOBS]].

ARTISTS (1000) are made over HTTP first, which takes minutes; the same FOLDER again takes them as they are. Wants Debian's Chromium and
web/node_modules; skipped (77) without them. Run it on a machine that does nothing else: browser and workers share its cores."""
import os
import pathlib
import shutil
import subprocess
import sys

HERE = pathlib.Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parents[1] / "tests/web"))
import tools  # noqa: E402

PROGRAM, FOLDER = os.path.abspath(sys.argv[1]), os.path.abspath(sys.argv[2])
ARTISTS, JOBS = [sys.argv[i] if len(sys.argv) > i else default for i, default in [(3, "1000"), (4, "20")]]

pathlib.Path(FOLDER).mkdir(parents=True, exist_ok=True)
browser = shutil.which("chromium") or tools.skip("chromium is not installed")
environment = {"PATH": "/usr/bin:/bin", "HOME": FOLDER, "TROUPE": PROGRAM, "WORK": FOLDER, "CHROMIUM": browser, "ARTISTS": ARTISTS, "JOBS": JOBS}
sys.exit(subprocess.run([tools.node(), str(HERE / "page.mjs")], env=environment).returncode)
