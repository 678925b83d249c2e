"""Every error Candor raises on purpose: a code, the HTTP status, words safe for a customer, and the next step.

`words` names a response in domain.yml, so that what a customer reads about an error has the same owner as all other
words. `next_step` is for whoever reads the log or the terminal. No message carries a customer's text or data.
"""

from __future__ import annotations

from typing import ClassVar


class CandorError(Exception):
    """The parent of all: catches as one, answers as one."""

    code: ClassVar[str] = "internal"
    status: ClassVar[int] = 500
    words: ClassVar[str] = "utter_error_internal"
    next_step: ClassVar[str] = "Look into the log of the app process, by the time of the error."

    def __init__(self, detail: str = "") -> None:
        super().__init__(detail or (self.__doc__ or self.code).splitlines()[0])


class NotSignedIn(CandorError):
    """The session is missing, unknown or has ended."""

    code, status, words = "not_signed_in", 401, "utter_error_not_signed_in"
    next_step = "Ask the host page for a new token and open a session with it."


class IdentityRefused(CandorError):
    """The host page's token is malformed, expired, used before or not signed by a known key."""

    code, status, words = "identity_refused", 401, "utter_error_not_signed_in"
    next_step = "Check aud, exp, jti and kid of the token, and CANDOR_IDENTITY_KEYS."


class NotYours(CandorError):
    """There is no such thing for this customer. Somebody else's and nobody's look the same from outside."""

    code, status, words = "not_found", 404, "utter_error_not_found"
    next_step = "Check the id, and whose session asks for it."


class SignInRefused(CandorError):
    """This name and password do not belong together, or may no longer come in."""

    code, status, words = "sign_in_refused", 401, "utter_error_not_signed_in"
    next_step = "Try again, or ask whoever keeps the list of people: candor staff list."


class ProviderAway(CandorError):
    """The identity provider can not be reached, or is not the one of the settings."""

    code, status = "provider_away", 503
    next_step = "Try again in a minute; else look at CANDOR_OIDC_ISSUER and what the provider says of itself there."


class RoleRefused(CandorError):
    """Your role does not include this."""

    code, status, words = "role_refused", 403, "utter_error_not_found"
    next_step = "Ask a supervisor."


class RequestForged(CandorError):
    """The request did not come from a page of ours, or from one that has been open too long."""

    code, status, words = "request_forged", 403, "utter_error_unreadable"
    next_step = "Load the page again and repeat what you did."


class StaffRefused(CandorError):
    """A person of the bank can not be added like this."""

    code, status = "staff_refused", 422
    next_step = "See candor staff add --help."


class NoSuchStaff(CandorError):
    """Nobody of the bank has this login."""

    code, status = "no_such_staff", 404
    next_step = "See candor staff list."


class PasswordRefused(CandorError):
    """The password is too short or too long."""

    code, status = "password_refused", 422
    next_step = "Choose one of 12 to 200 characters: four words are easy to keep and hard to guess."


class MessageTooLong(CandorError):
    """A message holds at most 2,000 characters."""

    code, status, words = "message_too_long", 422, "utter_error_too_long"
    next_step = "Send the message in parts."


class MessageRefused(CandorError):
    """The body is not a message: no text and no choice, a wrong type, or text that is not Unicode."""

    code, status, words = "message_refused", 422, "utter_error_unreadable"
    next_step = "See /v1/openapi.json for what a message looks like."


class ChoiceGone(CandorError):
    """The button is unknown here or belongs to an earlier part of the talk."""

    code, status, words = "choice_gone", 422, "utter_error_choice_gone"
    next_step = "Show the newest choices again."


class BodyTooLarge(CandorError):
    """A request body holds at most 16 KB."""

    code, status, words = "body_too_large", 413, "utter_error_too_long"
    next_step = "Send less in one request."


class TooManyRequests(CandorError):
    """More than one person asks for in a minute."""

    code, status, words = "too_many_requests", 429, "utter_error_too_many"
    next_step = "Wait for the seconds that Retry-After names."


class AlreadyRated(CandorError):
    """A talk is rated once."""

    code, status, words = "already_rated", 409, "utter_error_already_rated"
    next_step = "Nothing to do: the first rating stands."


class LinkOver(CandorError):
    """A link was used, has ended, or was never ours."""

    code, status, words = "link_over", 410, "utter_survey_over"
    next_step = "Nothing to do: an answer by link is asked for once."


class ScoreRefused(CandorError):
    """The score is not on the scale of its question."""

    code, status, words = "score_refused", 422, "utter_error_unreadable"
    next_step = "Send a score of the scale that GET …/question names."


class ContextRefused(CandorError):
    """The action call's context is unsigned, expired, or of a turn that is over."""

    code, status = "context_refused", 403
    next_step = "Only the bot process, in the turn it was given, may call actions."


class LeaseLost(CandorError):
    """Another worker took this conversation over: what this one computed must not be kept."""

    code, status = "lease_lost", 409
    next_step = "Nothing to do: the other worker answers."


class AlreadyTaken(CandorError):
    """Another agent has this talk."""

    code, status = "already_taken", 409
    next_step = "Open the talk to read along, write a note, or ask its agent to pass it on."


class NotYourTalk(CandorError):
    """Only the agent who has a talk writes to its customer and passes it on; others write notes."""

    code, status = "not_your_talk", 409
    next_step = "Claim the talk, or ask its agent or a supervisor to pass it on."


class MoveRefused(CandorError):
    """A talk can not go there from where it is."""

    code, status = "move_refused", 409
    next_step = "Look at the talk again: it was passed on, closed or handed back meanwhile."


class TurnFailed(CandorError):
    """The bot could not finish the turn; the message waits for the next try."""

    code, status = "turn_failed", 502
    next_step = "See the bot's log. After the retry budget a person is promised."


class FileRefused(CandorError):
    """The file can not be imported as a whole; nothing was changed."""

    code, status = "file_refused", 422
    next_step = "See docs/how-to/import-statements.md for what can be read."


class CaseRefused(CandorError):
    """A case of interest can not be read: a field is missing, unknown, or not what it must be."""

    code, status = "case_refused", 422

    def __init__(self, detail: str, next_step: str) -> None:
        super().__init__(detail)
        self.next_step = next_step  # type: ignore[misc]  # a class word for most errors, the field's own here


class FactsRefused(CandorError):
    """A request for money back carries a key that is no fact: it would be ignored, or must not be known."""

    code, status = "facts_refused", 422
    next_step = "Name the facts as docs/reference/goodwill.md does, and leave the key out."


class PolicyRefused(CandorError):
    """A goodwill policy can not be used. Each line of the text names the place, the rule and the reason."""

    code = "policy_refused"
    next_step = "Put the policy right and run candor policy check. The last good version stays in force."


class Unbalanced(CandorError):
    """A posting whose legs do not sum to zero, or that moves nothing."""

    code = "unbalanced"
    next_step = "Look at whoever posts it: each cent that one ledger gains, another loses."


class OverCap(CandorError):
    """A grant that the database refused: over a cap of the policy, more than the charge, or given before."""

    code, status = "over_cap", 409
    next_step = "Decide again: another grant of this customer came first."


class NotAllowed(CandorError):
    """This person may not do this: their role's authority ends before it."""

    code, status = "not_allowed", 403
    next_step = "Ask somebody whose role may; docs/reference/goodwill.md tells who may decide up to which amount."


class IllegalStep(CandorError):
    """A case may not do this from where it stands."""

    code, status = "illegal_step", 409
    next_step = "Look up the steps of a case in docs/reference/disputes.md."


class StepNotReady(CandorError):
    """A case may do this, but something that the step stands on is missing."""

    code, status = "step_not_ready", 409
    next_step = "Bring what is missing, then ask again. The clocks of the case run on meanwhile."


class StepTaken(CandorError):
    """Somebody else moved the case meanwhile: what was decided on the older one must not be kept."""

    code, status = "step_taken", 409
    next_step = "Read the case again, and ask again if it is still wanted."


class CaseBroken(CandorError):
    """The row of a case does not agree with what happened to it; nothing is done on such a case."""

    code, status = "case_broken", 500
    next_step = "Compare `disputes` with `dispute_events`: the events are what counts."


class DisputePolicyRefused(CandorError):
    """data/policy/disputes.yml can not be used: its text names file, line and reason."""

    code = "dispute_policy_refused"
    next_step = "Put that line right; docs/reference/disputes.md shows what each rule means."


class CountingElsewhere(CandorError):
    """The trust board's counts are being made anew by another process."""

    code, status = "counting_elsewhere", 409
    next_step = "Wait until it has ended; five minutes after it died, another may begin."


class FileTooLarge(CandorError):
    """A file for a dispute holds at most 10 MB."""

    code, status, words = "file_too_large", 413, "utter_file_too_large"
    next_step = "Send a smaller file: a photo, or fewer pages."


class FileKindRefused(CandorError):
    """Files for a dispute are PDF, JPEG, PNG, HEIC or plain text."""

    code, status, words = "file_kind_refused", 415, "utter_file_kind"
    next_step = "Save it as one of these kinds and send it again."


class FileLies(CandorError):
    """What is in the file is not what its name or its sender says."""

    code, status, words = "file_lies", 415, "utter_file_lies"
    next_step = "Save it again as what it is, under a name with the ending of that kind."


class FileEmpty(CandorError):
    """There is nothing in the file, or not all of it arrived."""

    code, status, words = "file_empty", 422, "utter_file_empty"
    next_step = "Look at the file and send it again."


class FileUnsafe(CandorError):
    """The scanner found something harmful in the file; it was not kept."""

    code, status, words = "file_unsafe", 422, "utter_file_unsafe"
    next_step = "Send a photo of the paper instead."


class FileUnchecked(CandorError):
    """The scanner did not answer, or said that it can not tell: a file that was not checked is not kept."""

    code, status, words = "file_unchecked", 503, "utter_file_unchecked"
    next_step = "See CANDOR_FILE_SCAN in docs/reference/settings.md, and the log of the app."


class FilesNotTaken(CandorError):
    """No files are taken here: outside sample mode that needs a scanner."""

    code, status, words = "files_not_taken", 409, "utter_file_not_taken"
    next_step = "Set CANDOR_FILE_SCAN; see docs/reference/settings.md."


class NoCaseForFile(CandorError):
    """The customer has no dispute that is open or being taken."""

    code, status, words = "no_case_for_file", 409, "utter_file_no_case"
    next_step = "Begin the dispute first: the customer says which charge is wrong."


class TooManyFiles(CandorError):
    """A case holds at most 20 files."""

    code, status, words = "too_many_files", 409, "utter_file_too_many"
    next_step = "Ask a person: the desk can take more."


class WordsMissing(CandorError):
    """domain.yml has no such response, or a fact that its text needs was not given."""

    code = "words_missing"
    next_step = "Add the response to domain.yml, or the fact to the action that uses it."


class SettingRefused(CandorError):
    """A setting has a value that can not be used."""

    code = "setting_refused"
    next_step = "See docs/reference/settings.md."
