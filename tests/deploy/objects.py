"""Looking about in rendered objects of Kubernetes."""
import kustomize


def of_kind(objects, *kinds):
    return [each for each in objects if each["kind"] in kinds]


def workloads(objects):
    return of_kind(objects, "Deployment", "StatefulSet", "Job")


def name_of(each):
    return each["metadata"]["name"]


def labels_of(each):
    return each["spec"]["template"]["metadata"]["labels"]


def ours(objects):
    """(workload, container) of all that run the program."""
    return [
        (each, container)
        for each in workloads(objects)
        for container in kustomize.pod_spec(each)["containers"]
        if container["name"] == "troupe"
    ]


def variables_of(container):
    return {each["name"]: each["value"] for each in container.get("env", [])}


def selects(selector, objects):
    return [each for each in workloads(objects) if selector.items() <= labels_of(each).items()]
