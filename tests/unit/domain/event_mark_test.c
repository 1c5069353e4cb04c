/* The mark of the event: its own codes carry it, nobody else's do, and damage never makes one code of another. */
#include "tests/unit/domain/day.h"

#include <ctype.h>
#include <string.h>

static const char BASE32[] = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
static const uint8_t OURS[EVENT_MARK_KEY] = { 1, 2, 3 }, THEIRS[EVENT_MARK_KEY] = { 1, 2, 4 };

/* A small repeatable generator (splitmix64), so that a failure can be seen again. */
static uint64_t draw(uint64_t *state)
{
	uint64_t z = *state += 0x9E3779B97F4A7C15U;
	z = (z ^ z >> 30) * 0xBF58476D1CE4E5B9U;
	z = (z ^ z >> 27) * 0x94D049BB133111EBU;
	return z ^ z >> 31;
}

static struct badge_code draw_code(const struct event_mark *mark, uint64_t *state)
{
	uint8_t random[BADGE_CODE_RANDOM];
	struct badge_code made;
	do
		for (size_t i = 0; i < sizeof random; i++)
			random[i] = (uint8_t)draw(state);
	while (!event_mark_make(mark, random, &made));
	return made;
}

/* What a door without network asks of a code that is on no list. */
static bool passes(const struct event_mark *mark, const char *text, char clean[BADGE_CODE_QR_LEN + 1])
{
	return badge_code_normalise(text, strlen(text), clean) == BADGE_CODE_QR && event_mark_fits(mark, clean);
}

static void a_code_of_this_event_is_known_and_one_of_another_is_not(void **state)
{
	const struct event_mark ours = event_mark_of(OURS), theirs = event_mark_of(THEIRS);
	uint64_t seed = 1;
	(void)state;
	for (int i = 0; i < 20000; i++) {
		struct badge_code made = draw_code(&ours, &seed);
		assert_true(event_mark_fits(&ours, made.qr));
		assert_false(event_mark_fits(&theirs, made.qr));
	}
}

static void replace_one(char *text, uint64_t *seed)
{
	text[draw(seed) % BADGE_CODE_QR_LEN] = BASE32[draw(seed) % 32];
}

static void replace_two(char *text, uint64_t *seed)
{
	replace_one(text, seed);
	replace_one(text, seed);
}

static void exchange_two(char *text, uint64_t *seed)
{
	size_t a = draw(seed) % BADGE_CODE_QR_LEN, b = draw(seed) % BADGE_CODE_QR_LEN;
	char was = text[a];
	text[a] = text[b];
	text[b] = was;
}

static void cut(char *text, uint64_t *seed)
{
	text[draw(seed) % BADGE_CODE_QR_LEN] = '\0';
}

static void shift(char *text, uint64_t *seed)
{
	size_t at = draw(seed) % BADGE_CODE_QR_LEN;
	memmove(text + at, text + at + 1, BADGE_CODE_QR_LEN - at - 1);
	text[BADGE_CODE_QR_LEN - 1] = BASE32[draw(seed) % 32];
}

static void change_case(char *text, uint64_t *seed)
{
	size_t at = draw(seed) % BADGE_CODE_QR_LEN;
	text[at] = (char)tolower((unsigned char)text[at]);
}

/* A new body under a check that fits: only the mark can tell. */
static void forge(char *text, uint64_t *seed)
{
	const uint8_t key[EVENT_MARK_KEY] = { (uint8_t)(draw(seed) | 8) };
	const struct event_mark forger = event_mark_of(key);
	struct badge_code made = draw_code(&forger, seed);
	memcpy(text, made.qr, BADGE_CODE_QR_LEN);
}

/* Every kind of damage and forgery in turn: what passes the offline check is the code itself and nothing else. */
static void of_a_million_mutated_codes_none_is_taken_for_another(void **state)
{
	static void (*const DAMAGE[])(
	    char *text, uint64_t *seed) = { replace_one, replace_two, exchange_two, cut, shift, change_case, forge };
	const struct event_mark ours = event_mark_of(OURS);
	uint64_t seed = 2;
	int passed = 0, equal = 0;
	(void)state;
	struct badge_code made = draw_code(&ours, &seed);
	for (int i = 0; i < 1000000; i++) {
		char text[BADGE_CODE_QR_LEN + 1], clean[BADGE_CODE_QR_LEN + 1] = "";
		if (i % 50 == 0)
			made = draw_code(&ours, &seed);
		memcpy(text, made.qr, sizeof text);
		DAMAGE[i % (int)(sizeof DAMAGE / sizeof *DAMAGE)](text, &seed);
		if (!passes(&ours, text, clean))
			continue;
		passed++;
		equal += strcmp(clean, made.qr) == 0;
	}
	assert_int_equal(passed, equal);
	assert_in_range(passed, 1000000 / 7, 1000000 / 4); /* those whose case alone was changed, and blanks */
}

/* Well-formed codes of nobody: the check alone accepts one body in some hundreds, the mark none. */
static void a_guess_at_the_mark_does_not_pass(void **state)
{
	const struct event_mark ours = event_mark_of(OURS);
	uint64_t seed = 3;
	(void)state;
	for (int i = 0; i < 200000; i++) {
		uint8_t bytes[BADGE_CODE_RANDOM + BADGE_CODE_MARK];
		struct badge_code guess;
		for (size_t k = 0; k < sizeof bytes; k++)
			bytes[k] = (uint8_t)draw(&seed);
		if (badge_code_make(bytes, bytes + BADGE_CODE_RANDOM, &guess))
			assert_false(event_mark_fits(&ours, guess.qr));
	}
}

static enum err draw_here(struct tx *tx, void *ctx)
{
	return event_mark_draw(tx, ctx);
}

static void the_key_is_made_with_the_first_code_and_kept(void **state)
{
	struct day_rig *day = *state;
	struct event_mark mark, again;
	struct badge_code first, second;
	assert_int_equal(event_mark_get(day->db, day->arena, &mark), ERR_NOT_FOUND);
	assert_int_equal(day_run(day, draw_here, &first), OK);
	assert_int_equal(event_mark_get(day->db, day->arena, &mark), OK);
	assert_int_equal(day_run(day, draw_here, &second), OK);
	assert_int_equal(event_mark_get(day->db, day->arena, &again), OK);
	assert_memory_equal(&mark, &again, sizeof mark);
	assert_true(event_mark_fits(&mark, first.qr) && event_mark_fits(&mark, second.qr));
	assert_string_not_equal(first.qr, second.qr);
}

static void a_list_holds_hashes_that_differ_with_the_event(void **state)
{
	const struct event_mark ours = event_mark_of(OURS), theirs = event_mark_of(THEIRS);
	uint64_t seed = 4;
	uint8_t here[EVENT_MARK_HASH], there[EVENT_MARK_HASH], again[EVENT_MARK_HASH];
	(void)state;
	struct badge_code made = draw_code(&ours, &seed);
	event_mark_hash(&ours, made.qr, here);
	event_mark_hash(&ours, made.qr, again);
	event_mark_hash(&theirs, made.qr, there);
	assert_memory_equal(here, again, sizeof here);
	assert_memory_not_equal(here, there, sizeof here);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_code_of_this_event_is_known_and_one_of_another_is_not),
		cmocka_unit_test(of_a_million_mutated_codes_none_is_taken_for_another),
		cmocka_unit_test(a_guess_at_the_mark_does_not_pass),
		day_test(the_key_is_made_with_the_first_code_and_kept),
		cmocka_unit_test(a_list_holds_hashes_that_differ_with_the_event),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
