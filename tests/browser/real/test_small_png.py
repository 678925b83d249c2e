"""A picture made small is the same picture, as long as it has no more than 256 colours."""

import struct
import zlib

import pytest
from playwright.sync_api import Page

from tests.browser.real.small_png import shrunk

READ_PIXELS = """async (png) => {
  const picture = await createImageBitmap(new Blob([new Uint8Array(png)], { type: "image/png" }));
  const canvas = new OffscreenCanvas(picture.width, picture.height);
  const pen = canvas.getContext("2d");
  pen.drawImage(picture, 0, 0);
  return [picture.width, picture.height, ...pen.getImageData(0, 0, picture.width, picture.height).data];
}"""
SOME_COLOURS = """<body style="background: linear-gradient(#000 0 30%, #f4c95d 30% 60%, #0d4f5c 60%)">
<p style="border: 3px solid #b3261e; width: 90px">SQ *BLUE</p></body>"""


@pytest.fixture
def screenshot(page: Page) -> bytes:
    page.set_viewport_size({"width": 160, "height": 90})
    page.set_content(SOME_COLOURS)
    return page.screenshot()


def test_the_browser_sees_the_same_picture(page: Page, screenshot: bytes) -> None:
    small = shrunk(screenshot)
    assert page.evaluate(READ_PIXELS, list(small)) == page.evaluate(READ_PIXELS, list(screenshot))


def test_a_pixel_is_one_byte(screenshot: bytes) -> None:
    small = shrunk(screenshot)
    size = small.index(b"IDAT")
    (length,) = struct.unpack(">I", small[size - 4 : size])
    assert len(zlib.decompress(small[size + 4 : size + 4 + length])) == (160 + 1) * 90


def test_a_picture_of_another_kind_is_refused(screenshot: bytes) -> None:
    grey = screenshot.replace(struct.pack(">BB", 8, 2), struct.pack(">BB", 8, 0), 1)
    with pytest.raises(ValueError, match="not a plain RGB"):
        shrunk(grey)
