/* Wishes from a file: registration_id,wish1,wish2,wish3. See breakout.h. */
#include "domain/breakout.h"
#include "domain/fold.h"
#include "domain/import_table.h"

#include <stdlib.h>
#include <string.h>

enum { W_REGISTRATION, W_FIRST, W_SECOND, W_THIRD, W_MAX };
static const struct import_column COLUMNS[W_MAX] = {
	[W_REGISTRATION] = { "registration_id", { "registration", "registration number", "id", "numéro d'inscription",
						    "inscription", "número de inscripción", "inscripción",
						    "رقم التسجيل", "регистрационный номер", "注册号", "注册编号" } },
	[W_FIRST] = { "wish1", { "first wish", "wish", "first choice", "premier choix", "choix 1", "primera opción",
				   "الاختيار الأول", "первый выбор", "第一志愿" } },
	[W_SECOND] = { "wish2", { "second wish", "second choice", "deuxième choix", "choix 2", "segunda opción",
				    "الاختيار الثاني", "второй выбор", "第二志愿" } },
	[W_THIRD] = { "wish3", { "third wish", "third choice", "troisième choix", "choix 3", "tercera opción",
				   "الاختيار الثالث", "третий выбор", "第三志愿" } },
};

struct wishes_job {
	struct import_job job; /* first: rows come with it */
	struct breakout breakout;
};

/* A group by its number, or by its name in any case; NULL when it is neither. */
static const struct group_row *group_said(const struct wishes_job *wishes, const char *text)
{
	struct arena *arena = tx_arena(wishes->job.tx);
	const struct breakout *b = &wishes->breakout;
	const char *folded = fold_plain(arena, text);
	char *end;
	unsigned long number = strtoul(text, &end, 10);
	for (size_t i = 0; i < b->n_groups; i++)
		if (strcmp(folded, fold_plain(arena, b->groups[i].name)) == 0)
			return &b->groups[i];
	return !*end && number >= 1 && number <= b->n_groups ? &b->groups[number - 1] : NULL;
}

/* The ids of the wishes of this row; NULL after refusing it. */
static const char *wishes_of(struct wishes_job *wishes)
{
	struct import_job *job = &wishes->job;
	const char *ids = "";
	for (size_t column = W_FIRST; column <= W_THIRD; column++) {
		const char *said = import_said(job, column);
		const struct group_row *group = said ? group_said(wishes, said) : NULL;
		if (said && !group) {
			import_refuse(job, COLUMNS[column].key, "This session has no group \"%.60s\".", said);
			return NULL;
		}
		if (group && strstr(ids, group->id))
			import_remark(job, COLUMNS[column].key, "\"%.60s\" stands there already.", said);
		else if (group)
			ids = arena_printf(tx_arena(job->tx), "%s%s%s", ids, *ids ? " " : "", group->id);
	}
	return ids;
}

static struct group_member member_now(const struct breakout *b, const char *person_id)
{
	for (size_t i = 0; i < b->n_members; i++)
		if (strcmp(b->members[i].person.id, person_id) == 0)
			return b->members[i];
	return (struct group_member){ .person.id = person_id, .group_id = "", .rule = "", .wishes = NULL };
}

static enum err wish_row(struct import_job *job)
{
	struct wishes_job *wishes = (struct wishes_job *)job;
	const char *registration = import_cell(job, W_REGISTRATION), *ids = wishes_of(wishes);
	struct person person;
	if (!ids)
		return OK;
	enum err err = person_by_registration(tx_db(job->tx), tx_arena(job->tx), registration, &person);
	if (err == ERR_NOT_FOUND) {
		import_refuse(job, "registration_id", "There is nobody with the number \"%.40s\".", registration);
		return OK;
	}
	if (err)
		return err;
	struct group_member member = member_now(&wishes->breakout, person.id);
	bool same = member.wishes && strcmp(member.wishes, ids) == 0;
	job->report.same += same;
	job->report.changed += member.wishes && !same;
	job->report.added += !member.wishes;
	member.wishes = ids;
	return same ? OK : group_member_put(tx_db(job->tx), wishes->breakout.session_id, &member);
}

static enum err check_size(struct tx *tx, const char *session_id)
{
	struct breakout b;
	enum err err = breakout_get(tx_db(tx), tx_arena(tx), session_id, &b);
	if (!err && b.n_members > BREAKOUT_PEOPLE_MAX)
		err = fault_set(
		    tx_fault(tx), ERR_INVALID, NULL, "Groups are made for %d people at most.", BREAKOUT_PEOPLE_MAX);
	return err;
}

enum err breakout_import_wishes(struct tx *tx, const char *csv, size_t len, const struct import_options *options,
    struct import_report *out_report)
{
	struct wishes_job wishes = { .job = { .tx = tx,
					 .options = options,
					 .columns = COLUMNS,
					 .n_columns = W_MAX,
					 .required = "registration_id wish1",
					 .row = wish_row } };
	struct breakout *b = &wishes.breakout;
	enum err err = breakout_get(tx_db(tx), tx_arena(tx), options->session_id, b);
	if (err == ERR_NOT_FOUND)
		return fault_set(tx_fault(tx), ERR_QUERY, "session", "Say for which session these wishes are.");
	if (err)
		return err;
	struct breakout_row row = { options->session_id, b->version + 1, b->assigned_at };
	err = breakout_row_put(tx_db(tx), &row);
	if (!err)
		err = import_table(&wishes.job, csv, len, out_report);
	if (!err)
		err = check_size(tx, row.session_id);
	if (err)
		return err;
	const char *data =
	    arena_printf(tx_arena(tx), "{\"added\":%zu,\"changed\":%zu}", out_report->added, out_report->changed);
	return tx_journal(tx, &(struct journal_note){ .topic = "groups",
				  .action = "groups.import",
				  .subject = row.session_id,
				  .version = row.version,
				  .data = data });
}
