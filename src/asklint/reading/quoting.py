"""Earlier messages inside a message: quoted lines, attribution lines, forwarded and replied-to blocks.

quotequail recognises the openings that mail programs write in seven languages and keeps the text as it is;
the
patterns here add more languages, Outlook's and Notes' header blocks, and mail that has lost its line breaks.
"""

from __future__ import annotations

import re

from asklint.draft import RegionKind
from asklint.reading.lines import LONGEST_LINE_EXAMINED, Line, Sheet, lazy

_LONGEST_ATTRIBUTION = 400
"""Code points of an attribution line, joined where it was wrapped."""


def find_quotes(sheet: Sheet, first: int) -> None:
    """Mark everything from line `first` on that is an earlier message."""
    _mark_quoted_lines(sheet, first)
    _mark_run_on(sheet, first)
    _mark_opened_blocks(sheet, first)
    _mark_attributions(sheet, first)
    _mark_with_quotequail(sheet, first)


# --- lines that begin with ">" ----------------------------------------------------------------------------

_FACE = lazy(r">\s?(?:[:;=8x]['o^-]?[()\[\]{}/\\|DPpoO0<>]|[._-]*<|=|-?\w?[)(])")


def _is_quoted(line: Line) -> bool:
    text = line.text
    if not text.startswith(">"):
        text = text.lstrip(" \t\u00a0")
        if not text.startswith(">") or len(line.text) - len(text) > 4:
            return False
    return _FACE().match(text) is None


def _mark_quoted_lines(sheet: Sheet, first: int) -> None:
    if ">" not in sheet.text:
        return
    quoted = [number for number in range(first, len(sheet.lines)) if _is_quoted(sheet.lines[number])]
    known = set(quoted)
    for number in quoted:
        text = sheet.lines[number].bare
        # ">50 people came" alone is a comparison; beside other quoted lines it is a quoted line
        alone = number - 1 not in known and number + 1 not in known
        if alone and text[1:2].isdigit():
            continue
        sheet.mark(number, number + 1, RegionKind.QUOTE)


# --- attribution lines ------------------------------------------------------------------------------------

_WROTE = lazy(
    r"(?:\bwrote|\bwrites|\bschrieb(?:en)?|\ba écrit|\bécrivait|\bescribió|\bha scritto|\bescreveu|\bschreef"
    r"|\bgeschreven|\bskrev|\bkirjoitti|\bnapisał(?:\(a\)|a)?|\bpisze|\bnapsal(?:\(a\)|a)?|\bnapísal(?:\(a\)"
    r"|a)?"
    r"|\ba scris|\byazdı|\bezt írta|\bírta|\bнаписал(?:\(а\)|а)?|\bпише|\bпишет|\bнаписав|\bέγραψε"
    r"|\bva escriure"
    r"|\bđã viết|\bmenulis|\bnapisao(?:/la)?|\bje napisal(?:/a)?|\brašė|\brakstīja|\bkirjutas|\bskrifaði"
    r"|写道|寫道|님이 작성|のメール|כתב/?ה?|كتب)"
    r"[^:：]{0,120}[:：]\s*$|\bírta \([^()\n]{0,80}\)\s*:\s*$",
    re.IGNORECASE,
)
_OPENS_ATTRIBUTION = lazy(
    r"[\W_]*(?:on|am|le|el|il|em|op|den|d\.|w dniu|dnia|dne|dňa|pe|în data|vào|pada|tor|to|ma|på|fra|"
    r"mon|tue|wed|thu|fri|sat|sun|mo|di|mi|do|fr|sa|so|lun|mar|mer|gio|ven|sab|dom|pt|śr|czw|wt|"
    r"\d{1,4}[./年-]|\d{1,2} )(?![^\W\d_])",
    re.IGNORECASE,
)
_DATED = lazy(r"\d{1,2}[:.h]\d\d|\d{4}|\d{1,2}[./-]\d{1,2}[./-]|\S+@\S+\.\w")
# "2024/3/4 Name <name@example.org>:", which some programs write without a verb
_DATE_AND_SENDER = lazy(r"(?:.{0,12}\d{4}|\d{1,2}[./-]\d).{0,80}<[^<>\s]+@[^<>\s]+>\s*[:：]$")


def _is_attribution(joined: str, quote_follows: bool) -> bool:
    if len(joined) > _LONGEST_ATTRIBUTION:
        return False
    if quote_follows and _DATE_AND_SENDER().match(joined):
        return True
    if _WROTE().search(joined, max(0, len(joined) - 240)) is None:
        return False
    if quote_follows and len(joined) <= 160 and not joined[0].islower():
        return True
    if _DATED().search(joined) is None:
        return False
    return _OPENS_ATTRIBUTION().match(joined) is not None or "@" in joined


_VERBS = (
    "wrote", "writes", "schrieb", "écri", "escri", "scritto", "escrev", "schreef", "geschreven", "skrev",
    "kirjoitti",
    "napis", "napsal", "napís", "pisze", "a scris", "yazdı", "írta", "напис", "пише", "έγραψε", "viết",
    "menulis",
    "rašė", "rakst", "kirjutas", "skrifaði", "写道", "寫道", "작성", "メール", "כתב", "كتب", "<",
)  # fmt: skip
"""Found in every line that the patterns match; looking for them first is what keeps long texts quick."""


def _may_attribute(sheet: Sheet, first: int, number: int) -> bool:
    lines = sheet.lines[max(first, number - 3) : number + 1]
    text = " ".join(line.text[-_LONGEST_ATTRIBUTION:] for line in lines).lower()
    return any(verb in text for verb in _VERBS)


def _mark_attributions(sheet: Sheet, first: int) -> None:
    lines = sheet.lines
    for number in range(first, len(lines)):
        bare = lines[number].bare
        if not bare or bare[-1] not in ":：" or sheet.kinds[number] is not None or len(bare) > _LONGEST_ATTRIBUTION:
            continue
        following = sheet.next_with_words(number)
        quote_follows = following is not None and sheet.kinds[following] is RegionKind.QUOTE
        if not _may_attribute(sheet, first, number):
            continue
        joined, found = "", None
        for start in range(number, max(first, number - 3) - 1, -1):
            if not sheet.is_own(start):
                break
            joined = f"{lines[start].bare} {joined}".strip()
            if _is_attribution(joined, quote_follows):
                found = start if found is None else found
                if _OPENS_ATTRIBUTION().match(joined):
                    # the date and the address were wrapped onto lines of their own
                    found = start
                    break
        if found is not None:
            _mark_opened(sheet, found, number + 1, RegionKind.ATTRIBUTION, RegionKind.QUOTE)
        if sheet.kinds[number] is not None and not quote_follows:
            return


def _mark_opened(sheet: Sheet, start: int, body: int, opening: RegionKind, content: RegionKind) -> None:
    """Mark an opening and what it opens: the lines behind `>` if there are any, else all to the end."""
    sheet.mark(start, body, opening)
    following = sheet.next_with_words(body - 1)
    if following is not None and sheet.kinds[following] is not RegionKind.QUOTE:
        sheet.mark(body, len(sheet.lines), content)


# --- blocks with an opening line or a header block --------------------------------------------------------

_ORIGINAL = (
    r"(?:original (?:message|appointment|e-?mail)|ursprüngliche (?:nachricht|e-?mail)|original-?nachricht"
    r"|message d[’']origine|message original|mensaje original|mensagem original|messaggio originale"
    r"|oorspronkelijk bericht|originalmeddelande|oprindelig meddelelse|opprinnelig melding"
    r"|alkuperäinen viesti"
    r"|wiadomość oryginalna|původní zpráva|pôvodná správa|mesaj original|özgün ileti|orijinal mesaj"
    r"|eredeti üzenet"
    r"|исходное сообщение|reply message|原始邮件|原始郵件|元のメッセージ|원본 메시지)"
)
_FORWARDED = (
    r"(?:forwarded (?:message|by [^\n]{1,150})|weitergeleitete (?:nachricht|e-?mail)|message transféré"
    r"|mensaje reenviado|mensagem (?:encaminhada|reencaminhada)|messaggio inoltrato|doorgestuurd bericht"
    r"|vidarebefordrat meddelande|videresendt (?:meddelelse|melding)|välitetty viesti|przekazana wiadomość"
    r"|přeposlaná zpráva|mesaj redirecționat|iletilen mesaj|továbbított üzenet|пересылаемое сообщение"
    r"|转发邮件|轉寄郵件|転送メッセージ|전달된 메시지)"
)
_ORIGINAL_LINE = lazy(rf"[\W_]*-{{2,}}\s*{_ORIGINAL}\b", re.IGNORECASE)
_FORWARDED_LINE = lazy(
    rf"[\W_]*-{{2,}}\s*{_FORWARDED}|(?:begin forwarded message|anfang der weitergeleiteten (?:nachricht"
    rf"|e-mail)"
    r"|début du message (?:réexpédié|transféré)|inicio del mensaje reenviado|inizio messaggio inoltrato"
    r"|início da mensagem (?:re)?encaminhada|begin doorgestuurd bericht|vidarebefordrat brev"
    r"|start på videresendt"
    r"|välitetty viesti alkaa)\s*:?\s*$",
    re.IGNORECASE,
)
_BANNER = "_" * 10

_ROLES = {
    "from": ("from", "von", "de", "da", "van", "från", "fra", "od", "lähettäjä", "от", "от кого", "kimden",
             "feladó",
             "expeditor", "από", "发件人", "寄件者", "差出人", "보낸 사람", "dari", "từ"),
    "date": ("sent", "date", "gesendet", "datum", "envoyé", "enviado", "enviado el", "enviada em", "fecha",
             "data",
             "inviato", "verzonden", "skickat", "sendt", "dato", "wysłano", "odesláno", "отправлено", "дата",
             "gönderildi", "tarih", "lähetetty", "päivä", "发送时间", "日期", "送信日時",
             "보낸 날짜", "trimis"),
    "to": ("to", "an", "à", "a", "para", "aan", "till", "til", "do", "komu", "кому", "kime", "címzett",
           "către",
           "vastaanottaja", "收件人", "宛先", "받는 사람", "kepada"),
    "cc": ("cc", "kopie", "kopia", "kopi", "dw", "копия", "bcc", "抄送"),
    "subject": ("subject", "betreff", "betr", "objet", "sujet", "asunto", "oggetto", "assunto",
                "onderwerp", "ämne",
                "emne", "temat", "předmět", "předmet", "тема", "konu", "tárgy", "subiect", "aihe", "θέμα",
                "主题",
                "主旨", "件名", "제목", "perihal"),
}  # fmt: skip
_ROLE_OF = {word: role for role, words in _ROLES.items() for word in words}


def _role(line: Line) -> str | None:
    """Which header of an earlier message the line is: from, date, to, cc or subject."""
    bare = line.bare
    if ":" not in bare[:26] and "：" not in bare[:26]:
        return None
    name = bare.replace("：", ":", 1).partition(":")[0].strip("*_ \t\u00a0").casefold()
    return _ROLE_OF.get(name)


def _header_block(sheet: Sheet, number: int) -> int | None:
    """The line after a header block that starts at `number`, or None where there is none."""
    lines, roles, at, missed = sheet.lines, set(), number, 0
    end = number
    while at < min(len(lines), number + 14):
        role = _role(lines[at])
        if role is not None:
            if role in roles and role != "cc":
                break
            roles.add(role)
            end, missed = at + 1, 0
        elif lines[at].bare:
            # a long To: list runs on over further lines
            missed += 1
            if missed > 3 or role in roles:
                break
        elif "subject" in roles:
            break
        at += 1
    named = sheet.lines[number].bare
    needed = 2 if number > 0 and _is_separator(lines[number - 1]) else 3
    if len(roles) >= needed and "subject" in roles and len(named) < LONGEST_LINE_EXAMINED:
        return end
    if {"from", "date", "to"} <= roles:
        return end
    return None


def _is_separator(line: Line) -> bool:
    return len(line.bare) >= 5 and not line.bare.strip("-_=*~ ")


def _mark_opened_blocks(sheet: Sheet, first: int) -> None:
    lines = sheet.lines
    dashes = "--" in sheet.text or _BANNER in sheet.text
    for number in range(first, len(lines)):
        line = lines[number]
        if not line.bare or sheet.kinds[number] is not None or len(line.bare) > _LONGEST_ATTRIBUTION:
            continue
        last = line.bare[-1]
        if (dashes and "--" in line.bare) or last == ":" or line.bare[:2] in ("Be", "An", "Dé", "In"):
            if _FORWARDED_LINE().match(line.bare):
                _mark_opened(sheet, number, number + 1, RegionKind.FORWARD, RegionKind.FORWARD)
                return
            if dashes and _ORIGINAL_LINE().match(line.bare):
                _mark_opened(sheet, number, number + 1, RegionKind.ATTRIBUTION, RegionKind.QUOTE)
                return
        role = _role(line)
        if role not in ("from", "to", "date"):
            continue
        end = _header_block(sheet, number)
        if end is None:
            continue
        start = number
        if role != "from":
            start = _notes_opening(sheet, first, number)
        while start > first and _is_separator(lines[start - 1]):
            start -= 1
        _mark_opened(sheet, start, end, RegionKind.ATTRIBUTION, RegionKind.QUOTE)
        return


def _notes_opening(sheet: Sheet, first: int, number: int) -> int:
    """Lotus Notes writes the earlier sender and the date on lines of their own above To: and Subject:."""
    start, above = number, number - 1
    dated = False
    while above >= first and number - above <= 4:
        line = sheet.lines[above]
        if line.bare:
            if not dated and len(line.bare) <= 60 and _DATED().search(line.bare):
                dated, start = True, above
            elif dated and len(line.bare) <= 60 and line.bare[-1] not in ".!?,:":
                return above
            else:
                return start
        above -= 1
    return start


# --- mail that has lost its line breaks -------------------------------------------------------------------

_RUN_ON = lazy(
    rf"(?<!-)-{{3,60}} ?{_ORIGINAL} ?-{{3,}}|(?<!-)-{{3,60}} ?(?:forwarded message|forwarded by )"
    r"|\bOn (?:Mon|Tue|Wed|Thu|Fri|Sat|Sun)[a-z]{0,6}, [^\n:]{4,80}(?::\d\d)[^\n:]{0,100} wrote:"
    r"|\bOn \d{1,4}[/. -][^\n:]{4,60}(?::\d\d)?[^\n:]{0,60}@[^\n:]{3,60} wrote:",
    re.IGNORECASE,
)
_WIDE = 120
"""Code points; a line with a marker inside it is run-on only if it is longer than mail programs wrap."""


def _mark_run_on(sheet: Sheet, first: int) -> None:
    text = sheet.text
    if not ("---" in text or "wrote:" in text or "From:" in text or "To:" in text):
        return
    for number in range(first, len(sheet.lines)):
        line = sheet.lines[number]
        if sheet.kinds[number] is not None or len(line.text) < 40:
            continue
        places = []
        if "---" in line.text or "wrote:" in line.text:
            found = _RUN_ON().search(line.text)
            if found and (found.start() > 0 or len(line.text) > _WIDE):
                places.append((found.start(), "forward" in found[0][:40].lower()))
        openings = (_run_on_headers(line.text), _run_on_notes(line.text))
        places += [(opening, False) for opening in openings if opening is not None]
        if places:
            place, forwarded = min(places)
            kind = RegionKind.FORWARD if forwarded else RegionKind.QUOTE
            sheet.mark_rest(line.start + place, number, kind)
            return


def _run_on_headers(text: str) -> int | None:
    """Where "From: X Sent: ... To: ... Subject: ..." stands inside one line."""
    at = text.find("From:")
    while at >= 0:
        place = at
        for names in (("Sent:", "Date:"), ("To:",), ("Subject:",)):
            window = text[place : place + 400]
            hits = [window.find(name) for name in names if name in window]
            if not hits:
                break
            place += min(hits)
        else:
            return at
        at = text.find("From:", at + 5)
    return None


_DATE_BEFORE_TO = lazy(
    r"(?:\bon )?\b\d{1,2}/\d{1,2}/\d{2,4} \d{1,2}:\d\d(?::\d\d)?(?: ?[AP]M)?(?: [A-Z]{2,4})?"
    r"(?: Sent by: [^\n:]{1,80})? To: [^\n]{0,600}?\b(?:cc|Subject):"
)
_SENDER_BEFORE_DATE = lazy(
    r"(?:\bFrom: )?(?:\"[^\"\n]{1,60}\" |(?<![^\W_])(?:(?:[A-Z]\.|[A-Z][\w'’-]*),? ){0,3})(?:@ ?\S+ |\S*@\S+ |<\S+> )?$"
)


def _run_on_notes(text: str) -> int | None:
    """Where "Sender date To: ... Subject: ...", as Lotus Notes writes it, stands inside one line, after own words."""
    if "To:" not in text:
        return None
    date = _DATE_BEFORE_TO().search(text)
    if date is None:
        return None
    before = text[max(0, date.start() - 120) : date.start()]
    sender = _SENDER_BEFORE_DATE().search(before)
    place = date.start() - (len(before) - sender.start() if sender else 0)
    return place if text[:place].strip() else None


# --- quotequail -------------------------------------------------------------------------------------------

_MOST_TRIES = 8
_MOST_OPENINGS = 300


def _mark_with_quotequail(sheet: Sheet, first: int) -> None:
    numbers = _lines_that_may_open(sheet, first)
    if not numbers:
        return
    import quotequail

    # One line in, one line out: quotequail's answer is a line number, whatever the line ends were.
    shown = [sheet.lines[number].bare.replace("\x85", " ") if number >= 0 else "" for number in numbers]
    for _ in range(_MOST_TRIES):
        parts = quotequail.quote("\n".join(shown), limit=len(shown) + 2, quote_intro_line=True)
        if len(parts) < 2:
            return
        place = len(shown) - parts[1][1].count("\n") - 1
        start, stop = numbers[place], numbers[place] + 1
        joined = shown[place]
        if joined[-1:] != ":" and place + 1 < len(shown) and shown[place + 1][-1:] == ":":
            stop += 1
            joined = f"{joined} {shown[place + 1]}"
        if _is_opening(sheet, stop, joined):
            _mark_opened(sheet, start, stop, RegionKind.ATTRIBUTION, RegionKind.QUOTE)
            return
        shown[place] = ""


def _lines_that_may_open(sheet: Sheet, first: int) -> list[int]:
    """The lines worth quotequail's look, each with the line above it; -1 where lines were left out."""
    numbers: list[int] = []
    for number in range(first, len(sheet.lines)):
        bare = sheet.lines[number].bare
        if not bare or sheet.kinds[number] is not None or len(bare) > _LONGEST_ATTRIBUTION:
            continue
        ends = bare[-1] in ":>" and ("wr" in bare or _DATED().search(bare) is not None)
        if not ends and not bare.startswith(("---", "____")):
            continue
        if numbers and numbers[-1] != number - 1:
            numbers.append(-1)
        above = number - 1
        is_short = len(sheet.lines[above].bare) <= _LONGEST_ATTRIBUTION
        if above >= first and sheet.is_own(above) and is_short and numbers[-1:] != [above]:
            numbers.append(above)
        numbers.append(number)
        if len(numbers) > _MOST_OPENINGS:
            break
    return numbers


def _is_opening(sheet: Sheet, stop: int, joined: str) -> bool:
    """Whether what quotequail found is dated, marked or followed by a quote: no sentence of the writer's."""
    following = sheet.next_with_words(stop - 1)
    if following is None:
        return False
    if _header_block(sheet, following) is not None:
        return True
    if joined.startswith("____"):
        return False
    return sheet.kinds[following] is RegionKind.QUOTE or joined.startswith("--") or _DATED().search(joined) is not None
