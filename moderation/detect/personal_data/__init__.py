"""What gives a child or a family away (beyond.md 1; Family Code art. 139 on adoption secrecy)."""

from moderation.detect.personal_data.masking import masked
from moderation.detect.personal_data.signs import PersonalDataSigns

__all__ = ["PersonalDataSigns", "masked"]
