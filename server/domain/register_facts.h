/* What the signed declaration and its register say on paper: the one place that turns rows into register_data. */
#ifndef P2C_DOMAIN_REGISTER_FACTS_H
#define P2C_DOMAIN_REGISTER_FACTS_H

#include "badges/register.h"
#include "domain/signing.h"

/* Fills *out_data with text of the arena: the text that was signed (or the present one), a row a signatory in the
 * order of the declaration; who signed after the launch or after a re-opening apart, and everybody who has not
 * signed. `language` is that of headings. ERR_NOT_FOUND; ERR_STEP for a declaration without any text. */
enum err register_facts(struct db *db, struct arena *arena, const char *id, const char *language, int64_t now,
    struct register_data *out_data, struct fault *out_fault);

#endif
