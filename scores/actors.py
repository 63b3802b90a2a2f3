#!/usr/bin/env python3
"""Codes of given actors, against the gold records beside the repository.

  scores/actors.py [PROGRAM] [--show]        target/release/chancery by default

Gives the program the actors of ../shared/bench/events/t2_gsr_dev with their places in the text, and counts how often the
country is right, and country and sector; UNO and EUR count as IGO, as in the benchmark's own scorer. Fails below the floors.
--show lists what is wrong.
"""
import json
import pathlib
import subprocess
import sys

HERE = pathlib.Path(__file__).resolve().parent
BENCH = HERE.parent.parent / "shared/bench/events"
FLOORS = {"country": 0.90, "country and sector": 0.75}
SAME = {"UNO": "IGO", "EUR": "IGO"}


def main():
    named = [a for a in sys.argv[1:] if not a.startswith("--")]
    program = named[0] if named else str(HERE.parent / "target/release/chancery")
    if not BENCH.exists():
        print("%s not found, skipped" % BENCH)
        return
    asked, gold = questions()
    lines = "".join(json.dumps(line) + "\n" for line in asked)
    run = subprocess.run([program, "eval", "actors"], input=lines, text=True, check=True, capture_output=True)
    answers = [json.loads(line) for line in run.stdout.splitlines()]
    right = {"country": 0, "country and sector": 0}
    for line, actors, answer in zip(asked, gold, answers):
        for actor, code in zip(actors, answer["codes"]):
            country = SAME.get(code["code"], code["code"]) == actor["code"]
            whole = country and code["sector"] == actor["sector"]
            right["country"] += country
            right["country and sector"] += whole
            if "--show" in sys.argv and not whole:
                print("%s: %s is %s %s, not %s %s (%s)" % (
                    line["id"], actor["text"], actor["code"], actor["sector"], code["code"], code["sector"], code["why"]))
    count = sum(map(len, gold))
    below = 0
    for name, floor in FLOORS.items():
        figure = right[name] / count
        below += figure < floor
        print("actors %-20s %8.4f  floor %8.4f%s" % (name, figure, floor, "  BELOW" if figure < floor else ""))
    sys.exit(1 if below else 0)


def questions():
    """A line for the program and its gold actors for each record that has actors with places in the text."""
    texts = [json.loads(line) for line in open(BENCH / "t2_gsr_dev.in.jsonl", encoding="utf-8")]
    records = {r["id"]: r for r in map(json.loads, open(BENCH / "t2_gsr_dev.gold.jsonl", encoding="utf-8"))}
    asked, gold = [], []
    for text in texts:
        record = records[text["id"]]
        actors = [a for a in record["source"] + record["target"] if a.get("start") is not None]
        if actors:
            asked.append(dict(text, spans=[[a["start"], a["end"]] for a in actors]))
            gold.append(actors)
    return asked, gold


if __name__ == "__main__":
    main()
