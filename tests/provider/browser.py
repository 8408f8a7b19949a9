"""The user's browser, as far as a provider needs one: redirects, cookies and a form."""

from __future__ import annotations

import html
import re
from urllib.parse import urljoin

import requests


def direct() -> requests.Session:
    """Whose requests go to no proxy of the environment."""
    session = requests.Session()
    session.trust_env = False
    return session


class Browser:
    def __init__(self, provider: str) -> None:
        self._provider = provider
        self._session = direct()

    def open(self, url: str) -> str:
        """Follow the redirects out of the provider; the URL that they lead to."""
        return self._leave(url, self._session.get(url, allow_redirects=False))

    def sign_out(self, url: str) -> str:
        """Agree to the question of the logout page; the URL that this leads to."""
        page = self._session.get(url)
        page.raise_for_status()
        (action,) = re.findall(r'<form[^>]* action="([^"]+)"', page.text)
        (token,) = re.findall(r'name="xsrf" value="([^"]+)"', page.text)
        action = urljoin(page.url, html.unescape(action))
        agreed = {"xsrf": html.unescape(token), "logout": "yes"}
        return self._leave(action, self._session.post(action, data=agreed, allow_redirects=False))

    def _leave(self, url: str, response: requests.Response) -> str:
        while url.startswith(self._provider):
            assert response.is_redirect, f"{response.status_code} of {url}: {response.text}"
            url = urljoin(url, response.headers["location"])
            if url.startswith(self._provider):
                response = self._session.get(url, allow_redirects=False)
        return url
