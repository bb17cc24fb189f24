"""Runs a test program beside a PostgreSQL server of its own: postgres_peer_test.py PROGRAM [ARGUMENT..]. 77: there is none to start."""
import os
import subprocess
import sys

from peer import Missing, skip
from postgres_server import PostgresServer

try:
    with PostgresServer() as server:
        sys.exit(subprocess.run(sys.argv[1:], env=dict(os.environ, **server.environment())).returncode)
except Missing as reason:
    skip(reason)
