#!/usr/bin/env python3
"""Writes many texts from examples/: names, outlets and dates varied, so that no two are the same.

  bench/vary.py FOLDER [COUNT]        COUNT texts (2,000 by default) into FOLDER
"""
import pathlib
import random
import re
import sys

EXAMPLES = pathlib.Path(__file__).resolve().parent.parent / "examples"
GIVEN = """Anders Beatrix Cyril Dalia Emil Fatou Goran Helmi Igor Jana Karim Leila Milos Nadia Oskar Petra Qasim Renata Stefan
Tamara Umar Vesna Walid Xenia Yusuf Zarina""".split()
FAMILY = """Abramov Bakari Cvetko Dramani Eriksen Fofana Gashi Hartono Ivarsson Jelinek Kovac Lindgren Mbeki Novak Okello
Petrenko Quiroga Rahimov Silva Tanaka Umarov Vukovic Wallin Xavier Yilmaz Zeman""".split()
MONTHS = "January February March April May June July August September October November December".split()
NAME = re.compile(r"\b([A-Z][a-z]+) ([A-Z][a-zà-ž]{3,})\b")
STATES = "The North South Republic United Security Foreign Prime Joint Council Head Minister President Secretary".split()


def main():
    folder = pathlib.Path(sys.argv[1])
    count = int(sys.argv[2]) if len(sys.argv) > 2 else 2000
    folder.mkdir(parents=True, exist_ok=True)
    texts = [p for p in sorted(EXAMPLES.iterdir()) if p.suffix in (".txt", ".html")]
    for number in range(count):
        source = texts[number % len(texts)]
        (folder / f"{number:05d}{source.suffix}").write_text(varied(source.read_text("utf-8"), number), "utf-8")


def varied(text, number):
    chance = random.Random(number)
    names = speakers(text)
    for name in names:
        other = (chance.choice(GIVEN), chance.choice(FAMILY))
        text = text.replace(" ".join(name), " ".join(other)).replace(name[1], other[1])
    month = re.compile(r"\b(\d{1,2}) (%s)\b" % "|".join(MONTHS))
    text = month.sub(lambda m: f"{chance.randint(1, 28)} {m[2]}", text)
    text = re.sub(r"\b20[23]\d\b", lambda m: str(int(m[0]) + number % 7), text)
    return re.sub(r"\b(\d{2,3}) (million|people|soldiers|tonnes)", lambda m: f"{int(m[1]) + number % 50} {m[2]}", text)


def speakers(text):
    found = {}
    for given, family in NAME.findall(text):
        if given not in STATES and text.count(family) > 1 and family.lower() not in text:
            found[family] = given
    return sorted(((g, f) for f, g in found.items()), key=lambda n: (-len(n[1]), n))


if __name__ == "__main__":
    main()
