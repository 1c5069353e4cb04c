/* PWG raster (PWG 5102.4) of one page from a drawn picture, for printers that take no PDF. Pure. */
#ifndef P2C_PRINT_PWG_H
#define P2C_PRINT_PWG_H

#include "badges/badge.h"
#include "print/talk.h"

enum pwg_kind { PWG_COLOUR, PWG_GREY, PWG_BLACK, PWG_KIND_MAX };

/* The best that the printer takes; colour when it does not say. */
enum pwg_kind pwg_kind_choose(const struct talk_list *types);
/* Adds the file to *out. `media` is the name from medium.h: its size and the picture's resolution make the page, onto
 * which the picture is put from the top left corner. ERR_BROKEN when the codec refuses. */
enum err pwg_write(const struct badge_pixels *pixels, enum pwg_kind kind, const char *media, struct buf *out);

#endif
