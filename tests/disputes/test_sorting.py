from dataclasses import fields
from itertools import product

import pytest

from candor.disputes.sorting import Kind, Said, sort

FLAGS = [field.name for field in fields(Said) if field.name != "unauthorised"]
ALL = [
    Said(**dict(zip(FLAGS, flags, strict=True)), unauthorised=known)
    for flags in product((False, True), repeat=len(FLAGS))
    for known in (None, False, True)
]


@pytest.mark.parametrize(
    ("said", "kind"),
    [
        (Said(asks_meaning=True), Kind.QUESTION),
        (Said(), Kind.QUESTION),
        (Said(asks_meaning=True, still_unclear=True), Kind.BILLING_ERROR),
        (Said(is_wrong=True), Kind.BILLING_ERROR),
        (Said(is_wrong=True, unauthorised=False), Kind.BILLING_ERROR),
        (Said(wants_dispute=True), Kind.BILLING_ERROR),
        (Said(is_wrong=True, unauthorised=True), Kind.FRAUD_CLAIM),
        (Said(is_wrong=True, shop_agreed_to_refund=True), Kind.MERCHANT_REFUND),
        (Said(shop_agreed_to_refund=True, refund_late=True), Kind.BILLING_ERROR),
        (Said(shop_agreed_to_refund=True, wants_dispute=True), Kind.BILLING_ERROR),
        (Said(about_us=True), Kind.SERVICE_COMPLAINT),
        (Said(about_us=True, is_wrong=True), Kind.BILLING_ERROR),
        (Said(about_us=True, asks_meaning=True), Kind.QUESTION),
    ],
)
def test_a_statement_is_of_the_kind_with_the_stronger_right(said, kind):
    assert sort(said).kind is kind


def test_whoever_says_that_a_charge_is_wrong_has_given_notice_whatever_else_was_said():
    assert all(sort(said).is_notice for said in ALL if said.is_wrong)


def test_a_question_alone_is_no_notice():
    assert not sort(Said(asks_meaning=True)).is_notice


def test_a_complaint_about_us_never_takes_a_claim_s_place_and_is_never_lost():
    assert all(sort(said).complaint == said.about_us for said in ALL)
    claims = [said for said in ALL if said.is_wrong or said.unauthorised]
    assert all(sort(said).kind is not Kind.SERVICE_COMPLAINT for said in claims)


def test_a_fraud_claim_goes_to_a_person_at_once_and_nothing_else_does():
    assert all(sort(said).person_at_once == (said.unauthorised is True) for said in ALL)


def test_who_waits_for_the_shop_is_offered_a_dispute_and_never_has_to_wait():
    assert all(sort(said).offer_dispute for said in ALL if sort(said).kind is Kind.MERCHANT_REFUND)
    assert all(sort(said).kind is not Kind.MERCHANT_REFUND for said in ALL if said.wants_dispute)
