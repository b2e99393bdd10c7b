"""A round at the beginning of a stage."""

from dataclasses import replace

from decisions.events import Event
from decisions.rounds.round import Round, Stage


def at_stage(round: Round, stage: Stage, event: Event) -> Round:
    """What belonged to the stage before is over."""
    return replace(
        round,
        stage=stage,
        stage_since=event.at,
        deadline=None,
        closes_early=None,
        extensions=0,
        test=None,
        test_window=None,
        next_text=None,
        next_because=(),
        next_text_at=None,
        asked_raisers_again=False,
        still_does_the_job=False,
        carry_on_since=None,
        facilitator_turn=None,
    )
