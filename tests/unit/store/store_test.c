/* The data folder: made once, held by one process, refused when it is not ours to open. */
#include "fixture.h"

#include <sys/wait.h>

static enum err open_as(struct store_config config, struct fault *out_fault)
{
	struct store *store = NULL;
	enum err err = store_open(&config, &store, out_fault);
	if (err == OK)
		store_close(store);
	else
		assert_null(store);
	return err;
}

static int mode_of(struct fixture *fixture, const char *name)
{
	struct stat info;
	assert_int_equal(stat(fixture_path(fixture, name), &info), 0);
	return info.st_mode & 0777;
}

static void a_new_folder_is_private_and_complete(void **state)
{
	struct fixture *fixture = *state;
	struct store_config config = fixture_config(fixture);
	config.folder = fixture_path(fixture, "day");
	assert_int_equal(open_as(config, NULL), OK);
	assert_int_equal(mode_of(fixture, "day"), 0700);
	assert_int_equal(mode_of(fixture, "day/keys"), 0700);
	assert_int_equal(mode_of(fixture, "day/backups"), 0700);
	assert_int_equal(mode_of(fixture, "day/p2c.db"), 0600);
	assert_int_equal(mode_of(fixture, "day/p2c.lock"), 0600);
}

static void a_clean_stop_leaves_one_database_file(void **state)
{
	struct fixture *fixture = *state;
	struct store *store = fixture_store(fixture);
	fixture_note(store, "x", NULL, NULL);
	assert_int_equal(mode_of(fixture, "p2c.db-wal"), 0600);
	store_close(store);
	assert_int_not_equal(access(fixture_path(fixture, "p2c.db-wal"), F_OK), 0);
}

static void what_was_written_is_there_after_a_restart(void **state)
{
	struct fixture *fixture = *state;
	struct store *store = fixture_store(fixture);
	fixture_note(store, "x", NULL, NULL);
	store_close(store);
	store = fixture_store(fixture);
	struct db *reader = fixture_reader(store);
	struct journal_head head;
	assert_int_equal(journal_verify(reader, NULL, &head, NULL), OK);
	assert_int_equal(head.seq, 1);
	store_reader_close(reader);
	store_close(store);
}

static void nothing_is_made_unless_asked_for(void **state)
{
	struct fixture *fixture = *state;
	struct store_config config = fixture_config(fixture);
	config.create = false;
	assert_int_equal(open_as(config, NULL), ERR_NOT_FOUND);
	assert_int_not_equal(access(fixture_path(fixture, "p2c.db"), F_OK), 0);
	config.folder = fixture_path(fixture, "absent");
	assert_int_equal(open_as(config, NULL), ERR_NOT_FOUND);
	config.create = true;
	config.folder = fixture_path(fixture, "absent/deeper");
	assert_int_equal(open_as(config, NULL), ERR_NOT_FOUND);
	assert_int_not_equal(access(fixture_path(fixture, "absent"), F_OK), 0);
}

static void a_second_store_in_one_folder_is_refused(void **state)
{
	struct fixture *fixture = *state;
	struct fault fault = { 0 };
	struct store *store = fixture_store(fixture);
	assert_int_equal(open_as(fixture_config(fixture), &fault), ERR_IN_USE);
	assert_non_null(strstr(fault.detail, "p2c.lock"));
	store_close(store);
	assert_int_equal(open_as(fixture_config(fixture), NULL), OK);
}

static void another_process_is_refused_and_its_death_frees_the_folder(void **state)
{
	struct fixture *fixture = *state;
	int ready[2], status;
	char byte;
	assert_int_equal(pipe(ready), 0);
	pid_t child = fork();
	if (child == 0) {
		struct store_config config = fixture_config(fixture);
		struct store *store;
		byte = store_open(&config, &store, NULL) == OK ? 'y' : 'n';
		if (write(ready[1], &byte, 1) == 1)
			pause();
		_exit(0);
	}
	assert_int_equal(read(ready[0], &byte, 1), 1);
	assert_int_equal(byte, 'y');
	assert_int_equal(open_as(fixture_config(fixture), NULL), ERR_IN_USE);
	assert_int_equal(kill(child, SIGKILL), 0);
	assert_int_equal(waitpid(child, &status, 0), child);
	assert_int_equal(open_as(fixture_config(fixture), NULL), OK);
	close(ready[0]);
	close(ready[1]);
}

static void a_reading_store_stands_beside_the_server_and_takes_no_change(void **state)
{
	struct fixture *fixture = *state;
	struct store *server = fixture_store(fixture), *beside = NULL;
	struct store_config config = fixture_config(fixture);
	fixture_note(server, "x", NULL, NULL);
	config.read_only = true;
	assert_int_equal(store_open(&config, &beside, NULL), OK);
	struct db *reader = fixture_reader(beside);
	struct journal_head head;
	assert_int_equal(journal_head(reader, &head), OK);
	assert_int_equal(head.seq, 1);
	struct act act = act_about("y");
	assert_int_equal(store_apply(beside, &act.change), ERR_NOT_SAVED);
	assert_int_equal(store_submit(beside, &act.change), ERR_NOT_SAVED);
	assert_int_equal(store_waiting(beside), 0);
	store_reader_close(reader);
	store_close(beside);
	fixture_note(server, "z", NULL, NULL);
	store_close(server);
}

static void a_reading_store_makes_nothing(void **state)
{
	struct fixture *fixture = *state;
	struct store_config config = fixture_config(fixture);
	config.read_only = true;
	assert_int_equal(open_as(config, NULL), ERR_NOT_FOUND);
	assert_int_not_equal(access(fixture_path(fixture, "p2c.db"), F_OK), 0);
	assert_int_not_equal(access(fixture_path(fixture, "p2c.lock"), F_OK), 0);
}

/* The whole file as bytes. */
static char *bytes_of(struct fixture *fixture, const char *name, size_t *out_len)
{
	FILE *file = fopen(fixture_path(fixture, name), "r");
	assert_non_null(file);
	fseek(file, 0, SEEK_END);
	*out_len = (size_t)ftell(file);
	rewind(file);
	char *bytes = arena_alloc(fixture->arena, *out_len + 1);
	assert_int_equal(fread(bytes, 1, *out_len, file), *out_len);
	fclose(file);
	return bytes;
}

static void a_newer_database_is_refused_and_not_touched(void **state)
{
	struct fixture *fixture = *state;
	struct fault fault = { 0 };
	size_t before_len, after_len;
	store_close(fixture_store(fixture));
	fixture_raw(fixture, "UPDATE setting SET value = '9999' WHERE name IN ('schema', 'schema_least')");
	char *before = bytes_of(fixture, "p2c.db", &before_len);
	assert_int_equal(open_as(fixture_config(fixture), &fault), ERR_NEWER_DATABASE);
	assert_non_null(strstr(fault.detail, "9999"));
	char *after = bytes_of(fixture, "p2c.db", &after_len);
	assert_int_equal(before_len, after_len);
	assert_memory_equal(before, after, before_len);
	struct store_config config = fixture_config(fixture);
	config.read_only = true;
	assert_int_equal(open_as(config, NULL), ERR_NEWER_DATABASE);
}

static void an_older_database_needs_the_server_first(void **state)
{
	struct fixture *fixture = *state;
	struct store_config config = fixture_config(fixture);
	fclose(fopen(fixture_path(fixture, "p2c.db"), "w"));
	config.read_only = true;
	assert_int_equal(open_as(config, NULL), ERR_CONFIG);
	config.read_only = false;
	assert_int_equal(open_as(config, NULL), OK);
	config.read_only = true;
	assert_int_equal(open_as(config, NULL), OK);
}

static void somebody_elses_database_is_refused(void **state)
{
	struct fixture *fixture = *state;
	struct fault fault = { 0 };
	fixture_raw(fixture, "CREATE TABLE recipe (name TEXT); INSERT INTO recipe VALUES ('soup')");
	assert_int_equal(open_as(fixture_config(fixture), &fault), ERR_BROKEN);
	assert_int_equal(fixture_number(fixture, "SELECT count(*) FROM recipe"), 1);
}

static void a_broken_journal_head_stops_the_start(void **state)
{
	struct fixture *fixture = *state;
	struct store *store = fixture_store(fixture);
	fixture_note(store, "x", NULL, NULL);
	store_close(store);
	fixture_raw(fixture, "UPDATE journal SET hash = x'00'");
	assert_int_equal(open_as(fixture_config(fixture), NULL), ERR_BROKEN);
}

static void a_folder_without_permission_is_a_matter_of_configuration(void **state)
{
	struct fixture *fixture = *state;
	struct store_config config = fixture_config(fixture);
	config.folder = "/proc/p2c";
	assert_int_equal(open_as(config, NULL), ERR_NOT_FOUND);
	fclose(fopen(fixture_path(fixture, "file"), "w"));
	config.folder = fixture_path(fixture, "file");
	assert_int_equal(open_as(config, NULL), ERR_CONFIG);
}

static void the_store_tells_its_folder_and_clock(void **state)
{
	struct fixture *fixture = *state;
	struct store *store = fixture_store(fixture);
	assert_string_equal(store_folder(store), fixture->folder);
	assert_ptr_equal(store_clock(store), fixture->clock);
	store_close(store);
	store_close(NULL);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		fixture_test(a_new_folder_is_private_and_complete),
		fixture_test(a_clean_stop_leaves_one_database_file),
		fixture_test(what_was_written_is_there_after_a_restart),
		fixture_test(nothing_is_made_unless_asked_for),
		fixture_test(a_second_store_in_one_folder_is_refused),
		fixture_test(another_process_is_refused_and_its_death_frees_the_folder),
		fixture_test(a_reading_store_stands_beside_the_server_and_takes_no_change),
		fixture_test(a_reading_store_makes_nothing),
		fixture_test(a_newer_database_is_refused_and_not_touched),
		fixture_test(an_older_database_needs_the_server_first),
		fixture_test(somebody_elses_database_is_refused),
		fixture_test(a_broken_journal_head_stops_the_start),
		fixture_test(a_folder_without_permission_is_a_matter_of_configuration),
		fixture_test(the_store_tells_its_folder_and_clock),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
