/* See finder.h. */
#include "find/finder.h"

#include "badges/code.h"
#include "base/clock.h"

#include <stdlib.h>
#include <string.h>

enum { MERGES_MOST = 8, REGISTRATION_MOST = 40 };

/* The row that counts instead of a merged one, over as many mergers as people make. */
static enum err follow_mergers(struct db *db, struct arena *arena, struct person *person)
{
	enum err err = OK;
	for (int i = 0; !err && *person->merged_into && i < MERGES_MOST; i++)
		err = person_get(db, arena, person->merged_into, person);
	return err;
}

/* One hit, marked as a whole. */
static struct find_list only(struct found *found, enum find_field field, const char *text)
{
	found->marks[0] = (struct find_mark){ .field = field, .text = text, .how = "exact", .n = 1 };
	found->marks[0].ranges[0].to = (uint32_t)strlen(text);
	found->n_marks = 1;
	return (struct find_list){ .people = found, .n = 1, .total = 1 };
}

/* The badge need not be valid any more: the desk wants to see whose it was. */
static enum err by_code(struct db *db, struct arena *arena, const char *code, struct find_list *out)
{
	struct badge badge;
	struct found *found = arena_new(arena, struct found);
	enum err err = badge_find(db, arena, code, &badge);
	if (!err)
		err = person_get(db, arena, badge.person_id, &found->person);
	if (!err)
		err = follow_mergers(db, arena, &found->person);
	if (!err)
		*out = only(found, FIND_CODE, code);
	return err;
}

/* Somebody holds a letter with the registration ID of a row that was merged: ERR_NOT_FOUND for every other text. */
static enum err by_merged_id(struct db *db, struct arena *arena, const char *text, struct find_list *out)
{
	struct found *found = arena_new(arena, struct found);
	if (strlen(text) > REGISTRATION_MOST || !strpbrk(text, "0123456789"))
		return ERR_NOT_FOUND;
	enum err err = person_by_registration(db, arena, text, &found->person);
	if (!err && !*found->person.merged_into)
		return ERR_NOT_FOUND;
	if (!err)
		err = follow_mergers(db, arena, &found->person);
	if (!err)
		*out = only(found, FIND_ID, text);
	return err;
}

static enum err by_words(struct keeper *keeper, struct db *db, struct arena *arena,
    const struct find_question *question, struct find_list *out)
{
	struct person *people;
	struct find_answer answer;
	enum err err = keeper_ask(keeper, db, arena, question, &answer, &people);
	if (err)
		return err;
	struct find_list list = { .people = arena_array(arena, struct found, answer.n + 1), .total = answer.total };
	for (size_t i = 0; i < answer.n; i++) {
		struct found *found = &list.people[list.n];
		if (!people[i].id)
			continue; /* the directory is ahead of this view of the store */
		found->person = people[i];
		struct find_person values = keeper_person(arena, &found->person);
		found->n_marks = find_marks(arena, &answer, i, &values, found->marks);
		list.n++;
	}
	*out = list;
	return OK;
}

enum err finder_find(struct keeper *keeper, struct db *db, struct arena *arena, const struct find_question *question,
    struct find_list *out_list)
{
	char code[BADGE_CODE_QR_LEN + 1];
	if (badge_code_normalise(question->text, strlen(question->text), code) != BADGE_CODE_NEITHER) {
		enum err err = by_code(db, arena, arena_dup(arena, code), out_list);
		if (err != ERR_NOT_FOUND)
			return err;
	}
	enum err err = by_merged_id(db, arena, question->text, out_list);
	return err == ERR_NOT_FOUND ? by_words(keeper, db, arena, question, out_list) : err;
}

int32_t finder_date(int64_t ms)
{
	char text[CLOCK_RFC3339_LEN + 1];
	clock_rfc3339(ms, text);
	return (
	    int32_t)(strtol(text, NULL, 10) * 10000 + strtol(text + 5, NULL, 10) * 100 + strtol(text + 8, NULL, 10));
}
