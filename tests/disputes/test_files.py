"""What files may come: three witnesses (content, name, sender) that must agree, and names that do no harm."""

from __future__ import annotations

import pytest

from candor.disputes.files import LONGEST_NAME, FileKind, clean_name, ending_of, is_text, kind_of
from candor.errors import FileKindRefused, FileLies


@pytest.mark.parametrize(
    ("found", "name", "said"),
    [
        (FileKind.PDF, "receipt.pdf", "application/pdf"),
        (FileKind.PDF, "RECEIPT.PDF", ""),
        (FileKind.PDF, "receipt", "application/octet-stream"),
        (FileKind.JPEG, "a.jpeg", "image/jpg"),
        (FileKind.HEIC, "IMG_1.HEIC", "image/heif"),
        (FileKind.TEXT, "mail.txt", "text/plain; charset=utf-8"),
    ],
)
def test_what_agrees_is_taken(found, name, said):
    assert kind_of(found, name, said) is found


@pytest.mark.parametrize(
    ("found", "name", "said"),
    [
        (FileKind.PNG, "receipt.pdf", ""),
        (FileKind.PNG, "receipt.png", "application/pdf"),
        (FileKind.TEXT, "photo.jpg", ""),
        (None, "photo.jpg", ""),
        (None, "receipt.pdf", "application/pdf"),
    ],
)
def test_a_file_that_lies_is_refused(found, name, said):
    with pytest.raises(FileLies):
        kind_of(found, name, said)


@pytest.mark.parametrize(
    ("found", "name", "said"),
    [
        (None, "letter.docx", ""),
        (None, "letter", ""),
        (FileKind.TEXT, "page.html", ""),
        (FileKind.PDF, "receipt.pdf.exe", ""),
        (FileKind.PDF, "receipt.pdf", "text/html"),
    ],
)
def test_what_we_do_not_take_is_refused_as_that(found, name, said):
    with pytest.raises(FileKindRefused):
        kind_of(found, name, said)


@pytest.mark.parametrize(
    ("told", "kept"),
    [
        ("../../etc/passwd", "passwd"),
        (r"C:\Users\me\slip.pdf", "slip.pdf"),
        ("a\u202etxt.exe", "atxt.exe"),
        ("line\nbreak.pdf", "linebreak.pdf"),
        ("  two   spaces .pdf ", "two spaces .pdf"),
        ("...", "file"),
        ("", "file"),
        ("\x00", "file"),
        ("Qu\u00edttung 3.pdf", "Qu\u00edttung 3.pdf"),
    ],
)
def test_a_name_loses_what_does_harm(told, kept):
    assert clean_name(told) == kept


def test_a_long_name_keeps_its_ending():
    name = clean_name("x" * 300 + ".pdf")
    assert (len(name), ending_of(name)) == (LONGEST_NAME, "pdf")
    assert len(clean_name("y" * 300)) == LONGEST_NAME


@pytest.mark.parametrize(
    "data", [b"I sent it back.\r\n", "Gr\u00fc\u00dfe".encode(), b"\xef\xbb\xbfhello", b"BM is a name"]
)
def test_plain_words_are_text(data):
    assert is_text(data)


@pytest.mark.parametrize(
    "data", [b"", b"  \n", b"a\x00b", b"\xff\xfe", b"<html>", b" <!doctype html>", b"<?xml ?>", b"{\\rtf1", b"%PDF-1.4"]
)
def test_markup_and_machine_code_are_not(data):
    assert not is_text(data)
