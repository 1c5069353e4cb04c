/* Cuts a tape at many points and looks at what each one left.
 *   check [--cuts N] [--seed S] [--normal] TAPE DATA       how many cuts broke or lost something, as JSON, by what
 * was going on check --leave AT --fate F --seed S --to FOLDER TAPE DATA   leaves one cut there, and says what was
 * promised before it DATA is the name of the data folder below the one that was watched; what is left goes to
 * $TMPDIR. */
#include "tests/power/examine.h"

#include "base/jsonw.h"
#include "base/mem.h"

#include <ftw.h>
#include <getopt.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

enum { WORKERS_MAX = 8, TOLD_MAX = 4, FATE_STEP = 4 };

/* What was going on: where cuts are aimed at, one after the other. */
enum phase { AT_BIRTH, AT_CHECKPOINT, AT_COPY, AT_ANY, PHASES };
static const char *const PHASE_NAMES[PHASES] = { "first start", "checkpoint", "copy", "any time" };

struct aim {
	struct cut cut;
	enum phase phase;
};

struct tally {
	int cuts, broken, lossy, worst, promised;
};

struct run {
	const struct tape *tape;
	const char *data, *to;
	char folder[PATH_MAX];
	long cuts, leave;
	int fate;
	uint64_t seed;
	bool normal;
};

/* ---- folders ---- */

static int remove_one(const char *path, const struct stat *info, int kind, struct FTW *walk)
{
	(void)info;
	(void)kind;
	(void)walk;
	return remove(path);
}

static void remove_all(const char *folder)
{
	nftw(folder, remove_one, 16, FTW_DEPTH | FTW_PHYS);
}

static void leave(struct ruin *ruin, const struct cut *cut, const char *folder)
{
	remove_all(folder);
	if (mkdir(folder, 0700) != 0) {
		perror(folder);
		exit(1);
	}
	ruin_leave(ruin, cut, folder);
}

/* ---- where to cut ---- */

static int by_place(const void *a, const void *b)
{
	size_t one = ((const struct aim *)a)->cut.at, other = ((const struct aim *)b)->cut.at;
	return (one > other) - (one < other);
}

static size_t aim_at(enum phase phase, const size_t *touches, size_t n, size_t born, size_t end, uint64_t *seed)
{
	if (phase == AT_BIRTH)
		return ruin_next(seed) % (born + 1);
	return phase == AT_ANY || !n ? born + ruin_next(seed) % (end + 1 - born)
				     : touches[ruin_next(seed) % n] + ruin_next(seed) % 2;
}

/* Where the day was made and its first command had ended. */
static size_t born_at(const struct tape *tape)
{
	size_t at = 0;
	while (at < tape->n && tape->entries[at]->kind != TAPE_ENDED)
		at++;
	return at;
}

static struct aim *aim_all(const struct run *run, const struct ruin *ruin)
{
	static const char *const ENDINGS[PHASES] = { [AT_CHECKPOINT] = "/p2c.db", [AT_COPY] = ".db.tmp" };
	struct aim *aims = mem_alloc((size_t)run->cuts * sizeof *aims);
	size_t *touches[PHASES] = { NULL }, n[PHASES] = { 0 }, born = born_at(run->tape);
	uint64_t seed = run->seed;
	for (int phase = 0; phase < PHASES; phase++)
		if (ENDINGS[phase])
			n[phase] = ruin_touches(ruin, ENDINGS[phase], &touches[phase]);
	for (long i = 0; i < run->cuts; i++) {
		enum phase phase = (enum phase)(i % PHASES);
		aims[i].phase = phase;
		aims[i].cut.at = aim_at(phase, touches[phase], n[phase], born, run->tape->n, &seed);
		aims[i].cut.fate = (enum fate)(i / PHASES % FATES);
		aims[i].cut.seed = ruin_next(&seed);
	}
	qsort(aims, (size_t)run->cuts, sizeof *aims, by_place);
	for (int phase = 0; phase < PHASES; phase++)
		free(touches[phase]);
	return aims;
}

/* ---- the cuts ---- */

static void count(const struct run *run, const struct aim *aim, const struct finding *finding, struct tally *tally)
{
	tally->cuts++;
	tally->promised += finding->promised;
	if (finding->broken.err && !tally->broken++)
		fprintf(stderr, "cut at %zu, fate %d, %s: broken: %s\n", aim->cut.at, (int)aim->cut.fate,
		    PHASE_NAMES[aim->phase], finding->broken.detail);
	if (finding->missing && !tally->lossy++ && !run->normal)
		fprintf(stderr, "cut at %zu, fate %d, %s: lost: %s\n", aim->cut.at, (int)aim->cut.fate,
		    PHASE_NAMES[aim->phase], finding->first_missing.detail);
	tally->worst = finding->missing > tally->worst ? finding->missing : tally->worst;
}

static void work(const struct run *run, struct examiner *examiner, struct ruin *ruin, const struct aim *aims,
    long first, long step, struct tally *tallies)
{
	char folder[PATH_MAX + 16];
	struct finding finding;
	snprintf(folder, sizeof folder, "%s/%ld", run->folder, first);
	for (long i = first; i < run->cuts; i += step) {
		leave(ruin, &aims[i].cut, folder);
		examine(examiner, folder, aims[i].cut.at, aims[i].phase == AT_COPY, &finding);
		count(run, &aims[i], &finding, &tallies[aims[i].phase]);
	}
	remove_all(folder);
}

/* Each worker goes through the whole tape and takes its share of the cuts. */
static void share(const struct run *run, struct examiner *examiner, struct ruin *ruin, const struct aim *aims,
    struct tally *out_tallies)
{
	long workers = sysconf(_SC_NPROCESSORS_ONLN);
	workers = workers > WORKERS_MAX ? WORKERS_MAX : workers;
	size_t size = (size_t)workers * PHASES * sizeof(struct tally);
	struct tally *all = mmap(NULL, size, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
	for (long worker = 0; worker < workers; worker++) {
		if (fork() != 0)
			continue;
		work(run, examiner, ruin, aims, worker, workers, &all[worker * PHASES]);
		_exit(0);
	}
	for (int status; wait(&status) > 0;)
		if (status != 0) {
			fprintf(stderr, "a worker ended with %d\n", status);
			exit(1);
		}
	for (long i = 0; i < workers * PHASES; i++) {
		struct tally *to = &out_tallies[i % PHASES];
		to->cuts += all[i].cuts;
		to->broken += all[i].broken;
		to->lossy += all[i].lossy;
		to->promised += all[i].promised;
		to->worst = all[i].worst > to->worst ? all[i].worst : to->worst;
	}
}

/* ---- what is said ---- */

static void say_tallies(const struct run *run, const struct promises *promises, const struct tally *tallies)
{
	struct buf out = { 0 };
	struct jsonw w = jsonw_start(&out);
	int kinds[PROMISE_COMMAND + 1] = { 0 };
	for (size_t i = 0; i < promises->n; i++)
		kinds[promises->items[i].kind]++;
	jsonw_object(&w, NULL);
	jsonw_int(&w, "entries", (int64_t)run->tape->n);
	jsonw_int(&w, "answers", kinds[PROMISE_ANSWER]);
	jsonw_int(&w, "logins", kinds[PROMISE_LOGIN]);
	jsonw_int(&w, "notices", kinds[PROMISE_NOTICE]);
	jsonw_int(&w, "commands", kinds[PROMISE_COMMAND]);
	jsonw_object(&w, "phases");
	for (int phase = 0; phase < PHASES; phase++) {
		jsonw_object(&w, PHASE_NAMES[phase]);
		jsonw_int(&w, "cuts", tallies[phase].cuts);
		jsonw_int(&w, "broken", tallies[phase].broken);
		jsonw_int(&w, "lossy", tallies[phase].lossy);
		jsonw_int(&w, "worst", tallies[phase].worst);
		jsonw_int(&w, "promised", tallies[phase].promised);
		jsonw_object_end(&w);
	}
	jsonw_object_end(&w);
	jsonw_object_end(&w);
	puts(buf_text(&out));
	buf_finish(&out);
}

static void say_promises(const struct promises *promises, size_t at)
{
	struct buf out = { 0 };
	struct jsonw w = jsonw_start(&out);
	jsonw_array(&w, NULL);
	for (size_t i = 0; i < promises->n; i++) {
		const struct promise *promise = &promises->items[i];
		if (promise->kind != PROMISE_ANSWER || promise->at >= at)
			continue;
		jsonw_object(&w, NULL);
		jsonw_text(&w, "asked", promise->asked);
		jsonw_int(&w, "status", promise->number);
		jsonw_text(&w, "answer", promise->answer);
		jsonw_object_end(&w);
	}
	jsonw_array_end(&w);
	puts(buf_text(&out));
	buf_finish(&out);
}

/* ---- the command ---- */

static struct run read_line(int argc, char **argv)
{
	static const struct option OPTIONS[] = { { "cuts", required_argument, NULL, 'c' },
		{ "seed", required_argument, NULL, 's' }, { "normal", no_argument, NULL, 'n' },
		{ "leave", required_argument, NULL, 'l' }, { "fate", required_argument, NULL, 'f' },
		{ "to", required_argument, NULL, 't' }, { NULL, 0, NULL, 0 } };
	struct run run = { .cuts = 2000, .seed = 1, .leave = -1 };
	for (int option; (option = getopt_long(argc, argv, "", OPTIONS, NULL)) != -1;) {
		if (option == 'c')
			run.cuts = strtol(optarg, NULL, 10);
		else if (option == 's')
			run.seed = strtoull(optarg, NULL, 10);
		else if (option == 'n')
			run.normal = true;
		else if (option == 'l')
			run.leave = strtol(optarg, NULL, 10);
		else if (option == 'f')
			run.fate = (int)strtol(optarg, NULL, 10);
		else if (option == 't')
			run.to = optarg;
		else
			exit(2);
	}
	run.tape = optind + 2 == argc ? tape_read(argv[optind]) : NULL;
	run.data = run.tape ? argv[optind + 1] : NULL;
	if (!run.tape) {
		fputs("check: TAPE DATA are wanted\n", stderr);
		exit(2);
	}
	return run;
}

/* One cut in thousandths of the tape, for somebody who looks at it with the program itself. */
static void leave_one(struct run *run, struct ruin *ruin)
{
	size_t born = born_at(run->tape);
	struct cut cut = { .at = born + (run->tape->n - born) * (size_t)run->leave / 1000,
		.fate = (enum fate)(run->fate % FATES),
		.seed = run->seed };
	struct promises promises = promises_read(run->tape);
	leave(ruin, &cut, run->to);
	say_promises(&promises, cut.at);
}

static void cut_all(struct run *run, struct ruin *ruin)
{
	const char *tmp = getenv("TMPDIR");
	char history[PATH_MAX + 16];
	struct tally tallies[PHASES] = { { 0 } };
	snprintf(run->folder, sizeof run->folder, "%s/p2c-power-XXXXXX", tmp ? tmp : "/tmp");
	if (!mkdtemp(run->folder)) {
		perror(run->folder);
		exit(1);
	}
	snprintf(history, sizeof history, "%s/all", run->folder);
	struct ruin *whole = ruin_create(run->tape, false);
	leave(whole, &(struct cut){ .at = run->tape->n, .fate = FATE_KEEP }, history);
	ruin_destroy(whole);
	struct examiner *examiner = examiner_create(run->tape, run->data, history);
	struct aim *aims = aim_all(run, ruin);
	share(run, examiner, ruin, aims, tallies);
	say_tallies(run, examiner_promises(examiner), tallies);
	free(aims);
	examiner_destroy(examiner);
	remove_all(run->folder);
}

int main(int argc, char **argv)
{
	struct run run = read_line(argc, argv);
	struct ruin *ruin = ruin_create(run.tape, run.normal);
	if (run.leave >= 0)
		leave_one(&run, ruin);
	else
		cut_all(&run, ruin);
	ruin_destroy(ruin);
	return 0;
}
