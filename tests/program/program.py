"""Runs the finished program as a user would. `python3 program_test.py PATH/TO/troupe WORK_FOLDER`."""
import json
import os
import pathlib
import subprocess

SEED_PROMPT = ("A mysterious electronic music producer with dark, atmospheric soundscapes and minimal public presence")


class Troupe:
    def __init__(self, program, home, **environment):
        self.program = str(program)
        self.home = pathlib.Path(home)
        self.environment = {"PATH": os.environ["PATH"], "HOME": str(self.home), "TROUPE_HOME": str(self.home / "state")}
        if "DDEX_XSD_DIR" in os.environ:
            self.environment["DDEX_XSD_DIR"] = os.environ["DDEX_XSD_DIR"]
        self.environment.update(environment)
        self.home.mkdir(parents=True, exist_ok=True)

    def start(self, *arguments):
        return subprocess.Popen([self.program, *arguments], cwd=self.home, env=self.environment, stdin=subprocess.DEVNULL,
                                stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)

    def run(self, *arguments, timeout=300, **environment):
        return subprocess.run([self.program, *arguments], cwd=self.home, env={**self.environment, **environment},
                              stdin=subprocess.DEVNULL, capture_output=True, text=True, timeout=timeout, errors="replace")

    def json(self, *arguments, expect=0, **environment):
        done = self.run(*arguments, "--json", **environment)
        assert done.returncode == expect, f"{arguments}: exit {done.returncode}\n{done.stdout[-2000:]}\n{done.stderr[-2000:]}"
        return json.loads(done.stdout)


def ffprobe(file):
    printed = subprocess.run(["ffprobe", "-v", "error", "-show_streams", "-show_format", "-of", "json", str(file)],
                             capture_output=True, text=True, check=True).stdout
    return json.loads(printed)
