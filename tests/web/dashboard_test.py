"""The dashboard in a real browser, on the real server: *_test.mjs beside this file."""
import pathlib
import shutil
import subprocess
import sys

import tools

HERE = pathlib.Path(__file__).resolve().parent


def main(program, work, bundle, *names):
    node = tools.node()
    tools.need_page(bundle)
    browser = shutil.which("chromium") or tools.skip("chromium is not installed")
    shutil.rmtree(work, ignore_errors=True)
    pathlib.Path(work).mkdir(parents=True)
    tests = [str(HERE / (name + "_test.mjs")) for name in names or ["dashboard", "keys", "calendar", "insights"]]
    environment = {"PATH": "/usr/bin:/bin", "HOME": work, "TROUPE": program, "WORK": work, "CHROMIUM": browser}
    sys.exit(subprocess.run([node, "--test", "--test-concurrency=1", *tests], env=environment).returncode)


main(*sys.argv[1:])
