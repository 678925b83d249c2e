"""A file for a dispute: looked at, scanned, kept with the case under a name that tells nothing, and erased."""

from __future__ import annotations

import os
import stat
import sys
from dataclasses import replace
from datetime import timedelta

import pytest

from candor.clock import FixedClock
from candor.disputes.files import MOST_BYTES, MOST_FILES, FileKind
from candor.errors import (
    CandorError,
    FileEmpty,
    FileKindRefused,
    FileLies,
    FilesNotTaken,
    FileTooLarge,
    FileUnchecked,
    FileUnsafe,
    NoCaseForFile,
    NotYours,
    SettingRefused,
    TooManyFiles,
)
from candor.services.disputes import cabinet as cabinets
from candor.services.disputes.cabinet import Cabinet, cabinet_of
from candor.services.disputes.receive_file import Upload, check_file, may_send, receive_file
from candor.services.disputes.sniff_file import sniff_file
from candor.services.talk.access import Visitor
from candor.services.talk.receive_message import Sent
from candor.services.tools import Tools
from tests.services.disputes import samples
from tests.services.disputes.cases import begun, filed
from tests.services.serving import COFFEE, NOW, talk_of, tools_on

ADA = Visitor("session", "c01", NOW + timedelta(days=1))
GUEST = Visitor("guest-session", None, NOW + timedelta(days=1))
SENT = Sent("talk", "once")


@pytest.fixture
def tools(data_folder, clock: FixedClock) -> Tools:
    made = replace(tools_on(data_folder, clock), cabinet=Cabinet(data_folder / "files"))
    talk_of(made, clock, "c01")
    return made


def upload(tools: Tools, data: bytes, name: str = "receipt.pdf", said: str = "") -> Upload:
    path = tools.cabinet.make_room()
    path.write_bytes(data)
    return Upload(path, name, said)


def send(tools: Tools, data: bytes | None = None, name: str = "receipt.pdf", sent: Sent = SENT):
    checked = check_file(tools, ADA, upload(tools, samples.pdf() if data is None else data, name))
    return receive_file(tools, ADA, sent, checked)


def kept(tools: Tools):
    with tools.store.read() as tx:
        return tx.dispute_files.of_customer("c01")


def scanner(code: int) -> tuple[str, ...]:
    return (sys.executable, "-c", f"import sys; open(sys.argv[1]).close(); sys.exit({code})")


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (samples.pdf(), FileKind.PDF),
        (samples.png(), FileKind.PNG),
        (samples.JPEG, FileKind.JPEG),
        (samples.PHONE_JPEG, FileKind.JPEG),
        (samples.HEIC, FileKind.HEIC),
        (samples.OTHER_HEIC, FileKind.HEIC),
        (b"They said it would come on May 6.\n", FileKind.TEXT),
        (b"BMW dealer said no", FileKind.TEXT),
        (samples.AVIF, None),
        (samples.EXE, None),
        (samples.ZIP, None),
        (samples.SVG, None),
        (samples.HTML, None),
        (samples.GIF, None),
        (b"junk\x00" + samples.pdf(), None),
        (b"", None),
    ],
)
def test_a_file_is_what_is_in_it(tmp_path, data, kind):
    path = tmp_path / "file"
    path.write_bytes(data)
    assert sniff_file(path) is kind


def test_a_file_is_kept_with_the_case_under_an_opaque_name(tools):
    case = begun(tools)
    accepted = send(tools, name="my police report.pdf")
    (file,) = kept(tools)
    assert (file.case_id, file.name, file.kind, file.message_id) == (
        case.id, "my police report.pdf", "application/pdf", accepted.id,
    )  # fmt: skip
    place = tools.cabinet.place_of(file.id)
    assert place.read_bytes() == samples.pdf()
    assert "police" not in str(place)
    assert stat.S_IMODE(place.stat().st_mode) == 0o600
    assert list((tools.cabinet.folder / "coming").iterdir()) == []


def test_its_bubble_waits_for_its_turn_as_a_press_of_ours(tools):
    begun(tools)
    accepted = send(tools)
    with tools.store.read() as tx:
        said = tx.messages.get(accepted.id)
        assert (said.text, tx.inbox.waiting("talk")[0]) == ("File: receipt.pdf", 1)
        acts = [row["act"] for row in tx.trail.all()]
    assert "file_added" in acts


def test_the_same_client_id_keeps_one_file(tools):
    begun(tools)
    first = send(tools)
    again = send(tools)
    assert (again.id, again.fresh, len(kept(tools))) == (first.id, False, 1)


def test_it_goes_to_the_case_that_this_talk_asks_about(tools):
    filed(tools)
    with tools.store.write() as tx:
        from candor.services.disputes.begin_case import begin_case
        from tests.services.serving import BOOK

        here = begin_case(tx, tools, BOOK, COFFEE, notice_at=NOW, conversation_id="talk")
        tx.disputes.keep_talk(here.id, {}, "reason")
    send(tools)
    assert [file.case_id for file in kept(tools)] == [here.id]


@pytest.mark.parametrize(
    ("data", "name", "error"),
    [
        (b"", "receipt.pdf", FileEmpty),
        (b"x" * (MOST_BYTES + 1), "a.txt", FileTooLarge),
        (samples.EXE, "receipt.pdf", FileLies),
        (samples.png(), "receipt.pdf", FileLies),
        (samples.HTML, "story.txt", FileLies),
        (samples.ZIP, "papers.zip", FileKindRefused),
        (samples.SVG, "photo.svg", FileKindRefused),
    ],
)
def test_what_can_not_be_kept_is_refused_and_nothing_of_it_stays(tools, data, name, error):
    begun(tools)
    with pytest.raises(error):
        send(tools, data, name)
    assert kept(tools) == []
    with tools.store.read() as tx:
        assert tx.inbox.waiting("talk")[0] == 0
        refused = [row["detail"]["why"] for row in tx.trail.all() if row["act"] == "file_refused"]
    assert refused == (["file_lies"] if error is FileLies else [])


@pytest.mark.parametrize(
    ("scan", "error"),
    [
        (scanner(1), FileUnsafe),
        (scanner(2), FileUnchecked),
        (("/nowhere/scanner",), FileUnchecked),
    ],
)
def test_what_the_scanner_does_not_pass_is_not_kept(tools, scan, error):
    begun(tools)
    strict = replace(tools, cabinet=replace(tools.cabinet, scan=scan))
    with pytest.raises(error):
        send(strict)
    assert kept(tools) == []


def test_a_scanner_that_hangs_keeps_the_file_out(tools, monkeypatch):
    begun(tools)
    monkeypatch.setattr(cabinets, "PATIENCE", 0.2)
    hanging = (sys.executable, "-c", "import threading; threading.Event().wait()")
    with pytest.raises(FileUnchecked):
        send(replace(tools, cabinet=replace(tools.cabinet, scan=hanging)))


def test_the_desk_can_tell_what_was_scanned(tools):
    begun(tools)
    send(tools)
    send(replace(tools, cabinet=replace(tools.cabinet, scan=scanner(0))), sent=Sent("talk", "other"))
    assert sorted(file.scanned for file in kept(tools)) == [False, True]


def test_a_card_number_does_not_stay_in_a_name(tools):
    begun(tools)
    send(tools, name="4111 1111 1111 1111.pdf")
    assert "4111 1111 1111" not in kept(tools)[0].name


def test_without_a_case_there_is_nothing_to_put_it_with(tools):
    with pytest.raises(NoCaseForFile):
        may_send(tools, ADA, "talk")
    with pytest.raises(NoCaseForFile):
        send(tools)
    assert list(tools.cabinet.folder.glob("??/*")) == []


def test_another_s_talk_is_as_one_that_does_not_exist(tools, clock):
    begun(tools)
    talk_of(tools, clock, None, "other")
    for talk in ("other", "none"):
        with pytest.raises(NotYours):
            may_send(tools, ADA, talk)
    with pytest.raises(NoCaseForFile):
        may_send(tools, GUEST, "other")


def test_a_case_takes_twenty_files_and_no_more(tools):
    begun(tools)
    for number in range(MOST_FILES):
        send(tools, sent=Sent("talk", f"n{number}"))
    with pytest.raises(TooManyFiles):
        send(tools, sent=Sent("talk", "one more"))
    assert len(kept(tools)) == MOST_FILES


def test_a_failure_after_the_move_leaves_no_file_behind(tools, monkeypatch):
    begun(tools)
    moved = Cabinet.keep

    def keep_and_fail(self, path, file_id):
        moved(self, path, file_id)
        raise OSError("the database went away")

    monkeypatch.setattr(Cabinet, "keep", keep_and_fail)
    with pytest.raises(OSError, match="went away"):
        send(tools)
    assert (kept(tools), list(tools.cabinet.folder.glob("??/*"))) == ([], [])


def test_what_no_row_names_is_swept_out_when_it_is_old(tools):
    begun(tools)
    send(tools)
    lost, coming = tools.cabinet.place_of("lost-file-of-nobody"), tools.cabinet.make_room()
    lost.parent.mkdir(exist_ok=True)
    lost.write_bytes(b"x")
    with tools.store.read() as tx:
        known = tx.dispute_files.ids()
    assert tools.cabinet.sweep(known, NOW.fromtimestamp(0, NOW.tzinfo)) == 0
    later = NOW.fromtimestamp(os.stat(coming).st_mtime + 60, NOW.tzinfo)
    assert tools.cabinet.sweep(known, later) == 2
    assert [tools.cabinet.place_of(file.id).exists() for file in kept(tools)] == [True]


def test_outside_sample_mode_nothing_comes_in_without_a_scanner(tools, tmp_path):
    assert cabinet_of(tmp_path, None, sample=False) is None
    assert cabinet_of(tmp_path, None, sample=True) == Cabinet(tmp_path)
    assert cabinet_of(tmp_path, "off", sample=False) == Cabinet(tmp_path)
    assert cabinet_of(tmp_path, "clamdscan --fdpass", sample=False).scan == ("clamdscan", "--fdpass")
    with pytest.raises(SettingRefused):
        cabinet_of(tmp_path, 'broken "quote', sample=False)
    with pytest.raises(FilesNotTaken):
        may_send(replace(tools, cabinet=None), ADA, "talk")


@pytest.mark.parametrize("name", ["../../../etc/passwd", "", "a/b", "short"])
def test_no_name_leads_out_of_the_cabinet(tools, name):
    with pytest.raises(ValueError, match="no id"):
        tools.cabinet.place_of(name)


@pytest.mark.parametrize("error", [FileTooLarge, FileKindRefused, FileLies, FileUnsafe, FileUnchecked, NoCaseForFile])
def test_each_refusal_has_words_for_the_customer(tools, error: type[CandorError]):
    assert tools.wording.render(error.words, {}).text
