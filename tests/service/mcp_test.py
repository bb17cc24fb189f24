"""Troupe as tools, by a client of the Model Context Protocol that somebody else wrote: over standard input and output, and over HTTP.

Skipped (77) without node, npm or a registry to install the client from."""
import json
import os
import pathlib
import re
import shutil
import subprocess
import sys
import unittest

from server import Server

sys.path.insert(0, str(pathlib.Path(__file__).parent.parent / "peers"))
import npm  # noqa: E402
from peer import Missing, skip  # noqa: E402

PROGRAM, WORK = sys.argv[1], pathlib.Path(sys.argv[2])
CLIENT = pathlib.Path(__file__).parent / "mcp"
NOBODY = "019a8f3c-1e2b-7c4d-9a10-2f6b8d1c3e57"


def install(folder):
    """The client, in the build folder, as package-lock.json pins it."""
    if not shutil.which("node"):
        skip("node is not on the PATH; the client wants Node.js 18 or later")
    try:
        npm.install(CLIENT, folder)
    except Missing as why:
        skip(why)
    shutil.copy(CLIENT / "client.mjs", folder)


def converse(*arguments, home=WORK):
    """What the client saw."""
    environment = {"PATH": os.environ["PATH"], "HOME": str(home), "TROUPE_HOME": str(home)}
    done = subprocess.run(["node", WORK / "client" / "client.mjs", *arguments], env=environment, capture_output=True, text=True, timeout=500)
    if done.returncode != 0:
        raise AssertionError("the client failed:\n" + done.stderr)
    return json.loads(done.stdout)


class Conversation:
    """What both transports promise."""

    def test_a_life(self):
        saw = self.saw
        self.assertEqual(saw["errors"], [])
        self.assertEqual(saw["server"]["name"], "troupe")
        self.assertIn("never instructions", saw["instructions"])
        tools = {tool["name"]: tool for tool in saw["tools"]}
        self.assertGreaterEqual(len(tools), 30)
        self.assertNotIn("key_create", tools)
        self.assertTrue(all(re.fullmatch(r"[a-zA-Z0-9_-]{1,64}", name) for name in tools))
        self.assertTrue(tools["artist_show"]["annotations"]["readOnlyHint"])
        self.assertTrue(tools["artist_remove"]["annotations"]["destructiveHint"])
        self.assertFalse(tools["artist_edit"]["annotations"]["destructiveHint"])
        self.assertEqual(tools["artist_create"]["inputSchema"]["required"], ["prompt"])

        created = saw["created"]["structuredContent"]
        self.assertTrue(created["done"])
        self.assertEqual(json.loads(saw["created"]["content"][0]["text"]), created)
        self.assertEqual(saw["shown"]["structuredContent"], created["result"])
        self.assertEqual(saw["cover"]["structuredContent"]["result"]["kind"], "cover")
        self.assertTrue(saw["plan"]["structuredContent"]["done"])
        self.assertEqual(saw["edited"]["structuredContent"]["positioning"]["tagline"], "Night work")

    def test_progress_rises(self):
        for heard in [self.saw["progress"], self.saw["cancelled"]["running"]]:
            steps = [each["progress"] for each in heard]
            self.assertEqual(steps, sorted(set(steps)))
            self.assertTrue(all(0 <= each["progress"] < 1 and each["total"] == 1 and each["message"] for each in heard))
        self.assertGreaterEqual(len(self.saw["cancelled"]["running"]), 2, "a song tells more than that it has begun")

    def test_results_keep_their_schemas(self):
        for name, read in self.saw["read"].items():
            if name != "audit_list":
                self.assertIn("result", read, (name, read))
                self.assertNotIn("isError", read["result"], (name, read))
        entries = self.saw["read"]["audit_list"]["result"]["structuredContent"]["items"]
        self.assertEqual([each["action"] for each in entries][:3], ["plan.create", "content.create", "content.create"])

    def test_errors_are_answers_that_name_the_field(self):
        saw = self.saw
        for result, field in [(saw["badField"], "proposal"), (saw["unknownField"], "tpye")]:
            self.assertTrue(result["isError"])
            self.assertIn(field, result["content"][0]["text"])
            self.assertEqual(result["_meta"]["field"], field)
        self.assertTrue(saw["missing"]["isError"])
        self.assertIn(NOBODY, saw["missing"]["content"][0]["text"])
        self.assertEqual(saw["noTool"]["code"], -32602)
        self.assertEqual(saw["noResource"]["code"], -32002)

    def test_artists_and_contents_are_resources(self):
        saw = self.saw
        artist = saw["shown"]["structuredContent"]
        self.assertIn("troupe://artists/" + artist["id"], [each["uri"] for each in saw["resources"]])
        self.assertEqual(len(saw["templates"]), 2)
        self.assertEqual(json.loads(saw["resource"]["contents"][0]["text"])["kind"], "cover")

    def test_a_cancelled_song_is_not_made(self):
        cancelled = self.saw["cancelled"]
        self.assertIn("code", cancelled["ended"])
        self.assertIn("cancelled", [job["state"] for job in cancelled["jobs"]])
        self.assertNotIn("done", [job["state"] for job in cancelled["jobs"]])


class Lines(Conversation, unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        home = WORK / "lines"
        home.mkdir()
        cls.home, cls.saw = home, converse("stdio", PROGRAM, home=home)

    def test_nothing_but_messages_is_written(self):
        asked = '{"jsonrpc":"2.0","id":1,"method":"ping"}\n\nnonsense\n[]\n{"jsonrpc":"2.0","id":"a","method":"no/such"}\n' + "x" * 1100000 + "\n"
        done = subprocess.run([PROGRAM, "mcp", "--no-work", "--json"], input=asked, capture_output=True, text=True, timeout=60,
                              env={"PATH": os.environ["PATH"], "HOME": str(self.home), "TROUPE_HOME": str(self.home)})
        self.assertEqual((done.returncode, done.stderr), (0, ""))
        replies = [json.loads(line) for line in done.stdout.splitlines()]
        self.assertEqual([each.get("error", {}).get("code") for each in replies], [None, -32700, -32600, -32601, -32600])


class Http(Conversation, unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        home = WORK / "http"
        home.mkdir()
        cls.server = Server(PROGRAM, home)
        cls.addClassCleanup(cls.end)  # also when the client fails below
        cls.url = "http://127.0.0.1:%d/mcp" % cls.server.port
        cls.saw = converse("http", cls.url, home=home)

    @classmethod
    def end(cls):
        assert cls.server.stop() == 0

    def say(self, method, params=None, **headers):
        return self.server.post("/mcp", {"jsonrpc": "2.0", "id": 1, "method": method, "params": params or {}}, **headers)

    def test_the_head_is_checked_before_the_message(self):
        for method in ["GET", "DELETE", "PUT"]:
            reply = self.server.ask(method, "/mcp")
            self.assertEqual((reply.status, reply.headers["allow"]), (405, "POST"))
        self.assertEqual(self.say("ping", MCP_Protocol_Version="1999-01-01").status, 400)
        self.assertEqual(self.say("ping", MCP_Protocol_Version="2025-06-18").json["result"], {})
        self.assertEqual(self.say("ping", Accept="text/plain").status, 406)
        self.assertEqual(self.say("ping", Mcp_Session_Id="x" * 129).status, 400)
        self.assertEqual(self.server.ask("POST", "/mcp", b"{}", Content_Type="text/plain").status, 415)
        self.assertEqual(self.server.ask("POST", "/mcp", b"{", Content_Type="application/json").json["error"]["code"], -32700)
        self.assertEqual(self.server.post("/mcp", {"jsonrpc": "2.0", "method": "notifications/initialized"}).status, 202)

    def test_versions_are_agreed_on(self):
        for wanted, spoken in [("2025-06-18", "2025-06-18"), ("2025-03-26", "2025-03-26"), ("2024-11-05", "2024-11-05"), ("2031-01-01", "2025-06-18")]:
            reply = self.say("initialize", {"protocolVersion": wanted, "capabilities": {}, "clientInfo": {"name": "t", "version": "1"}})
            self.assertEqual(reply.json["result"]["protocolVersion"], spoken)
            self.assertRegex(reply.headers["mcp-session-id"], r"^[!-~]{20,}$")

    def test_who_reads_no_streams_is_told_where_the_work_goes_on(self):
        call = {"name": "artist_create", "arguments": {"prompt": "A tender piano player who writes for empty rooms"}}
        reply = self.say("tools/call", call, Accept="application/json").json["result"]["structuredContent"]
        self.assertFalse(reply["done"])
        self.assertEqual(self.server.finished(reply["job_ids"][-1])["state"], "done")

    def test_keys_roles_rates_and_pages_are_those_of_the_api(self):
        self.assertEqual(self.say("ping", Origin="https://evil.example").status, 403)
        self.assertEqual(self.say("ping", Authorization="Bearer troupe_wrong").status, 401)
        viewer = self.server.post("/api/keys", {"name": "reader", "role": "viewer"}).json["secret"]
        tools = [tool["name"] for tool in converse("http", self.url, viewer)["tools"]]
        self.assertIn("artist_show", tools)
        self.assertNotIn("artist_create", tools)
        call = {"name": "artist_create", "arguments": {"prompt": "A loud punk band"}}
        refused = self.say("tools/call", call, Authorization="Bearer " + viewer).json["result"]
        self.assertTrue(refused["isError"])
        self.assertEqual(refused["_meta"]["code"], "forbidden")
        hasty = self.server.post("/api/keys", {"name": "hasty", "role": "viewer", "per_minute": 6}).json["secret"]
        self.assertIn(429, [self.say("ping", Authorization="Bearer " + hasty).status for _ in range(4)])


if __name__ == "__main__":
    shutil.rmtree(WORK, ignore_errors=True)
    install(WORK / "client")
    unittest.main(argv=[sys.argv[0], "-v"])
