"""Services that report what is listened to, for tests: each from one table, and each can be told to misbehave."""
import datetime
import time
import urllib.parse

from fake_server import FakeServer

SONGS = [("Lantern Low", "Salt on the Rail", "Electronic", 123.4), ("Ida Varn", "Paper Harbour", "Folk", 0), ("Ömer Kaya", "Dünya", "Electronic", 98.0)]


def day(back=1):
    return datetime.datetime.now(datetime.timezone.utc) - datetime.timedelta(days=back)


def apple(_, songs):
    return {"feed": {"country": "de", "updated": day(0).strftime("%a, %d %b %Y %H:%M:%S +0000"), "results": [
        {"artistName": artist, "name": title, "kind": "songs", "genres": [{"genreId": "7", "name": genre}, {"genreId": "34", "name": "Music"}]}
        for artist, title, genre, _ in songs]}}


def deezer(asked, songs):
    if asked.path.startswith("/track/"):
        number = int(asked.path.rsplit("/", 1)[1])
        return {"id": number, "bpm": songs[number - 1][3] if number <= len(songs) else 0, "type": "track"}
    return {"data": [{"id": place, "title": title, "rank": 900000 - place, "position": place, "artist": {"id": place, "name": artist}}
                     for place, (artist, title, _, _) in enumerate(songs, 1)], "total": len(songs), "next": "https://elsewhere.example/"}


def listenbrainz(asked, songs):
    monday = (day(0) - datetime.timedelta(days=day(0).weekday() + 7)).replace(hour=0, minute=0, second=0, microsecond=0)
    payload = {"range": "week", "from_ts": int(monday.timestamp()), "to_ts": int(monday.timestamp()) + 7 * 86400, "last_updated": int(time.time())}
    if asked.path.endswith("/artists"):
        payload["artists"] = [{"artist_name": artist, "artist_mbid": None, "listen_count": 1000 - i} for i, (artist, _, _, _) in enumerate(songs)]
    else:
        payload["recordings"] = [{"artist_name": artist, "track_name": title, "listen_count": 500 - i} for i, (artist, title, _, _) in enumerate(songs)]
    return {"payload": payload}


def wikimedia(_, songs):
    return {"items": [{"article": "Nils_Frahm", "timestamp": day(back).strftime("%Y%m%d00"), "views": 800 + back} for back in range(len(songs), 0, -1)]}


def lastfm(asked, songs):
    method = dict(urllib.parse.parse_qsl(asked.query))["method"]
    if method == "chart.gettopartists":
        return {"artists": {"artist": [{"name": artist, "playcount": "9000", "listeners": "800"} for artist, _, _, _ in songs]}}
    return {"tracks": {"track": [{"name": title, "playcount": "9000", "listeners": "700", "artist": {"name": artist}} for artist, title, _, _ in songs]}}


def youtube(_, songs):
    return {"kind": "youtube#videoListResponse", "items": [
        {"id": "x", "snippet": {"title": f"{artist} - {title} (Official Video)", "channelTitle": artist, "tags": ["music video", genre]},
         "statistics": {"viewCount": "123456"}} for artist, title, genre, _ in songs]}


SERVICES = {"apple": {"answer": apple, "url": "TROUPE_APPLE_CHARTS_URL"}, "deezer": {"answer": deezer, "url": "TROUPE_DEEZER_URL"},
            "listenbrainz": {"answer": listenbrainz, "url": "TROUPE_LISTENBRAINZ_URL"}, "wikimedia": {"answer": wikimedia, "url": "TROUPE_WIKIMEDIA_URL"},
            "lastfm": {"answer": lastfm, "url": "TROUPE_LASTFM_URL", "key": "LASTFM_API_KEY", "parameter": "api_key"},
            "youtube": {"answer": youtube, "url": "TROUPE_YOUTUBE_CHARTS_URL", "key": "YOUTUBE_API_KEY", "parameter": "key"}}


class FakeTrends(FakeServer):
    """`script` says what to do with each request; its last entry stays. "ok", "empty" (204), "close", "hang", "cut" (half of an answer,
    then gone), "huge", "same" (304 to who says what it has), ("http", status, body, headers) or ("raw", body)."""

    def __init__(self, service, key="", script=("ok",), songs=SONGS):
        super().__init__(answer=script)
        self.name, self.service, self.key, self.songs, self.asked, self.agents, self.known = service, SERVICES[service], key, songs, [], set(), []

    def environment(self):
        own = {"TROUPE_TREND_SOURCES": self.name, self.service["url"]: self.url, "TROUPE_TREND_ARTISTS": "Nils Frahm", "TROUPE_TREND_CONTACT": "trends@label.example",
               "no_proxy": "127.0.0.1"}
        return own | ({self.service["key"]: self.key} if "key" in self.service else {})

    def get(self, handler):
        asked = urllib.parse.urlsplit(handler.path)
        parameters = dict(urllib.parse.parse_qsl(asked.query))
        given = parameters.get(self.service.get("parameter"), "")
        if given != (self.key if "key" in self.service else ""):
            self.complaints.append(f"the key is {given}")
        with self.guard:
            self.asked.append(handler.path)
            self.agents.add(handler.headers.get("User-Agent"))
            self.known.append(handler.headers.get("If-None-Match"))
        self.behave(handler, asked, self.next("answer"))

    def behave(self, handler, asked, told):
        if told == "close":
            self.hang_up(handler)
        elif told == "hang":
            time.sleep(3)
            self.hang_up(handler)
        elif told == "empty":
            handler.send_response(204)
            handler.end_headers()
        elif told == "huge":
            self.send(handler, 200, b"[" + b"0," * 5_000_000 + b"0]")
        elif told == "cut":
            self.send(handler, 200, b'{"feed": {"results": [', length=5000)
            self.hang_up(handler)
        elif told == "same" and handler.headers.get("If-None-Match") == '"v1"':
            handler.send_response(304)
            handler.end_headers()
        elif told in ("ok", "same"):
            self.send(handler, 200, self.service["answer"](asked, self.songs), ETag='"v1"')
        elif told[0] == "raw":
            self.send(handler, 200, told[1])
        else:
            self.send(handler, told[1], told[2], "text/plain", **(told[3] if len(told) > 3 else {}))
