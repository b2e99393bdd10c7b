"""Every screen by its name: what it must be given, and the presenter that makes it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Any, Final

from adapters.cards import Action, Block, Form, Heading, Page, View
from adapters.desk import Screen
from adapters.present import (
    accounts,
    add_option,
    advice_setup,
    advise,
    agreement,
    all_ballots,
    answer,
    answering,
    ballot_preview,
    ballot_settings,
    ballot_setup,
    belonging,
    calendar,
    calls,
    circle,
    circle_form,
    commitment_filters,
    commitment_form,
    commitment_forms,
    commitment_page,
    commitment_recorded,
    commitment_tapped,
    commitments,
    confirmations,
    digest,
    digest_settings,
    first_run,
    guests,
    home,
    late,
    leaving,
    linkages,
    links,
    more,
    mou_forms,
    mou_page,
    mou_recorded,
    mou_writing,
    mous,
    nominate,
    own_calendar,
    own_commitments,
    own_settings,
    own_view,
    places,
    powers,
    preview,
    problem,
    proposal,
    question_setup,
    read_all,
    recurring,
    refused,
    reminder_settings,
    reopening,
    role_fairness,
    role_form,
    role_forms,
    role_notes,
    role_page,
    role_recorded,
    role_rota,
    roles,
    round_page,
    secret_vote,
    selection_setup,
    stand_ins,
    standing_in,
    talk,
    template_forms,
    templates,
    turns_calendar,
)
from adapters.present.reader import Reader
from adapters.present.verbs import Verb
from decisions.rounds import commands as c
from decisions.rounds.way import Way


class Loads(StrEnum):
    """What a presenter is given as its record. ``ROUND`` is a ``RoundRecord``, and so on; ``PLACE`` a
    ``PlaceRecord``."""

    ROUND = "round"
    BALLOTS = "ballots"
    """A ``RoundRecord`` with the published ballots of a secret vote: of many, those that begin as ``screen`` says."""
    ROUND_CARD = "round_card"
    """A ``RoundRecord`` with as much of the round as its card shows."""
    HOME = "home"
    CIRCLE = "circle"
    AGREEMENT = "agreement"
    PLACE = "place"
    """Of ``screen.about`` (a circle) or, without it, of ``screen.place``."""
    ROUNDS_HERE = "rounds_here"
    """The ``RoundRecord``s that words said in ``screen.place`` may be about: one when their thread tells."""
    CONNECTION = "connection"
    """A ``ConnectionRecord`` of ``screen.place`` and the carried ``code``; None without a code, or when it is shown again."""
    ROUND_IF_ANY = "round_if_any"
    """A ``RoundRecord`` when ``screen.about`` is a round that the reader may see, else None."""
    ANY = "any"
    """A round's (as much as its card shows), circle's or agreement's record, whichever ``screen.about`` is; None without one."""
    TEMPLATE = "template"
    RECURRENCE = "recurrence"
    ROLES = "roles"
    """A ``CircleRolesRecord`` of the circle that ``screen.about`` is."""
    ROLE = "role"
    COMMITMENTS = "commitments"
    """A ``CommitmentsRecord`` of the circle that ``screen.about`` is; without it, of the one that the carried words name."""
    OWN_CALENDAR = "own_calendar"
    """A ``CalendarRecord``."""
    DIGEST = "digest"
    """A ``DigestRecord`` of the circle that ``screen.about`` is, since a week."""
    COMMITMENT = "commitment"
    MOUS = "mous"
    """A ``CircleMousRecord`` of the circle that ``screen.about`` is."""
    MOU = "mou"
    LINKAGES = "linkages"
    """A ``LinkagesRecord`` of the reader's network."""
    ACCOUNT_CODE = "account_code"
    """On page 2, an ``AskedForCode``: who asked for the code that ``screen`` carries; None before."""
    NOTHING = "nothing"


Present = Callable[[Any, Reader, Screen], View]


@dataclass(frozen=True, slots=True)
class Presenter:
    """``leads_to`` is the command that the form will give: whoever could not give it now is told so before they type."""

    loads: Loads
    present: Present
    leads_to: type[c.RoundCommand] | None = None


def _page_as_form(page: Page, reader: Reader, title: str, action: Action) -> Form:
    """A page's sections one below the other, for a chat that has no pages."""
    body: list[Block] = [Heading(page.title)] if page.title != title else []
    for section in page.sections:
        body += [Heading(section.heading)] if section.heading else []
        body += section.blocks
    return Form(title, tuple(body), action, close=reader.copy("form.close"))


def _circle_card(record: Any, reader: Reader, screen: Screen) -> Form:
    action = Action(Verb.OPEN_CIRCLE, str(screen.about or ""))
    return _page_as_form(circle.circle(record, reader, screen), reader, reader.copy("circle.card"), action)


def _agreement_card(record: Any, reader: Reader, screen: Screen) -> Form:
    action = Action(Verb.OPEN_AGREEMENT, str(screen.about or ""))
    return _page_as_form(
        agreement.agreement(record, reader, screen), reader, reader.copy("agreement.card"), action
    )


def _roles_card(record: Any, reader: Reader, screen: Screen) -> Form:
    action = Action(Verb.ROLES, str(record.circle.id))
    return _page_as_form(roles.roles(record, reader, screen), reader, reader.copy("roles.title"), action)


def _fairness_card(record: Any, reader: Reader, screen: Screen) -> Form:
    action = Action(Verb.FAIRNESS, str(record.circle.id))
    page = role_fairness.fairness_page(record, reader, screen)
    return _page_as_form(page, reader, reader.copy("fairness.title"), action)


def _digest_card(record: Any, reader: Reader, screen: Screen) -> Form:
    action = Action(Verb.DIGEST, str(record.circle.id))
    page = digest.digest(replace(record, weeks=()), reader, screen)
    page = replace(page, title=record.circle.name)
    return _page_as_form(page, reader, reader.copy("digest.title"), action)


def _mous_card(record: Any, reader: Reader, screen: Screen) -> Form:
    action = Action(Verb.MOUS, str(record.circle.id))
    return _page_as_form(mous.mous(record, reader, screen), reader, reader.copy("mous.title"), action)


def _linkages_card(record: Any, reader: Reader, screen: Screen) -> Form:
    page = linkages.linkages(record, reader, screen)
    return _page_as_form(page, reader, reader.copy("linkages.card"), Action(Verb.LINKAGES))


def _mou_card(record: Any, reader: Reader, screen: Screen) -> Form:
    action = Action(Verb.OPEN_MOU, str(record.mou.id))
    return _page_as_form(mou_page.mou(record, reader, screen), reader, reader.copy("mou.card"), action)


def _by_way(
    proposal: Present, ballot: Present, question: Present, advice: Present, selection: Present
) -> Present:
    """A screen with a face for each way in which a round can go."""
    faces = {
        Way.CONSENT: proposal,
        Way.BALLOT: ballot,
        Way.QUESTION: question,
        Way.ADVICE: advice,
        Way.SELECTION: selection,
    }

    def present(record: Any, reader: Reader, screen: Screen) -> View:
        return faces[record.round.way](record, reader, screen)

    return present


_EDIT: Final = _by_way(
    proposal.edit_draft,
    ballot_setup.edit_ballot,
    question_setup.edit_question,
    advice_setup.edit_advice,
    selection_setup.edit_selection,
)


def _all(loads: Loads, **presents: Present) -> dict[str, Presenter]:
    return {name: Presenter(loads, present, _LEADS_TO.get(name)) for name, present in presents.items()}


_LEADS_TO: Final[Mapping[str, type[c.RoundCommand]]] = {
    "preview": c.OpenRound,
    "edit_draft": c.EditDraft,
    "edit_ballot": c.EditDraft,
    "ballot_settings": c.EditDraft,
    "change_ballot": c.ChangeBallot,
    "edit_question": c.EditDraft,
    "edit_advice": c.EditDraft,
    "edit_selection": c.EditDraft,
    "change_text": c.ChangeText,
    "answer": c.GiveAnswer,
    "replace": c.GiveAnswer,
    "vote": c.GiveAnswer,
    "leave_blank": c.GiveAnswer,
    "say": c.GiveAnswer,
    "advise": c.GiveAdvice,
    "decide": c.Decide,
    "nominate": c.GiveAnswer,
    "propose_people": c.ProposePeople,
    "decline_role": c.AnswerProposed,
    "reopen": c.Reopen,
    "answer_for": c.AnswerFor,
    "invite_guest": c.InviteGuest,
    "add_option": c.AddOption,
    "test_answer": c.AnswerTest,
    "ask_question": c.AskQuestion,
    "react": c.ShareReaction,
    "answer_question": c.AnswerQuestion,
    "suggest_fix": c.SuggestFix,
    "about_problem": c.AskAboutProblem,
    "not_yet_fixed": c.NotYetFixed,
    "extend": c.Extend,
    "stop": c.ComeBackLater,
    "withdraw": c.Withdraw,
    "write_down": c.WriteDown,
    "hand_over": c.HandFacilitationTo,
    "reach_me": c.AskForCall,
    "tell_outcome": c.TellOutcome,
}
"""The forms of a round, each with the command that sending it gives."""


SCREENS: Final[Mapping[str, Presenter]] = {
    **_all(
        Loads.ROUND_CARD,
        card_for_one=own_view.card_for_one,
        own_answer=own_view.own_answer,
    ),
    **_all(
        Loads.ROUND,
        round=round_page.round,
        more=more.more,
        read_all=read_all.read_all,
        preview=_by_way(
            preview.preview,
            ballot_preview.preview_ballot,
            question_setup.preview_question,
            advice_setup.preview_advice,
            selection_setup.preview_selection,
        ),
        edit_draft=_EDIT,
        edit_ballot=_EDIT,
        change_ballot=_by_way(
            proposal.change_text,
            ballot_setup.change_ballot,
            question_setup.edit_question,
            advice_setup.edit_advice,
            selection_setup.edit_selection,
        ),
        ballot_settings=_by_way(
            proposal.edit_draft,
            ballot_settings.settings,
            question_setup.edit_question,
            advice_setup.edit_advice,
            selection_setup.edit_selection,
        ),
        edit_question=_EDIT,
        edit_advice=_EDIT,
        edit_selection=_EDIT,
        change_text=proposal.change_text,
        propose_again=_by_way(
            proposal.propose_again,
            ballot_setup.ask_again,
            question_setup.ask_again,
            advice_setup.ask_again,
            selection_setup.ask_again,
        ),
        answer=answering.answer,
        replace=answering.replace,
        vote=answering.answer,
        leave_blank=secret_vote.leave_blank,
        say=answering.answer,
        advise=advise.advise,
        decide=advise.decide,
        nominate=answering.answer,
        propose_people=nominate.propose_people,
        decline_role=nominate.decline_role,
        add_option=add_option.add_option,
        calendar=calendar.calendar,
        test_answer=answer.test_answer,
        keep_late=answer.keep_late,
        late_test=late.late_test,
        ask_question=talk.ask_question,
        react=talk.react,
        answer_question=talk.answer_question,
        suggest_fix=problem.suggest_fix,
        about_problem=problem.about_problem,
        not_yet_fixed=problem.not_yet_fixed,
        extend=powers.extend,
        stop=powers.stop,
        withdraw=powers.withdraw,
        write_down=powers.write_down,
        hand_over=powers.hand_over,
        reopen=reopening.reopen,
        answer_for=standing_in.answer_for,
        invite_guest=guests.invite_guest,
        guest_invited=guests.guest_invited,
        reach_me=calls.reach_me,
        tell_outcome=powers.tell_outcome,
        save_template=template_forms.save_template,
        repeat=recurring.repeat,
    ),
    **_all(Loads.BALLOTS, all_ballots=all_ballots.all_ballots),
    **_all(
        Loads.HOME,
        home=home.home,
        home_card=home.home_card,
        choose_circle=proposal.choose_circle,
        own_commitments=own_commitments.own_commitments_card,
        own_reminders=reminder_settings.own_reminders,
        own_settings=own_settings.own_settings,
        language=own_settings.language,
    ),
    **_all(
        Loads.CIRCLE,
        circle=circle.circle,
        circle_card=_circle_card,
        templates=templates.templates,
        take_in_template=template_forms.take_in_template,
        propose=proposal.propose,
        ballot=ballot_setup.ballot,
        question=question_setup.question,
        advice=advice_setup.advice,
        selection=selection_setup.selection,
        commit=commitment_form.commit,
        circle_reminders=reminder_settings.circle_reminders,
        circle_reminders_card=reminder_settings.circle_reminders_card,
        circle_digest=digest_settings.circle_digest,
        invite=circle.invite,
        who_belongs=belonging.who_belongs,
        invited=circle.invited,
        same_person=accounts.same_person,
        name_coordinator=accounts.name_coordinator,
        leave_circle=leaving.leave_circle,
        somebody_left=leaving.somebody_left,
        stand_in=stand_ins.stand_in,
        place_offered=places.place_offered,
        connected=places.connected,
        leave_place=places.leave_place,
        place_language=places.place_language,
    ),
    **_all(
        Loads.TEMPLATE,
        template=templates.template,
        start_from=ballot_setup.start_from,
        share_template=template_forms.share_template,
        rename_template=template_forms.rename_template,
        remove_template=template_forms.remove_template,
        repeat_template=recurring.repeat_template,
    ),
    **_all(
        Loads.RECURRENCE,
        recurrence=recurring.recurrence,
        change_repeat=recurring.change_repeat,
        stop_repeat=recurring.stop_repeat,
    ),
    **_all(
        Loads.ROLES,
        roles=roles.roles,
        roles_card=_roles_card,
        fairness=role_fairness.fairness_page,
        fairness_card=_fairness_card,
        make_role=role_form.make_role,
        turns_calendar=turns_calendar.turns_calendar,
    ),
    **_all(
        Loads.ROLE,
        role=role_page.role,
        role_card=role_page.role_card,
        more_of_role=role_page.more_of_role,
        change_role=role_form.change_role,
        set_rota=role_rota.set_rota,
        end_role=role_forms.end_role,
        rest_rule=role_forms.rest_rule,
        go_away=role_forms.go_away,
        learn_first=role_forms.learn_first,
        ask_to_hold=role_forms.ask_to_hold,
        select_for_role=selection_setup.select_for_role,
        hand_on=role_forms.hand_on,
        offer_swap=role_forms.offer_swap,
        step_down=role_forms.step_down,
        write_handover=role_notes.write_handover,
        ask_back=role_notes.ask_back,
        answer_back=role_notes.answer_back,
        role_recorded=role_recorded.role_recorded,
        commit_for_role=commitment_form.commit_for_role,
    ),
    **_all(
        Loads.COMMITMENTS,
        commitments=commitments.commitments,
        commitments_card=commitments.commitments_card,
        choose_commitments=commitment_filters.choose_commitments,
    ),
    **_all(Loads.OWN_CALENDAR, own_calendar=own_calendar.own_calendar),
    **_all(Loads.DIGEST, digest=digest.digest, digest_card=_digest_card),
    **_all(
        Loads.COMMITMENT,
        commitment=commitment_page.commitment,
        commitment_card=commitment_page.commitment_card,
        more_of_commitment=commitment_page.more_of_commitment,
        decline_commitment=commitment_tapped.opened_in_time(Verb.DECLINE_COMMITMENT),
        suggest_day=commitment_tapped.opened_in_time(Verb.SUGGEST_DAY),
        ask_another=commitment_forms.ask_another,
        ask_to_help=commitment_tapped.opened_in_time(Verb.ASK_TO_HELP),
        tell_what_came=commitment_forms.tell_what_came,
        drop_commitment=commitment_forms.drop_commitment,
        change_commitment=commitment_forms.change_commitment,
        hand_to=commitment_forms.hand_to,
        snooze=commitment_tapped.opened_in_time(Verb.SNOOZE),
        steps=commitment_forms.steps,
        comment=commitment_forms.comment,
        block=commitment_forms.block,
        commitment_recorded=commitment_recorded.commitment_recorded,
        tapped=commitment_tapped.tapped,
        pressed_late=commitment_tapped.pressed_late,
    ),
    **_all(Loads.LINKAGES, linkages=linkages.linkages, linkages_card=_linkages_card),
    **_all(Loads.MOUS, mous=mous.mous, mous_card=_mous_card, draft_mou=mou_writing.draft_mou),
    **_all(
        Loads.MOU,
        mou=mou_page.mou,
        mou_card=_mou_card,
        edit_mou=mou_writing.edit_mou,
        amend_mou=mou_writing.amend_mou,
        propose_mou=mou_forms.propose_mou,
        name_signatory=mou_forms.name_signatory,
        sign_mou=mou_forms.sign_mou,
        take_back_signature=mou_forms.take_back_signature,
        drop_amendment=mou_forms.drop_amendment,
        review_mou=mou_forms.review_mou,
        renew_mou=mou_forms.renew_mou,
        end_mou=mou_forms.end_mou,
        mou_recorded=mou_recorded.mou_recorded,
    ),
    **_all(Loads.CONNECTION, connect=places.connect),
    **_all(
        Loads.AGREEMENT,
        agreement=agreement.agreement,
        agreement_card=_agreement_card,
        who_does_what=commitment_form.who_does_what,
        note=agreement.note,
        not_working=agreement.not_working,
        review_choice=agreement.review_choice,
        review_proposal=agreement.review_proposal,
    ),
    **_all(Loads.PLACE, circle_form=circle_form.circle_form, added_to_channel=circle_form.added_to_channel),
    **_all(Loads.ROUNDS_HERE, ask_from_thread=talk.ask_from_thread),
    **_all(Loads.ROUND_IF_ANY, refused=refused.refused),
    **_all(Loads.ANY, recorded=confirmations.recorded_screen),
    **_all(
        Loads.NOTHING,
        welcome=first_run.welcome,
        help=first_run.help_page,
        help_card=first_run.help_card,
        try_it=first_run.try_it,
        new_link=circle.new_link,
        revoke_links=links.revoke_links,
        account_code=accounts.account_code,
        account_added=accounts.account_added,
    ),
    **_all(Loads.ACCOUNT_CODE, add_account=accounts.add_account),
}
