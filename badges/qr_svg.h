/* A QR symbol alone as SVG: for a page that shows it at any size, crisp and with its quiet zone. Not for badges
 * (paint.h). */
#ifndef P2C_BADGES_QR_SVG_H
#define P2C_BADGES_QR_SVG_H

#include "badges/qr.h"
#include "base/buf.h"

/* Adds a whole SVG image to *out: black on white, one unit a module. Nothing for a symbol of side 0. */
void badge_qr_svg(const struct badge_qr *qr, struct buf *out);

#endif
