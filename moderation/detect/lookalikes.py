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
# Signs and digits between Russian letters: «сп@м», «пр1вет», «зна4ит».
SIGNS = str.maketrans("@$03461", "асозчби")

# Letters that Unicode's own folding (NFKC) leaves as they are: small capitals and coloured boxes.
_SMALL_CAPITALS = ("ᴀʙᴄᴅᴇꜰɢʜɪᴊᴋʟᴍɴᴏᴘꞯʀꜱᴛᴜᴠᴡʏᴢ", "abcdefghijklmnopqrstuvwyz")
FANCY = dict(zip(*_SMALL_CAPITALS, strict=True)) | {
    chr(first + place): chr(ord("a") + place) for first in (0x1F150, 0x1F170) for place in range(26)
}

# Letters by their Unicode class, but nothing to be seen: fillers and the empty Braille cell.
INVISIBLE = frozenset("\u115f\u1160\u3164\uffa0\u2800\u180e")
