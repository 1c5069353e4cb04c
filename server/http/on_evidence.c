/* What anybody can take along as proof: the journal's head as text and as a QR to photograph. */
#include "badges/qr_svg.h"
#include "http/handlers.h"
#include "store/journal.h"

#include <inttypes.h>

enum { HASH_HEX = 2 * JOURNAL_HASH_LEN };

static void hex_of(const struct journal_head *head, const char digits[16], char out_hex[HASH_HEX + 1])
{
	for (size_t i = 0; i < JOURNAL_HASH_LEN; i++) {
		out_hex[2 * i] = digits[head->hash[i] >> 4];
		out_hex[2 * i + 1] = digits[head->hash[i] & 15];
	}
	out_hex[HASH_HEX] = '\0';
}

/* Upper case and digits, so that the QR stays small; `p2c verify --head` takes what stands behind the words. */
static const char *head_text(struct arena *arena, const struct journal_head *head)
{
	char hex[HASH_HEX + 1];
	hex_of(head, "0123456789ABCDEF", hex);
	return arena_printf(arena, "P2C HEAD %" PRId64 ":%s", head->seq, hex);
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
	char hex[HASH_HEX + 1];
	size_t n = 0;
	enum err err = journal_head(request->db, &head);
	if (!err)
		err = journal_after(request->db, request->arena, head.seq - 1, 1, &entries, &n);
	if (!err)
		err = badge_qr_make(head_text(request->arena, &head), &qr, request->fault);
	if (err)
		return err;
	hex_of(&head, "0123456789abcdef", hex);
	struct jsonw w = reply_json(reply);
	jsonw_object(&w, NULL);
	jsonw_int(&w, "seq", head.seq);
	jsonw_text(&w, "hash", hex);
	jsonw_time(&w, "at", n ? entries[0].at : 0);
	jsonw_text(&w, "text", head_text(request->arena, &head));
	write_qr(&w, "qr", &qr);
	jsonw_object_end(&w);
	return OK;
}

enum err on_journal_head_svg(struct request *request, struct reply *reply)
{
	struct journal_head head;
	struct badge_qr qr;
	enum err err = journal_head(request->db, &head);
	if (!err)
		err = badge_qr_make(head_text(request->arena, &head), &qr, request->fault);
	if (err)
		return err;
	badge_qr_svg(&qr, &reply->body);
	reply->content_type = "image/svg+xml";
	return OK;
}

enum err on_evidence(struct request *request, struct reply *reply)
{
	(void)reply;
	return fault_set(request->fault, ERR_NOT_FOUND, NULL, NULL);
}
