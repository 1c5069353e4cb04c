/* Sets text: shaping, direction, fallback between scripts and line breaking, all pango's; this file and prose.c alone
 * know it. Every text is set once at one reference size and scaled from there, so a badge breaks its lines alike on
 * paper, on a screen and at any resolution, and fonts are loaded once. Not for deciding sizes (layout.h). One thread
 * at a time. */
#ifndef P2C_BADGES_SET_H
#define P2C_BADGES_SET_H

#include "badges/layout.h"

#include <pango/pangocairo.h>

struct badge_set;

/* A typesetter with its own font map; destroy(NULL) is fine. */
struct badge_set *badge_set_create(void);
void badge_set_destroy(struct badge_set *set);
/* The language (BCP 47) of the texts to come: it chooses between regional shapes of a character. Anything that is no
 * language tag, NULL and "" mean English. */
void badge_set_language(struct badge_set *set, const char *language);
/* How the layout measures with this typesetter; valid as long as it. */
struct badge_measure badge_set_measure(struct badge_set *set);
/* Draws a placed text in the source colour of `cr`, whose unit is the point. */
void badge_set_show(struct badge_set *set, cairo_t *cr, const struct badge_placed *placed);
/* How many glyphs of the text no installed font has, in that face. */
unsigned badge_set_unknown(struct badge_set *set, enum badge_face face, const char *text);

/* For prose.c, which sets documents with the same fonts: the context in the language set last, and a face at
 * BADGE_SET_PT. Both belong to the set. */
enum { BADGE_SET_PT = 64 };
PangoContext *badge_set_context(struct badge_set *set);
const PangoFontDescription *badge_set_font(const struct badge_set *set, enum badge_face face);

#endif
