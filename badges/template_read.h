/* Templates as people write them: JSON to struct badge_template, with a sentence for each mistake. The only file of
 * badges/ that knows jansson. Not for keeping them (domain/template.h).
 *
 *   { "id": "a6", "name": "A6 portrait", "kind": "badge|nameplate|door_sign|cover", "width": 105, "height": 148,
 *     "colours": "all|black",
 *     "sides": [ { "bands":  [ { x, y, width, height, "colour": "category|rule|#rrggbb" } … ],
 *                  "logos":  [ { x, y, width, height, "turn": 0, "svg": "<svg …>" } … ],
 *                  "qr":     { x, y, width }, "photo": { x, y, width, height }, "arrow": { x, y, width, height },
 *                  "fields": [ { x, y, width, height, "across": "start|centre|end", "down": …, "turn": 0|90|180|270,
 *                      "texts": [ { "slot": "name" or "words": "In an emergency …",
 *                          "face": "regular|bold|mono|mono_bold", "ink": "text|soft|band|white",
 *                          "gap": 0, "height": 8, "largest": 13, "smallest": 8, "lines": 1 } … ] } … ] } … ] }
 */
#ifndef P2C_BADGES_TEMPLATE_READ_H
#define P2C_BADGES_TEMPLATE_READ_H

#include "badges/template.h"
#include "base/arena.h"
#include "base/err.h"

enum { BADGE_TEMPLATE_BYTES_MAX = 64 * 1024 };

/* Reads and checks a template; all of it lives in the arena. ERR_JSON for what is no JSON, ERR_FIELD_MISSING,
 * ERR_FIELD_UNKNOWN, ERR_INVALID for what cannot be printed; the field is its path, "sides[0].qr.width". */
enum err badge_template_read(struct arena *arena, const char *json, size_t len,
    const struct badge_template **out_template, struct fault *out_fault);

#endif
