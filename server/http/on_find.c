/* Who is that? The search of desk, door and tables. */
#include "domain/participant_list.h"
#include "domain/participant_rules.h"
#include "find/finder.h"
#include "http/handlers.h"
#include "http/view.h"

#include <string.h>

enum {
	LIMIT_DEFAULT = 20,
	LIMIT_MAX = 200,
	QUERY_MAX = 200,
	ROW_BYTES = 1000 /* about what one person takes in the answer */,
	LIST_MAX = 5000 /* nothing was typed: the office's list */
};

static void view_mark(struct jsonw *w, const struct find_mark *mark)
{
	jsonw_object(w, NULL);
	jsonw_text(w, "field", FIND_FIELD_NAMES[mark->field]);
	jsonw_text(w, "text", mark->text);
	jsonw_array(w, "ranges");
	for (size_t i = 0; i < mark->n; i++) {
		jsonw_array(w, NULL);
		jsonw_int(w, NULL, mark->ranges[i].from);
		jsonw_int(w, NULL, mark->ranges[i].to);
		jsonw_array_end(w);
	}
	jsonw_array_end(w);
	jsonw_text(w, "how", mark->how);
	jsonw_object_end(w);
}

static void view_found(struct jsonw *w, const struct found *found, unsigned roles)
{
	view_participant_open(w, NULL, &found->person, roles);
	jsonw_array(w, "match");
	for (size_t i = 0; i < found->n_marks; i++)
		view_mark(w, &found->marks[i]);
	jsonw_array_end(w);
	jsonw_object_end(w);
}

/* Which of them, beside what was typed. */
static enum err read_filter(struct request *request, struct participant_filter *out_filter)
{
	struct participant_filter filter = { .state = request_query(request, "state", ""),
		.category = request_query(request, "category", ""),
		.missing = request_query(request, "missing", "") };
	const char *uncollected = request_query(request, "uncollected", "false");
	filter.uncollected = strcmp(uncollected, "true") == 0;
	if (*filter.state && person_state_find(filter.state) == PERSON_STATE_MAX)
		return fault_set(request->fault, ERR_QUERY, "state", "There is no state \"%.20s\".", filter.state);
	if (*filter.missing && !person_missing_is_known(filter.missing))
		return fault_set(
		    request->fault, ERR_QUERY, "missing", "\"%.20s\" cannot be missing.", filter.missing);
	if (!filter.uncollected && strcmp(uncollected, "false") != 0)
		return fault_set(request->fault, ERR_QUERY, "uncollected", "uncollected is true or false.");
	*out_filter = filter;
	return OK;
}

/* The best of what was found that fit; `total` counts those. */
static void keep_fitting(struct find_list *list, const struct participant_filter *filter, int64_t limit)
{
	size_t n = 0;
	for (size_t i = 0; i < list->n; i++)
		if (participant_fits(filter, &list->people[i].person))
			list->people[n++] = list->people[i];
	list->total = (int64_t)n;
	list->n = (int64_t)n < limit ? n : (size_t)limit;
}

static enum err find(
    struct request *request, const struct participant_filter *filter, int64_t limit, struct find_list *out_list)
{
	bool is_plain = participant_filter_is_plain(filter);
	struct find_question question = { .text = request_query(request, "q", ""),
		.today = finder_date(request->now),
		.limit = is_plain ? (size_t)limit : LIMIT_MAX };
	enum err err = finder_find(request->keeper, request->db, request->arena, &question, out_list);
	if (!err && !is_plain)
		keep_fitting(out_list, filter, limit);
	return err;
}

/* Nothing was typed: the whole list is looked through, and nothing is marked. */
static enum err walk(
    struct request *request, const struct participant_filter *filter, int64_t limit, struct find_list *out_list)
{
	struct person *persons;
	struct find_list list = { 0 };
	enum err err = participant_list(request->db, request->arena, filter, limit, &persons, &list.n, &list.total);
	if (err)
		return err;
	list.people = arena_array(request->arena, struct found, list.n + 1);
	for (size_t i = 0; i < list.n; i++)
		list.people[i] = (struct found){ .person = persons[i] };
	*out_list = list;
	return OK;
}

enum err on_participants(struct request *request, struct reply *reply)
{
	int64_t limit;
	struct find_list list;
	struct participant_filter filter;
	const char *text = request_query(request, "q", "");
	if (strlen(text) > QUERY_MAX)
		return fault_set(request->fault, ERR_QUERY, "q", "The search text is too long.");
	enum err err = request_query_int(request, "limit", 1, *text ? LIMIT_MAX : LIST_MAX, LIMIT_DEFAULT, &limit);
	if (!err)
		err = read_filter(request, &filter);
	if (!err)
		err = *text || (limit <= LIMIT_MAX && participant_filter_is_plain(&filter))
			  ? find(request, &filter, limit, &list)
			  : walk(request, &filter, limit, &list);
	if (err)
		return err;
	struct jsonw w = reply_json(reply);
	buf_room(&reply->body, list.n * ROW_BYTES);
	jsonw_object(&w, NULL);
	jsonw_array(&w, "participants");
	for (size_t i = 0; i < list.n; i++)
		view_found(&w, &list.people[i], request->roles);
	jsonw_array_end(&w);
	jsonw_int(&w, "total", list.total);
	jsonw_object_end(&w);
	return OK;
}
