"""The documents of the day: an invented ministry, as its pages, a wire service and a press office publish it."""

from typing import Final

from tests.importers.pdf_pages import page_of, pdf_of

PEOPLE: Final = """\
- id: vesna-okoro
  name: Vesna Okoro
  labels: [MS. OKORO]
  roles:
    - {title: Spokesperson, organization: Ministry of Tides, from: 2022-01-10}

- id: emil-brandt
  name: Emil Brandt
  labels: [MR. BRANDT]
  roles:
    - {title: Minister of Tides, organization: Ministry of Tides, from: 2023-06-01}

- id: aron-hale
  name: Aron Hale
  labels: [CAPTAIN HALE]
  roles:
    - {title: Harbour Captain, organization: Port of Eastport, from: 2021-03-01}
"""

MISTAKEN: Final = "We will rebuild the north sluice by fifteen weeks from now, and the money for it is there."
MENDED: Final = "We will rebuild the north sluice by fifty weeks from now, and the money for it is there."

PAGE: Final = f"""\
<!DOCTYPE html>
<html lang="en"><head><title>Press Briefing by the Ministry of Tides, May 14, 2024</title>
<meta property="og:url" content="https://tides.example/briefings/2024-05-14">
<meta property="og:site_name" content="Ministry of Tides"></head>
<body><nav><a href="/">Home</a> <a href="/news">News</a></nav>
<main><article><h1>Press Briefing by the Ministry of Tides</h1>
<p>Harbour House, Eastport</p>
<p>May 14, 2024</p>
<p>2:05 P.M. CEST</p>
<p>MS. OKORO: Good afternoon. The storm of last week took the north sluice, and the minister is here to tell you how it
will be built again.</p>
<p>MR. BRANDT: Thank you, Vesna. {MISTAKEN}</p>
<p>Q&nbsp;&nbsp;&nbsp; Minister, will the fishing boats be let out before the sluice stands?</p>
<p>MR. BRANDT: Not before the pilots say so.</p>
<p>Q&nbsp;&nbsp;&nbsp; And is the grain harbour safe?</p>
<p>CAPT. HALE: The grain harbour is safe for ships of up to nine metres, and not for a centimetre more.</p>
<p>Q&nbsp;&nbsp;&nbsp; Will the fishing fleet be paid for the lost weeks?</p>
<p>MS. OKORO: The fishing fleet will be paid for each week that it lies in port, if the owners ask before the end of June.</p>
<p>END&nbsp;&nbsp;&nbsp; 2:31 P.M. CEST</p>
</article></main><footer>Ministry of Tides. All rights reserved.</footer></body></html>
"""

STORY: Final = """\
Fishing fleet to stay in port another week

EASTPORT, May 15, 2024 (Coast Wire) - The fishing fleet of Eastport will stay in port for another week, the ministry said
on Wednesday.

"The pilots have looked at the channel twice, and twice they came back shaking their heads," Vesna Okoro, the
spokesperson of the Ministry of Tides, told reporters at Harbour House.

Okoro called the damage to the north sluice "worse than the winter of the great ice" and said the repairs had begun.

"Nobody will sail on a promise," she said.
"""

_LEFT, _INDENT = 72.0, 108.0
PAPER: Final = pdf_of(
    [
        page_of(
            [
                (200, 720, "Press Conference of the Ministry of Tides"),
                (200, 704, "Harbour House, Eastport"),
                (200, 688, "May 17, 2024"),
                (_INDENT, 650, "MS. OKORO: Good morning. The fishing fleet sails again"),
                (_LEFT, 636, "tonight, because the pilots have found the channel clear."),
                (_INDENT, 610, "Q   Is that the end of the payments to the fishing fleet?"),
                (_INDENT, 584, "MS. OKORO: It is the end of new ones. Whoever asked before the"),
                (_LEFT, 570, "end of June will be paid for the weeks in port."),
                (_INDENT, 544, "Q   Minister, has the sluice been paid for?"),
                (_INDENT, 518, "MR. BRANDT: The sluice has been paid for in full."),
            ]
        )
    ],
    title="Press Conference of the Ministry of Tides",
)

CALL: Final = """\
Background Press Call on the Harbour Treaty
Ministry of Tides
May 20, 2024

Via Teleconference

9:00 A.M. CEST

MS. OKORO: Good morning, and thank you for joining. This call is on background, attributable to a senior ministry
official, and embargoed until the treaty has been signed.

SENIOR MINISTRY OFFICIAL: The harbour treaty opens the grain harbour to foreign ships for the first time in forty years.

Q    What does it cost?

SENIOR MINISTRY OFFICIAL: It costs nothing that the harbour dues do not bring back within two years.

END    9:14 A.M. CEST
"""

FINES: Final = pdf_of(
    [
        page_of(
            [
                (200, 720, "Press Briefing on Pilots and Fines"),
                (200, 704, "Ministry of Tides"),
                (200, 688, "May 16, 2024"),
                (_INDENT, 650, "MS. OKORO: The fine for sailing without a pilot is doubled"),
                (_LEFT, 636, "from the first of June."),
                (_INDENT, 610, "Q   Who collects it?"),
                (_INDENT, 584, "MS. OKORO: The harbour captain collects it, before the ship leaves."),
            ]
        )
    ],
    title="Press Briefing on Pilots and Fines",
)

CAPTIONS: Final = b"""\
WEBVTT

00:00:02.000 --> 00:00:04.500
<v Vesna Okoro>From tomorrow the ferry to Gull Island

00:00:04.500 --> 00:00:06.800
<v Vesna Okoro>sails again, every hour until dusk.

00:00:07.000 --> 00:00:09.000
<v Reporter>And after dusk?

00:00:09.500 --> 00:00:13.000
<v Vesna Okoro>After dusk nobody crosses until the lights are mended.
"""
