"""The documents with reportlab as its users draw them: SimpleDocTemplate, a LongTable with Paragraphs in its cells and a
repeated head, the recipe of a canvas that counts its pages, QrCodeWidget. Arabic is reshaped and reordered, other texts
are left alone; what our side prints below a row stands in a cell here, so that no cells have to be joined; strokes are
the usual spline through their points, all of one width. Prints milliseconds a document.
Use: reportlab_documents.py register|pledges ROWS COUNT"""

import io
import sys
import time
from functools import lru_cache

from arabic_reshaper import ArabicReshaper
from bidi.algorithm import get_display
from reportlab.graphics.barcode.qr import QrCodeWidget
from reportlab.graphics.shapes import Drawing
from reportlab.lib.colors import HexColor
from reportlab.lib.enums import TA_RIGHT
from reportlab.lib.pagesizes import A4, landscape
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Flowable, LongTable, PageBreak, Paragraph, SimpleDocTemplate, Spacer

FONTS = "/usr/share/fonts/truetype/noto/"
HASH = "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"
BLACK, SOFT, ACCENT = HexColor(0x111111), HexColor(0x4A4F57), HexColor(0x0B3C6F)
RULE, PALE = HexColor(0xB9C0C9), HexColor(0xEEF2F6)
RESHAPER = ArabicReshaper(configuration={"delete_harakat": True, "support_ligatures": False})
TITLES = {"register": "Signed declaration", "pledges": "List of pledges"}
REGISTER_WIDTHS = [w * mm for w in (10, 37, 36, 27, 24, 40)]
PLEDGE_WIDTHS = [w * 0.985 * mm for w in (12, 22, 52, 32, 53, 32, 33, 25)]
AREAS = ("ACCESS", "ADOPTION", "VALUE CREATION", "ACCELERATE")


def grouped(digits):
    return " ".join(digits[i:i + 8] for i in range(0, len(digits), 8))


@lru_cache(maxsize=None)
def style(face, size, colour=BLACK, right=False):
    return ParagraphStyle(name="text", fontName=face, fontSize=size, leading=size * 1.4, textColor=colour,
                          alignment=TA_RIGHT if right else 0)


def text(words, size=8, bold=False, colour=BLACK, right=False):
    is_arabic = any("\u0600" <= c <= "\u06ff" for c in words)
    if is_arabic:
        words = get_display(RESHAPER.reshape(words))
    return Paragraph(words, style(("Arabic" if is_arabic else "Sans") + ("-Bold" if bold else ""), size, colour, right))


def mono(words, size):
    return Paragraph(words, style("Mono", size, SOFT))


class Signature(Flowable):
    def __init__(self, strokes, width, height):
        super().__init__()
        self.strokes, self.width, self.height = strokes, width, height

    def wrap(self, *_):
        return self.width, self.height

    def draw(self):
        xs = [x for stroke in self.strokes for x, _ in stroke]
        ys = [y for stroke in self.strokes for _, y in stroke]
        left, bottom = min(xs), max(ys)
        scale = min(self.width / (max(xs) - left), self.height / (bottom - min(ys)))
        path = self.canv.beginPath()
        for stroke in self.strokes:
            points = [((x - left) * scale, (bottom - y) * scale) for x, y in stroke]
            path.moveTo(*points[0])
            for (ax, ay), (bx, by), (cx, cy), (dx, dy) in zip(points[:1] + points, points, points[1:], points[2:] + points[-1:]):
                path.curveTo(bx + (cx - ax) / 6, by + (cy - ay) / 6, cx - (dx - bx) / 6, cy - (dy - by) / 6, cx, cy)
        self.canv.setLineWidth(0.8)
        self.canv.drawPath(path)


class CountedCanvas(Canvas):
    """The well-known recipe for "3 / 12": pages are kept and written when their number is known."""
    title = ""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.pages = []

    def showPage(self):
        self.pages.append(dict(self.__dict__))
        self._startPage()

    def save(self):
        for number, page in enumerate(self.pages, 1):
            self.__dict__.update(page)
            self.draw_frame(number)
            super().showPage()
        super().save()

    def draw_frame(self, number):
        width, height = self._pagesize
        self.setStrokeColor(RULE)
        self.line(18 * mm, 14 * mm, width - 18 * mm, 14 * mm)
        self.setFillColor(SOFT)
        self.setFont("Sans", 7)
        self.drawString(18 * mm, height - 14 * mm, "Partner2Connect · Kigali, 7–9 June 2022")
        if number > 1:
            self.drawRightString(width - 18 * mm, height - 14 * mm, self.title)
        self.drawRightString(width - 18 * mm, 10 * mm, f"{number} / {len(self.pages)}")
        self.setFont("Mono", 6.2)
        self.drawString(18 * mm, 10 * mm, "Journal 48213 · " + grouped(HASH))


def table(heads, rows, widths):
    made = LongTable([[text(head, 7, True, ACCENT) for head in heads]] + rows, colWidths=widths, repeatRows=1)
    made.setStyle([("VALIGN", (0, 0), (-1, -1), "TOP"), ("BACKGROUND", (0, 0), (-1, 0), PALE),
                   ("LINEBELOW", (0, 0), (-1, 0), 0.75, ACCENT), ("LINEBELOW", (0, 1), (-1, -1), 0.5, RULE),
                   ("LEFTPADDING", (0, 0), (-1, -1), 4), ("RIGHTPADDING", (0, 0), (-1, -1), 4)])
    return made


def register_row(row):
    number, _, entity, country, name, title, authority, at, statement, digest, strokes = row
    strokes = [[tuple(map(float, point.split(",")[:2])) for point in stroke.split(";")] for stroke in strokes.split("|")]
    below = [text("Statement or reservation", 7, True, ACCENT), text(statement)] if statement else []
    return [text(number, 8, False, SOFT), [text(entity, 8, True), text(country, 8, False, SOFT)],
            [text(name, 8, True), text(title, 8, False, SOFT), *below], text(authority), [text(at), text("on a tablet", 7, False, SOFT)],
            [Signature(strokes, 36 * mm, 15 * mm), mono("SHA-256 " + grouped(digest), 6.2)]]


def register(rows):
    qr = Drawing(34 * mm, 34 * mm)
    qr.add(QrCodeWidget("P2C HEAD 48213:" + HASH.upper(), barLevel="M", barWidth=34 * mm, barHeight=34 * mm))
    heads = ("No.", "Entity and country", "Signed by", "Authority", "Time and means", "Signature")
    return [text("Kigali Declaration on Digital Coalition", 19, True, ACCENT),
            text("We, the signatories, launch the Digital Coalition and commit ourselves to report every year.", 10),
            text("Version: 3", 8, True), mono(grouped(HASH), 8), PageBreak(),
            text("Register of signatures (200)", 12, True, ACCENT), Spacer(1, 2 * mm),
            table(heads, [register_row(row) for row in rows], REGISTER_WIDTHS), Spacer(1, 8 * mm),
            text("Launched: 9 June 2022, 17:30:00", 10), mono(grouped(HASH), 8), qr]


def pledge_row(row):
    number, state, kind, areas, _, title, amount, currency, usd, pledgers, countries = row
    lead, *joint = [pledger.split("|") for pledger in pledgers.split(";")]
    areas = ", ".join(name for bit, name in enumerate(AREAS) if int(areas) >> bit & 1)
    return [text(number, 8, False, SOFT, True), text(state.capitalize()),
            [text(lead[0], 8, True), text(lead[1], 7, False, SOFT), *[text(f"{name} ({country})", 7, False, SOFT) for name, country in joint]],
            [text(kind.capitalize()), text(areas, 7, False, SOFT)], text(title), text(countries.replace(";", ", "), 7),
            text(f"{currency} {int(amount):,}", 8, right=True), text(f"{int(usd):,}", 8, right=True)]


def pledges(rows):
    heads = ("No.", "State", "Pledged by", "Type and focus areas", "Pledge", "Beneficiary countries", "Amount", "USD (estimated)")
    return [text("List of pledges", 19, True, ACCENT), text("Confirmed", 7, True), text("18,550,000,000", 19, True, ACCENT),
            text("Heard, not yet confirmed", 7, True), text("1,240,500,000", 19, True, ACCENT), Spacer(1, 4 * mm),
            table(heads, [pledge_row(row) for row in rows], PLEDGE_WIDTHS)]


def draw(way, rows):
    out = io.BytesIO()
    CountedCanvas.title = TITLES[way]
    document = SimpleDocTemplate(out, pagesize=landscape(A4) if way == "pledges" else A4, leftMargin=18 * mm, rightMargin=18 * mm,
                                 topMargin=24 * mm, bottomMargin=22 * mm, title=TITLES[way])
    document.build({"register": register, "pledges": pledges}[way](rows), canvasmaker=CountedCanvas)
    return out.getvalue()


def main():
    way, path, count = sys.argv[1], sys.argv[2], int(sys.argv[3])
    for name, file in (("Sans", "NotoSans-Regular"), ("Sans-Bold", "NotoSans-Bold"), ("Mono", "NotoSansMono-Regular"),
                       ("Arabic", "NotoSansArabic-Regular"), ("Arabic-Bold", "NotoSansArabic-Bold")):
        pdfmetrics.registerFont(TTFont(name, FONTS + file + ".ttf"))
    with open(path, encoding="utf-8") as lines:
        rows = [line.rstrip("\n").split("\t") for line in lines]
    draw(way, rows[:20])
    start = time.perf_counter()
    for _ in range(count):
        draw(way, rows)
    print((time.perf_counter() - start) * 1000 / count)


main()
