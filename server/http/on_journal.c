/* The journal, for the administrator: its lines, and the proof that none was altered. The head alone is everybody's
 * (on_evidence.c); sealed values are opened only for a person's own file (on_privacy.c). */
#include "base/clock.h"
#include "domain/paper_facts.h"
#include "http/handlers.h"
#include "store/journal.h"
#include "store/topic.h"

enum { LIMIT_MAX = 1000, LIMIT_DEFAULT = 200 };

/* An instant of the query, or 0. */
static enum err read_instant(const struct request *request, const char *name, int64_t *out_ms)
{
	const char *text = request_query(request, name, NULL);
	*out_ms = 0;
	if (text && clock_parse(text, out_ms) != OK)
		return fault_set(request->fault, ERR_QUERY, name, "A time is written as 2027-06-07T10:00:00Z.");
	return OK;
}

static enum err read_filter(const struct request *request, struct journal_filter *out_filter)
{
	struct journal_filter filter = {
		.topic = request_query(request, "topic", ""),
		.actor = request_query(request, "actor", ""),
		.about = request_query(request, "about", ""),
	};
	if (*filter.topic && topic_find(filter.topic) == TOPIC_MAX)
		return fault_set(request->fault, ERR_QUERY, "topic", "The journal has no such topic.");
	enum err err = request_query_int(request, "before_seq", 1, INT64_MAX, 0, &filter.before_seq);
	if (!err)
		err = read_instant(request, "from", &filter.from);
	if (!err)
		err = read_instant(request, "before", &filter.before);
	if (!err)
		*out_filter = filter;
	return err;
}

static void view_text(struct jsonw *w, const char *name, const char *text)
{
	if (*text)
		jsonw_text(w, name, text);
	else
		jsonw_null(w, name);
}

static void view_person(struct jsonw *w, const struct journal_line *line)
{
	if (!*line->person_id) {
		jsonw_null(w, "person");
		return;
	}
	jsonw_object(w, "person");
	jsonw_text(w, "id", line->person_id);
	jsonw_text(w, "name", line->person);
	jsonw_object_end(w);
}

static void view_line(struct jsonw *w, const struct journal_line *line)
{
	const struct journal_entry *entry = &line->entry;
	jsonw_object(w, NULL);
	jsonw_int(w, "seq", entry->seq);
	jsonw_time(w, "at", entry->at);
	jsonw_text(w, "actor", entry->actor);
	jsonw_text(w, "topic", entry->topic);
	jsonw_text(w, "action", entry->action);
	jsonw_text(w, "subject", entry->subject);
	jsonw_int(w, "version", entry->version);
	view_person(w, line);
	view_text(w, "thing", line->thing);
	jsonw_object_end(w);
}

static void view_head(struct jsonw *w, const struct request *request, const struct journal_head *head)
{
	jsonw_object(w, "head");
	jsonw_int(w, "seq", head->seq);
	jsonw_text(w, "hash", paper_hash_hex(request->arena, head));
	jsonw_object_end(w);
}

enum err on_journal(struct request *request, struct reply *reply)
{
	struct journal_filter filter;
	struct journal_head head;
	struct journal_line *lines;
	size_t n;
	int64_t limit;
	enum err err = request_query_int(request, "limit", 1, LIMIT_MAX, LIMIT_DEFAULT, &limit);
	if (!err)
		err = read_filter(request, &filter);
	if (!err)
		err = journal_head(request->db, &head);
	if (!err)
		err = journal_list(request->db, request->arena, &filter, limit + 1, &lines, &n);
	if (err)
		return err;
	struct jsonw w = reply_json(reply);
	jsonw_object(&w, NULL);
	view_head(&w, request, &head);
	jsonw_array(&w, "entries");
	for (size_t i = 0; i < n && (int64_t)i < limit; i++)
		view_line(&w, &lines[i]);
	jsonw_array_end(&w);
	jsonw_bool(&w, "more", (int64_t)n > limit);
	jsonw_object_end(&w);
	return OK;
}

enum err on_journal_verify(struct request *request, struct reply *reply)
{
	struct journal_finding finding;
	enum err err = journal_examine(request->db, NULL, &finding);
	if (err)
		return err;
	struct jsonw w = reply_json(reply);
	jsonw_object(&w, NULL);
	jsonw_text(&w, "state", journal_state_key(finding.state));
	jsonw_int(&w, "seq", finding.seq);
	jsonw_time(&w, "at", request->now);
	view_head(&w, request, &finding.head);
	jsonw_object_end(&w);
	return OK;
}
