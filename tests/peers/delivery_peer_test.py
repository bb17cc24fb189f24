"""Deliveries to Debian's OpenSSH server and to an S3 server of others: delivery_peer_test.py TEST_PROGRAM FOLDER.

Starts both for itself, on ports and with keys of their own. What is absent is left out and said; without either: skipped (77).
"""
import os
import pathlib
import shutil
import socket
import subprocess
import sys
import threading
import time

import s3rver_server
from peer import Missing, free_port

PROGRAM, FOLDER = sys.argv[1], pathlib.Path(sys.argv[2]).absolute()
HERE = pathlib.Path(__file__).parent
started = []


def wait_for(port, process):
    for _ in range(300):
        if process.poll() is not None:
            return False
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
            return True
        except OSError:
            time.sleep(0.1)
    return False


def make_key(name):
    file = FOLDER / name
    subprocess.run(["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", str(file)], check=True, stdin=subprocess.DEVNULL)
    return file


def public(key):
    return " ".join(key.with_suffix(".pub").read_text().split()[:2])


def known(name, port, key):
    file = FOLDER / name
    file.write_text(f"[127.0.0.1]:{port} {public(key)}\n" if key else "")
    return str(file)


def pump(source, target, most):
    """Carries bytes until either side ends or `most` have passed; then the line is dead."""
    passed = 0
    try:
        while passed < most and (piece := source.recv(65536)):
            target.sendall(piece)
            passed += len(piece)
    except OSError:
        pass
    for side in (source, target):
        try:
            side.shutdown(socket.SHUT_RDWR)
        except OSError:
            pass


def start_cut(port):
    """A way to that port which breaks when 300 kB have gone up."""
    listener = socket.socket()
    listener.bind(("127.0.0.1", 0))
    listener.listen(8)

    def serve():
        while True:
            near, far = listener.accept()[0], socket.create_connection(("127.0.0.1", port))
            threading.Thread(target=pump, args=(near, far, 300_000), daemon=True).start()
            threading.Thread(target=pump, args=(far, near, 1 << 40), daemon=True).start()

    threading.Thread(target=serve, daemon=True).start()
    return listener.getsockname()[1]


def start_sftp():
    """An sshd of this user, which lets in one key and does SFTP alone."""
    sshd = shutil.which("sshd", path=os.environ["PATH"] + ":/usr/sbin")
    if not sshd or not shutil.which("ssh-keygen"):
        return print("left out: no OpenSSH server here") or {}
    host, user, other = make_key("host"), make_key("user"), make_key("other")
    port = free_port()
    (FOLDER / "authorized").write_text(public(user) + "\n")
    (FOLDER / "sshd_config").write_text(
        f"Port {port}\nListenAddress 127.0.0.1\nHostKey {host}\nAuthorizedKeysFile {FOLDER}/authorized\nStrictModes no\nUsePAM no\n"
        f"PasswordAuthentication no\nPidFile none\nSubsystem sftp internal-sftp\nForceCommand internal-sftp\nMaxStartups 50\n")
    if os.geteuid() == 0:
        pathlib.Path("/run/sshd").mkdir(exist_ok=True)  # sshd of root wants it
    process = subprocess.Popen([sshd, "-D", "-e", "-f", str(FOLDER / "sshd_config")], stderr=open(FOLDER / "sshd.log", "w"))
    started.append(process)
    if not wait_for(port, process):
        return print("left out: the OpenSSH server does not start:", (FOLDER / "sshd.log").read_text()[-300:]) or {}
    (FOLDER / "in").mkdir()
    (FOLDER / "a file").write_text("no folder")
    cut = start_cut(port)
    return {"PEER_CUT_PORT": str(cut), "PEER_CUT_HOSTS": known("cut_hosts", cut, host), "PEER_SFTP_PORT": str(port), "PEER_SFTP_USER": subprocess.check_output(["id", "-un"], text=True).strip(), "PEER_SFTP_FOLDER": str(FOLDER / "in"),
            "PEER_SFTP_KEY": str(user), "PEER_SFTP_WRONG_KEY": str(other), "PEER_SFTP_KNOWN_HOSTS": known("hosts", port, host),
            "PEER_SFTP_WRONG_HOSTS": known("wrong_hosts", port, other), "PEER_SFTP_NO_HOSTS": known("no_hosts", port, None),
            "PEER_SFTP_FORBIDDEN": str(FOLDER / "a file/in"), "PEER_CLOSED_PORT": str(free_port())}


def start_s3():
    try:
        server = s3rver_server.S3rver(FOLDER.parent / "s3rver").__enter__()
    except Missing as why:
        return print("left out:", why) or {}
    started.append(server.process)
    return {"PEER_S3_ENDPOINT": server.url, "PEER_S3_BUCKET": "deliveries", "PEER_S3_KEY": server.key, "PEER_S3_SECRET": server.secret}


def main():
    shutil.rmtree(FOLDER, ignore_errors=True)
    FOLDER.mkdir(parents=True)
    silent = socket.socket()
    silent.bind(("127.0.0.1", 0))
    silent.listen(8)
    try:
        sftp, s3 = start_sftp(), start_s3()
        suites = (["Sftp/*", "SftpPeer.*"] if sftp else []) + (["S3/*", "S3Peer.*"] if s3 else [])
        if not suites:
            return 77
        environment = os.environ | sftp | s3 | {"PEER_SILENT_PORT": str(silent.getsockname()[1]), "no_proxy": "127.0.0.1"}
        return subprocess.run([PROGRAM, "--gtest_filter=" + ":".join(suites)], env=environment).returncode
    finally:
        for process in started:
            process.terminate()
            process.wait()


sys.exit(main())
