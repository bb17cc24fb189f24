"""Fields of the log, as the document and the index template list them."""
import re

from watched import ROOT


def documented():
    """Type of every field, as docs/monitoring.md lists them."""
    part = (ROOT / "docs/monitoring.md").read_text().split("## Log")[1]
    return dict(re.findall(r"^\| `([@\w.]+)` \| (\w+) \|", part, re.M))


def mapped(properties, before=""):
    """Type of every field of the index template."""
    for name, field in properties.items():
        if "properties" in field:
            yield from mapped(field["properties"], before + name + ".")
        else:
            yield before + name, field["type"]
