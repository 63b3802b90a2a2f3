#!/usr/bin/env python3
"""Places named in texts, against the gold records beside the repository.

  scores/places.py [PROGRAM]        target/release/chancery by default

Runs `eval places` on ../shared/bench/places, scores it with the benchmark's own scorer and prints its end to end F1 of each
set beside its floor. Fails below a floor.
"""
import pathlib
import re
import subprocess
import sys
import tempfile

HERE = pathlib.Path(__file__).resolve().parent
BENCH = HERE.parent.parent / "shared/bench/places"
FLOORS = {"lgl": 0.50, "trnews": 0.66, "geovirus": 0.76, "gwn": 0.66}


def main():
    program = sys.argv[1] if len(sys.argv) > 1 else str(HERE.parent / "target/release/chancery")
    if not BENCH.exists():
        print("%s not found, skipped" % BENCH)
        return
    gold = BENCH / "gold.jsonl"
    with tempfile.NamedTemporaryFile(suffix=".jsonl") as out:
        subprocess.run([program, "eval", "places", str(gold)], check=True, stdout=out)
        score = [sys.executable, str(BENCH / "score.py"), str(gold), out.name]
        said = subprocess.run(score, check=True, capture_output=True, text=True).stdout
    figures = dict(re.findall(r"^(\w+): gold.*\n.*end to end .*F1 ([\d.]+)", said, re.M))
    below = 0
    for name, floor in FLOORS.items():
        figure = float(figures[name])
        below += figure < floor
        print("places %-20s %8.4f  floor %8.4f%s" % (name, figure, floor, "  BELOW" if figure < floor else ""))
    sys.exit(1 if below else 0)


if __name__ == "__main__":
    main()
