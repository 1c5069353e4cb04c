/* The record as JSON: what stands beside a pledge, its history, what a second ear heard. For those who are signed in;
 * the public pledge is view.h's. No questions to the store in here. */
#ifndef P2C_HTTP_VIEW_RECORD_H
#define P2C_HTTP_VIEW_RECORD_H

#include "base/jsonw.h"
#include "domain/hearing.h"
#include "domain/pledge_history.h"
#include "http/request.h"

/* Members by, reason, editing, differs and read_back of a pledge that is open in the writer. */
void view_pledge_record(struct jsonw *w, const struct pledge *pledge, int64_t now);
/* A pledge with them. */
void view_pledge_inside(struct jsonw *w, const char *name, const struct pledge *pledge, int64_t now);
/* What an act on a pledge answers: that, or where it was refused as stale or for its slip the pledge as it is. */
enum err view_pledge_answer(
    enum err err, const struct request *request, struct reply *reply, const struct pledge *pledge);
/* {by, since}, or null when nobody edits. */
void view_editing(struct jsonw *w, const char *name, const struct pledge_record *record, int64_t now);
void view_acts(struct jsonw *w, const char *name, const struct pledge_act *acts, size_t n);
/* `heard` is hearing_heard's. */
void view_hearing(struct jsonw *w, const char *name, const struct hearing *hearing, const struct pledge *heard);

#endif
