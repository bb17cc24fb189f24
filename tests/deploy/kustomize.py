"""Renders the part of kustomize that deploy/kubernetes uses, since Debian packages none; kubernetes_test.py holds it against the real one
where that is installed. What it does not know it refuses.

    objects = render(folder)
"""
import base64
import copy
import hashlib
import json
import pathlib

import yaml

KNOWN = {
    "apiVersion",
    "kind",
    "resources",
    "components",
    "namespace",
    "labels",
    "configMapGenerator",
    "secretGenerator",
    "images",
    "replicas",
    "patches",
}
NOT_IN_A_NAMESPACE = {"Namespace"}


class Objects:
    """What is rendered so far, with the data of generated objects, whose names get their hash at the end."""

    def __init__(self):
        self.all = []
        self.generated = set()  # (kind, name)

    def find(self, kind, name):
        found = [each for each in self.all if each["kind"] == kind and each["metadata"]["name"] == name]
        assert len(found) == 1, f"{len(found)} objects are {kind} {name}"
        return found[0]

    def add(self, each):
        key = (each["kind"], each["metadata"]["name"])
        assert key not in [(other["kind"], other["metadata"]["name"]) for other in self.all], f"twice: {key}"
        self.all.append(each)


def load(folder):
    document = yaml.safe_load((folder / "kustomization.yaml").read_text())
    assert set(document) <= KNOWN, f"{folder}: {set(document) - KNOWN} is not known here"
    return document


def add_folder(objects, folder):
    document = load(folder)
    before = len(objects.all)
    for name in document.get("resources", []):
        path = folder / name
        if path.is_dir():
            add_folder(objects, path)
        else:
            for each in yaml.safe_load_all(path.read_text()):
                objects.add(each)
    for name in document.get("components", []):
        assert load(folder / name)["kind"] == "Component", name
        add_folder(objects, folder / name)
    generate(objects, folder, document)
    for patch in document.get("patches", []):
        apply(objects.find(**patch["target"]), yaml.safe_load(patch["patch"]))
    for wish in document.get("replicas", []):
        objects.find("Deployment", wish["name"])["spec"]["replicas"] = wish["count"]
    for wish in document.get("images", []):
        set_image(objects, wish)
    for labels in document.get("labels", []):
        assert not labels.get("includeSelectors"), "labels of selectors"
        for each in objects.all[before:]:
            each["metadata"].setdefault("labels", {}).update(labels["pairs"])
    if "namespace" in document:
        for each in objects.all:
            if each["kind"] not in NOT_IN_A_NAMESPACE:
                each["metadata"]["namespace"] = document["namespace"]


def generate(objects, folder, document):
    for section, kind in [("configMapGenerator", "ConfigMap"), ("secretGenerator", "Secret")]:
        for wish in document.get(section, []):
            data = read_data(folder, wish)
            if kind == "Secret":
                data = {name: base64.b64encode(value.encode()).decode() for name, value in data.items()}
            if wish.get("behavior") == "merge":
                objects.find(kind, wish["name"])["data"].update(data)
                continue
            made = {"apiVersion": "v1", "kind": kind, "metadata": {"name": wish["name"]}, "data": data}
            objects.add(made | {"type": "Opaque"} if kind == "Secret" else made)
            objects.generated.add((kind, wish["name"]))


def read_data(folder, wish):
    assert set(wish) <= {"name", "behavior", "envs", "files"}, wish
    data = {}
    for name in wish.get("envs", []):
        lines = (folder / name).read_text().splitlines()
        data.update(line.split("=", 1) for line in lines if line.strip() and not line.lstrip().startswith("#"))
    for name in wish.get("files", []):
        data[pathlib.Path(name).name] = (folder / name).read_text()
    return data


def apply(target, operations):
    """RFC 6902, of which `replace` alone is used."""
    for each in operations:
        assert each["op"] == "replace", each
        *way, last = each["path"].lstrip("/").split("/")
        at = target
        for step in way:
            at = at[int(step)] if isinstance(at, list) else at[step]
        last = int(last) if isinstance(at, list) else last
        assert isinstance(last, int) or last in at, f"{each['path']}: nothing to replace"
        at[last] = copy.deepcopy(each["value"])


def set_image(objects, wish):
    for container in containers(objects.all):
        if container["image"].split(":")[0] == wish["name"]:
            end = "@" + wish["digest"] if "digest" in wish else ":" + wish["newTag"]
            container["image"] = wish["newName"] + end


def pod_spec(each):
    return each["spec"]["template"]["spec"] if each["kind"] in ("Deployment", "StatefulSet", "Job") else None


def containers(objects):
    return [container for each in objects if pod_spec(each) for container in pod_spec(each)["containers"]]


def hash_of(each):
    """Ten characters of what it holds. Kustomize's own differ; all that matters is that they change when the data does."""
    return hashlib.sha256(json.dumps(each["data"], sort_keys=True).encode()).hexdigest()[:10]


def references(value):
    """Every place that names a ConfigMap or Secret, as (kind, holder, key)."""
    if isinstance(value, list):
        for each in value:
            yield from references(each)
    if not isinstance(value, dict):
        return
    for name, each in value.items():
        if name in ("configMapRef", "configMapKeyRef", "configMap"):
            yield "ConfigMap", each, "name"
        elif name in ("secretRef", "secretKeyRef"):
            yield "Secret", each, "name"
        elif name == "secret" and isinstance(each, dict):
            yield "Secret", each, "secretName"
        else:
            yield from references(each)


def render(folder):
    objects = Objects()
    add_folder(objects, pathlib.Path(folder))
    renamed = {}
    for kind, name in objects.generated:
        each = objects.find(kind, name)
        renamed[kind, name] = f"{name}-{hash_of(each)}"
    for kind, holder, key in [found for each in objects.all for found in references(each.get("spec"))]:
        holder[key] = renamed.get((kind, holder[key]), holder[key])
    for (kind, name), new in renamed.items():
        objects.find(kind, name)["metadata"]["name"] = new
    return objects.all
