/* See register_facts.h. */
#include "domain/register_facts.h"

#include "base/clock.h"
#include "domain/country.h"
#include "domain/paper_facts.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

/* ---- ink ---- */

/* The next number, and behind it. */
static int64_t take(const char **at)
{
	char *end;
	*at += strcspn(*at, "0123456789");
	int64_t value = strtoll(*at, &end, 10);
	*at = end;
	return value;
}

static size_t count(const char *json, const char *mark)
{
	size_t n = 0;
	for (const char *at = json; (at = strstr(at, mark)); at += strlen(mark))
		n++;
	return n;
}

/* One stroke, "[[x,y,t],[x,y,t]]"; answers what stands behind it. */
static const char *read_stroke(struct arena *arena, const char *at, struct ink_stroke *out_stroke)
{
	const char *end = strstr(at, "]]");
	size_t n = 0, most = 1;
	for (const char *c = at; c < end; c++)
		most += *c == '[';
	struct ink_point *points = arena_array(arena, struct ink_point, most);
	int64_t began = -1;
	while (at < end && strcspn(at, "0123456789") < (size_t)(end - at)) {
		struct ink_point *point = &points[n++];
		point->x = (float)take(&at);
		point->y = (float)take(&at);
		int64_t time = take(&at);
		began = began < 0 ? time : began;
		point->ms = (uint32_t)(time - began);
	}
	*out_stroke = (struct ink_stroke){ points, n };
	return end + 2;
}

/* Strokes were checked when they came (ceremony_check_strokes), so here they are only read. */
static struct ink ink_of(struct arena *arena, const char *strokes)
{
	size_t n = *strokes ? count(strokes, "]]") : 0;
	struct ink_stroke *read = arena_array(arena, struct ink_stroke, n + 1);
	const char *at = strokes;
	for (size_t i = 0; i < n; i++)
		at = read_stroke(arena, at, &read[i]);
	return (struct ink){ read, n };
}

/* ---- rows ---- */

/* In the order of enum lang. */
static const struct {
	const char *kind, *words[LANG_MAX];
} AUTHORITIES[] = {
	{ "full_powers",
	    { "Full powers", "Pleins pouvoirs", "Plenos poderes", "وثائق تفويض كامل", "Полномочия", "全权证书" } },
	{ "credentials",
	    { "Credentials", "Lettres de créance", "Credenciales", "وثائق اعتماد", "Мандат делегации", "证书" } },
	{ "mandate", { "Mandate", "Mandat", "Mandato", "تفويض", "Мандат", "授权书" } },
	{ "head_of_state",
	    { "Head of State", "Chef d'État", "Jefe de Estado", "رئيس دولة", "Глава государства", "国家元首" } },
	{ "head_of_government", { "Head of Government", "Chef de gouvernement", "Jefe de Gobierno", "رئيس حكومة",
				    "Глава правительства", "政府首脑" } },
	{ "foreign_minister",
	    { "Minister for Foreign Affairs", "Ministre des affaires étrangères", "Ministro de Relaciones Exteriores",
		"وزير الخارجية", "Министр иностранных дел", "外交部长" } },
};

static const char *authority_words(struct arena *arena, enum lang lang, const struct signatory *s)
{
	for (size_t i = 0; i < sizeof AUTHORITIES / sizeof *AUTHORITIES; i++)
		if (strcmp(AUTHORITIES[i].kind, s->authority_kind) == 0)
			return arena_printf(arena, "%s · %s", AUTHORITIES[i].words[lang], s->authority_by);
	return "";
}

static const char *remarks(struct arena *arena, const struct signature *g)
{
	bool both = *g->reservation && *g->statement;
	return arena_printf(arena, "%s%s%s", g->reservation, both ? "\n" : "", g->statement);
}

/* The whole signature, with its strokes; the list of signatories has none. */
static const struct signature *whole(const struct signature *signatures, size_t n, const char *id)
{
	for (size_t i = 0; i < n; i++)
		if (strcmp(signatures[i].id, id) == 0)
			return &signatures[i];
	return NULL;
}

static struct register_signatory row_of(struct arena *arena, enum lang lang, const struct ceremony *c,
    const struct signatory *s, const struct signature *g)
{
	const struct country *country = country_find(s->entity.country);
	struct register_signatory row = { .part = REGISTER_ABSENT,
		.entity = s->entity.name,
		.country = country ? country_name(country, lang_key(lang)) : "",
		.name = s->display,
		.title = *s->capacity ? s->capacity : s->title,
		.authority = authority_words(arena, lang, s) };
	if (!g)
		return row;
	bool late = g->accession || (c->declaration.launched_at && g->signed_at > c->declaration.launched_at);
	row.part = late ? REGISTER_LATE : REGISTER_SIGNED;
	row.means = strcmp(g->means, "paper") == 0 ? REGISTER_PAPER : REGISTER_TABLET;
	row.signed_at = ceremony_time(arena, g->signed_at);
	row.badge = g->badge;
	row.ink = ink_of(arena, g->strokes);
	row.statement = remarks(arena, g);
	row.hash = g->sha256;
	return row;
}

/* Did this signatory miss the ceremony? While it runs, who is still expected did not. */
static bool is_missing(const struct ceremony *c, const struct signatory *s)
{
	bool is_awaited = strcmp(s->state, "expected") == 0 || strcmp(s->state, "called") == 0;
	return !is_awaited || strcmp(c->declaration.state, "closed") == 0;
}

static enum err rows_get(struct db *db, struct arena *arena, const struct ceremony *c, struct register_data *data)
{
	struct signature *signatures;
	size_t n, kept = 0;
	enum lang lang = LANG_EN;
	lang_parse(data->paper.language, &lang);
	enum err err = signature_list(db, arena, c->declaration.id, &signatures, &n);
	if (err)
		return err;
	struct register_signatory *rows = arena_array(arena, struct register_signatory, c->n + 1);
	for (size_t i = 0; i < c->n; i++) {
		const struct signatory *s = &c->signatories[i];
		const struct signature *g = *s->signature.id ? whole(signatures, n, s->signature.id) : NULL;
		if (!g && !is_missing(c, s))
			continue;
		rows[kept] = row_of(arena, lang, c, s, g);
		rows[kept++].number = arena_printf(arena, "%zu", i + 1);
	}
	data->signatories = rows;
	data->n_signatories = kept;
	return OK;
}

/* ---- the text ---- */

/* On paper a line feed begins a paragraph, so empty lines go. */
static const char *paragraphs(struct arena *arena, const char *body)
{
	char *text = arena_dup(arena, body), *to = text;
	for (const char *c = text; *c; c++)
		if (*c != '\n' || c[1] != '\n')
			*to++ = *c;
	*to = '\0';
	return text;
}

static enum err texts_get(struct db *db, struct arena *arena, const struct declaration *d, struct register_data *data)
{
	struct texts title = { 0 }, body = { 0 };
	struct register_text *texts = arena_array(arena, struct register_text, LANG_MAX);
	size_t n = 0;
	enum err err = ceremony_text(db, arena, d->id, d->number, &title, &body);
	for (enum lang lang = 0; !err && lang < LANG_MAX; lang++)
		if (title.in[lang] && *title.in[lang])
			texts[n++] = (struct register_text){ lang_key(lang), title.in[lang],
				paragraphs(arena, body.in[lang] ? body.in[lang] : "") };
	data->texts = texts;
	data->n_texts = n;
	return err == ERR_NOT_FOUND ? OK : err;
}

enum err register_facts(struct db *db, struct arena *arena, const char *id, const char *language, int64_t now,
    struct register_data *out_data, struct fault *out_fault)
{
	struct ceremony c;
	struct register_data data = { 0 };
	enum err err = ceremony_get(db, arena, id, &c);
	if (!err)
		err = paper_facts(db, arena, language, now, &data.paper);
	if (!err)
		err = texts_get(db, arena, &c.declaration, &data);
	if (!err)
		err = rows_get(db, arena, &c, &data);
	if (err)
		return err;
	if (!data.n_texts)
		return fault_set(out_fault, ERR_STEP, "body", "The declaration has no text yet.");
	data.version = arena_printf(arena, "%" PRId64, c.declaration.number);
	data.text_hash = c.declaration.sha256;
	data.launched_at = c.declaration.launched_at ? ceremony_time(arena, c.declaration.launched_at) : NULL;
	*out_data = data;
	return OK;
}
