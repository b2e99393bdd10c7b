"""Every process that a round can follow, by its key. Adding one adds a line here."""

from collections.abc import Mapping
from typing import Final

from decisions.process import Process
from decisions.rounds.consent.table import CONSENT

PROCESSES: Final[Mapping[str, Process]] = {process.key: process for process in (CONSENT,)}
