"""Profiles, identities and notes as values."""

from __future__ import annotations

import copy
import pickle
import weakref
from decimal import Decimal
from typing import Any

import pytest

import libgenauth

IDENTITY = '{"provider":"oidc","type":"primary","userInfoInIdp":{"big":1e5},"accessToken":"s3cret","new":1}'
PROFILE = f'{{"userId":"u1","email":"ada@example.com","identities":[{IDENTITY}],"new":[1]}}'


@pytest.fixture(
    params=[
        libgenauth.Profile.from_json(PROFILE),
        libgenauth.Identity.from_json(IDENTITY),
        libgenauth.DecodeNote(path="email", expected="string", got="object"),
    ],
    ids=lambda value: type(value).__name__,
)
def value(request: pytest.FixtureRequest) -> Any:
    return request.param


DUPLICATES = [copy.copy, copy.deepcopy, lambda value: pickle.loads(pickle.dumps(value))]


@pytest.mark.parametrize("duplicate", DUPLICATES)
def test_copies_are_equal(value: Any, duplicate: Any) -> None:
    other = duplicate(value)
    assert other is not value
    assert other == value
    assert hash(other) == hash(value)
    assert len({other, value}) == 1
    assert value != "something else"


@pytest.mark.parametrize("duplicate", DUPLICATES)
def test_copies_keep_the_answer_of_the_server(config: dict[str, Any], duplicate: Any) -> None:
    profile = libgenauth.Client(**config).get_profile()
    other = duplicate(profile)
    assert other == profile
    assert other.raw == profile.raw
    assert b"requestId" in other.raw


def test_copies_keep_notes() -> None:
    profile = libgenauth.Profile.from_json('{"userId":"u","email":{}}')
    assert pickle.loads(pickle.dumps(profile)).notes == [libgenauth.DecodeNote("email", "string", "object")]


def test_nothing_can_be_set(value: Any) -> None:
    with pytest.raises(AttributeError):
        value.email = "eve@example.com"


def test_repr_tells_who_and_nothing_more() -> None:
    profile = libgenauth.Profile.from_json(PROFILE)
    assert repr(profile) == "Profile(user_id='u1')"
    assert repr(profile.identities) == "[Identity(provider='oidc', type='primary')]"
    assert repr(libgenauth.DecodeNote("a", "b", "c")) == "DecodeNote(path='a', expected='b', got='c')"


def test_profiles_differ_by_any_field() -> None:
    assert libgenauth.Profile.from_json('{"userId":"u","name":"a"}') != libgenauth.Profile.from_json(
        '{"userId":"u"}'
    )


def test_documents_go_both_ways() -> None:
    assert libgenauth.Profile.from_json(PROFILE).to_json() == PROFILE
    assert libgenauth.Identity.from_json(IDENTITY).to_json() == IDENTITY


@pytest.mark.parametrize("text", ["", "{}", "[]", '{"userId":""}'])
def test_a_text_that_is_no_profile(text: str) -> None:
    with pytest.raises(libgenauth.DecodeError):
        libgenauth.Profile.from_json(text)


def test_names(value: Any) -> None:
    assert type(value).__module__ == "libgenauth"
    if not isinstance(value, libgenauth.DecodeNote):
        assert weakref.ref(value)() is value


def test_matching() -> None:
    assert libgenauth.Profile.__match_args__ == ("user_id",)
    assert libgenauth.DecodeNote.__match_args__ == ("path", "expected", "got")


def test_a_number_that_is_too_long_for_an_int() -> None:
    digits = "9" * 5000
    odd = f'{{"long":{digits},"short":1,"half":0.5,"minus":-{digits}}}'
    profile = libgenauth.Profile.from_json(
        f'{{"userId":"u","customData":{odd},"identities":[{{"userInfoInIdp":{odd}}}],"new":{odd}}}'
    )
    expected = {"long": Decimal(digits), "short": 1, "half": 0.5, "minus": Decimal(f"-{digits}")}
    assert profile.identities
    document = profile.to_dict()
    for value in (
        profile.custom_data,
        profile.extra["new"],
        profile.identities[0].user_info_in_idp,
        document["customData"],
    ):
        assert value == expected
        assert type(value["short"]) is int
        assert type(value["half"]) is float
        assert str(value["long"]) == digits
    assert digits in profile.to_json()
    assert pickle.loads(pickle.dumps(profile)) == profile
