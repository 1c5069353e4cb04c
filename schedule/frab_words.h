/* The words of schedule.json version 2 for what we call otherwise. Private to frab_json2 and its reader. */
#ifndef P2C_SCHEDULE_FRAB_WORDS_H
#define P2C_SCHEDULE_FRAB_WORDS_H

#include "schedule/agenda.h"

#define FRAB_WORDS_BREAK "BREAK"
#define FRAB_WORDS_NO_TRACK "general"
#define FRAB_WORDS_CODE "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789" /* what a code may be made of */

/* "DISCUSSION" for a panel; several kinds share a word. FRAB_WORDS_BREAK for a break. */
const char *frab_words_kind(enum session_kind kind);
/* The kind behind a word: `known` when it has that word, else the first that has. False for a word of nobody. */
bool frab_words_kind_find(const char *word, enum session_kind known, enum session_kind *out);
/* The same for "HOST", a chair. */
const char *frab_words_role(enum person_role role);
bool frab_words_role_find(const char *word, enum person_role known, enum person_role *out);
/* The slug of the first focus area of a set, FRAB_WORDS_NO_TRACK for none. */
const char *frab_words_track(struct arena *arena, unsigned focus_areas);
/* Two letters: the primary part of a BCP 47 tag, else the language of the title. */
const char *frab_words_language(struct arena *arena, const char *tag, enum lang title);

#endif
