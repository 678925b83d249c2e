from datetime import timedelta

from candor.store.due_work import NEXT
from candor.store.engine import engine_for
from tests.store.talks import NOON

DAY = timedelta(days=1)


def add(store, *rows):
    with store.write() as tx:
        return [tx.due_work.add(*row) for row in rows]


def due(store, *kinds, at=NOON):
    with store.write() as tx:
        return tx.due_work.take(kinds, at)


def test_nothing_is_due_before_its_time(store):
    add(store, ("remind", "case", NOON))
    assert due(store, "remind", at=NOON - timedelta(microseconds=1)) is None
    assert due(store, "remind").subject == "case"


def test_what_was_asked_for_twice_is_there_once(store):
    assert add(store, ("remind", "case", NOON), ("remind", "case", NOON)) == [True, False]
    assert add(store, ("remind", "case", NOON + DAY), ("alert", "case", NOON)) == [True, True]
    with store.read() as tx:
        assert len(tx.due_work.of("case")) == 3


def test_what_was_done_is_not_due_and_can_not_be_asked_for_again(store):
    add(store, ("remind", "case", NOON))
    with store.write() as tx:
        tx.due_work.done(tx.due_work.take(["remind"], NOON), NOON + DAY)
    assert add(store, ("remind", "case", NOON)) == [False]
    assert due(store, "remind", at=NOON + DAY) is None
    with store.read() as tx:
        assert [row.done_at for row in tx.due_work.of("case")] == [NOON + DAY]


def test_what_is_longest_due_comes_first_and_other_kinds_wait(store):
    add(store, ("remind", "late", NOON), ("remind", "early", NOON - DAY), ("unknown", "other", NOON - 2 * DAY))
    assert due(store, "remind").subject == "early"
    with store.read() as tx:
        assert not tx.due_work.is_due(["credit"], NOON)
        assert tx.due_work.is_due(["remind", "credit"], NOON)


def test_what_was_withdrawn_is_not_done_and_what_was_done_stays(store):
    add(store, ("remind", "case", NOON), ("remind", "case", NOON + DAY), ("credit", "case", NOON))
    with store.write() as tx:
        tx.due_work.done(tx.due_work.take(["remind"], NOON), NOON)
        assert tx.due_work.withdraw("remind", "case") == 1
    with store.read() as tx:
        assert [(row.kind, row.done_at) for row in tx.due_work.of("case")] == [("credit", None), ("remind", NOON)]


def test_a_try_that_failed_comes_again_later(store):
    add(store, ("remind", "case", NOON))
    with store.write() as tx:
        tx.due_work.try_later(tx.due_work.take(["remind"], NOON), NOON + DAY)
    assert due(store, "remind", at=NOON) is None
    again = due(store, "remind", at=NOON + DAY)
    assert (again.at, again.attempts) == (NOON, 1)


def test_sqlite_finds_what_is_due_by_the_index_of_what_waits(sqlite_url):
    """Its planner may choose; an index that begins with the kind would make it walk through everything of a kind."""
    engine = engine_for(sqlite_url)
    with engine.connect() as connection:
        sql = NEXT.params(kinds=["remind", "credit"], now=NOON).compile(
            engine, compile_kwargs={"render_postcompile": True}
        )
        plan = connection.exec_driver_sql(
            f"explain query plan {sql}", tuple("2026" for _ in sql.positiontup or ())
        ).fetchall()
    engine.dispose()
    assert ["ix_due_work_waiting" in row[-1] for row in plan] == [True]


MANY = 100_000
FILL = f"""
    insert into due_work (id, kind, subject, at, try_at, attempts, done_at)
    select 'w' || n, case mod(n, 2) when 0 then 'remind' else 'credit' end, 'case' || n, day, day, 0,
           case mod(n, 3) when 0 then null else day end
    from (select n, timestamptz '2020-01-01' + n * interval '1 hour' as day from generate_series(1, {MANY}) as n) as r
"""


def test_postgresql_finds_what_is_due_among_many_by_the_index_of_what_waits(postgres_url):
    """As it plans with the figures of a full table before it: no walk through all rows, and none to sort."""
    engine = engine_for(postgres_url)
    with engine.begin() as connection:
        connection.exec_driver_sql(FILL)
        connection.exec_driver_sql("analyze due_work")
        sql = NEXT.params(kinds=["remind", "credit"], now=NOON).compile(
            engine, compile_kwargs={"render_postcompile": True}
        )
        told = {name: NOON if "now" in name else sql.params[name] for name in sql.params}
        plan = connection.exec_driver_sql(f"explain {sql}", told).fetchall()
    engine.dispose()
    words = " ".join(row[0] for row in plan)
    assert "Index Scan using ix_due_work_waiting" in words
    assert "Seq Scan" not in words
    assert "Sort" not in words


def test_many_are_asked_for_and_withdrawn_in_one_statement_each(store):
    with store.write() as tx:
        tx.due_work.add_fresh([("remind", "case", NOON), ("credit", "case", NOON + DAY), ("remind", "other", NOON)])
        tx.due_work.add_fresh([])
    with store.write() as tx:
        tx.due_work.done(tx.due_work.take(["credit"], NOON + DAY), NOON)
        assert tx.due_work.withdraw_all(("remind", "credit"), "case") == 1
    with store.read() as tx:
        assert [row.kind for row in tx.due_work.of("case")] == ["credit"]
        assert len(tx.due_work.of("other")) == 1
