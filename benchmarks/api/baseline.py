"""What a web service of our kind is usually built of: FastAPI, uvicorn with uvloop, SQLAlchemy's ORM. Reads and writes the same
SQLite tables as Troupe with the same durability, and answers the same JSON. BASELINE_DATABASE is the file."""
import datetime
import hashlib
import json
import os
import uuid
from typing import Optional

from fastapi import FastAPI, HTTPException, Response
from pydantic import BaseModel, Extra, Field
from sqlalchemy import BigInteger, Column, String, create_engine, event, select
from sqlalchemy.dialects.sqlite import insert
from sqlalchemy.orm import declarative_base, sessionmaker
from sqlalchemy.pool import QueuePool

engine = create_engine("sqlite:///" + os.environ["BASELINE_DATABASE"], poolclass=QueuePool, pool_size=40,
                       connect_args={"timeout": 30, "check_same_thread": False})


@event.listens_for(engine, "connect")
def be_durable(connection, _):
    connection.execute("PRAGMA journal_mode=WAL")
    connection.execute("PRAGMA synchronous=FULL")
    connection.execute("PRAGMA foreign_keys=ON")


Base = declarative_base()
Session = sessionmaker(engine)


class Artist(Base):
    __tablename__ = "artists"
    id = Column(String, primary_key=True)
    version = Column(BigInteger)


class ArtistVersion(Base):
    __tablename__ = "artist_versions"
    artist = Column(String, primary_key=True)
    number = Column(BigInteger, primary_key=True)
    document = Column(String)


class Content(Base):
    __tablename__ = "contents"
    id = Column(String, primary_key=True)
    artist = Column(String)
    kind = Column(String)


class Observation(Base):
    __tablename__ = "observations"
    key_text = Column(String, primary_key=True)
    artist = Column(String)
    content = Column(String)
    day = Column(String)
    platform = Column(String)
    territory = Column(String)
    document = Column(String)


class ReportFile(Base):
    __tablename__ = "report_files"
    sha256 = Column(String, primary_key=True)
    name = Column(String)
    imported_at = Column(BigInteger)
    row_count = Column(BigInteger)


class AuditEntry(Base):
    __tablename__ = "audit_entries"
    id = Column(String, primary_key=True)
    subject = Column(String)
    by_name = Column(String)
    action = Column(String)
    document = Column(String)


class Observed(BaseModel, extra=Extra.forbid):
    date: datetime.date
    platform: str = Field(min_length=1, max_length=80)
    territory: str = Field("ZZ", regex="^[A-Z]{2}$")
    streams: int = Field(ge=0)
    listeners: Optional[int] = Field(None, ge=0)
    saves: Optional[int] = Field(None, ge=0)
    skips: Optional[int] = Field(None, ge=0)
    shares: Optional[int] = Field(None, ge=0)


app = FastAPI()


def current(session, artist_id):
    query = select(ArtistVersion).join(Artist, (Artist.id == ArtistVersion.artist) & (Artist.version == ArtistVersion.number)).where(Artist.id == artist_id)
    found = session.scalar(query)
    if found is None:
        raise HTTPException(404, "artist %s does not exist" % artist_id)
    return found


@app.get("/api/artists/{artist_id}")
def show(artist_id: uuid.UUID):
    with Session() as session:
        found = current(session, str(artist_id))
        # The stored text as it is: the least that Python can do here.
        return Response(found.document, media_type="application/json", headers={"ETag": '"%d"' % found.number})


@app.post("/api/content/{content_id}/observations")
def observe(content_id: uuid.UUID, observed: Observed):
    with Session() as session, session.begin():
        content = session.get(Content, str(content_id))
        if content is None or content.kind != "track":
            raise HTTPException(404, "no such track")
        day = observed.date.isoformat()
        row = {**observed.dict(), "date": day, "content_id": content.id, "artist_id": content.artist}
        text = json.dumps(row)
        sha256 = hashlib.sha256(("told/" + content.id).encode()).hexdigest()
        session.add(Observation(key_text="told/%s/%s/%s/%s" % (content.id, day, observed.platform, observed.territory), artist=content.artist, content=content.id,
                                day=day, platform=observed.platform, territory=observed.territory, document=text))
        file = {"sha256": sha256, "name": "told by a program", "imported_at": int(datetime.datetime.now().timestamp() * 1e6), "row_count": 1}
        session.execute(insert(ReportFile).values(file).on_conflict_do_nothing())
        session.add(AuditEntry(id=str(uuid.uuid4()), subject=content.id, by_name="owner", action="observation.create", document=text))
    return {"imported": 1, "already_known": 0, "replaced": 0, "assigned": 0}
