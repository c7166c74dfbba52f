"""What the measured processes take of the machine, and how they are started and stopped."""

import atexit
import os
import socket
import subprocess
import time
from pathlib import Path

HOST = "127.0.0.1"
# How long a server may take to answer its first question, in seconds.
PATIENCE = 120


def free_port():
    with socket.socket() as taken:
        taken.bind((HOST, 0))
        return taken.getsockname()[1]


def start(command, folder, **options):
    """Starts a server; what it says goes to a file in its folder."""
    with open(folder / "log", "ab") as log:
        process = subprocess.Popen(
            [str(word) for word in command], stdout=log, stderr=log, stdin=subprocess.DEVNULL, **options
        )
    # Whatever else goes wrong.
    atexit.register(stop, process)
    return process


def stop(process):
    if process.poll() is not None:
        return
    process.terminate()
    try:
        process.wait(20)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()


def run(command, **options):
    """Runs a command to its end; what it said is in the error when it fails."""
    done = subprocess.run([str(word) for word in command], capture_output=True, text=True, **options)
    if done.returncode != 0:
        raise RuntimeError(f"{command[0]} failed: {done.stdout[-2000:]}{done.stderr[-2000:]}")
    return done.stdout


def when_ready(ask):
    """The answer of the first try that succeeds; the tries before it find nobody at home."""
    until = time.monotonic() + PATIENCE
    while True:
        try:
            return ask()
        except Exception:
            if time.monotonic() > until:
                raise
            time.sleep(0.002)


def memory_mb(pid):
    """The memory of a process and those below it, each page divided among those who share it."""
    total = 0
    for process in [pid, *descendants(pid)]:
        try:
            rollup = Path(f"/proc/{process}/smaps_rollup").read_text()
        except OSError:
            continue
        total += sum(int(line.split()[1]) for line in rollup.splitlines() if line.startswith("Pss:"))
    return total / 1024


def descendants(pid):
    try:
        children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    except OSError:
        children = []
    for child in children:
        yield child
        yield from descendants(child)


def size_mb(folder):
    """What the files below a folder take on disk."""
    files = (file for file in Path(folder).rglob("*") if file.is_file())
    return sum(os.stat(file).st_blocks * 512 for file in files) / 1e6
