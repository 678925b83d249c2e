import pytest

from candor.supervising.folder import DataFolder
from tests.cli.conftest import bot_says


def test_each_line_is_answered_and_followed_by_idle(candor, api):
    api.replies = [[bot_says("You owe $12.40."), bot_says("Due May 28.", "Show me")], [bot_says("Goodbye.")]]
    ran = candor("talk", "--url", api.url, "--customer", "c01", "--json", stdin="how much do i owe\n\nbye\n")
    assert ran.code == 0
    kinds = [item.get("text", item["type"]) for item in ran.objects]
    assert kinds == ["Welcome.", "You owe $12.40.", "Due May 28.", "idle", "Goodbye.", "idle"]
    assert ran.objects[2] == {"type": "message", **bot_says("Due May 28.", "Show me")}
    assert [body["text"] for body in api.posted] == ["how much do i owe", "bye"]


def test_replies_that_come_behind_the_state_belong_to_their_turn(candor, api):
    api.state_first = True
    api.replies = [[bot_says("One."), bot_says("Two."), bot_says("Three.")]]
    ran = candor("talk", "--url", api.url, "--json", stdin="hi\n")
    assert [item.get("text", item["type"]) for item in ran.objects][-4:] == ["One.", "Two.", "Three.", "idle"]


def test_a_customer_shows_a_token_and_a_guest_none(candor, api):
    candor("talk", "--url", api.url, "--customer", "c01", "--json")
    candor("talk", "--url", api.url, "--json")
    assert api.tokens == [{"customer": "c01"}]
    assert api.sessions == [{"token": "jwt"}, {}]


@pytest.mark.parametrize("line", ['{"press": 2}', '{"press": "No, I don\'t"}', "no, i don't"])
def test_a_program_presses_a_button_by_number_or_label(candor, api, line):
    api.replies = [
        [bot_says("Do you know it?", "Yes, that's mine", "No, I don't")],
        [bot_says("Then we look into it.")],
    ]
    ran = candor("talk", "--url", api.url, "--json", stdin=f"what is this\n{line}\n")
    assert ran.code == 0
    assert api.posted[1]["choice"] == "id of No, I don't"
    assert "text" not in api.posted[1]


def test_a_bare_number_from_a_program_is_text(candor, api):
    api.replies = [[bot_says("Which?", "The first")], [bot_says("I see.")]]
    candor("talk", "--url", api.url, "--json", stdin="hello\n1\n")
    assert api.posted[1]["text"] == "1"


def test_a_person_presses_a_button_by_its_number(candor, api):
    api.replies = [[bot_says("Shall I?", "Yes, please", "No, leave it")], [bot_says("Done.")]]
    ran = candor("talk", "--url", api.url, stdin="take off the fee\n2\n")
    assert api.posted[1]["choice"] == "id of No, leave it"
    assert "2 No, leave it" in ran.out
    assert "as a guest" in ran.out


def test_buttons_of_an_earlier_turn_can_not_be_pressed(candor, api):
    api.replies = [[bot_says("Shall I?", "Yes")], [bot_says("Well.")]]
    ran = candor("talk", "--url", api.url, "--json", stdin='fee\nwait\n{"press": "Yes"}\n')
    assert ran.code == 1
    assert len(api.posted) == 2
    assert "no button 'Yes'" in ran.err
    assert ran.objects[-1] == {"type": "idle"}


def test_a_talk_that_a_person_owns_goes_on_without_an_answer(candor, api):
    api.owner = "person"
    api.replies = [[bot_says("A person will read this.")], []]
    ran = candor("talk", "--url", api.url, "--json", stdin="help\nare you there\n")
    assert [item["type"] for item in ran.objects].count("idle") == 2


def test_a_broken_stream_is_taken_up_where_it_ended(candor, api):
    api.drop_stream = True
    api.replies = [[bot_says("Still here.")]]
    ran = candor("talk", "--url", api.url, "--json", stdin="hello\n")
    assert [item.get("text", item["type"]) for item in ran.objects] == ["Welcome.", "Still here.", "idle"]
    assert api.resumed_after == [None, "3"]


def test_what_the_product_refuses_is_told_in_its_words(candor, api):
    ran = candor("talk", "--url", api.url, "--customer", "c99")
    assert (ran.code, ran.out) == (1, "")
    assert ran.err == "There is no customer c99.\nTry c01.\n"


def test_nobody_there_is_one_sentence_and_a_next_step(candor, tmp_path, monkeypatch):
    folder = DataFolder(tmp_path)
    folder.write_ports({"url": "http://127.0.0.1:9"})
    monkeypatch.setenv("CANDOR_DATA", str(tmp_path))
    ran = candor("talk")
    assert ran.code == 1
    assert ran.err.splitlines()[0] == "Nothing answers at http://127.0.0.1:9."
    assert "make up" in ran.err
