"""Which signs pass for which letters. Data: what spammers were seen to use, and how it reads."""

_LATIN = ("abcehkmnoprtuxy", "авсенкмпоргтиху")
_NEIGHBOURS = ("іїјѕԁһҽ", "иийсдне")  # Cyrillic letters that Russian does not have
_GREEK = ("αβεηικνορτυχ", "авеникнортух")

# Small letters that are drawn like Russian ones, or like their capitals.
TO_RUSSIAN = {
    ord(sign): letter
    for signs, letters in (_LATIN, _NEIGHBOURS, _GREEK)
    for sign, letter in zip(signs, letters, strict=True)
}
# What no Russian letter looks like, read by its sound: «дeньgi».
BY_SOUND = str.maketrans("dfgijlqsvwz", "дфгийлксвшз")
# Cyrillic and Greek letters that pass for Latin ones: «Тelegrаm».
TO_LATIN = str.maketrans(
    "авсенкмортухг" + "іјѕԁһ" + "αβεηικνορτυχ",
    "abcehkmoptyxr" + "ijsdh" + "abehiknoptux",
)
# Signs and digits between Russian letters: «сп@м», «пр1вет», «0пека».
SIGNS = str.maketrans("@$01", "асои")
# Digits that are read by what stands around: a vowel is wanted between consonants («б3з», «к4рта»),
# a consonant elsewhere («ра3ные», «зна4ит»); «6» is soft after a consonant («сем6я», «ра6ота»).
AMONG_CONSONANTS = {"3": "е", "4": "а", "6": "ь"}
ELSEWHERE = {"3": "з", "4": "ч", "6": "б"}

# Letters that Unicode's own folding (NFKC) leaves as they are: small capitals and coloured boxes.
_SMALL_CAPITALS = ("ᴀʙᴄᴅᴇꜰɢʜɪᴊᴋʟᴍɴᴏᴘꞯʀꜱᴛᴜᴠᴡʏᴢ", "abcdefghijklmnopqrstuvwyz")
FANCY = dict(zip(*_SMALL_CAPITALS, strict=True)) | {
    chr(first + place): chr(ord("a") + place) for first in (0x1F150, 0x1F170) for place in range(26)
}

# Letters by their Unicode class, but nothing to be seen: fillers and the empty Braille cell.
INVISIBLE = frozenset("\u115f\u1160\u3164\uffa0\u2800\u180e")
