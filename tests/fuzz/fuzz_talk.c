/* libFuzzer: what printers answer. Whatever comes, HTTP around it or bare: what is handed out keeps its promises, and
 * no byte outside is touched. The first input byte says which reader gets the rest. */
#include "print/answer.h"
#include "print/talk.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

static void must(bool holds)
{
	if (!holds)
		abort();
}

static void check_text(const char *text, size_t most)
{
	must(strlen(text) <= most);
	for (; *text; text++)
		must(*text >= ' ' && *text <= '~');
}

static void check_list(const struct talk_list *list)
{
	must(list->n <= TALK_LIST_MAX);
	for (size_t i = 0; i < list->n; i++)
		check_text(list->items[i], 255);
}

/* The answer's own number is asked for, so that the rest of it is read. */
static void hear(const uint8_t *data, size_t size)
{
	struct arena *arena = arena_create();
	struct talk_heard heard;
	int32_t number = 0;
	if (size >= 8)
		number =
		    (int32_t)((uint32_t)data[4] << 24 | (uint32_t)data[5] << 16 | (uint32_t)data[6] << 8 | data[7]);
	if (talk_hear(data, size, number, arena, &heard) == OK) {
		check_text(heard.words, 255);
		must(heard.printer.state && heard.printer.dpi <= 600 && heard.n_jobs <= TALK_LIST_MAX);
		check_list(&heard.printer.formats);
		check_list(&heard.printer.media);
		check_list(&heard.printer.types);
		for (size_t i = 0; i < heard.n_jobs; i++)
			check_text(heard.jobs[i].name, 255);
	}
	arena_destroy(arena);
}

/* What we ask has a length whatever it names. */
static void say(const uint8_t *data, size_t size)
{
	struct arena *arena = arena_create();
	const char *words = arena_copy(arena, (const char *)data, size < 200 ? size : 200);
	struct buf bytes = { 0 };
	for (int ask = 0; ask < TALK_MAX; ask++) {
		struct talk_said said = { .ask = (enum talk_ask)ask,
			.number = 1,
			.uri = "ipp://h/ipp",
			.job_name = words,
			.media = "iso_a4_210x297mm",
			.sides = "two-sided-long-edge",
			.format = "application/pdf",
			.job = 7,
			.over = size % 2 };
		size_t before = bytes.len;
		talk_say(&said, &bytes);
		must(bytes.len > before);
	}
	buf_finish(&bytes);
	arena_destroy(arena);
}

/* An answer that is whole was not whole, and not broken, before its last byte came. */
static void read_answer(const uint8_t *data, size_t size)
{
	struct buf body = { 0 }, part = { 0 };
	int status = 0;
	const char *bytes = (const char *)data;
	enum answer_state whole = answer_read(bytes, size, false, &status, &body);
	must(whole != ANSWER_WHOLE || (status >= 200 && status <= 999 && body.len <= size));
	for (size_t len = 1; len < size && len < 512; len++) {
		enum answer_state state = answer_read(bytes, len, false, &status, &part);
		must(state != ANSWER_BROKEN || whole == ANSWER_BROKEN);
		must(state != ANSWER_WHOLE || whole == ANSWER_WHOLE);
		part.len = 0;
	}
	buf_finish(&body);
	buf_finish(&part);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	say(data, size);
	if (size > 1)
		(data[0] & 1 ? hear : read_answer)(data + 1, size - 1);
	return 0;
}
