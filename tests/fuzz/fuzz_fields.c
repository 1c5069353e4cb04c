/* libFuzzer: JSON bodies from strangers. Whatever comes: only known fields arrive, required ones have come, text is
 * terminated. clang -fsanitize=fuzzer,address,undefined with http/fields.c, base and this file. */
#include "http/fields.h"

#include <stdlib.h>
#include <string.h>

struct row {
	const char *name;
	bool lead;
};

struct form {
	const char *title, *value, *words;
	int64_t count, at;
	bool flag, gone;
	enum field_said said;
	const char *strokes;
	struct field_ints ints;
	struct field_list list;
	struct field_rows rows;
};

static const struct field ROW[] = {
	FIELD(struct row, "name", TEXT, name),
	FIELD(struct row, "lead", BOOL, lead),
	FIELDS_END,
};

static const struct field FORM[] = {
	FIELD_REQUIRED(struct form, "title", TEXT, title),
	FIELD(struct form, "amount.value", TEXT, value),
	FIELD(struct form, "amount", NULL, gone),
	FIELD(struct form, "words", WORDS, words),
	FIELD(struct form, "count", INT, count),
	FIELD(struct form, "at", TIME, at),
	FIELD(struct form, "flag", BOOL, flag),
	FIELD(struct form, "ints", INTS, ints),
	FIELD(struct form, "list", LIST, list),
	FIELD(struct form, "said", SAID, said),
	FIELD(struct form, "strokes", NUMBERS, strokes),
	FIELD_ROW_LIST(struct form, "rows", ROW, struct row, rows),
	FIELDS_END,
};

static void must(int holds)
{
	if (!holds)
		abort();
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len);

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len)
{
	struct form form = { 0 };
	struct fault fault = { 0 };
	struct arena *arena = arena_create();
	enum err err = fields_read((const char *)bytes, len, FORM, arena, &form, &fault);
	must(err == OK || fault.err == err);
	if (err == OK) {
		must(form.title != NULL && (!form.strokes || *form.strokes == '['));
		for (size_t i = 0; i < form.list.n; i++)
			must(form.list.items[i] != NULL);
	}
	arena_destroy(arena);
	return 0;
}
