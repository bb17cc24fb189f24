"""The OpenAPI document, read by others: two linters; and a proxy between the life of an artist and the server, which
compares every request and answer with the document."""
import copy
import pathlib
import shutil
import sys
import unittest

import life_test
from readers import Prism, Readers, write
from server import Server

PROGRAM, WORK = sys.argv[1], pathlib.Path(sys.argv[2])
READERS = Readers(WORK.parent / "service_readers")


def serve(home, *arguments):
    shutil.rmtree(home, ignore_errors=True)
    home.mkdir(parents=True)
    return Server(PROGRAM, home, *arguments)


class Document(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.server = serve(WORK / "document", "--no-work")
        cls.document = cls.server.get("/openapi.json").json
        cls.file = write(cls.document, WORK / "openapi.json")

    @classmethod
    def tearDownClass(cls):
        assert cls.server.stop() == 0

    def broken(self):
        """What nobody may overlook: a path's field that no parameter tells, an operation twice, answers that are not what they are."""
        document = copy.deepcopy(self.document)
        show = document["paths"]["/api/artists/{artist_id}"]["get"]
        show["parameters"] = []
        listing = document["paths"]["/api/artists"]["get"]
        listing["operationId"] = show["operationId"]
        answer = listing["responses"]["200"]["content"]["application/json"]["schema"]["$ref"].rsplit("/", 1)[1]
        document["components"]["schemas"][answer]["properties"]["items"]["minItems"] = 1000
        return write(document, WORK / "broken.json")

    def test_redocly_finds_no_error(self):
        code, said = READERS.redocly(self.file)
        self.assertEqual(code, 0, said)
        self.assertIn("valid", said)

    def test_spectral_finds_no_error(self):
        code, said = READERS.spectral(self.file)
        self.assertEqual(code, 0, said)

    def test_all_three_find_what_is_broken(self):
        broken = self.broken()
        for linter, words in [(READERS.redocly, ["path-parameters-defined", "operation-operationId-unique"]), (READERS.spectral, ["path-params", "operation-operationId-unique"])]:
            code, said = linter(broken)
            self.assertNotEqual(code, 0, said)
            for word in words:
                self.assertIn(word, said)
        prism = Prism(READERS, broken, self.server.port)
        try:
            self.server.proxy_port = prism.port
            self.assertEqual(self.server.get("/api/artists").status, 200)
            found, self.server.complaints = self.server.complaints, []
        finally:
            self.server.proxy_port = None
            prism.stop()
        self.assertIn(["response", "body", "items"], [each[3]["location"] for each in found], found)


class LifeThroughAProxy(life_test.Life):
    @classmethod
    def setUpClass(cls):
        cls.server = serve(WORK / "life")
        # The document asks for a key, so the proxy does; the life is the owner's.
        cls.server.key = cls.server.post("/api/keys", {"name": "owner", "role": "admin", "per_minute": 100000}).json["secret"]
        cls.prism = Prism(READERS, write(cls.server.get("/openapi.json").json, WORK / "live.json"), cls.server.port)
        cls.server.proxy_port = cls.prism.port

    @classmethod
    def tearDownClass(cls):
        cls.prism.stop()
        assert cls.server.stop() == 0

    def tearDown(self):
        found, self.server.complaints = self.server.complaints, []
        self.assertEqual(found, [], "what the proxy found")


if __name__ == "__main__":
    unittest.main(argv=[sys.argv[0], "-v"])
