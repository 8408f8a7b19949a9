import os
from typing import Any, final

from ._timestamp import Timestamp

__all__ = ["Call", "Client", "DecodeNote", "Identity", "Mailbox", "Profile", "__version__", "parse_timestamp"]

__version__: str

def parse_timestamp(text: str, /) -> tuple[int, int] | None: ...

@final
class Client:
    def __new__(
        cls,
        *,
        app_id: str,
        host: str,
        access_token: str | None,
        timeout: float | None,
        connect_timeout: float | None,
        max_attempts: int,
        max_response_bytes: int,
        ca_file: str | os.PathLike[str] | None,
        ca_pem: str | bytes | None,
        proxy: str | None,
        header_prefix: str,
        token_style: str,
        language: str | None,
        user_agent: str | None,
        allow_insecure_http: bool,
    ) -> Client: ...
    @staticmethod
    def from_json(json: str, /) -> Client: ...
    def set_access_token(self, token: str | None, /) -> None: ...
    def get_profile(
        self,
        *,
        with_custom_data: bool,
        with_identities: bool,
        with_department_ids: bool,
        access_token: str | None,
        timeout: float | None,
    ) -> Profile: ...
    def start(
        self,
        mailbox: Mailbox,
        ticket: int,
        /,
        *,
        with_custom_data: bool,
        with_identities: bool,
        with_department_ids: bool,
        access_token: str | None,
        timeout: float | None,
    ) -> Call: ...

@final
class Call:
    def cancel(self) -> None: ...

@final
class Mailbox:
    def __new__(cls) -> Mailbox: ...
    def fileno(self) -> int: ...
    def take(self) -> list[tuple[int, Profile | Exception]]: ...

@final
class Profile:
    """The signed-in user.

    Every attribute but `user_id` may be `None`: the service returns what the scopes of the access token
    cover, and what the call asked for. A field whose value has an unexpected type is `None` and named in
    `notes`; it never costs the rest of the profile.

    Timestamps, and texts that the service chooses from a list, are the service's own words. Free-form values
    are what `json.loads` makes of them; only a whole number that is too long for it is a `decimal.Decimal`.
    """

    __match_args__ = ("user_id",)
    @property
    def user_id(self) -> str:
        """The user's id. Never empty."""
    @property
    def created_at(self) -> Timestamp | None:
        """When the account was created."""
    @property
    def updated_at(self) -> Timestamp | None:
        """When the account was last changed."""
    @property
    def status(self) -> str | None:
        """Whether the account may be used."""
    @property
    def work_status(self) -> str | None:
        """Whether the person still works for the organisation."""
    @property
    def external_id(self) -> str | None:
        """The user's id in the customer's own system."""
    @property
    def email(self) -> str | None:
        """E-mail address; compare it without regard to case."""
    @property
    def phone(self) -> str | None:
        """Phone number without the country code."""
    @property
    def phone_country_code(self) -> str | None:
        """Country code of the phone number, such as `+86`; may be missing for mainland China."""
    @property
    def username(self) -> str | None:
        """Login name, unique in the user pool."""
    @property
    def name(self) -> str | None:
        """The person's real name; not unique."""
    @property
    def nickname(self) -> str | None:
        """What the person likes to be called."""
    @property
    def photo(self) -> str | None:
        """URL of the avatar."""
    @property
    def logins_count(self) -> int | None:
        """How often the user has signed in."""
    @property
    def last_login(self) -> Timestamp | None:
        """When the user last signed in."""
    @property
    def last_ip(self) -> str | None:
        """The IP address of the last sign-in."""
    @property
    def gender(self) -> str | None:
        """Gender as the service knows it."""
    @property
    def email_verified(self) -> bool | None:
        """Whether the e-mail address was verified."""
    @property
    def phone_verified(self) -> bool | None:
        """Whether the phone number was verified."""
    @property
    def password_last_set_at(self) -> Timestamp | None:
        """When the password was last set."""
    @property
    def birthdate(self) -> str | None:
        """Date of birth, usually `YYYY-MM-DD`; the service accepts any text."""
    @property
    def country(self) -> str | None:
        """Country."""
    @property
    def province(self) -> str | None:
        """Province."""
    @property
    def city(self) -> str | None:
        """City."""
    @property
    def address(self) -> str | None:
        """Address in one line."""
    @property
    def street_address(self) -> str | None:
        """Street and house number."""
    @property
    def postal_code(self) -> str | None:
        """Postal code."""
    @property
    def company(self) -> str | None:
        """Company."""
    @property
    def browser(self) -> str | None:
        """User agent of the browser that last signed in."""
    @property
    def device(self) -> str | None:
        """Kind of device that last signed in."""
    @property
    def given_name(self) -> str | None:
        """Given name."""
    @property
    def family_name(self) -> str | None:
        """Family name."""
    @property
    def middle_name(self) -> str | None:
        """Middle name."""
    @property
    def profile(self) -> str | None:
        """The OIDC `profile` claim: the user's page, or whatever the user pool keeps there."""
    @property
    def preferred_username(self) -> str | None:
        """The OIDC `preferred_username` claim."""
    @property
    def website(self) -> str | None:
        """The user's web site."""
    @property
    def zoneinfo(self) -> str | None:
        """Time zone as the user gave it; not necessarily an IANA name (`GMT-08:00`)."""
    @property
    def locale(self) -> str | None:
        """Language of the user, such as `zh-CN`."""
    @property
    def formatted(self) -> str | None:
        """The whole address as one text."""
    @property
    def region(self) -> str | None:
        """Region; the service keeps it apart from the province."""
    @property
    def user_source_type(self) -> str | None:
        """How the account came to be."""
    @property
    def user_source_id(self) -> str | None:
        """The application or synchronisation task that made the account."""
    @property
    def last_login_app(self) -> str | None:
        """Id of the application that the user last signed in to."""
    @property
    def main_department_id(self) -> str | None:
        """Id of the user's main department."""
    @property
    def last_mfa_time(self) -> Timestamp | None:
        """When the user last passed a second factor."""
    @property
    def password_security_level(self) -> int | None:
        """Strength of the password; larger is stronger."""
    @property
    def reset_password_on_next_login(self) -> bool | None:
        """Whether the user must choose a new password at the next sign-in."""
    @property
    def register_source(self) -> list[str] | None:
        """Ways by which the account was registered."""
    @property
    def department_ids(self) -> list[str] | None:
        """Departments of the user; absent unless asked for."""
    @property
    def identities(self) -> list[Identity] | None:
        """The user's accounts at other identity providers; absent unless asked for."""
    @property
    def identity_number(self) -> str | None:
        """National identity number. Sensitive."""
    @property
    def custom_data(self) -> Any:
        """Fields that the customer defined in the user pool; absent unless asked for."""
    @property
    def metadata_source(self) -> Any:
        """Where the user's metadata came from; its shape is not documented."""
    @property
    def post_id_list(self) -> list[str] | None:
        """Ids of the user's posts."""
    @property
    def status_changed_at(self) -> Timestamp | None:
        """When `status` last changed."""
    @property
    def tenant_id(self) -> str | None:
        """Id of the tenant that the user signed in to."""
    @property
    def signed_up(self) -> Timestamp | None:
        """When the user signed up."""
    @property
    def tenant_ids(self) -> list[str] | None:
        """Ids of all tenants of the user."""
    @property
    def extra(self) -> dict[str, Any]:
        """Fields that this version does not know, by the service's own name."""
    @property
    def notes(self) -> list[DecodeNote]:
        """What was malformed in the answer and is therefore `None`."""
    @property
    def raw(self) -> bytes:
        """The body of the service's answer, byte for byte. Equality ignores it."""
    def to_json(self) -> str:
        """Write the profile as one JSON object.

        It has the service's own names and documented types. Absent fields are left out, unknown fields kept,
        and `_notes` is there when something was malformed.
        """
    def to_dict(self) -> dict[str, Any]:
        """Return the document of `to_json` as a new `dict`."""
    @staticmethod
    def from_json(text: str, /) -> Profile:
        """Read back what `to_json` wrote; `raw` is then that text. Raises `DecodeError` for another text."""
    def __eq__(self, other: object, /) -> bool: ...
    def __hash__(self) -> int: ...

@final
class Identity:
    """One account of the user at another identity provider.

    A person has several entries for one provider when the provider knows several ids (`WeChat`: `openid` and
    `unionid`). Every attribute may be `None`.
    """

    @property
    def identity_id(self) -> str | None:
        """Id of this identity record."""
    @property
    def ext_idp_id(self) -> str | None:
        """Id of the identity source."""
    @property
    def provider(self) -> str | None:
        """Kind of the identity provider, such as `wechat`, `google` or `oidc`. An open set."""
    @property
    def type(self) -> str | None:
        """Which id of the provider this is, such as `openid`, `unionid` or `primary`. An open set."""
    @property
    def user_id_in_idp(self) -> str | None:
        """The user's id at the provider."""
    @property
    def user_info_in_idp(self) -> Any:
        """What the provider says about the user; its shape is the provider's."""
    @property
    def access_token(self) -> str | None:
        """The provider's own access token. A secret of the user."""
    @property
    def refresh_token(self) -> str | None:
        """The provider's own refresh token. A secret of the user."""
    @property
    def origin_conn_ids(self) -> list[str] | None:
        """Ids of the identity source connections."""
    @property
    def extra(self) -> dict[str, Any]:
        """Fields that this version does not know, by the service's own name."""
    def to_json(self) -> str:
        """Write the identity as one JSON object, as in `Profile.to_json`, the provider's tokens included."""
    def to_dict(self) -> dict[str, Any]:
        """Return the document of `to_json` as a new `dict`."""
    @staticmethod
    def from_json(text: str, /) -> Identity:
        """Read back what `to_json` wrote. Raises `DecodeError` for another text."""
    def __eq__(self, other: object, /) -> bool: ...
    def __hash__(self) -> int: ...

@final
class DecodeNote:
    """One value of an answer that had an unexpected type and was therefore left out.

    It never holds the value itself.
    """

    __match_args__ = ("path", "expected", "got")
    def __new__(cls, path: str, expected: str, got: str) -> DecodeNote: ...
    @property
    def path(self) -> str:
        """Where the value stands in the profile, such as `identities[1].originConnIds`."""
    @property
    def expected(self) -> str:
        """What the service documents, such as `boolean`."""
    @property
    def got(self) -> str:
        """What came, such as `object`."""
    def __eq__(self, other: object, /) -> bool: ...
    def __hash__(self) -> int: ...
