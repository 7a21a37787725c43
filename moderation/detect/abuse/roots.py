"""The roots of Russian obscenity, with the prefixes and endings that grow on them.

Read on one word in lower case with е for ё. A root is looked for only at the beginning of a word or
after a prefix that really goes with it: so «тебя», «рубля», «подстрахуй» and «команда» stay what
they are. Mild words («блин», «хрен», «жопа») are none of the chat's business.
"""

import re
from enum import StrEnum


class Root(StrEnum):
    """What kind of word grew from the root; the name of its group in the pattern."""

    PERSON = "person"  # names somebody, so it may be thrown at a person
    STRONG = "strong"
    SOFT = "soft"  # blurred on purpose («сцуко», «млять»), or coarse rather than obscene


_OBSCENE = re.compile(
    r"""
    (?P<person>
        (?:на|по|о|а|за|недо)? ху (?:е|и) (?:сос|л[аоуы]|ло|плет|плёт|глот|пут|мраз) \w*
      | раз[ъь]еба[йия] \w* | (?:долбо|далба|долба|дурко|мозго) [йи]? [её] [бп] \w*
      | у [йь]? [её]б (?:ищ|ок|к|ан|ас) \w*
      | [её]бан (?:ат|ут|аш|ьк|т) \w* | [её]блан \w* | [её]бнут \w*
      | (?:вы|у) бляд \w*
      | бляди | блядин \w* | блядун \w*
      | (?:рас|на|при)? п[иеы]зд (?:а|обол|абол|юк|орван|еныш|ят|анут|ун|якин|обра) \w*
      | с ц? у к (?:а|и|у|е|ой|о|ам|ами|ах) | суч (?:ар\w*|онок|ка|ку|ке|кой|енок|ки|ек)
      | муда (?:к|ч) (?:а|у|ом|е|и|ов|ам|ами|ах|ина|ье|ня|ск\w*)?
      | муд (?:ил[аоыу]|озвон|оеб) \w* | мудень
      | п[иеы]д[ао]р (?!ь) \w* | пидр (?:ил|ы|а|у|ом)? \w{0,2} | педераст (?:а|у|ом|ы|ов)?
      | г[оа]нд[оа]н \w*
      | (?:ты)? манд (?:а|у|ой|авошк\w*)
      | задрот \w*
    )
  | (?P<strong>
        (?:на|по|ни|не|до|о|а|за|с|от|при|вы|пере|под|рас|раз|ис|об|недо|полу|одно)? ху[йяюие] \w*
      | (?:на|по|до|ни)? хйн? [яюейи]? | хй
      | \w* пизд \w* | (?:\w{0,4}) пизж \w* | п[еыэ]зд (?:а|у|ы|е|о|и|н) \w* | писд (?:ец|а|у|ы) \w*
      | \w{0,3} пзд \w* | пизт?ец | п[аы]зд (?:ец|ц)
      | (?:за|на|по|у|вы|до|при|о|про|пере|недо|не|раз[ъь]?|рас[ъь]?|от[ъь]?|с[ъь]|в[ъь]|об[ъь]?
            |под(?:[ъь]|(?=еб[аун]))|из[ъь]?|вз[ъь]|зло|остое|трое|ско?то|невъ)
            [её]б \w*
      | [её]б (?!ург|онит|елинг|ай$|эй$|ук$|уки$|ас$) \w*
      | (?:за|на|по|у|вы|до|при|про|раз[ъь]?|от[ъь]?|с[ъь])? й[оеё]б (?!ург|ст) \w*
      | (?:за|на|с|рас|про|по)? бля (?:д (?!ов(?:а|у|ы|ым|ой|ых|е|ыми)?$) | т | ц ) \w* | бля
      | хул[ие]
      | залуп (?:а|у|ы|е|ой)
      | 14зд \w+
    )
  | (?P<soft>
        бл(?:еа|иа|ыа|э)[тд]ь? | бл[еиа]?[тд]ь | бдять | мля (?:[тд]ь?)?
      | [её]пт (?:а|ь|ыть|ель)? | (?:за|на|до)[еи]пал[аи]? | ипать | ипанут \w*
      | пох | нах | пнх | пзд?ц
      | суч (?:ий|ьи|ьего|ьей|ьему|ьих|ьим)
      | (?:на|по|за|об|от)? дроч (?:и|у|к|ер|ат|ащ) \w*
      | (?:mother)? fuck (?:ing|er|ers|ed|s|off)? | bitch (?:es)? | asshole | cunt | bullshit
    )
    """,
    re.VERBOSE,
)


def root_of(word: str) -> Root | None:
    """The kind of obscenity a word is, if any."""
    found = _OBSCENE.fullmatch(word)
    if found is None or found.lastgroup is None:
        return None
    return Root(found.lastgroup)
