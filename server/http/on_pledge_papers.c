/* Pledges on paper: the list, and the slips that are filled in by hand. */
#include "badges/slips.h"
#include "domain/paper_facts.h"
#include "domain/pledge.h"
#include "domain/pledge_paper.h"
#include "domain/vocabulary.h"
#include "http/handlers.h"
#include "store/setting.h"

static enum err read_language(struct request *request, const char **out_language)
{
	const char *language = request_query(request, "lang", NULL);
	if (language && !language_is_official(language))
		return fault_set(request->fault, ERR_QUERY, "lang", "The language is one of en, fr, es, ar, ru, zh.");
	*out_language = language;
	return OK;
}

enum err on_pledges_pdf(struct request *request, struct reply *reply)
{
	struct pledge_list_data data;
	const char *language = NULL;
	enum err err = read_language(request, &language);
	if (!err)
		err = pledge_paper(request->db, request->arena, request_query(request, "session", ""), language,
		    request->now, &data);
	if (!err)
		err = pledge_list_pdf(request->press, &data, &reply->body, request->fault);
	reply->content_type = "application/pdf";
	reply->file_name = "pledges.pdf";
	return err;
}

/* Only numbers that were taken are printed, so that no number is ever on two slips. Unsaid: all from 1 on. */
static enum err read_numbers(struct request *request, struct slips_data *data)
{
	int64_t last, from, to;
	enum err err = counter_get(request->db, "slip", &last);
	if (!err)
		err = request_query_int(request, "from", 1, INT32_MAX, 1, &from);
	if (!err)
		err = request_query_int(request, "to", 1, INT32_MAX, last, &to);
	if (err)
		return err;
	if (to > last || !last)
		return fault_set(request->fault, ERR_QUERY, "to",
		    "Slips are numbered up to %lld. Order more before you print them.", (long long)last);
	if (to < from || to - from >= PLEDGE_SLIPS_MAX)
		return fault_set(request->fault, ERR_QUERY, "to", "At most %d slips are printed at once, in order.",
		    PLEDGE_SLIPS_MAX);
	data->first = (unsigned)from;
	data->count = (unsigned)(to - from + 1);
	return OK;
}

enum err on_slips_pdf(struct request *request, struct reply *reply)
{
	struct slips_data data = { 0 };
	const char *language = NULL;
	enum err err = read_language(request, &language);
	if (!err)
		err = read_numbers(request, &data);
	if (!err)
		err = paper_facts(request->db, request->arena, language, request->now, &data.paper);
	if (!err)
		err = slips_pdf(request->press, &data, &reply->body, request->fault);
	reply->content_type = "application/pdf";
	reply->file_name = "slips.pdf";
	return err;
}
