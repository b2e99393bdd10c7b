"""What the Slack adapter is told."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class SlackSettings:
    """``bot_token`` for one workspace, or ``client_id`` and ``client_secret`` for any number by OAuth; ``app_token`` adds Socket
    Mode. ``send_confirmations`` off lets them gather unsent, which a measurement may want."""

    signing_secret: str = ""
    bot_token: str = ""
    app_token: str = ""
    client_id: str = ""
    client_secret: str = ""
    api_url: str | None = None
    secret_key: str = ""
    base_url: str = ""
    send_confirmations: bool = True

    def __repr__(self) -> str:
        return "SlackSettings(...)"
