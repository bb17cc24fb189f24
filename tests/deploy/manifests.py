"""A copy of deploy/ with what a person adds before it is applied: a secret.env made from the example."""
import re
import shutil

import program

EXAMPLE = program.ROOT / "deploy/kubernetes/overlays/local/secret.env.example"


def secret_names():
    return re.findall(r"^([A-Z0-9_]+)=", EXAMPLE.read_text(), re.MULTILINE)


def prepare(work):
    shutil.rmtree(work, ignore_errors=True)
    work.mkdir(parents=True)
    shutil.copytree(program.ROOT / "deploy", work / "deploy", ignore=shutil.ignore_patterns("secret.env"))
    (work / "deploy/kubernetes/overlays/local/secret.env").write_text(
        "".join(f"{name}=a-secret-of-{name.lower()}\n" for name in secret_names())
    )
    return work / "deploy"
