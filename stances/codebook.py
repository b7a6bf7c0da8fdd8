"""The codes of the archive with their labels and definitions: the one place where they stand.

Forms, filters, pages, exports and the database's own constraints read them from here.
"""

from django.db import models
from django.utils.translation import gettext_lazy as _

VERSION = "1"


class Codes(models.TextChoices):
    """Choices whose members are written ``NAME = code, definition, label`` and carry their definition."""

    def __new__(cls, code, definition=""):
        member = str.__new__(cls, code)
        member._value_ = code
        member.definition = definition
        return member


class Position(Codes):
    PARTNERS = (
        "partners",
        _(
            "A formal partnership (287(g), joint task force, detention contract) is in force, sought, signed, "
            "expanded or defended."
        ),
        _("Partners"),
    )
    COOPERATES = (
        "cooperates",
        _("The agency helps without a formal program: it honors detainers, notifies, opens the jail or shares data."),
        _("Cooperates"),
    )
    NEUTRAL = (
        "neutral",
        _("Only what a law or a court requires, or expressly no position. Never inferred from silence."),
        _("Takes no side"),
    )
    LIMITS = (
        "limits",
        _(
            "Help only in named cases (a warrant signed by a judge, a serious felony), or some help withdrawn, "
            "or a program ended."
        ),
        _("Limits"),
    )
    DECLINES = (
        "declines",
        _(
            "The agency will not take part: it will not ask about status, hold people on detainers, join "
            "operations or share."
        ),
        _("Declines"),
    )
    UNCLEAR = "unclear", _("Contradictory, or the position cannot be told."), _("Unclear")

    @property
    def rank(self):
        """Place on the scale from +2 (partners) to -2 (declines); None for unclear, which has no place."""
        return {"partners": 2, "cooperates": 1, "neutral": 0, "limits": -1, "declines": -2}.get(self.value)


class Kind(Codes):
    QUOTATION = "quotation", _("The official's own words, verbatim."), _("Quotation")
    PARAPHRASE = "paraphrase", _("What an official said, in other words."), _("Paraphrase")
    POLICY = "policy", _("A written rule, order or policy."), _("Policy")
    ACTION = (
        "action",
        _(
            "Something done: a program joined or ended, an operation joined or refused, an agreement signed, "
            "a lawsuit filed."
        ),
        _("Action"),
    )


class Topic(Codes):
    ENFORCEMENT = (
        "enforcement",
        _("Stops, arrests and patrol for immigration reasons."),
        _("Enforcement"),
    )
    AGREEMENTS_287G = (
        "287g",
        _("Agreements under section 287(g), by which local officers act as immigration officers."),
        _("287(g)"),
    )
    DETAINERS = "detainers", _("Holding people at the request of ICE."), _("Detainers")
    JAIL_ACCESS = (
        "jail-access",
        _("Access to jails, interviews, notice of release, transfers."),
        _("Jail access"),
    )
    STATUS_INQUIRIES = (
        "status-inquiries",
        _("Asking people about their immigration status."),
        _("Status inquiries"),
    )
    JOINT_OPERATIONS = (
        "joint-operations",
        _("Raids, task forces and support on scene."),
        _("Joint operations"),
    )
    DATA_SHARING = (
        "data-sharing",
        _("Databases, license-plate readers, fingerprints."),
        _("Data sharing"),
    )
    COMMUNITY_TRUST = (
        "community-trust",
        _("Victims, witnesses and outreach."),
        _("Community trust"),
    )
    SENSITIVE_LOCATIONS = (
        "sensitive-locations",
        _("Schools, courts, hospitals and churches."),
        _("Sensitive locations"),
    )
    VISA_CERTIFICATION = (
        "visa-certification",
        _("Certifying U and T visas for victims."),
        _("Visa certification"),
    )
    DETENTION_CONTRACTS = (
        "detention-contracts",
        _("Beds and funding for immigration detention."),
        _("Detention contracts"),
    )
    STATE_LAW_AND_FUNDING = (
        "state-law-and-funding",
        _("Mandates, litigation and grants."),
        _("State law and funding"),
    )
    PROTESTS_AND_IDENTIFICATION = (
        "protests-and-identification",
        _("Crowd control at federal operations, masks, verifying who is an agent."),
        _("Protests and identification"),
    )


class Basis(Codes):
    """Whose decision it is."""

    AGENCY = "agency", _("The agency's own decision."), _("Agency")
    GOVERNING_BODY = (
        "governing-body",
        _("A decision of the council, the board or the mayor."),
        _("Governing body"),
    )
    STATE_LAW = "state-law", _("A state law binds the agency."), _("State law")
    COURT = "court", _("A court's order or ruling binds the agency."), _("Court")
    FEDERAL = "federal", _("A federal rule, grant or agreement binds the agency."), _("Federal")
    UNKNOWN = "unknown", _("The source does not say whose decision it is."), _("Unknown")


class Certainty(Codes):
    """How sure the coder is of the codes."""

    HIGH = "high", _("The source leaves no reasonable doubt about the codes."), _("High")
    MEDIUM = "medium", _("The codes are the most likely reading of the source."), _("Medium")
    LOW = "low", _("Another reading of the source is nearly as likely."), _("Low")


class AgencyKind(Codes):
    MUNICIPAL_POLICE = "municipal-police", _("Police of a city, town or village."), _("Municipal police")
    SHERIFF = "sheriff", _("An elected or appointed sheriff's office."), _("Sheriff")
    COUNTY_POLICE = "county-police", _("Police of a county, apart from its sheriff."), _("County police")
    STATE_POLICE = (
        "state-police",
        _("State police, highway patrol and other state agencies."),
        _("State police"),
    )
    JAIL = "jail", _("Jails and corrections departments."), _("Jail")
    CAMPUS_POLICE = "campus-police", _("Police of a school, college or university."), _("Campus police")
    TRANSIT_POLICE = "transit-police", _("Police of a transit system."), _("Transit police")
    TRIBAL_POLICE = "tribal-police", _("Police of a tribal nation."), _("Tribal police")
    OTHER = "other", _("Constables, prosecutors' officers, parks, railways and others."), _("Other")


class Status(Codes):
    """Where a statement stands on its way to the public; not a variable of the codebook."""

    DRAFT = "draft", _("Being written; editors see it."), _("Draft")
    IN_REVIEW = "in-review", _("Written, waiting for a reviewer."), _("In review")
    PUBLISHED = "published", _("Public."), _("Published")
    WITHDRAWN = "withdrawn", _("Was published; its address gives the reason."), _("Withdrawn")


class Change(Codes):
    """What happens to a statement before the eyes of the public; not a variable of the codebook."""

    PUBLISHED = "published", _("It was made public."), _("Published")
    CHANGED = "changed", _("Something that its page shows was changed."), _("Changed")
    WITHDRAWN = "withdrawn", _("It was taken back; its address gives the reason."), _("Withdrawn")
    RETURNED = "published-again", _("It was made public once more after it had been withdrawn."), _("Published again")
    MERGED = "merged", _("Another report of the same event was merged into it."), _("Merged")


TOPICS_PER_STATEMENT = (1, 4)

VARIABLES = {
    "position": (
        _("Position"),
        _("The stance that the statement takes toward helping federal civil immigration enforcement."),
        Position,
    ),
    "kind": (_("Kind"), _("What sort of statement it is."), Kind),
    "topic": (_("Topic"), _("What it is about: one to four topics."), Topic),
    "basis": (
        _("Basis"),
        _(
            "Whose decision it is. Compliance with a binding law is not the official's own stance: what is done is "
            "coded, and the law is named here."
        ),
        Basis,
    ),
    "certainty": (_("Certainty"), _("How sure the coder is."), Certainty),
    "agency_kind": (_("Kind of agency"), _("What sort of agency it is."), AgencyKind),
}
