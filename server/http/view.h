/* Rows to JSON: the shapes other people's programs rely on, one function a resource. No questions to the store in
 * here. */
#ifndef P2C_HTTP_VIEW_H
#define P2C_HTTP_VIEW_H

#include "base/jsonw.h"
#include "domain/participant.h"
#include "domain/tally.h"
#include "schedule/agenda.h"
#include "schedule/expected.h"
#include "store/journal.h"
#include "store/read.h"

/* `name` as for jsonw: NULL at the top or in a list. `more` is left open for further members where a function says
 * so. What of a person is told depends on who asks (bits of enum role_bit): a role that this function does not know
 * is told who it is, where from and whether they are here; nothing of letters, addresses, badges and papers. */
void view_participant(struct jsonw *w, const char *name, const struct person *person, unsigned roles);
/* The same members without the closing brace, for answers that add some. */
void view_participant_open(struct jsonw *w, const char *name, const struct person *person, unsigned roles);
void view_badge(struct jsonw *w, const char *name, const struct badge *badge, bool with_qr);
/* A badge's number as it is printed, "0412"; null for 0. */
void view_badge_serial(struct jsonw *w, const char *name, int64_t serial);
void view_entity(struct jsonw *w, const char *name, const struct entity *entity);
/* `now` is for a clock that runs. */
void view_speaker(struct jsonw *w, const char *name, const struct speaker *speaker, int64_t now);
/* Public: without the names and remarks of view_record.h. */
void view_pledge(struct jsonw *w, const char *name, const struct pledge *pledge);
void view_pledge_open(struct jsonw *w, const char *name, const struct pledge *pledge);
void view_room(struct jsonw *w, const char *name, const struct agenda_room *room);
/* because, by and person: why it is not expected as planned; all null when it is. */
void view_because(struct jsonw *w, const struct expected *expected);
/* Of a session's persons: the rows come in order of session and position, so they lie side by side. */
const struct session_person_row *view_entities_of(const struct agenda_rows *rows, const char *session_id);
/* `entities` gives the entity and country of each person, in the order of session->persons; NULL for none. */
void view_session(struct jsonw *w, const char *name, const struct agenda *agenda,
    const struct agenda_session *session, const struct expected *expected, const struct session_person_row *entities);
/* The same without the closing brace, for the office: people have their ids. */
void view_session_open(struct jsonw *w, const char *name, const struct agenda *agenda,
    const struct agenda_session *session, const struct expected *expected, const struct session_person_row *entities);
/* `countries`: as many of the beneficiaries as the reader has use for, most first. */
void view_tally(struct jsonw *w, const char *name, const struct tally *tally, const struct tally_country *countries,
    size_t n_countries, int64_t now);
void view_history(struct jsonw *w, const char *name, const struct journal_entry *entries, size_t n);
void view_texts(struct jsonw *w, const char *name, const struct texts *texts);
void view_focus_areas(struct jsonw *w, const char *name, int64_t bits);
/* Empty text is kept as absent: null on the wire. */
void view_text(struct jsonw *w, const char *name, const char *text);
/* Whole US dollars: an estimate claims no cents. */
void view_usd(struct jsonw *w, const char *name, int64_t usd_minor);
/* {value, currency} of a pledge, or null. */
void view_amount(struct jsonw *w, const char *name, const struct pledge *pledge);
void view_list(struct jsonw *w, const char *name, const char *const *texts, size_t n);
/* A space-separated list as an array. */
void view_words(struct jsonw *w, const char *name, const char *words);

#endif
