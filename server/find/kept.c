/* See kept.h. A packed row: its texts one behind the other, each with its NUL, the id first; then which numbers are
 * not 0, and those. */
#include "find/kept.h"

#include "base/mem.h"
#include "find/ids.h"
#include "find/table.h"

#include <stdlib.h>
#include <string.h>

#define AT(member) offsetof(struct person, member)
static const size_t TEXTS[] = { AT(id), AT(registration_id), AT(display), AT(given), AT(family), AT(latin), AT(title),
	AT(category), AT(roles), AT(language), AT(email), AT(state), AT(arrived_by), AT(gender), AT(entity.id),
	AT(entity.name), AT(entity.type), AT(entity.country), AT(badge.code), AT(badge.qr), AT(badge.state),
	AT(badge.issued_by), AT(badge.reason), AT(badge.desk), AT(badge.collected_by), AT(badge.collected_desk),
	AT(approved_by), AT(letter), AT(letter_by), AT(identity_by), AT(arrived_desk), AT(collector), AT(expected_on),
	AT(merged_into), AT(host.id), AT(host.name), AT(host.registration_id), AT(help.id), AT(help.reason),
	AT(rooms) };
static const size_t NUMBERS[] = { AT(version), AT(arrived_at), AT(entity.version), AT(badge.serial),
	AT(badge.issued_at), AT(badge.revoked_at), AT(badge.collected_at), AT(approved_at), AT(confirmed_at),
	AT(identity_at), AT(letter_at), AT(photo_at), AT(created_at), AT(help.at) };
#undef AT
enum { TEXTS_N = sizeof TEXTS / sizeof *TEXTS, NUMBERS_N = sizeof NUMBERS / sizeof *NUMBERS };
/* What the processor fetches at once. */
enum { LINE = 64 };
/* Bits of the mask: one a number, then the facts that are true or not. */
enum { WALK_IN = NUMBERS_N, REMOTE, VIP, PHOTO_NEEDED };

/* What is neither text nor number: the badge's person, who is the row's own, and two pairs of facts. A new member has
 * to be in a table above. */
_Static_assert(sizeof(struct person) == (TEXTS_N + 1) * sizeof(char *) + (NUMBERS_N + 2) * sizeof(int64_t),
    "every member of a person is packed");

struct row {
	char *bytes; /* NULL: a free place */
	size_t len;
};
struct kept {
	struct row *rows;
	uint32_t n, room;
	struct ids free;
	struct table by_id;
	size_t bytes, most;
};

struct kept *kept_create(size_t most)
{
	struct kept *kept = mem_alloc(sizeof *kept);
	kept->most = most;
	return kept;
}

void kept_destroy(struct kept *kept)
{
	if (!kept)
		return;
	kept_clear(kept);
	free(kept);
}

bool kept_may(const struct person *person)
{
	return !*person->host.id;
}

/* ---- packing ---- */

static const char *text_at(const struct person *person, size_t i)
{
	const char *text;
	memcpy(&text, (const char *)person + TEXTS[i], sizeof text);
	return text;
}

static int64_t number_at(const struct person *person, size_t i)
{
	int64_t number;
	memcpy(&number, (const char *)person + NUMBERS[i], sizeof number);
	return number;
}

static uint32_t mask_of(const struct person *person)
{
	uint32_t mask = (uint32_t)person->walk_in << WALK_IN | (uint32_t)person->remote << REMOTE |
			(uint32_t)person->vip << VIP | (uint32_t)person->photo_needed << PHOTO_NEEDED;
	for (size_t i = 0; i < NUMBERS_N; i++)
		mask |= number_at(person, i) ? 1u << i : 0;
	return mask;
}

static struct row pack(const struct person *person)
{
	size_t lens[TEXTS_N], len = 0;
	uint32_t mask = mask_of(person);
	for (size_t i = 0; i < TEXTS_N; i++)
		len += lens[i] = strlen(text_at(person, i)) + 1;
	len += sizeof mask + (size_t)__builtin_popcount(mask & ((1u << NUMBERS_N) - 1)) * sizeof(int64_t);
	struct row row = { mem_alloc(len), len };
	char *at = row.bytes;
	for (size_t i = 0; i < TEXTS_N; at += lens[i++])
		memcpy(at, text_at(person, i), lens[i]);
	memcpy(at, &mask, sizeof mask);
	at += sizeof mask;
	for (size_t i = 0; i < NUMBERS_N; i++) {
		int64_t number = number_at(person, i);
		if (number) {
			memcpy(at, &number, sizeof number);
			at += sizeof number;
		}
	}
	return row;
}

/* The texts stay where they are. */
static struct person unpack(const char *at)
{
	struct person person = { .version = 0 };
	uint32_t mask;
	for (size_t i = 0; i < TEXTS_N; i++) {
		memcpy((char *)&person + TEXTS[i], &at, sizeof at);
		at += strlen(at) + 1;
	}
	memcpy(&mask, at, sizeof mask);
	at += sizeof mask;
	for (size_t i = 0; i < NUMBERS_N; i++)
		if (mask & 1u << i) {
			memcpy((char *)&person + NUMBERS[i], at, sizeof(int64_t));
			at += sizeof(int64_t);
		}
	person.walk_in = mask >> WALK_IN & 1;
	person.remote = mask >> REMOTE & 1;
	person.vip = mask >> VIP & 1;
	person.photo_needed = mask >> PHOTO_NEEDED & 1;
	person.badge.person_id = person.id;
	return person;
}

/* ---- places ---- */

static bool is_row(const void *owner, uint32_t number, const char *key, size_t len)
{
	const struct row *row = &((const struct kept *)owner)->rows[number];
	return row->len > len && !memcmp(row->bytes, key, len + 1);
}

static uint32_t find(const struct kept *kept, const char *id)
{
	size_t len = strlen(id);
	return table_find(&kept->by_id, table_hash(id, len), is_row, kept, id, len);
}

static uint32_t take_place(struct kept *kept)
{
	if (kept->free.n) {
		uint32_t number = ids_all(&kept->free)[0];
		ids_drop(&kept->free, number);
		return number;
	}
	if (kept->n == kept->room) {
		kept->room = kept->room ? kept->room * 2 : 64;
		kept->rows = mem_grow(kept->rows, kept->room * sizeof *kept->rows);
	}
	return kept->n++;
}

void kept_put(struct kept *kept, const struct person *person)
{
	kept_drop(kept, person->id);
	if (!kept_may(person))
		return;
	struct row row = pack(person);
	if (kept->bytes + row.len > kept->most) {
		free(row.bytes);
		return;
	}
	uint32_t number = take_place(kept);
	kept->rows[number] = row;
	kept->bytes += row.len;
	table_add(&kept->by_id, table_hash(person->id, strlen(person->id)), number);
}

void kept_drop(struct kept *kept, const char *id)
{
	uint32_t number = find(kept, id);
	if (number == TABLE_NONE)
		return;
	table_drop(&kept->by_id, table_hash(id, strlen(id)), number);
	kept->bytes -= kept->rows[number].len;
	free(kept->rows[number].bytes);
	kept->rows[number] = (struct row){ NULL, 0 };
	ids_add(&kept->free, number);
}

void kept_clear(struct kept *kept)
{
	for (uint32_t i = 0; i < kept->n; i++)
		free(kept->rows[i].bytes);
	free(kept->rows);
	ids_finish(&kept->free);
	table_finish(&kept->by_id);
	*kept = (struct kept){ .most = kept->most };
}

static bool is_any(const void *owner, uint32_t number, const char *key, size_t len)
{
	(void)owner, (void)number, (void)key, (void)len;
	return true;
}

void kept_ahead(const struct kept *kept, const char *id)
{
	size_t len = strlen(id);
	uint32_t number = table_find(&kept->by_id, table_hash(id, len), is_any, kept, id, len);
	if (number == TABLE_NONE)
		return;
	const struct row *row = &kept->rows[number];
	for (size_t at = 0; at < row->len; at += LINE)
		mem_ahead(row->bytes + at);
}

bool kept_get(const struct kept *kept, struct arena *arena, const char *id, struct person *out_person)
{
	uint32_t number = find(kept, id);
	if (number == TABLE_NONE)
		return false;
	const struct row *row = &kept->rows[number];
	*out_person = unpack(arena_copy(arena, row->bytes, row->len));
	return true;
}
