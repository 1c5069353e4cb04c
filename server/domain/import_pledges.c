/* Pledges submitted before the day, as other people's tables have them, and our own export. They go through
 * pledge_log: an import can do nothing that a desk cannot, so nothing comes in as heard or confirmed. Those steps
 * belong to somebody who heard or read back; a table is no witness of that. */
#include "domain/fold.h"
#include "domain/import_table.h"
#include "domain/pledge.h"
#include "schedule/agenda.h"
#include "schedule/text.h"

#include <stdlib.h>
#include <string.h>

/* Our own export has all of these; a file from elsewhere has the first ones. */
enum {
	G_TYPE,
	G_TITLE,
	G_TEXT,
	G_ENTITY,
	G_COUNTRY,
	G_AMOUNT,
	G_CURRENCY,
	G_AREAS,
	G_COUNTRIES,
	G_LANGUAGE,
	G_STATE,
	G_REASON,
	G_ENTITY_TYPES,
	G_ENTITY_COUNTRIES,
	G_RATE,
	G_RATE_DATE,
	G_SDGS,
	G_LATER,
	G_OPEN,
	G_WORDS, /* and the rows of pledge_words.def from here on */
	G_MAX = G_WORDS + PLEDGE_WORD_MAX
};
static const struct import_column PLEDGE_COLUMNS[G_MAX] = {
	[G_TYPE] = { "type", { "pledge type", "type of pledge", "type d'engagement", "tipo de compromiso", "tipo",
				 "نوع التعهد", "النوع", "тип обязательства", "тип", "承诺类型", "类型" } },
	[G_TITLE] = { "title", { "pledge title", "titre", "título", "العنوان", "название", "标题", "名称" } },
	[G_TEXT] = { "text", { "description", "summary", "texte", "texto", "descripción", "النص", "الوصف", "текст",
				 "описание", "正文", "说明" } },
	[G_ENTITY] = { "entity", { "pledger", "pledgers", "organization", "entité", "auteur", "entidad", "الكيان",
				     "организация", "实体", "承诺方" } },
	[G_COUNTRY] = { "country", { "pledger country", "pays", "país", "البلد", "страна", "国家" } },
	[G_AMOUNT] = { "amount", { "value", "montant", "monto", "importe", "المبلغ", "сумма", "金额" } },
	[G_CURRENCY] = { "currency", { "devise", "monnaie", "moneda", "العملة", "валюта", "货币", "币种" } },
	[G_AREAS] = { "focus_areas",
	    { "focus area", "domaine d'action", "domaines d'action", "esfera de acción", "esferas de acción",
		"مجال التركيز", "مجالات التركيز", "направление деятельности", "направления", "重点领域" } },
	[G_COUNTRIES] = { "countries",
	    { "countries of implementation", "pays de mise en œuvre", "países de ejecución", "بلدان التنفيذ",
		"страны осуществления", "实施国家" } },
	[G_LANGUAGE] = { "language", { "langue", "idioma", "اللغة", "язык", "语言" } },
	[G_STATE] = { "state", { "status", "état", "statut", "estado", "الحالة", "статус", "状态" } },
	[G_REASON] = { "reason", { "raison", "motivo", "السبب", "причина", "原因" } },
	[G_ENTITY_TYPES] = { "entity_types", { 0 } },
	[G_ENTITY_COUNTRIES] = { "entity_countries", { 0 } },
	[G_RATE] = { "rate", { 0 } },
	[G_RATE_DATE] = { "rate_date", { 0 } },
	[G_SDGS] = { "sdgs", { "sdg", "odd", "ods", "أهداف التنمية المستدامة", "цур", "可持续发展目标" } },
	[G_LATER] = { "later", { 0 } },
	[G_OPEN] = { "open", { 0 } },
#define PLEDGE_WORD(id, name, most, kind, choices) [G_WORDS + PLEDGE_##id] = { name, { 0 } },
#include "store/pledge_words.def"
#undef PLEDGE_WORD
};

static const struct {
	const char *word;
	enum focus_area area;
} AREA_WORDS[] = { { "acces", FOCUS_ACCESS }, { "acceso", FOCUS_ACCESS }, { "النفاذ", FOCUS_ACCESS },
	{ "доступ", FOCUS_ACCESS }, { "接入", FOCUS_ACCESS }, { "adopcion", FOCUS_ADOPTION },
	{ "الاعتماد", FOCUS_ADOPTION }, { "внедрение", FOCUS_ADOPTION }, { "采用", FOCUS_ADOPTION },
	{ "creation de valeur", FOCUS_VALUE_CREATION }, { "creacion de valor", FOCUS_VALUE_CREATION },
	{ "خلق القيمه", FOCUS_VALUE_CREATION }, { "создание ценности", FOCUS_VALUE_CREATION },
	{ "创造价值", FOCUS_VALUE_CREATION }, { "accelerer", FOCUS_ACCELERATE }, { "aceleracion", FOCUS_ACCELERATE },
	{ "التسريع", FOCUS_ACCELERATE }, { "ускорение", FOCUS_ACCELERATE }, { "加速", FOCUS_ACCELERATE } };

static bool area_of(struct arena *arena, const char *text, enum focus_area *out_area)
{
	const char *folded = fold_plain(arena, text);
	if (focus_area_parse(text_slug(arena, text, '_'), out_area))
		return true;
	for (size_t i = 0; i < sizeof AREA_WORDS / sizeof *AREA_WORDS; i++)
		if (!strcmp(AREA_WORDS[i].word, folded)) {
			*out_area = AREA_WORDS[i].area;
			return true;
		}
	return false;
}

static bool read_areas(struct import_job *job, struct pledge_form *form)
{
	const char *said = import_said(job, G_AREAS);
	char *rest = NULL, *list = said ? arena_dup(tx_arena(job->tx), said) : NULL;
	for (char *one = list ? strtok_r(list, ",;|", &rest) : NULL; one; one = strtok_r(NULL, ",;|", &rest)) {
		enum focus_area area;
		if (!area_of(tx_arena(job->tx), one, &area)) {
			import_refuse(job, "focus_areas", "\"%.60s\" is none of the four focus areas.", one);
			return false;
		}
		form->focus_areas |= 1 << area;
		form->has_focus_areas = true;
	}
	return true;
}

static bool read_countries(struct import_job *job, struct pledge_form *form)
{
	const char *said = import_said(job, G_COUNTRIES);
	char *rest = NULL, *list = said ? arena_dup(tx_arena(job->tx), said) : NULL;
	const char **countries = arena_array(tx_arena(job->tx), const char *, PLEDGE_COUNTRIES_MAX);
	for (char *one = list ? strtok_r(list, ",;|", &rest) : NULL; one; one = strtok_r(NULL, ",;|", &rest)) {
		const char *alpha3 = import_country(job, "countries", one);
		if (!alpha3)
			return false;
		if (form->n_countries == PLEDGE_COUNTRIES_MAX)
			break;
		countries[form->n_countries++] = alpha3;
	}
	form->countries = countries;
	form->has_countries = said != NULL;
	return true;
}

/* The next of a list "one | two | three"; "none" stands for nothing. NULL when the list is at its end. */
static const char *next_of(struct arena *arena, char **list)
{
	char *one = *list ? strsep(list, "|") : NULL;
	const char *text = one ? text_clean(arena, one) : NULL;
	return text && strcmp(text, "none") == 0 ? "" : text;
}

static char *list_of(struct import_job *job, size_t column)
{
	const char *said = import_said(job, column);
	return said ? arena_dup(tx_arena(job->tx), said) : NULL;
}

/* "Lead | second | third", and their types and countries in the same order; a country alone is the lead's. False when
 * the row was refused. */
static bool read_pledger(struct import_job *job, const char *type, const char *country, struct pledger_form *out)
{
	if (type && *type &&
	    !(out->entity_type = import_word(tx_arena(job->tx), ENTITY_TYPES, ENTITY_TYPES_N, type))) {
		import_refuse(job, "entity_types", "\"%.60s\" is none of the seven entity types.", type);
		return false;
	}
	out->country = country && *country ? import_country(job, "country", country) : NULL;
	return out->country || !country || !*country;
}

static bool read_pledgers(struct import_job *job, struct pledge_form *form)
{
	struct arena *arena = tx_arena(job->tx);
	struct pledger_form *pledgers = arena_array(arena, struct pledger_form, PLEDGE_PLEDGERS_MAX);
	char *names = list_of(job, G_ENTITY), *types = list_of(job, G_ENTITY_TYPES),
	     *countries = list_of(job, G_ENTITY_COUNTRIES);
	for (const char *name; form->n_pledgers < PLEDGE_PLEDGERS_MAX && (name = next_of(arena, &names));) {
		bool lead = !form->n_pledgers;
		const char *type = next_of(arena, &types), *country = next_of(arena, &countries);
		struct pledger_form *pledger = &pledgers[form->n_pledgers++];
		*pledger = (struct pledger_form){ .entity_name = name, .lead = lead };
		if (!read_pledger(job, type, lead && !country ? import_said(job, G_COUNTRY) : country, pledger))
			return false;
	}
	if (!form->n_pledgers)
		import_refuse(job, "entity", "A pledge needs at least one pledger.");
	form->pledgers = pledgers;
	form->has_pledgers = true;
	return form->n_pledgers > 0;
}

/* "4 | 9" */
static bool read_sdgs(struct import_job *job, struct pledge_form *form)
{
	const char *said = import_said(job, G_SDGS);
	char *rest = NULL, *list = said ? arena_dup(tx_arena(job->tx), said) : NULL;
	int64_t *sdgs = arena_array(tx_arena(job->tx), int64_t, SDG_GOALS);
	for (char *one = list ? strtok_r(list, ",;| ", &rest) : NULL; one; one = strtok_r(NULL, ",;| ", &rest)) {
		if (strspn(one, "0123456789") != strlen(one) || strlen(one) > 2 || form->n_sdgs == SDG_GOALS) {
			import_refuse(job, "sdgs", "\"%.40s\" is no list of goals like 4 | 9.", said);
			return false;
		}
		sdgs[form->n_sdgs++] = strtol(one, NULL, 10);
	}
	form->sdgs = sdgs;
	form->has_sdgs = true;
	return true;
}

static bool is_yes(struct import_job *job, size_t column)
{
	const char *said = import_said(job, column);
	return said && strcasecmp(said, "yes") == 0;
}

/* An estimate that was frozen keeps its rate: what was promised was worth that on its day. */
static void read_amount(struct import_job *job, struct pledge_form *form)
{
	const char *amount = import_said(job, G_AMOUNT);
	if (!amount)
		return;
	form->amount_value = import_number(job, amount);
	form->amount_currency = import_said(job, G_CURRENCY);
	form->rate = import_said(job, G_RATE);
	form->rate_on = import_said(job, G_RATE_DATE);
	if (!form->rate_on)
		form->rate = NULL;
}

static bool read_type_and_language(struct import_job *job, struct pledge_form *form)
{
	struct arena *arena = tx_arena(job->tx);
	const char *type = import_said(job, G_TYPE), *language = import_said(job, G_LANGUAGE);
	if (!type || !(form->type = import_word(arena, PLEDGE_TYPES, PLEDGE_TYPES_N, type))) {
		import_refuse(
		    job, "type", "\"%.60s\" is none of financial, policy, advocacy, programmatic.", type ? type : "");
		return false;
	}
	if (language && !(form->language = import_language(arena, language))) {
		import_refuse(job, "language", "\"%.40s\" is none of en, fr, es, ar, ru, zh.", language);
		return false;
	}
	return true;
}

/* Withdrawn when the file says so and why; every other state becomes submitted. */
static enum err file_pledge(struct import_job *job, const struct pledge_form *form)
{
	struct pledge pledge;
	bool is_filed = false;
	const char *said = import_said(job, G_STATE), *reason = import_said(job, G_REASON);
	bool withdrawn = said && strcmp(said, pledge_state_name(PLEDGE_WITHDRAWN)) == 0;
	enum err err = pledge_is_filed(job->tx, form, withdrawn ? PLEDGE_WITHDRAWN : PLEDGE_SUBMITTED, &is_filed);
	if (!err && !is_filed)
		err = pledge_log(job->tx, form, PLEDGE_SUBMITTED, &pledge);
	if (!err && !is_filed && withdrawn)
		err = pledge_step(job->tx, pledge.id, 0, STEP_WITHDRAW, NULL, reason, &pledge);
	job->report.added += !err && !is_filed;
	job->report.same += !err && is_filed;
	return import_judge(job, err);
}

static enum err pledge_row(struct import_job *job)
{
	struct pledge_form form = { .title = import_cell(job, G_TITLE),
		.text = import_cell(job, G_TEXT),
		.later = is_yes(job, G_LATER),
		.open = is_yes(job, G_OPEN),
		.has_later = true,
		.has_open = true };
	for (size_t i = 0; i < PLEDGE_WORD_MAX; i++)
		form.words[i] = import_said(job, G_WORDS + i);
	if (!read_type_and_language(job, &form) || !read_pledgers(job, &form) || !read_areas(job, &form) ||
	    !read_countries(job, &form) || !read_sdgs(job, &form))
		return OK;
	read_amount(job, &form);
	return file_pledge(job, &form);
}

enum err import_pledges(struct tx *tx, const char *csv, size_t len, const struct import_options *options,
    struct import_report *out_report)
{
	struct import_job job = { .tx = tx,
		.options = options,
		.columns = PLEDGE_COLUMNS,
		.n_columns = G_MAX,
		.required = "type entity",
		.row = pledge_row };
	return import_table(&job, csv, len, out_report);
}
