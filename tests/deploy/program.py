"""What the finished program says of itself: the settings that it reads, and the options that its commands take."""
import functools
import json
import pathlib
import re
import subprocess
import tempfile

ROOT = pathlib.Path(__file__).parents[2]


def example_settings():
    """Name to example of every line of .env.example."""
    return dict(re.findall(r"^#?([A-Z][A-Z0-9_]+)=(.*)$", (ROOT / ".env.example").read_text(), re.MULTILINE))


@functools.cache
def said(program, *arguments):
    with tempfile.TemporaryDirectory() as home:
        done = subprocess.run([program, *arguments], env={"TROUPE_HOME": home}, cwd=home, capture_output=True, text=True, check=True)
    return done.stdout


@functools.cache
def settings(program):
    """Names of all settings. `troupe config` leaves out those of which only one part of the program knows; .env.example has them."""
    return {each["name"] for each in json.loads(said(program, "config", "--json"))} | set(example_settings())


def complaints_about(program, arguments):
    """What is wrong with a command line of the program, such as ["serve", "--port", "8000"]."""
    words = [each for each in arguments if re.fullmatch(r"[a-z][a-z-]*", each)]
    command = words[:2] if words[:1] in (["db"], ["keys"], ["jobs"]) else words[:1]
    try:
        help_text = said(program, *command, "--help")
    except subprocess.CalledProcessError as refused:
        return [f"{command}: {refused.stderr.strip()}"]
    known = set(re.findall(r"(?<![\w-])(--[a-z][a-z-]*)", help_text))
    return [f"{' '.join(command)} knows no {each}" for each in arguments if each.startswith("--") and each not in known]


def argument(arguments, name):
    return arguments[arguments.index(name) + 1] if name in arguments else None
