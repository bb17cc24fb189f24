"""docs/api.md, typed as it stands: every block of commands in one shell against one server, and its answers beside those that the
guide shows. `…` stands for anything."""
import json
import pathlib
import re
import shutil
import subprocess
import sys

from server import Server

PROGRAM, WORK, GUIDE = sys.argv[1], pathlib.Path(sys.argv[2]), pathlib.Path(sys.argv[3])
END = "---- end of block ----"
PATIENCE = 600  # seconds, for all of it


def blocks(guide):
    """Commands and the answer that is shown for them, or None; a block of another kind, or an answer to nothing, is a mistake."""
    found = []
    for kind, text in re.findall(r"^```(\w*)\n(.*?)^```$", guide, re.MULTILINE | re.DOTALL):
        if kind == "sh":
            found.append([text, None])
        elif kind == "text" and found and found[-1][1] is None:
            found[-1][1] = text
        elif kind != "console":
            sys.exit("%s: nobody runs this block:\n%s" % (GUIDE, text))
    return found


def shown(text):
    return ".*".join(map(re.escape, text.strip().split("…")))


def main():
    for program in ["curl", "jq", "bash"]:
        if not shutil.which(program):
            print("skipped: no", program)
            sys.exit(77)
    steps = blocks(GUIDE.read_text())
    assert len(steps) >= 10, "the guide has lost its commands"
    shutil.rmtree(WORK, ignore_errors=True)
    WORK.mkdir(parents=True)
    (WORK / "shell").mkdir()
    store = {"id": "mine", "name": "Mine", "ai": "accepted", "source": "this test", "verified_at": "2026-11-23",
             "delivery": {"address": "folder:%s" % (WORK / "mine").absolute(), "control": "test"}}
    (WORK / "stores.json").write_text(json.dumps({"stores": [store]}))
    server = Server(PROGRAM, WORK, TROUPE_STORES_DB_PATH=str(WORK / "stores.json"))
    script = "set -eu\n" + "".join("%s\necho '%s'\n" % (commands, END) for commands, _ in steps)
    script = script.replace("127.0.0.1:8000", "127.0.0.1:%d" % server.port)
    try:
        done = subprocess.run(["bash", "-c", script], cwd=WORK / "shell", capture_output=True, text=True, timeout=PATIENCE)
    finally:
        code = server.stop()
    answers = done.stdout.split(END + "\n")
    for (commands, wanted), answer in zip(steps, answers):
        if wanted is not None and not re.fullmatch(shown(wanted), answer.strip(), re.DOTALL):
            sys.exit("%s\nshows\n%s\nand there came\n%s\n%s" % (commands, wanted, answer, done.stderr))
    if done.returncode != 0 or len(answers) != len(steps) + 1 or code != 0:
        sys.exit("exit %d after %d of %d blocks, server %d: %s" % (done.returncode, len(answers) - 1, len(steps), code, done.stderr))


main()
