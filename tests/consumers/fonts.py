"""Fonts under the names that our SVGs ask for.

A program that finds no `Arial` takes what it likes, each another font: that would compare machines,
not programs. So all programs run on a machine that has it, made of the bundled fonts."""

import shutil
from pathlib import Path

BUNDLED = Path(__file__).resolve().parent.parent.parent / "styles" / "fonts"
FAMILIES = {"Arimo": "Arial", "Tinos": "Times New Roman"}
# The name table's entries for family, full name, PostScript name and typographic family.
FAMILY, FULL, POSTSCRIPT, TYPOGRAPHIC = 1, 4, 6, 16


def install(folder):
    """Writes the renamed fonts and a fontconfig file; its path, or none without fontTools."""
    try:
        from fontTools.ttLib import TTFont
    except ImportError:
        return None
    fonts = folder / "fonts"
    fonts.mkdir(parents=True, exist_ok=True)
    for path in sorted(BUNDLED.glob("*.ttf")):
        ours, _, style = path.stem.partition("-")
        family = FAMILIES.get(ours)
        if family is None:
            shutil.copy(path, fonts)
            continue
        font = TTFont(path)
        for number, name in (
            (FAMILY, family),
            (FULL, f"{family} {style}".removesuffix(" Regular")),
            (POSTSCRIPT, f"{family.replace(' ', '')}-{style}"),
            (TYPOGRAPHIC, family),
        ):
            font["name"].setName(name, number, 3, 1, 0x409)
            font["name"].setName(name, number, 1, 0, 0)
        font.save(fonts / f"{family.replace(' ', '')}-{style}.ttf")
    config = folder / "fonts.conf"
    config.write_text(
        '<?xml version="1.0"?>\n<!DOCTYPE fontconfig SYSTEM "fonts.dtd">\n<fontconfig>\n'
        '  <include ignore_missing="yes">/etc/fonts/fonts.conf</include>\n'
        f"  <dir>{fonts}</dir>\n  <cachedir>{folder / 'cache'}</cachedir>\n</fontconfig>\n"
    )
    return config
