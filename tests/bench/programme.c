/* What has to be computed when the agenda changes, against writing it down once: the clash check, the expected times
 * and whom to tell, and the JSON of all rooms and sessions as the screens get it. Prints {"sessions", "rooms",
 * "findings", "moved", "bytes", "check_us", "expected_us", "told_us", "all_us", "encode_us"}, medians of ROUNDS, each
 * part in turn. Use: programme AGENDA.json ZONE ROUNDS */
#include "tests/bench/bench.h"

#include "base/buf.h"
#include "base/clock.h"
#include "http/view.h"
#include "schedule/frab_json.h"
#include "schedule/rules.h"
#include "schedule/told.h"

enum { PARTS = 5, ROUNDS_MAX = 1000, LATE_MINUTES = 20 };

static const char *const NAMES[PARTS] = { "check_us", "expected_us", "told_us", "all_us", "encode_us" };

struct bench {
	struct agenda agenda, later; /* as planned, and when the first session of each room runs late */
	const struct expected *planned;
	struct buf out;
	size_t findings, moved;
	int64_t times[PARTS][ROUNDS_MAX];
};

static struct agenda read_agenda(struct arena *arena, const char *path)
{
	struct buf bytes = { 0 };
	struct agenda agenda;
	struct fault fault = { 0 };
	FILE *file = fopen(path, "r");
	char part[65536];
	size_t n;
	bench_need(file != NULL, path);
	while ((n = fread(part, 1, sizeof part, file)) > 0)
		buf_add(&bytes, part, n);
	fclose(file);
	bench_need(!frab_json_read(arena, bytes.bytes, bytes.len, NULL, &agenda, NULL, &fault), fault.detail);
	buf_finish(&bytes);
	return agenda;
}

static struct agenda delayed(struct arena *arena, const struct agenda *agenda)
{
	struct agenda later = *agenda;
	later.sessions = arena_array(arena, struct agenda_session, agenda->n_sessions);
	memcpy(later.sessions, agenda->sessions, agenda->n_sessions * sizeof *later.sessions);
	for (size_t i = 0; i < later.n_sessions; i++)
		if (i == 0 || later.sessions[i].room != later.sessions[i - 1].room)
			later.sessions[i].delay_minutes = LATE_MINUTES;
	return later;
}

static void encode(struct bench *bench)
{
	bench->out.len = 0;
	struct jsonw w = jsonw_start(&bench->out);
	jsonw_object(&w, NULL);
	jsonw_array(&w, "rooms");
	for (size_t i = 0; i < bench->agenda.n_rooms; i++)
		view_room(&w, NULL, &bench->agenda.rooms[i]);
	jsonw_array_end(&w);
	jsonw_array(&w, "sessions");
	for (size_t i = 0; i < bench->agenda.n_sessions; i++)
		view_session(&w, NULL, &bench->agenda, &bench->agenda.sessions[i], &bench->planned[i], NULL);
	jsonw_array_end(&w);
	jsonw_object_end(&w);
}

static void run_round(struct bench *bench, struct arena *arena, int round)
{
	int64_t at[PARTS];
	at[0] = bench_now();
	bench->findings = rules_check(&bench->later, arena).n;
	at[1] = bench_now();
	const struct expected *times = expected_times(&bench->later, arena);
	at[2] = bench_now();
	const struct told_state was = { &bench->agenda, bench->planned }, is = { &bench->later, times };
	struct told_changes changes = told_compare(&was, &is, arena);
	for (size_t i = 0; i < changes.n; i++) {
		struct told_party *parties;
		told_parties(&bench->later, &changes.items[i], arena, &parties);
	}
	bench->moved = changes.n;
	at[3] = bench_now();
	encode(bench);
	at[4] = bench_now();
	for (int i = 0; i < 3; i++)
		bench->times[i][round] = at[i + 1] - at[i];
	bench->times[3][round] = at[3] - at[0];
	bench->times[4][round] = at[4] - at[3];
	arena_reset(arena);
}

int main(int argc, char **argv)
{
	static struct bench bench;
	struct arena *kept = arena_create(), *arena = arena_create();
	bench_need(argc == 4 && clock_zone_set(argv[2]) == OK, "programme AGENDA.json ZONE ROUNDS");
	int rounds = atoi(argv[3]);
	bench_need(rounds > 0 && rounds <= ROUNDS_MAX, "ROUNDS");
	bench.agenda = read_agenda(kept, argv[1]);
	bench.later = delayed(kept, &bench.agenda);
	bench.planned = expected_times(&bench.agenda, kept);
	for (int round = 0; round < rounds; round++)
		run_round(&bench, arena, round);
	printf("{\"sessions\":%zu,\"rooms\":%zu,\"findings\":%zu,\"moved\":%zu,\"bytes\":%zu",
	    bench.agenda.n_sessions, bench.agenda.n_rooms, bench.findings, bench.moved, bench.out.len);
	for (int i = 0; i < PARTS; i++) {
		bench_sort(bench.times[i], (size_t)rounds);
		printf(",\"%s\":%.1f", NAMES[i], bench_at(bench.times[i], (size_t)rounds, 0.5));
	}
	puts("}");
	buf_finish(&bench.out);
	arena_destroy(arena);
	arena_destroy(kept);
	return 0;
}
