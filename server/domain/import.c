/* What the columns of participants and of rates mean. People go through participant_add and participant_edit: an
 * import can do nothing that a desk cannot. Pledges are import_pledges.c. */
#include "domain/import.h"

#include "domain/country.h"
#include "domain/fold.h"
#include "domain/import_table.h"
#include "domain/money.h"
#include "domain/participant.h"
#include "domain/vocabulary.h"
#include "store/people.h"
#include "store/write.h"

#include <search.h>
#include <stdio.h>
#include <string.h>

/* ---- participants ---- */

enum {
	P_REGISTRATION,
	P_FAMILY,
	P_GIVEN,
	P_DISPLAY,
	P_LATIN,
	P_TITLE,
	P_ENTITY,
	P_ENTITY_TYPE,
	P_COUNTRY,
	P_CATEGORY,
	P_ROLES,
	P_EMAIL,
	P_LANGUAGE,
	P_STATE,
	P_GENDER,
	P_COLLECTOR,
	P_LETTER,
	P_EXPECTED,
	P_HOST,
	P_REMOTE,
	P_MAX
};
static const struct import_column PARTICIPANT_COLUMNS[P_MAX] = {
	[P_REGISTRATION] = { "registration_id", { "registration", "registration number", "id", "numéro d'inscription",
						    "inscription", "número de inscripción", "inscripción",
						    "رقم التسجيل", "регистрационный номер", "注册号", "注册编号" } },
	[P_FAMILY] = { "family_name", { "family", "last name", "surname", "nom", "nom de famille", "apellido",
					  "apellidos", "اسم العائلة", "اللقب", "фамилия", "姓", "姓氏" } },
	[P_GIVEN] = { "given_name", { "given", "first name", "forename", "prénom", "prénoms", "nombre", "nombres",
					"الاسم الأول", "الاسم", "имя", "名", "名字" } },
	[P_DISPLAY] = { "display",
	    { "display name", "badge name", "name", "full name", "nom complet", "nom sur le badge", "nombre completo",
		"الاسم الكامل", "полное имя", "фио", "姓名", "全名" } },
	[P_LATIN] = { "name_latin",
	    { "latin name", "passport name", "nom latin", "nom du passeport", "nombre latino",
		"nombre en el pasaporte", "الاسم باللاتينية", "имя латиницей", "拉丁姓名", "护照姓名" } },
	[P_TITLE] = { "title", { "job title", "function", "position", "titre", "fonction", "cargo", "título",
				   "المنصب", "اللقب الوظيفي", "должность", "职务", "头衔" } },
	[P_ENTITY] = { "entity",
	    { "organization", "organisation", "company", "affiliation", "entité", "organisme", "entidad",
		"organización", "الكيان", "المنظمة", "организация", "实体", "单位", "机构" } },
	[P_ENTITY_TYPE] = { "entity_type", { "type of entity", "type", "type d'entité", "tipo de entidad",
					       "نوع الكيان", "тип организации", "实体类型", "机构类型" } },
	[P_COUNTRY] = { "country", { "pays", "país", "البلد", "страна", "国家", "country code" } },
	[P_CATEGORY] = { "category", { "badge category", "catégorie", "categoría", "الفئة", "категория", "类别" } },
	[P_ROLES] = { "roles",
	    { "role", "rôle", "rôles", "función", "funciones", "الدور", "الأدوار", "роль", "роли", "角色" } },
	[P_EMAIL] = { "email", { "e-mail", "mail", "courriel", "adresse électronique", "correo electrónico", "correo",
				   "البريد الإلكتروني", "электронная почта", "эл. почта", "电子邮件", "邮箱" } },
	[P_LANGUAGE] = { "language", { "langue", "idioma", "اللغة", "язык", "语言", "语文" } },
	[P_GENDER] = { "gender", { "sex", "genre", "sexe", "género", "sexo", "النوع", "الجنس", "пол", "性别" } },
	[P_COLLECTOR] = { "collector", { "badge collector", "collected by", "personne autorisée",
					   "persona autorizada", "المفوض بالاستلام", "доверенное лицо", "代领人" } },
	[P_LETTER] = { "letter",
	    { "letter of accreditation", "accreditation", "lettre d'accréditation", "carta de acreditación",
		"خطاب الاعتماد", "аккредитационное письмо", "委任书" } },
	[P_EXPECTED] = { "expected_on", { "expected", "arrival date", "date d'arrivée", "fecha de llegada",
					    "تاريخ الوصول", "дата прибытия", "抵达日期" } },
	[P_HOST] = { "host",
	    { "accompanies", "guest of", "accompagne", "acompaña a", "مرافق لـ", "сопровождает", "陪同" } },
	[P_REMOTE] = { "remote",
	    { "remote participant", "à distance", "a distancia", "عن بُعد", "дистанционно", "远程" } },
	[P_STATE] = { "state", { "status", "état", "statut", "estado", "الحالة", "статус", "状态" } },
};

const char *import_word(struct arena *arena, const struct word *words, size_t n, const char *text)
{
	const char *folded = fold_plain(arena, text);
	for (size_t i = 0; i < n; i++) {
		if (!strcmp(folded, fold_plain(arena, words[i].key)))
			return words[i].key;
		for (size_t lang = 0; lang < VOCABULARY_LANGUAGES; lang++)
			if (!strcmp(folded, fold_plain(arena, words[i].words[lang])))
				return words[i].key;
	}
	return NULL;
}

/* The job, the categories as they are now, and the registration IDs that this file had already. */
struct participants_job {
	struct import_job job; /* first: rows come with it */
	struct category *categories;
	size_t n_categories;
	void *seen;
};

/* A code in any case, or the words of a category in one of the six languages. */
static const char *category_code(const struct participants_job *participants, const char *text)
{
	struct arena *arena = tx_arena(participants->job.tx);
	const char *folded = NULL;
	for (size_t i = 0; i < participants->n_categories; i++)
		if (!strcasecmp(text, participants->categories[i].code))
			return participants->categories[i].code;
	for (size_t i = 0; i < participants->n_categories; i++) {
		folded = folded ? folded : fold_plain(arena, text);
		for (size_t lang = 0; lang < CATEGORY_LANGUAGES; lang++)
			if (!strcmp(folded, fold_plain(arena, participants->categories[i].words[lang])))
				return participants->categories[i].code;
	}
	return NULL;
}

const char *import_language(struct arena *arena, const char *text)
{
	static const char *const NAMES[][2] = { { "english", "en" }, { "anglais", "en" }, { "francais", "fr" },
		{ "french", "fr" }, { "espanol", "es" }, { "spanish", "es" }, { "العربيه", "ar" }, { "arabic", "ar" },
		{ "русскии", "ru" }, { "russian", "ru" }, { "中文", "zh" }, { "chinese", "zh" } };
	const char *folded = fold_plain(arena, text);
	for (size_t i = 0; i < sizeof NAMES / sizeof *NAMES; i++)
		if (!strcmp(folded, NAMES[i][0]))
			return NAMES[i][1];
	const char *code = arena_copy(arena, folded, strcspn(folded, " "));
	return language_is_official(code) ? code : NULL;
}

/* Replaces the words of a form by keys; false when the row was refused. */
static bool translate(struct import_job *job, struct participant_form *form)
{
	struct arena *arena = tx_arena(job->tx);
	size_t refused = job->report.refused;
	const char *type = form->entity_type, *category = form->category, *language = form->language;
	if (type && !(form->entity_type = import_word(arena, ENTITY_TYPES, ENTITY_TYPES_N, type)))
		import_refuse(job, "entity_type", "\"%.60s\" is none of the seven entity types.", type);
	else if (category && !(form->category = category_code((struct participants_job *)job, category)))
		import_refuse(job, "category", "There is no category \"%.40s\".", category);
	else if (language && !(form->language = import_language(arena, language)))
		import_refuse(job, "language", "\"%.40s\" is none of en, fr, es, ar, ru, zh.", language);
	else if (form->entity_country)
		form->entity_country = import_country(job, "country", form->entity_country);
	return job->report.refused == refused;
}

static const char *roles_clean(struct import_job *job)
{
	const char *said = import_cell(job, P_ROLES);
	char *roles = said ? arena_dup(tx_arena(job->tx), said) : NULL;
	for (char *c = roles; c && *c; c++)
		if (strchr(",;|", *c))
			*c = ' ';
	return roles;
}

/* "F" or "female" is f; a word of another list is left for the use case to refuse. */
static const char *gender_letter(struct import_job *job)
{
	static const char *const WORDS[][2] = { { "female", "f" }, { "male", "m" } };
	const char *said = import_cell(job, P_GENDER);
	const char *folded = said ? fold_plain(tx_arena(job->tx), said) : NULL;
	for (size_t i = 0; folded && i < sizeof WORDS / sizeof *WORDS; i++)
		if (!strcmp(folded, WORDS[i][0]))
			return WORDS[i][1];
	return folded;
}

/* A cell that a spreadsheet broke into lines is one line here. */
static const char *line_of(struct import_job *job, size_t column)
{
	const char *said = import_cell(job, column);
	char *line = said ? arena_dup(tx_arena(job->tx), said) : NULL, *end = line;
	for (const char *c = line; c && *c; c++)
		if (!strchr("\r\n\t", *c))
			*end++ = *c;
		else if (end > line && end[-1] != ' ')
			*end++ = ' ';
	if (end)
		*end = '\0';
	return line;
}

static const char *line_said(struct import_job *job, size_t column)
{
	const char *line = line_of(job, column);
	return line && *line ? line : NULL;
}

static const bool *truth_of(struct import_job *job)
{
	static const bool NO = false, YES = true;
	static const char *const WORDS[] = { "yes", "true", "1", "x", "oui", "si", "نعم", "да", "是" };
	const char *said = import_cell(job, P_REMOTE);
	const char *folded = said ? fold_plain(tx_arena(job->tx), said) : NULL;
	for (size_t i = 0; folded && i < sizeof WORDS / sizeof *WORDS; i++)
		if (!strcmp(folded, fold_plain(tx_arena(job->tx), WORDS[i])))
			return &YES;
	return folded ? &NO : NULL;
}

/* The host stands in the file, or in the store, under their registration ID. NULL after refusing the row. */
static const char *host_id(struct import_job *job)
{
	struct person host;
	const char *said = import_cell(job, P_HOST);
	if (!said || !*said)
		return said;
	if (!person_by_registration(tx_db(job->tx), tx_arena(job->tx), said, &host))
		return host.id;
	import_refuse(
	    job, "host", "There is no registration \"%.40s\" to accompany; it has to stand above its guests.", said);
	return NULL;
}

static struct participant_form read_form(struct import_job *job)
{
	struct participant_form form = { .registration_id = import_said(job, P_REGISTRATION),
		.family = line_of(job, P_FAMILY),
		.given = line_of(job, P_GIVEN),
		.display = line_said(job, P_DISPLAY),
		.latin = line_said(job, P_LATIN),
		.title = line_of(job, P_TITLE),
		.collector = line_of(job, P_COLLECTOR),
		.letter = import_said(job, P_LETTER),
		.expected_on = import_cell(job, P_EXPECTED),
		.remote = truth_of(job),
		.entity_name = line_said(job, P_ENTITY),
		.entity_type = import_said(job, P_ENTITY_TYPE),
		.entity_country = import_said(job, P_COUNTRY),
		.category = import_said(job, P_CATEGORY),
		.roles = roles_clean(job),
		.email = import_cell(job, P_EMAIL),
		.language = import_said(job, P_LANGUAGE),
		.gender = gender_letter(job),
		.state = import_said(job, P_STATE) };
	/* Arrival is set at the desk; a file that was exported from here says it all the same. */
	if (form.state && !strcmp(form.state, "arrived"))
		form.state = NULL;
	return form;
}

static bool agrees(const char *said, const char *stored)
{
	return !said || !strcmp(said, stored);
}

/* An arrival stands, whatever state a file still says. */
static bool is_same(const struct participant_form *form, const struct person *person)
{
	const char *state = person->arrived_at ? NULL : form->state;
	const char *const pairs[][2] = { { form->family, person->family }, { form->given, person->given },
		{ form->display, person->display }, { form->latin, person->latin }, { form->title, person->title },
		{ form->entity_name, person->entity.name }, { form->entity_country, person->entity.country },
		{ form->category, person->category }, { form->roles, person->roles }, { form->email, person->email },
		{ form->language, person->language }, { form->gender, person->gender }, { state, person->state },
		{ form->collector, person->collector }, { form->letter, person->letter },
		{ form->expected_on, person->expected_on }, { form->host_id, person->host.id } };
	for (size_t i = 0; i < sizeof pairs / sizeof *pairs; i++)
		if (!agrees(pairs[i][0], pairs[i][1]))
			return false;
	return !form->remote || *form->remote == person->remote;
}

static int by_text(const void *a, const void *b)
{
	return strcmp(a, b);
}

static bool is_repeated(struct participants_job *participants, const char *registration_id)
{
	const char *const *found = registration_id ? tsearch(registration_id, &participants->seen, by_text) : NULL;
	return found && *found != registration_id;
}

static enum err save_participant(struct import_job *job, const struct participant_form *form)
{
	struct person person;
	enum err err = form->registration_id
			   ? person_by_registration(tx_db(job->tx), tx_arena(job->tx), form->registration_id, &person)
			   : ERR_NOT_FOUND;
	if (err == ERR_NOT_FOUND) {
		err = participant_add(job->tx, form, &person);
		job->report.added += !err;
	} else if (!err && is_same(form, &person)) {
		job->report.same++;
	} else if (!err) {
		err = participant_edit(job->tx, person.id, person.version, form, &person);
		job->report.changed += !err;
	}
	return import_judge(job, err);
}

static enum err participant_row(struct import_job *job)
{
	struct participant_form form = read_form(job);
	size_t refused = job->report.refused;
	form.host_id = host_id(job);
	if (job->report.refused > refused || !translate(job, &form))
		return OK;
	if (is_repeated((struct participants_job *)job, form.registration_id)) {
		import_refuse(job, "registration_id", "\"%.40s\" stands twice in this file.", form.registration_id);
		return OK;
	}
	return save_participant(job, &form);
}

static void keep(void *node)
{
	(void)node; /* the text is the change's */
}

enum err import_participants(struct tx *tx, const char *csv, size_t len, const struct import_options *options,
    struct import_report *out_report)
{
	struct participants_job participants = { .job = { .tx = tx,
						     .options = options,
						     .columns = PARTICIPANT_COLUMNS,
						     .n_columns = P_MAX,
						     .required =
							 "family_name entity|given_name entity|display entity",
						     .row = participant_row } };
	enum err err = category_list(tx_db(tx), tx_arena(tx), &participants.categories, &participants.n_categories);
	if (!err)
		err = import_table(&participants.job, csv, len, out_report);
	tdestroy(participants.seen, keep);
	return err;
}

/* ---- rates ---- */

enum { R_CURRENCY, R_PER_USD, R_VALID_ON, R_MAX };
static const struct import_column RATE_COLUMNS[R_MAX] = {
	[R_CURRENCY] = { "currency", { "currency code", "code", "iso", "currency iso code", "abbrev", "abbreviation",
					 "devise", "moneda", "العملة", "валюта", "货币" } },
	[R_PER_USD] = { "per_usd",
	    { "rate", "operational rate", "exchange rate", "units per usd", "units per us dollar", "1 usd", "taux",
		"taux de change", "tipo de cambio", "سعر الصرف", "курс", "汇率" } },
	[R_VALID_ON] = { "valid_on", { "effective date", "date", "valid from", "date d'effet", "fecha efectiva",
					 "fecha", "التاريخ", "дата", "生效日期", "日期" } },
};

/* "2022-06-01" as it is, "1 Jun 2022" and "01-Jun-22" as the UN's table has them; NULL otherwise. */
static const char *date_of(struct arena *arena, const char *text)
{
	static const char MONTHS[] = "janfebmaraprmayjunjulaugsepoctnovdec";
	unsigned year, month, day;
	char name[4], left;
	if (sscanf(text, "%4u-%2u-%2u%c", &year, &month, &day, &left) != 3) {
		if (sscanf(text, "%2u%*[ -]%3[A-Za-z]%*[ -]%4u%c", &day, name, &year, &left) != 3 ||
		    strlen(name) != 3)
			return NULL;
		const char *found = strcasestr(MONTHS, name);
		month = found && (found - MONTHS) % 3 == 0 ? (unsigned)(found - MONTHS) / 3 + 1 : 0;
		year += year < 100 ? 2000 : 0;
	}
	if (year < 2000 || year > 2100 || month < 1 || month > 12 || day < 1 || day > 31)
		return NULL;
	return arena_printf(arena, "%04u-%02u-%02u", year, month, day);
}

static enum err rate_row(struct import_job *job)
{
	struct arena *arena = tx_arena(job->tx);
	const char *code = import_cell(job, R_CURRENCY), *date = date_of(arena, import_cell(job, R_VALID_ON));
	const char *per_usd = import_number(job, import_cell(job, R_PER_USD)), *known, *known_on;
	int64_t cents;
	if (!currency_find(code))
		import_refuse(job, "currency", "\"%.20s\" is no currency code.", code);
	else if (!date)
		import_refuse(job, "valid_on", "\"%.40s\" is no date like 2022-06-01.", import_cell(job, R_VALID_ON));
	else if (money_to_usd(100, currency_find(code)->digits, per_usd, &cents))
		import_refuse(job, "per_usd", "\"%.40s\" is no rate like 610.7.", per_usd);
	else {
		enum err err = rate_get(tx_db(job->tx), arena, code, date, &known, &known_on);
		bool same_day = !err && !strcmp(known_on, date);
		bool same = same_day && !strcmp(known, per_usd);
		job->report.same += same;
		job->report.changed += same_day && !same;
		job->report.added += !same_day;
		return same ? OK : rate_put(tx_db(job->tx), code, date, per_usd);
	}
	return OK;
}

enum err import_rates(struct tx *tx, const char *csv, size_t len, const struct import_options *options,
    struct import_report *out_report)
{
	struct import_job job = { .tx = tx,
		.options = options,
		.columns = RATE_COLUMNS,
		.n_columns = R_MAX,
		.required = "currency per_usd valid_on",
		.row = rate_row };
	enum err err = import_table(&job, csv, len, out_report);
	if (err)
		return err;
	const char *data =
	    arena_printf(tx_arena(tx), "{\"added\":%zu,\"changed\":%zu}", job.report.added, job.report.changed);
	return tx_journal(
	    tx, &(struct journal_note){
		    .topic = "tally", .action = "rates.import", .subject = "rates", .version = 1, .data = data });
}
