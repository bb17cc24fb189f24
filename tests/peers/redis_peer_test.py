"""Runs a test program beside servers of its own, Redis and PostgreSQL: redis_peer_test.py PROGRAM [ARGUMENT..]. 77: one is not there to start."""
import os
import subprocess
import sys

from peer import Missing, skip
from postgres_server import PostgresServer
from redis_server import RedisServer

try:
    with RedisServer() as redis, RedisServer(has_tls=True) as other, PostgresServer() as server:
        # The one with TLS has its names behind the others': the program asks for both.
        second = {"OTHER_" + name: value for name, value in other.environment().items()}
        environment = dict(os.environ, REDIS_SERVER=redis.program, **server.environment(), **redis.environment(), **second)
        sys.exit(subprocess.run(sys.argv[1:], env=environment).returncode)
except Missing as reason:
    skip(reason)
