#!/usr/bin/env python3
"""Speed and memory of `chancery read` on many texts, on one core.

  bench/throughput.py [PROGRAM] [COUNT]     target/release/chancery and 2,000 by default

Prints words a second over the whole process and its peak memory, and writes bench/results/throughput.json.
"""
import json
import os
import pathlib
import resource
import subprocess
import sys
import tempfile
import time

HERE = pathlib.Path(__file__).resolve().parent


def main():
    program = sys.argv[1] if len(sys.argv) > 1 else str(HERE.parent / "target/release/chancery")
    count = int(sys.argv[2]) if len(sys.argv) > 2 else 2000
    with tempfile.TemporaryDirectory() as folder:
        texts = pathlib.Path(folder) / "texts"
        subprocess.run([sys.executable, HERE / "vary.py", texts, str(count)], check=True)
        words = sum(len(p.read_text("utf-8").split()) for p in texts.iterdir())
        command = [program, "--store", os.path.join(folder, "store.db"), "--jobs", "1", "--quiet", "read", str(texts)]
        if hasattr(os, "sched_setaffinity"):
            command = ["taskset", "-c", "0"] + command
        started = time.monotonic()
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
        seconds = time.monotonic() - started
    peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
    row = {"documents": count, "words": words, "seconds": round(seconds, 2), "words_per_second": round(words / seconds),
           "peak_megabytes": round(peak)}
    print(json.dumps(row))
    (HERE / "results").mkdir(exist_ok=True)
    (HERE / "results/throughput.json").write_text(json.dumps(row, indent=1) + "\n")


if __name__ == "__main__":
    main()
