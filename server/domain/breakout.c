/* See breakout.h. */
#include "domain/breakout.h"

#include "base/id.h"
#include "domain/country.h"
#include "domain/plain_text.h"
#include "domain/vocabulary.h"
#include "store/people.h"

#include <stdlib.h>
#include <string.h>

enum { NAME_MAX_CHARS = 80, CAPACITY_MAX = 1000 };

/* ---- reading ---- */

static bool moderates(const struct breakout *b, const char *person_id)
{
	for (size_t i = 0; i < b->n_groups; i++)
		if (strcmp(b->groups[i].moderator_id, person_id) == 0)
			return true;
	return false;
}

static void leave_moderators_out(struct breakout *b)
{
	size_t kept = 0;
	for (size_t i = 0; i < b->n_members; i++)
		if (!moderates(b, b->members[i].person.id))
			b->members[kept++] = b->members[i];
	b->n_members = kept;
}

static enum err load(struct db *db, struct arena *arena, const char *session_id, struct breakout *out_breakout)
{
	struct breakout_row row;
	struct breakout b = { .session_id = session_id };
	enum err err = breakout_row_get(db, session_id, &row);
	if (!err)
		err = group_list(db, arena, session_id, &b.groups, &b.n_groups);
	if (!err)
		err = group_members(db, arena, session_id, &b.members, &b.n_members);
	if (err)
		return err;
	b.version = row.version;
	b.assigned_at = row.assigned_at;
	leave_moderators_out(&b);
	*out_breakout = b;
	return OK;
}

enum err breakout_get(struct db *db, struct arena *arena, const char *session_id, struct breakout *out_breakout)
{
	int64_t version;
	enum err err = session_version(db, session_id, &version);
	return err ? err : load(db, arena, session_id, out_breakout);
}

const struct group_row *breakout_group_find(const struct breakout *b, const char *group_id)
{
	for (size_t i = 0; i < b->n_groups; i++)
		if (strcmp(b->groups[i].id, group_id) == 0)
			return &b->groups[i];
	return NULL;
}

size_t breakout_size(const struct breakout *b, const char *group_id)
{
	size_t size = 0;
	for (size_t i = 0; i < b->n_members; i++)
		size += strcmp(b->members[i].group_id, group_id) == 0;
	return size;
}

const char *breakout_region(const struct person *person)
{
	const struct country *country = country_find(person->entity.country);
	return country ? country_region_key(country) : "";
}

static struct group_member *member_find(const struct breakout *b, const char *person_id)
{
	for (size_t i = 0; i < b->n_members; i++)
		if (strcmp(b->members[i].person.id, person_id) == 0)
			return &b->members[i];
	return NULL;
}

/* ---- what every change ends with ---- */

static enum err raise_version(struct tx *tx, const struct breakout *b, int64_t assigned_at)
{
	return breakout_row_put(tx_db(tx), &(struct breakout_row){ b->session_id, b->version + 1, assigned_at });
}

/* The topic is public, so what the journal says openly are numbers; whose place it was is sealed with their key. */
static enum err note(struct tx *tx, const struct breakout *b, const char *action, const char *data,
    const char *person_id, const char *group_id)
{
	const char *personal = person_id ? arena_printf(tx_arena(tx), "{\"groups\":\"%s\"}", group_id) : NULL;
	return tx_journal(tx, &(struct journal_note){ .topic = "groups",
				  .action = action,
				  .subject = b->session_id,
				  .version = b->version + 1,
				  .data = data,
				  .person = person_id,
				  .personal = personal });
}

static enum err finish(struct tx *tx, const struct breakout *b, struct breakout *out_breakout)
{
	return load(tx_db(tx), tx_arena(tx), b->session_id, out_breakout);
}

/* ---- groups ---- */

static enum err check_room(struct tx *tx, const char *field, const char *id)
{
	bool exists = true;
	enum err err = id && *id ? room_exists(tx_db(tx), id, &exists) : OK;
	return err || exists ? err : fault_set(tx_fault(tx), ERR_INVALID, field, "There is no room \"%.40s\".", id);
}

static enum err check_person(struct tx *tx, const char *field, const char *id)
{
	struct person person;
	enum err err = id && *id ? person_get(tx_db(tx), tx_arena(tx), id, &person) : ERR_NOT_FOUND;
	bool counts = !err && strcmp(person.state, "merged") != 0 && strcmp(person.state, "declined") != 0;
	if (counts || (err && err != ERR_NOT_FOUND))
		return err;
	return fault_set(
	    tx_fault(tx), ERR_INVALID, field, "There is nobody with the id \"%.40s\" to come.", id ? id : "");
}

/* `at` says which of several it is: "groups[2]."; "" for one alone. */
static const char *field_of(struct tx *tx, const char *at, const char *name)
{
	return arena_printf(tx_arena(tx), "%s%s", at, name);
}

static enum err check_form(struct tx *tx, const struct group_form *form, const char *at)
{
	const char *name = field_of(tx, at, "name"), *capacity = field_of(tx, at, "capacity");
	enum err err = plain_text_check(tx_fault(tx), name, form->name, NAME_MAX_CHARS);
	if (!err && form->name && !*form->name)
		err = fault_set(tx_fault(tx), ERR_INVALID, name, "A group needs a name.");
	if (!err && form->capacity && (form->capacity < 1 || form->capacity > CAPACITY_MAX))
		err = fault_set(tx_fault(tx), ERR_INVALID, capacity, "A group has 1 to %d places.", CAPACITY_MAX);
	if (!err && form->language && *form->language && !language_is_official(form->language))
		err = fault_set(tx_fault(tx), ERR_INVALID, field_of(tx, at, "language"),
		    "The language is one of en, fr, es, ar, ru, zh, or none.");
	if (!err)
		err = check_room(tx, field_of(tx, at, "room"), form->room_id);
	if (!err && form->moderator_id && *form->moderator_id)
		err = check_person(tx, field_of(tx, at, "moderator"), form->moderator_id);
	return err;
}

static const char *said_or(const char *said, const char *otherwise)
{
	return said ? said : otherwise;
}

static void fill(struct group_row *group, const struct group_form *form)
{
	group->name = said_or(form->name, group->name);
	group->room_id = said_or(form->room_id, group->room_id);
	group->language = said_or(form->language, group->language);
	group->moderator_id = said_or(form->moderator_id, group->moderator_id);
	group->capacity = form->capacity ? form->capacity : group->capacity;
}

static enum err add_group(struct tx *tx, const struct breakout *b, const struct group_form *form, size_t i)
{
	const char *at = arena_printf(tx_arena(tx), "groups[%zu].", i);
	struct id id = tx_new_id(tx);
	struct group_row group = { .id = id.text,
		.version = 1,
		.session_id = b->session_id,
		.room_id = "",
		.language = "",
		.moderator_id = "",
		.position = b->n_groups ? b->groups[b->n_groups - 1].position + 1 + (int64_t)i : (int64_t)i + 1 };
	if (!form->name || !form->capacity)
		return fault_set(tx_fault(tx), ERR_FIELD_MISSING, field_of(tx, at, form->name ? "capacity" : "name"),
		    "A group needs a name and how many places it has.");
	enum err err = check_form(tx, form, at);
	if (err)
		return err;
	fill(&group, form);
	return group_put(tx_db(tx), &group);
}

enum err breakout_add_groups(
    struct tx *tx, const char *session_id, const struct group_form *forms, size_t n, struct breakout *out_breakout)
{
	struct breakout b;
	enum err err = breakout_get(tx_db(tx), tx_arena(tx), session_id, &b);
	if (err)
		return err;
	if (!n || b.n_groups + n > BREAKOUT_GROUPS_MAX)
		return fault_set(
		    tx_fault(tx), ERR_INVALID, "groups", "A session has 1 to %d groups.", BREAKOUT_GROUPS_MAX);
	err = raise_version(tx, &b, b.assigned_at);
	for (size_t i = 0; !err && i < n; i++)
		err = add_group(tx, &b, &forms[i], i);
	if (!err)
		err = note(tx, &b, "groups.add", arena_printf(tx_arena(tx), "{\"added\":%zu}", n), NULL, NULL);
	return err ? err : finish(tx, &b, out_breakout);
}

/* The group and all of its session. */
static enum err find(struct tx *tx, const char *group_id, struct group_row *out_group, struct breakout *out_breakout)
{
	enum err err = group_get(tx_db(tx), tx_arena(tx), group_id, out_group);
	return err ? err : load(tx_db(tx), tx_arena(tx), out_group->session_id, out_breakout);
}

enum err breakout_edit_group(
    struct tx *tx, const char *group_id, int64_t version, const struct group_form *form, struct group_row *out_group)
{
	struct group_row group;
	struct breakout b;
	enum err err = find(tx, group_id, &group, &b);
	if (err)
		return err;
	if (group.version != version) {
		*out_group = group;
		return fault_set(tx_fault(tx), ERR_STALE, NULL, NULL);
	}
	err = check_form(tx, form, "");
	if (!err && form->capacity && (size_t)form->capacity < breakout_size(&b, group_id))
		err = fault_set(tx_fault(tx), ERR_INVALID, "capacity",
		    "%zu people are in this group. Take some out before you make it smaller.",
		    breakout_size(&b, group_id));
	if (err)
		return err;
	fill(&group, form);
	group.version++;
	err = group_put(tx_db(tx), &group);
	if (!err)
		err = raise_version(tx, &b, b.assigned_at);
	if (!err)
		err = note(tx, &b, "groups.edit", NULL, NULL, NULL);
	return err ? err : group_get(tx_db(tx), tx_arena(tx), group_id, out_group);
}

enum err breakout_remove_group(struct tx *tx, const char *group_id, struct breakout *out_breakout)
{
	struct group_row group;
	struct breakout b;
	enum err err = find(tx, group_id, &group, &b);
	if (!err)
		err = group_remove(tx_db(tx), group_id);
	if (!err)
		err = raise_version(tx, &b, b.assigned_at);
	if (!err)
		err = note(tx, &b, "groups.remove", NULL, NULL, NULL);
	return err ? err : finish(tx, &b, out_breakout);
}

/* ---- wishes ---- */

static enum err check_wishes(struct tx *tx, const struct breakout *b, const char *const *wishes, size_t n)
{
	if (n > BREAKOUT_WISHES)
		return fault_set(tx_fault(tx), ERR_INVALID, "wishes", "At most %d wishes count.", BREAKOUT_WISHES);
	for (size_t i = 0; i < n; i++) {
		if (!breakout_group_find(b, wishes[i]))
			return fault_set(
			    tx_fault(tx), ERR_INVALID, "wishes", "This session has no group \"%.40s\".", wishes[i]);
		for (size_t k = 0; k < i; k++)
			if (strcmp(wishes[k], wishes[i]) == 0)
				return fault_set(tx_fault(tx), ERR_INVALID, "wishes", "A group is wished for once.");
	}
	return OK;
}

static const char *joined(struct arena *arena, const char *const *words, size_t n)
{
	const char *text = "";
	for (size_t i = 0; i < n; i++)
		text = arena_printf(arena, "%s%s%s", text, i ? " " : "", words[i]);
	return text;
}

static enum err check_crowd(struct tx *tx, const struct breakout *b)
{
	return b->n_members < BREAKOUT_PEOPLE_MAX
		   ? OK
		   : fault_set(tx_fault(tx), ERR_CONFLICT, "person", "Groups are made for %d people at most.",
			 BREAKOUT_PEOPLE_MAX);
}

enum err breakout_wish(
    struct tx *tx, const char *session_id, const char *person_id, const char *const *wishes, size_t n)
{
	struct breakout b;
	enum err err = breakout_get(tx_db(tx), tx_arena(tx), session_id, &b);
	if (!err)
		err = check_person(tx, "person", person_id);
	if (!err)
		err = check_wishes(tx, &b, wishes, n);
	if (err)
		return err;
	struct group_member *known = member_find(&b, person_id);
	struct group_member member = { .person.id = person_id,
		.group_id = known ? known->group_id : "",
		.rule = known ? known->rule : "",
		.wishes = joined(tx_arena(tx), wishes, n) };
	if (known && strcmp(known->wishes, member.wishes) == 0 && n)
		return OK;
	err = known ? OK : check_crowd(tx, &b);
	if (!err)
		err = raise_version(tx, &b, b.assigned_at);
	if (!err)
		err = group_member_put(tx_db(tx), session_id, &member);
	return err ? err : note(tx, &b, "groups.wish", NULL, person_id, member.wishes);
}

enum err breakout_forget(struct tx *tx, const char *session_id, const char *person_id)
{
	struct breakout b;
	enum err err = breakout_get(tx_db(tx), tx_arena(tx), session_id, &b);
	if (err)
		return err;
	if (!member_find(&b, person_id))
		return ERR_NOT_FOUND;
	err = group_member_drop(tx_db(tx), session_id, person_id);
	if (!err)
		err = raise_version(tx, &b, b.assigned_at);
	return err ? err : note(tx, &b, "groups.forget", NULL, person_id, "");
}

/* ---- assigning ---- */

static int index_of(const struct breakout *b, const char *group_id, size_t len)
{
	for (size_t i = 0; i < b->n_groups; i++)
		if (strlen(b->groups[i].id) == len && strncmp(b->groups[i].id, group_id, len) == 0)
			return (int)i;
	return BREAKOUT_NOWHERE;
}

/* Wishes for groups that are gone are passed over. */
static struct breakout_person to_place(const struct breakout *b, const struct group_member *m, bool keep_by_hand)
{
	struct breakout_person person = { .id = m->person.id,
		.region = breakout_region(&m->person),
		.type = m->person.entity.type,
		.language = m->person.language,
		.group = index_of(b, m->group_id, strlen(m->group_id)) };
	for (const char *at = m->wishes; *at; at += strcspn(at, " "), at += *at == ' ') {
		int group = index_of(b, at, strcspn(at, " "));
		if (group != BREAKOUT_NOWHERE && person.n_wishes < BREAKOUT_WISHES)
			person.wishes[person.n_wishes++] = group;
	}
	if (keep_by_hand && breakout_rule_find(m->rule) == BREAKOUT_BY_HAND && person.group != BREAKOUT_NOWHERE)
		person.rule = BREAKOUT_BY_HAND;
	return person;
}

static enum err keep(struct tx *tx, const struct breakout *b, const struct breakout_person *people)
{
	enum err err = OK;
	for (size_t i = 0; !err && i < b->n_members; i++) {
		struct group_member m = b->members[i];
		m.group_id = people[i].group == BREAKOUT_NOWHERE ? "" : b->groups[people[i].group].id;
		m.rule = breakout_rule_key(people[i].rule);
		bool same =
		    strcmp(m.group_id, b->members[i].group_id) == 0 && strcmp(m.rule, b->members[i].rule) == 0;
		err = same ? OK : group_member_put(tx_db(tx), b->session_id, &m);
	}
	return err;
}

static enum err note_score(struct tx *tx, const struct breakout *b, const struct breakout_score *score)
{
	const char *data = arena_printf(tx_arena(tx), "{\"people\":%zu,\"placed\":%lld,\"wishes\":%lld}",
	    b->n_members, (long long)score->placed, (long long)score->wishes);
	return note(tx, b, "groups.assign", data, NULL, NULL);
}

enum err breakout_assign_all(struct tx *tx, const char *session_id, bool keep_by_hand, struct breakout *out_breakout)
{
	struct arena *arena = tx_arena(tx);
	struct breakout_group groups[BREAKOUT_GROUPS_MAX];
	struct breakout b;
	enum err err = breakout_get(tx_db(tx), arena, session_id, &b);
	if (err)
		return err;
	if (!b.n_groups || b.n_members > BREAKOUT_PEOPLE_MAX)
		return fault_set(tx_fault(tx), ERR_CONFLICT, NULL,
		    b.n_groups ? "Too many people take part to be assigned at once."
			       : "This session has no groups yet. Make them first.");
	struct breakout_person *people = arena_array(arena, struct breakout_person, b.n_members + 1);
	for (size_t i = 0; i < b.n_groups; i++)
		groups[i] = (struct breakout_group){ arena_printf(arena, "%08lld", (long long)b.groups[i].position),
			(int)b.groups[i].capacity, b.groups[i].language };
	for (size_t i = 0; i < b.n_members; i++)
		people[i] = to_place(&b, &b.members[i], keep_by_hand);
	breakout_assign(arena, groups, b.n_groups, people, b.n_members);
	struct breakout_score score = breakout_score(arena, groups, b.n_groups, people, b.n_members);
	err = keep(tx, &b, people);
	if (!err)
		err = raise_version(tx, &b, tx_now(tx));
	if (!err)
		err = note_score(tx, &b, &score);
	return err ? err : finish(tx, &b, out_breakout);
}

/* ---- by hand ---- */

static enum err check_place(
    struct tx *tx, const struct breakout *b, const struct group_row *group, const char *person_id)
{
	const struct group_member *known = member_find(b, person_id);
	enum err err = check_person(tx, "person", person_id);
	if (err)
		return err;
	if (moderates(b, person_id))
		return fault_set(
		    tx_fault(tx), ERR_CONFLICT, "person", "They moderate a group of this session already.");
	bool is_in_it = known && strcmp(known->group_id, group->id) == 0;
	if (!is_in_it && breakout_size(b, group->id) >= (size_t)group->capacity)
		return fault_set(tx_fault(tx), ERR_CONFLICT, "person",
		    "%s is full: %lld places. Take somebody out first, or make it larger.", group->name,
		    (long long)group->capacity);
	return known ? OK : check_crowd(tx, b);
}

enum err breakout_place(struct tx *tx, const char *group_id, const char *person_id, struct breakout *out_breakout)
{
	struct group_row group;
	struct breakout b;
	enum err err = find(tx, group_id, &group, &b);
	if (!err)
		err = check_place(tx, &b, &group, person_id);
	if (err)
		return err;
	const struct group_member *known = member_find(&b, person_id);
	struct group_member member = { .person.id = person_id,
		.group_id = group_id,
		.rule = breakout_rule_key(BREAKOUT_BY_HAND),
		.wishes = known ? known->wishes : "" };
	err = group_member_put(tx_db(tx), b.session_id, &member);
	if (!err)
		err = raise_version(tx, &b, b.assigned_at);
	if (!err)
		err = note(tx, &b, "groups.place", NULL, person_id, group_id);
	return err ? err : finish(tx, &b, out_breakout);
}

enum err breakout_take_out(struct tx *tx, const char *group_id, const char *person_id, struct breakout *out_breakout)
{
	struct group_row group;
	struct breakout b;
	enum err err = find(tx, group_id, &group, &b);
	if (err)
		return err;
	const struct group_member *known = member_find(&b, person_id);
	if (!known || strcmp(known->group_id, group_id) != 0)
		return ERR_NOT_FOUND;
	struct group_member member = *known;
	member.group_id = "";
	member.rule = breakout_rule_key(BREAKOUT_WAITING);
	err = group_member_put(tx_db(tx), b.session_id, &member);
	if (!err)
		err = raise_version(tx, &b, b.assigned_at);
	if (!err)
		err = note(tx, &b, "groups.take_out", NULL, person_id, group_id);
	return err ? err : finish(tx, &b, out_breakout);
}
