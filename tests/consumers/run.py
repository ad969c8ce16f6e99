#!/usr/bin/env python3
"""Draws the examples in every SVG profile, opens them in every program that is installed and judges
each picture against the PNG that theatrum itself makes.

    run.py --theatrum target/release/theatrum [--out DIR] [--example NAME ...] [--program NAME ...]
           [--profile NAME ...] [--table FILE] [--every-program]

Programs that are not installed are listed and left out; `--every-program` makes that a failure. Exit
code 0: all goals are met; 1: a goal is missed; 2: a control failed, so that nothing is known; 77: no
program could be tried.

Needs Python with numpy, Pillow and scipy. Debian: apt-get install python3-numpy python3-pil
python3-scipy python3-fonttools, and for the programs: librsvg2-bin chromium firefox-esr inkscape libreoffice-impress
libreoffice-draw poppler-utils imagemagick python3-cairosvg libbatik-java default-jre-headless
python3-pyqt5.qtsvg fonts-liberation."""

import argparse
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent.parent
PROFILES = ("web", "office", "wiki", "outline")
# Programs that must draw `web` well; the others get it at their own risk.
WEB = ("Chromium", "Firefox", "Inkscape")
# Programs for which `wiki` is made: the wikis' own rasteriser, and what its readers use.
WIKI = ("librsvg", "Chromium", "Firefox", "Inkscape")
# So many of the programs may draw `office` otherwise: 3 of 13.
OFFICE_MISSES = 3

try:
    import numpy as np

    import fonts
    from compare import GOOD, compare, load
    from programs import PROGRAMS
except ImportError as missing:
    print(f"consumers: left out, {missing}; see --help of {Path(__file__).name}")
    sys.exit(77)


def arguments():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--theatrum", required=True, type=Path)
    parser.add_argument("--out", type=Path)
    parser.add_argument("--example", action="append", help="a folder in examples/")
    parser.add_argument("--program", action="append")
    parser.add_argument("--profile", action="append", choices=PROFILES)
    parser.add_argument("--table", type=Path)
    parser.add_argument("--every-program", action="store_true")
    return parser.parse_args()


def control_comparison(picture):
    """The comparison must see a lost label and an empty page, and nothing where nothing is."""
    height, width = picture.shape[:2]
    lost = picture.copy()
    # The busiest box of the size of a short label, painted over with its own commonest colour.
    boxes = [(y, x) for y in range(0, height - 14, 14) for x in range(0, width - 40, 40)]
    y, x = max(boxes, key=lambda at: picture[at[0] : at[0] + 14, at[1] : at[1] + 40].std())
    box = lost[y : y + 14, x : x + 40].reshape(-1, 3)
    colours, counts = np.unique(box, axis=0, return_counts=True)
    lost[y : y + 14, x : x + 40] = colours[counts.argmax()]
    inside, moved = picture[10:-10, 10:-10], picture[10:-10, 9:-11]
    checks = {
        "a picture is like itself": compare(picture, picture).verdict == "same",
        "a pixel's shift is no difference": compare(inside, moved).good,
        "a lost label is one": not compare(picture, lost).good,
        "an empty page is seen": compare(picture, np.full_like(picture, 250)).verdict == "blank",
    }
    for name, passed in checks.items():
        print(f"control: {name}: {'yes' if passed else 'NO'}")
    return all(checks.values())


def control_program(program, folder):
    """Whether the program draws two squares in their colours; else its verdicts would mean nothing."""
    png = folder / f"control-{file_name(program)}.png"
    said = program.draw(HERE / "control.svg", png, (800, 600))
    if not png.exists():
        return f"draws nothing: {said.splitlines()[-1] if said else 'and says nothing'}"
    picture = load(png)
    middle = picture.shape[0] // 2
    left = picture[middle, picture.shape[1] // 4]
    right = picture[middle, picture.shape[1] * 3 // 4]
    wanted = (left, (0xB2, 0x3A, 0x0E)), (right, (0x1F, 0x5F, 0xB4))
    fine = all(np.abs(found - np.array(colour)).max() < 12 for found, colour in wanted)
    return None if fine else "draws the control in other colours"


def file_name(program):
    return "".join(c if c.isalnum() else "-" for c in program.name.lower())


def draw_examples(options, folder):
    """The examples as (example, profile, svg, png)."""
    found = sorted(ROOT.glob("examples/*/campaign.toml"))
    names = options.example or [path.parent.name for path in found]
    drawn = []
    for campaign in found:
        if campaign.parent.name not in names:
            continue
        for profile in options.profile or PROFILES:
            svg = folder / f"{campaign.parent.name}-{profile}.svg"
            png = svg.with_suffix(".png")
            subprocess.run(
                [options.theatrum, "--quiet", "render", campaign, "--profile", profile]
                + ["-o", svg, "-o", png],
                check=True,
            )
            drawn.append((campaign.parent.name, profile, svg, png))
    return drawn


def judge(programs, drawn, folder):
    """Verdicts by (example, profile) and program."""
    from PIL import Image

    verdicts = {}
    for example, profile, svg, png in drawn:
        reference = load(png)
        size = (reference.shape[1], reference.shape[0])
        for program in programs:
            start = time.monotonic()
            out = folder / f"{svg.stem}-{file_name(program)}.png"
            said = program.draw(svg, out, size)
            if not out.exists():
                verdict, why = "error", said.splitlines()[-1][:90] if said else ""
            else:
                likeness = compare(reference, load(out))
                verdict = likeness.verdict
                why = f"{likeness.off_percent:.3f} % off, largest patch {likeness.patch_px} px"
                if not likeness.good:
                    off = Image.fromarray((likeness.off * 255).astype(np.uint8))
                    off.save(out.with_suffix(".off.png"))
            seconds = time.monotonic() - start
            print(f"{example} {profile:8} {program.name:20} {verdict:8} {why} ({seconds:.1f} s)", flush=True)
            verdicts.setdefault((example, profile), {})[program.name] = verdict
    return verdicts


def misses(verdicts):
    """What of the goals is not met."""
    found = []
    for (example, profile), row in verdicts.items():
        bad = [name for name, verdict in row.items() if verdict not in GOOD]
        match profile:
            case "web":
                bad = [name for name in bad if name in WEB]
            case "wiki":
                bad = [name for name in bad if name in WIKI]
            case "office" if len(bad) <= OFFICE_MISSES:
                bad = []
        if bad:
            found.append(f"{example}: `{profile}` is not drawn right by {', '.join(bad)}")
    return found


def table(verdicts, programs, versions):
    """The verdicts as Markdown: the worst of all examples for each program and profile."""
    order = ["same", "close", "differs", "wrong", "blank", "error"]
    profiles = [p for p in PROFILES if any(profile == p for _, profile in verdicts)]
    lines = ["| program | " + " | ".join(f"`{p}`" for p in profiles) + " |"]
    lines.append("|---" * (len(profiles) + 1) + "|")
    for program in programs:
        cells = []
        for profile in profiles:
            rows = [row[program.name] for (_, p), row in verdicts.items() if p == profile]
            cells.append(max(rows, key=order.index))
        lines.append(f"| {versions[program.name]} | " + " | ".join(cells) + " |")
    return "\n".join(lines) + "\n"


def main():
    options = arguments()
    with tempfile.TemporaryDirectory() as scratch:
        folder = options.out or Path(scratch)
        folder.mkdir(parents=True, exist_ok=True)
        drawn = draw_examples(options, folder)
        config = fonts.install(folder.resolve())
        if config:
            os.environ["FONTCONFIG_FILE"] = str(config)
            os.environ["TYPST_FONT_PATHS"] = str(config.parent / "fonts")
        else:
            print("fonts: without fontTools each program substitutes Arial as it likes")
        if not drawn:
            print("control: no example was drawn")
            return 2
        if not control_comparison(load(drawn[0][3])):
            return 2
        wanted = [p for p in PROGRAMS if not options.program or p.name in options.program]
        present, broken = [], []
        for program in wanted:
            if not program.present():
                print(f"{program.name}: not installed, left out")
                broken.append(program.name)
                continue
            fault = control_program(program, folder)
            if fault:
                print(f"{program.name}: left out, it {fault}")
                broken.append(program.name)
            else:
                present.append(program)
        if not present:
            print("consumers: left out, none of the programs is installed; see --help")
            return 2 if options.every_program else 77
        versions = {program.name: program.version() for program in present}
        verdicts = judge(present, drawn, folder)
        text = table(verdicts, present, versions)
        print(text)
        if options.table:
            options.table.write_text(text)
        found = misses(verdicts)
        if options.every_program:
            found += [f"{name} was not tried" for name in broken]
        for miss in found:
            print(f"MISSED: {miss}")
        return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
