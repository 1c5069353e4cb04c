/* The link to somebody's own agenda: the same each time, nobody else's, and gone when the office renews the links. */
#include "tests/unit/domain/day.h"

#include "domain/merge.h"
#include "domain/personal.h"
#include "domain/personal_link.h"

#include <ctype.h>
#include <string.h>

struct token {
	char text[PERSONAL_TOKEN_LEN + 1];
};

static struct token token_of(struct day_rig *day, const char *person)
{
	struct token token;
	struct badge badge; /* the event's key is made with its first code */
	struct person known = day_person(day, person);
	if (!known.badge.serial)
		assert_int_equal(day_badge(day, person, "first", &badge), OK);
	assert_int_equal(personal_token(day->db, day->arena, person, token.text), OK);
	return token;
}

static enum err whose(struct day_rig *day, const char *text, struct person *out_person)
{
	return personal_token_person(day->db, day->arena, text, out_person);
}

static enum err renew(struct tx *tx, void *ctx)
{
	(void)ctx;
	return personal_links_renew(tx);
}

static void a_link_leads_to_its_person_and_is_always_the_same(void **state)
{
	struct day_rig *day = *state;
	struct person a = day_somebody(day, "A Banda"), b = day_somebody(day, "B Phiri"), found;
	struct token of_a = token_of(day, a.id), of_b = token_of(day, b.id);
	assert_int_equal(strlen(of_a.text), PERSONAL_TOKEN_LEN);
	assert_string_not_equal(of_a.text, of_b.text);
	assert_string_equal(of_a.text, token_of(day, a.id).text);
	assert_int_equal(whose(day, of_a.text, &found), OK);
	assert_string_equal(found.id, a.id);
	for (char *at = of_b.text; *at; at++)
		*at = (char)tolower((unsigned char)*at);
	assert_int_equal(whose(day, of_b.text, &found), OK);
	assert_string_equal(found.id, b.id);
}

static void a_token_with_any_letter_changed_is_nobodys(void **state)
{
	struct day_rig *day = *state;
	struct person a = day_somebody(day, "A Banda"), found;
	struct token token = token_of(day, a.id);
	for (size_t i = 0; i + 1 < PERSONAL_TOKEN_LEN; i++) {
		struct token other = token;
		other.text[i] = other.text[i] == '7' ? '8' : '7';
		assert_int_equal(whose(day, other.text, &found), ERR_NOT_FOUND);
	}
	static const char *const BAD[] = { "", "x", "IIIIIIIIIIIIIIIIIIIIIIIIIIIIIIIIIIIIIII",
		"000000000000000000000000000000000000000", "../../../../../../../../../../../../../" };
	for (size_t i = 0; i < sizeof BAD / sizeof *BAD; i++)
		assert_int_equal(whose(day, BAD[i], &found), ERR_NOT_FOUND);
	assert_int_equal(personal_token(day->db, day->arena, "no uuid", token.text), ERR_INVALID);
}

/* The bit of an id at this place: hexadecimal digits with hyphens between them. */
static unsigned bit_of(const char *id, size_t bit)
{
	const char *digit = id;
	for (size_t left = bit / 4; left || *digit == '-'; digit++)
		left -= *digit != '-';
	unsigned value = (unsigned)(isdigit((unsigned char)*digit) ? *digit - '0' : *digit - 'a' + 10);
	return value >> (3 - bit % 4) & 1;
}

/* The id is enciphered by XOR: whoever knows their own and another's can turn the one into the other, under the tag
 * of the first. */
static void a_link_cannot_be_bent_to_somebody_whose_id_is_known(void **state)
{
	static const char ALPHABET[] = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
	enum { TAG_BITS = 64, ID_BITS = 128 };
	struct day_rig *day = *state;
	struct person a = day_somebody(day, "A Banda"), b = day_somebody(day, "B Phiri"), found;
	struct token bent = token_of(day, a.id);
	for (size_t bit = 0; bit < ID_BITS; bit++) {
		size_t at = TAG_BITS + bit;
		unsigned change = (bit_of(a.id, bit) ^ bit_of(b.id, bit)) << (4 - at % 5);
		bent.text[at / 5] = ALPHABET[(unsigned)(strchr(ALPHABET, bent.text[at / 5]) - ALPHABET) ^ change];
	}
	assert_string_not_equal(bent.text, token_of(day, a.id).text);
	assert_int_equal(whose(day, bent.text, &found), ERR_NOT_FOUND);
}

static void a_renewal_ends_every_link_that_was_given_out(void **state)
{
	struct day_rig *day = *state;
	struct person a = day_somebody(day, "A Banda"), found;
	struct token old = token_of(day, a.id);
	for (int i = 1; i <= 2; i++) {
		assert_int_equal(day_run(day, renew, NULL), OK);
		day_expect_entry(day, "access", "personal.renew", "day", i);
		assert_int_equal(whose(day, old.text, &found), ERR_NOT_FOUND);
		old = token_of(day, a.id);
		assert_int_equal(whose(day, old.text, &found), OK);
	}
}

struct merging {
	const char *id, *into;
};

static enum err merge(struct tx *tx, void *ctx)
{
	const struct merging *m = ctx;
	struct person kept;
	return person_merge(tx, m->id, &(struct desk_form){ .into = m->into, .reason = "the same" }, &kept);
}

static void the_link_and_badge_of_somebody_merged_away_lead_nowhere(void **state)
{
	struct day_rig *day = *state;
	struct person a = day_somebody(day, "A Banda"), b = day_somebody(day, "A. Banda"), found;
	struct token token = token_of(day, b.id);
	struct badge badge = day_person(day, b.id).badge;
	assert_int_equal(personal_of_badge(day->db, day->arena, badge.qr, &found), OK);
	assert_int_equal(personal_of_badge(day->db, day->arena, badge.code, &found), OK);
	assert_string_equal(found.id, b.id);
	assert_int_equal(day_run(day, merge, &(struct merging){ b.id, a.id }), OK);
	assert_int_equal(whose(day, token.text, &found), ERR_NOT_FOUND);
	assert_int_not_equal(personal_of_badge(day->db, day->arena, badge.qr, &found), OK);
}

static void only_the_badge_in_force_shows_its_holders_agenda(void **state)
{
	struct day_rig *day = *state;
	struct person a = day_somebody(day, "A Banda"), found;
	struct badge first, second;
	assert_int_equal(day_badge(day, a.id, "first", &first), OK);
	assert_int_equal(day_badge(day, a.id, "lost", &second), OK);
	assert_int_equal(personal_of_badge(day->db, day->arena, first.qr, &found), ERR_BADGE_REVOKED);
	assert_int_equal(personal_of_badge(day->db, day->arena, second.qr, &found), OK);
	assert_int_equal(personal_of_badge(day->db, day->arena, day_foreign_code().qr, &found), ERR_CODE_UNKNOWN);
	assert_int_equal(personal_of_badge(day->db, day->arena, "", &found), ERR_CODE_UNKNOWN);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		day_test(a_link_leads_to_its_person_and_is_always_the_same),
		day_test(a_token_with_any_letter_changed_is_nobodys),
		day_test(a_link_cannot_be_bent_to_somebody_whose_id_is_known),
		day_test(a_renewal_ends_every_link_that_was_given_out),
		day_test(the_link_and_badge_of_somebody_merged_away_lead_nowhere),
		day_test(only_the_badge_in_force_shows_its_holders_agenda),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
