#!/usr/bin/env python3
"""Drives a map page and the live preview in a headless Chromium.

    run.py --theatrum target/debug/theatrum [--out DIR]

With `--out` the screenshots are kept there. Exit code 0: every step did what it should; 1: one did
not; 77: there is no Chromium (Debian: apt-get install chromium)."""

import argparse
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import chromium
from chromium import Chromium, Failed

ROOT = Path(__file__).resolve().parent.parent.parent
EXAMPLE = ROOT / "examples" / "first-sino-kazakh-war"
# A mark with a sentence that is to be clicked, in the example.
SENTENCE = "[data-quote][tabindex]"


def same(what, found, wanted):
    if found != wanted:
        raise Failed(f"{what}: {found!r} instead of {wanted!r}")


def holds(what, fact):
    if not fact:
        raise Failed(what)


def spot(browser, selector, inside="document"):
    """The middle of something visible that gets the clicks made there, in window pixels."""
    return browser.until(f"""(() => {{
        const page = {inside};
        for (const mark of page.querySelectorAll({selector!r})) {{
            const box = mark.getBoundingClientRect();
            for (const [u, v] of [[.5, .5], [.3, .5], [.7, .5], [.5, .2], [.5, .8], [.1, .5]]) {{
                const x = box.x + box.width * u, y = box.y + box.height * v;
                const hit = page.elementFromPoint(x, y);
                if (hit && hit.closest({selector!r}) === mark) {{
                    return {{ x, y, id: mark.id, quote: mark.dataset.quote }};
                }}
            }}
        }}
        return null;
    }})()""")


DATE = "document.getElementById('date').textContent"
CAPTION = "document.getElementById('caption').textContent"
INDEX = "Number(document.getElementById('time').value)"
LAST = "Number(document.getElementById('time').max)"
HIDDEN = """[...document.querySelectorAll('[data-frames]')]
    .filter((mark) => mark.style.display).map((mark) => mark.id).join(' ')"""
FACTS = "document.getElementById('facts')"


def time_of(browser):
    """Slider and keys move the page through time."""
    last = browser.value(LAST)
    holds("the page has several frames", last > 3)
    same("it opens with the whole", browser.value(INDEX), last)
    whole = browser.value(DATE), browser.value(HIDDEN)
    browser.key("Home")
    same("Home", browser.value(INDEX), 0)
    first = browser.value(DATE), browser.value(HIDDEN)
    holds(f"the date and the drawing change: {first[0]} {whole[0]}",
          first[0] != whole[0] and first[1] != whole[1])
    browser.key("ArrowRight")
    browser.key("ArrowRight")
    browser.key("ArrowLeft")
    same("arrows without focus", browser.value(INDEX), 1)
    browser.value("document.getElementById('time').focus()")
    browser.key("ArrowRight")
    same("an arrow on the slider moves once", browser.value(INDEX), 2)
    holds("the slider tells its date", browser.value(
        f"document.getElementById('time').getAttribute('aria-valuetext') === {DATE}"))
    box = browser.value("""(() => { const b = document.getElementById('time').getBoundingClientRect();
        return [b.x, b.y, b.width, b.height]; })()""")
    browser.click(box[0] + box[2] / 2, box[1] + box[3] / 2)
    middle = browser.value(INDEX)
    holds(f"a click on the slider goes to the middle: {middle} of {last}", 0 < middle < last)
    captions = set()
    for index in range(last + 1):
        browser.key("Home" if index == 0 else "ArrowRight")
        captions.add(browser.value(CAPTION))
    holds(f"captions are shown: {captions}", len([c for c in captions if c]) > 1)


def play(browser):
    """The space bar plays and stops, wherever the focus is."""
    browser.key("Home")
    browser.value("document.activeElement.blur()")
    browser.key(" ", "Space", " ")
    same("it plays", browser.value("document.getElementById('play').textContent"), "Stop")
    browser.until(f"{INDEX} > 0", 20)
    browser.key(" ", "Space", " ")
    same("it stops", browser.value("document.getElementById('play').textContent"), "Play")
    at = spot(browser, "#play")
    browser.click(at["x"], at["y"])
    same("the button plays", browser.value("document.getElementById('play').textContent"), "Stop")
    browser.key(" ", "Space", " ")
    same("and stops by its key", browser.value("document.getElementById('play').textContent"), "Play")
    browser.key("End")


def sentence(browser, out):
    """A click on a mark, or Enter, shows what it rests on."""
    mark = spot(browser, SENTENCE)
    browser.click(mark["x"], mark["y"])
    same("facts are shown", browser.value(f"{FACTS}.hidden"), False)
    holds("with the sentence", mark["quote"] in browser.value(f"{FACTS}.textContent"))
    holds("and the source", browser.value(f"{FACTS}.querySelectorAll('p').length") > 0)
    browser.picture(out / "page-sentence.png")
    browser.key("Escape")
    same("Escape hides them", browser.value(f"{FACTS}.hidden"), True)
    browser.value(f"document.querySelector({SENTENCE!r}).focus()")
    browser.key("Enter", "Enter", "\r")
    same("Enter shows them", browser.value(f"{FACTS}.hidden"), False)
    browser.key("Escape")


def page(browser, theatrum, folder, out):
    """The map page, opened from a file."""
    target = folder / "map.html"
    subprocess.run([theatrum, "-q", "render", EXAMPLE / "campaign.toml", "-o", target], check=True)
    browser.open(target.as_uri())
    time_of(browser)
    play(browser)
    sentence(browser, out)
    browser.picture(out / "page.png")
    same("nothing else was loaded", [r for r in browser.requests
                                     if r != target.as_uri() and not r.startswith("data:")], [])
    same("no script or policy complains", browser.faults, [])
    # The control: a page that breaks the policy is noticed.
    broken = target.read_text().replace("</body>", "<script>document.title = 'run'</script></body>")
    (folder / "broken.html").write_text(broken)
    browser.open((folder / "broken.html").as_uri())
    holds("a foreign script is refused", browser.value("document.title") != "run")
    holds("and that is noticed", browser.faults)


# Names that would run as script if they were taken for markup anywhere.
HOSTILE = [
    "<script>window.canary = 1</script>", "</script><script>window.canary = 1</script>",
    "<img src=x onerror=window.canary=1>", "<svg onload=window.canary=1>",
    "</title><svg onload=window.canary=1>", "</text><image href=http://127.0.0.1:9/x />",
    r'\" onmouseover=\"window.canary=1', "' onclick='window.canary=1",
    "</style><style>@import 'http://127.0.0.1:9/x';</style>", "]]><script>window.canary = 1</script>",
    "<!--<script>window.canary = 1</script>", "&lt;script&gt;window.canary = 1&lt;/script&gt;",
    "<a href=javascript:window.canary=1>x</a>", "{{constructor.constructor('window.canary=1')()}}",
    "<foreignObject><iframe src=http://127.0.0.1:9/x></foreignObject>",
    "<?xml-stylesheet href='http://127.0.0.1:9/x'?>",
]


def hostile(browser, theatrum, folder, out):
    """Names that look like markup are shown, in the SVG and in the page, and run nowhere."""
    toml = '[campaign]\ntitle = "T"\nwhen = "1800/1802"\n[sides.a]\nname = "A"\n'
    for number, name in enumerate(HOSTILE):
        toml += (f'[places.p{number}]\nname = "{name}"\nat = "{45 + number % 4}N {number / 4}E"\n'
                 f'note = "{name}"\n[[battles]]\nname = "{name}"\nplace = "p{number}"\n'
                 f'when = "1801"\nvictor = "a"\nquote = "{name}"\nnote = "{name}"\n')
    campaign = folder / "hostile.toml"
    campaign.write_text(toml)
    files = [folder / "hostile.svg", folder / "hostile.html"]
    subprocess.run([theatrum, "-q", "render", campaign, "--no-relief", "-o", files[0],
                    "-o", files[1]], check=True)
    for path in files:
        browser.open(path.as_uri())
        for mark in range(browser.value("document.querySelectorAll('[data-quote]').length")):
            browser.value(f"""document.querySelectorAll('[data-quote]')[{mark}]
                .dispatchEvent(new MouseEvent('click', {{ bubbles: true }}))""")
        same("no name runs", browser.value("window.canary"), None)
        same("nothing is fetched", [r for r in browser.requests
                                    if r != path.as_uri() and not r.startswith("data:")], [])
    holds("names are shown as they are", HOSTILE[0] in browser.value("document.body.textContent"))
    browser.picture(out / "hostile.png")
    # The control: the canary sings if it is asked to.
    (folder / "control.html").write_text(f"<body>{HOSTILE[0]}</body>")
    browser.open((folder / "control.html").as_uri())
    same("the canary can be seen", browser.value("window.canary"), 1)


FRAME = "document.querySelector('iframe').contentDocument"
STATE = "document.getElementById('state')"


def preview(browser, theatrum, folder, out):
    """The preview: a save is shown, a fault is told, the place in time is kept."""
    for path in EXAMPLE.glob("*.geojson"):
        shutil.copy(path, folder)
    campaign = folder / "campaign.toml"
    text = (EXAMPLE / "campaign.toml").read_text()
    campaign.write_text(text)
    server = subprocess.Popen([theatrum, "-q", "preview", campaign], stdout=subprocess.PIPE,
                              stderr=subprocess.DEVNULL, text=True)
    try:
        address = server.stdout.readline().strip()
        browser.open(address)
        browser.until(f"{STATE}.textContent.startsWith('Up to date')", 120)
        browser.until(f"document.querySelector('iframe') && {FRAME}.querySelector('svg') !== null")
        browser.key("ArrowLeft")
        browser.key("ArrowLeft")
        date = browser.value(f"{FRAME}.getElementById('date').textContent")
        holds("keys reach the map", browser.value(
            f"{FRAME}.getElementById('time').value !== {FRAME}.getElementById('time').max"))
        browser.picture(out / "preview.png")

        title = re.search(r'^title *= "(.*)"$', text, re.M).group(1)
        campaign.write_text(text.replace(f'"{title}"', '"A title that was typed just now"', 1))
        browser.until("document.title === 'A title that was typed just now'", 120)
        same("the place in time is kept",
             browser.value(f"{FRAME}.getElementById('date').textContent"), date)
        same("there is one map", browser.value("document.querySelectorAll('iframe').length"), 1)

        faulty = text.replace("[[battles]]", "[[batles]]", 1)
        campaign.write_text(faulty)
        browser.until(f"{STATE}.className === 'error'", 120)
        said = browser.value("document.getElementById('said').textContent")
        line = faulty[:faulty.index("[[batles]]")].count("\n") + 1
        holds(f"file, line and column are told: {said}", f"campaign.toml:{line}:" in said)
        holds(f"a hint is given: {said}", "hint:" in said)
        same("the last map stays", browser.value(f"{FRAME}.querySelectorAll('svg').length > 0"), True)
        browser.picture(out / "preview-fault.png")

        campaign.write_text(text)
        browser.until(f"{STATE}.className !== 'error'", 120)
        same("the fault is gone", browser.value(
            "document.querySelectorAll('#said .error').length"), 0)
        same("only the preview was asked", [r for r in browser.requests
                                            if not r.startswith((address, "data:"))], [])
        same("no script or policy complains", browser.faults, [])
    finally:
        server.kill()
        server.wait()
    browser.until(f"{STATE}.textContent.includes('has ended')", 60)


def main():
    options = argparse.ArgumentParser(description=__doc__,
                                      formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--theatrum", required=True, type=Path)
    options.add_argument("--out", type=Path)
    args = options.parse_args()
    path = chromium.find()
    if path is None:
        print("there is no Chromium: the pages are not tried", file=sys.stderr)
        return 77
    theatrum = args.theatrum.resolve()
    with tempfile.TemporaryDirectory(prefix="theatrum-pages-") as folder:
        folder = Path(folder)
        out = args.out or folder
        out.mkdir(parents=True, exist_ok=True)
        failed = 0
        for test in (page, hostile, preview):
            with Chromium(path) as browser:
                try:
                    test(browser, theatrum, folder, out)
                    print(f"{test.__name__}: passed")
                except Failed as why:
                    failed += 1
                    browser.picture(out / f"{test.__name__}-failed.png")
                    print(f"{test.__name__}: FAILED: {why}", file=sys.stderr)
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
