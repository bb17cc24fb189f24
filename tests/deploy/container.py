"""Images without a daemon: buildah builds them on a base that debootstrap makes, and what they hold runs in namespaces of its own, as a
container would: root folder read-only, no capabilities, nobody but its user. No engine is needed, and none of its limits are there.

Wants root. Raises Missing, which says why, where something is not to be had.
"""
import json
import os
import pathlib
import shutil
import subprocess
import sys

sys.path.insert(1, str(pathlib.Path(__file__).parents[1] / "peers"))
from peer import Missing

BASE = "docker.io/library/debian:bookworm-slim"
# What makes Debian's image slim.
LEFT_OUT = """path-exclude /usr/share/doc/*
path-include /usr/share/doc/*/copyright
path-exclude /usr/share/man/*
path-exclude /usr/share/info/*
path-exclude /usr/share/locale/*
path-include /usr/share/locale/locale.alias
"""
# In mount and process namespaces of its own, so that all of it is gone with the last process.
ENTER = """set -e
mount --bind "$1" "$1"
mount -o remount,bind,ro "$1"
mount -t proc proc "$1/proc"
mount --rbind /dev "$1/dev"
mount -t tmpfs tmpfs "$1/tmp"
mount --bind "$2" "$1/var/lib/troupe"
folder="$1" home="$3" user="$4"
shift 4
exec chroot "$folder" setpriv --reuid "$user" --regid "$user" --clear-groups --bounding-set=-all --inh-caps=-all --no-new-privs \\
    env --ignore-environment --chdir="$home" "$@"
"""


def require(*names):
    if os.geteuid() != 0:
        raise Missing("images are built and tried as root")
    for name in names:
        if not shutil.which(name):
            raise Missing(f"{name} is not installed: scripts/install.sh test")
    if subprocess.run(["unshare", "--mount", "--pid", "--fork", "true"], capture_output=True).returncode != 0:
        raise Missing("no namespaces may be made here")


class Builder:
    """buildah with a store of its own."""

    def __init__(self, folder):
        self.folder = pathlib.Path(folder)
        self.folder.mkdir(parents=True, exist_ok=True)

    def __call__(self, *words):
        command = ["buildah", "--root", self.folder / "storage", "--runroot", self.folder / "run", *words]
        done = subprocess.run(list(map(str, command)), capture_output=True, text=True)
        if done.returncode != 0:
            raise AssertionError(f"buildah {' '.join(map(str, words))}:\n{(done.stdout + done.stderr)[-4000:]}")
        return done.stdout.strip()

    def bud(self, context, containerfile, tag, *options):
        how = ["--isolation", "chroot", "--pull-never", "--format", "docker", "--quiet", *options]
        self("bud", *how, "--tag", tag, "--file", containerfile, context)

    def from_folder(self, folder, tag):
        container = self("from", "scratch")
        self("add", "--quiet", container, folder, "/")
        self("commit", "--quiet", container, tag)
        self("rm", container)

    def debian(self):
        """Debian 12 as its slim image has it, from the package mirror that this machine uses; made once."""
        if BASE in self("images", "--format", "{{.Name}}:{{.Tag}}"):
            return
        require("debootstrap")
        root = self.folder / "base"
        shutil.rmtree(root, ignore_errors=True)
        done = subprocess.run(["debootstrap", "--variant=minbase", "bookworm", root], capture_output=True, text=True)
        if done.returncode != 0:
            raise Missing("debootstrap could not fetch Debian:\n" + (done.stdout + done.stderr)[-500:])
        (root / "etc/dpkg/dpkg.cfg.d/slim").write_text(LEFT_OUT)
        for name in ["man", "info", "locale"]:
            shutil.rmtree(root / "usr/share" / name)
        for file in (root / "usr/share/doc").rglob("*"):
            if file.is_file() and file.name != "copyright":
                file.unlink()
        for file in [
            *(root / "var/cache/apt").rglob("*.bin"),
            *(root / "var/cache/apt/archives").glob("*.deb"),
            *(root / "var/lib/apt/lists").rglob("*"),
        ]:
            if file.is_file():
                file.unlink()
        self.from_folder(root, BASE)
        shutil.rmtree(root)


class Container:
    """One image, laid open as a folder, and what runs in it."""

    def __init__(self, builder, tag, volume):
        self.name = builder("from", "--pull-never", tag)
        self.root = pathlib.Path(builder("mount", self.name))
        self.image = json.loads(builder("inspect", "--type", "image", tag))
        self.config = self.image["Docker"]["config"]
        self.volume = pathlib.Path(volume)
        shutil.rmtree(self.volume, ignore_errors=True)
        self.volume.mkdir(parents=True)
        user = int(self.config["User"].split(":")[0])
        os.chown(self.volume, user, user)
        self.user = str(user)

    def start(self, *words, **options):
        """As the image's user, with the image's environment and nothing else."""
        enter = ["unshare", "--mount", "--pid", "--fork", "--kill-child", "sh", "-c", ENTER, "sh"]
        command = [*enter, self.root, self.volume, self.config["WorkingDir"], self.user]
        return subprocess.Popen(list(map(str, [*command, *self.config["Env"], *words])), stdin=subprocess.DEVNULL, text=True, **options)

    def run(self, *words, expect=0):
        process = self.start(*words, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        out, err = process.communicate(timeout=600)
        assert process.returncode == expect, f"{words}: exit {process.returncode}\n{out[-2000:]}\n{err[-2000:]}"
        return out
