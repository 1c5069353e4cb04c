/* What may be said about a pledge in single texts: instrument, condition, period, target … One table
 * (store/pledge_words.def) names each on the wire and in files; this is what reads, checks and writes by it. Not for
 * the least of a pledge (type, title, text, amount): that is pledge_form.h. */
#ifndef P2C_DOMAIN_PLEDGE_WORDS_H
#define P2C_DOMAIN_PLEDGE_WORDS_H

#include "base/jsonw.h"
#include "store/read.h"

/* The name on the wire: "in_kind", "period.from". */
const char *pledge_word_name(enum pledge_word word);
/* By that name; PLEDGE_WORD_MAX when there is none. */
enum pledge_word pledge_word_find(const char *name);
/* What it may say, separated by spaces; "" for a free text. */
const char *pledge_word_choices(enum pledge_word word);

/* Takes what is said (NULL leaves as it is, "" empties), trimmed and in its one way of writing: 0042 is slip 42.
 * Looks at the whole then: a period runs forward, a code of a regional initiative needs its period. Text lives in the
 * arena. ERR_INVALID with the field and what it may say; `words` is then untouched. */
enum err pledge_words_take(struct arena *arena, const char *const said[PLEDGE_WORD_MAX],
    const char *words[PLEDGE_WORD_MAX], struct fault *out_fault);

/* As members of the object that is open in the writer; NULL counts as "". A regional initiative, a target and a slip
 * of which nothing is said are null. */
void pledge_words_write(struct jsonw *w, const char *const words[PLEDGE_WORD_MAX]);

#endif
