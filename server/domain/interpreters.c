/* See interpreters.h. */
#include "domain/interpreters.h"

#include "domain/country.h"
#include "store/draft.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { DAY_MINUTES = 24 * 60, TEAMS_MAX = 1000, TIME_LEN = 5 };

bool interpreters_parse_time(const char *text, int *out_minutes)
{
	static const char FORM[] = "dd:dd";
	for (size_t i = 0; i < TIME_LEN; i++)
		if (FORM[i] == 'd' ? text[i] < '0' || text[i] > '9' : text[i] != FORM[i])
			return false;
	int hour = (text[0] - '0') * 10 + text[1] - '0', minute = (text[3] - '0') * 10 + text[4] - '0';
	if (text[TIME_LEN] || minute > 59 || hour * 60 + minute > DAY_MINUTES)
		return false;
	*out_minutes = hour * 60 + minute;
	return true;
}

/* "09:00-12:00 14:00-17:00", as it is stored. */
static void parse_hours(const char *text, struct rules_interpreters *to)
{
	for (const char *at = text; *at && to->n_hours < RULES_HOURS_MAX; at += strspn(at, " ")) {
		char part[2 * TIME_LEN + 2] = "";
		size_t len = strcspn(at, " ");
		if (len == sizeof part - 1) {
			memcpy(part, at, len);
			part[TIME_LEN] = '\0';
			if (interpreters_parse_time(part, &to->hours[to->n_hours].from) &&
			    interpreters_parse_time(part + TIME_LEN + 1, &to->hours[to->n_hours].to))
				to->n_hours++;
		}
		at += len;
	}
}

enum err interpreters_read(
    struct db *db, struct arena *arena, struct rules_interpreters *out_interpreters, int64_t *out_version)
{
	struct interpreters_row row;
	enum err err = interpreters_get(db, arena, &row);
	if (err)
		return err;
	struct rules_interpreters read = { .teams = (int)row.teams,
		.longest_minutes = (int)row.longest_minutes,
		.rest_minutes = (int)row.rest_minutes };
	parse_hours(row.hours, &read);
	*out_interpreters = read;
	if (out_version)
		*out_version = row.version;
	return OK;
}

static enum err check(struct tx *tx, const struct rules_interpreters *in)
{
	const struct {
		const char *field;
		int value, most;
	} NUMBERS[] = { { "interpreters.teams", in->teams, TEAMS_MAX },
		{ "interpreters.longest_minutes", in->longest_minutes, DAY_MINUTES },
		{ "interpreters.rest_minutes", in->rest_minutes, DAY_MINUTES } };
	for (size_t i = 0; i < sizeof NUMBERS / sizeof *NUMBERS; i++)
		if (NUMBERS[i].value < 0 || NUMBERS[i].value > NUMBERS[i].most)
			return fault_set(
			    tx_fault(tx), ERR_INVALID, NUMBERS[i].field, "It is between 0 and %d.", NUMBERS[i].most);
	for (int i = 0; i < in->n_hours; i++)
		if (in->hours[i].from >= in->hours[i].to || (i && in->hours[i - 1].to > in->hours[i].from))
			return fault_set(tx_fault(tx), ERR_INVALID, "interpreters.hours",
			    "Hours end after they begin, and follow each other.");
	return OK;
}

static const char *hours_text(struct arena *arena, const struct rules_interpreters *in)
{
	const char *text = "";
	for (int i = 0; i < in->n_hours; i++)
		text = arena_printf(arena, "%s%s%02d:%02d-%02d:%02d", text, i ? " " : "", in->hours[i].from / 60,
		    in->hours[i].from % 60, in->hours[i].to / 60, in->hours[i].to % 60);
	return text;
}

enum err interpreters_keep(struct tx *tx, const struct rules_interpreters *in, int64_t version)
{
	int64_t stored;
	struct rules_interpreters now;
	enum err err = interpreters_read(tx_db(tx), tx_arena(tx), &now, &stored);
	if (!err)
		err = check(tx, in);
	if (err)
		return err;
	if (stored != version)
		return fault_set(tx_fault(tx), ERR_STALE, NULL, NULL);
	struct interpreters_row row = { .version = stored + 1,
		.hours = hours_text(tx_arena(tx), in),
		.teams = in->teams,
		.longest_minutes = in->longest_minutes,
		.rest_minutes = in->rest_minutes };
	err = interpreters_put(tx_db(tx), &row);
	if (!err)
		err = tx_journal(tx, &(struct journal_note){ .topic = "draft",
					 .action = "interpreters.keep",
					 .subject = "interpreters",
					 .version = row.version });
	return err;
}

/* ---- everything the rules want to know ---- */

static int compare_text(const void *a, const void *b)
{
	return strcmp(*(const char *const *)a, *(const char *const *)b);
}

/* Only of those who are in sessions that want them. */
static enum err read_high_level(
    struct db *db, struct arena *arena, const struct agenda *agenda, struct rules_known *known)
{
	size_t most = 0, n = 0;
	for (size_t i = 0; i < agenda->n_sessions; i++)
		most += agenda->sessions[i].needs_high_level ? agenda->sessions[i].n_persons : 0;
	const char **ids = arena_array(arena, const char *, most + 1);
	for (size_t i = 0; i < agenda->n_sessions; i++) {
		const struct agenda_session *session = &agenda->sessions[i];
		for (size_t p = 0; session->needs_high_level && p < session->n_persons; p++) {
			bool is = false;
			const char *id = session->persons[p].id;
			enum err err = id ? person_is_high_level(db, id, &is) : OK;
			if (err)
				return err;
			if (is)
				ids[n++] = id;
		}
	}
	/* NOLINTNEXTLINE(bugprone-sizeof-expression): pointers are what is sorted. */
	qsort(ids, n, sizeof *ids, compare_text);
	known->high_level = ids;
	known->n_high_level = n;
	return OK;
}

static void read_cochairs(struct arena *arena, const struct agenda_rows *rows, struct rules_known *known)
{
	struct rules_cochair *cochairs = arena_array(arena, struct rules_cochair, rows->n_cochairs + 1);
	for (size_t i = 0; i < rows->n_cochairs; i++) {
		const struct cochair_row *row = &rows->cochairs[i];
		const struct country *country = country_find(row->country);
		struct rules_cochair *to = &cochairs[known->n_cochairs];
		*to = (struct rules_cochair){ .area = (enum focus_area)row->focus_area,
			.person = { .id = row->person_id, .name = row->display, .role = PERSON_CHAIR },
			.region = country ? country->region : "" };
		known->n_cochairs += rules_seat_parse(row->seat, &to->seat);
	}
	known->cochairs = cochairs;
}

enum err rules_known_read(struct db *db, struct arena *arena, const struct agenda *agenda,
    const struct agenda_rows *rows, struct rules_known *out_known)
{
	struct rules_known known = { 0 };
	enum err err = read_high_level(db, arena, agenda, &known);
	if (!err)
		err = interpreters_read(db, arena, &known.interpreters, NULL);
	if (err)
		return err;
	read_cochairs(arena, rows, &known);
	*out_known = known;
	return OK;
}
