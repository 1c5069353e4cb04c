/* Can this template be printed and read? Everything that the form of the JSON does not say: sizes, places, type, the
 * QR's modules. Pure numbers. Not for reading JSON (template_read.h). */
#ifndef P2C_BADGES_TEMPLATE_CHECK_H
#define P2C_BADGES_TEMPLATE_CHECK_H

#include "badges/template.h"
#include "base/err.h"

/* What a printer takes and a scanner or an eye reads. */
#define BADGE_PAGE_LEAST 25.0   /* mm */
#define BADGE_PAGE_MOST 420.0   /* mm, the long side of A3 */
#define BADGE_MODULE_LEAST 0.33 /* mm: 13 mil, what handheld scanners are sold for */
#define BADGE_TYPE_LEAST 5.0    /* pt */
#define BADGE_PHOTO_LEAST 10.0  /* mm */

/* ERR_INVALID with the path of the first thing that is wrong. */
enum err badge_template_check(const struct badge_template *template, struct fault *out_fault);

#endif
