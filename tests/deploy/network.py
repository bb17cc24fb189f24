"""Who may speak with whom, as NetworkPolicies say it: a connection needs leave at both ends, and without a policy there is leave."""
import ipaddress


class Pod:
    """One end: labels of the pod, and of its namespace. `address` instead of both for somebody outside of the cluster."""

    def __init__(self, labels=None, namespace="troupe", address=None):
        self.labels, self.namespace, self.address = labels or {}, {"kubernetes.io/metadata.name": namespace}, address


def matches(selector, labels):
    for name, value in selector.get("matchLabels", {}).items():
        if labels.get(name) != value:
            return False
    for each in selector.get("matchExpressions", []):
        assert each["operator"] == "In", each
        if labels.get(each["key"]) not in each["values"]:
            return False
    return True


def is_peer(rule, pod, home):
    if "ipBlock" in rule:
        if pod.address is None:
            return False
        address = ipaddress.ip_address(pod.address)
        inside = lambda network: address.version == ipaddress.ip_network(network).version and address in ipaddress.ip_network(network)
        return inside(rule["ipBlock"]["cidr"]) and not any(map(inside, rule["ipBlock"].get("except", [])))
    if pod.address is not None:
        return False
    in_namespace = matches(rule["namespaceSelector"], pod.namespace) if "namespaceSelector" in rule else pod.namespace == home
    return in_namespace and matches(rule.get("podSelector", {}), pod.labels)


class Network:
    def __init__(self, objects):
        self.policies = [each for each in objects if each["kind"] == "NetworkPolicy"]

    def may(self, source, target, port, protocol="TCP"):
        return self.has_leave("Egress", source, target, port, protocol) and self.has_leave("Ingress", target, source, port, protocol)

    def has_leave(self, direction, pod, other, port, protocol):
        home = {"kubernetes.io/metadata.name": "troupe"}
        if pod.address is not None or pod.namespace != home:
            return True  # not ours to say
        rules_of, peers_of = {"Egress": ("egress", "to"), "Ingress": ("ingress", "from")}[direction]
        policies = [
            each["spec"]
            for each in self.policies
            if direction in each["spec"]["policyTypes"] and matches(each["spec"]["podSelector"], pod.labels)
        ]
        if not policies:
            return True
        for rule in [rule for each in policies for rule in each.get(rules_of, [])]:
            is_port = "ports" not in rule or {"protocol": protocol, "port": port} in rule["ports"]
            if is_port and (peers_of not in rule or any(is_peer(each, other, home) for each in rule[peers_of])):
                return True
        return False
