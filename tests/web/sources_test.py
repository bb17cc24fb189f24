"""The page's sources: their logic (Vitest), their types (svelte-check), and that the types of its calls are the server's of today."""
import pathlib
import subprocess
import sys
import unittest

import tools

PROGRAM, WORK = sys.argv[1], pathlib.Path(sys.argv[2])
NODE = tools.node()
ROOT = tools.WEB.parent


class Sources(unittest.TestCase):
    def run_tool(self, script, *arguments):
        done = subprocess.run([NODE, str(tools.WEB / "node_modules" / script), *arguments], cwd=tools.WEB, capture_output=True, text=True)
        self.assertEqual(done.returncode, 0, done.stdout[-4000:] + done.stderr[-2000:])
        return done.stdout

    def test_the_logic_holds(self):
        self.assertIn("passed", self.run_tool("vitest/vitest.mjs", "run"))

    def test_every_type_fits(self):
        self.run_tool("svelte-check/bin/svelte-check", "--fail-on-warnings", "--tsconfig", "./tsconfig.json")

    def test_the_calls_are_those_of_the_server(self):
        WORK.mkdir(parents=True, exist_ok=True)
        made = WORK / "schema.d.ts"
        build = pathlib.Path(PROGRAM).parents[1]
        done = subprocess.run([str(ROOT / "scripts/web_types.sh"), str(build), str(made)], capture_output=True, text=True)
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertEqual(made.read_text(), (tools.WEB / "src/lib/schema.d.ts").read_text(), "the API has changed: `make web-types`, and mend what no longer fits")


if __name__ == "__main__":
    unittest.main(argv=[sys.argv[0], "-v"])
