"""How alike two pictures are, judged as an eye does: soft edges and letters moved by a pixel are
no difference, a missing label is one."""

from dataclasses import dataclass

import numpy as np
from PIL import Image
from scipy import ndimage

# A pixel is off if no pixel of the other picture within this distance has about its colour.
REACH = 2
# Largest difference in any channel that passes for the same colour: half-covered edges differ more
# between rasterisers than any two colours of a map's ground.
ALIKE = 48

# Verdicts in order, each with the share of pixels (percent) and the largest patch (px) below which
# it is given. Letters of a label 12 px high, drawn or not, make patches of 60 px and more.
VERDICTS = (("same", 0.05, 12), ("close", 0.5, 60), ("differs", 3.0, 2000))
GOOD = ("same", "close")


@dataclass
class Likeness:
    """The verdict and what it rests on."""

    verdict: str
    off_percent: float
    patch_px: int
    off: np.ndarray

    @property
    def good(self):
        return self.verdict in GOOD


def load(path):
    """A picture on white, as integers."""
    picture = Image.open(path).convert("RGBA")
    page = Image.new("RGBA", picture.size, (255, 255, 255, 255))
    page.alpha_composite(picture)
    return np.asarray(page.convert("RGB")).astype(np.int16)


def fitted(picture, shape):
    """A picture at the reference's size: by a rim if it is nearly that, else by scaling."""
    height, width = shape[:2]
    if picture.shape == shape:
        return picture
    if abs(picture.shape[0] - height) <= 2 and abs(picture.shape[1] - width) <= 2:
        page = np.full(shape, 255, np.int16)
        part = picture[:height, :width]
        page[: part.shape[0], : part.shape[1]] = part
        return page
    scaled = Image.fromarray(picture.astype(np.uint8)).resize((width, height), Image.BILINEAR)
    return np.asarray(scaled).astype(np.int16)


def unmatched(one, other):
    """Which pixels of `other` have no like in `one` nearby."""
    height, width = one.shape[:2]
    padded = np.pad(one, ((REACH, REACH), (REACH, REACH), (0, 0)), mode="edge")
    least = np.full((height, width), 255, np.int16)
    for dy in range(2 * REACH + 1):
        for dx in range(2 * REACH + 1):
            moved = padded[dy : dy + height, dx : dx + width]
            least = np.minimum(least, np.abs(moved - other).max(axis=2))
    return least > ALIKE


def compare(reference, picture):
    """Judges a picture against the reference."""
    picture = fitted(picture, reference.shape)
    if picture.reshape(-1, 3).std(axis=0).max() < 1:
        return Likeness("blank", 100.0, picture.shape[0] * picture.shape[1], picture[..., 0] > 0)
    off = unmatched(reference, picture) | unmatched(picture, reference)
    patches, count = ndimage.label(off, structure=np.ones((3, 3)))
    patch = int(np.bincount(patches.ravel())[1:].max()) if count else 0
    percent = float(100 * off.mean())
    for name, most_percent, most_patch in VERDICTS:
        if percent < most_percent and patch < most_patch:
            return Likeness(name, percent, patch, off)
    return Likeness("wrong", percent, patch, off)
