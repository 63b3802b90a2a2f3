#!/usr/bin/env python3
"""Figures of event coding on ../shared/bench/events, with and without the arbiter, against the
floors in scores/events-floors.json.

  scores/events.py [PROGRAM] [--write] [--curves] [--floors]      target/release/chancery by default

Answers are scored by the benchmark's own scorer where it has the figure (T2), by the same formulas here for halves and
slices (T1). Even-numbered records of T1 may be read, odd ones are only counted. --floors leaves out the timing: a quick check.
--curves adds the ablation of operators, the scores over the size of the lexicon and over the number of training sentences (the
program train-arbiter beside PROGRAM learns four times), and the reliability of confidences (some minutes).
--write renews scores/events.csv (a row a record: id, right or wrong) and, with --curves, scores/events-curves.json and the
tables made of it in docs/events.md.
"""
import csv
import hashlib
import json
import pathlib
import re
import subprocess
import sys
import tempfile
import time

HERE = pathlib.Path(__file__).resolve().parent
PAGE = HERE.parent / "docs/events.md"
BENCH = HERE.parent.parent / "shared/bench/events"
QUAD = dict(AGREE=1, CONSULT=1, SUPPORT=1, COOPERATE=2, AID=2, YIELD=2, REQUEST=3, ACCUSE=3, REJECT=3, THREATEN=3,
            PROTEST=4, SANCTION=4, MOBILIZE=4, COERCE=4, ASSAULT=4)
MODAL = re.compile(r"\b(will|would|shall|may|might|could|should|must|plans?|planned|ready|willing|promis\w+|pledg\w+|vow\w*|"
                   r"threaten\w*|intend\w*|offer\w*|agreed to)\b", re.I)
NEGATED = re.compile(r"\b(not|never|no longer|refus\w+|reject\w*|den(?:y|ies|ied)|declin\w+|halt\w*|stop\w*|suspend\w*|"
                     r"end(?:s|ed|ing)?|lift\w*|cancel\w*)\b|n't\b", re.I)


def main():
    named = [a for a in sys.argv[1:] if not a.startswith("--")]
    program = named[0] if named else str(HERE.parent / "target/release/chancery")
    if not BENCH.exists():
        print("%s not found, skipped" % BENCH)
        return
    gold, texts = load("t1_plv_train.gold.jsonl"), {r["id"]: r["text"] for r in load("t1_plv_train.in.jsonl")}
    figures, rows = {}, {r["id"]: [r["id"]] for r in gold}
    for name, flags in (("with arbiter", []), ("rules alone", ["--rules-only"])):
        told, confidence = relations(program, flags)
        for part, kept in (("all", gold), ("odd", gold[1::2]), ("even", gold[0::2])):
            figures["t1 %s, %s" % (part, name)] = score(kept, told)
        for record in gold:
            rows[record["id"]].append(int(told.get(record["id"]) == record["root"]))
        if not flags:
            bands = reliability(gold[1::2], told, confidence)
    second = acts(program)
    print("%-42s %8s %8s %8s" % ("", "macro", "accuracy", "quad"))
    for name, figure in figures.items():
        print("%-42s %8.4f %8.4f %8.4f" % ((name,) + figure))
    print(second["printed"])
    if "--floors" not in sys.argv:
        sentences(program)
    if "--curves" in sys.argv:
        table = curves(program, gold, texts)
        table["confidence"] = {"T1, odd half": bands, "own sentences kept out": kept_out()}
        if "--write" in sys.argv:
            (HERE / "events-curves.json").write_text(json.dumps(table, indent=1) + "\n")
            PAGE.write_text(page(table))
    if "--write" in sys.argv:
        write("events.csv", ["record", "with_arbiter", "rules_alone"], rows.values())
    sys.exit(below(figures, second["figures"]))


def load(name):
    return [json.loads(line) for line in (BENCH / name).read_text().splitlines()]


def run(program, task, flags, name):
    lines = subprocess.run([program, "--quiet", "--jobs", "1", "eval", task, *flags, str(BENCH / name)],
                           check=True, capture_output=True).stdout
    return lines


def relations(program, flags):
    """Root and confidence by record; the set folds CONCEDE and RETREAT into YIELD."""
    told, confidence = {}, {}
    for line in run(program, "relations", flags, "t1_plv_train.in.jsonl").splitlines():
        answer = json.loads(line)
        for event in answer.get("events", [])[:1]:
            told[answer["id"]] = "YIELD" if event["event"] in ("CONCEDE", "RETREAT") else event["event"]
            confidence[answer["id"]] = event.get("confidence")
    return told, confidence


def score(records, told):
    """Root macro-F1, accuracy, quad macro-F1."""
    pairs = [(r["root"], told.get(r["id"])) for r in records]
    right = sum(a == b for a, b in pairs)
    return macro(pairs), right / max(len(pairs), 1), macro([(QUAD[a], QUAD.get(b)) for a, b in pairs])


def macro(pairs):
    classes, total = sorted({a for a, _ in pairs}), 0.0
    for c in classes:
        both = sum(a == c == b for a, b in pairs)
        total += 2 * both / max(sum(a == c for a, _ in pairs) + sum(b == c for _, b in pairs), 1)
    return total / max(len(classes), 1)


def reliability(records, told, confidence):
    """Bands of a tenth: said on average, right, answers."""
    found = {}
    for record in records:
        said = confidence.get(record["id"])
        if said is not None:
            band = found.setdefault(min(said // 100, 9), [0, 0, 0])
            band[0] += said
            band[1] += told[record["id"]] == record["root"]
            band[2] += 1
    bands = [[round(said / count / 1000, 3), round(right / count, 3), count] for _, (said, right, count) in sorted(found.items())]
    print("confidence on the odd half of T1 (said, right, answers):")
    for band in bands:
        print("  %.3f  %.3f  %d" % tuple(band))
    return bands


def kept_out():
    """The same bands of own sentences kept out of training, as the card of the weights has them."""
    card = (HERE.parent / "crates/code/weights/arbiter/card.toml").read_text()
    found = re.findall(r"^from_0_\d = \[(\d+), (\d+), (\d+)\]", card, re.M)
    return [[int(said) / 1000, int(right) / 1000, int(count)] for said, right, count in found]


def acts(program):
    with tempfile.NamedTemporaryFile(suffix=".jsonl") as out:
        out.write(run(program, "acts", [], "t2_gsr_dev.in.jsonl"))
        out.flush()
        printed = subprocess.run([sys.executable, str(BENCH / "score.py"), "t2", str(BENCH / "t2_gsr_dev.gold.jsonl"), out.name],
                                 check=True, capture_output=True, text=True).stdout
    found = dict(re.findall(r"^(.+?)\s+P [\d.]+\s+R [\d.]+\s+F1 ([\d.]+)", printed, re.M))
    names = {"root": "t2 root", "country": "t2 country", "full": "t2 full", "trigger spans, overlap": "t2 trigger spans",
             "actor spans + role, overlap": "t2 actor spans in role"}
    return {"printed": printed.rstrip(), "figures": {names[k]: float(v) for k, v in found.items() if k in names}}


def sentences(program):
    """Sentences a second on one core: T1 ten times over, less the time of loading."""
    lines = (BENCH / "t1_plv_train.in.jsonl").read_text().splitlines()
    def seconds(times):
        with tempfile.NamedTemporaryFile("w", suffix=".jsonl") as many:
            many.write("\n".join(lines[:1] if times == 0 else lines * times))
            many.flush()
            start = time.perf_counter()
            subprocess.run([program, "--quiet", "--jobs", "1", "eval", "relations", many.name], check=True, capture_output=True)
            return time.perf_counter() - start
    loading = min(seconds(0) for _ in range(3))
    whole = min(seconds(10) for _ in range(3))
    print("relations: %.0f sentences a second on one core, parsing included" % (len(lines) * 10 / (whole - loading)))


def curves(program, gold, texts):
    slices = {"all": gold,
              "modal": [r for r in gold if MODAL.search(texts[r["id"]])],
              "negated": [r for r in gold if NEGATED.search(texts[r["id"]])]}
    table = {"operators": [], "lexicon": [], "training sentences": []}
    def add(part, what, records, told):
        row = [what, len(records)] + [round(f, 4) for f in score(records, told)]
        table[part].append(row)
        print("%-20s %-52s %5d  %.4f  %.4f  %.4f" % tuple([part] + row))
    both = (("rules alone", ["--rules-only"]), ("with arbiter", []))
    for operators, flag in (("with", []), ("without", ["--no-operators"])):
        for name, arbiter in both:
            told, _ = relations(program, flag + arbiter)
            for part, records in slices.items():
                add("operators", "%s: %s operators, %s" % (part, operators, name), records, told)
    for share in (10, 25, 50, 75, 100):
        for name, arbiter in both:
            told, _ = relations(program, ["--lexicon", str(share)] + arbiter)
            add("lexicon", "%d %%, %s" % (share, name), gold, told)
    by_size = {}
    trainer = pathlib.Path(program).parent / "train-arbiter"
    answers = subprocess.run([trainer, "--curve", BENCH / "t1_plv_train.in.jsonl"], check=True, capture_output=True).stdout
    for line in answers.splitlines():
        answer = json.loads(line)
        by_size.setdefault(answer["sentences"], {})[answer["id"]] = {"CONCEDE": "YIELD", "RETREAT": "YIELD"}.get(
            answer["event"], answer["event"])
    for sentences_seen, told in by_size.items():
        add("training sentences", "%d sentences" % sentences_seen, gold, told)
    return table


HEADS = {"operators": "What operators bring",
         "lexicon": "Over the size of the lexicon",
         "training sentences": "Over the number of training sentences, each a frame of its own"}


def page(table):
    lines = ["# Curves of event coding", "",
             "Written by `scores/events.py PROGRAM --curves --write` on T1 (PLV train, 1,050 records, none trained on): root macro-F1,",
             "accuracy, quad macro-F1. The numbers stand in `scores/events-curves.json`.", ""]
    for part, head in HEADS.items():
        lines += ["## " + head, "", "| | records | macro | accuracy | quad |", "|---|---|---|---|---|"]
        lines += ["| %s | %d | %.3f | %.3f | %.3f |" % tuple(row) for row in table[part]] + [""]
    for name, bands in table["confidence"].items():
        lines += ["## Confidence: " + name, "", "| said | right | answers |", "|---|---|---|"]
        lines += ["| %.3f | %.3f | %d |" % tuple(band) for band in bands] + [""]
    return "\n".join(lines).rstrip() + "\n"


def below(figures, second):
    floors = json.loads((HERE / "events-floors.json").read_text())
    found = dict(second)
    for name, (root, accuracy, quad) in figures.items():
        found.update({name + ", macro": root, name + ", accuracy": accuracy, name + ", quad": quad})
    low = 0
    for name, floor in floors["figures"].items():
        if found[name] < floor:
            print("%-42s %8.4f  floor %8.4f  BELOW" % (name, found[name], floor))
            low = 1
    digest = hashlib.sha256()
    for path in sorted(BENCH.glob("t[12]_*.jsonl")):
        digest.update(path.read_bytes())
    if digest.hexdigest()[:16] != floors["digest"]:
        print("the benchmark's texts have changed: digest %s" % digest.hexdigest()[:16])
        low = 1
    return low


def write(name, head, rows):
    with open(HERE / name, "w", newline="") as out:
        table = csv.writer(out, lineterminator="\n")
        table.writerow(head)
        table.writerows(rows)


if __name__ == "__main__":
    main()
