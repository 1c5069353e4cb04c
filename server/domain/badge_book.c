/* See badge_book.h. */
#include "domain/badge_book.h"

#include "badges/door_sign.h"
#include "domain/badge_facts.h"
#include "domain/country.h"
#include "domain/vocabulary.h"
#include "schedule/agenda.h"
#include "store/door.h"
#include "store/groups.h"
#include "store/people.h"

#include <stdio.h>
#include <string.h>

enum { NAMES_SHOWN = 60 };

/* What a book is made with; `scratch` is emptied for each page. */
struct making {
	struct db *db;
	struct arena *arena, *scratch;
	const struct book_wish *wish;
	struct badge_book *book;
	struct fault *fault;
	int64_t drawn;
};

static struct making make(struct db *db, struct arena *arena, const struct book_wish *wish, struct fault *out_fault)
{
	return (struct making){ .db = db,
		.arena = arena,
		.scratch = arena_create(),
		.wish = wish,
		.book = badge_book_open(wish->press, wish->template, wish->write, wish->ctx),
		.fault = out_fault };
}

static enum err finish(struct making *m, enum err err, int64_t *out_n)
{
	enum err closed = badge_book_close(m->book, err ? NULL : m->fault);
	arena_destroy(m->scratch);
	if (!err && !closed)
		*out_n = m->drawn;
	return err ? err : closed;
}

static enum err check_size(const struct book_wish *wish, size_t n, struct fault *out_fault)
{
	if (!wish->most || (int64_t)n <= wish->most)
		return OK;
	return fault_set(out_fault, ERR_QUERY, NULL,
	    "That would be %zu; at most %lld are drawn at once here. Choose fewer, or use p2c on the server itself.",
	    n, (long long)wish->most);
}

/* ---- who ---- */

struct crowd {
	struct arena *arena;
	const char *entity_id;
	bool with_badge;
	struct person *persons;
	size_t n, cap;
};

static void crowd_add(struct crowd *crowd, const struct person *person)
{
	if (crowd->n == crowd->cap) {
		size_t cap = crowd->cap ? crowd->cap * 2 : 64;
		struct person *more = arena_array(crowd->arena, struct person, cap);
		if (crowd->n)
			memcpy(more, crowd->persons, crowd->n * sizeof *more);
		crowd->persons = more;
		crowd->cap = cap;
	}
	crowd->persons[crowd->n++] = person_keep(crowd->arena, person);
}

static enum err crowd_take(void *ctx, const struct person *person)
{
	struct crowd *crowd = ctx;
	bool is_gone = strcmp(person->state, "merged") == 0 || strcmp(person->state, "erased") == 0 ||
		       strcmp(person->state, "declined") == 0;
	bool belongs = !*crowd->entity_id || strcmp(person->entity.id, crowd->entity_id) == 0;
	if (!is_gone && belongs && (!crowd->with_badge || person->badge.serial))
		crowd_add(crowd, person);
	return OK;
}

static enum err crowd_add_id(struct crowd *crowd, struct db *db, const char *id)
{
	struct person person;
	for (size_t i = 0; i < crowd->n; i++)
		if (strcmp(crowd->persons[i].id, id) == 0)
			return OK;
	enum err err = person_get(db, crowd->arena, id, &person);
	if (!err)
		crowd_add(crowd, &person);
	return err;
}

static enum err crowd_of_seats(struct crowd *crowd, struct db *db, const char *session_id)
{
	struct seat_row *seats;
	size_t n = 0;
	enum err err = seat_list(db, crowd->arena, session_id, &seats, &n);
	for (size_t i = 0; !err && i < n; i++)
		if (*seats[i].person.id)
			err = crowd_add_id(crowd, db, seats[i].person.id);
	return err;
}

/* The people named in the programme, those on the list of speakers and those who have a seat. */
static enum err crowd_of_session(struct crowd *crowd, struct db *db, const char *session_id)
{
	struct agenda_rows rows;
	struct speaker *speakers;
	int64_t version;
	size_t n = 0;
	enum err err = session_version(db, session_id, &version);
	if (!err)
		err = agenda_rows_get(db, crowd->arena, session_id, &rows);
	for (size_t i = 0; !err && i < rows.n_persons; i++)
		if (*rows.persons[i].person_id)
			err = crowd_add_id(crowd, db, rows.persons[i].person_id);
	if (!err)
		err = speaker_list(db, crowd->arena, session_id, &speakers, &n);
	for (size_t i = 0; !err && i < n; i++)
		err = crowd_add_id(crowd, db, speakers[i].person_id);
	return err ? err : crowd_of_seats(crowd, db, session_id);
}

static enum err crowd_of_list(struct crowd *crowd, struct db *db, const char *ids, struct fault *out_fault)
{
	enum err err = OK;
	for (const char *at = ids; !err && *at; at += strcspn(at, ","), at += *at == ',') {
		const char *id = arena_copy(crowd->arena, at, strcspn(at, ","));
		err = *id ? crowd_add_id(crowd, db, id) : OK;
		if (err == ERR_NOT_FOUND)
			fault_set(out_fault, err, "people", "There is nobody with the id \"%.40s\".", id);
	}
	return err;
}

static enum err crowd_make(struct making *m, bool with_badge, struct crowd *out_crowd)
{
	const struct book_wish *wish = m->wish;
	struct entity entity;
	enum err err = OK;
	*out_crowd = (struct crowd){ .arena = m->arena, .entity_id = wish->entity_id, .with_badge = with_badge };
	if (*wish->entity_id)
		err = entity_get(m->db, m->arena, wish->entity_id, &entity);
	if (!err && *wish->session_id)
		err = crowd_of_session(out_crowd, m->db, wish->session_id);
	else if (!err && *wish->people)
		err = crowd_of_list(out_crowd, m->db, wish->people, m->fault);
	else if (!err)
		err = person_each(m->db, crowd_take, out_crowd);
	if (!err)
		err = check_size(wish, out_crowd->n, m->fault);
	return err;
}

/* ---- packs ---- */

/* Whoever hands the packs out reads Latin letters. */
static const char *names_of(struct arena *arena, const struct person *persons, size_t n)
{
	struct buf names = { 0 };
	for (size_t i = 0; i < n && i < NAMES_SHOWN; i++)
		buf_printf(&names, "%s%s", i ? " · " : "", *persons[i].latin ? persons[i].latin : persons[i].display);
	return buf_keep(&names, arena);
}

static enum err draw_cover(
    struct making *m, const struct badge_template *cover, const struct person *persons, size_t n)
{
	struct badge_data data;
	enum err err = badge_facts_day(m->db, m->scratch, LANG_EN, &data);
	if (err)
		return err;
	const struct entity *entity = &persons->entity;
	const struct country *country = country_find(entity->country);
	data.name = entity->name;
	data.country = country ? country_name(country, "fr") : "";
	data.country_code = country ? country->alpha3 : "";
	data.role = arena_printf(m->scratch, n == 1 ? "1 badge" : "%zu badges", n);
	data.title = names_of(m->scratch, persons, n);
	badge_book_turn_to(m->book, cover);
	return badge_book_add(m->book, &data, m->fault);
}

static enum err draw_badge(struct making *m, const struct person *person)
{
	struct badge_data data;
	arena_reset(m->scratch);
	enum err err = badge_facts(m->db, m->scratch, person, &person->badge, &data);
	if (!err)
		err = badge_facts_photo(m->db, m->scratch, person->id, m->wish->template, &data);
	if (!err)
		err = badge_book_add(m->book, &data, m->fault);
	m->drawn += !err;
	return err;
}

static enum err draw_pack(
    struct making *m, const struct badge_template *cover, const struct person *persons, size_t n)
{
	arena_reset(m->scratch);
	enum err err = draw_cover(m, cover, persons, n);
	badge_book_turn_to(m->book, m->wish->template);
	for (size_t i = 0; !err && i < n; i++)
		err = draw_badge(m, &persons[i]);
	return err;
}

static size_t same_entity(const struct person *persons, size_t n)
{
	size_t same = 1;
	while (same < n && strcmp(persons[same].entity.id, persons->entity.id) == 0)
		same++;
	return same;
}

enum err book_packs(
    struct db *db, struct arena *arena, const struct book_wish *wish, int64_t *out_n, struct fault *out_fault)
{
	const struct badge_template *as_shipped = badge_template_find(arena, "cover");
	struct crowd crowd;
	if (!as_shipped)
		return ERR_BROKEN;
	struct badge_template cover =
	    badge_template_scaled(arena, as_shipped, wish->template->width, wish->template->height);
	struct making m = make(db, arena, wish, out_fault);
	enum err err = crowd_make(&m, true, &crowd);
	if (!err && *wish->entity_id && !crowd.n)
		err = fault_set(out_fault, ERR_NOT_FOUND, "entity",
		    "Nobody of this delegation has a badge yet. Issue them first.");
	if (!err)
		people_sort(arena, crowd.persons, crowd.n, PEOPLE_FRENCH);
	for (size_t i = 0; !err && i < crowd.n;) {
		size_t n = same_entity(crowd.persons + i, crowd.n - i);
		err = draw_pack(&m, &cover, crowd.persons + i, n);
		i += n;
	}
	return finish(&m, err, out_n);
}

/* ---- nameplates ---- */

static enum err draw_nameplate(struct making *m, const struct person *person)
{
	struct badge_data data;
	arena_reset(m->scratch);
	enum err err = badge_facts(m->db, m->scratch, person, &person->badge, &data);
	if (!err)
		err = badge_facts_photo(m->db, m->scratch, person->id, m->wish->template, &data);
	if (err)
		return err;
	const struct country *country = country_find(person->entity.country);
	data.country = country ? country_name(country, m->wish->language) : "";
	err = badge_book_add(m->book, &data, m->fault);
	m->drawn += !err;
	return err;
}

/* A seat of a delegation is where each of its people sits. */
static bool sits(const struct seat_row *seat, const struct person *person)
{
	return *seat->person.id ? strcmp(seat->person.id, person->id) == 0
				: strcmp(seat->entity.id, person->entity.id) == 0;
}

/* Seat by seat, then everybody without one; equals stay as they stand. */
static enum err sort_by_seat(struct making *m, struct crowd *crowd)
{
	struct seat_row *seats;
	size_t n_seats, n = 0;
	enum err err = seat_list(m->db, m->arena, m->wish->session_id, &seats, &n_seats);
	if (err || !n_seats)
		return err;
	struct person *sorted = arena_array(m->arena, struct person, crowd->n + 1);
	bool *is_taken = arena_array(m->arena, bool, crowd->n + 1);
	for (size_t seat = 0; seat <= n_seats; seat++)
		for (size_t i = 0; i < crowd->n; i++)
			if (!is_taken[i] && (seat == n_seats || sits(&seats[seat], &crowd->persons[i]))) {
				is_taken[i] = true;
				sorted[n++] = crowd->persons[i];
			}
	crowd->persons = sorted;
	return OK;
}

enum err book_nameplates(
    struct db *db, struct arena *arena, const struct book_wish *wish, int64_t *out_n, struct fault *out_fault)
{
	struct crowd crowd;
	struct making m = make(db, arena, wish, out_fault);
	enum err err = crowd_make(&m, false, &crowd);
	if (err == ERR_NOT_FOUND && !*out_fault->detail)
		fault_set(out_fault, err, *wish->session_id ? "session" : "entity", "There is no such %s.",
		    *wish->session_id ? "session" : "delegation");
	if (!err && !crowd.n && (*wish->session_id || *wish->entity_id))
		err = fault_set(
		    out_fault, ERR_NOT_FOUND, *wish->session_id ? "session" : "entity", "Nobody is on its list yet.");
	if (!err)
		people_sort(arena, crowd.persons, crowd.n, wish->order);
	if (!err && wish->order == PEOPLE_SEATED && *wish->session_id)
		err = sort_by_seat(&m, &crowd);
	for (size_t i = 0; !err && i < crowd.n; i++)
		err = draw_nameplate(&m, &crowd.persons[i]);
	return finish(&m, err, out_n);
}

/* ---- door signs ---- */

/* Who may come in, as the categories and the points say. */
struct gate {
	const struct point *points;
	size_t n_points;
	const struct category *categories;
	size_t n_categories;
};

static bool lists(const char *words, const char *word)
{
	size_t len = strlen(word);
	for (const char *at = words; *at; at += strcspn(at, " "), at += *at == ' ')
		if (strcspn(at, " ") == len && strncmp(at, word, len) == 0)
			return true;
	return false;
}

/* A room with an entrance that names categories admits those of any of its entrances. */
static bool entrances_admit(const struct gate *gate, const char *room_id, const char *code)
{
	bool named = false;
	for (size_t i = 0; i < gate->n_points; i++) {
		const struct point *point = &gate->points[i];
		if (strcmp(point->room_id, room_id) != 0 || !*point->categories)
			continue;
		if (lists(point->categories, code))
			return true;
		named = true;
	}
	return !named;
}

static bool is_by_invitation(const struct gate *gate, const char *room_id)
{
	for (size_t i = 0; i < gate->n_points; i++)
		if (strcmp(gate->points[i].room_id, room_id) == 0 && gate->points[i].by_invitation)
			return true;
	return false;
}

/* The categories in words of that language; `out_all` says whether those are all there are. */
static const char *admitted_by(
    struct arena *arena, const struct gate *gate, const char *room_id, enum lang lang, bool *out_all)
{
	struct buf words = { 0 };
	size_t n = 0;
	for (size_t i = 0; i < gate->n_categories; i++) {
		const struct category *category = &gate->categories[i];
		if ((*category->rooms && !lists(category->rooms, room_id)) ||
		    !entrances_admit(gate, room_id, category->code))
			continue;
		const char *said = *category->words[lang] ? category->words[lang] : category->words[LANG_EN];
		buf_printf(&words, "%s%s", n++ ? " · " : "", said);
	}
	*out_all = n == gate->n_categories;
	return buf_keep(&words, arena);
}

/* What the sign says in one language. */
struct saying {
	const char *room, *seats, *admits;
};

static const char *room_name(const struct agenda_rows *rows, const struct room_row *room, const char *language)
{
	for (size_t i = 0; i < rows->n_room_texts; i++) {
		const struct room_text_row *text = &rows->room_texts[i];
		if (strcmp(text->room_id, room->id) == 0 && strcmp(text->language, language) == 0 && *text->name)
			return text->name;
	}
	return room->name;
}

static struct saying say(struct arena *arena, const struct agenda_rows *rows, const struct room_row *room,
    const struct gate *gate, const char *language)
{
	enum lang lang;
	bool everybody;
	if (!lang_parse(language, &lang))
		return (struct saying){ "", "", "" };
	const char *categories = admitted_by(arena, gate, room->id, lang, &everybody);
	return (struct saying){ room_name(rows, room, language), door_sign_seats(arena, language, room->capacity),
		door_sign_admits(arena, language, everybody, categories, is_by_invitation(gate, room->id)) };
}

/* A room that is called the same in both languages is named once. */
static enum err draw_sign(struct making *m, const struct badge_data *day, const struct agenda_rows *rows,
    const struct room_row *room, const struct gate *gate)
{
	struct badge_data data = *day;
	struct saying first = say(m->arena, rows, room, gate, m->wish->language);
	struct saying second = say(m->arena, rows, room, gate, m->wish->second);
	data.room = first.room;
	data.room_seats = first.seats;
	data.room_allowed = first.admits;
	data.room_other = strcmp(first.room, second.room) == 0 ? "" : second.room;
	data.room_seats_other = second.seats;
	data.room_allowed_other = second.admits;
	data.language = strcmp(m->wish->second, "zh") == 0 ? m->wish->second : m->wish->language;
	data.arrow = m->wish->arrow;
	enum err err = badge_book_add(m->book, &data, m->fault);
	m->drawn += !err;
	return err;
}

enum err book_sign_languages(const char *first, const char *second, struct book_wish *wish, struct fault *out_fault)
{
	const char *language = *first ? first : "en";
	const char *beside = *second ? second : strcmp(language, "fr") == 0 ? "en" : "fr";
	bool is_alone = strcmp(beside, "none") == 0 || strcmp(beside, language) == 0;
	if (!language_is_official(language))
		return fault_set(out_fault, ERR_QUERY, "lang", "The language is one of en, fr, es, ar, ru, zh.");
	if (!is_alone && !language_is_official(beside))
		return fault_set(
		    out_fault, ERR_QUERY, "second", "The second language is one of en, fr, es, ar, ru, zh, or none.");
	wish->language = language;
	wish->second = is_alone ? "" : beside;
	return OK;
}

enum err book_door_signs(
    struct db *db, struct arena *arena, const struct book_wish *wish, int64_t *out_n, struct fault *out_fault)
{
	struct agenda_rows rows;
	struct badge_data day;
	struct point *points;
	struct category *categories;
	struct gate gate = { 0 };
	struct making m = make(db, arena, wish, out_fault);
	enum lang lang = LANG_EN;
	lang_parse(wish->language, &lang);
	enum err err = agenda_rows_get(db, arena, "", &rows);
	if (!err)
		err = badge_facts_day(db, arena, lang, &day);
	if (!err)
		err = point_all(db, arena, &points, &gate.n_points);
	if (!err)
		err = category_list(db, arena, &categories, &gate.n_categories);
	if (!err) {
		gate.points = points;
		gate.categories = categories;
	}
	for (size_t i = 0; !err && i < rows.n_rooms; i++)
		if (!*wish->room_id || strcmp(rows.rooms[i].id, wish->room_id) == 0)
			err = draw_sign(&m, &day, &rows, &rows.rooms[i], &gate);
	if (!err && *wish->room_id && !m.drawn)
		err = fault_set(out_fault, ERR_NOT_FOUND, "room", "There is no such room.");
	return finish(&m, err, out_n);
}
