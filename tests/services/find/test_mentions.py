import pytest

from candor.services.find.mentions import only_names


@pytest.mark.parametrize("text", ["dispute it", "dispute this", "disputed", "what is it"])
def test_words_that_say_what_to_do_are_no_name(text):
    assert not only_names(text)


@pytest.mark.parametrize("text", ["blue heron", "zephyr", "by zephyr"])
def test_a_few_words_with_one_that_nobody_knows_may_be_a_name(text):
    assert only_names(text)
