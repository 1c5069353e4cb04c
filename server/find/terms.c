/* See terms.h. */
#include "find/terms.h"

#include <string.h>

/* Two consonants are enough for a name as short as Aisha only. */
enum { BONES_FEW = 2, SHORT_NAME = 6 };

static bool has_digit(const char *text)
{
	return strpbrk(text, "0123456789") != NULL;
}

static const char *id_form(struct arena *arena, const char *own)
{
	return has_digit(own) ? arena_printf(arena, "%c%s", LEXICON_ID, own) : NULL;
}

/* A word that somebody has is folded already. */
static size_t known_forms(const struct directory *directory, struct arena *arena, const struct fold_piece *piece,
    struct fold_form out_forms[FOLD_FORMS_MAX])
{
	uint32_t number = directory_source(directory, piece->text, piece->len);
	if (number == TABLE_NONE)
		return 0;
	const struct ids *forms = &directory->sources[number].forms;
	for (uint32_t i = 0; i < forms->n; i++) {
		uint32_t form = ids_all(forms)[i] & TAG_MASK;
		enum fold_kind kind = ids_all(forms)[i] >> TAG_BITS;
		size_t skip = kind == FOLD_BONES;
		const char *text = lexicon_text(&directory->lexicon, form) + skip;
		out_forms[i].kind = kind;
		out_forms[i].text = arena_copy(arena, text, directory->lexicon.forms[form].len - skip);
	}
	return forms->n;
}

static struct term term_of(const struct directory *directory, struct arena *arena, const struct fold_piece *piece)
{
	struct fold_form forms[FOLD_FORMS_MAX];
	const char *first[FOLD_KIND_MAX] = { NULL };
	size_t n = known_forms(directory, arena, piece, forms);
	if (!n)
		n = fold_forms(arena, piece->text, piece->len, forms);
	for (size_t i = n; i-- > 0;)
		first[forms[i].kind] = forms[i].text;
	struct term term = { .own = first[FOLD_OWN], .latin = first[FOLD_LATIN] };
	if (first[FOLD_BONES] && first[FOLD_OWN] &&
	    (strlen(first[FOLD_BONES]) > BONES_FEW || strlen(first[FOLD_OWN]) <= SHORT_NAME))
		term.bones = arena_printf(arena, "%c%s", LEXICON_BONES, first[FOLD_BONES]);
	if (term.own)
		term.id = id_form(arena, term.own);
	return term;
}

static bool is_article(const char *own)
{
	return !strcmp(own, "al") || !strcmp(own, "el") || !strcmp(own, "ال");
}

/* Articles may be left out where there is something else to go by. */
static void free_articles(struct term *terms, size_t n)
{
	bool other = false;
	for (size_t i = 0; i < n; i++)
		other = other || !is_article(terms[i].own);
	for (size_t i = 0; i < n; i++)
		terms[i].optional = other && is_article(terms[i].own);
}

/* Do two pieces stand in one run of text without white space? */
static bool hang_together(const struct fold_piece *one, const struct fold_piece *next)
{
	for (const char *c = one->text + one->len; c < next->text; c++)
		if (strchr(" \t\r\n,;", *c))
			return false;
	return true;
}

static bool begins_with(const struct lexicon *lexicon, uint32_t number, const char *form, size_t len)
{
	return lexicon->forms[number].len >= len && !memcmp(lexicon_text(lexicon, number), form, len);
}

static bool begins_an_id(const struct directory *directory, const char *form)
{
	const struct lexicon *lexicon = &directory->lexicon;
	size_t len = strlen(form);
	uint32_t at = lexicon_bound(lexicon, &lexicon->sorted, 0, lexicon->sorted.n, form, len, false);
	bool found = at < lexicon->sorted.n && begins_with(lexicon, lexicon_form(lexicon, at), form, len);
	for (uint32_t number = lexicon->sorted.n; !found && number < lexicon->n; number++)
		found = begins_with(lexicon, number, form, len);
	return found;
}

size_t terms_read(
    const struct directory *directory, struct arena *arena, const char *text, struct term out_terms[FIND_TERMS_MAX])
{
	struct fold_piece pieces[FOLD_PIECES_MAX];
	struct term terms[FOLD_PIECES_MAX];
	size_t n_pieces = fold_pieces(text, false, pieces), n = 0, end;
	for (size_t i = 0; i < n_pieces && n < FIND_TERMS_MAX; i = end) {
		const char *joined = "";
		for (end = i; end < n_pieces && (end == i || hang_together(&pieces[end - 1], &pieces[end])); end++) {
			terms[end] = term_of(directory, arena, &pieces[end]);
			joined = arena_printf(arena, "%s%s", joined, terms[end].own ? terms[end].own : "");
		}
		const char *id = end > i + 1 && strlen(joined) < FOLD_FORM_MAX ? id_form(arena, joined) : NULL;
		if (id && begins_an_id(directory, id)) {
			out_terms[n++] = (struct term){ .own = joined, .id = id };
			continue;
		}
		for (size_t k = i; k < end && n < FIND_TERMS_MAX; k++)
			if (terms[k].own)
				out_terms[n++] = terms[k];
	}
	free_articles(out_terms, n);
	return n;
}
