"""The programs that people open an SVG with: how each draws a file into a PNG, in a process of its
own with a time limit and a profile folder that is thrown away."""

import base64
import importlib.util
import os
import re
import shutil
import signal
import subprocess
import sys
import tempfile
from pathlib import Path

SECONDS = 240


def run(command, seconds=SECONDS, **environment):
    """Runs a command and its children to their end or the limit; what it said, for a message."""
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as home:
        env = {**os.environ, "HOME": home, "LC_ALL": "C.UTF-8", **environment}
        process = subprocess.Popen(
            [str(part) for part in command],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            env=env,
            start_new_session=True,
        )
        try:
            said, _ = process.communicate(timeout=seconds)
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)
            process.communicate()
            return f"no end after {seconds} s"
    return said.decode(errors="replace").strip()[-300:]


def first_line(command):
    lines = [line for line in run(command, 60).splitlines() if re.search(r"\d", line)]
    return lines[0].strip()[:60] if lines else "unknown version"


class Program:
    """One program; subclasses say where it is and how it draws."""

    name = ""
    command = ""

    def present(self):
        return shutil.which(self.command) is not None

    def version(self):
        """`Name 1.2.3`: the first number with a dot that the program says of itself."""
        found = re.search(r"\d+(\.\d+)+\w*", run([self.command, "--version"], 60))
        return f"{self.name} {found[0] if found else '(unknown version)'}"

    def draw(self, svg, png, size):
        raise NotImplementedError


class Librsvg(Program):
    name, command = "librsvg", "rsvg-convert"

    def draw(self, svg, png, size):
        return run([self.command, "-b", "white", "-o", png, svg])


class Inkscape(Program):
    name, command = "Inkscape", "inkscape"

    def draw(self, svg, png, size):
        with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as profile:
            return run(
                [self.command, "--export-type=png", f"--export-filename={png}"]
                + ["-w", size[0], "-h", size[1]]
                + ["--export-background=white", "--export-background-opacity=1", svg],
                INKSCAPE_PROFILE_DIR=profile,
            )


class Chromium(Program):
    name, command = "Chromium", "chromium"

    def address(self, svg, folder, size):
        return svg.resolve().as_uri()

    def draw(self, svg, png, size):
        with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
            return run(
                [self.command, "--headless", "--no-sandbox", "--disable-gpu", "--no-first-run"]
                + ["--disable-background-networking", "--disable-component-update"]
                + ["--disable-extensions", "--disable-sync", "--hide-scrollbars"]
                + ["--force-color-profile=srgb", "--force-device-scale-factor=1", "--lang=en-US"]
                + [f"--user-data-dir={folder}/profile", f"--window-size={size[0]},{size[1]}"]
                + [f"--screenshot={png}", self.address(svg, Path(folder), size)]
            )


class ChromiumImage(Chromium):
    """As a picture in a page, where a browser is stricter."""

    name = "Chromium, in <img>"

    def address(self, svg, folder, size):
        data = base64.b64encode(svg.read_bytes()).decode()
        page = folder / "page.html"
        page.write_text(
            '<!doctype html><meta charset="utf-8"><body style="margin:0;background:#fff">'
            f'<img style="display:block;width:{size[0]}px;height:{size[1]}px" '
            f'src="data:image/svg+xml;base64,{data}">'
        )
        return page.as_uri()


class Firefox(Program):
    name, command = "Firefox", "firefox-esr"

    SETTINGS = {
        "layout.css.devPixelsPerPx": '"1"',
        "browser.shell.checkDefaultBrowser": "false",
        "browser.aboutwelcome.enabled": "false",
        "app.update.enabled": "false",
        "toolkit.telemetry.enabled": "false",
        "network.captive-portal-service.enabled": "false",
        "network.proxy.type": "0",
        "intl.accept_languages": '"en-US, en"',
    }

    def draw(self, svg, png, size):
        with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as profile:
            lines = [f'user_pref("{key}", {value});' for key, value in self.SETTINGS.items()]
            Path(profile, "user.js").write_text("\n".join(lines))
            return run(
                [self.command, "--headless", "--no-remote", "--profile", profile]
                + [f"--window-size={size[0]},{size[1]}", "--screenshot", png]
                + [svg.resolve().as_uri()],
                MOZ_HEADLESS="1",
            )


class LibreOffice(Program):
    """Inserted in a slide as large as the map, exported as PDF, then made into pixels."""

    name, command = "LibreOffice", "soffice"
    SLIDE = Path(__file__).with_name("slide.fodp")

    def present(self):
        return super().present() and shutil.which("pdftoppm") is not None

    def draw(self, svg, png, size):
        # A slide is at most so wide and high, cm.
        most = (27.0, 15.0)
        scale = min(most[i] / (size[i] / 96 * 2.54) for i in (0, 1))
        width, height = (side / 96 * 2.54 * scale for side in size)
        slide = self.SLIDE.read_text()
        slide = slide.replace("WIDTH", f"{width:.4f}cm").replace("HEIGHT", f"{height:.4f}cm")
        slide = slide.replace("PICTURE", base64.b64encode(svg.read_bytes()).decode())
        with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
            source, pdf = Path(folder, "slide.fodp"), Path(folder, "slide.pdf")
            source.write_text(slide)
            said = run(
                [self.command, f"-env:UserInstallation=file://{folder}/profile", "--headless"]
                + ["--norestore", "--convert-to", "pdf", "--outdir", folder, source]
            )
            if not pdf.exists():
                return said
            return pages_to_png(pdf, png, size, ["-r", f"{96 / scale:.5f}"])


def pages_to_png(pdf, png, size, scale):
    """The first page's upper left corner; `scale` are the arguments that say how large it is drawn."""
    return run(
        ["pdftoppm", "-png", "-singlefile", "-f", 1, "-l", 1, *scale]
        + ["-x", 0, "-y", 0, "-W", size[0], "-H", size[1], pdf, Path(png).with_suffix("")]
    )


class ImageMagick(Program):
    name, command = "ImageMagick", "convert-im6.q16"

    def draw(self, svg, png, size):
        return run([self.command, "-background", "white", f"svg:{svg}", "-flatten", png])


class Batik(Program):
    name, command = "Batik", "java"
    WANTED = r"(batik|xml-apis|xml-commons|xmlgraphics|commons-io|commons-logging|xalan|serializer|xercesImpl)"

    def jars(self):
        folder = Path("/usr/share/java")
        return [str(jar) for jar in sorted(folder.glob("*.jar")) if re.match(self.WANTED, jar.name)]

    def present(self):
        return super().present() and any("batik" in jar for jar in self.jars())

    def version(self):
        versions = [re.search(r"batik-all-([\d.]+)\.jar", jar) for jar in self.jars()]
        return "Batik " + next((found[1] for found in versions if found), "of unknown version")

    def draw(self, svg, png, size):
        return run(
            [self.command, "-Djava.security.manager=allow", "-Djava.awt.headless=true"]
            + ["-cp", ":".join(self.jars()), "org.apache.batik.apps.rasterizer.Main"]
            + ["-scriptSecurityOff", "-bg", "255.255.255.255", "-w", size[0], "-h", size[1]]
            + ["-d", png, svg]
        )


class PythonProgram(Program):
    """A library of Python, in a process of its own; `CODE` gets svg, png, width and height."""

    module = ""
    package = ""
    python = sys.executable
    CODE = ""

    def present(self):
        return importlib.util.find_spec(self.module) is not None

    def version(self):
        code = f"from importlib.metadata import version; print(version('{self.package}'))"
        return f"{self.name} {first_line([self.python, '-c', code])}"

    def draw(self, svg, png, size):
        return run([self.python, "-c", self.CODE, svg, png, *size], QT_QPA_PLATFORM="offscreen")


class CairoSvg(PythonProgram):
    name, module, package = "CairoSVG", "cairosvg", "CairoSVG"
    CODE = """import sys, cairosvg
cairosvg.svg2png(url=sys.argv[1], write_to=sys.argv[2], background_color="white")"""


class QtSvg(PythonProgram):
    """What QGIS and other Qt programs draw with; Debian's Python has it."""

    name, python = "QtSvg", "/usr/bin/python3"
    CODE = """import sys
from PyQt5.QtGui import QGuiApplication, QImage, QPainter
from PyQt5.QtSvg import QSvgRenderer
app = QGuiApplication([])
renderer = QSvgRenderer(sys.argv[1])
picture = QImage(int(sys.argv[3]), int(sys.argv[4]), QImage.Format_ARGB32)
picture.fill(0xFFFFFFFF)
painter = QPainter(picture)
renderer.render(painter)
painter.end()
picture.save(sys.argv[2])"""

    def present(self):
        return Path(self.python).exists() and "no" not in run(
            [self.python, "-c", "import PyQt5.QtSvg"], 60
        ).lower().split()

    def version(self):
        code = "from PyQt5.QtCore import QT_VERSION_STR as version; print('QtSvg', version)"
        return first_line([self.python, "-c", code])


class SvgLib(PythonProgram):
    name, module, package = "svglib", "svglib", "svglib"
    CODE = """import sys
from svglib.svglib import svg2rlg
from reportlab.graphics import renderPDF
renderPDF.drawToFile(svg2rlg(sys.argv[1]), sys.argv[2])"""

    def present(self):
        return super().present() and shutil.which("pdftoppm") is not None

    def draw(self, svg, png, size):
        with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
            pdf = Path(folder, "map.pdf")
            said = super().draw(svg, pdf, size)
            if not pdf.exists():
                return said
            # Some versions make the page as many points wide as the drawing has px, others as many px.
            fit = ["-scale-to-x", size[0], "-scale-to-y", size[1]]
            return pages_to_png(pdf, png, size, fit)


class MuPdf(PythonProgram):
    name, module, package = "MuPDF", "pymupdf", "PyMuPDF"
    CODE = """import sys, pymupdf as fitz
page = fitz.open(sys.argv[1])[0]
zoom = float(sys.argv[3]) / page.rect.width
page.get_pixmap(matrix=fitz.Matrix(zoom, zoom)).save(sys.argv[2])"""


class Typst(PythonProgram):
    # A hair below 96 dots per inch: in single precision 96 is a hair above, and the picture would be drawn
    # a pixel too wide and then shrunk.
    name, module, package = "Typst", "typst", "typst"
    CODE = """import os, pathlib, shutil, sys, tempfile, typst
with tempfile.TemporaryDirectory() as folder:
    shutil.copy(sys.argv[1], folder + "/map.svg")
    page = pathlib.Path(folder, "page.typ")
    width, height = (float(side) * 0.75 for side in sys.argv[3:5])
    page.write_text(f'#set page(width: {width}pt, height: {height}pt, margin: 0pt)\\n'
                    '#image("map.svg", width: 100%, height: 100%, fit: "stretch")')
    fonts = [path for path in [os.environ.get("TYPST_FONT_PATHS")] if path]
    typst.compile(str(page), output=sys.argv[2], format="png", ppi=95.9999, font_paths=fonts)"""


PROGRAMS = [
    Librsvg(),
    Chromium(),
    ChromiumImage(),
    Firefox(),
    Inkscape(),
    LibreOffice(),
    ImageMagick(),
    CairoSvg(),
    Batik(),
    Typst(),
    QtSvg(),
    SvgLib(),
    MuPdf(),
]
