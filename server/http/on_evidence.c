/* What anybody can take along as proof: the journal's head as text and as a QR to photograph, and the page that is
 * signed at the close of a session. */
#include "badges/qr_svg.h"
#include "domain/evidence.h"
#include "domain/paper_facts.h"
#include "domain/vocabulary.h"
#include "http/handlers.h"

/* `p2c verify --head` takes what stands behind the words. */
static enum err head_text(struct request *request, const struct journal_head *head, char out_text[PAPER_HEAD_LEN])
{
	struct paper paper = { .seq = (uint64_t)head->seq, .hash = paper_hash_hex(request->arena, head) };
	return paper_head(&paper, out_text, request->fault);
}

/* Rows of 0 and 1: whoever draws the symbol beside the text draws that of the same head. */
static void write_qr(struct jsonw *w, const char *name, const struct badge_qr *qr)
{
	char row[BADGE_QR_SIDE_MAX];
	jsonw_array(w, name);
	for (unsigned y = 0; y < qr->side; y++) {
		for (unsigned x = 0; x < qr->side; x++)
			row[x] = qr->dark[y][x] ? '1' : '0';
		jsonw_text_len(w, NULL, row, qr->side);
	}
	jsonw_array_end(w);
}

enum err on_journal_head(struct request *request, struct reply *reply)
{
	struct journal_head head;
	struct badge_qr qr;
	struct journal_entry *entries;
	char text[PAPER_HEAD_LEN];
	size_t n = 0;
	enum err err = journal_head(request->db, &head);
	if (!err)
		err = journal_after(request->db, request->arena, head.seq - 1, 1, &entries, &n);
	if (!err)
		err = head_text(request, &head, text);
	if (!err)
		err = badge_qr_make(text, &qr, request->fault);
	if (err)
		return err;
	struct jsonw w = reply_json(reply);
	jsonw_object(&w, NULL);
	jsonw_int(&w, "seq", head.seq);
	jsonw_text(&w, "hash", paper_hash_hex(request->arena, &head));
	jsonw_time(&w, "at", n ? entries[0].at : 0);
	jsonw_text(&w, "text", text);
	write_qr(&w, "qr", &qr);
	jsonw_object_end(&w);
	return OK;
}

enum err on_journal_head_svg(struct request *request, struct reply *reply)
{
	struct journal_head head;
	struct badge_qr qr;
	char text[PAPER_HEAD_LEN];
	enum err err = journal_head(request->db, &head);
	if (!err)
		err = head_text(request, &head, text);
	if (!err)
		err = badge_qr_make(text, &qr, request->fault);
	if (err)
		return err;
	badge_qr_svg(&qr, &reply->body);
	reply->content_type = "image/svg+xml";
	return OK;
}

enum err on_evidence(struct request *request, struct reply *reply)
{
	struct evidence_data data;
	const char *session = request_query(request, "session", ""), *lang = request_query(request, "lang", NULL);
	if (lang && !language_is_official(lang))
		return fault_set(request->fault, ERR_QUERY, "lang", "The language is one of en, fr, es, ar, ru, zh.");
	enum err err = evidence_facts(request->db, request->arena, session, lang, request->now, &data);
	if (!err)
		err = evidence_pdf(request->press, &data, &reply->body, request->fault);
	reply->content_type = "application/pdf";
	reply->file_name = "evidence.pdf";
	return err;
}
