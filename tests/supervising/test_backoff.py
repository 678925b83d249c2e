from candor.supervising.backoff import Backoff


def test_the_wait_doubles_up_to_ten_seconds():
    backoff = Backoff()
    assert [backoff.after(0.0) for _ in range(8)] == [0.2, 0.4, 0.8, 1.6, 3.2, 6.4, 10.0, 10.0]


def test_a_process_that_ran_well_begins_anew():
    backoff = Backoff()
    waits = [backoff.after(ran) for ran in (0.0, 0.0, 29.9, 30.0, 0.0)]
    assert waits == [0.2, 0.4, 0.8, 0.2, 0.4]
