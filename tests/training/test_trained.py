import pytest

from candor.training import trained


@pytest.fixture
def project(tmp_path):
    """A Rasa project with a model of its files."""
    for name in ("config.yml", "domain.yml", "data/nlu/a.yml", "data/rules/b.yml", "models/m.tar.gz", "docs/c.md"):
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(name)
    trained.remember(tmp_path)
    return tmp_path


def test_a_model_of_the_files_as_they_are_is_current(project):
    assert trained.is_current(project)


@pytest.mark.parametrize("name", ["config.yml", "domain.yml", "data/nlu/a.yml", "data/stories/new.yml"])
def test_a_change_of_what_it_learns_from_makes_it_old(project, name):
    (project / name).parent.mkdir(exist_ok=True)
    (project / name).write_text("changed")
    assert not trained.is_current(project)


def test_a_file_that_moved_makes_it_old(project):
    (project / "data/nlu/a.yml").rename(project / "data/nlu/z.yml")
    assert not trained.is_current(project)


@pytest.mark.parametrize("name", ["docs/c.md", "data/nlu/__pycache__/x.pyc"])
def test_a_change_of_anything_else_does_not(project, name):
    (project / name).parent.mkdir(exist_ok=True)
    (project / name).write_text("changed")
    assert trained.is_current(project)


def test_without_an_archive_there_is_no_model(project):
    (project / "models/m.tar.gz").unlink()
    assert not trained.is_current(project)
