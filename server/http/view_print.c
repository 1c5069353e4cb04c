/* See view_print.h. */
#include "http/view_print.h"

#include "domain/print_reason.h"
#include "http/view.h"

#include <stdio.h>

void view_printer(struct jsonw *w, const char *name, const struct printer_row *p)
{
	jsonw_object(w, name);
	jsonw_text(w, "id", p->id);
	jsonw_int(w, "version", p->version);
	jsonw_text(w, "name", p->name);
	jsonw_text(w, "uri", p->uri);
	jsonw_text(w, "template", p->template);
	view_text(w, "desk", p->desk);
	view_text(w, "backup", p->backup_id);
	jsonw_bool(w, "enabled", p->enabled);
	jsonw_text(w, "state", p->seen.state);
	view_words(w, "reasons", p->seen.reasons);
	jsonw_text(w, "format", p->seen.format);
	jsonw_text(w, "media", p->seen.media);
	jsonw_bool(w, "accepts", p->seen.accepts);
	view_text(w, "certificate", p->seen.certificate);
	view_text(w, "pinned", p->pinned);
	jsonw_int(w, "waiting", p->waiting);
	jsonw_time(w, "seen_at", p->seen.at);
	jsonw_object_end(w);
}

static const char *sentence(const struct print_job *j)
{
	return *j->words ? j->words : print_reason_words(print_reason_find(j->why));
}

/* Without a name: it may stand where others can read it. */
static void view_title(struct jsonw *w, const struct print_job *j)
{
	char title[40];
	snprintf(title, sizeof title, "Badge %04lld", (long long)j->serial);
	jsonw_text(w, "title", j->serial ? title : "Test badge");
}

void view_print_job(struct jsonw *w, const char *name, const struct print_job *j)
{
	jsonw_object(w, name);
	jsonw_text(w, "id", j->id);
	jsonw_int(w, "version", j->version);
	jsonw_object(w, "printer");
	jsonw_text(w, "id", j->printer_id);
	jsonw_text(w, "name", j->printer_name);
	jsonw_object_end(w);
	jsonw_text(w, "kind", j->kind);
	view_badge_serial(w, "serial", j->serial);
	if (*j->person_id) {
		jsonw_object(w, "person");
		jsonw_text(w, "id", j->person_id);
		jsonw_text(w, "name", j->person_name);
		jsonw_object_end(w);
	} else {
		jsonw_null(w, "person");
	}
	view_title(w, j);
	jsonw_text(w, "state", j->state);
	jsonw_bool(w, "withdraw", j->withdraw);
	view_text(w, "why", j->why);
	view_text(w, "words", sentence(j));
	jsonw_int(w, "attempts", j->attempts);
	jsonw_time(w, "created_at", j->created_at);
	jsonw_time(w, "changed_at", j->changed_at);
	jsonw_text(w, "by", j->by);
	view_text(w, "desk", j->desk);
	view_text(w, "again_of", j->again_of);
	jsonw_object_end(w);
}
