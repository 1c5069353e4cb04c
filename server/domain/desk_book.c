/* See desk_book.h. */
#include "domain/desk_book.h"

#include "base/jsonw.h"
#include "domain/members.h"
#include "domain/plain_text.h"
#include "store/journal.h"
#include "store/people_write.h"
#include "store/write.h"

static const int64_t HOUR_MS = 3600000, AHEAD_MS = 120000; /* clocks of desks differ a little */

enum err desk_said_check(struct tx *tx, const struct desk_said *said, int64_t *out_at)
{
	int64_t now = tx_now(tx);
	enum err err = plain_text_check(tx_fault(tx), "desk", said->desk, PLAIN_DESK_MAX);
	if (err)
		return err;
	if (said->at && !said->offline)
		return fault_set(tx_fault(tx), ERR_INVALID, "at", "Only an act that was done offline says when.");
	if (said->at > now + AHEAD_MS)
		return fault_set(tx_fault(tx), ERR_INVALID, "at", "This time has not come yet. Look at the clock.");
	if (said->at && said->at < now - DESK_OFFLINE_HOURS * HOUR_MS)
		return fault_set(tx_fault(tx), ERR_INVALID, "at",
		    "This was done more than %d hours ago. Enter it anew.", DESK_OFFLINE_HOURS);
	*out_at = !said->at || said->at > now ? now : said->at;
	return OK;
}

enum err desk_book_open(
    struct tx *tx, const char *id, const char *desk, enum person_step act, struct desk_book *out_book)
{
	struct desk_book book = { .tx = tx, .desk = desk ? desk : "" };
	enum err err = plain_text_check(tx_fault(tx), "desk", book.desk, PLAIN_DESK_MAX);
	if (!err)
		err = person_get(tx_db(tx), tx_arena(tx), id, &book.person);
	if (!err)
		err = person_may(&book.person, act, tx_fault(tx));
	if (err)
		return err;
	book.was = book.person;
	*out_book = book;
	return OK;
}

/* ---- what differs ---- */

static const struct member OPEN[] = {
	MEMBER(struct person, TEXT, state),
	MEMBER(struct person, TEXT, roles),
	MEMBER(struct person, NUMBER, arrived_at),
	MEMBER(struct person, TEXT, arrived_by),
	MEMBER(struct person, TEXT, arrived_desk),
	MEMBER(struct person, NUMBER, approved_at),
	MEMBER(struct person, NUMBER, confirmed_at),
	MEMBER(struct person, TEXT, letter),
	MEMBER(struct person, TEXT, letter_by),
	MEMBER(struct person, NUMBER, letter_at),
	MEMBER(struct person, TEXT, identity_by),
	MEMBER(struct person, NUMBER, identity_at),
	MEMBER(struct person, TEXT, merged_into),
};
/* Names and numbers of people: under the seal. */
static const struct member SEALED[] = {
	MEMBER(struct person, TEXT, registration_id),
	MEMBER(struct person, TEXT, approved_by),
};
static const struct member BADGE[] = {
	MEMBER(struct badge, NUMBER, collected_at),
	MEMBER(struct badge, TEXT, collected_desk),
};
static const struct member BADGE_SEALED[] = {
	MEMBER(struct badge, TEXT, collected_by),
};
#define COUNT(array) (sizeof(array) / sizeof *(array))

static bool has_badge(const struct desk_book *book)
{
	return book->was.badge.serial && book->was.badge.serial == book->person.badge.serial;
}

static size_t badge_changes(const struct desk_book *book)
{
	const struct badge *was = &book->was.badge, *is = &book->person.badge;
	return has_badge(book) ? members_changed(BADGE, COUNT(BADGE), was, is) +
				     members_changed(BADGE_SEALED, COUNT(BADGE_SEALED), was, is)
			       : 0;
}

/* The members as they were, of what is open or what is sealed; nothing when nothing differs. */
static void write_before(struct jsonw *w, const struct desk_book *book, bool sealed)
{
	const struct member *members = sealed ? SEALED : OPEN, *badge = sealed ? BADGE_SEALED : BADGE;
	size_t n = sealed ? COUNT(SEALED) : COUNT(OPEN), n_badge = sealed ? COUNT(BADGE_SEALED) : COUNT(BADGE);
	jsonw_object(w, "before");
	members_write(w, members, n, &book->was, &book->person);
	if (has_badge(book))
		members_write(w, badge, n_badge, &book->was.badge, &book->person.badge);
	jsonw_object_end(w);
}

/* Under the seal: words, what the sealed members were, and what they are now. */
static const char *personal_json(const struct desk_book *book, const struct desk_facts *facts)
{
	size_t changed = members_changed(SEALED, COUNT(SEALED), &book->was, &book->person) + badge_changes(book);
	if (!changed && !facts->words)
		return NULL;
	struct buf out = { 0 };
	struct jsonw w = jsonw_start(&out);
	jsonw_object(&w, NULL);
	if (facts->words)
		jsonw_text(&w, "words", facts->words);
	write_before(&w, book, true);
	members_write(&w, SEALED, COUNT(SEALED), &book->person, &book->was);
	if (has_badge(book))
		members_write(&w, BADGE_SEALED, COUNT(BADGE_SEALED), &book->person.badge, &book->was.badge);
	jsonw_object_end(&w);
	return buf_keep(&out, tx_arena(book->tx));
}

static void write_text(struct jsonw *w, const char *name, const char *text)
{
	if (text && *text)
		jsonw_text(w, name, text);
}

static const char *open_json(const struct desk_book *book, const struct desk_facts *facts)
{
	struct buf out = { 0 };
	struct jsonw w = jsonw_start(&out);
	jsonw_object(&w, NULL);
	write_text(&w, "desk", book->desk);
	if (facts->serial)
		jsonw_int(&w, "serial", facts->serial);
	write_text(&w, "reason", facts->reason);
	write_text(&w, "with", facts->with);
	write_text(&w, "document", facts->document);
	write_text(&w, "other", facts->other);
	if (members_changed(OPEN, COUNT(OPEN), &book->was, &book->person) || badge_changes(book))
		write_before(&w, book, false);
	if (facts->more)
		jsonw_raw(&w, "more", facts->more);
	jsonw_object_end(&w);
	return buf_keep(&out, tx_arena(book->tx));
}

/* ---- writing ---- */

enum err desk_book_note(const struct desk_book *book, const char *action, const struct desk_facts *facts)
{
	static const struct desk_facts NONE = { 0 };
	const char *personal = personal_json(book, facts ? facts : &NONE);
	return tx_journal(book->tx, &(struct journal_note){ .topic = "participants",
					.action = action,
					.subject = book->person.id,
					.version = book->person.version,
					.data = open_json(book, facts ? facts : &NONE),
					.person = personal ? book->person.id : NULL,
					.personal = personal });
}

enum err desk_book_save(struct desk_book *book, const char *action, const struct desk_facts *facts)
{
	enum err err = person_stand(tx_db(book->tx), &book->person);
	if (err == ERR_CONFLICT)
		return fault_set(tx_fault(book->tx), err, "registration_id",
		    "The registration ID %.40s exists already.", book->person.registration_id);
	book->person.version++;
	if (!err && badge_changes(book))
		err = badge_collect(tx_db(book->tx), &book->person.badge);
	return err ? err : desk_book_note(book, action, facts);
}

/* ---- taking back ---- */

static void put_back(struct desk_book *book, const struct journalled *before, bool sealed)
{
	struct person *p = &book->person;
	members_put_back(sealed ? SEALED : OPEN, sealed ? COUNT(SEALED) : COUNT(OPEN), before, p);
	if (p->badge.serial)
		members_put_back(
		    sealed ? BADGE_SEALED : BADGE, sealed ? COUNT(BADGE_SEALED) : COUNT(BADGE), before, &p->badge);
}

enum err desk_book_put_back(struct desk_book *book, const struct journal_entry *entry)
{
	struct arena *arena = tx_arena(book->tx);
	const struct journalled *data, *personal;
	const char *text;
	enum err err = journalled_read(arena, entry->data, &data);
	if (err)
		return err;
	put_back(book, journalled_find(data, "before"), false);
	err = journal_unseal(tx_db(book->tx), arena, entry->seq, &text);
	if (err || !text)
		return err;
	err = journalled_read(arena, text, &personal);
	if (!err)
		put_back(book, journalled_find(personal, "before"), true);
	return err;
}
