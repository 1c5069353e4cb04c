/* Group commit: answers only after the commit, the order kept, one refused change alone undone, nothing lost at the
 * end. */
#include "fixture.h"

#include "store/topic.h"

enum { THREADS = 8, EACH = 250 };

static void a_change_is_done_after_it_is_durable(void **state)
{
	struct fixture *fixture = *state;
	struct store *store = fixture_store(fixture);
	struct db *reader = fixture_reader(store);
	struct latch latch = LATCH(1);
	struct act act = act_about("one");
	act.latch = &latch;
	store_start(store);
	assert_int_equal(store_submit(store, &act.change), OK);
	latch_wait(&latch);
	struct journal_head head;
	assert_int_equal(journal_head(reader, &head), OK);
	assert_int_equal(act.told, OK);
	assert_int_equal(head.seq, 1);
	store_reader_close(reader);
	store_close(store);
}

/* Each done asks another connection whether its row is there. */
struct witness {
	struct act act;
	struct db *reader;
	bool seen;
};

static void witness_done(struct change *change, enum err err)
{
	struct witness *witness = (struct witness *)change;
	struct journal_entry *entries = NULL;
	struct arena *arena = arena_create();
	size_t n = 0;
	witness->seen = journal_of(witness->reader, arena, witness->act.subject, &entries, &n) == OK && n == 1;
	arena_destroy(arena);
	act_done(change, err);
}

static void every_done_of_a_batch_comes_after_its_commit(void **state)
{
	struct fixture *fixture = *state;
	struct store *store = fixture_store(fixture);
	struct db *reader = fixture_reader(store);
	struct latch latch = LATCH(64);
	struct witness witnesses[64];
	struct gate gate;
	store_start(store);
	gate_shut(&gate, store);
	for (int i = 0; i < 64; i++) {
		witnesses[i] =
		    (struct witness){ .act = act_about(arena_printf(fixture->arena, "w%d", i)), .reader = reader };
		witnesses[i].act.latch = &latch;
		witnesses[i].act.change.done = witness_done;
		assert_int_equal(store_submit(store, &witnesses[i].act.change), OK);
	}
	gate_open(&gate);
	latch_wait(&latch);
	for (int i = 0; i < 64; i++)
		assert_true(witnesses[i].seen);
	store_close(store);
	store_reader_close(reader);
}

struct commits {
	int64_t last;
	int n;
	unsigned topics;
	bool backwards;
};

static void count_commit(void *ctx, int64_t last_seq, unsigned topics)
{
	struct commits *commits = ctx;
	if (last_seq <= commits->last)
		commits->backwards = true;
	commits->last = last_seq;
	commits->topics = topics;
	commits->n++;
}

static void what_waits_is_committed_together_and_told_once(void **state)
{
	struct fixture *fixture = *state;
	struct commits commits = { 0 };
	struct store_config config = fixture_config(fixture);
	config.on_commit = count_commit;
	config.ctx = &commits;
	struct store *store;
	assert_int_equal(store_open(&config, &store, NULL), OK);
	struct latch latch = LATCH(100);
	struct act acts[100];
	struct gate gate;
	store_start(store);
	gate_shut(&gate, store);
	for (int i = 0; i < 100; i++) {
		acts[i] = act_about("x");
		acts[i].latch = &latch;
		assert_int_equal(store_submit(store, &acts[i].change), OK);
	}
	assert_int_equal(store_waiting(store), 100);
	gate_open(&gate);
	latch_wait(&latch);
	store_close(store);
	assert_int_equal(commits.n, 1);
	assert_int_equal(commits.last, 100);
	assert_false(commits.backwards);
}

struct worker {
	struct store *store;
	struct arena *arena;
	struct act acts[EACH];
	struct latch *latch;
	int number;
};

static void *submit_all(void *arg)
{
	struct worker *worker = arg;
	for (int i = 0; i < EACH; i++) {
		worker->acts[i] = act_about(arena_printf(worker->arena, "t%d", worker->number));
		worker->acts[i].data = arena_printf(worker->arena, "%d", i);
		worker->acts[i].latch = worker->latch;
		if (store_submit(worker->store, &worker->acts[i].change) != OK)
			return worker;
	}
	return NULL;
}

static void many_threads_submit_and_each_keeps_its_order(void **state)
{
	struct fixture *fixture = *state;
	struct commits commits = { 0 };
	struct store_config config = fixture_config(fixture);
	config.on_commit = count_commit;
	config.ctx = &commits;
	struct store *store;
	assert_int_equal(store_open(&config, &store, NULL), OK);
	struct latch latch = LATCH(THREADS * EACH);
	struct worker *workers = mem_alloc(THREADS * sizeof *workers);
	pthread_t threads[THREADS];
	store_start(store);
	for (int i = 0; i < THREADS; i++) {
		workers[i].store = store;
		workers[i].arena = arena_create();
		workers[i].latch = &latch;
		workers[i].number = i;
		assert_int_equal(pthread_create(&threads[i], NULL, submit_all, &workers[i]), 0);
	}
	for (int i = 0; i < THREADS; i++) {
		void *failed = NULL;
		pthread_join(threads[i], &failed);
		assert_null(failed);
	}
	latch_wait(&latch);
	struct db *reader = fixture_reader(store);
	for (int i = 0; i < THREADS; i++) {
		struct journal_entry *entries;
		size_t n;
		assert_int_equal(journal_of(reader, fixture->arena, workers[i].acts[0].subject, &entries, &n), OK);
		assert_int_equal(n, EACH);
		for (int j = 0; j < EACH; j++) {
			assert_int_equal(atoi(entries[j].data), j);
			assert_int_equal(workers[i].acts[j].told, OK);
		}
		arena_destroy(workers[i].arena);
	}
	struct journal_head head;
	assert_int_equal(journal_verify(reader, NULL, &head, NULL), OK);
	assert_int_equal(head.seq, THREADS * EACH);
	store_reader_close(reader);
	store_close(store);
	assert_false(commits.backwards);
	assert_int_equal(commits.last, THREADS * EACH);
	free(workers);
}

static void one_refused_change_leaves_the_others_of_its_batch(void **state)
{
	struct fixture *fixture = *state;
	struct store *store = fixture_store(fixture);
	struct latch latch = LATCH(9);
	struct act acts[9];
	struct gate gate;
	store_start(store);
	gate_shut(&gate, store);
	for (int i = 0; i < 9; i++) {
		acts[i] = act_about(i % 3 == 1 ? "refused" : "kept");
		acts[i].answer = i % 3 == 1 ? ERR_STEP : OK;
		acts[i].latch = &latch;
		assert_int_equal(store_submit(store, &acts[i].change), OK);
	}
	gate_open(&gate);
	latch_wait(&latch);
	for (int i = 0; i < 9; i++) {
		assert_int_equal(acts[i].told, i % 3 == 1 ? ERR_STEP : OK);
		assert_int_equal(acts[i].change.fault.err, acts[i].told);
	}
	struct db *reader = fixture_reader(store);
	struct journal_head head;
	assert_int_equal(journal_verify(reader, NULL, &head, NULL), OK);
	assert_int_equal(head.seq, 6);
	store_reader_close(reader);
	store_close(store);
	assert_int_equal(fixture_number(fixture, "SELECT count(*) FROM journal WHERE subject = 'refused'"), 0);
}

/* Counts how often it is run; may write before it answers. */
struct counted {
	struct act act;
	bool writes;
	int runs;
};

static enum err counted_run(struct change *change, struct tx *tx)
{
	struct counted *counted = (struct counted *)change;
	counted->runs++;
	return counted->writes ? act_run(change, tx) : counted->act.answer;
}

/* Three changes of one batch, of which the middle one is refused. */
static void run_three(struct store *store, struct counted *three, bool writes)
{
	struct latch latch = LATCH(3);
	struct gate gate;
	gate_shut(&gate, store);
	for (int i = 0; i < 3; i++) {
		three[i] =
		    (struct counted){ .act = act_about(i == 1 ? "refused" : "kept"), .writes = i != 1 || writes };
		three[i].act.change.run = counted_run;
		three[i].act.answer = i == 1 ? ERR_STEP : OK;
		three[i].act.latch = &latch;
		assert_int_equal(store_submit(store, &three[i].act.change), OK);
	}
	gate_open(&gate);
	latch_wait(&latch);
	for (int i = 0; i < 3; i++)
		assert_int_equal(three[i].act.told, i == 1 ? ERR_STEP : OK);
}

static void a_refusal_before_anything_was_written_costs_the_others_nothing(void **state)
{
	struct store *store = fixture_store(*state);
	struct counted three[3];
	store_start(store);
	run_three(store, three, false);
	for (int i = 0; i < 3; i++)
		assert_int_equal(three[i].runs, 1);
	store_close(store);
}

static void a_refusal_after_something_was_written_runs_the_batch_again_without_it(void **state)
{
	struct fixture *fixture = *state;
	struct store *store = fixture_store(fixture);
	struct counted three[3];
	store_start(store);
	run_three(store, three, true);
	assert_int_equal(three[0].runs, 2);
	assert_int_equal(three[1].runs, 2);
	assert_int_equal(three[2].runs, 1);
	store_close(store);
	assert_int_equal(fixture_number(fixture, "SELECT count(*) FROM journal"), 2);
	assert_int_equal(fixture_number(fixture, "SELECT count(*) FROM journal WHERE subject = 'refused'"), 0);
}

static void a_refusal_alone_is_undone_and_run_once(void **state)
{
	struct fixture *fixture = *state;
	struct store *store = fixture_store(fixture);
	struct counted one = { .act = act_about("refused"), .writes = true };
	one.act.change.run = counted_run;
	one.act.answer = ERR_STEP;
	assert_int_equal(store_apply(store, &one.act.change), ERR_STEP);
	assert_int_equal(one.runs, 1);
	fixture_note(store, "kept", NULL, NULL);
	store_close(store);
	assert_int_equal(fixture_number(fixture, "SELECT max(seq) FROM journal"), 1);
	assert_int_equal(fixture_number(fixture, "SELECT count(*) FROM journal WHERE subject = 'kept'"), 1);
}

static enum err explain(struct change *change, struct tx *tx)
{
	(void)change;
	return fault_set(tx_fault(tx), ERR_CURRENCY, "currency", "%s is no currency", "XXQ");
}

static void a_commit_tells_the_topics_of_what_was_kept(void **state)
{
	struct fixture *fixture = *state;
	static const char *const TOPICS[] = { "floor", "pledges", "floor", "access" };
	struct commits commits = { 0 };
	struct store_config config = fixture_config(fixture);
	config.on_commit = count_commit;
	config.ctx = &commits;
	struct store *store;
	assert_int_equal(store_open(&config, &store, NULL), OK);
	struct latch latch = LATCH(4);
	struct act acts[4];
	struct gate gate;
	store_start(store);
	gate_shut(&gate, store);
	for (int i = 0; i < 4; i++) {
		acts[i] = act_about("x");
		acts[i].topic = TOPICS[i];
		acts[i].answer = i == 1 ? ERR_STEP : OK;
		acts[i].latch = &latch;
		assert_int_equal(store_submit(store, &acts[i].change), OK);
	}
	gate_open(&gate);
	latch_wait(&latch);
	assert_int_equal(commits.n, 1);
	assert_int_equal(commits.topics, topic_bit(TOPIC_FLOOR) | topic_bit(TOPIC_ACCESS));
	struct latch again = LATCH(1);
	acts[1].answer = OK;
	acts[1].latch = &again;
	assert_int_equal(store_submit(store, &acts[1].change), OK);
	latch_wait(&again);
	assert_int_equal(commits.topics, topic_bit(TOPIC_PLEDGES));
	store_close(store);
}

static void a_batch_that_changes_nothing_tells_nothing(void **state)
{
	struct fixture *fixture = *state;
	struct commits commits = { 0 };
	struct store_config config = fixture_config(fixture);
	config.on_commit = count_commit;
	config.ctx = &commits;
	struct store *store;
	assert_int_equal(store_open(&config, &store, NULL), OK);
	struct act act = act_about("x");
	act.answer = ERR_STEP;
	assert_int_equal(store_apply(store, &act.change), ERR_STEP);
	assert_int_equal(commits.n, 0);
	act.answer = OK;
	assert_int_equal(store_apply(store, &act.change), OK);
	assert_int_equal(commits.n, 1);
	assert_int_equal(commits.last, 1);
	store_close(store);
}

static void the_reason_of_a_refusal_reaches_done(void **state)
{
	struct store *store = fixture_store(*state);
	struct act act = act_about("x");
	act.change.run = explain;
	assert_int_equal(store_apply(store, &act.change), ERR_CURRENCY);
	assert_string_equal(act.change.fault.field, "currency");
	assert_string_equal(act.change.fault.detail, "XXQ is no currency");
	act.change.run = act_run;
	assert_int_equal(store_apply(store, &act.change), OK);
	assert_int_equal(act.change.fault.err, OK);
	assert_string_equal(act.change.fault.detail, "");
	store_close(store);
}

static void a_constraint_refuses_its_change_alone(void **state)
{
	struct fixture *fixture = *state;
	struct store *store = fixture_store(fixture);
	fixture_note(store, "one", NULL, NULL);
	fixture_raw(fixture, "CREATE UNIQUE INDEX once ON journal (subject)");
	struct act act = act_about("one");
	assert_int_equal(store_apply(store, &act.change), ERR_CONFLICT);
	fixture_note(store, "two", NULL, NULL);
	store_close(store);
	assert_int_equal(fixture_number(fixture, "SELECT max(seq) FROM journal"), 2);
}

static void a_full_queue_says_busy_and_calls_nothing(void **state)
{
	struct store *store = fixture_store(*state);
	enum { MOST = 4096 };
	struct act *acts = mem_alloc((MOST + 1) * sizeof *acts);
	struct latch latch = LATCH(MOST);
	struct gate gate;
	store_start(store);
	gate_shut(&gate, store);
	for (int i = 0; i <= MOST; i++) {
		acts[i] = act_about("x");
		acts[i].latch = &latch;
		assert_int_equal(store_submit(store, &acts[i].change), i < MOST ? OK : ERR_BUSY);
	}
	gate_open(&gate);
	latch_wait(&latch);
	assert_int_equal(acts[MOST].told, ERR_MAX);
	assert_int_equal(store_submit(store, &acts[MOST].change), OK);
	store_close(store);
	assert_int_equal(acts[MOST].told, OK);
	free(acts);
}

static void closing_runs_what_is_queued(void **state)
{
	struct fixture *fixture = *state;
	struct store *store = fixture_store(fixture);
	struct act acts[300];
	store_start(store);
	for (int i = 0; i < 300; i++) {
		acts[i] = act_about("x");
		assert_int_equal(store_submit(store, &acts[i].change), OK);
	}
	store_close(store);
	for (int i = 0; i < 300; i++)
		assert_int_equal(acts[i].told, OK);
	assert_int_equal(fixture_number(fixture, "SELECT count(*) FROM journal"), 300);
}

static void nothing_is_taken_before_the_writer_runs(void **state)
{
	struct store *store = fixture_store(*state);
	struct act act = act_about("x");
	assert_int_equal(store_submit(store, &act.change), ERR_NOT_SAVED);
	assert_int_equal(act.told, ERR_MAX);
	assert_int_equal(store_waiting(store), 0);
	store_close(store);
}

static enum err look_around(struct change *change, struct tx *tx)
{
	(void)change;
	assert_string_equal(tx_actor(tx), "system");
	char name[] = "desk-3";
	tx_act_as(tx, name);
	name[0] = 'X';
	assert_string_equal(tx_actor(tx), "desk-3");
	assert_true(tx_now(tx) >= 1654600000000 && tx_now(tx) < 1654600060000);
	assert_non_null(tx_fault(tx));
	assert_non_null(tx_db(tx));
	char *fresh = arena_alloc(tx_arena(tx), 64);
	for (int i = 0; i < 64; i++)
		assert_int_equal(fresh[i], 0);
	memset(fresh, 'x', 64);
	return OK;
}

static void each_change_sees_its_own_instant_actor_and_memory(void **state)
{
	struct fixture *fixture = *state;
	struct store *store = fixture_store(fixture);
	struct act act = act_about("x");
	act.change.run = look_around;
	clock_move(fixture->clock, 1654600000000);
	assert_int_equal(store_apply(store, &act.change), OK);
	assert_int_equal(store_apply(store, &act.change), OK);
	store_close(store);
}

static void readers_see_one_instant_between_begin_and_end(void **state)
{
	struct store *store = fixture_store(*state);
	struct db *reader = fixture_reader(store);
	struct journal_head head;
	fixture_note(store, "one", NULL, NULL);
	assert_int_equal(store_read_begin(reader), OK);
	assert_int_equal(journal_head(reader, &head), OK);
	assert_int_equal(head.seq, 1);
	fixture_note(store, "two", NULL, NULL);
	assert_int_equal(journal_head(reader, &head), OK);
	assert_int_equal(head.seq, 1);
	store_read_end(reader);
	assert_int_equal(journal_head(reader, &head), OK);
	assert_int_equal(head.seq, 2);
	store_reader_close(reader);
	store_close(store);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		fixture_test(a_change_is_done_after_it_is_durable),
		fixture_test(every_done_of_a_batch_comes_after_its_commit),
		fixture_test(what_waits_is_committed_together_and_told_once),
		fixture_test(many_threads_submit_and_each_keeps_its_order),
		fixture_test(one_refused_change_leaves_the_others_of_its_batch),
		fixture_test(a_refusal_before_anything_was_written_costs_the_others_nothing),
		fixture_test(a_refusal_after_something_was_written_runs_the_batch_again_without_it),
		fixture_test(a_refusal_alone_is_undone_and_run_once),
		fixture_test(a_commit_tells_the_topics_of_what_was_kept),
		fixture_test(a_batch_that_changes_nothing_tells_nothing),
		fixture_test(the_reason_of_a_refusal_reaches_done),
		fixture_test(a_constraint_refuses_its_change_alone),
		fixture_test(a_full_queue_says_busy_and_calls_nothing),
		fixture_test(closing_runs_what_is_queued),
		fixture_test(nothing_is_taken_before_the_writer_runs),
		fixture_test(each_change_sees_its_own_instant_actor_and_memory),
		fixture_test(readers_see_one_instant_between_begin_and_end),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
