"""HTTP to a SPARQL server: a login where one is wanted, a second try where the network failed, errors in one line."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import requests
from requests.adapters import HTTPAdapter
from requests.auth import HTTPBasicAuth, HTTPDigestAuth
from urllib3.util import Retry

from kg.load.plan import LoadError, LoginError

if TYPE_CHECKING:
    from requests.auth import AuthBase

    from kg.load.plan import Login

_TIMEOUT = (10, 600)  # seconds to connect, and to wait for an answer: a server may take its time over a batch
# Every request says what shall be the case, so it may be sent twice.
_RETRY = Retry(total=3, backoff_factor=0.5, status_forcelist=(502, 503, 504), allowed_methods=None)
_REFUSED = (401, 403)


class Connection:
    """A session with one server."""

    def __init__(self, login: Login | None) -> None:
        self._login = login
        self._session = requests.Session()
        for scheme in ("http://", "https://"):
            self._session.mount(scheme, HTTPAdapter(max_retries=_RETRY))

    def send(
        self,
        method: str,
        url: str,
        *,
        params: dict[str, str] | None = None,
        headers: dict[str, str] | None = None,
        body: bytes | None = None,
    ) -> requests.Response:
        """The answer, of whatever kind but an error; raises LoadError, LoginError where a login is wanted."""
        try:
            answer = self._session.request(method, url, params=params, headers=headers, data=body, timeout=_TIMEOUT)
            if answer.status_code == requests.codes.unauthorized and self._session.auth is None and self._login:
                self._session.auth = _auth(answer, self._login)
                return self.send(method, url, params=params, headers=headers, body=body)
        except requests.RequestException as error:
            raise LoadError("unreachable", urlsplit(url).netloc, _reason(error)) from None
        if answer.status_code in _REFUSED:
            raise LoginError("login", urlsplit(url).netloc)
        if not answer.ok:
            raise LoadError("refused", urlsplit(url).netloc, answer.status_code, _first_line(answer.text))
        return answer

    def close(self) -> None:
        """End the session."""
        self._session.close()


def _auth(answer: requests.Response, login: Login) -> AuthBase:
    """The way of telling the password that the server asked for; Digest does not show it on the wire."""
    if answer.headers.get("WWW-Authenticate", "").lower().startswith("digest"):
        return HTTPDigestAuth(login.user, login.password)
    return HTTPBasicAuth(login.user.encode(), login.password.encode())  # else only Latin-1 would pass


def _reason(error: requests.RequestException) -> str:
    """Why, without the address and object names that urllib3 puts around it."""
    cause: BaseException = error
    while (inner := getattr(cause, "reason", None) or cause.__cause__ or cause.__context__) is not None:
        if not isinstance(inner, BaseException):
            break
        cause = inner
    return str(cause).rpartition(": ")[2] or type(cause).__name__


def _first_line(text: str) -> str:
    return next((line.strip() for line in text.splitlines() if line.strip()), "")[:300]
