/* Settings and counters. */
#include "fixture.h"

#include "store/setting.h"

struct job {
	struct change change;
	const char *name, *value;
	int64_t number;
	enum err answer;
};

static enum err put_run(struct change *change, struct tx *tx)
{
	struct job *job = (struct job *)change;
	return setting_put(tx, job->name, job->value);
}

static enum err next_run(struct change *change, struct tx *tx)
{
	struct job *job = (struct job *)change;
	enum err err = counter_next(tx, job->name, &job->number);
	return err == OK ? job->answer : err;
}

static void put(struct store *store, const char *name, const char *value)
{
	struct job job = { .change.run = put_run, .name = name, .value = value };
	assert_int_equal(store_apply(store, &job.change), OK);
}

static int64_t next(struct store *store, const char *name, enum err answer)
{
	struct job job = { .change.run = next_run, .name = name, .answer = answer, .number = -1 };
	assert_int_equal(store_apply(store, &job.change), answer);
	return job.number;
}

static void a_setting_is_null_until_it_is_put_and_then_the_last_value(void **state)
{
	struct fixture *fixture = *state;
	struct store *store = fixture_store(fixture);
	struct db *reader = fixture_reader(store);
	const char *value = "untouched";
	assert_int_equal(setting_get(reader, fixture->arena, "zone", &value), OK);
	assert_null(value);
	put(store, "zone", "Africa/Kigali");
	put(store, "zone", "Asia/Baku");
	put(store, "empty", "");
	assert_int_equal(setting_get(reader, fixture->arena, "zone", &value), OK);
	assert_string_equal(value, "Asia/Baku");
	assert_int_equal(setting_get(reader, fixture->arena, "empty", &value), OK);
	assert_string_equal(value, "");
	store_reader_close(reader);
	store_close(store);
}

static void a_counter_counts_from_one_without_gaps(void **state)
{
	struct store *store = fixture_store(*state);
	assert_int_equal(next(store, "badge", OK), 1);
	assert_int_equal(next(store, "badge", OK), 2);
	assert_int_equal(next(store, "badge", ERR_STEP), 3);
	assert_int_equal(next(store, "badge", OK), 3);
	assert_int_equal(next(store, "pledge", OK), 1);
	assert_int_equal(next(store, "something new", OK), 1);
	assert_int_equal(next(store, "something new", OK), 2);
	store_close(store);
}

static void a_counter_goes_on_after_a_restart(void **state)
{
	struct store *store = fixture_store(*state);
	assert_int_equal(next(store, "badge", OK), 1);
	store_close(store);
	store = fixture_store(*state);
	assert_int_equal(next(store, "badge", OK), 2);
	store_close(store);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		fixture_test(a_setting_is_null_until_it_is_put_and_then_the_last_value),
		fixture_test(a_counter_counts_from_one_without_gaps),
		fixture_test(a_counter_goes_on_after_a_restart),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
