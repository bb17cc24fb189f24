"""Every rendered object of deploy/kubernetes against the types of the Kubernetes API, made by others from its OpenAPI document: a field
that the API does not know, or of another type, is an error of the TypeScript compiler. `python3 kubernetes_types_test.py WORK_FOLDER`
"""
import json
import pathlib
import subprocess
import sys
import unittest

sys.path.insert(1, str(pathlib.Path(__file__).parents[1] / "peers"))
import kustomize
import manifests
import npm
from peer import Missing, skip

WORK = pathlib.Path(sys.argv[1])
TOOLS = pathlib.Path(__file__).parent / "types"


def as_typescript(objects):
    kinds = sorted({(each["apiVersion"], each["kind"]) for each in objects})
    imports = [f'import type {{ I{kind} }} from "kubernetes-models/{group}/{kind}";' for group, kind in kinds]
    values = [f"export const o{index}: I{each['kind']} = {json.dumps(each, indent=1)};" for index, each in enumerate(objects)]
    return "\n".join(imports + values) + "\n"


class Types(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        try:
            npm.install(TOOLS, WORK / "tools")
        except Missing as why:
            skip(why)
        folder = manifests.prepare(WORK / "copy")
        cls.objects = [each for name in ["local", "production"] for each in kustomize.render(folder / "kubernetes/overlays" / name)]

    def compile(self, text):
        (WORK / "tools/check.ts").write_text(text)
        options = "--noEmit --strict --skipLibCheck --target es2022 --module esnext --moduleResolution bundler".split()
        command = ["node", "node_modules/typescript/bin/tsc", *options, "check.ts"]
        done = subprocess.run(command, cwd=WORK / "tools", capture_output=True, text=True)
        return done.stdout + done.stderr

    def test_every_object_is_as_the_api_wants_it(self):
        self.assertGreater(len(self.objects), 40)
        self.assertEqual(self.compile(as_typescript(self.objects)), "")

    def test_a_slip_would_be_seen(self):
        text = as_typescript(self.objects)
        for right, wrong in [
            ('"readOnlyRootFilesystem"', '"readOnlyRootFileSystem"'),
            ('"periodSeconds": 5', '"periodSeconds": "5"'),
            ('"maxUnavailable": 1', '"maxUnavaliable": 1'),
        ]:
            self.assertIn(right, text)
            self.assertIn("error TS", self.compile(text.replace(right, wrong)), wrong)


if __name__ == "__main__":
    unittest.main(argv=sys.argv[:1], verbosity=1)
