"""Why the detector says what it says: codes to store, and the same in words for people."""

from enum import StrEnum


class Reason(StrEnum):
    """`question.sign`. The words for it stand in `moderation/locales`."""

    SPAM_WORDING = "spam.wording"
    SPAM_DISGUISE = "spam.disguise"
    SPAM_LINK = "spam.link"
    SPAM_HIDDEN_LINK = "spam.hidden_link"
    SPAM_REPEATED = "spam.repeated"
    SPAM_FORWARDED_AD = "spam.forwarded_ad"
    SPAM_LURE = "spam.lure"
    SPAM_LEARNED = "spam.learned"

    OBSCENITY = "abuse.obscenity"
    INSULT = "abuse.insult"
    THREAT = "abuse.threat"
    HARASSMENT = "abuse.harassment"
    CONTEMPT = "abuse.contempt"

    SNILS = "personal_data.snils"
    PASSPORT = "personal_data.passport"
    BIRTH_CERTIFICATE = "personal_data.birth_certificate"
    OMS_POLICY = "personal_data.oms_policy"
    INN = "personal_data.inn"
    DOCUMENT = "personal_data.document"
    CARD = "personal_data.card"
    PHONE = "personal_data.phone"
    EMAIL = "personal_data.email"
    ADDRESS = "personal_data.address"
    FULL_NAME_BIRTH = "personal_data.full_name_birth"
    SCHOOL_CLASS = "personal_data.school_class"
    DIAGNOSIS_NAME = "personal_data.diagnosis_name"
    ADOPTION_NAME = "personal_data.adoption_name"
    CHILD_NAME = "personal_data.child_name"
    DOCUMENT_PHOTO = "personal_data.document_photo"

    SUICIDE = "distress.suicide"
    SELF_HARM = "distress.self_harm"
    VIOLENCE = "distress.violence"
    GIVING_BACK = "distress.giving_back"
    EXHAUSTION = "distress.exhaustion"
    DANGER_TO_CHILD = "distress.danger_to_child"
