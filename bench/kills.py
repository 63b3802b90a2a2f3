#!/usr/bin/env python3
"""Kills `chancery read` at random moments and checks that nothing is lost.

  bench/kills.py [PROGRAM] [RUNS]     target/release/chancery and 20 by default

Each run is ended by SIGKILL; after each the store must open. A further run completes it, and its export must equal, byte
for byte, that of an undisturbed run. Also compares exports over the number of threads, the order of input and reading twice.
"""
import pathlib
import random
import signal
import subprocess
import sys
import tempfile
import time

HERE = pathlib.Path(__file__).resolve().parent


def main():
    program = sys.argv[1] if len(sys.argv) > 1 else str(HERE.parent / "target/release/chancery")
    runs = int(sys.argv[2]) if len(sys.argv) > 2 else 20
    chance = random.Random(20)
    with tempfile.TemporaryDirectory() as folder:
        folder = pathlib.Path(folder)
        texts = folder / "texts"
        subprocess.run([sys.executable, HERE / "vary.py", texts, "400"], check=True)
        files = sorted(str(p) for p in texts.iterdir())

        def read(store, inputs, jobs):
            return [program, "--store", str(folder / store), "--jobs", str(jobs), "--quiet", "read", *inputs]

        def export(store):
            command = [program, "--store", str(folder / store), "export", "jsonl", "--assertions"]
            return subprocess.run(command, check=True, capture_output=True).stdout

        started = time.monotonic()
        subprocess.run(read("whole.db", files, 1), check=True)
        whole, seconds = export("whole.db"), time.monotonic() - started

        for turn in range(runs):
            running = subprocess.Popen(read("killed.db", files, 2))
            time.sleep(chance.uniform(0.02, seconds * 0.9 / runs + 0.1))
            running.send_signal(signal.SIGKILL)
            running.wait()
            if (folder / "killed.db").exists():
                export("killed.db")
        subprocess.run(read("killed.db", files, 2), check=True)
        report("after %d kills" % runs, export("killed.db") == whole)

        subprocess.run(read("threads.db", files, 2), check=True)
        report("two threads", export("threads.db") == whole)
        chance.shuffle(files)
        subprocess.run(read("order.db", files, 1), check=True)
        report("another order", export("order.db") == whole)
        subprocess.run(read("order.db", files, 2), check=True)
        report("read twice", export("order.db") == whole)


def report(what, same):
    print("%-14s %s" % (what, "same bytes" if same else "DIFFERENT"))
    if not same:
        sys.exit(1)


if __name__ == "__main__":
    main()
