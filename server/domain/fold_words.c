/* See fold_words.h. */
#include "domain/fold_words.h"

#include "domain/fold.h"

#include <string.h>
#include <unicode/uchar.h>
#include <unicode/uscript.h>
#include <unicode/utf16.h>
#include <unicode/utf8.h>

enum { SHORT_WORD = 3, NAME_MAX_SIGNS = 4 };

/* ---- pieces ---- */

static bool is_syllabic(UChar32 c)
{
	return (c >= 0x3400 && c <= 0x9FFF) || (c >= 0xAC00 && c <= 0xD7A3) || (c >= 0x20000 && c <= 0x323AF);
}

struct cutter {
	const char *text;
	int32_t len;
	struct fold_piece *out;
	size_t n;
};

static void add(struct cutter *cutter, struct fold_piece piece)
{
	if (cutter->n < FOLD_PIECES_MAX)
		cutter->out[cutter->n++] = piece;
}

/* A word that is being read: its piece, how many letters, and whether each is a whole syllable. */
struct reading {
	struct fold_piece piece;
	size_t letters;
	bool syllabic;
	struct {
		size_t byte;
		uint32_t unit;
	} ends[NAME_MAX_SIGNS]; /* of its first letters */
};

static struct fold_piece part_of(const struct reading *word, size_t first, size_t n)
{
	struct fold_piece part = word->piece;
	size_t skip = first ? word->ends[first - 1].byte : 0;
	part.text += skip;
	part.len = word->ends[first + n - 1].byte - skip;
	part.from += first ? word->ends[first - 1].unit : 0;
	part.to = word->piece.from + word->ends[first + n - 1].unit;
	part.whole = false;
	return part;
}

/* 王小明 is 王 and 小明, 欧阳小明 is 欧阳 and 小明. */
static void add_names(struct cutter *cutter, const struct reading *word)
{
	if (!word->syllabic || word->letters < 2 || word->letters > NAME_MAX_SIGNS)
		return;
	size_t family = word->letters == NAME_MAX_SIGNS ? 2 : 1;
	add(cutter, part_of(word, 0, family));
	add(cutter, part_of(word, family, word->letters - family));
}

static void add_together(struct cutter *cutter, const struct reading *one, const struct reading *next)
{
	if (!one->letters || one->letters > SHORT_WORD || one->syllabic || next->syllabic)
		return;
	struct fold_piece both = one->piece;
	both.len = (size_t)(next->piece.text + next->piece.len - both.text);
	both.to = next->piece.to;
	both.whole = false;
	add(cutter, both);
}

static void take_letter(struct reading *word, UChar32 c, const char *end, uint32_t unit)
{
	word->piece.len = (size_t)(end - word->piece.text);
	word->piece.to = unit;
	if (fold_drops((uint32_t)c))
		return;
	word->syllabic = (word->syllabic || !word->letters) && is_syllabic(c);
	if (word->letters < NAME_MAX_SIGNS) {
		word->ends[word->letters].byte = word->piece.len;
		word->ends[word->letters].unit = unit - word->piece.from;
	}
	word->letters++;
}

/* Where the cutter is in its text. */
struct place {
	int32_t at;
	uint32_t unit;
};

/* Reads on to the end of the next word; one without letters when the text is over. */
static struct reading read_word(const struct cutter *cutter, struct place *place, uint32_t number)
{
	struct reading word = { .piece = { .word = number, .whole = true } };
	while (place->at < cutter->len) {
		UChar32 c;
		const char *start = cutter->text + place->at;
		uint32_t unit = place->unit;
		U8_NEXT(cutter->text, place->at, cutter->len, c);
		place->unit += c >= 0 ? (uint32_t)U16_LENGTH(c) : 1;
		bool drops = c >= 0 && fold_drops((uint32_t)c);
		if (!drops && (c < 0 || !fold_is_word((uint32_t)c))) {
			if (word.letters)
				return word;
			continue;
		}
		if (!word.letters) { /* a word begins with a letter */
			word.piece.text = start;
			word.piece.from = unit;
		}
		if (word.letters || !drops)
			take_letter(&word, c, cutter->text + place->at, place->unit);
	}
	return word;
}

size_t fold_pieces(const char *text, bool parts, struct fold_piece out_pieces[FOLD_PIECES_MAX])
{
	struct cutter cutter = { .text = text, .len = (int32_t)strnlen(text, INT32_MAX / 4), .out = out_pieces };
	struct place place = { 0 };
	struct reading last = { 0 }, word;
	for (uint32_t n = 0; (word = read_word(&cutter, &place, n)).letters; n++) {
		if (parts)
			add_together(&cutter, &last, &word);
		add(&cutter, word.piece);
		if (parts)
			add_names(&cutter, &word);
		last = word;
	}
	return cutter.n;
}

bool fold_is_signs(const char *text)
{
	int32_t len = (int32_t)strnlen(text, INT32_MAX / 4), at = 0;
	UChar32 c = 0;
	bool signs = len > 0;
	while (signs && at < len) {
		U8_NEXT(text, at, len, c);
		signs = is_syllabic(c);
	}
	return signs;
}

/* ---- bones ---- */

/* Letters together that stand for one sound, longest first, and what each single letter stands for; ' ' is nothing.
 */
static const struct {
	char letters[4], sounds[3];
} TOGETHER[] = { { "tch", "s" }, { "sch", "s" }, { "kh", "k" }, { "gh", "j" }, { "sh", "s" }, { "ch", "s" },
	{ "th", "t" }, { "dh", "d" }, { "ph", "f" }, { "dj", "j" }, { "zh", "j" }, { "ck", "k" }, { "gn", "n" },
	{ "ts", "s" }, { "tz", "s" }, { "ce", "s" }, { "ci", "s" }, { "cy", "s" }, { "x", "ks" }, { "cv", "sf" } };
static const char SOUNDS[] = " bkd fjh jklmn bkrst f   z"; /* a to z */

/* The sounds at the head of `at`, "" for none, and how many letters they take. */
static const char *sounds_of(const char *at, char one[2], size_t *out_len)
{
	for (size_t i = 0; i < sizeof TOGETHER / sizeof *TOGETHER; i++) {
		*out_len = strlen(TOGETHER[i].letters);
		if (!strncmp(at, TOGETHER[i].letters, *out_len))
			return TOGETHER[i].sounds;
	}
	bool silent = *at == 'h' && !at[1];
	one[0] = *at >= 'a' && *at <= 'z' && !silent ? SOUNDS[*at - 'a'] : ' ';
	one[1] = '\0';
	*out_len = 1;
	return one[0] == ' ' ? "" : one;
}

/* What a word begins with counts even when it is a vowel; Yelena and Elena begin alike. */
static char first_sound(const char *latin)
{
	bool half = *latin == 'w' || (*latin == 'y' && latin[1] != 'e');
	return half ? *latin : 'a';
}

/* A letter that is written twice is heard once, the same consonant behind a vowel is another. */
void fold_bones(const char *latin, char *out)
{
	size_t n = 0, len;
	char one[2];
	for (const char *at = latin; *at; at += len) {
		const char *sounds = sounds_of(at, one, &len);
		if (at == latin && !*sounds)
			out[n++] = first_sound(latin);
		if (at == latin || !*sounds || at[-1] != *at)
			n = (size_t)(stpcpy(out + n, sounds) - out);
	}
	out[n] = '\0';
}

/* Arabic letters as the sounds above; what is not here (alef, waw, yeh, hamza, ayn) is no consonant. */
static char arabic_sound(UChar32 c)
{
	static const struct {
		UChar letter;
		char sound;
	} SOUND_OF[] = { { 0x628, 'b' }, { 0x67E, 'b' }, { 0x62A, 't' }, { 0x62B, 't' }, { 0x637, 't' },
		{ 0x62C, 'j' }, { 0x686, 's' }, { 0x63A, 'j' }, { 0x6AF, 'j' }, { 0x62D, 'h' }, { 0x647, 'h' },
		{ 0x62E, 'k' }, { 0x643, 'k' }, { 0x642, 'k' }, { 0x62F, 'd' }, { 0x630, 'd' }, { 0x636, 'd' },
		{ 0x631, 'r' }, { 0x632, 'z' }, { 0x638, 'z' }, { 0x698, 'z' }, { 0x633, 's' }, { 0x634, 's' },
		{ 0x635, 's' }, { 0x641, 'f' }, { 0x644, 'l' }, { 0x645, 'm' }, { 0x646, 'n' } };
	for (size_t i = 0; i < sizeof SOUND_OF / sizeof *SOUND_OF; i++)
		if (SOUND_OF[i].letter == c)
			return SOUND_OF[i].sound;
	return ' ';
}

/* Arabic writes a doubled consonant once, but for the lam of the article. `yeh` is what a yeh at the head sounds
 * like. */
static char *arabic_bones(struct arena *arena, const char *plain, char yeh)
{
	int32_t len = (int32_t)strlen(plain), n = 0;
	char *out = arena_alloc(arena, (size_t)len + 2);
	UChar32 c, before = 0;
	for (int32_t at = 0; at < len; before = c) {
		bool first = at == 0;
		U8_NEXT(plain, at, len, c);
		char sound = arabic_sound(c);
		if (first && sound == ' ')
			sound = c == 0x648 ? 'w' : c == 0x64A ? yeh : 'a';
		if (sound == ' ' || (sound == 'h' && at == len) || (sound == 'l' && before == c))
			continue;
		out[n++] = sound;
	}
	return out;
}

/* ---- forms ---- */

/* Without spaces, and not longer than a form may be. */
static char *squeeze(char *text)
{
	size_t n = 0;
	for (const char *c = text; *c; c++)
		if (*c != ' ')
			text[n++] = *c;
	text[n] = '\0';
	if (n > FOLD_FORM_MAX) {
		int32_t end = FOLD_FORM_MAX;
		U8_SET_CP_START((const uint8_t *)text, 0, end);
		text[end] = '\0';
	}
	return text;
}

static UScriptCode script_of(const char *word)
{
	int32_t len = (int32_t)strlen(word);
	for (int32_t at = 0; at < len;) {
		UChar32 c;
		UErrorCode error = U_ZERO_ERROR;
		U8_NEXT(word, at, len, c);
		UScriptCode script = c < 0 ? USCRIPT_COMMON : uscript_getScript(c, &error);
		if (script != USCRIPT_COMMON && script != USCRIPT_INHERITED)
			return script;
	}
	return USCRIPT_LATIN;
}

struct forms {
	struct arena *arena;
	struct fold_form *out;
	size_t n;
};

static void add_form(struct forms *forms, enum fold_kind kind, const char *text)
{
	for (size_t i = 0; i < forms->n; i++)
		if (forms->out[i].kind == kind && !strcmp(forms->out[i].text, text))
			return;
	if (*text && forms->n < FOLD_FORMS_MAX)
		forms->out[forms->n++] = (struct fold_form){ text, kind };
}

static void add_bones(struct forms *forms, const char *bones)
{
	if (strlen(bones) >= 2)
		add_form(forms, FOLD_BONES, bones);
}

static void add_latin_bones(struct forms *forms, const char *latin)
{
	char *bones = arena_alloc(forms->arena, FOLD_BONES_ROOM(latin));
	fold_bones(latin, bones);
	add_bones(forms, bones);
}

static bool is_consonant(char c)
{
	return c >= 'a' && c <= 'z' && !strchr("aeiou", c);
}

/* The sixth order of Ethiopic letters is written as i by the rules, and by people as nothing: tesifaye is Tesfaye. */
static char *without_sixth(struct arena *arena, const char *latin)
{
	char *out = arena_dup(arena, latin);
	size_t n = 0;
	for (const char *c = latin; *c; c++)
		if (*c != 'i' || c == latin || !is_consonant(c[-1]) || (c[1] && !is_consonant(c[1])))
			out[n++] = *c;
	out[n] = '\0';
	return out;
}

/* A word of a script that is not Latin: itself, its Latin form, its bones. */
static void add_foreign(struct forms *forms, UScriptCode script, const char *plain, char *latin)
{
	static const UScriptCode BY_EAR[] = { USCRIPT_ETHIOPIC, USCRIPT_DEVANAGARI, USCRIPT_HEBREW,
		USCRIPT_CYRILLIC };
	add_form(forms, FOLD_OWN, plain);
	if (strcmp(latin, plain) != 0)
		add_form(forms, FOLD_LATIN, latin);
	if (script == USCRIPT_ARABIC) {
		add_bones(forms, arabic_bones(forms->arena, plain, 'y'));
		add_bones(forms, arabic_bones(forms->arena, plain, 'a'));
		return;
	}
	if (script == USCRIPT_DEVANAGARI) /* its c is what others write ch */
		for (char *c = latin = arena_dup(forms->arena, latin); *c; c++)
			*c = *c == 'c' ? 's' : *c;
	if (script == USCRIPT_ETHIOPIC) {
		const char *spoken = without_sixth(forms->arena, latin);
		add_form(forms, FOLD_LATIN, spoken);
		add_latin_bones(forms, spoken);
	}
	for (size_t i = 0; i < sizeof BY_EAR / sizeof *BY_EAR; i++)
		if (BY_EAR[i] == script)
			add_latin_bones(forms, latin);
}

size_t fold_forms(struct arena *arena, const char *piece, size_t len, struct fold_form out_forms[FOLD_FORMS_MAX])
{
	static const char ARTICLE[] = "ال";
	struct forms forms = { .arena = arena, .out = out_forms };
	const char *word = arena_copy(arena, piece, len);
	char *latin = squeeze(fold_latin(arena, word));
	UScriptCode script = fold_is_ascii(word) ? USCRIPT_LATIN : script_of(word);
	if (script == USCRIPT_LATIN) {
		add_form(&forms, FOLD_OWN, latin);
		if (strlen(latin) >= SHORT_WORD)
			add_latin_bones(&forms, latin);
		return forms.n;
	}
	char *plain = squeeze(fold_plain(arena, word));
	add_foreign(&forms, script, plain, latin);
	size_t article = sizeof ARTICLE - 1;
	if (script == USCRIPT_ARABIC && !strncmp(plain, ARTICLE, article) &&
	    strlen(plain) >= 3 * article / 2 + article)
		add_foreign(&forms, script, plain + article, latin + (strncmp(latin, "al", 2) ? 0 : 2));
	return forms.n;
}

/* ---- from a form back to the text ---- */

/* Walks the word letter by letter: each with the marks behind it gives what it folds to. False when the sum is not
 * the form (letters that melt together). */
static bool locate(
    struct arena *arena, const struct fold_piece *piece, const char *own, size_t from, size_t to, uint32_t out[2])
{
	bool latin = script_of(arena_copy(arena, piece->text, piece->len)) == USCRIPT_LATIN, begun = false;
	size_t done = 0, total = strlen(own);
	uint32_t unit = 0;
	for (int32_t at = 0, len = (int32_t)piece->len; at < len && done < to;) {
		int32_t start = at, next;
		uint32_t unit_start = unit;
		UChar32 c;
		U8_NEXT(piece->text, at, len, c);
		unit += c >= 0 ? (uint32_t)U16_LENGTH(c) : 1;
		while ((next = at) < len) {
			U8_NEXT(piece->text, next, len, c);
			if (c < 0 || !fold_drops((uint32_t)c))
				break;
			unit += (uint32_t)U16_LENGTH(c);
			at = next;
		}
		char *letter = arena_copy(arena, piece->text + start, (size_t)(at - start));
		char *folded = squeeze(latin ? fold_latin(arena, letter) : fold_plain(arena, letter));
		size_t n = strlen(folded);
		if (n > total - done || memcmp(own + done, folded, n) != 0)
			return false;
		done += n;
		if (!begun && done > from) {
			begun = true;
			out[0] = unit_start;
		}
		out[1] = unit;
	}
	return begun && done >= to;
}

void fold_locate(struct arena *arena, const struct fold_piece *piece, const char *own, size_t from, size_t to,
    uint32_t *out_from, uint32_t *out_to)
{
	uint32_t where[2] = { 0, piece->to - piece->from };
	bool all = from == 0 && to == strlen(own);
	if (!all && strlen(own) == piece->len && fold_is_ascii(arena_copy(arena, piece->text, piece->len))) {
		where[0] = (uint32_t)from;
		where[1] = (uint32_t)to;
	} else if (!all && !locate(arena, piece, own, from, to, where)) {
		where[0] = 0;
		where[1] = piece->to - piece->from;
	}
	*out_from = where[0];
	*out_to = where[1];
}
