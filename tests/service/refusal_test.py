"""Every route, asked wrongly in every way the OpenAPI document lets one think of; and by every role."""
import json
import pathlib
import shutil
import sys
import unittest

from server import Server

PROGRAM, WORK = sys.argv[1], pathlib.Path(sys.argv[2])
NOBODY = "018f3c1e-7b2a-7c3d-9e4f-0123456789ab"
ROLES = ["viewer", "editor", "approver", "admin"]
VERBS = ["get", "post", "put", "patch", "delete"]


def wrong_value(schema):
    """A value of another type than the schema takes; nothing where it takes any."""
    kinds = schema.get("type")
    kinds = [each.get("type") for each in schema["anyOf"]] if "anyOf" in schema else kinds if isinstance(kinds, list) else [kinds]
    if kinds == [None]:
        return None
    return next(value for kind, value in [("object", {"x": 1}), ("string", "no such word"), ("array", [1])] if kind not in kinds)


class Refusals(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        shutil.rmtree(WORK, ignore_errors=True)
        WORK.mkdir(parents=True)
        cls.server = Server(PROGRAM, WORK, "--no-work", TROUPE_CORS_ORIGINS="https://label.example")
        cls.document = cls.server.get("/openapi.json").json

    @classmethod
    def tearDownClass(cls):
        assert cls.server.stop() == 0

    def operations(self):
        for path, item in self.document["paths"].items():
            for verb in VERBS:
                if verb in item:
                    yield path, verb.upper(), item[verb]

    def address(self, path, operation, fill=NOBODY):
        for parameter in operation.get("parameters", []):
            if parameter["in"] == "path":
                path = path.replace("{%s}" % parameter["name"], fill)
        needed = [p for p in operation.get("parameters", []) if p["in"] == "query" and p["required"]]
        return path + ("?" + "&".join("%s=x" % p["name"] for p in needed) if needed else "")

    def body_schema(self, operation):
        return operation.get("requestBody", {}).get("content", {}).get("application/json", {}).get("schema")

    def example(self, operation):
        return operation["requestBody"]["content"]["application/json"].get("example", {})

    def refused(self, reply, operation, statuses, *words):
        where = operation["operationId"]
        self.assertIn(reply.status, statuses, "%s: %d %s" % (where, reply.status, reply.body[:300]))
        if reply.status != 405:
            self.assertIn(str(reply.status), operation["responses"], where + " does not document it")
        self.assertEqual(reply.headers["content-type"], "application/problem+json", where)
        problem = reply.json
        self.assertEqual(problem["status"], reply.status)
        self.assertGreater(len(problem["detail"]), 8, where)
        for word in words:
            self.assertIn(word, problem["detail"], where)
        return problem

    def test_fields_of_the_wrong_type_are_named(self):
        for path, verb, operation in self.operations():
            schema = self.body_schema(operation)
            for name, field in (schema or {}).get("properties", {}).items():
                value = wrong_value(field)
                if value is None:
                    continue
                body = {**self.example(operation), name: value}
                problem = self.refused(self.server.ask(verb, self.address(path, operation), body), operation, [400], name)
                self.assertTrue(problem["errors"][0]["field"].startswith(name), (operation["operationId"], problem))

    def test_missing_and_unknown_fields_are_named(self):
        for path, verb, operation in self.operations():
            schema = self.body_schema(operation)
            if schema is None:
                continue
            address = self.address(path, operation)
            for name in schema.get("required", []):
                body = {key: value for key, value in self.example(operation).items() if key != name}
                self.assertEqual(self.refused(self.server.ask(verb, address, body), operation, [400], name)["errors"][0]["field"], name)
            problem = self.refused(self.server.ask(verb, address, {**self.example(operation), "no_such_field": 1}), operation, [400], "no_such_field")
            self.assertEqual(problem["errors"][0]["field"], "no_such_field")

    def test_bounds_are_those_of_the_document(self):
        for path, verb, operation in self.operations():
            for name, field in (self.body_schema(operation) or {}).get("properties", {}).items():
                beyond = [field["maximum"] + 1] if "maximum" in field and field["maximum"] < 10 ** 9 else []
                beyond += [field["minimum"] - 1] if "minimum" in field and field["minimum"] > -10 ** 9 else []
                beyond += ["x" * (field["maxLength"] + 1)] if "maxLength" in field else []
                for value in beyond:
                    self.refused(self.server.ask(verb, self.address(path, operation), {**self.example(operation), name: value}), operation, [400], name)
            for parameter in operation.get("parameters", []):
                if parameter["in"] == "query" and "maximum" in parameter["schema"]:
                    address = self.address(path, operation)
                    address += ("&" if "?" in address else "?") + "%s=%d" % (parameter["name"], parameter["schema"]["maximum"] + 1)
                    self.refused(self.server.ask(verb, address), operation, [400], parameter["name"])

    def test_unknown_query_parameters_are_named(self):
        for path, verb, operation in self.operations():
            if verb != "GET":
                continue
            address = self.address(path, operation)
            self.refused(self.server.ask(verb, address + ("&" if "?" in address else "?") + "nonsense=1"), operation, [400], "nonsense")

    def test_bodies_that_are_no_json(self):
        for path, verb, operation in self.operations():
            if self.body_schema(operation) is None:
                continue
            address = self.address(path, operation)
            for body in [b"{", b"[1, 2]", b"\xff\xfe{}", b"{\"a\": 1}}", b"[" * 5000]:
                self.refused(self.server.ask(verb, address, body, Content_Type="application/json"), operation, [400])
            self.refused(self.server.ask(verb, address, b"a=b", Content_Type="application/x-www-form-urlencoded"), operation, [415])
            self.refused(self.server.ask(verb, address, b" " * (1024 * 1024 + 1), Content_Type="application/json"), operation, [413])

    def test_foreign_and_broken_ids(self):
        for path, verb, operation in self.operations():
            if "{" not in path:
                continue
            body = None if self.body_schema(operation) is None else self.example(operation)
            self.refused(self.server.ask(verb, self.address(path, operation), body), operation, [404])
            for broken in ["1", "..%2f..%2fetc%2fpasswd", "%27%20OR%201=1", "x" * 300]:
                self.refused(self.server.ask(verb, self.address(path, operation, broken), body), operation, [400, 404])

    def test_other_methods_are_405_and_say_which_there_are(self):
        for path, item in self.document["paths"].items():
            operation = next(item[verb] for verb in VERBS if verb in item)
            address = self.address(path, operation)
            for verb in VERBS:
                if verb in item or (path == "/api/events" and verb != "post"):
                    continue
                reply = self.server.ask(verb.upper(), address)
                self.refused(reply, operation, [405, 404, 400])
                if reply.status == 405:
                    self.assertIn(next(v.upper() for v in VERBS if v in item), reply.headers["allow"])

    def test_what_is_nowhere_is_404(self):
        for path in ["/api", "/api/", "/api/nobody", "/api/artists/", "/etc/passwd", "/api/../secret", "/api/artists/%2e%2e"]:
            self.assertIn(self.server.get(path).status, (400, 404), path)

    def test_every_route_asks_for_its_role_and_no_less(self):
        keys = {role: self.server.post("/api/keys", {"name": role, "role": role, "per_minute": 100000}).json["secret"] for role in ROLES}
        for path, verb, operation in self.operations():
            if path == "/api/events":
                continue
            needed = ROLES.index(operation["x-role"])
            body = None if self.body_schema(operation) is None else self.example(operation)
            for number, role in enumerate(ROLES):
                if operation["operationId"] == "key.create" and number >= needed:
                    continue
                reply = self.server.ask(verb, self.address(path, operation), body, key=keys[role])
                if number < needed:
                    self.refused(reply, operation, [403], operation["x-role"])
                else:
                    self.assertNotIn(reply.status, (401, 403), "%s as %s: %s" % (operation["operationId"], role, reply.body[:200]))
        self.assertEqual(self.server.get("/api/artists", key="troupe_" + "x" * 43).status, 401)

    def test_a_revoked_key_opens_nothing_and_a_hasty_one_waits(self):
        issued = self.server.post("/api/keys", {"name": "hasty", "role": "viewer", "per_minute": 6}).json
        statuses = [self.server.get("/api/artists", key=issued["secret"]).status for _ in range(3)]
        self.assertEqual(statuses, [200, 429, 429])
        refused = self.server.get("/api/artists", key=issued["secret"])
        self.assertGreater(int(refused.headers["retry-after"]), 0)
        self.assertEqual(self.server.ask("DELETE", "/api/keys/" + issued["key"]["id"]).status, 200)
        self.assertEqual(self.server.get("/api/artists", key=issued["secret"]).status, 401)

    def test_a_browser_keeps_a_key_that_is_good_and_forgets_it(self):
        key = self.server.post("/api/keys", {"name": "Page", "role": "viewer"}).json["secret"]
        kept = self.server.ask("POST", "/api/session", key=key)
        self.assertEqual(kept.status, 204)
        for word in ["troupe_key=" + key, "HttpOnly", "SameSite=Strict", "Path=/"]:
            self.assertIn(word, kept.headers["set-cookie"])
        self.assertEqual(self.server.get("/api/me", Cookie="troupe_key=" + key).json, {"name": "Page", "role": "viewer", "has_key": True})
        refused = self.server.ask("POST", "/api/session", key="troupe_wrong")
        self.assertEqual(refused.status, 401)
        self.assertNotIn("set-cookie", refused.headers)
        self.assertEqual(self.server.post("/api/session").status, 400)
        self.assertEqual(self.server.get("/api/session").status, 405)
        self.assertIn("Max-Age=0", self.server.ask("DELETE", "/api/session").headers["set-cookie"])

    def test_pages_of_others_may_not_ask(self):
        self.assertEqual(self.server.get("/api/artists", Origin="https://evil.example").status, 403)
        self.assertEqual(self.server.get("/api/artists", Host="evil.example").status, 403)
        self.assertEqual(self.server.get("/api/artists", Origin="http://127.0.0.1:%d" % self.server.port).status, 200)

    def test_pages_that_are_named_may_ask_after_a_preflight(self):
        asked = {"Access_Control_Request_Method": "PATCH", "Access_Control_Request_Headers": "authorization"}
        allowed = self.server.ask("OPTIONS", "/api/artists/" + NOBODY, Origin="https://label.example", **asked)
        self.assertEqual((allowed.status, allowed.headers["access-control-allow-origin"]), (204, "https://label.example"))
        self.assertIn("PATCH", allowed.headers["access-control-allow-methods"])
        self.assertEqual(self.server.ask("OPTIONS", "/api/artists", Origin="https://evil.example", **asked).status, 403)
        answer = self.server.get("/api/artists/" + NOBODY, Origin="https://label.example")
        self.assertEqual((answer.status, answer.headers["access-control-allow-origin"]), (404, "https://label.example"))
        self.assertNotIn("access-control-allow-origin", self.server.get("/api/artists").headers)

    def test_secrets_stand_nowhere(self):
        secret = self.server.post("/api/keys", {"name": "canary", "role": "viewer"}).json["secret"]
        self.server.get("/api/nowhere", key=secret)
        self.server.get("/api/artists?" + secret)
        for file in WORK.rglob("*"):
            if file.is_file():
                self.assertNotIn(secret.encode(), file.read_bytes(), file)


if __name__ == "__main__":
    unittest.main(argv=[sys.argv[0], "-v"])
