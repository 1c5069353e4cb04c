/* The journal: what is read from it, that every alteration is found and named, and that erasing somebody's key takes
 * their values and leaves the chain. */
#include "fixture.h"

#include "store/chain.h"
#include "store/keyring.h"

enum { ROWS = 12 };

/* ROWS entries, every third with sealed values. */
static void fill(struct fixture *fixture)
{
	struct store *store = fixture_store(fixture);
	for (int i = 1; i <= ROWS; i++) {
		const char *subject = arena_printf(fixture->arena, "s%d", i);
		if (i % 3 == 0)
			fixture_note(store, subject, "p1", "{\"email\":\"awa@example.org\"}");
		else
			fixture_note(store, subject, NULL, NULL);
	}
	store_close(store);
}

static enum err verify(struct fixture *fixture, const struct journal_head *expect, struct journal_head *out_head,
    struct fault *out_fault)
{
	struct db *db = NULL;
	assert_int_equal(db_open(fixture_path(fixture, "p2c.db"), DB_READ, &db, NULL), OK);
	enum err err = journal_verify(db, expect, out_head, out_fault);
	db_close(db);
	return err;
}

static void assert_found(struct fixture *fixture, const char *detail)
{
	struct journal_head head = { .seq = -7 };
	struct fault fault = { 0 };
	assert_int_equal(verify(fixture, NULL, &head, &fault), ERR_BROKEN);
	assert_string_equal(fault.detail, detail);
	assert_int_equal(head.seq, -7);
}

static void an_empty_journal_verifies_to_zeros(void **state)
{
	struct fixture *fixture = *state;
	static const unsigned char zeros[JOURNAL_HASH_LEN];
	struct journal_head head = { .seq = 5 };
	store_close(fixture_store(fixture));
	assert_int_equal(verify(fixture, NULL, &head, NULL), OK);
	assert_int_equal(head.seq, 0);
	assert_memory_equal(head.hash, zeros, sizeof zeros);
}

/* The bytes of journal.h put together by hand, so that another program can do the same. */
static void the_first_hash_is_what_the_header_says(void **state)
{
	struct fixture *fixture = *state;
	clock_move(fixture->clock, 1654600000000);
	struct store *store = fixture_store(fixture);
	struct act act = act_about("id");
	act.data = "{}";
	int64_t before = clock_now(fixture->clock);
	assert_int_equal(store_apply(store, &act.change), OK);
	struct db *db = fixture_reader(store);
	struct journal_entry *entries;
	struct journal_head head;
	size_t n;
	assert_int_equal(journal_after(db, fixture->arena, 0, 1, &entries, &n), OK);
	assert_int_equal(n, 1);
	assert_true(entries->at >= before && entries->at < before + 60000);
	unsigned char bytes[256] = { 0 };
	size_t len = 32;
	bytes[len + 7] = 1;
	len += 8;
	for (int i = 0; i < 8; i++)
		bytes[len++] = (unsigned char)((uint64_t)entries->at >> (56 - 8 * i));
	static const char *const TEXTS[] = { "system", "agenda", "test.act", "id", NULL, "{}", "", "" };
	for (size_t i = 0; i < sizeof TEXTS / sizeof *TEXTS; i++) {
		bytes[len + 7] = TEXTS[i] ? (unsigned char)strlen(TEXTS[i]) : 1; /* NULL stands for the version, 1 */
		len += 8;
		if (TEXTS[i])
			memcpy(bytes + len, TEXTS[i], strlen(TEXTS[i]));
		len += TEXTS[i] ? strlen(TEXTS[i]) : 0;
	}
	unsigned char hash[SEAL_HASH_LEN];
	seal_hash(bytes, len, hash);
	assert_int_equal(journal_head(db, &head), OK);
	assert_memory_equal(head.hash, hash, sizeof hash);
	store_reader_close(db);
	store_close(store);
}

static void text_cannot_move_between_neighbouring_fields(void **state)
{
	(void)state;
	static const unsigned char zeros[SEAL_HASH_LEN];
	unsigned char a[SEAL_HASH_LEN], b[SEAL_HASH_LEN];
	struct buf scratch = { 0 };
	struct chain_row row = { .seq = 1, .actor = chain_text("ab"), .topic = chain_text("c") };
	chain_link(zeros, &row, &scratch, a);
	row.actor = chain_text("a");
	row.topic = chain_text("bc");
	chain_link(zeros, &row, &scratch, b);
	assert_memory_not_equal(a, b, sizeof a);
	buf_finish(&scratch);
}

static void a_whole_chain_verifies_and_gives_its_head(void **state)
{
	struct fixture *fixture = *state;
	struct journal_head head, kept;
	fill(fixture);
	assert_int_equal(verify(fixture, NULL, &head, NULL), OK);
	assert_int_equal(head.seq, ROWS);
	struct store *store = fixture_store(fixture);
	struct db *db = fixture_reader(store);
	assert_int_equal(journal_head(db, &kept), OK);
	assert_int_equal(kept.seq, head.seq);
	assert_memory_equal(kept.hash, head.hash, sizeof head.hash);
	store_reader_close(db);
	store_close(store);
}

static void the_chain_goes_on_after_a_restart(void **state)
{
	struct journal_head head;
	fill(*state);
	fill(*state);
	assert_int_equal(verify(*state, NULL, &head, NULL), OK);
	assert_int_equal(head.seq, 2 * ROWS);
}

static void an_altered_value_of_any_column_is_found_in_any_row(void **state)
{
	struct fixture *fixture = *state;
	static const char *const SETS[] = { "at = at + 1", "actor = actor || 'x'", "topic = 'floor'",
		"action = 'other'", "subject = subject || ' '", "version = version + 1", "data = '{\"a\":1}'",
		"person_id = 'p2'", "sealed = x'00'", "hash = zeroblob(32)", "hash = x'00'" };
	fill(fixture);
	for (int row = 1; row <= ROWS; row++) {
		for (size_t i = 0; i < sizeof SETS / sizeof *SETS; i++) {
			fixture_raw(fixture, arena_printf(fixture->arena,
						 "CREATE TABLE kept AS SELECT * FROM journal WHERE seq = %d; "
						 "UPDATE journal SET %s WHERE seq = %d",
						 row, SETS[i], row));
			assert_found(fixture, arena_printf(fixture->arena, "journal entry %d was altered", row));
			fixture_raw(fixture, arena_printf(fixture->arena,
						 "DELETE FROM journal WHERE seq = %d; "
						 "INSERT INTO journal SELECT * FROM kept; DROP TABLE kept",
						 row));
		}
	}
	struct journal_head head;
	assert_int_equal(verify(fixture, NULL, &head, NULL), OK);
}

static void text_hidden_behind_a_nul_is_found(void **state)
{
	fill(*state);
	fixture_raw(*state, "UPDATE journal SET data = CAST(x'7b7d0041' AS TEXT) WHERE seq = 4");
	assert_found(*state, "journal entry 4 was altered");
}

static void one_flipped_bit_of_sealed_bytes_is_found(void **state)
{
	fill(*state);
	fixture_raw(*state,
	    "UPDATE journal SET sealed = CAST(substr(sealed, 1, 30) || x'ff' || substr(sealed, 32) AS BLOB) "
	    "WHERE seq = 6");
	assert_found(*state, "journal entry 6 was altered");
}

static void a_deleted_row_is_named(void **state)
{
	fill(*state);
	fixture_raw(*state, "DELETE FROM journal WHERE seq = 5");
	assert_found(*state, "journal entry 5 is missing");
}

static void a_deleted_row_closed_up_is_found(void **state)
{
	fill(*state);
	fixture_raw(*state, "DELETE FROM journal WHERE seq = 5; UPDATE journal SET seq = -seq WHERE seq > 5;"
			    "UPDATE journal SET seq = -seq - 1 WHERE seq < 0");
	assert_found(*state, "journal entry 5 was altered");
}

static void an_inserted_row_is_found(void **state)
{
	fill(*state);
	fixture_raw(*state,
	    "UPDATE journal SET seq = -seq WHERE seq >= 8; UPDATE journal SET seq = 1 - seq WHERE seq < 0;"
	    "INSERT INTO journal SELECT 8, at, actor, topic, action, 'forged', version, data, person_id, sealed, "
	    "hash "
	    "FROM journal WHERE seq = 7");
	assert_found(*state, "journal entry 8 was altered");
}

static void an_appended_row_is_found(void **state)
{
	fill(*state);
	fixture_raw(*state, "INSERT INTO journal SELECT 13, at, actor, topic, action, subject, version, data, "
			    "person_id, sealed, hash "
			    "FROM journal WHERE seq = 12");
	assert_found(*state, "journal entry 13 was altered");
}

static void swapped_rows_are_found(void **state)
{
	fill(*state);
	fixture_raw(*state, "UPDATE journal SET seq = -1 WHERE seq = 3; UPDATE journal SET seq = 3 WHERE seq = 9;"
			    "UPDATE journal SET seq = 9 WHERE seq = -1");
	assert_found(*state, "journal entry 3 was altered");
}

static void a_cut_tail_is_found_by_a_head_kept_elsewhere(void **state)
{
	struct journal_head printed, head;
	struct fault fault;
	fill(*state);
	assert_int_equal(verify(*state, NULL, &printed, NULL), OK);
	fixture_raw(*state, "DELETE FROM journal WHERE seq > 9");
	assert_int_equal(verify(*state, NULL, &head, NULL), OK);
	assert_int_equal(head.seq, 9);
	assert_int_equal(verify(*state, &printed, &head, &fault), ERR_BROKEN);
	assert_string_equal(fault.detail, "journal entry 12 is missing: the journal ends at 9");
}

static void a_rewritten_journal_is_found_by_a_head_kept_elsewhere(void **state)
{
	struct journal_head printed, head;
	struct fault fault;
	fill(*state);
	assert_int_equal(verify(*state, NULL, &printed, NULL), OK);
	assert_int_equal(verify(*state, &printed, &head, NULL), OK);
	fixture_raw(*state, "DELETE FROM journal");
	fill(*state);
	fill(*state);
	assert_int_equal(verify(*state, NULL, &head, NULL), OK);
	assert_int_equal(verify(*state, &printed, &head, &fault), ERR_BROKEN);
	assert_non_null(strstr(fault.detail, "journal entry 12 is not the one"));
}

static void entries_come_in_order_and_no_more_than_asked_for(void **state)
{
	struct fixture *fixture = *state;
	struct journal_entry *entries;
	size_t n;
	fill(fixture);
	struct store *store = fixture_store(fixture);
	struct db *db = fixture_reader(store);
	assert_int_equal(journal_after(db, fixture->arena, 4, 3, &entries, &n), OK);
	assert_int_equal(n, 3);
	for (int i = 0; i < 3; i++) {
		assert_int_equal(entries[i].seq, 5 + i);
		assert_string_equal(entries[i].subject, arena_printf(fixture->arena, "s%d", 5 + i));
		assert_string_equal(entries[i].topic, "agenda");
		assert_string_equal(entries[i].action, "test.act");
		assert_string_equal(entries[i].actor, "system");
		assert_string_equal(entries[i].data, "{}");
		assert_int_equal(entries[i].version, 1);
	}
	assert_int_equal(journal_after(db, fixture->arena, ROWS, 100, &entries, &n), OK);
	assert_int_equal(n, 0);
	assert_int_equal(journal_after(db, fixture->arena, 0, SIZE_MAX, &entries, &n), OK);
	assert_int_equal(n, ROWS);
	assert_int_equal(journal_of(db, fixture->arena, "s7", &entries, &n), OK);
	assert_int_equal(n, 1);
	assert_int_equal(entries->seq, 7);
	assert_int_equal(journal_of(db, fixture->arena, "nobody", &entries, &n), OK);
	assert_int_equal(n, 0);
	store_reader_close(db);
	store_close(store);
}

static const char *unseal(struct fixture *fixture, struct store *store, int64_t seq)
{
	const char *personal = "untouched";
	struct db *db = fixture_reader(store);
	assert_int_equal(journal_unseal(db, fixture->arena, seq, &personal), OK);
	store_reader_close(db);
	return personal;
}

static void personal_values_are_sealed_and_open_with_the_key(void **state)
{
	struct fixture *fixture = *state;
	fill(fixture);
	struct store *store = fixture_store(fixture);
	assert_string_equal(unseal(fixture, store, 3), "{\"email\":\"awa@example.org\"}");
	assert_null(unseal(fixture, store, 1));
	struct db *db = fixture_reader(store);
	const char *personal = "untouched";
	assert_int_equal(journal_unseal(db, fixture->arena, 99, &personal), ERR_NOT_FOUND);
	assert_string_equal(personal, "untouched");
	store_reader_close(db);
	store_close(store);
	assert_int_equal(fixture_number(fixture, "SELECT count(*) FROM journal WHERE instr(sealed, 'awa') > 0"), 0);
	assert_int_equal(
	    fixture_number(fixture, "SELECT count(DISTINCT sealed) FROM journal WHERE sealed IS NOT NULL"), ROWS / 3);
	assert_int_equal(fixture_number(fixture, "SELECT count(*) FROM person_key"), 1);
}

static enum err erase(struct change *change, struct tx *tx)
{
	(void)change;
	return keyring_destroy(tx_db(tx), "p1");
}

static void a_destroyed_key_takes_the_values_and_leaves_the_chain(void **state)
{
	struct fixture *fixture = *state;
	struct journal_head before, after;
	fill(fixture);
	assert_int_equal(verify(fixture, NULL, &before, NULL), OK);
	struct store *store = fixture_store(fixture);
	struct act act = act_about("p1");
	act.change.run = erase;
	assert_int_equal(store_apply(store, &act.change), OK);
	assert_int_equal(store_apply(store, &act.change), OK);
	assert_null(unseal(fixture, store, 3));
	assert_int_equal(verify(fixture, &before, &after, NULL), OK);
	fixture_note(store, "again", "p1", "{\"new\":true}");
	assert_string_equal(unseal(fixture, store, ROWS + 1), "{\"new\":true}");
	assert_null(unseal(fixture, store, 3));
	store_close(store);
	assert_int_equal(verify(fixture, &before, &after, NULL), OK);
	assert_int_equal(after.seq, ROWS + 1);
}

static void a_refused_change_leaves_no_key_behind(void **state)
{
	struct fixture *fixture = *state;
	struct store *store = fixture_store(fixture);
	struct act act = act_about("x");
	act.person = "p9";
	act.personal = "{}";
	act.answer = ERR_STEP;
	assert_int_equal(store_apply(store, &act.change), ERR_STEP);
	store_close(store);
	assert_int_equal(fixture_number(fixture, "SELECT count(*) FROM person_key"), 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		fixture_test(an_empty_journal_verifies_to_zeros),
		fixture_test(the_first_hash_is_what_the_header_says),
		cmocka_unit_test(text_cannot_move_between_neighbouring_fields),
		fixture_test(a_whole_chain_verifies_and_gives_its_head),
		fixture_test(the_chain_goes_on_after_a_restart),
		fixture_test(an_altered_value_of_any_column_is_found_in_any_row),
		fixture_test(text_hidden_behind_a_nul_is_found),
		fixture_test(one_flipped_bit_of_sealed_bytes_is_found),
		fixture_test(a_deleted_row_is_named),
		fixture_test(a_deleted_row_closed_up_is_found),
		fixture_test(an_inserted_row_is_found),
		fixture_test(an_appended_row_is_found),
		fixture_test(swapped_rows_are_found),
		fixture_test(a_cut_tail_is_found_by_a_head_kept_elsewhere),
		fixture_test(a_rewritten_journal_is_found_by_a_head_kept_elsewhere),
		fixture_test(entries_come_in_order_and_no_more_than_asked_for),
		fixture_test(personal_values_are_sealed_and_open_with_the_key),
		fixture_test(a_destroyed_key_takes_the_values_and_leaves_the_chain),
		fixture_test(a_refused_change_leaves_no_key_behind),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
