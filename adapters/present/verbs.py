"""Every verb that a button or a form may carry, with the names of its fields.

A verb pressed (no values) either acts at once or opens the screen of its name; a form submitted (with values)
always acts with the verb of its ``action``, unless ``pages.next_page`` says that another page follows. Fields
are named as the command's own attributes. Verbs stay readable for ever: never rename one, cards that carry it
live for years.

An action's ``id`` is the round's, the circle's or the agreement's; where a verb is also about a part of it,
``id`` is ``<id>:<part>`` and ``PART`` names what the part is.
"""

from collections.abc import Mapping
from enum import StrEnum
from typing import Final


class Verb(StrEnum):
    # --- leads somewhere ------------------------------------------------------------------------------------
    HOME = "home"
    """Shows the home: a page in the browser (screen ``home``), a card elsewhere (``home_card``)."""
    HELP = "help"
    START_IN_CHANNEL = "start_in_channel"
    """Shows the words that a chat understands: ``help``, ``help_card``."""
    HOW_IT_WORKS = "how_it_works"
    """Shows how a decision is made: ``help_card`` with carried how."""
    OPEN_ROUND = "open_round"
    """id: round. Its page (screen ``round``) in the browser, *More…* elsewhere."""
    OPEN_CIRCLE = "open_circle"
    """id: circle. The room: ``circle``, ``circle_card``."""
    OPEN_AGREEMENT = "open_agreement"
    """id: agreement. Its page: ``agreement``, ``agreement_card``."""

    # --- first run and circles ------------------------------------------------------------------------------
    TRY_IT = "try_it"
    """Opens a practice round; nothing is recorded. Submitted: the next page. Fields by page: title; kind;
    words; fix."""
    CIRCLE_FORM = "circle_form"
    """id: circle, or empty for a new one in the carried place. Fields: name, voices (many: group ids), more
    (yes or no); page 2: facilitator, voice_<group id> (a count), quorum_people, quorum_share (percent), form,
    closing, max_versions, recommends (yes or no), time_zone, holidays (a day a line), exploring_days, consenting_days,
    amending_workdays, testing_workdays, integrating_workdays, extension_workdays. Acts: MakeCircle or
    ChangeCircle."""
    INVITE = "invite"
    """id: circle. Fields: group, name. Acts: InviteMember; then the screen ``invited`` with carried
    ``link``."""
    INVITE_AGAIN = "invite_again"
    """id: circle:member. Acts: InviteMember for a member who asked for a new link; then ``invited`` as after ``invite``."""
    WHO_BELONGS = "who_belongs"
    """id: circle. Fields: members (many: member ids), group and organisation (an id, or ``stays``), new_group,
    new_organisation. Acts: ArrangeSeats."""
    LEAVE_CIRCLE = "leave_circle"
    """id: circle. Submitted acts: UnseatMember of oneself."""
    SOMEBODY_LEFT = "somebody_left"
    """id: circle. Fields: member. Acts: UnseatMember."""
    STAND_IN = "stand_in"
    """id: circle. Fields: stand_in, first, last. Acts: NameStandIn."""
    END_STAND_IN = "end_stand_in"
    """id: circle:member. Acts: EndStandIn."""
    ADD_ACCOUNT = "add_account"
    """Fields: code; carried code and page=2: whether it is them. Acts: AddAccount or UniteMembers."""
    ACCOUNT_CODE = "account_code"
    """Acts: AskForAccountCode; then the screen ``account_code`` with carried ``code``."""
    SAME_PERSON = "same_person"
    """id: circle. Fields: member, other. Acts: UniteMembers."""
    NAME_COORDINATOR = "name_coordinator"
    """id: circle. Fields: member. Acts: NameCoordinator."""
    OFFER_PLACE = "offer_place"
    """id: circle. Acts: OfferPlace; then the screen ``place_offered`` with carried ``code``."""
    CONNECT = "connect"
    """In the carried place. Fields: code; page 2 (code carried) says what it does. Acts: connects the place; then
    ``connected``."""
    LEAVE_PLACE = "leave_place"
    """id: circle:place_id. Submitted acts: LeavePlace."""
    PLACE_LANGUAGE = "place_language"
    """id: circle:place_id. Fields: locale (or ``most``). Acts: ChoosePlaceLanguage."""
    NEW_LINK = "new_link"
    """id: empty, a network, or circle:<what is asked for> (then it opens on the circle's commitments). Makes a link of one's own
    to the browser. Submitted acts: MakeLink; then ``new_link`` with carried
    ``link``."""
    REMINDERS = "reminders"
    """How the carried place's circle reminds; elsewhere as ``settings``."""
    SETTINGS = "settings"
    """What the reader has set for themselves: ``own_settings``."""
    LANGUAGE = "language"
    """Fields: locale. Acts: ChooseLanguage, one's own."""
    READ_IN = "read_in"
    """id: a locale. Acts: ChooseLanguage, one's own."""
    REVOKE_LINKS = "revoke_links"
    """Acts: RevokeLinks, of one's own."""

    # --- drafting -------------------------------------------------------------------------------------------
    PROPOSE = "propose"
    """id: circle, or empty (then ``choose_circle`` comes first). Fields: title, proposal, plainly, outcome,
    measure, review_on, affects, co_authors (many: member ids). Carried: about_agreement. Acts: WriteDraft;
    then ``preview``."""
    PROPOSE_AGAIN = "propose_again"
    """id: round. Opens ``propose`` with the round's text; its form is ``propose``'s. Of a ballot, ``ballot``'s, and so on."""
    CHOOSE_CIRCLE = "choose_circle"
    """Fields: circle_id. Carried: title and what else ``propose`` carries, then. Then ``propose`` in that
    circle; with the carried then, ``ballot``."""
    PREVIEW = "preview"
    """id: round. Shows what the circle will see."""
    EDIT_DRAFT = "edit_draft"
    """id: round. Fields as ``propose``. Acts: EditDraft; then ``preview``."""
    BALLOT = "ballot"
    """id: circle, or empty (then ``choose_circle`` comes first). Fields by page: need, many, say (``ballot_chooser``), method
    (``Method``, ``Way``, or ``suggest``), template (its id, or ``none``); method (or ``explain``); title, proposal, options (one
    a line), minutes (how long a time lasts), the method's own rules (least, most, top, budget, seats, limit, passes_at, support
    in percent), closes_at, secret (yes or no). Carried: page, method, again (the round that is asked anew), template (from which
    it is begun). Acts: WriteDraft; then ``preview``."""
    EDIT_BALLOT = "edit_ballot"
    """id: round. Fields as the last page of ``ballot``. Acts: EditDraft; then ``preview``."""
    BALLOT_SETTINGS = "ballot_settings"
    """id: round. Fields: asked (circle, people, or the id of a group), people (many: member ids), opens_at, shown, reasons,
    passing and against (in percent), base, tie, ticked (many: guests, closes_when_all_answered, stand_ins, changeable,
    members_add, shuffled, by_group); of a secret ballot least_voters, and not what it cannot be. Acts: EditDraft; then
    ``preview``."""
    CHANGE_BALLOT = "change_ballot"
    """id: round. Fields as the last page of ``ballot``, without closes_at and secret. Acts: ChangeBallot."""
    START_FROM = "start_from"
    """id: template. Opens ``ballot``'s last page as the template has it, with the carried template."""
    QUESTION = "question"
    """id: circle. Fields: title, proposal, closes_at, shown. Acts: WriteDraft of a question round; then ``preview``."""
    EDIT_QUESTION = "edit_question"
    """id: round. Fields as ``question``. Acts: EditDraft; then ``preview``."""
    ADVICE = "advice"
    """id: circle. Fields: title, proposal, affected and knowing (many: member ids), closes_at. Acts: WriteDraft of an advice
    process; then ``preview``."""
    EDIT_ADVICE = "edit_advice"
    """id: round. Fields as ``advice``. Acts: EditDraft; then ``preview``."""
    SELECTION = "selection"
    """id: circle. Fields: title, purpose, responsibilities, term, until, places, closes_at. Acts: WriteDraft of a selection; then
    ``preview``."""
    EDIT_SELECTION = "edit_selection"
    """id: round. Fields as ``selection``. Acts: EditDraft; then ``preview``."""
    OPEN = "open"
    """id: round. Acts: OpenRound. From ``preview`` submitted, fields: form, deciding (many: member ids)."""
    OPEN_NOW = "open_now"
    """id: round. Acts: OpenRound(at_once=True)."""
    HOLD_BACK = "hold_back"
    """id: round. Acts: HoldBack; then ``preview``."""
    DISCARD = "discard"
    """id: round. Acts: DiscardDraft."""

    # --- templates ------------------------------------------------------------------------------------------
    TEMPLATES = "templates"
    """id: circle, or circle:page. All of its templates, so many a page."""
    OPEN_TEMPLATE = "open_template"
    """id: template. What is in it, and what can be done with it."""
    SAVE_TEMPLATE = "save_template"
    """id: round. Fields: name, keep (``Keep``). Acts: SaveTemplate; then ``template``."""
    TAKE_IN_TEMPLATE = "take_in_template"
    """id: circle. Fields: written, name. Acts: TakeInTemplate; then ``template``."""
    SHARE_TEMPLATE = "share_template"
    """id: template. Shows it as text. Submitted, leads back to ``template``. Fields: written, which is not looked at."""
    RENAME_TEMPLATE = "rename_template"
    """id: template. Fields: name. Acts: RenameTemplate; then ``template``."""
    REMOVE_TEMPLATE = "remove_template"
    """id: template. Submitted acts: RemoveTemplate; then ``templates``."""

    # --- what comes again -----------------------------------------------------------------------------------
    REPEAT = "repeat"
    """id: round. Fields by page: every (``Every``), at (hours and minutes), since; weekday, weeks, day, nth, month_step;
    none: it is shown what comes of it. Acts: SetRecurrence; then ``recurrence``."""
    REPEAT_TEMPLATE = "repeat_template"
    """id: template. The same."""
    CHANGE_REPEAT = "change_repeat"
    """id: recurrence. The same fields. Acts: ChangeRhythm; then ``recurrence``."""
    OPEN_REPEAT = "open_repeat"
    """id: recurrence. How often, when next, and what can be done."""
    PAUSE_REPEAT = "pause_repeat"
    """id: recurrence. Submitted from ``recurrence`` acts: PauseRecurrence."""
    RESUME_REPEAT = "resume_repeat"
    """id: recurrence. Submitted from ``recurrence`` acts: ResumeRecurrence, in one's own name."""
    STOP_REPEAT = "stop_repeat"
    """id: recurrence. Submitted acts: StopRecurrence."""

    # --- roles ----------------------------------------------------------------------------------------------
    ROLES = "roles"
    """id: circle, or empty (then the carried place's, or ``choose_circle`` comes first). Who holds what there."""
    OPEN_ROLE = "open_role"
    """id: role. Its page: ``role``, ``role_card``."""
    MORE_OF_ROLE = "more_of_role"
    """id: role. Everything about it, and all that the reader can do."""
    FAIRNESS = "fairness"
    """id: circle, as ``roles``. Turns by person and by group against an even share."""
    TURNS_CALENDAR = "turns_calendar"
    """id: circle. Shows the address of its turns, for a calendar of one's own."""
    MAKE_ROLE = "make_role"
    """id: circle. Fields by page: kind (``RoleKind``), places, filling (``Filling``); of a rotation every, at, since, rules
    (many: ``from:<group id>``, ``one_organisation``, ``not_twice``, ``served:<role id>``); weekday, weeks, day, nth,
    month_step; of a date until; name, purpose, responsibilities, domain, months (may be empty). Acts: MakeRole."""
    CHANGE_ROLE = "change_role"
    """id: role. Fields: name, purpose, responsibilities, domain, places, filling, months. Acts: ChangeRole."""
    SET_ROTA = "set_rota"
    """id: role. Fields by page as ``make_role``'s of a rotation; none: it is shown what comes of it. Acts: SetRota."""
    END_ROLE = "end_role"
    """id: role. Submitted acts: EndRole."""
    REST_RULE = "rest_rule"
    """id: role:<turn>.<number of the rule>. Submitted acts: RestRule."""
    ACCEPT_TURN = "accept_turn"
    """id: role:turn. Acts: AcceptTurn."""
    DECLINE_TURN = "decline_turn"
    """id: role:turn. Acts: DeclineTurn."""
    GO_AWAY = "go_away"
    """id: role. Fields: first, last (may be empty), why. Acts: GoAway."""
    COME_BACK = "come_back"
    """id: role. Acts: ComeBack."""
    LEARN_FIRST = "learn_first"
    """id: role. Submitted acts: LearnFirst."""
    VOLUNTEER = "volunteer"
    """id: role. Acts: Volunteer."""
    ASK_TO_HOLD = "ask_to_hold"
    """id: role. Fields: who. Acts: AskToHold."""
    SELECT_FOR_ROLE = "select_for_role"
    """id: role. Opens ``selection`` with the role as it is, and with it carried."""
    STEP_DOWN = "step_down"
    """id: role. Fields: words. Acts: StepDown."""
    HAND_ON = "hand_on"
    """id: role. Fields: who. Acts: HandOn."""
    OFFER_SWAP = "offer_swap"
    """id: role. Fields: who. Acts: OfferSwap."""
    ACCEPT_OFFER = "accept_offer"
    """id: role:offer. Acts: AnswerOffer(accept=True)."""
    DECLINE_OFFER = "decline_offer"
    """id: role:offer. Acts: AnswerOffer(accept=False)."""
    TAKE_BACK_OFFER = "take_back_offer"
    """id: role:offer. Acts: TakeBackOffer."""
    WRITE_HANDOVER = "write_handover"
    """id: role:term. Fields: in_motion, learned, talk_to. Acts: WriteHandover."""
    ASK_BACK = "ask_back"
    """id: role:term. Fields: words. Acts: AskBack."""
    ANSWER_BACK = "answer_back"
    """id: role:<term>.<question>. Fields: words. Acts: AnswerBack."""

    # --- exploring and amending -----------------------------------------------------------------------------
    ASK_QUESTION = "ask_question"
    """id: round. Fields: text. Carried: from_thread (yes). Acts: AskQuestion."""
    ASK_FROM_THREAD = "ask_from_thread"
    """Carried: text, thread. Opens ``ask_question`` of the round in whose thread it was said, else of the one that
    is open in the place, else a choice. Fields: round_id. Then ``ask_question``."""
    REACT = "react"
    """id: round. Fields: text, named (yes or no). Acts: ShareReaction."""
    NOTHING_TO_ADD = "nothing_to_add"
    """id: round. Acts: NothingToAdd."""
    ANSWER_QUESTION = "answer_question"
    """id: round, or round:question_id. Fields: question_id (when not in the id), text. Acts:
    AnswerQuestion."""
    CHANGE_TEXT = "change_text"
    """id: round. Fields: title, proposal, plainly, outcome, measure, review_on, affects, because (many:
    remark ids). Acts: ChangeText."""
    ASK_EVERYONE = "ask_everyone"
    """id: round. Acts: AskEveryone."""

    # --- consenting -----------------------------------------------------------------------------------------
    CONSENT = "consent"
    """id: round. Acts: GiveAnswer(CONSENT); with another answer there already, ``replace`` asks first."""
    STILL_OK = "still_ok"
    """id: round. The same as ``consent``, said of a new version."""
    STAND_ASIDE = "stand_aside"
    """id: round. Acts: GiveAnswer(STAND_ASIDE)."""
    CONCERN = "concern"
    """id: round. Opens ``answer`` with carried kind=concern."""
    OBJECTION = "objection"
    """id: round. Opens ``answer`` with carried kind=objection."""
    ANSWER = "answer"
    """id: round. Fields: kind; for a worry or a problem words, fix, named (yes or no). Acts: GiveAnswer."""
    ADD_OPTION = "add_option"
    """id: round. Fields: label, meaning. Acts: AddOption."""
    REPLACE = "replace"
    """id: round. Carried: kind, words, fix, named; in a ballot kind and choice. Submitted acts: GiveAnswer, whatever was said
    before."""
    CALL_ME = "call_me"
    """id: round. Acts: AskForCall."""
    REACH_ME = "reach_me"
    """id: round. Fields: words. Acts: AskForCall, with how they can be reached."""
    TALK_FIRST = "talk_first"
    """id: round. Acts: TalkFirst."""
    WRITE_DOWN = "write_down"
    """id: round. Fields: member, kind, words, fix; in a ballot member, kind, choice, words; of a nomination member, nominee (a
    member, or nobody), words. Acts: WriteDown."""
    CONFIRM_WRITTEN = "confirm_written"
    """id: round. Acts: ConfirmWritten(right=True)."""
    DENY_WRITTEN = "deny_written"
    """id: round. Acts: ConfirmWritten(right=False)."""

    # --- voting ---------------------------------------------------------------------------------------------
    CHOOSE = "choose"
    """id: round:key of an option. Acts: GiveAnswer(CHOICE); with another answer there already, ``replace`` asks first."""
    VOTE = "vote"
    """id: round. Fields: choice (one option, many, or a mark beside each), words, named (yes or no). Acts: GiveAnswer(CHOICE),
    whatever was said before. Carried in a secret ballot: receipt. Acts: VoteInSecret."""
    LEAVE_BLANK = "leave_blank"
    """id: round. Carried: receipt. Acts: VoteInSecret, with no choice."""
    ALL_BALLOTS = "all_ballots"
    """id: round. Fields: begins (a receipt's first signs). Only shows."""

    CALENDAR = "calendar"
    """id: round. Opens the ways to add to a calendar when a time poll has found a time to meet."""
    ANSWER_FOR = "answer_for"
    """id: round:member. Fields as ``vote``. Acts: AnswerFor."""
    INVITE_GUEST = "invite_guest"
    """id: round. Fields: name, group, organisation (an id, or ``new``), new_organisation. Acts: InviteGuest; then the screen
    ``guest_invited`` with carried ``link``."""

    # --- listening ------------------------------------------------------------------------------------------
    SAY = "say"
    """id: round. Fields: words, named (yes or no). Acts: GiveAnswer(SPOKEN), whatever was said before. (Nothing to add is
    ``stand_aside``.)"""

    # --- advising and deciding ------------------------------------------------------------------------------
    ADVISE = "advise"
    """id: round. Fields: words. Acts: GiveAdvice. (No advice to give is ``nothing_to_add``.)"""
    DECIDE = "decide"
    """id: round. Fields: decision, advice_used, review_on (may be empty). Acts: Decide."""

    # --- selecting ------------------------------------------------------------------------------------------
    NOMINATE = "nominate"
    """id: round. Fields: member (a member id, or ``nobody``), words. Acts: Nominate, or GiveAnswer(STAND_ASIDE), whatever was
    said before. (To nominate nobody, or to change nothing, without a word is ``stand_aside``.)"""
    PROPOSE_PEOPLE = "propose_people"
    """id: round. Fields: people (many: member ids), words; where somebody sees a problem also purpose, responsibilities, term,
    until, places. Acts: ProposePeople."""
    TAKE_ROLE = "take_role"
    """id: round. Acts: AnswerProposed(accept=True)."""
    DECLINE_ROLE = "decline_role"
    """id: round. Fields: words. Acts: AnswerProposed(accept=False)."""

    # --- testing and integrating ----------------------------------------------------------------------------
    ASK_FOR_TEST = "ask_for_test"
    """id: round:problem_id. Acts: AskForTest."""
    FIX_FIRST = "fix_first"
    """id: round:problem_id. Opens ``test_answer`` with carried try_anyway=no."""
    TRY_ANYWAY = "try_anyway"
    """id: round:problem_id. Opens ``test_answer`` with carried try_anyway=yes."""
    TEST_ANSWER = "test_answer"
    """id: round:problem_id. Fields: try_anyway (yes or no), reason. Acts: AnswerTest."""
    ME_TOO = "me_too"
    """id: round:problem_id. Acts: MeToo."""
    ABOUT_PROBLEM = "about_problem"
    """id: round:problem_id. Fields: text. Acts: AskAboutProblem."""
    OFFER_HELP = "offer_help"
    """id: round:problem_id. Acts: OfferHelp."""
    SUGGEST_FIX = "suggest_fix"
    """id: round, or round:problem_id. Fields: kind (FixKind), text, problem_id (when not in the id; may be
    empty). Acts: SuggestFix."""
    FIXED_FOR_ME = "fixed_for_me"
    """id: round:problem_id. Acts: FixedForMe."""
    NOT_YET_FIXED = "not_yet_fixed"
    """id: round:problem_id. Fields: text. Acts: NotYetFixed."""
    KEEP_AS_WORRY = "keep_as_worry"
    """id: round:problem_id. Acts: KeepAsWorry."""
    TAKE_OVER_PROBLEM = "take_over_problem"
    """id: round:problem_id. Acts: TakeOverProblem."""
    STILL_DOES_THE_JOB = "still_does_the_job"
    """id: round. Acts: StillDoesTheJob."""

    # --- powers ---------------------------------------------------------------------------------------------
    MORE = "more"
    """id: round. Opens the personal form."""
    READ_ALL = "read_all"
    """id: round. Opens the full text and everything said."""
    EXTEND = "extend"
    """id: round. Fields: workdays. Acts: Extend."""
    MOVE_ON = "move_on"
    """id: round. Acts: MoveOn."""
    REMIND = "remind"
    """id: round. Acts: Remind."""
    STOP = "stop"
    """id: round. Fields: how (``Ending``), come_back_on (for later), words. Acts: ComeBackLater,
    TakeToMeeting or NoVersionWorks."""
    REOPEN = "reopen"
    """id: round. Fields: closes_at, words. Acts: Reopen."""
    WITHDRAW = "withdraw"
    """id: round. Fields: words. Acts: Withdraw."""
    CARRY_ON = "carry_on"
    """id: round. Acts: CarryOn."""
    TAKE_OVER = "take_over"
    """id: round. Acts: TakeOverFacilitation."""
    HAND_OVER = "hand_over"
    """id: round. Fields: member. Acts: HandFacilitationTo."""

    # --- commitments ----------------------------------------------------------------------------------------
    COMMIT = "commit"
    """id: circle, or empty (then the carried place's, or ``choose_circle`` comes first). Fields: what, who, by_when (a day in
    words, may be empty), helpers (many), known_by, repeats (``Repeats``); page 2 shows what would be saved. Carried: origin
    (``agreement:<id>``, ``role:<id>``, ``mou:<id>``, ``meeting``, ``message``), about, link. Acts: MakeCommitment."""
    NOTE_COMMITMENT = "note_commitment"
    """Carried: text (of a message), author and mentioned (``adapters/mentions.py``), written (when; ISO), link. Opens the form of
    ``commit``, filled in from it."""
    COMMIT_FOR_ROLE = "commit_for_role"
    """id: role. Opens ``commit``\'s form, with what it comes from."""
    COMMITMENTS = "commitments"
    """id: circle, or circle:what is wanted (``commitment_filters``), as ``roles``. Carried: filter (as it was typed). Who does
    what there by when."""
    CHOOSE_COMMITMENTS = "choose_commitments"
    """id: circle. Fields: which, whom. Shows these."""
    OWN_CALENDAR = "own_calendar"
    """The address of what they do, for a calendar of their own."""
    DIGEST = "digest"
    """id: circle, as ``roles``. For who steers it: how it stands (``digest``, ``digest_card``)."""
    OPEN_COMMITMENT = "open_commitment"
    """id: commitment. Its page: ``commitment``, ``commitment_card``."""
    MORE_OF_COMMITMENT = "more_of_commitment"
    """id: commitment. Everything about it, and all that the reader can do."""
    ACCEPT_COMMITMENT = "accept_commitment"
    """id: commitment. To do it, or to help. Acts: AcceptCommitment."""
    DECLINE_COMMITMENT = "decline_commitment"
    """id: commitment. Fields: words. Acts: DeclineCommitment."""
    SUGGEST_DAY = "suggest_day"
    """id: commitment. Fields: due (a day in words), words. Acts: SuggestDay."""
    ACCEPT_DAY = "accept_day"
    """id: commitment:suggestion. Acts: AnswerSuggestion(accept=True)."""
    DECLINE_DAY = "decline_day"
    """id: commitment:suggestion. Acts: AnswerSuggestion(accept=False)."""
    TAKE_BACK_DAY = "take_back_day"
    """id: commitment:suggestion. Acts: AnswerSuggestion(accept=False), by whoever named it."""
    ASK_ANOTHER = "ask_another"
    """id: commitment. Fields: who. Acts: AskAnother."""
    TAKE_ON = "take_on"
    """id: commitment. What is nobody's, upon oneself. Acts: AskAnother."""
    ASK_TO_HELP = "ask_to_help"
    """id: commitment. Fields: who. Acts: AskToHelp."""
    LEND_A_HAND = "lend_a_hand"
    """id: commitment. Acts: AskToHelp, of oneself."""
    FINISH = "finish"
    """id: commitment; version: of what comes again, its ``first_due``. Acts: Finish."""
    TELL_WHAT_CAME = "tell_what_came"
    """id: commitment. Fields: words. Acts: Finish, with words."""
    SKIP_ONCE = "skip_once"
    """id: commitment; version: of what comes again, its ``first_due``. Acts: SkipOnce."""
    DROP_COMMITMENT = "drop_commitment"
    """id: commitment. Fields: words. Acts: Drop."""
    REOPEN_COMMITMENT = "reopen_commitment"
    """id: commitment. Acts: Reopen."""
    CHANGE_COMMITMENT = "change_commitment"
    """id: commitment. Fields: what, known_by. Acts: ChangeCommitment."""
    HAND_TO = "hand_to"
    """id: commitment. Fields: to, words. Acts: HandOver."""
    ACCEPT_PASSED = "accept_passed"
    """id: commitment:offer. Acts: AnswerHandOver(accept=True)."""
    DECLINE_PASSED = "decline_passed"
    """id: commitment:offer. Acts: AnswerHandOver(accept=False)."""
    TAKE_BACK_PASSED = "take_back_passed"
    """id: commitment:offer. Acts: TakeBackHandOver."""
    SNOOZE = "snooze"
    """id: commitment. Fields: until (``Snoozes``), day (a day in words). Acts: SnoozeReminders."""
    STEPS = "steps"
    """id: commitment. Fields: words. Acts: AddStep."""
    TICK_STEP = "tick_step"
    """id: commitment:step. Acts: TickStep(done=True)."""
    UNTICK_STEP = "untick_step"
    """id: commitment:step. Acts: TickStep(done=False)."""
    REMOVE_STEP = "remove_step"
    """id: commitment:step. Acts: RemoveStep."""
    COMMENT = "comment"
    """id: commitment. Fields: words. Acts: AddComment."""
    BLOCK = "block"
    """id: commitment. Fields: words, on (another commitment, or empty). Acts: Block."""
    UNBLOCK = "unblock"
    """id: commitment. Acts: Unblock."""

    OWN_REMINDERS = "own_reminders"
    """Fields: whose (``circle`` or ``own``), at, before (0: on the day), after, days_off, quiet_from, quiet_until. Acts:
    SetOwnReminders."""
    CIRCLE_REMINDERS = "circle_reminders"
    """id: circle. The same, without whose; tell_coordinator. Acts: SetReminders."""
    CIRCLE_DIGEST = "circle_digest"
    """id: circle. Fields: on, weekday (Monday is 0), at. Acts: SetDigest."""

    # --- memorandums of understanding ------------------------------------------------------------------------
    MOUS = "mous"
    """id: circle, as ``roles``. Its memorandums."""
    OPEN_MOU = "open_mou"
    """id: memorandum. Its page: ``mou``, ``mou_card``."""
    LINKAGES = "linkages"
    """Which organisations are linked with whom: ``linkages``, ``linkages_card``."""
    DRAFT_MOU = "draft_mou"
    """id: circle. Fields by page: begins (``Begins``); title, purpose, parties (many: organisation ids), new_parties
    (names, one a line), replaces (a memorandum, or ``nothing``). Carried: page, begins.
    Acts: DraftMou; then the next page of ``edit_mou``."""
    EDIT_MOU = "edit_mou"
    """id: memorandum. Fields by the carried page, each of which acts: EditMou; 1: title, purpose, parties (many), new_parties;
    2: clauses (one a line, *Organisation: words by a day*), shared, text, link; 3: starts, review_on, ends (days in words),
    signs_<organisation id> (a member, or ``nobody``). After the last, ``mou_card``."""
    AMEND_MOU = "amend_mou"
    """id: memorandum. Fields: title, purpose. Acts: AmendMou; then page 2 of ``edit_mou``."""
    PROPOSE_MOU = "propose_mou"
    """id: memorandum. Shown whole first. Fields: form (``Form``), starts (a day in words). Acts: ProposeMou."""
    NAME_SIGNATORY = "name_signatory"
    """id: memorandum:organisation. Fields: signatory (a member, or ``nobody``). Acts: NameSignatory."""
    SIGN_MOU = "sign_mou"
    """id: memorandum:organisation; its form's version: the one that it shows. Acts: Sign."""
    TAKE_BACK_SIGNATURE = "take_back_signature"
    """id: memorandum:organisation; version: the one that was signed. Submitted acts: TakeBackSignature."""
    DROP_AMENDMENT = "drop_amendment"
    """id: memorandum. Submitted acts: DropAmendment."""
    REVIEW_MOU = "review_mou"
    """id: memorandum. Fields: words. Acts: StartReview."""
    RENEW_MOU = "renew_mou"
    """id: memorandum:organisation; its form's version: the one that it shows. Fields: review_on, ends (days in words; ends may be
    empty). Acts: RenewMou."""
    END_MOU = "end_mou"
    """id: memorandum. Fields: words, on (a day in words, may be empty). Acts: EndMou."""

    # --- after the end --------------------------------------------------------------------------------------
    KEEP_LATE = "keep_late"
    """id: round. Fields: words, look_again (yes or no). Acts: KeepLateWords."""
    LOOK_AGAIN = "look_again"
    """id: round. Opens ``keep_late`` with carried look_again=yes."""
    TELL_OUTCOME = "tell_outcome"
    """id: round. Fields: words. Acts: TellOutcome."""
    WHO_DOES_WHAT = "who_does_what"
    """id: agreement. Opens ``commit``\'s form, with what it comes from."""
    NOTE = "note"
    """id: agreement. Fields: words. Acts: NoteWhatWeSee."""
    NOT_WORKING = "not_working"
    """id: agreement. Fields: words. Acts: CallReview."""
    REVIEW_CHOICE = "review_choice"
    """id: agreement. Fields: choice (``ReviewChoice``). Then the screen ``review_proposal``, whose form is
    ``propose``\'s."""


class Ending(StrEnum):
    """The ways of ``stop``."""

    LATER = "later"
    MEETING = "meeting"
    NO_VERSION = "no_version"


class Keep(StrEnum):
    """How much of a vote a template keeps."""

    ALL = "all"
    SETTINGS = "settings"


class Repeats(StrEnum):
    """How often a commitment comes again, counted from its day."""

    ONCE = "once"
    WEEKLY = "weekly"
    FORTNIGHTLY = "fortnightly"
    MONTHLY = "monthly"
    QUARTERLY = "quarterly"
    YEARLY = "yearly"


class Begins(StrEnum):
    """What a memorandum is drafted from."""

    TOGETHER = "together"
    REFERRALS = "referrals"
    SPACE = "space"
    DATA = "data"
    MONEY = "money"
    BLANK = "blank"


class Snoozes(StrEnum):
    """Until when nothing reminds of it."""

    TOMORROW = "tomorrow"
    NEXT_WEEK = "next_week"
    DAY = "day"


class ReviewChoice(StrEnum):
    """What should become of an agreement that is under review."""

    KEEP = "keep"
    CHANGE = "change"
    DROP = "drop"


PART: Final[Mapping[Verb, str]] = {
    Verb.INVITE_AGAIN: "member",
    Verb.END_STAND_IN: "member",
    Verb.ANSWER_FOR: "member",
    Verb.LEAVE_PLACE: "place_id",
    Verb.PLACE_LANGUAGE: "place_id",
    Verb.ANSWER_QUESTION: "question_id",
    Verb.ASK_FOR_TEST: "problem_id",
    Verb.FIX_FIRST: "problem_id",
    Verb.TRY_ANYWAY: "problem_id",
    Verb.TEST_ANSWER: "problem_id",
    Verb.ME_TOO: "problem_id",
    Verb.ABOUT_PROBLEM: "problem_id",
    Verb.OFFER_HELP: "problem_id",
    Verb.SUGGEST_FIX: "problem_id",
    Verb.FIXED_FOR_ME: "problem_id",
    Verb.NOT_YET_FIXED: "problem_id",
    Verb.KEEP_AS_WORRY: "problem_id",
    Verb.TAKE_OVER_PROBLEM: "problem_id",
    Verb.CHOOSE: "option",
    Verb.TEMPLATES: "page",
    Verb.COMMITMENTS: "wanted",
    Verb.REST_RULE: "rule",
    Verb.ACCEPT_TURN: "turn",
    Verb.DECLINE_TURN: "turn",
    Verb.ACCEPT_OFFER: "offer",
    Verb.DECLINE_OFFER: "offer",
    Verb.TAKE_BACK_OFFER: "offer",
    Verb.WRITE_HANDOVER: "term",
    Verb.ASK_BACK: "term",
    Verb.ANSWER_BACK: "question",
    Verb.ACCEPT_DAY: "suggestion",
    Verb.DECLINE_DAY: "suggestion",
    Verb.TAKE_BACK_DAY: "suggestion",
    Verb.ACCEPT_PASSED: "offer",
    Verb.DECLINE_PASSED: "offer",
    Verb.TAKE_BACK_PASSED: "offer",
    Verb.TICK_STEP: "step",
    Verb.UNTICK_STEP: "step",
    Verb.REMOVE_STEP: "step",
    Verb.NAME_SIGNATORY: "organisation",
    Verb.SIGN_MOU: "organisation",
    Verb.TAKE_BACK_SIGNATURE: "organisation",
    Verb.RENEW_MOU: "organisation",
}
"""The name, in ``Screen.carried`` and in commands, of the second part of an action's id."""

SCREEN: Final[Mapping[Verb, tuple[str, Mapping[str, str]]]] = {
    Verb.HOME: ("home_card", {}),
    Verb.HELP: ("help_card", {}),
    Verb.HOW_IT_WORKS: ("help_card", {"how": "yes"}),
    Verb.SETTINGS: ("own_settings", {}),
    Verb.REMINDERS: ("own_settings", {}),
    Verb.START_IN_CHANNEL: ("help_card", {"start": "yes"}),
    Verb.OPEN_ROUND: ("more", {}),
    Verb.OPEN_CIRCLE: ("circle_card", {}),
    Verb.OPEN_AGREEMENT: ("agreement_card", {}),
    Verb.OPEN_TEMPLATE: ("template", {}),
    Verb.OPEN_REPEAT: ("recurrence", {}),
    Verb.ROLES: ("roles_card", {}),
    Verb.OPEN_ROLE: ("role_card", {}),
    Verb.FAIRNESS: ("fairness_card", {}),
    Verb.COMMITMENTS: ("commitments_card", {}),
    Verb.DIGEST: ("digest_card", {}),
    Verb.OPEN_COMMITMENT: ("commitment_card", {}),
    Verb.MOUS: ("mous_card", {}),
    Verb.OPEN_MOU: ("mou_card", {}),
    Verb.LINKAGES: ("linkages_card", {}),
    Verb.PAUSE_REPEAT: ("recurrence", {}),
    Verb.RESUME_REPEAT: ("recurrence", {}),
    Verb.CONCERN: ("answer", {"kind": "concern"}),
    Verb.OBJECTION: ("answer", {"kind": "objection"}),
    Verb.FIX_FIRST: ("test_answer", {"try_anyway": "no"}),
    Verb.TRY_ANYWAY: ("test_answer", {"try_anyway": "yes"}),
    Verb.LOOK_AGAIN: ("keep_late", {"look_again": "yes"}),
}
"""The screen that a verb opens and what it carries there, where that is not the screen of the verb's own
name."""

ACTS_WHEN_PRESSED: Final = frozenset(
    {
        Verb.READ_IN,
        Verb.ACCOUNT_CODE,
        Verb.INVITE_AGAIN,
        Verb.OFFER_PLACE,
        Verb.END_STAND_IN,
        Verb.OPEN,
        Verb.OPEN_NOW,
        Verb.HOLD_BACK,
        Verb.DISCARD,
        Verb.NOTHING_TO_ADD,
        Verb.ASK_EVERYONE,
        Verb.CONSENT,
        Verb.STILL_OK,
        Verb.STAND_ASIDE,
        Verb.CHOOSE,
        Verb.CALL_ME,
        Verb.TALK_FIRST,
        Verb.CONFIRM_WRITTEN,
        Verb.DENY_WRITTEN,
        Verb.ASK_FOR_TEST,
        Verb.ME_TOO,
        Verb.OFFER_HELP,
        Verb.FIXED_FOR_ME,
        Verb.KEEP_AS_WORRY,
        Verb.TAKE_OVER_PROBLEM,
        Verb.STILL_DOES_THE_JOB,
        Verb.TAKE_ROLE,
        Verb.MOVE_ON,
        Verb.REMIND,
        Verb.CARRY_ON,
        Verb.TAKE_OVER,
        Verb.ACCEPT_TURN,
        Verb.DECLINE_TURN,
        Verb.COME_BACK,
        Verb.VOLUNTEER,
        Verb.ACCEPT_OFFER,
        Verb.DECLINE_OFFER,
        Verb.TAKE_BACK_OFFER,
        Verb.ACCEPT_COMMITMENT,
        Verb.ACCEPT_DAY,
        Verb.DECLINE_DAY,
        Verb.TAKE_BACK_DAY,
        Verb.TAKE_ON,
        Verb.LEND_A_HAND,
        Verb.FINISH,
        Verb.SKIP_ONCE,
        Verb.REOPEN_COMMITMENT,
        Verb.ACCEPT_PASSED,
        Verb.DECLINE_PASSED,
        Verb.TAKE_BACK_PASSED,
        Verb.TICK_STEP,
        Verb.UNTICK_STEP,
        Verb.REMOVE_STEP,
        Verb.UNBLOCK,
    }
)
"""Acts without a form. Every other verb opens a screen when it is pressed, and acts when its form is sent."""

ONLY_OPENS: Final = frozenset(Verb) - ACTS_WHEN_PRESSED - {Verb.NEW_LINK}
"""Pressed, these change nothing, however often: they only show something. (A link of one's own is made on the way.)"""
