"""What botocore, Amazon's own library, signs: sigv4_vectors.py FILE writes requests with odd names and their signatures.

src/net/testing/data/sigv4_vectors.json is its output; the tests of our signer read that file, and s3_peer_test.py writes it anew and compares.
"""
import datetime
import json
import sys
import urllib.parse

import botocore.auth
import botocore.awsrequest
import botocore.credentials

TIME = datetime.datetime(2026, 11, 22, 3, 4, 5)
ACCESS, SECRET, TOKEN = "AKIAIOSFODNN7EXAMPLE", "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY", "FwoGZXIvYXdzE//token+with/odd=="
PATHS = ["/", "/plain.txt", "/a b/c", "/é/ü/日本語.flac", "/plus+equals=and&amp", "/~tilde-_.x", "/(1)*!'$,;:@", "/a//b", "/%2F%20", "/50%", "/#?[]{}|\\^`\"<>",
         "/ends/with/slash/", "/🎧.wav", "/ab/" + "c" * 62]
QUERIES = [[], [["uploads", ""]], [["list-type", "2"], ["prefix", "a/b c"], ["max-keys", "7"], ["encoding-type", "url"]],
           [["partNumber", "10"], ["uploadId", "VXBsb2FkIElE+/=="]], [["b", "2"], ["a", "1"], ["B", "0"], ["a", "0"], ["a-", "x"]],
           [["prefix", "é+~*'()!"], ["continuation-token", "1/==&x=y"]], [["delete", ""]], [["versionId", "null"], ["Z", "%"]]]
HEADERS = [{}, {"Content-Type": "text/plain; charset=utf-8"}, {"Range": "bytes=0-9"}, {"x-amz-meta-sha256": "ab" * 32, "If-None-Match": "*"},
           {"Content-MD5": "1B2M2Y8AsgTpgAmY7PhCfg==", "X-Amz-Meta-Title": "  two   blanks  "}]
ORIGINS = ["https://label-assets.s3.eu-west-1.amazonaws.com", "http://127.0.0.1:9000", "https://store.example.com:443", "http://minio:80"]


class Frozen(datetime.datetime):
    @classmethod
    def utcnow(cls):
        return TIME


def url_of(case):
    quote = lambda text, safe: urllib.parse.quote(text, safe=safe + "-_.~")
    query = "&".join(f"{quote(name, '')}={quote(value, '')}" for name, value in case["query"])
    return case["origin"] + quote(case["path"], "/") + ("?" + query if query else "")


def sign(case):
    credentials = botocore.credentials.Credentials(ACCESS, SECRET, TOKEN if case["has_token"] else None)
    request = botocore.awsrequest.AWSRequest(method=case["method"], url=url_of(case), headers=dict(case["headers"]), data=case["body"].encode())
    if case["expires"]:
        botocore.auth.S3SigV4QueryAuth(credentials, "s3", case["region"], expires=case["expires"]).add_auth(request)
        query = urllib.parse.parse_qs(urllib.parse.urlsplit(request.url).query)
        return query["X-Amz-Signature"][0]
    botocore.auth.S3SigV4Auth(credentials, "s3", case["region"]).add_auth(request)
    return request.headers["Authorization"].split("Signature=")[1]


def cases():
    for number, path in enumerate(PATHS):
        for other, query in enumerate(QUERIES):
            pick = number * len(QUERIES) + other
            yield {"method": ["GET", "PUT", "HEAD", "DELETE", "POST"][pick % 5], "origin": ORIGINS[pick % 4], "path": path, "query": query,
                   "headers": HEADERS[pick % 5], "body": ["", "Welcome to S3.", "ü" * 100][pick % 3], "region": ["us-east-1", "eu-west-1"][pick % 2],
                   "has_token": pick % 7 == 0, "expires": 0}
            if pick % 3 == 0 and len(dict(query)) == len(query):  # botocore links know each name once
                yield {"method": "GET", "origin": ORIGINS[pick % 4], "path": path, "query": query, "headers": {}, "body": "",
                       "region": "us-east-1", "has_token": pick % 2 == 0, "expires": [1, 600, 604800][pick % 9 // 3]}


def vectors():
    botocore.auth.datetime.datetime = Frozen
    all_cases = [case | {"signature": sign(case)} for case in cases()]
    return {"access_key": ACCESS, "secret_key": SECRET, "session_token": TOKEN, "time": TIME.isoformat() + ".000Z", "cases": all_cases}


def text():
    made = vectors()
    lines = ",\n".join(json.dumps(case, ensure_ascii=False) for case in made.pop("cases"))
    return json.dumps(made)[:-1] + ', "cases": [\n' + lines + "\n]}\n"


if __name__ == "__main__":
    open(sys.argv[1], "w").write(text())
