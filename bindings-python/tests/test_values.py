"""Profiles, identities and notes as values."""

from __future__ import annotations

import copy
import pickle
import weakref
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


@pytest.mark.parametrize(
    "duplicate", [copy.copy, copy.deepcopy, lambda value: pickle.loads(pickle.dumps(value))]
)
def test_copies_are_equal(value: Any, duplicate: Any) -> None:
    other = duplicate(value)
    assert other is not value
    assert other == value
    assert hash(other) == hash(value)
    assert len({other, value}) == 1
    assert value != "something else"


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
