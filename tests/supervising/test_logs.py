import io
import re

from candor.supervising.logs import Log


def test_every_line_has_its_time_and_the_name(tmp_path):
    log = Log(tmp_path / "logs", "app")
    log.write("ready")
    log.close()
    assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z app \| ready\n", log.path.read_text())


def test_bytes_that_are_not_unicode_do_not_end_the_log(tmp_path):
    log = Log(tmp_path, "app")
    log.follow(io.BytesIO(b"caf\xe9\nafter\n")).join(60)
    log.close()
    assert "caf\ufffd" in log.path.read_text()
    assert log.path.read_text().endswith("app | after\n")


def test_a_full_log_is_turned_over_and_old_ones_go(tmp_path):
    log = Log(tmp_path, "app", size=200, kept=2)
    for number in range(60):
        log.write(f"line {number}")
    log.close()
    assert sorted(path.name for path in tmp_path.iterdir()) == ["app.log", "app.log.1", "app.log.2"]
    assert all(path.stat().st_size <= 200 for path in tmp_path.iterdir())
    assert "line 59" in log.path.read_text()
