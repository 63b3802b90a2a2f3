#!/usr/bin/env python3
"""Scores of the program on the benchmarks beside the repository, against pinned floors.

  scores/run.py [PROGRAM] [--write]        target/release/chancery by default

Runs the program on ../shared/bench, scores it with the benchmark's own scorer, prints each figure beside its floor in
scores/floors.json and fails when one is below. --write renews the tables scores/*.csv (a row a document, ids and figures
only); floors are raised by hand, and lowered only with a sentence in CHANGELOG.md.
"""
import csv
import hashlib
import json
import pathlib
import subprocess
import sys
import tempfile

HERE = pathlib.Path(__file__).resolve().parent
BENCH = HERE.parent.parent / "shared/bench"


def main():
    write = "--write" in sys.argv
    named = [a for a in sys.argv[1:] if not a.startswith("--")]
    program = named[0] if named else str(HERE.parent / "target/release/chancery")
    if not BENCH.exists():
        print("%s not found, skipped" % BENCH)
        return
    floors = json.loads((HERE / "floors.json").read_text())
    figures, rows, digest = record(program)
    below = 0
    for name, floor in floors["record"]["figures"].items():
        low = figures[name] > floor if name == "violations" else figures[name] < floor
        below += low
        print("%-24s %8.4f  floor %8.4f%s" % (name, figures[name], floor, "  BELOW" if low else ""))
    if digest != floors["record"]["digest"]:
        print("the benchmark's texts have changed: digest %s" % digest)
        below += 1
    if write:
        with open(HERE / "record.csv", "w", newline="") as out:
            table = csv.writer(out, lineterminator="\n")
            table.writerow(["document", "record_f1", "violations"])
            table.writerows(rows)
    sys.exit(1 if below else 0)


def record(program):
    """Figures over the English documents of bench/record, a row each, and the digest of texts and gold."""
    visible, digest = BENCH / "record/visible", hashlib.sha256()
    with tempfile.TemporaryDirectory() as folder:
        for path in sorted(visible.glob("en-*")):
            (pathlib.Path(folder) / path.name).symlink_to(path)
            digest.update(path.read_bytes())
        texts = [str(p) for p in sorted(visible.glob("en-*.txt"))]
        lines = subprocess.run([program, "--quiet", "read", *texts, "--print", "jsonl"], check=True, capture_output=True).stdout
        out = pathlib.Path(folder) / "out.jsonl"
        out.write_bytes(lines)
        score = [sys.executable, str(BENCH / "record/score.py"), folder, str(out)]
        whole = json.loads(subprocess.run(score + ["--json"], check=True, capture_output=True).stdout)
        each = subprocess.run(score + ["--docs"], check=True, capture_output=True, text=True).stdout
    figures = {"record_f1": whole["record_f1"]}
    for kind, row in whole["types"].items():
        figures[kind] = row["full"][2]
    violations = whole["violations"]
    figures["violations"] = sum(violations.values()) if isinstance(violations, dict) else violations
    rows = []
    for line in each.splitlines():
        parts = line.split()
        if len(parts) == 6 and parts[1:3] == ["record", "F1"]:
            rows.append([parts[0], parts[3], parts[5]])
    return figures, rows, digest.hexdigest()[:16]


if __name__ == "__main__":
    main()
