#!/usr/bin/env python3
"""Scores of the program on the benchmarks beside the repository, against pinned floors.

  scores/run.py [PROGRAM] [SET...] [--write]        target/release/chancery and every set by default

Runs the program on ../shared/bench, scores it with the benchmarks' own scorers, prints each figure beside its floor in
scores/floors.json and fails when one is below; the set `events` is left to scores/events.py and scores/events-floors.json.
--write renews the tables scores/*.csv (a row a document, ids and figures only); floors are raised by hand, and lowered only
with a sentence in CHANGELOG.md.
"""
import csv
import hashlib
import json
import pathlib
import re
import subprocess
import sys
import tempfile

HERE = pathlib.Path(__file__).resolve().parent
BENCH = HERE.parent.parent / "shared/bench"

# The task of `chancery eval`, its input, further words for the scorer, and the figures: name, where the scorer prints it.
EVALUATED = {
    "pages": [("pages", "pages/gold.jsonl", [], [
        ("aeb_f1", r"aeb .* F1 ([\d.]+)"),
        ("tra_f1", r"tra .* F1 ([\d.]+) acc"),
        ("title", r"title exact ([\d.]+)"),
        ("date_tra", r"date +P.* F1 ([\d.]+)"),
        ("date_hd_default", r"date hd_default .* F1 ([\d.]+)"),
        ("date_hd_mc", r"date hd_mc .* F1 ([\d.]+)"),
        ("author", r"author .* F1 ([\d.]+)"),
    ])],
    "langid": [
        ("langid", "langid/gold.jsonl", ["--only", "eng,rus,ukr,bel,kaz,kir,tgk,uzb,fas"], [
            ("para", r"para ([\d.]+)"), ("short", r"short ([\d.]+)"), ("noisy", r"noisy ([\d.]+)")]),
        ("langid", "langid/mixed.jsonl", [], [("mixed", r"letters right ([\d.]+)")]),
    ],
    "time": [("times", "time/gold.jsonl", ["--set", name], [
        (name + "_strict", r"strict .* F1 ([\d.]+)"), (name + "_value", r"value .* F1 ([\d.]+)")])
        for name in ("timebank", "aquaint")],
    "sentences": [("sentences", "sentences/gold.jsonl", [], [
        ("gum", r"gum .*?F1 ([\d.]+)"), ("golden_en", r"golden en .*?F1 ([\d.]+)"), ("factrueval", r"factrueval .*?F1 ([\d.]+)")])],
}


def main():
    write = "--write" in sys.argv
    named = [a for a in sys.argv[1:] if not a.startswith("--")]
    floors = json.loads((HERE / "floors.json").read_text())
    known = [*floors, "events"]
    sets = [name for name in named if name in known] or known
    programs = [name for name in named if name not in known]
    program = programs[0] if programs else str(HERE.parent / "target/release/chancery")
    if not BENCH.exists():
        print("%s not found, skipped" % BENCH)
        return
    below = 0
    for name in sets:
        if name == "events":
            flags = ["--floors"] + ["--write"] * write
            below += subprocess.run([sys.executable, str(HERE / "events.py"), program, *flags], check=False).returncode
            continue
        figures, digest, table = record(program) if name == "record" else evaluated(program, name)
        below += compare(name, figures, digest, floors[name])
        if write and table:
            with open(HERE / (name + ".csv"), "w", newline="") as out:
                csv.writer(out, lineterminator="\n").writerows(table)
    sys.exit(1 if below else 0)


def compare(name, figures, digest, pinned):
    """Prints the figures of a set beside their floors; how many are below."""
    below = 0
    for figure, floor in pinned["figures"].items():
        low = figures[figure] > floor if figure == "violations" else figures[figure] < floor
        below += low
        print("%-10s %-16s %8.4f  floor %8.4f%s" % (name, figure, figures[figure], floor, "  BELOW" if low else ""))
    if digest != pinned["digest"]:
        print("the benchmark %s has changed: digest %s" % (name, digest))
        below += 1
    return below


def evaluated(program, name):
    """Figures of a set that `chancery eval` answers, and the digest of its gold."""
    figures, digest, answered = {}, hashlib.sha256(), {}
    with tempfile.TemporaryDirectory() as folder:
        for task, gold, words, wanted in EVALUATED[name]:
            if gold not in answered:
                answered[gold] = pathlib.Path(folder) / gold.replace("/", "-")
                digest.update((BENCH / gold).read_bytes())
                with open(answered[gold], "wb") as out:
                    subprocess.run([program, "eval", task, str(BENCH / gold)], check=True, stdout=out)
            score = [sys.executable, str(BENCH / gold.split("/")[0] / "score.py"), str(BENCH / gold), str(answered[gold])]
            printed = subprocess.run(score + words, check=True, capture_output=True, text=True).stdout
            for figure, where in wanted:
                figures[figure] = float(re.search(where, printed).group(1))
    return figures, digest.hexdigest()[:16], None


def record(program):
    """Figures over the English documents of bench/record, the digest of texts and gold, and a row a document."""
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
    rows = [["document", "record_f1", "violations"]]
    for line in each.splitlines():
        parts = line.split()
        if len(parts) == 6 and parts[1:3] == ["record", "F1"]:
            rows.append([parts[0], parts[3], parts[5]])
    return figures, digest.hexdigest()[:16], rows


if __name__ == "__main__":
    main()
