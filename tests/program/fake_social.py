"""Social platforms and a receiver of webhooks, for tests: each checks what it is asked against its own rules, counts the posts that
came out, and can be told to misbehave at the request that brings a post out."""
import base64
import email.parser
import email.policy
import hashlib
import hmac
import json
import re
import threading
import time
import urllib.parse

from fake_server import FakeServer

SECRETS = {"mastodon": "masto-secret-0123456789", "bluesky": "blue-secret-0123456789", "youtube": "tube-secret-0123456789",
           "telegram": "123456:tele-secret-0123456789", "webhook": "whsec_" + base64.b64encode(bytes(range(32))).decode()}


def form_of(handler, body):
    """Fields and files of a multipart form, by the standard library's own reader of mail."""
    head = b"Content-Type: " + handler.headers["Content-Type"].encode() + b"\r\nMIME-Version: 1.0\r\n\r\n"
    fields = {}
    for part in email.parser.BytesParser(policy=email.policy.HTTP).parsebytes(head + body).iter_parts():
        name = part.get_param("name", header="content-disposition")
        fields[name] = (part.get_filename(), part.get_content_type(), part.get_payload(decode=True)) if part.get_filename() else part.get_payload(decode=True).decode()
    return fields


def utf16(text):
    return text.encode("utf-16-le")


class FakeSocial(FakeServer):
    """`steps` is a script for the request that brings a post out: "ok"; "take" (it is out, and the line goes dead); "close" (the line
    goes dead unheard); ("http", status, body, headers). The last one stays. `posts` are those that came out, by key where the
    platform knows one."""

    def __init__(self, steps=("ok",)):
        super().__init__(step=steps, results=("ok",))
        self.posts, self.asked, self.media = {}, 0, {}
        self.counts, self.questions = {}, []  # of posts by their id, in the platform's own fields; ids that were asked about, by request
        self.happened = threading.Event()
        fake = self

        def put(handler):
            fake.put(handler, handler.rfile.read(int(handler.headers["Content-Length"])))

        self.server.RequestHandlerClass.do_PUT = put

    def must(self, holds, what):
        if not holds:
            with self.guard:
                self.complaints.append(what)
        return holds

    def bring_out(self, handler, key, post, answer, status=200, **headers):
        """By the script. A key that is known is the same post."""
        with self.guard:
            self.asked += 1
        step = self.next("step")
        self.happened.set()
        if step == "close":
            return self.hang_up(handler)
        if isinstance(step, tuple):
            _, code, body, more = (*step, {})[:4]
            return self.send(handler, code, body, "text/html" if isinstance(body, str) else "application/json", **more)
        with self.guard:
            self.posts.setdefault(key if key is not None else f"post {len(self.posts)}", post)
        if step == "take":
            return self.hang_up(handler)
        if step == "hang":
            return threading.Event().wait(120)
        self.send(handler, status, answer, **headers)

    def tell_counts(self, handler, ids, answer):
        """What came back for these posts, by the script "results": "ok", "close", or ("http", status, body, headers)."""
        with self.guard:
            self.questions.append(ids)
        step = self.next("results")
        if step == "close":
            return self.hang_up(handler)
        if isinstance(step, tuple):
            _, code, body, more = (*step, {})[:4]
            return self.send(handler, code, body, "text/html" if isinstance(body, str) else "application/json", **more)
        answer()

    def put(self, handler, body):
        handler.send_error(501)


class FakeMastodon(FakeSocial):
    processing = 0  # looks until an upload is ready

    def authorised(self, handler):
        return self.must(handler.headers.get("Authorization") == "Bearer " + SECRETS["mastodon"], "mastodon: the token")

    may_read = True  # the token

    def status(self, handler, name):
        is_open = "Authorization" not in handler.headers
        if not is_open and self.authorised(handler) and not self.may_read:
            return self.send(handler, 403, {"error": "This action is outside the authorized scopes"})
        def answer():
            if name not in self.counts:
                return self.send(handler, 404, {"error": "Record not found"})
            self.send(handler, 200, {"id": name, "content": "<p>x</p>"} | self.counts[name])
        self.tell_counts(handler, [name], answer)

    def get(self, handler):
        if handler.path.startswith("/api/v1/statuses/"):
            return self.status(handler, handler.path.rsplit("/", 1)[1])
        self.authorised(handler)
        if not self.must(handler.path.startswith("/api/v1/media/"), f"mastodon: GET {handler.path}"):
            return self.send(handler, 404, {"error": "Record not found"})
        self.processing -= 1
        self.send(handler, 200 if self.processing <= 0 else 206, {"id": handler.path.rsplit("/", 1)[1], "url": "x" if self.processing <= 0 else None})

    def post(self, handler, body):
        self.authorised(handler)
        if handler.path == "/api/v2/media":
            fields = form_of(handler, body)
            self.must(set(fields) <= {"file", "description"}, f"mastodon: fields {set(fields)}")
            self.must(fields["file"][1] in ("image/jpeg", "video/mp4"), f"mastodon: type {fields['file'][1]}")
            name = f"media-{len(self.media) + 1}"
            self.media[name] = fields
            return self.send(handler, 202 if self.processing else 200, {"id": name, "url": None})
        if not self.must(handler.path == "/api/v1/statuses", f"mastodon: POST {handler.path}"):
            return self.send(handler, 404, {"error": "nothing here"})
        status, key = json.loads(body), handler.headers.get("Idempotency-Key")
        self.must(key, "mastodon: no Idempotency-Key")
        self.must(set(status) <= {"status", "visibility", "language", "media_ids"}, f"mastodon: {set(status)}")
        counted = len(re.sub(r"https?://\S+", "x" * 23, status["status"]))
        self.must(counted <= 500, f"mastodon: {counted} characters")
        self.must(all(m in self.media for m in status.get("media_ids", [])) and self.processing <= 0, "mastodon: media that is not ready")
        self.bring_out(handler, key, status, {"id": "1001", "url": f"{self.url}/@artist/1001"})


class FakeBluesky(FakeSocial):
    expires = 0  # requests until the session does

    def __init__(self, steps=("ok",)):
        super().__init__(steps)
        self.sessions, self.renewed = 0, 0

    def session(self):
        return {"accessJwt": f"access-{self.sessions}-{self.renewed}", "refreshJwt": f"refresh-{self.sessions}-{self.renewed}", "did": "did:plc:abc",
                "handle": "artist.test", "didDoc": {"service": [{"id": "#atproto_pds", "serviceEndpoint": self.url}]}}

    def authorised(self, handler):
        if self.expires:
            self.expires -= 1
            if self.expires == 0:
                self.send(handler, 400, {"error": "ExpiredToken", "message": "Token has expired"})
                return False
        if handler.headers.get("Authorization") != "Bearer " + self.session()["accessJwt"]:
            self.send(handler, 401, {"error": "AuthenticationRequired", "message": "Invalid identifier or password"})
            return False
        return True

    def get(self, handler):
        path, _, query = handler.path.partition("?")
        if path == "/xrpc/app.bsky.feed.getPosts":
            return self.authorised(handler) and self.get_posts(handler, [value for name, value in urllib.parse.parse_qsl(query) if name == "uris"])
        self.must(path == "/xrpc/com.atproto.repo.getRecord", f"bluesky: GET {path}")
        asked = dict(urllib.parse.parse_qsl(query))
        if not self.authorised(handler):
            return
        if asked["rkey"] in self.posts:
            return self.send(handler, 200, {"uri": f"at://did:plc:abc/app.bsky.feed.post/{asked['rkey']}", "cid": "c", "value": {}})
        self.send(handler, 400, {"error": "RecordNotFound", "message": "Could not locate record"})

    def post(self, handler, body):
        if handler.path == "/xrpc/com.atproto.server.createSession":
            asked = json.loads(body)
            self.sessions += 1
            if asked != {"identifier": "artist.test", "password": SECRETS["bluesky"]}:
                return self.send(handler, 401, {"error": "AuthenticationRequired", "message": f"Invalid password {asked.get('password')}"})
            return self.send(handler, 200, self.session())
        if handler.path == "/xrpc/com.atproto.server.refreshSession":
            self.must(handler.headers.get("Authorization") == "Bearer " + self.session()["refreshJwt"], "bluesky: renewed with another token")
            self.renewed += 1
            return self.send(handler, 200, self.session())
        if not self.authorised(handler):
            return
        if handler.path == "/xrpc/com.atproto.repo.uploadBlob":
            link = hashlib.sha256(body).hexdigest()
            self.must(len(body) <= 1_000_000 or handler.headers["Content-Type"] == "video/mp4", "bluesky: a picture too large")
            self.media[link] = handler.headers["Content-Type"]
            return self.send(handler, 200, {"blob": {"$type": "blob", "ref": {"$link": link}, "mimeType": handler.headers["Content-Type"], "size": len(body)}})
        if not self.must(handler.path == "/xrpc/com.atproto.repo.putRecord", f"bluesky: POST {handler.path}"):
            return self.send(handler, 404, {"error": "XRPCNotSupported", "message": "no"})
        asked = json.loads(body)
        self.must(asked["repo"] == "did:plc:abc" and asked["collection"] == "app.bsky.feed.post", "bluesky: where it goes")
        self.must(re.fullmatch("[234567abcdefghij][234567a-z]{12}", asked["rkey"]), f"bluesky: {asked['rkey']} is no TID")
        self.check(asked["record"])
        earlier = self.posts.get(asked["rkey"])
        self.must(earlier in (None, asked["record"]), "bluesky: the same key with another record")
        self.bring_out(handler, asked["rkey"], asked["record"], {"uri": f"at://did:plc:abc/app.bsky.feed.post/{asked['rkey']}", "cid": "c"})

    def get_posts(self, handler, uris):
        self.must(0 < len(uris) <= 25, f"bluesky: asked about {len(uris)} posts")
        # Not in the order of the question, and without those that are gone.
        found = [{"uri": uri, "cid": "c"} | self.counts[uri] for uri in reversed(uris) if uri in self.counts]
        self.tell_counts(handler, uris, lambda: self.send(handler, 200, {"posts": found}))

    def check(self, record):
        text = record["text"].encode()
        self.must(record["$type"] == "app.bsky.feed.post" and len(text) <= 3000, "bluesky: the record")
        self.must(re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z", record["createdAt"]), "bluesky: createdAt")
        for facet in record.get("facets", []):
            part = text[facet["index"]["byteStart"]:facet["index"]["byteEnd"]].decode()
            feature = facet["features"][0]
            said = feature["uri"] if feature["$type"].endswith("#link") else "#" + feature["tag"]
            self.must(part == said, f"bluesky: facet over {part!r} says {said!r}")
        embed = record.get("embed", {})
        for image in embed.get("images", []):
            self.must(image["image"]["ref"]["$link"] in self.media and "alt" in image, "bluesky: image")
        if "video" in embed:
            self.must(embed["$type"] == "app.bsky.embed.video" and embed["video"]["ref"]["$link"] in self.media, "bluesky: video")


class FakeYoutube(FakeSocial):
    """Its script speaks of chunks: "ok", "take" (the bytes are kept, the line goes dead), "close", "half" (half of them are kept, the
    line goes dead), "gone" (no such session any more)."""

    def __init__(self, steps=("ok",)):
        super().__init__(steps)
        self.sessions, self.tokens, self.queries = {}, 0, 0

    def get(self, handler):
        path, _, query = handler.path.partition("?")
        asked = dict(urllib.parse.parse_qsl(query))
        self.must(path == "/youtube/v3/videos" and asked.get("part") == "statistics", f"youtube: GET {handler.path}")
        self.must(handler.headers.get("Authorization") == "Bearer ya29.token", "youtube: token")
        ids = asked["id"].split(",")
        self.must(0 < len(ids) <= 50, f"youtube: asked about {len(ids)} videos")
        found = [{"kind": "youtube#video", "id": each, "statistics": self.counts[each]} for each in ids if each in self.counts]
        self.tell_counts(handler, ids, lambda: self.send(handler, 200, {"items": found}))

    def post(self, handler, body):
        path, _, query = handler.path.partition("?")
        if path == "/token":
            asked = dict(urllib.parse.parse_qsl(body.decode()))
            self.tokens += 1
            if asked != {"grant_type": "refresh_token", "refresh_token": SECRETS["youtube"] + "-refresh", "client_id": "client", "client_secret": SECRETS["youtube"]}:
                return self.send(handler, 401, {"error": "invalid_client", "error_description": f"bad secret {asked.get('client_secret')}"})
            return self.send(handler, 200, {"access_token": "ya29.token", "expires_in": 3599})
        if not self.must(path == "/upload/youtube/v3/videos" and dict(urllib.parse.parse_qsl(query)) == {"uploadType": "resumable", "part": "snippet,status"},
                         f"youtube: POST {handler.path}"):
            return self.send(handler, 404, {"error": {"message": "nothing here"}})
        self.must(handler.headers.get("Authorization") == "Bearer ya29.token", "youtube: token")
        video = json.loads(body)
        self.must(set(video) == {"snippet", "status"} and 0 < len(video["snippet"]["title"]) <= 100, f"youtube: {video}")
        self.must(len(video["snippet"]["description"].encode()) <= 5000 and "<" not in video["snippet"]["description"], "youtube: description")
        self.must(isinstance(video["status"]["containsSyntheticMedia"], bool) and video["status"]["privacyStatus"] == "private", f"youtube: {video['status']}")
        name = f"session-{len(self.sessions) + 1}"
        self.sessions[name] = {"video": video, "bytes": b"", "total": int(handler.headers["X-Upload-Content-Length"]), "done": False}
        self.send(handler, 200, b"", Location=f"{self.url}/session/{name}")

    def put(self, handler, body):
        session = self.sessions.get(handler.path.rsplit("/", 1)[1])
        if session is None:
            return self.send(handler, 404, b"")
        value = handler.headers["Content-Range"]
        if value == f"bytes */{session['total']}":
            self.queries += 1
            self.must(not body, "youtube: a question with bytes")
            return self.state(handler, session)
        start, end, total = map(int, re.fullmatch(r"bytes (\d+)-(\d+)/(\d+)", value).groups())
        self.must(total == session["total"] and end - start + 1 == len(body), f"youtube: {value} with {len(body)} bytes")
        self.must(end + 1 == total or len(body) % (256 * 1024) == 0, f"youtube: a chunk of {len(body)} bytes")
        self.must(start == len(session["bytes"]), f"youtube: begins at {start}, has {len(session['bytes'])}")
        with self.guard:
            self.asked += 1
        step = self.next("step")
        self.happened.set()
        if isinstance(step, tuple):
            return self.send(handler, step[1], step[2])
        if step == "gone":
            self.sessions = {}
            return self.send(handler, 404, b"")
        if step != "close":
            kept = body[:len(body) // 2 // (256 * 1024) * 256 * 1024] if step == "half" else body
            session["bytes"] += kept
            session["done"] = len(session["bytes"]) == total
            if session["done"]:
                with self.guard:
                    self.posts.setdefault(f"video {len(self.posts)}", session)
        if step == "hang":
            return threading.Event().wait(120)
        if step != "ok":
            return self.hang_up(handler)
        self.state(handler, session)

    def state(self, handler, session):
        if session["done"]:
            return self.send(handler, 200, {"id": "vid123", "status": session["video"]["status"]})
        if session["bytes"]:
            return self.send(handler, 308, b"", Range=f"bytes=0-{len(session['bytes']) - 1}")
        self.send(handler, 308, b"")


class FakeTelegram(FakeSocial):
    """A bot's API: posts to a channel, and a chat where people press buttons. `updates` are what getUpdates gives."""

    def __init__(self, steps=("ok",)):
        super().__init__(steps)
        self.updates, self.messages, self.answers, self.edits, self.offsets, self.polls = [], [], [], [], [], 0
        self.arrived = threading.Condition()

    def push(self, update):
        with self.arrived:
            self.updates.append({"update_id": 700 + len(self.updates)} | update)
            self.arrived.notify_all()

    def get(self, handler):
        self.must(False, f"telegram: GET {handler.path}")
        self.send(handler, 404, {"ok": False, "error_code": 404, "description": "Not Found"})

    def post(self, handler, body):
        start = f"/bot{SECRETS['telegram']}/"
        if not handler.path.startswith(start):
            return self.send(handler, 401, {"ok": False, "error_code": 401, "description": f"Unauthorized {handler.path}"})
        method = handler.path[len(start):]
        if handler.headers["Content-Type"].startswith("multipart/"):
            return self.send_media(handler, method, form_of(handler, body))
        asked = json.loads(body)
        if method == "getUpdates":
            return self.get_updates(handler, asked)
        if method == "answerCallbackQuery":
            self.must(len(asked["text"]) <= 200, "telegram: an answer of more than 200 characters")
            self.answers.append(asked)
            return self.send(handler, 200, {"ok": True, "result": True})
        if method == "editMessageText":
            self.must(len(utf16(asked["text"])) // 2 <= 4096, "telegram: text")
            self.edits.append(asked)
            return self.send(handler, 200, {"ok": True, "result": True})
        if not self.must(method == "sendMessage", f"telegram: {method}"):
            return self.send(handler, 404, {"ok": False, "error_code": 404, "description": "Not Found"})
        self.must(0 < len(utf16(asked["text"])) // 2 <= 4096, "telegram: text")
        for row in asked.get("reply_markup", {}).get("inline_keyboard", []):
            for button in row:
                self.must(0 < len(button["callback_data"].encode()) <= 64, f"telegram: data {button}")
        self.check_entities(asked["text"], asked.get("entities", []))
        if asked["chat_id"] == "@artist":
            return self.bring_out(handler, None, asked, self.message(asked))
        with self.guard:
            self.messages.append(asked | {"message_id": 500 + len(self.messages)})
        self.send(handler, 200, {"ok": True, "result": {"message_id": self.messages[-1]["message_id"], "chat": {"id": int(asked["chat_id"])}}})

    def message(self, post):
        return {"ok": True, "result": {"message_id": 42, "chat": {"id": -1001, "username": "artist", "type": "channel"}, "text": post.get("text")}}

    def check_entities(self, text, entities):
        for entity in entities:
            part = utf16(text)[2 * entity["offset"]:2 * (entity["offset"] + entity["length"])].decode("utf-16-le")
            self.must(part.startswith("#" if entity["type"] == "hashtag" else "http"), f"telegram: entity over {part!r}")

    def send_media(self, handler, method, fields):
        kind = {"sendPhoto": "photo", "sendVideo": "video", "sendAudio": "audio"}.get(method)
        if not self.must(kind in fields, f"telegram: {method} with {set(fields)}"):
            return self.send(handler, 400, {"ok": False, "error_code": 400, "description": "Bad Request: there is no file"})
        self.must(len(utf16(fields["caption"])) // 2 <= 1024, "telegram: caption")
        self.check_entities(fields["caption"], json.loads(fields.get("caption_entities", "[]")))
        self.bring_out(handler, None, {"text": fields["caption"]} | {"file": fields[kind]}, self.message({}))

    def get_updates(self, handler, asked):
        self.must(asked["allowed_updates"] == ["message", "callback_query"], "telegram: allowed_updates")
        self.must(asked["timeout"] <= 50, "telegram: timeout")
        with self.arrived:
            self.polls += 1
            self.offsets.append(asked.get("offset", 0))
            end = time.monotonic() + min(asked["timeout"], 50)
            wanted = lambda: [u for u in self.updates if u["update_id"] >= asked.get("offset", 0)]
            while not wanted() and time.monotonic() < end:
                self.arrived.wait(0.2)
            found = wanted()
        self.send(handler, 200, {"ok": True, "result": found})


class FakeWebhook(FakeSocial):
    def post(self, handler, body):
        self.must(handler.path == "/posts", f"webhook: POST {handler.path}")
        key, at = handler.headers["webhook-id"], handler.headers["webhook-timestamp"]
        secret = base64.b64decode(SECRETS["webhook"].removeprefix("whsec_"))
        signed = base64.b64encode(hmac.new(secret, f"{key}.{at}.".encode() + body, hashlib.sha256).digest()).decode()
        self.must(handler.headers["webhook-signature"] == "v1," + signed, "webhook: the signature")
        self.must(abs(time.time() - int(at)) < 300, "webhook: the time")
        message = json.loads(body)
        self.must(message["type"] == "post.publish" and set(message) == {"type", "timestamp", "data"} and len(body) < 20_000, "webhook: the message")
        self.bring_out(handler, key, message["data"], {"id": "there-1", "url": "https://social.example/1"})


FAKES = {"mastodon": FakeMastodon, "bluesky": FakeBluesky, "youtube": FakeYoutube, "telegram": FakeTelegram, "webhook": FakeWebhook}
