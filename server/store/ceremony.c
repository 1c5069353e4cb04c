/* Declarations, signatories and signatures: rows to structs and back. See ceremony.h and ceremony_write.h. */
#include "store/ceremony_write.h"

#include "store/db.h"
#include "store/rows.h"

enum {
	SIGNATURE_WIDTH = 17,
	SIGNATURE_ENTITY = SIGNATURE_WIDTH + 5,
	SIGNATORY_ENTITY = 17,
	SIGNATORY_SIGNATURE = 22
};

static const char *or_null(const char *text)
{
	return *text ? text : NULL;
}

static struct declaration declaration_row(const struct db_rows *rows, struct arena *arena)
{
	return (struct declaration){
		.id = row_text(rows, 0, arena),
		.version = db_int(rows, 1),
		.state = row_text(rows, 2, arena),
		.coalition = row_text(rows, 3, arena),
		.order = row_text(rows, 4, arena),
		.language = row_text(rows, 5, arena),
		.session_id = row_text(rows, 6, arena),
		.number = db_int(rows, 7),
		.sha256 = row_text(rows, 8, arena),
		.reopened = db_int(rows, 9) != 0,
		.opened_at = db_int(rows, 10),
		.closed_at = db_int(rows, 11),
		.launched_at = db_int(rows, 12),
		.signatories = db_int(rows, 13),
		.n_signed = db_int(rows, 14),
	};
}

enum err declaration_get(struct db *db, struct arena *arena, const char *id, struct declaration *out_declaration)
{
	struct db_rows rows = db_query(db, SQL_DECLARATION_GET, "t", id);
	bool found = db_next(&rows);
	if (found)
		*out_declaration = declaration_row(&rows, arena);
	enum err err = db_end(&rows);
	return err ? err : found ? OK : ERR_NOT_FOUND;
}

enum err declaration_all(struct db *db, struct arena *arena, struct declaration **out_declarations, size_t *out_n)
{
	struct row_list list = { .size = sizeof(struct declaration) };
	struct db_rows rows = db_query(db, SQL_DECLARATION_ALL, "");
	while (db_next(&rows))
		*(struct declaration *)row_list_add(&list, arena) = declaration_row(&rows, arena);
	*out_declarations = list.items;
	*out_n = list.n;
	return db_end(&rows);
}

enum err declaration_texts(struct db *db, struct arena *arena, const char *id, int64_t number,
    struct declaration_text **out_texts, size_t *out_n)
{
	struct row_list list = { .size = sizeof(struct declaration_text) };
	struct db_rows rows = db_query(db, SQL_DECLARATION_TEXTS, "ti", id, number);
	while (db_next(&rows))
		*(struct declaration_text *)row_list_add(&list, arena) = (struct declaration_text){
			.language = row_text(&rows, 0, arena),
			.title = row_text(&rows, 1, arena),
			.body = row_text(&rows, 2, arena),
		};
	*out_texts = list.items;
	*out_n = list.n;
	return db_end(&rows);
}

enum err declaration_add(struct db *db, const struct declaration *d, int64_t now)
{
	return db_run(db, SQL_DECLARATION_ADD, "ttttttiti", d->id, d->state, d->coalition, d->order, d->language,
	    or_null(d->session_id), d->number, d->sha256, now);
}

enum err declaration_edit(struct db *db, const struct declaration *d)
{
	return db_run(db, SQL_DECLARATION_EDIT, "tttttitizzzt", d->state, d->coalition, d->order, d->language,
	    or_null(d->session_id), d->number, d->sha256, (int64_t)d->reopened, d->opened_at, d->closed_at,
	    d->launched_at, d->id);
}

enum err declaration_text_add(
    struct db *db, const char *declaration_id, int64_t number, const struct declaration_text *text)
{
	return db_run(
	    db, SQL_DECLARATION_TEXT_ADD, "tittt", declaration_id, number, text->language, text->title, text->body);
}

static struct signature signature_row(const struct db_rows *rows, int column, struct arena *arena)
{
	return (struct signature){
		.id = row_text(rows, column, arena),
		.signatory_id = row_text(rows, column + 1, arena),
		.declaration_id = row_text(rows, column + 2, arena),
		.person_id = row_text(rows, column + 3, arena),
		.means = row_text(rows, column + 4, arena),
		.device = row_text(rows, column + 5, arena),
		.badge = row_text(rows, column + 6, arena),
		.signed_at = db_int(rows, column + 7),
		.number = db_int(rows, column + 8),
		.text_sha256 = row_text(rows, column + 9, arena),
		.reservation = row_text(rows, column + 10, arena),
		.statement = row_text(rows, column + 11, arena),
		.accession = db_int(rows, column + 12) != 0,
		.sha256 = row_text(rows, column + 13, arena),
		.annulled_at = db_int(rows, column + 14),
		.annulled_by = row_text(rows, column + 15, arena),
		.annul_reason = row_text(rows, column + 16, arena),
		.strokes = "",
	};
}

static struct signature whole_signature_row(const struct db_rows *rows, struct arena *arena)
{
	struct signature signature = signature_row(rows, 0, arena);
	signature.strokes = row_text(rows, SIGNATURE_WIDTH, arena);
	signature.display = row_text(rows, SIGNATURE_WIDTH + 1, arena);
	signature.latin = row_text(rows, SIGNATURE_WIDTH + 2, arena);
	signature.title = row_text(rows, SIGNATURE_WIDTH + 3, arena);
	signature.capacity = row_text(rows, SIGNATURE_WIDTH + 4, arena);
	signature.entity = entity_row(rows, SIGNATURE_ENTITY, arena);
	return signature;
}

static enum err one_signature(struct db_rows rows, struct arena *arena, struct signature *out_signature)
{
	bool found = db_next(&rows);
	if (found)
		*out_signature = whole_signature_row(&rows, arena);
	enum err err = db_end(&rows);
	return err ? err : found ? OK : ERR_NOT_FOUND;
}

enum err signature_get(struct db *db, struct arena *arena, const char *id, struct signature *out_signature)
{
	return one_signature(db_query(db, SQL_SIGNATURE_GET, "t", id), arena, out_signature);
}

enum err signature_last(
    struct db *db, struct arena *arena, const char *declaration_id, struct signature *out_signature)
{
	return one_signature(db_query(db, SQL_SIGNATURE_LAST, "t", declaration_id), arena, out_signature);
}

enum err signature_list(
    struct db *db, struct arena *arena, const char *declaration_id, struct signature **out_signatures, size_t *out_n)
{
	struct row_list list = { .size = sizeof(struct signature) };
	struct db_rows rows = db_query(db, SQL_SIGNATURE_OF, "t", declaration_id);
	while (db_next(&rows))
		*(struct signature *)row_list_add(&list, arena) = whole_signature_row(&rows, arena);
	*out_signatures = list.items;
	*out_n = list.n;
	return db_end(&rows);
}

enum err signature_add(struct db *db, const struct signature *s)
{
	return db_run(db, SQL_SIGNATURE_ADD, "tttttttiittttit", s->id, s->signatory_id, s->declaration_id,
	    s->person_id, s->means, s->device, s->badge, s->signed_at, s->number, s->text_sha256, s->strokes,
	    s->reservation, s->statement, (int64_t)s->accession, s->sha256);
}

enum err signature_annul(struct db *db, const struct signature *s)
{
	return db_run(db, SQL_SIGNATURE_ANNUL, "ittt", s->annulled_at, s->annulled_by, s->annul_reason, s->id);
}

static struct signatory signatory_row(const struct db_rows *rows, struct arena *arena)
{
	struct signatory signatory = {
		.id = row_text(rows, 0, arena),
		.version = db_int(rows, 1),
		.declaration_id = row_text(rows, 2, arena),
		.state = row_text(rows, 3, arena),
		.capacity = row_text(rows, 4, arena),
		.hand = db_int(rows, 5),
		.authority = row_text(rows, 6, arena),
		.authority_kind = row_text(rows, 7, arena),
		.authority_by = row_text(rows, 8, arena),
		.authority_at = db_int(rows, 9),
		.called_at = db_int(rows, 10),
		.photo_at = db_int(rows, 11),
		.person_id = row_text(rows, 12, arena),
		.display = row_text(rows, 13, arena),
		.latin = row_text(rows, 14, arena),
		.title = row_text(rows, 15, arena),
		.category = row_text(rows, 16, arena),
		.entity = entity_row(rows, SIGNATORY_ENTITY, arena),
		.signature = signature_row(rows, SIGNATORY_SIGNATURE, arena),
	};
	signatory.signature.entity = signatory.entity;
	signatory.signature.display = signatory.display;
	signatory.signature.latin = signatory.latin;
	signatory.signature.title = signatory.title;
	signatory.signature.capacity = signatory.capacity;
	return signatory;
}

enum err signatory_get(struct db *db, struct arena *arena, const char *id, struct signatory *out_signatory)
{
	struct db_rows rows = db_query(db, SQL_SIGNATORY_GET, "t", id);
	bool found = db_next(&rows);
	if (found)
		*out_signatory = signatory_row(&rows, arena);
	enum err err = db_end(&rows);
	return err ? err : found ? OK : ERR_NOT_FOUND;
}

enum err signatory_rows(
    struct db *db, struct arena *arena, const char *declaration_id, struct signatory **out_signatories, size_t *out_n)
{
	struct row_list list = { .size = sizeof(struct signatory) };
	struct db_rows rows = db_query(db, SQL_SIGNATORY_OF, "t", declaration_id);
	while (db_next(&rows))
		*(struct signatory *)row_list_add(&list, arena) = signatory_row(&rows, arena);
	*out_signatories = list.items;
	*out_n = list.n;
	return db_end(&rows);
}

enum err signatory_add(struct db *db, const struct signatory *s)
{
	int64_t last;
	enum err err = row_int(db_query(db, SQL_SIGNATORY_LAST, "t", s->declaration_id), &last);
	if (err)
		return err;
	return db_run(db, SQL_SIGNATORY_ADD, "ttttttit", s->id, s->declaration_id, s->entity.id,
	    or_null(s->person_id), s->state, s->capacity, last + 1, s->authority);
}

enum err signatory_edit(struct db *db, const struct signatory *s)
{
	return db_run(db, SQL_SIGNATORY_EDIT, "ttttttzzzt", or_null(s->person_id), s->state, s->capacity,
	    s->authority, s->authority_kind, s->authority_by, s->authority_at, s->called_at, s->photo_at, s->id);
}

enum err signatory_place(struct db *db, const char *id, int64_t hand)
{
	return db_run(db, SQL_SIGNATORY_PLACE, "it", hand, id);
}
