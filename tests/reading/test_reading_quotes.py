"""Earlier messages and what programs add, in many languages."""

from __future__ import annotations

import pytest

from asklint.draft import RegionKind
from asklint.reading import read_text

OWN = "Could you send me the second page? The scan stops after the first."

ATTRIBUTIONS = [
    "On Mon, Mar 4, 2024 at 10:02 AM Ana Ruiz <ana@example.org> wrote:",
    "On 04/03/2024 10:02, Ana Ruiz wrote:",
    "Ana Ruiz <ana@example.org> writes on 4 March 2024:",
    "On Mon, 4 Mar 2024 at 10:02, Ana-Maria Ruiz-Castellanos de la Fuente\n<ana@example.org> wrote:",
    "Am Montag, 4. März 2024 um 10:02:11 MEZ schrieb Ana Ruiz <ana@example.org>:",
    "Am 04.03.24 um 10:02 schrieb Ana Ruiz:",
    "Le lun. 4 mars 2024 à 10:02, Ana Ruiz <ana@example.org> a écrit :",
    "El lun, 4 mar 2024 a las 10:02, Ana Ruiz (<ana@example.org>) escribió:",
    "Il giorno lun 4 mar 2024 alle ore 10:02 Ana Ruiz <ana@example.org> ha scritto:",
    "Em seg., 4 de mar. de 2024 às 10:02, Ana Ruiz <ana@example.org> escreveu:",
    "Op ma 4 mrt 2024 om 10:02 schreef Ana Ruiz <ana@example.org>:",
    "Den mån 4 mars 2024 kl 10:02 skrev Ana Ruiz <ana@example.org>:",
    "Den man. 4. mar. 2024 kl. 10.02 skrev Ana Ruiz <ana@example.org>:",
    "man. 4. mars 2024 kl. 10:02 skrev Ana Ruiz <ana@example.org>:",
    "ma 4. maalisk. 2024 klo 10.02 Ana Ruiz (ana@example.org) kirjoitti:",
    "pon., 4 mar 2024 o 10:02 Ana Ruiz <ana@example.org> napisał(a):",
    "W dniu 4.03.2024 o 10:02, Ana Ruiz pisze:",
    "po 4. 3. 2024 v 10:02 odesílatel Ana Ruiz <ana@example.org> napsal:",
    "În lun., 4 mar. 2024 la 10:02, Ana Ruiz <ana@example.org> a scris:",
    "Ana Ruiz <ana@example.org>, 4 Mar 2024 Pzt, 10:02 tarihinde şunu yazdı:",
    "Ana Ruiz <ana@example.org> ezt írta (időpont: 2024. márc. 4., H, 10:02):",
    "пн, 4 мар. 2024 г. в 10:02, Ana Ruiz <ana@example.org> написал:",
]


@pytest.mark.parametrize("line", ATTRIBUTIONS)
@pytest.mark.parametrize("quote", ["> Here it is.\n> Ana", "Here it is.\nAna"])
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_attribution_and_quote_are_masked(line: str, quote: str, end: str) -> None:
    text = f"{OWN}\n\n{line}\n\n{quote}\n".replace("\n", end)
    draft = read_text(text)
    assert draft.own_text.strip() == OWN
    assert [region.kind for region in draft.masked] == [RegionKind.ATTRIBUTION, RegionKind.QUOTE]
    assert draft.is_reply


@pytest.mark.parametrize(
    "text",
    [
        "On Tuesday Bo wrote:\nthe draft is late. Can you hurry?",
        "On the whiteboard somebody wrote:\n\ncan you clean this?",
        "As Ana wrote: can you come?",
        "You wrote:\nI want to know which page you mean.",
        "Here is what I need:\n\nthe budget of 2024, could you send it?",
        "From: the desk of Ana. Could you reply?",
        "---\nCan you read this?\n---\nThanks",
        "Original message: see above. Could you resend it?",
        "________________________________\nCould you sign above this line?",
        "a > b, b > c. Can you prove a > c?",
        "-> can you do this one first?",
        "=> please answer",
    ],
)
def test_prose_that_only_looks_like_a_quote_stays(text: str) -> None:
    words = [word for word in text.split() if word.strip("-_")]
    own = read_text(text).own_text.split()
    assert [word for word in own if word.strip("-_")] == words


HEADERS = [
    ("From", "Sent", "To", "Subject"),
    ("Von", "Gesendet", "An", "Betreff"),
    ("De", "Envoyé", "À", "Objet"),
    ("De", "Enviado", "Para", "Asunto"),
    ("Da", "Inviato", "A", "Oggetto"),
    ("De", "Enviado", "Para", "Assunto"),
    ("Van", "Verzonden", "Aan", "Onderwerp"),
    ("Från", "Skickat", "Till", "Ämne"),
    ("Fra", "Sendt", "Til", "Emne"),
    ("Od", "Wysłano", "Do", "Temat"),
    ("От", "Отправлено", "Кому", "Тема"),
    ("发件人", "发送时间", "收件人", "主题"),
]


@pytest.mark.parametrize("names", HEADERS)
@pytest.mark.parametrize("style", ["{}: {}", "*{}:* {}", "**{}:** {}"])
def test_outlook_blocks_in_many_languages(names: tuple[str, ...], style: str) -> None:
    values = ("Ana Ruiz <ana@example.org>", "Monday, 4 March 2024 10:02", "Bo Lind", "Re: The scan")
    block = "\n".join(style.format(name, value) for name, value in zip(names, values, strict=True))
    draft = read_text(f"{OWN}\n\n{block}\n\nPlease find the scan here.\n")
    assert draft.own_text.strip() == OWN


MARKERS = [
    ("-----Original Message-----", RegionKind.ATTRIBUTION),
    ("----- Original Message -----", RegionKind.ATTRIBUTION),
    ("-----Ursprüngliche Nachricht-----", RegionKind.ATTRIBUTION),
    ("-----Mensaje original-----", RegionKind.ATTRIBUTION),
    ("-----Message d'origine-----", RegionKind.ATTRIBUTION),
    ("---------- Forwarded message ---------", RegionKind.FORWARD),
    ("---------- Weitergeleitete Nachricht ---------", RegionKind.FORWARD),
    ("---------- Mensaje reenviado ---------", RegionKind.FORWARD),
    ("-------- Forwarded Message --------", RegionKind.FORWARD),
    ("Begin forwarded message:", RegionKind.FORWARD),
    ("Anfang der weitergeleiteten Nachricht:", RegionKind.FORWARD),
    ("----- Forwarded by Ana Ruiz/HQ/Example on 03/04/2001 10:02 AM -----", RegionKind.FORWARD),
]


@pytest.mark.parametrize(("marker", "kind"), MARKERS)
def test_markers(marker: str, kind: RegionKind) -> None:
    draft = read_text(f"{OWN}\n\n{marker}\nFrom: Ana Ruiz\nSubject: x\n\nPlease send money.\n")
    assert draft.own_text.strip() == OWN
    assert draft.masked[0].kind is kind
    assert draft.is_forward == (kind is RegionKind.FORWARD)


DEVICES = [
    "Sent from my iPhone",
    "Sent from my Samsung Galaxy smartphone.",
    "Sent via BlackBerry from T-Mobile",
    "Sent from Mail for Windows 10",
    "Sent from Yahoo Mail on Android",
    "Sent with Proton Mail secure email.",
    "Get Outlook for iOS",
    "Get Outlook for Android<https://example.org>",
    "Von meinem iPhone gesendet",
    "Diese Nachricht wurde von meinem Android-Mobiltelefon mit GMX Mail gesendet.",
    "Envoyé de mon iPhone",
    "Enviado desde mi iPhone",
    "Enviado do meu iPhone",
    "Inviato da iPhone",
    "Verstuurd vanaf mijn iPhone",
    "Skickat från min iPhone",
    "Sendt fra min iPhone",
    "Lähetetty iPhonesta",
    "Wysłane z iPhone'a",
    "Odesláno z iPhonu",
    "iPhone'umdan gönderildi",
    "Отправлено с iPhone",
    "iPhoneから送信",
    "发自我的iPhone",
    "Please excuse any typos",
    "Sorry for the brevity, sent from my phone",
]


@pytest.mark.parametrize("line", DEVICES)
def test_device_lines(line: str) -> None:
    draft = read_text(f"{OWN}\n\n{line}")
    assert draft.own_text.strip() == OWN
    assert [region.kind for region in draft.masked] == [RegionKind.DEVICE_LINE]


DISCLAIMERS = [
    (
        "This e-mail and any attachments are confidential and intended solely for the addressee. If you "
        "have received it in error, please delete it."
    ),
    ("CONFIDENTIALITY NOTICE: This message may contain privileged information. Unauthorized use is prohibited."),
    (
        "Diese E-Mail enthält vertrauliche Informationen. Wenn Sie nicht der richtige Adressat sind, "
        "informieren Sie bitte den Absender."
    ),
    (
        "Ce message est confidentiel et destiné exclusivement à ses destinataires. Si vous l'avez reçu "
        "par erreur, merci de le détruire."
    ),
    ("Este mensaje es confidencial y va dirigido únicamente a su destinatario. Si lo ha recibido por error, bórrelo."),
    (
        "Questo messaggio è riservato ed è destinato esclusivamente al destinatario. Se ricevuto per "
        "errore, si prega di cancellarlo."
    ),
    "Dit bericht is vertrouwelijk en uitsluitend bestemd voor de geadresseerde.",
    "Please consider the environment before printing this email.",
]


@pytest.mark.parametrize("notice", DISCLAIMERS)
def test_disclaimers(notice: str) -> None:
    draft = read_text(f"{OWN}\n\n{notice}\n")
    assert draft.own_text.strip() == OWN
    assert [region.kind for region in draft.masked] == [RegionKind.DISCLAIMER]


@pytest.mark.parametrize(
    "text",
    [
        "Could you send me the confidentiality agreement? It is privileged.",
        "Who handles confidential complaints in your office? I received one in error.",
        "Please do not disclose this. Could you tell me who is liable?",
        "I want to unsubscribe from the paper. Could you cancel it for me?",
        "Can you add me to the mailing list of the choir?",
    ],
)
def test_legal_words_in_an_ask_stay(text: str) -> None:
    assert read_text(text).masked == ()


def test_a_disclaimer_before_the_message_leaves_the_message() -> None:
    notice = "This e-mail is confidential and may be privileged. If you received it in error, please delete it."
    draft = read_text(f"{notice} Ana, could you sign page 2 today? I would be grateful.")
    assert draft.own_text.strip() == "Ana, could you sign page 2 today? I would be grateful."
