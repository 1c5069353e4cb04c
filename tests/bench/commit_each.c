/* The same check-ins without group commit and without HTTP: the login, the rules and the rows of the product, one
 * transaction each, one after the other. That is what a server that commits every request by itself can do at best,
 * however many connections it has. Prints {"answered", "seconds"}.
 * Use: commit_each FOLDER TOKEN IDS FIRST COUNT */
#include "domain/arrival.h"
#include "tests/bench/bench.h"

#include "base/clock.h"
#include "domain/access.h"
#include "domain/act.h"
#include "domain/participant.h"
#include "store/store.h"

struct one {
	struct change change;
	const char *token;
	char id[ID_LEN + 1];
};

static enum err check_in(struct change *change, struct tx *tx)
{
	struct one *one = (struct one *)(void *)change;
	struct check_in done;
	struct login login;
	struct act act = { .key = one->id, .route = "check-in", .body = "{}", .body_len = 2 };
	int64_t status;
	const char *answer;
	enum err err = access_who(tx_db(tx), tx_arena(tx), one->token, tx_now(tx), &login);
	if (err)
		return err;
	act.actor = login.name;
	tx_act_as(tx, login.name);
	err = act_replay(tx, &act, &status, &answer);
	if (!err)
		err = participant_check_in(tx, one->id, &(struct check_in_form){ .badge = false }, &done);
	return err ? err : act_keep(tx, &act, 200, "{}");
}

int main(int argc, char **argv)
{
	bench_need(argc == 6, "commit_each FOLDER TOKEN IDS FIRST COUNT");
	size_t first = strtoul(argv[4], NULL, 10), n = strtoul(argv[5], NULL, 10);
	struct store_config config = { .folder = argv[1], .clock = clock_create(0) };
	struct store *store;
	struct fault fault = { 0 };
	FILE *ids = fopen(argv[3], "re");
	bench_need(ids && fseek(ids, (long)(first * (ID_LEN + 1)), SEEK_SET) == 0, argv[3]);
	bench_need(store_open(&config, &store, &fault) == OK, argv[1]);
	int64_t from = bench_now();
	for (size_t i = 0; i < n; i++) {
		struct one one = { .change.run = check_in, .token = argv[2] };
		bench_need(fscanf(ids, "%36s", one.id) == 1, "IDS");
		bench_need(store_apply(store, &one.change) == OK, err_words(one.change.fault.err));
	}
	printf("{\"answered\":%zu,\"seconds\":%.4f}\n", n, (double)(bench_now() - from) / 1e9);
	store_close(store);
	fclose(ids);
	return 0;
}
