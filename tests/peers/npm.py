"""Packages of npm that tests and benchmarks run, in the versions that a package-lock.json pins."""
import pathlib
import re
import shutil
import subprocess
import sys

from peer import Missing

UNREACHABLE = "ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ECONNRESET|ETIMEDOUT|ENETUNREACH"


def install(pinned, folder, *command):
    """What lies in the folder `pinned`, into `folder`; once, since they are many. `command`: instead of `npm ci`. Raises Missing without npm or a
    registry to install from; ends the program where npm fails otherwise."""
    pinned, folder = pathlib.Path(pinned), pathlib.Path(folder)
    lock, done = pinned / "package-lock.json", folder / "installed.json"
    if done.exists() and done.read_bytes() == lock.read_bytes():
        return
    if not shutil.which("npm"):
        raise Missing("npm is not on the PATH")
    folder.mkdir(parents=True, exist_ok=True)
    for name in ["package.json", "package-lock.json", ".npmrc"]:
        shutil.copy(pinned / name, folder)
    called = ["npm", *(command or ["ci"]), "--ignore-scripts"]
    npm = subprocess.run(called, cwd=folder, capture_output=True, text=True)
    if npm.returncode != 0 and re.search(UNREACHABLE, npm.stderr):
        raise Missing("no package registry to install %s from" % pinned.name)
    if npm.returncode != 0:
        sys.exit("%s failed:\n%s" % (" ".join(called), npm.stderr))
    shutil.copy(lock, done)
