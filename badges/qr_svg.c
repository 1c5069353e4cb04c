/* See qr_svg.h. */
#include "badges/qr_svg.h"

/* One run of dark modules is one step of the path. */
static void add_row(const struct badge_qr *qr, unsigned y, struct buf *out)
{
	for (unsigned x = 0; x < qr->side;) {
		unsigned from = x;
		while (x < qr->side && qr->dark[y][x])
			x++;
		if (x > from)
			buf_printf(
			    out, "M%u %uh%uv1h-%uz", from + BADGE_QR_QUIET, y + BADGE_QR_QUIET, x - from, x - from);
		else
			x++;
	}
}

void badge_qr_svg(const struct badge_qr *qr, struct buf *out)
{
	unsigned side = qr->side + 2 * BADGE_QR_QUIET;
	if (!qr->side)
		return;
	buf_printf(out,
	    "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %u %u\" shape-rendering=\"crispEdges\">"
	    "<path fill=\"#fff\" d=\"M0 0h%uv%uH0z\"/><path d=\"",
	    side, side, side, side);
	for (unsigned y = 0; y < qr->side; y++)
		add_row(qr, y, out);
	buf_add_text(out, "\"/></svg>\n");
}
