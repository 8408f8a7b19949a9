"""What a profile looks like in Python."""

from __future__ import annotations

import json
from datetime import datetime, timedelta, timezone
from pathlib import Path
from typing import TYPE_CHECKING, Any

import libgenauth
from server import Server, envelope

if TYPE_CHECKING:
    from conftest import Ask


def test_documented_user(profile: libgenauth.Profile) -> None:
    assert profile.user_id == "6229ffaxxxxxxxxcade3e3d9"
    assert profile.email == "test@example.com"
    assert profile.status == "Activated"
    assert profile.gender == "M"
    assert profile.logins_count == 3
    assert profile.email_verified is True
    assert profile.department_ids == ["624d930c3xxxx5c08dd4986e", "624d93102xxxx012f33cd2fe"]
    assert profile.custom_data == {"school": "Peking University", "age": 22}
    assert profile.status_changed_at == "2022-07-03T03:20:30.000Z"
    assert profile.tenant_id is None
    assert profile.extra == {}
    assert profile.notes == []


def test_documented_identity(profile: libgenauth.Profile) -> None:
    assert profile.identities
    [identity] = profile.identities
    assert identity.provider == "wechat"
    assert identity.type == "openid"
    assert identity.origin_conn_ids == ["605492ac41xxxxe0362f0707"]
    assert identity.access_token == "57_fK0xgSL_NwVlS-gmUwlMQ2N6AONNIOAYxxxx"
    assert identity.user_info_in_idp is None
    assert identity.to_dict()["userIdInIdp"] == identity.user_id_in_idp


def test_every_field_of_the_document_has_its_attribute(profile: libgenauth.Profile) -> None:
    fields = {name for name in dir(libgenauth.Profile) if not name.startswith("_")}
    fields -= {"extra", "notes", "raw", "to_dict", "to_json", "from_json"}
    assert len(fields) == 58
    present = {name for name in fields if getattr(profile, name) is not None}
    assert len(present) == len(profile.to_dict())


def test_only_what_was_asked_for(config: dict[str, Any], ask: Ask) -> None:
    profile = ask(config)
    assert (profile.custom_data, profile.identities, profile.department_ids) == (None, None, None)


def test_timestamps_are_the_text_of_the_service(profile: libgenauth.Profile) -> None:
    created_at = profile.created_at
    assert isinstance(created_at, str)
    assert created_at == "2022-07-03T03:20:30.000Z"
    assert created_at.to_datetime() == datetime(2022, 7, 3, 3, 20, 30, tzinfo=timezone.utc)
    assert libgenauth.Timestamp("yesterday").to_datetime() is None
    zero = datetime(1, 1, 1, tzinfo=timezone.utc)
    assert libgenauth.Timestamp("0001-01-01T00:00:00Z").to_datetime() == zero
    assert libgenauth.Timestamp("9999-12-31T23:59:59-23:00").to_datetime() is None


def test_every_case_of_the_table_of_timestamps_is_read() -> None:
    cases = json.loads((Path(__file__).parents[2] / "tests/timestamps.json").read_text("utf-8"))
    epoch = datetime(1970, 1, 1, tzinfo=timezone.utc)
    assert cases
    for case in cases:
        expected = None
        if moment := case["moment"]:
            microseconds = moment["nanoseconds"] // 1000
            expected = epoch + timedelta(seconds=moment["seconds"], microseconds=microseconds)
        assert libgenauth.Timestamp(case["text"]).to_datetime() == expected, case


def test_documents(profile: libgenauth.Profile) -> None:
    assert profile.to_dict() == json.loads(profile.to_json())
    assert profile.to_dict()["phoneCountryCode"] == "+86"
    assert json.loads(profile.raw)["data"]["userId"] == profile.user_id


def test_reading_again_gives_the_same_object(profile: libgenauth.Profile) -> None:
    assert profile.custom_data is profile.custom_data
    assert profile.identities is profile.identities
    assert profile.extra is profile.extra


def test_unknown_and_malformed_fields(ask: Ask) -> None:
    data = {"userId": "u", "email": {}, "newField": [2**80], "customData": {"n": 10**30}}
    with Server(envelope(statusCode=200, data=data)) as server:
        profile = ask(server.config())
    assert profile.email is None
    assert profile.extra == {"newField": [2**80]}
    assert profile.custom_data == {"n": 10**30}
    assert profile.notes == [libgenauth.DecodeNote("email", "string", "object")]
    assert profile.to_dict()["_notes"] == [{"path": "email", "expected": "string", "got": "object"}]
