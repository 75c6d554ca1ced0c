"""What programs and companies add to a message: device lines, disclaimers, list footers, banners, armour."""

from __future__ import annotations

import re

from asklint.draft import RegionKind
from asklint.reading.lines import LONGEST_LINE_EXAMINED, Sheet, lazy


def find_additions(sheet: Sheet, first: int) -> None:
    """Mark, from line `first` on, what was added by a program or a rule and not written to this reader."""
    lowered = sheet.text.lower()
    _mark_markup(sheet, first, lowered)
    if any(cue in lowered for cue in _BANNER_CUES):
        _mark_banner(sheet, first)
    if any(cue in lowered for cue in _LIST_CUES):
        _mark_list_footer(sheet, first)
    if any(cue in lowered for cue in _DISCLAIMER_CUES):
        _mark_disclaimers(sheet, first)
    if any(cue in lowered for cue in _DEVICE_CUES):
        _mark_device_lines(sheet, first)


# --- markup -----------------------------------------------------------------------------------------------

_MARKUP = lazy(
    r"\[(?:cid:[^\]\s]{1,200}|image(?::[^\]\n]{0,200})?|inline image[^\]\n]{0,200})\]|<#/?(?:part|secure|mml"
    r"|multipart)[^>\n]{0,200}>",
    re.IGNORECASE,
)
_ARMOUR_BEGIN = "-----begin pgp sign"


def _mark_markup(sheet: Sheet, first: int, lowered: str) -> None:
    if sheet.text.startswith("\ufeff"):
        sheet.mark_stretch(0, 1, RegionKind.MARKUP)
    if "[cid:" in lowered or "[image" in lowered or "[inline image" in lowered or "<#" in lowered:
        for found in _MARKUP().finditer(sheet.text):
            sheet.mark_stretch(found.start(), found.end(), RegionKind.MARKUP)
    if _ARMOUR_BEGIN not in lowered:
        return
    inside = False
    for number in range(first, len(sheet.lines)):
        bare = sheet.lines[number].bare
        if bare.startswith(("-----BEGIN PGP SIGNED MESSAGE", "-----BEGIN PGP SIGNATURE")):
            inside = True
        elif inside and not bare and not _in_signature(sheet, number):
            inside = False
        if inside:
            sheet.mark(number, number + 1, RegionKind.MARKUP)
        if bare.startswith("-----END PGP SIGNATURE"):
            inside = False


def _in_signature(sheet: Sheet, number: int) -> bool:
    """Whether a blank line stands within the armour of a signature, where it does not end the armour."""
    for earlier in range(number - 1, max(-1, number - 40), -1):
        bare = sheet.lines[earlier].bare
        if bare.startswith("-----BEGIN PGP"):
            return "SIGNATURE" in bare
    return False


# --- banners of mail gateways -----------------------------------------------------------------------------

_BANNER_CUES = ("[external]", "external email", "external e-mail", "external sender", "outside of the organi",
                "outside the organi", "outside of your organi", "outside your organi", "often get email from",
                "outside the company", "from outside")  # fmt: skip
_BANNER_LINE = lazy(
    r"\W*(?:caution|warning|external|attention|notice|\[external\]|this (?:e-?mail|message) (?:originated"
    r"|came|was sent)"
    r"|you don['’]t often get e-?mail from)",
    re.IGNORECASE,
)
_BANNER_BODY = lazy(
    r"outside (?:of )?(?:the|your|our) (?:organi[sz]ation|company|network)|don['’]t often get e-?mail from"
    r"|external (?:e-?mail|sender)|do not click (?:on )?(?:any )?links|recogni[sz]e the sender",
    re.IGNORECASE,
)


def _mark_banner(sheet: Sheet, first: int) -> None:
    seen = 0
    for number in range(first, len(sheet.lines)):
        if not sheet.is_own(number):
            continue
        seen += 1
        if seen > 4:
            return
        bare = sheet.lines[number].bare
        if bare.upper() in ("[EXTERNAL]", "EXTERNAL", "EXTERNAL EMAIL", "[EXTERNAL EMAIL]"):
            sheet.mark(number, number + 1, RegionKind.DISCLAIMER)
        elif len(bare) < 500 and _BANNER_LINE().match(bare) and _BANNER_BODY().search(bare):
            sheet.mark(number, number + 1, RegionKind.DISCLAIMER)
            after = number + 1
            while (
                after < len(sheet.lines)
                and sheet.lines[after].bare
                and _BANNER_BODY().search(sheet.lines[after].bare[:300])
            ):
                sheet.mark(after, after + 1, RegionKind.DISCLAIMER)
                after += 1


# --- list footers -----------------------------------------------------------------------------------------

_LIST_CUES = ("mailing list", "listinfo", "unsubscribe", "google groups", "groups.io", "abmelden",
              "se désabonner",
              "darse de baja", "abbestellen", "listserv", "@lists.")  # fmt: skip
_LIST_OPENING = lazy(
    r"you(?: are receiving| received| have received|['’]re receiving) this (?:message|e-?mail|because)"
    r"|to unsubscribe\b"
    r"|unsubscribe(?: here| from this list)?\s*[:|]|to (?:post|reply) to this (?:group|list)"
    r"|[\w.+-]+ mailing list\b"
    r"|list (?:info|archives?)\s*:|to view this discussion|visit this (?:group|list)"
    r"|view this e-?mail in your browser"
    r"|groups\.io links|manage (?:your )?(?:subscription|preferences)|um (?:sich"
    r"|diese liste) .{0,40}abzumelden"
    r"|pour (?:vous|se) désabonner|para darse de baja|https?://\S+/(?:listinfo|mailman)|-=-=-=-",
    re.IGNORECASE,
)


def _mark_list_footer(sheet: Sheet, first: int) -> None:
    """A list footer is the last block: from its opening line, and the rule above it, to the end."""
    own = [number for number in sheet.own_lines() if number >= first]
    for position, number in enumerate(own):
        if len(own) - position > 12:
            continue
        bare = sheet.lines[number].bare
        if len(bare) > LONGEST_LINE_EXAMINED or _LIST_OPENING().match(bare) is None:
            continue
        if position == 0 or "?" in bare:
            continue
        start = number
        above = own[position - 1]
        if not sheet.lines[above].bare.strip("-_=*~ "):
            start = above
        elif start > 0 and sheet.lines[start - 1].bare:
            continue
        sheet.mark(start, own[-1] + 1, RegionKind.DISCLAIMER)
        return


# --- legal disclaimers ------------------------------------------------------------------------------------

_DISCLAIMER_CUES = (
    "confidential", "intended recipient", "privileged", "in error", "virus", "environment before print",
    "vertraulich",
    "confidentiel", "confidencial", "riservat", "vertrouwelijk", "registered in england", "registered office",
    "bevor sie diese", "disclaimer", "konfidentiell", "fortrolig", "poufn", "avant d'imprimer",
    "avant d’imprimer",
)  # fmt: skip
_OF_THE_MAIL = lazy(
    r"\b(?:this|the|any) (?:e-?mails?|messages?|communications?|transmissions?|correspondence|fax)\b"
    r"|\bdiese (?:e-?mail|nachricht)|\bdieser (?:e-?mail|nachricht)|\bce (?:message|courriel|courrier)"
    r"|\b(?:este|esta) (?:mensaje|correo|e-?mail|mensagem|comunicación)|\b(?:questo|questa"
    r"|presente) (?:messaggio|e-?mail"
    r"|comunicazione)|\b(?:dit|deze) (?:bericht|e-?mail)|\bdetta (?:e-?post)?meddelande|\bdenne (?:e-?mail"
    r"|e-?post|mail)"
    r"|\bniniejsz\w+ wiadomo|\bcontents? (?:of|are)\b",
    re.IGNORECASE,
)
_LEGAL = (
    lazy(r"\bconfidential|\bprivileged|\bvertraulich|\bconfidentiel|\bconfidencial|\briservat|\bvertrouwelijk"
         r"|\bkonfidentiell|\bfortrolig|\bpoufn", 2),
    lazy(r"\bintended (?:only|solely|exclusively|recipients?|for)"
         r"|\b(?:solely|only|exclusively) (?:for|intended)"
         r"|\bnamed (?:addressee|recipient)|\baddressees?\b|\bnicht der richtige adressat"
         r"|\bbestimmt(?:e)? (?:für|empfänger)"
         r"|\bdestinataires?\b|\bdestinatari[oa]|\bgeadresseerde|\bbestemd voor|\bmottagare|\bmodtager"
         r"|\badresat", 2),
    lazy(r"\b(?:received|receive|sent|delivered) [^.\n]{0,60}"
         r"\b(?:in error|by mistake|in(?:advertently| error))"
         r"|\birrtümlich|\bpar erreur|\bpor error|\bper errore|\bpor engano|\bten onrechte|\bmisstag"
         r"|\bpomyłk", 2),
    lazy(r"\bunauthori[sz]ed"
         r"|\b(?:strictly )?prohibited|\bdissemination|\bdisclos(?:e|ure|ing)\b|\bnotify the sender"
         r"|\bdelete (?:it|this|the|all)|\bnicht gestattet|\binterdite?|\bprohibid|\bvietat|\bverboden", 2),
    lazy(r"\bvirus(?:es)?\b"
         r"|\bliab(?:le|ility)\b|\bopinions? (?:expressed|presented)|\bviews (?:expressed|are)"
         r"|\bregistered (?:in|office|number)|\bhaftung|\bresponsabilit|\bnot (?:necessarily )?(?:represent"
         r"|binding)", 2),
)  # fmt: skip
_HEADING = lazy(
    r"\W*(?:confidentiality (?:notice|note|warning)|disclaimer|important notice|legal notice"
    r"|privileged (?:and|&)"
    r" confidential|notice of confidentiality|haftungsausschluss|vertraulichkeitshinweis"
    r"|avis de confidentialité"
    r"|aviso (?:legal|de confidencial\w+)|privileged/confidential)\b",
    re.IGNORECASE,
)
_ALONE = lazy(
    r"\W*(?:please )?(?:consider|think(?: of| about)?) (?:the|our) environment before print"
    r"|\W*(?:bitte )?(?:denken|prüfen) sie[^.\n]{0,60}(?:drucken|ausdruck)|\W*pensez à l['’]environnement"
    r"|\W*(?:antes de imprimir|avant d['’]imprimer|prima di stampare|denk aan het milieu)"
    r"|\W*registered (?:in england|office)\b|\W*(?:amtsgericht|handelsregister|registergericht"
    r"|sitz der gesellschaft)\b",
    re.IGNORECASE,
)
_TO_READER = lazy(
    r"[?]|\b(?:could you|can you|would you|will you|grateful|let me know|i['’]?(?:ll|d|m|ve)|i (?:am|have"
    r"|would|will|hope)|"
    r"attached|thanks|regards|happy to|dear|hi)\b",
    re.IGNORECASE,
)
_SENTENCE = lazy(r"(?:[^.!?]+|[.!?](?!\s|$))+(?:[.!?]+|$)")
_OPENING_WORDS = lazy(
    r"\b(?:This|The information|The contents?|Any|Diese|Dieser|Ce|Este|Esta|Questo|Dit|Detta|Denne)\b"
)


def _legal_cues(text: str) -> int:
    return sum(cue().search(text) is not None for cue in _LEGAL)


def _is_disclaimer(text: str) -> bool:
    """Legal words of at least two sorts, said of the mail itself."""
    cues = _legal_cues(text)
    return (cues >= 2 and (_OF_THE_MAIL().search(text) is not None or _HEADING().match(text) is not None)) or (
        cues >= 1 and _HEADING().match(text) is not None
    )


def _mark_disclaimers(sheet: Sheet, first: int) -> None:
    """Mark the trailing paragraphs that are disclaimers, then a disclaimer run on to the last own line."""
    for _ in range(20):
        paragraph = _last_paragraph(sheet, first)
        if paragraph is None:
            return
        begin, stop = paragraph
        text = " ".join(sheet.lines[number].bare for number in range(begin, stop))
        if not text.strip("-_=*~ "):
            above = _last_paragraph(sheet, first, begin)
            if above is None or stop == len(sheet.lines):
                return
            sheet.mark(begin, stop, RegionKind.DISCLAIMER)
            continue
        if len(text) > 20_000:
            return
        if _ALONE().match(text) and len(text) < 400:
            sheet.mark(begin, stop, RegionKind.DISCLAIMER)
            continue
        if not _is_disclaimer(text):
            return
        if not _mark_run_on_disclaimer(sheet, begin, stop) or sheet.is_own(begin):
            return


def _opens_disclaimer(text: str) -> bool:
    """Whether the paragraph is a disclaimer from its first sentence on."""
    sentence = _SENTENCE().search(text)
    start = sentence[0] if sentence else text
    return _HEADING().match(text) is not None or (
        _OF_THE_MAIL().search(start) is not None and _legal_cues(start + text[len(start) : len(start) + 200]) >= 1
    )


def _mark_run_on_disclaimer(sheet: Sheet, begin: int, stop: int) -> bool:
    """Mark the legal sentences of a paragraph; the writer's words before and behind them stay."""
    start = sheet.lines[begin].start
    block = sheet.text[start : sheet.lines[stop - 1].end]
    sentences = list(_SENTENCE().finditer(block))
    first = None
    for number, found in enumerate(sentences):
        rest = block[found.start() :].lstrip()
        if _opens_disclaimer(rest) and _is_disclaimer(rest):
            first = number
            break
    if first is None:
        return False
    last = max(
        number
        for number in range(first, len(sentences))
        if number == first or _legal_cues(sentences[number][0]) or _OF_THE_MAIL().search(sentences[number][0])
    )
    behind = block[sentences[last].end() :]
    if _TO_READER().search(behind) is None:
        last = len(sentences) - 1
    opening = sentences[first][0]
    place = start + sentences[first].start() + len(opening) - len(opening.lstrip())
    # without punctuation before it, the notice begins within a sentence: "... Ana Ruiz This message is ..."
    subject = _OF_THE_MAIL().search(opening)
    words = [found for found in _OPENING_WORDS().finditer(opening) if subject and found.start() <= subject.start()]
    if words and _HEADING().match(opening.lstrip()) is None:
        place = start + sentences[first].start() + words[-1].start()
    end = start + sentences[last].end()
    for number in range(begin, stop):
        line = sheet.lines[number]
        if line.start >= place and line.end <= end:
            sheet.mark(number, number + 1, RegionKind.DISCLAIMER)
        elif line.end > place and line.start < end:
            sheet.mark_stretch(max(place, line.start), min(end, line.end), RegionKind.DISCLAIMER)
    return last == len(sentences) - 1


def _last_paragraph(sheet: Sheet, first: int, before: int | None = None) -> tuple[int, int] | None:
    """First line and end of the last paragraph of own lines above line `before`."""
    number = (len(sheet.lines) if before is None else before) - 1
    while number >= first and not sheet.is_own(number):
        number -= 1
    if number < first:
        return None
    stop = number + 1
    while number > first and sheet.is_own(number - 1):
        number -= 1
    return number, stop


# --- device lines -----------------------------------------------------------------------------------------

_DEVICE_CUES = (
    "sent from", "sent via", "sent with", "sent on the go", "get outlook", "gesendet", "envoyé de",
    "envoyé depuis",
    "envoyé à partir", "enviado d", "enviado a", "enviada d", "inviato da", "verstuurd va", "verzonden va",
    "skickat fr",
    "sendt fra", "lähetetty", "wysłan", "odesláno", "odoslané", "gönderildi", "отправлено", "trimis d",
    "送信",
    "发自我的", "發自我的", "보냄", "excuse", "typos", "dictated", "holen sie sich outlook", "télécharge",
    "obtén outlook",
    "outlook voor", "obtener outlook",
)  # fmt: skip
_DEVICE = lazy(
    r"[\W_]*(?:"
    r"sent (?:from|via|using|with|by) (?:my |the |an? )?(?:[\w’']+ ){0,2}(?:i-?phone|i-?pad|ipod|android"
    r"|galaxy|samsung|"
    r"blackberry|windows (?:phone|mail)|mail for windows|mobile|phone|cell(?:phone)?|tablet|pixel|huawei"
    r"|xiaomi|oneplus|"
    r"nokia|outlook|yahoo|gmail|aol|proton ?mail|tutanota|fastmail|hey\b|spark|superhuman|apple watch"
    r"|smartphone|"
    r"treo|thunderbird|k-9|nine|zoho|the road|verizon|t-mobile|at&t|rogers|bell)"
    r"|sent on the go|get outlook for|holen sie sich outlook|télécharge[rz]? outlook|obt(?:én|ener) outlook"
    r"|(?:von|auf) (?:meinem|mein|unterwegs) [^.\n]{0,40}gesendet|gesendet (?:von|mit|vom) (?:meinem "
    r"|meiner |der |mobil|"
    r"unterwegs|outlook|iphone|android|samsung|yahoo|gmx|web\.de)"
    r"|diese nachricht wurde von meinem [^.\n]{1,60} gesendet"
    r"|envoyé (?:de|depuis|à partir de) (?:mon|ma|l['’]|yahoo|outlook|la )|enviad[oa] (?:desde|do|de"
    r"|a partir do) "
    r"(?:mi|meu|el|o |la |yahoo|outlook|iphone)|inviato da(?:l)? (?:mio )?(?:iphone|ipad|android|cellulare"
    r"|outlook|yahoo|"
    r"tablet|samsung|libero|smartphone)|(?:verstuurd|verzonden) va(?:naf|n) (?:mijn|outlook|m.n)"
    r"|skickat från (?:min|mitt|"
    r"outlook)|sendt fra (?:min|mit|outlook|yahoo)|lähetetty (?:iphonesta|ipadista|android\w*|puhelimesta"
    r"|outlook\w*)"
    r"|wysłan[eoy] (?:z|ze) (?:i\w+['’]?\w*|mojego|telefonu|androida|outlook\w*|urządzenia)"
    r"|odesl[áa]no z[e]? (?:i\w+|mého|"
    r"mobilu|outlook\w*)|odoslané z|(?:iphone|ipad|android)['’]?\w* gönderildi|отправлено (?:с|из) (?:iphone"
    r"|ipad|моего|"
    r"мобильн|android|яндекс)|trimis de pe|(?:iphone|ipad|android)\s*から送信"
    r"|发自我的|發自我的|나의 \w+에서 보냄"
    r"|(?:please |pls )?(?:excuse|forgive|pardon) (?:any |the |my )?(?:typos|brevity|spelling|thumbs"
    r"|auto-?correct|mistakes)"
    r"|sorry for (?:any |the )?(?:typos|brevity)|dictated (?:but not read|to my|with siri)"
    r")",
    re.IGNORECASE,
)


def _mark_device_lines(sheet: Sheet, first: int) -> None:
    """A device line is short, stands near the end of the writer's words, and asks nothing."""
    own = [number for number in sheet.own_lines() if number >= first]
    for position in range(len(own)):
        number = own[position]
        line = sheet.lines[number]
        if len(line.bare) <= 140 and "?" not in line.bare and _DEVICE().match(line.bare):
            alone = number == 0 or not sheet.is_own(number - 1) or position >= len(own) - 6
            if alone and len(own) > 1:
                sheet.mark(number, number + 1, RegionKind.DEVICE_LINE)
    if not own:
        return
    last = sheet.lines[own[-1]]
    if sheet.kinds[own[-1]] is None and len(last.text) > 40:
        begin = max(0, len(last.text) - 90)
        tail = last.text[begin:]
        place = tail.rfind("Sent from my ")
        if place < 0:
            place = tail.rfind("Get Outlook for ")
        if place + begin > 0 <= place and "?" not in tail[place:] and _DEVICE().match(tail[place:]):
            sheet.mark_stretch(last.start + begin + place, last.end, RegionKind.DEVICE_LINE)
