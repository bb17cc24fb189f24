"""What a web service of our kind is usually built of where speed counts: FastAPI, uvicorn with uvloop, asyncpg. Reads and writes the same
PostgreSQL tables as Troupe in one transaction a request, and answers the same JSON. PGHOST and its like say where."""
import datetime
import hashlib
import json
import os
import uuid
from typing import Optional

import asyncpg
from fastapi import FastAPI, HTTPException, Response
from pydantic import BaseModel, Extra, Field

app = FastAPI()
pool = None


@app.on_event("startup")
async def connect():
    global pool
    # As many connections as Troupe has. Its statements stay prepared by themselves.
    pool = await asyncpg.create_pool(host=os.environ["PGHOST"], port=int(os.environ["PGPORT"]), database=os.environ["PGDATABASE"], user=os.environ["PGUSER"],
                                     password=os.environ["PGPASSWORD"], min_size=16, max_size=16)


class Observed(BaseModel, extra=Extra.forbid):
    date: datetime.date
    platform: str = Field(min_length=1, max_length=80)
    territory: str = Field("ZZ", regex="^[A-Z]{2}$")
    streams: int = Field(ge=0)
    listeners: Optional[int] = Field(None, ge=0)
    saves: Optional[int] = Field(None, ge=0)
    skips: Optional[int] = Field(None, ge=0)
    shares: Optional[int] = Field(None, ge=0)


@app.get("/api/artists/{artist_id}")
async def show(artist_id: uuid.UUID):
    async with pool.acquire() as connection:
        found = await connection.fetchrow("SELECT v.number, v.document FROM artists a JOIN artist_versions v ON v.artist = a.id AND v.number = a.version"
                                          " WHERE a.id = $1", str(artist_id))
    if found is None:
        raise HTTPException(404, "artist %s does not exist" % artist_id)
    # The stored text as it is: the least that Python can do here.
    return Response(found["document"], media_type="application/json", headers={"ETag": '"%d"' % found["number"]})


@app.post("/api/content/{content_id}/observations")
async def observe(content_id: uuid.UUID, observed: Observed):
    async with pool.acquire() as connection, connection.transaction():
        content = await connection.fetchrow("SELECT id, artist, kind FROM contents WHERE id = $1", str(content_id))
        if content is None or content["kind"] != "track":
            raise HTTPException(404, "no such track")
        day = observed.date.isoformat()
        text = json.dumps({**observed.dict(), "date": day, "content_id": content["id"], "artist_id": content["artist"]})
        sha256 = hashlib.sha256(("told/" + content["id"]).encode()).hexdigest()
        await connection.execute("INSERT INTO observations (key_text, artist, content, day, platform, territory, document) VALUES ($1, $2, $3, $4, $5, $6, $7)",
                                 "told/%s/%s/%s/%s" % (content["id"], day, observed.platform, observed.territory), content["artist"], content["id"], day,
                                 observed.platform, observed.territory, text)
        await connection.execute("INSERT INTO report_files (sha256, name, imported_at, row_count) VALUES ($1, 'told by a program', $2, 1) ON CONFLICT DO NOTHING",
                                 sha256, int(datetime.datetime.now().timestamp() * 1e3))
        await connection.execute("INSERT INTO audit_entries (id, subject, by_name, action, document) VALUES ($1, $2, 'owner', 'observation.create', $3)",
                                 str(uuid.uuid4()), content["id"], text)
    return {"imported": 1, "already_known": 0, "replaced": 0, "assigned": 0}
