import os
from asyncio import Future
from collections.abc import Callable, Coroutine, Mapping, Sequence
from typing import Any, Literal, Protocol, TypedDict, TypeVar, final, type_check_only

from typing_extensions import Required, Unpack, disjoint_base

from ._async_client import AsyncClient
from ._client import Client as BlockingClient
from ._events import SessionEvent
from ._exceptions import GenAuthError
from ._timestamp import Timestamp

__all__ = [
    "AsyncSession",
    "BaseSession",
    "BaseStore",
    "Call",
    "Client",
    "ClientTimeout",
    "DecodeNote",
    "FileStore",
    "Identity",
    "Login",
    "Mailbox",
    "MemoryStore",
    "Prepared",
    "Profile",
    "Session",
    "SignOut",
    "TokenProvider",
    "TokenRequest",
    "TokenSet",
    "__version__",
    "close_gate",
    "confidential",
    "parse_timestamp",
    "reveal",
    "settings",
]

_T = TypeVar("_T")
_F = TypeVar("_F", bound=Callable[..., object])

__version__: str

def confidential(function: _F, /) -> _F: ...
def parse_timestamp(text: str, /) -> tuple[int, int] | None: ...
def close_gate() -> None: ...

@type_check_only
class Configuration(TypedDict, total=False):
    """The keyword arguments of `Client`."""

    app_id: Required[str]
    host: Required[str]
    access_token: str | None
    app_secret: str | None
    client_auth: Literal["post", "basic"]
    timeout: float | None
    connect_timeout: float | None
    max_attempts: int
    max_response_bytes: int
    ca_file: str | os.PathLike[str] | None
    ca_pem: str | bytes | None
    proxy: str | None
    header_prefix: Literal["genauth", "authing"]
    token_style: Literal["bearer", "bare"]
    language: str | None
    user_agent: str | None
    allow_insecure_http: bool

@type_check_only
class Store(Protocol):
    """Where a session is kept: an object of the application, or a store of the library."""

    def load(self) -> str | bytes | None: ...
    def save(self, expected_generation: int, record: str, /) -> object: ...
    def remove(self) -> object: ...

def reveal(value: _T, /) -> _T: ...
def settings(config: Mapping[str, object], /) -> dict[str, Any]: ...

@final
class Client:
    def __new__(
        cls,
        *,
        app_id: str,
        host: str,
        access_token: str | None,
        app_secret: str | None,
        client_auth: str,
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
    @property
    def address(self) -> str: ...
    @staticmethod
    def of_session(session: BaseSession, /) -> Client: ...
    def use_session(self, session: BaseSession, /) -> None: ...
    def set_access_token(self, token: str | None, /) -> None: ...
    def get_profile(
        self,
        *,
        with_custom_data: bool,
        with_identities: bool,
        with_department_ids: bool,
        access_token: str | None,
        timeout: float | ClientTimeout | None,
        provider: TokenProvider | None,
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
        timeout: float | ClientTimeout | None,
        provider: TokenProvider | None,
    ) -> Call: ...

@final
class Call:
    def cancel(self) -> None: ...

@final
class ClientTimeout:
    def __new__(cls) -> ClientTimeout: ...

@final
class Mailbox:
    def __new__(cls) -> Mailbox: ...
    def fileno(self) -> int: ...
    def wait(self) -> bool: ...
    def close(self) -> None: ...
    def deliver(self, waiting: dict[int, Future[Any]]) -> list[tuple[int, TokenRequest]]: ...

@final
class Prepared:
    def start(self, mailbox: Mailbox, ticket: int, /) -> Call: ...

@final
class TokenProvider:
    def __new__(
        cls, function: Callable[..., Any], /, *, takes_rejected: bool, is_coroutine: bool
    ) -> TokenProvider: ...

@final
class TokenRequest:
    def call(self) -> Any: ...
    def give(self, token: object, /) -> None: ...
    def fail(self, error: BaseException, /) -> None: ...

@final
class TokenSet:
    """The tokens of one signed-in user, as the token endpoint gave them.

    Immutable, compares by value, can be pickled. The `repr` shows no token. Where a `TokenSet` is accepted, a
    mapping with these keys is as well; other keys of it are ignored.
    """

    def __new__(
        cls,
        access_token: str,
        refresh_token: str | None = None,
        id_token: str | None = None,
        expires_at: float | None = None,
        scope: str | None = None,
    ) -> TokenSet: ...
    @property
    def access_token(self) -> str:
        """The token that calls carry. A secret."""
    @property
    def refresh_token(self) -> str | None:
        """The token that buys new tokens; `None` unless `offline_access` was granted. A secret."""
    @property
    def id_token(self) -> str | None:
        """Who signed in, as a signed statement. A secret."""
    @property
    def expires_at(self) -> int | None:
        """When the access token expires, in seconds since 1970; `None` if the server did not say."""
    @property
    def scope(self) -> str | None:
        """The granted scopes, separated by spaces."""
    def to_json(self) -> str:
        """Return the tokens as a JSON object with every key; absent values are `null`. A secret."""
    @staticmethod
    def from_json(text: str, /) -> TokenSet:
        """Parse what `to_json` returned. Raises `InvalidArgumentError` if malformed."""
    def keys(self) -> list[str]:
        """Return the names of the attributes, so that `dict(tokens)` has them."""
    def __getitem__(self, key: str, /) -> Any: ...
    def __eq__(self, other: object, /) -> bool: ...
    def __hash__(self) -> int: ...

@final
class Login:
    """A login that has begun.

    Send the user to `url`, then `finish` with the URL that the browser was sent back to. It serves once, for
    ten minutes. `to_json` writes it down, `from_json` takes it up again in another process.
    """

    def __new__(
        cls,
        *,
        redirect_uri: str,
        scopes: str | Sequence[str] | None = None,
        prompt: str | None = None,
        login_hint: str | None = None,
        ui_locales: str | None = None,
        tenant_id: str | None = None,
        extra: Mapping[str, str] | None = None,
        **config: Unpack[Configuration],
    ) -> Login: ...
    @staticmethod
    def from_json(json: str, /, **config: Unpack[Configuration]) -> Login:
        """Take up a login that `to_json` wrote down. The configuration must name the same application."""
    @property
    def url(self) -> str:
        """Where to send the user's browser."""
    def to_json(self) -> str:
        """Return the login as a JSON object, without the configuration.

        A secret until the login has ended: it holds what proves that the code is ours.
        """
    def finish(self, url: str, store: Store | None = None) -> Session:
        """End the login with the URL that the browser was sent back to; its query alone will do.

        The session is kept in `store`, if there is one. Raises `LoginError` if the user or the server
        refused, with `oauth_error`, or if the URL belongs to another login.
        """
    def finish_async(self, url: str, store: Store | None = None) -> Coroutine[Any, Any, AsyncSession]:
        """End the login as `finish` does, for `asyncio`."""
    @staticmethod
    def in_browser(
        *,
        redirect_uri: str | None = None,
        scopes: str | Sequence[str] | None = None,
        prompt: str | None = None,
        login_hint: str | None = None,
        ui_locales: str | None = None,
        tenant_id: str | None = None,
        extra: Mapping[str, str] | None = None,
        ports: Sequence[int] | None = None,
        store: Store | None = None,
        open_browser: Callable[[str], object] | None = None,
        **config: Unpack[Configuration],
    ) -> Session:
        """Sign in with a browser of this machine, which comes back to a port of this process (RFC 8252).

        `redirect_uri` is `http://127.0.0.1[:port]/path`, by default `/callback` on a free port, or on one of
        `ports`; the console must list it. `open_browser` is called with the URL, on a thread of its own; by
        default `webbrowser.open`. Gives up after ten minutes with `TimeoutError`. Raises `LoginError` if no
        browser can be opened, too.
        """
    @staticmethod
    def in_browser_async(
        *,
        redirect_uri: str | None = None,
        scopes: str | Sequence[str] | None = None,
        prompt: str | None = None,
        login_hint: str | None = None,
        ui_locales: str | None = None,
        tenant_id: str | None = None,
        extra: Mapping[str, str] | None = None,
        ports: Sequence[int] | None = None,
        store: Store | None = None,
        open_browser: Callable[[str], object] | None = None,
        **config: Unpack[Configuration],
    ) -> Coroutine[Any, Any, AsyncSession]:
        """Sign in as `in_browser` does, for `asyncio`."""
    def _wait(self, failures: list[BaseException], store: Store | None) -> Session | None: ...
    def _wait_async(self, store: Store | None) -> Coroutine[Any, Any, AsyncSession]: ...

@disjoint_base
class BaseSession:
    """What both kinds of sessions share."""

    @property
    def tokens(self) -> TokenSet | None:
        """The tokens as they are, without a refresh; `None` when the session has ended. Secrets."""
    @property
    def claims(self) -> dict[str, Any] | None:
        """Who signed in, as the ID token says: its claims, and `verified_by`.

        `verified_by` is `jwks`, `secret` or `tls`, or `None` for an ID token that the application brought
        itself. `None` without an ID token, and when the session has ended.
        """
    def end_session_url(self, uri: str | None = None) -> str:
        """Return where to send the user's browser to end its own session with the server.

        It works after the sign-out as well. The ID token stands in the URL, so do not log it.
        """
    @property
    def on_event(self) -> Callable[[SessionEvent], object] | None:
        """The function that is told what happens to the session; `None` by default.

        It is called with a `SessionEvent`. It runs on a thread of the library, where it may block and use the
        session. Those who wait for what it is told wait for it, too.
        """
    @on_event.setter
    def on_event(self, listener: Callable[[SessionEvent], object] | None) -> None: ...

@final
class Session(BaseSession):
    """One signed-in user of one application, for any number of threads.

    Its tokens refresh themselves: one that is about to expire in the background, one that has expired or that
    the service refuses before the call goes on. Any number of threads and tasks share one refresh. With a
    store, new tokens are saved before anybody gets them. Works in a child after `os.fork()`; parent and child
    need a store that both use.
    """

    def __new__(
        cls,
        tokens: TokenSet | Mapping[str, Any],
        *,
        store: Store | None = None,
        **config: Unpack[Configuration],
    ) -> Session: ...
    @staticmethod
    def open(store: Store, **config: Unpack[Configuration]) -> Session | None:
        """Take a session up again that a store holds; `None` if it is empty.

        Blocks while the store reads, and does not touch the network. Raises `StoreError` if the store fails,
        is locked, or holds another application's session.
        """
    def access_token(self, *, timeout: float | ClientTimeout | None = ...) -> str:
        """Return an access token that is fit for use, after a refresh if need be.

        For requests of your own. A secret.
        """
    def access_token_after(self, rejected: str, *, timeout: float | ClientTimeout | None = ...) -> str:
        """Return an access token other than `rejected`, which a server of your own has refused.

        It is the one that somebody got since, else that of a refresh: however many requests were refused
        with one token, it is refreshed once. A secret.
        """
    def refresh(self, *, timeout: float | ClientTimeout | None = ...) -> None:
        """Refresh now, however fresh the tokens are. A refresh in progress is shared."""
    def sign_out(self, *, timeout: float | ClientTimeout | None = ...) -> SignOut:
        """End the session: wipe tokens and store, then revoke the grant at the server.

        It succeeds whatever fails, and says what did.
        """
    def client(self) -> BlockingClient:
        """Return a client whose calls carry this session's access token.

        It shares the session's settings and connections.
        """
    def close(self) -> None:
        """Close this object; its clients stay open, and the user stays signed in."""
    def __enter__(self) -> Session: ...
    def __exit__(self, *_args: object) -> None: ...

@final
class AsyncSession(BaseSession):
    """One signed-in user of one application, for `asyncio`.

    Its tokens refresh themselves: one that is about to expire in the background, one that has expired or that
    the service refuses before the call goes on. Any number of threads and tasks share one refresh. With a
    store, new tokens are saved before anybody gets them. Works in a child after `os.fork()`; parent and child
    need a store that both use.
    """

    def __new__(
        cls,
        tokens: TokenSet | Mapping[str, Any],
        *,
        store: Store | None = None,
        **config: Unpack[Configuration],
    ) -> AsyncSession: ...
    @staticmethod
    def open(store: Store, **config: Unpack[Configuration]) -> AsyncSession | None:
        """Take a session up again that a store holds; `None` if it is empty.

        Blocks while the store reads, and does not touch the network. Raises `StoreError` if the store fails,
        is locked, or holds another application's session.
        """
    def access_token(self, *, timeout: float | ClientTimeout | None = ...) -> Coroutine[Any, Any, str]:
        """Return an access token that is fit for use, after a refresh if need be.

        For requests of your own. A secret.
        """
    def access_token_after(
        self, rejected: str, *, timeout: float | ClientTimeout | None = ...
    ) -> Coroutine[Any, Any, str]:
        """Return an access token other than `rejected`, which a server of your own has refused.

        It is the one that somebody got since, else that of a refresh: however many requests were refused
        with one token, it is refreshed once. A secret.
        """
    def refresh(self, *, timeout: float | ClientTimeout | None = ...) -> Coroutine[Any, Any, None]:
        """Refresh now, however fresh the tokens are. A refresh in progress is shared."""
    def sign_out(self, *, timeout: float | ClientTimeout | None = ...) -> Coroutine[Any, Any, SignOut]:
        """End the session: wipe tokens and store, then revoke the grant at the server.

        It succeeds whatever fails, and says what did.
        """
    def client(self) -> AsyncClient:
        """Return a client whose calls carry this session's access token.

        It shares the session's settings and connections.
        """
    def aclose(self) -> Coroutine[Any, Any, None]:
        """Close this object; its clients stay open, and the user stays signed in."""
    def __aenter__(self) -> Coroutine[Any, Any, AsyncSession]: ...
    def __aexit__(self, *_args: object) -> Coroutine[Any, Any, None]: ...

@final
class SignOut:
    """What a sign-out achieved. The tokens are gone from memory in any case."""

    @property
    def revoked(self) -> bool:
        """Whether the server holds no grant of this session any more, as far as it said."""
    @property
    def store_removed(self) -> bool:
        """Whether the store holds no record of this session any more."""
    @property
    def revoke_error(self) -> GenAuthError | None:
        """Why the tokens were not revoked. They end when the server lets them expire."""
    @property
    def store_error(self) -> GenAuthError | None:
        """Why the record was not removed."""

@disjoint_base
class BaseStore:
    """A store of the library."""

    def load(self) -> str | None:
        """Return the record, a JSON string with the tokens, or `None`. A secret."""
    def save(self, expected: int, record: str, /) -> bool:
        """Replace the record if the stored one has the generation `expected`; 0 means that none is stored.

        Returns whether it did.
        """
    def remove(self) -> None:
        """Remove the record, if there is one."""

@final
class FileStore(BaseStore):
    """A store in a file that only its owner can read (mode 0600), replaced as a whole.

    Any number of processes may share it. Two lock files stand beside it. The file must stand in a directory
    that only its owner can write to, on a local disk; missing directories are not made. Nothing is read or
    written before it is used.
    """

    def __new__(cls, path: str | os.PathLike[str], /) -> FileStore: ...

@final
class MemoryStore(BaseStore):
    """A store in memory, for tests and for several sessions of one program."""

    def __new__(cls) -> MemoryStore: ...

@final
class Profile:
    """The signed-in user.

    Every attribute except `user_id` may be `None`: the service returns what the scopes of the access token
    cover and what the call requested. A malformed field becomes `None` and a note in `notes`; the rest of the
    profile survives.

    Timestamps and enumerated values are the service's own strings. Free-form values are what `json.loads`
    returns; only an integer with too many digits for `int` is a `decimal.Decimal`.
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
        """Date of birth, usually `YYYY-MM-DD`; the service accepts any string."""
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
        """The whole address as one string."""
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
        """Departments of the user; absent unless requested."""
    @property
    def identities(self) -> list[Identity] | None:
        """The user's accounts at other identity providers; absent unless requested."""
    @property
    def identity_number(self) -> str | None:
        """National identity number. Sensitive."""
    @property
    def custom_data(self) -> Any:
        """Fields that the customer defined in the user pool; absent unless requested."""
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
        """Fields that this version does not know, by the service's own names."""
    @property
    def notes(self) -> list[DecodeNote]:
        """What was malformed in the response and is therefore `None`."""
    @property
    def raw(self) -> bytes:
        """The response body, byte for byte. Equality ignores it."""
    def to_json(self) -> str:
        """Return the profile as one JSON object.

        It has the service's own names and documented types. Absent fields are omitted, unknown fields kept,
        and `_notes` is present if something was malformed.
        """
    def to_dict(self) -> dict[str, Any]:
        """Return the object of `to_json` as a new `dict`."""
    @staticmethod
    def from_json(text: str, /) -> Profile:
        """Parse what `to_json` returned; `raw` is then that string. Raises `DecodeError` if malformed."""
    def __eq__(self, other: object, /) -> bool: ...
    def __hash__(self) -> int: ...

@final
class Identity:
    """One account of the user at another identity provider.

    A user has several entries for one provider if the provider uses several ids (`WeChat`: `openid` and
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
        """Fields that this version does not know, by the service's own names."""
    def to_json(self) -> str:
        """Return the identity as one JSON object, as in `Profile.to_json`, with the provider's tokens."""
    def to_dict(self) -> dict[str, Any]:
        """Return the object of `to_json` as a new `dict`."""
    @staticmethod
    def from_json(text: str, /) -> Identity:
        """Parse what `to_json` returned. Raises `DecodeError` if malformed."""
    def __eq__(self, other: object, /) -> bool: ...
    def __hash__(self) -> int: ...

@final
class DecodeNote:
    """One value of a response that had an unexpected type and was therefore omitted.

    It never holds the value itself.
    """

    __match_args__ = ("path", "expected", "got")
    def __new__(cls, path: str, expected: str, got: str) -> DecodeNote: ...
    @property
    def path(self) -> str:
        """Where the value is in the profile, such as `identities[1].originConnIds`."""
    @property
    def expected(self) -> str:
        """The documented type, such as `boolean`."""
    @property
    def got(self) -> str:
        """The received type, such as `object`."""
    def __eq__(self, other: object, /) -> bool: ...
    def __hash__(self) -> int: ...
