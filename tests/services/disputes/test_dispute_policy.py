import re

import pytest

from candor.disputes.clocks import Regime
from candor.disputes.policy import Give
from candor.disputes.reasons import Reason
from candor.errors import DisputePolicyRefused
from candor.services.disputes.dispute_policy import POLICY_FILE, load_dispute_policy

GOOD = POLICY_FILE.read_text(encoding="utf-8")


@pytest.fixture
def written(tmp_path):
    def write(text):
        file = tmp_path / "disputes.yml"
        file.write_bytes(text if isinstance(text, bytes) else text.encode())
        return file

    return write


def test_the_delivered_rules_hold_the_numbers_of_the_law():
    policy = load_dispute_policy()
    zed, debit, uk, eu = policy.reg_z, policy.reg_e, policy.uk, policy.eu
    assert (zed.notice_days, zed.acknowledge_days, zed.resolve_cycles, zed.resolve_days) == (60, 30, 2, 90)
    assert (zed.autopay_business_days, zed.pay_window_days, zed.unauthorised_most) == (3, 10, 5_000)
    assert (zed.claim_above, zed.claim_miles) == (5_000, 100)
    assert (debit.notice_days, debit.credit_business_days, debit.credit_business_days_new) == (60, 10, 20)
    assert (debit.end_days, debit.end_days_long, debit.correct_business_days, debit.report_business_days) == (
        *(45, 90),
        *(1, 3),
    )
    assert (uk.complaint_weeks, uk.payment_business_days) == (8, 15)
    assert (uk.section_75_above, uk.section_75_most) == (10_000, 3_000_000)
    assert (eu.notice_months, eu.refund_business_days, eu.unauthorised_most) == (13, 1, 5_000)
    assert (eu.shop_refund_weeks, eu.shop_refund_business_days) == (8, 10)


def test_temporary_credit_is_given_at_filing_up_to_its_limit_and_where_no_person_looks_first():
    credit = load_dispute_policy().temporary_credit[Regime.REG_Z]
    assert credit.at_filing(Reason.DUPLICATE, 50_000) == 50_000
    assert credit.at_filing(Reason.DUPLICATE, 50_001) == 0
    assert credit.at_filing(Reason.UNRECOGNISED, 100) == 0
    debit = load_dispute_policy().temporary_credit[Regime.REG_E]
    assert (debit.give, debit.at_filing(Reason.DUPLICATE, 100)) == (Give.BY_LAW, 0)


def line_of(text, part):
    return next(number for number, line in enumerate(text.splitlines(), 1) if part in line)


@pytest.mark.parametrize(
    ("old", "new", "reason"),
    [
        (
            "    notice_days: 60                # after",
            "    notice_days: -5                # after",
            "is -5, not from 1",
        ),
        ("    resolve_days: 90  ", "    resolve_days: ninety  ", "is 'ninety', no whole number"),
        ("    resolve_cycles: 2  ", "    resolve_cycles: true  ", "is True, no whole number"),
        ("    claim_miles: 100", "    claim_mile: 100", "reg-z.claim_miles is missing"),
        ("    claim_miles: 100", "    claim_miles: 100\n    mood: 1", "reg-z.mood is not known here"),
        ("    claim_miles: 100", "    claim_miles: 100\n    claim_miles: 90", "stands there twice"),
        ("valid_from: 2025-01-01", "valid_from: 2025-02-30", "valid_from is 2025-02-30, which there is not"),
        ("valid_from: 2025-01-01", "valid_from: soon", "no day"),
        ('    visa: [{code: "12.5", days: 90}]', "    visa: [{code: 12.5, days: 90}]", "put it in quotes"),
        ('    visa: [{code: "12.5", days: 90}]', "    visa: []", "no code for all other"),
        ('    visa: [{code: "12.5", days: 90}]', '    visa: [{code: "12.5", days: 90, when: odd}]', "has: none"),
        ('    visa: [{code: "12.5", days: 90}]', '    visa: [{code: "12.5", days: 0}]', "is 0, not from 1"),
        ('    visa: [{code: "13.2", days: 120}]', '    visa: [{code: "13.2", days: 1, since: wanted}]', "no day that"),
        ('    visa: [{code: "13.2", days: 120}]', "    visa: 13", "is no list"),
        ("  paid_by_other_means:", "  paid_somehow:", "codes.paid_by_other_means is missing"),
        ("when: misled", "when: fake", "names fake twice"),
        ("    section_75_most: 3000000", "    section_75_most: 1", "is less than section_75_above"),
        ("{give: at_filing, most", "{give: sometimes, most", "write one of: at_filing, by_law, never"),
        ("not_for: [unrecognised]", "not_for: [strange]", "is strange; write one of"),
        ("    after: NoErrorDecided", "    after: NothingDecided", "which is no event of a case"),
        ("    says: [case, credited, temporary, result_by]", "    says: []", "is empty"),
        ("    says: [case, credited, temporary, result_by]", "    says: [case, case]", "names case twice"),
        ("  explanation:", "  elucidation:", "has no explanation"),
        ("      - {month: 5, day: 1}", "      - {month: 2, day: 30}", "is 30, not from 1 to 28"),
        ("      - {month: 5, day: 1}", "      - {month: 13, day: 1}", "is 13, not from 1 to 12"),
        ("weekday: monday, nth: 1", "weekday: moonday, nth: 1", "no weekday"),
        ("weekday: monday, nth: 1", "weekday: monday, nth: 0", "is 0; write 1 to 4"),
        ("    kept: next", "    kept: somehow", "write one of: lost, next"),
        ("zero_liability: [visa, mastercard]", "zero_liability: [plasticard]", "is plasticard"),
        ("version: 2", "version: 0", "version is 0"),
    ],
)
def test_a_bad_rule_is_refused_with_file_line_and_reason(written, old, new, reason):
    assert GOOD.count(old) >= 1, "the example no longer stands in the file"
    text = GOOD.replace(old, new, 1)
    file = written(text)
    with pytest.raises(DisputePolicyRefused) as refused:
        load_dispute_policy(file)
    said = str(refused.value)
    assert reason in said
    place = re.match(rf"{re.escape(str(file))}:(\d+): ", said)
    assert place
    near = {line_of(text, part) for part in (new.splitlines()[-1], old) if part in text}
    if not any(of_the_whole in reason for of_the_whole in ("missing", "has no", "twice")):
        assert int(place.group(1)) in near


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("", "is empty"),
        ("- a list", "has no fields"),
        ("a: [1", ":1: is no YAML"),
        (b"\xff\xfe\x00", "can not be read"),
        ("a: &x {b: *x}", "calendars is missing"),
        ("version: {}", "calendars is missing"),
    ],
)
def test_what_is_no_policy_at_all_is_refused(written, text, reason):
    with pytest.raises(DisputePolicyRefused, match=re.escape(reason)):
        load_dispute_policy(written(text))


def test_a_file_that_is_not_there_is_named(tmp_path):
    with pytest.raises(DisputePolicyRefused, match=r"none\.yml: can not be read"):
        load_dispute_policy(tmp_path / "none.yml")
