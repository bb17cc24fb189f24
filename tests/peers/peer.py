"""What it takes to start programs of somebody else for a test."""
import socket
import sys


class Missing(Exception):
    """Why a peer cannot be started here: whoever wanted it is skipped."""


def skip(why):
    print("skipped:", why)
    sys.exit(77)


def free_ports(count):
    taken = [socket.socket() for _ in range(count)]
    for each in taken:
        each.bind(("127.0.0.1", 0))
    ports = [each.getsockname()[1] for each in taken]
    for each in taken:
        each.close()
    return ports


def free_port():
    return free_ports(1)[0]
