/* Who is that? The search of desk, door and tables. */
#include "find/finder.h"
#include "http/handlers.h"
#include "http/view.h"

#include <string.h>

enum { LIMIT_DEFAULT = 20, LIMIT_MAX = 200, QUERY_MAX = 200 };

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

static void view_found(struct jsonw *w, const struct found *found)
{
	view_participant_open(w, NULL, &found->person);
	jsonw_array(w, "match");
	for (size_t i = 0; i < found->n_marks; i++)
		view_mark(w, &found->marks[i]);
	jsonw_array_end(w);
	jsonw_object_end(w);
}

enum err on_participants(struct request *request, struct reply *reply)
{
	int64_t limit;
	struct find_list list;
	struct find_question question = { .text = request_query(request, "q", ""),
		.today = finder_date(request->now) };
	if (strlen(question.text) > QUERY_MAX)
		return fault_set(request->fault, ERR_QUERY, "q", "The search text is too long.");
	enum err err = request_query_int(request, "limit", 1, LIMIT_MAX, LIMIT_DEFAULT, &limit);
	if (!err) {
		question.limit = (size_t)limit;
		err = finder_find(request->keeper, request->db, request->arena, &question, &list);
	}
	if (err)
		return err;
	struct jsonw w = reply_json(reply);
	jsonw_object(&w, NULL);
	jsonw_array(&w, "participants");
	for (size_t i = 0; i < list.n; i++)
		view_found(&w, &list.people[i]);
	jsonw_array_end(&w);
	jsonw_int(&w, "total", list.total);
	jsonw_object_end(&w);
	return OK;
}
