"""Badges with reportlab as pretix draws them (src/pretix/base/pdf.py): every text reshaped, reordered and set as a
Paragraph, the QR code by QrCodeWidget with level H. What pretix does on top is left out: cleaning each text as HTML and
merging each page with a background PDF. Prints milliseconds a badge.
Use: reportlab_badges.py book|single PEOPLE COUNT"""

import io
import sys
import time
import unicodedata

from arabic_reshaper import ArabicReshaper
from bidi.algorithm import get_display
from reportlab.graphics import renderPDF
from reportlab.graphics.barcode.qr import QrCodeWidget
from reportlab.graphics.shapes import Drawing
from reportlab.lib.colors import Color
from reportlab.lib.enums import TA_CENTER, TA_LEFT
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.pdfmetrics import getAscentDescent
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen import canvas
from reportlab.platypus import Paragraph

FONTS = "/usr/share/fonts/truetype/noto/"
WIDTH, HEIGHT = 105 * mm, 148 * mm
BLACK, SOFT, WHITE, BAND = Color(0, 0, 0), Color(0.3, 0.3, 0.3), Color(1, 1, 1), Color(0.04, 0.37, 0.65)
RESHAPER = ArabicReshaper(configuration={"delete_harakat": True, "support_ligatures": False})
DAY = ("Partner2Connect · WTDC Kigali", "7–9 June 2022")
# Which column, bold, size, from the left, from the top, width (mm), centred, colour.
PLACES = (
    (0, True, 22, 7, 34, 91, True, BLACK),
    (1, False, 13, 7, 54, 91, True, BLACK),
    (2, False, 10, 7, 60, 91, True, SOFT),
    (3, True, 12, 7, 66, 91, True, BLACK),
    (5, True, 20, 43.5, 85, 54.5, False, BLACK),
    (4, False, 12, 43.5, 95, 54.5, False, BLACK),
    (8, False, 10, 43.5, 103, 54.5, False, SOFT),
    (10, False, 12, 43.5, 109, 54.5, False, BLACK),
    (6, True, 30, 7, 122, 91, True, WHITE),
    (7, True, 12, 7, 138, 91, True, WHITE),
)


def is_arabic(text):
    return any("\u0600" <= c <= "\u06ff" for c in text)


def draw_text(page, text, bold, size, left, top, width, centred, colour):
    face = ("Arabic" if is_arabic(text) else "Sans") + ("-Bold" if bold else "")
    style = ParagraphStyle(name="text", fontName=face, fontSize=size, leading=size, autoLeading="max", textColor=colour,
                           alignment=TA_CENTER if centred else TA_LEFT)
    text = get_display(RESHAPER.reshape(unicodedata.normalize("NFKC", text)))
    paragraph = Paragraph(text, style=style)
    _, height = paragraph.wrapOn(page, width * mm, 1000 * mm)
    _, descent = getAscentDescent(face, size)
    page.saveState()
    page.translate(left * mm, HEIGHT - top * mm)
    paragraph.drawOn(page, 0, -height - descent)
    page.restoreState()


def draw_qr(page, content):
    size = 40 * mm
    drawing = Drawing(size, size)
    drawing.add(QrCodeWidget(content, barLevel="H", barHeight=size, barWidth=size))
    renderPDF.draw(drawing, page, 2.5 * mm, HEIGHT - 120 * mm)


def draw_badge(page, person):
    page.setFillColor(BAND)
    page.rect(0, HEIGHT - 4 * mm, WIDTH, 4 * mm, stroke=0, fill=1)
    page.rect(0, 0, WIDTH, 27 * mm, stroke=0, fill=1)
    draw_text(page, DAY[0], True, 12, 8, 9, 89, True, BLACK)
    draw_text(page, DAY[1], False, 9, 8, 16, 89, True, SOFT)
    for column, *how in PLACES:
        draw_text(page, person[column], *how)
    draw_qr(page, person[11])
    page.showPage()


def draw_book(people):
    out = io.BytesIO()
    page = canvas.Canvas(out, pagesize=(WIDTH, HEIGHT))
    for person in people:
        draw_badge(page, person)
    page.save()
    return out.getvalue()


def draw_singles(people):
    for person in people:
        draw_book([person])


def main():
    way, path, count = sys.argv[1], sys.argv[2], int(sys.argv[3])
    for name, file in (("Sans", "NotoSans-Regular"), ("Sans-Bold", "NotoSans-Bold"),
                       ("Arabic", "NotoSansArabic-Regular"), ("Arabic-Bold", "NotoSansArabic-Bold")):
        pdfmetrics.registerFont(TTFont(name, FONTS + file + ".ttf"))
    with open(path, encoding="utf-8") as lines:
        people = [line.rstrip("\n").split("\t") for line in lines]
    draw = {"book": draw_book, "single": draw_singles}[way]
    draw(people[-6:])
    start = time.perf_counter()
    draw(people[:count])
    print((time.perf_counter() - start) * 1000 / count)


main()
