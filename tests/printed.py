"""Files of the formats that are no text, made by hand, so that tests can say what is in them to the byte."""

from __future__ import annotations

import io
import zipfile

WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
COMPATIBILITY = "http://schemas.openxmlformats.org/markup-compatibility/2006"


def docx(body: str, name: str = "word/document.xml", before: str = "") -> bytes:
    """A Word file with this XML as its body; `before` stands between the XML declaration and the root."""
    data = io.BytesIO()
    root = f'<w:document xmlns:w="{WORD}" xmlns:mc="{COMPATIBILITY}"><w:body>{body}</w:body></w:document>'
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(name, f'<?xml version="1.0" encoding="UTF-8"?>{before}{root}')
    return data.getvalue()


def paragraph(*texts: str) -> str:
    """A paragraph of runs."""
    return "<w:p>" + "".join(f"<w:r><w:t>{text}</w:t></w:r>" for text in texts) + "</w:p>"


def pdf(*pages: list[tuple[float, float, float, str]]) -> bytes:
    """A PDF with such pages of lines: left, base line from the bottom, size, text; the font is not embedded."""
    kids = " ".join(f"{6 + 2 * number} 0 R" for number in range(len(pages)))
    objects = [
        "<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Kids [{kids}] /Count {len(pages)} /MediaBox [0 0 600 800] >>",
        "<< /Type /Font /Subtype /Type0 /BaseFont /STSong-Light /Encoding /UniGB-UTF16-H /DescendantFonts [4 0 R] >>",
        """<< /Type /Font /Subtype /CIDFontType0 /BaseFont /STSong-Light /DW 1000 /FontDescriptor 5 0 R
        /CIDSystemInfo << /Registry (Adobe) /Ordering (GB1) /Supplement 5 >> >>""",
        """<< /Type /FontDescriptor /FontName /STSong-Light /Flags 4 /FontBBox [-25 -254 1000 880] /ItalicAngle 0
        /Ascent 880 /Descent -120 /CapHeight 880 /StemV 93 >>""",
    ]
    for page in pages:
        shown = "\n".join(
            f"BT /F {size} Tf 1 0 0 1 {x} {y} Tm <{text.encode('utf-16-be').hex()}> Tj ET" for x, y, size, text in page
        )
        content = len(objects) + 2
        objects += [
            f"<< /Type /Page /Parent 2 0 R /Resources << /Font << /F 3 0 R >> >> /Contents {content} 0 R >>",
            f"<< /Length {len(shown)} >>\nstream\n{shown}\nendstream",
        ]
    return _file(objects)


def _file(objects: list[str]) -> bytes:
    data, places = b"%PDF-1.7\n", []
    for number, content in enumerate(objects, 1):
        places.append(len(data))
        data += f"{number} 0 obj\n{content}\nendobj\n".encode("ascii")
    table = "".join(f"{place:010} 00000 n \n" for place in places)
    end = (
        f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n{table}trailer\n<< /Size {len(objects) + 1} /Root 1 0 R >>\n"
    )
    return data + f"{end}startxref\n{len(data)}\n%%EOF\n".encode("ascii")


def column(left: float, top: float, text: str, *, width: int = 10, size: float = 10) -> list:
    """The text set in a column of so many characters, each paragraph indented by two."""
    lines = []
    for number, content in enumerate(text.split("\n")):
        indented = f"\u3000\u3000{content}" if number or content[:2] != "  " else content
        lines += [indented[at : at + width] for at in range(0, len(indented), width)]
    return [(left, top - 1.5 * size * number, size, line) for number, line in enumerate(lines)]
