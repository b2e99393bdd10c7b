"""Microsoft's two identity services to test against, on real ports of this machine.

``metadata_url`` and the keys behind it say with what Teams signs; ``token(...)`` is what Teams would send, with any claims.
``login_url`` gives the bot access tokens for what it sends itself: it speaks https with a certificate of its own, because MSAL
accepts nothing else. Tests point ``REQUESTS_CA_BUNDLE`` at ``ca_bundle``, so that the MSAL of production runs unchanged, with no
seam in our code for its sake. The address ends in ``/adfs``, because of any other MSAL asks Microsoft whether it is genuine.

    async with FakeIdentity() as identity:            # or: with FakeIdentity().in_a_thread() as identity
        settings = TeamsSettings(..., bot_framework=identity.bot_framework)
        header = f"Bearer {identity.token(service_url='https://smba.example/emea/')}"

Trouble: ``identity.fails = True``, ``identity.hangs = 30.0`` (seconds), ``identity.rotate()``.
"""

import asyncio
import contextlib
import datetime
import functools
import ipaddress
import json
import ssl
import tempfile
import threading
import time
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, Self

import jwt
from aiohttp import web
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey, generate_private_key
from jwt.algorithms import RSAAlgorithm

Json = dict[str, Any]

ISSUER = "https://api.botframework.com"
ENDORSED = ("msteams", "skypeforbusiness")


@functools.cache
def rsa_key(name: str) -> RSAPrivateKey:
    """Making one takes a tenth of a second: each name has its key for the whole run."""
    return generate_private_key(public_exponent=65537, key_size=2048)


class FakeIdentity:
    app_id = "11111111-aaaa-bbbb-cccc-222222222222"
    app_password = "fake-teams-password"

    def __init__(self, *, endorsements: tuple[str, ...] | None = ENDORSED) -> None:
        self.endorsements = endorsements
        self.key_ids = ["key-1"]
        """Those published now; the last is the one that Teams signs with."""
        self.fails = False
        self.hangs = 0.0
        self.keys_fetched = 0
        self.sign_ins: list[Mapping[str, str]] = []
        self.refuses_sign_in = False
        self.sign_in_hangs = 0.0
        self._given: set[str] = set()
        self._connections: set[asyncio.Transport] = set()
        self._folder = tempfile.TemporaryDirectory(prefix="fake-identity-")
        self._runner: web.AppRunner | None = None

    # --- running ---

    async def __aenter__(self) -> Self:
        application = web.Application()
        application.on_response_prepare.append(self._remember_connection)
        application.router.add_get("/v1/.well-known/openidconfiguration", self._metadata)
        application.router.add_get("/v1/keys", self._keys)
        application.router.add_get("/adfs/.well-known/openid-configuration", self._login_metadata)
        application.router.add_post("/adfs/oauth2/token", self._sign_in)
        self._runner = web.AppRunner(application, access_log=None, shutdown_timeout=0.1)
        await self._runner.setup()
        await web.TCPSite(self._runner, "127.0.0.1", 0).start()
        await web.TCPSite(self._runner, "127.0.0.1", 0, ssl_context=self._certified()).start()
        plain, secure = (address[1] for address in self._runner.addresses)
        self.url, self.secure_url = f"http://127.0.0.1:{plain}", f"https://127.0.0.1:{secure}"
        return self

    async def __aexit__(self, *_: object) -> None:
        assert self._runner is not None
        for connection in self._connections:
            # MSAL keeps its own, and a close of TLS waits for the other side's.
            connection.abort()
        await asyncio.sleep(0.01)
        await self._runner.cleanup()
        self._folder.cleanup()

    @contextlib.contextmanager
    def in_a_thread(self) -> Iterator[Self]:
        """For applications that run in another process or loop."""
        loop = asyncio.new_event_loop()
        thread = threading.Thread(target=loop.run_forever, name="fake-identity", daemon=True)
        thread.start()
        try:
            asyncio.run_coroutine_threadsafe(self.__aenter__(), loop).result(10)
            yield self
        finally:
            asyncio.run_coroutine_threadsafe(self.__aexit__(), loop).result(10)
            loop.call_soon_threadsafe(loop.stop)
            thread.join(10)
            loop.close()

    @property
    def metadata_url(self) -> str:
        return f"{self.url}/v1/.well-known/openidconfiguration"

    @property
    def login_url(self) -> str:
        return f"{self.secure_url}/adfs"

    @property
    def ca_bundle(self) -> str:
        return str(Path(self._folder.name) / "certificate.pem")

    @property
    def bot_framework(self) -> Mapping[str, str]:
        """The Bot Framework's settings that lead here."""
        return {
            "TO_BOT_FROM_CHANNEL_OPENID_METADATA_URL": self.metadata_url,
            "TO_BOT_FROM_CHANNEL_TOKEN_ISSUER": ISSUER,
            "TO_CHANNEL_FROM_BOT_LOGIN_URL": self.login_url,
        }

    # --- what Teams sends ---

    def token(
        self,
        service_url: str = "https://smba.example/emea/",
        *,
        key: str = "",
        headers: Mapping[str, Any] | None = None,
        algorithm: str = "RS256",
        **claims: Any,
    ) -> str:
        """As Teams signs it now. ``claims`` replace its own, and ``...`` takes one away; times are seconds from now. ``key``
        names another to sign with."""
        now = int(time.time())
        own: Json = {"iss": ISSUER, "aud": self.app_id, "serviceurl": service_url, "nbf": 0, "exp": 3600}
        told = {name: value for name, value in (own | claims).items() if value is not ...}
        for name in ("nbf", "exp", "iat"):
            if isinstance(told.get(name), int):
                told[name] += now
        name = key or self.key_ids[-1]
        signed_with: Any = rsa_key(name)
        if algorithm == "none":
            signed_with = None
        elif algorithm.startswith("HS"):
            signed_with = "x" * 64
        kept = {
            name: value for name, value in ({"kid": name} | dict(headers or {})).items() if value is not ...
        }
        return jwt.encode(told, signed_with, algorithm=algorithm, headers=kept)

    def rotate(self, *, keep_old: bool = False) -> str:
        """Teams signs with a new key from now on; the old one is published no more, unless ``keep_old``."""
        new = f"key-{int(self.key_ids[-1].removeprefix('key-')) + 1}"
        self.key_ids = [*self.key_ids, new] if keep_old else [new]
        return new

    # --- what the bot sends ---

    def accepts(self, authorization: str) -> bool:
        """Whether a request to Teams carries a token that was given here: for a fake of the connector."""
        return authorization.removeprefix("Bearer ") in self._given

    # --- answering ---

    async def _remember_connection(self, request: web.Request, _: web.StreamResponse) -> None:
        if request.transport is not None:
            self._connections.add(request.transport)

    async def _metadata(self, _: web.Request) -> web.Response:
        if self.hangs:
            await asyncio.sleep(self.hangs)
        if self.fails:
            raise web.HTTPServiceUnavailable(text="later")
        return web.json_response({"issuer": ISSUER, "jwks_uri": f"{self.url}/v1/keys"})

    async def _keys(self, _: web.Request) -> web.Response:
        self.keys_fetched += 1
        return web.json_response({"keys": [self._published(name) for name in self.key_ids]})

    def _published(self, name: str) -> Json:
        published: Json = json.loads(RSAAlgorithm.to_jwk(rsa_key(name).public_key()))
        published |= {"kid": name, "use": "sig"}
        return published if self.endorsements is None else published | {"endorsements": [*self.endorsements]}

    async def _login_metadata(self, _: web.Request) -> web.Response:
        return web.json_response(
            {
                "issuer": self.login_url,
                "authorization_endpoint": f"{self.login_url}/oauth2/authorize",
                "token_endpoint": f"{self.login_url}/oauth2/token",
            }
        )

    async def _sign_in(self, request: web.Request) -> web.Response:
        form = {name: str(value) for name, value in (await request.post()).items()}
        self.sign_ins.append(form)
        if self.sign_in_hangs:
            await asyncio.sleep(self.sign_in_hangs)
        genuine = form.get("client_id") == self.app_id and form.get("client_secret") == self.app_password
        if self.refuses_sign_in or not genuine or form.get("grant_type") != "client_credentials":
            return web.json_response(
                {"error": "invalid_client", "error_description": "AADSTS7000215"}, status=401
            )
        token = f"access-token-{len(self.sign_ins)}"
        self._given.add(token)
        return web.json_response({"token_type": "Bearer", "expires_in": 3599, "access_token": token})

    # --- the certificate ---

    def _certified(self) -> ssl.SSLContext:
        folder, key = Path(self._folder.name), rsa_key("tls")
        name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "127.0.0.1")])
        now = datetime.datetime.now(datetime.UTC)
        certificate = (
            x509.CertificateBuilder()
            .subject_name(name)
            .issuer_name(name)
            .public_key(key.public_key())
            .serial_number(x509.random_serial_number())
            .not_valid_before(now - datetime.timedelta(days=1))
            .not_valid_after(now + datetime.timedelta(days=1))
            .add_extension(
                x509.SubjectAlternativeName([x509.IPAddress(ipaddress.ip_address("127.0.0.1"))]),
                critical=False,
            )
            .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
            .sign(key, hashes.SHA256())
        )
        (folder / "certificate.pem").write_bytes(certificate.public_bytes(serialization.Encoding.PEM))
        (folder / "key.pem").write_bytes(
            key.private_bytes(
                serialization.Encoding.PEM,
                serialization.PrivateFormat.PKCS8,
                serialization.NoEncryption(),
            )
        )
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(folder / "certificate.pem", folder / "key.pem")
        return context
