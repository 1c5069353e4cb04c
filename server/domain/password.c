/* See password.h. */
#include "domain/password.h"

#include <stdbool.h>
#include <stddef.h>
#include <string.h>

enum { FOLDED_MAX = 256, PIECE_MAX = 8, NAME_LEAST = 3, RUN_LEAST = 4 };

static const char *const WORDS[] = {
#define WORD(text) #text,
#include "domain/password.def"
#undef WORD
};

/* What hands and heads have in order; read backwards too. */
static const char *const ROWS[] = { "12345678901234567890", "abcdefghijklmnopqrstuvwxyz",
	"qwertyuiopasdfghjklzxcvbnm", "azertyuiopqsdfghjklmwxcvbn", "qwertzuiopasdfghjklyxcvbnm", "asdfghjkl",
	"zxcvbnm" };

/* Lower-case letters and digits; other scripts stay as they are, spaces and signs go. */
static size_t fold(const char *text, char out[FOLDED_MAX + 1])
{
	size_t len = 0;
	for (; *text && len < FOLDED_MAX; text++) {
		unsigned char c = (unsigned char)*text;
		if (c >= 'A' && c <= 'Z')
			c = (unsigned char)(c - 'A' + 'a');
		if ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c >= 0x80)
			out[len++] = (char)c;
	}
	out[len] = '\0';
	return len;
}

/* "aaaaaaaaaaaa", "abcabcabcabc", "letmein letmein". */
static bool is_repeated(const char *text)
{
	size_t len = strlen(text);
	for (size_t piece = 1; piece <= PIECE_MAX && 2 * piece <= len; piece++)
		if (strncmp(text, text + piece, len - piece) == 0)
			return true;
	return false;
}

static bool follows(const char *row, char before, char after)
{
	for (size_t i = 0; row[i + 1]; i++)
		if ((row[i] == before && row[i + 1] == after) || (row[i] == after && row[i + 1] == before))
			return true;
	return false;
}

/* How far `text` goes on along that row. */
static size_t run_length(const char *row, const char *text)
{
	size_t len = 1;
	while (text[len] && follows(row, text[len - 1], text[len]))
		len++;
	return len;
}

/* Nothing but runs of a row: "qwertyuiop12" has a tail that is short. */
static bool is_run(const char *text)
{
	size_t in_runs = 0, len = strlen(text);
	for (size_t at = 0, longest; at < len; at += longest) {
		longest = 1;
		for (size_t i = 0; i < sizeof ROWS / sizeof *ROWS; i++) {
			size_t run = run_length(ROWS[i], text + at);
			longest = run > longest ? run : longest;
		}
		in_runs += longest >= RUN_LEAST ? longest : 0;
	}
	return in_runs > 0 && 4 * in_runs >= 3 * len;
}

/* The longest of the words, and the name, that `text` begins with; 0 for none. */
static size_t word_at(const char *text, const char *name)
{
	size_t longest = strlen(name);
	if (longest < NAME_LEAST || strncmp(text, name, longest) != 0)
		longest = 0;
	for (size_t i = 0; i < sizeof WORDS / sizeof *WORDS; i++) {
		size_t len = strlen(WORDS[i]);
		if (len > longest && strncmp(text, WORDS[i], len) == 0)
			longest = len;
	}
	return longest;
}

/* Words and digits one after another, and at least one word. */
static bool is_of_words(const char *text, const char *name)
{
	bool has_word = false;
	while (*text) {
		size_t len = word_at(text, name);
		has_word |= len > 0;
		if (!len && (*text < '0' || *text > '9'))
			return false;
		text += len ? len : 1;
	}
	return has_word;
}

enum err password_judge(const char *name, const char *password, struct fault *out_fault)
{
	char text[FOLDED_MAX + 1], own[FOLDED_MAX + 1];
	const char *why = NULL;
	fold(name, own);
	if (fold(password, text) == 0 || is_repeated(text))
		why = "one piece again and again";
	else if (is_run(text))
		why = "a run of the keyboard or the alphabet";
	else if (is_of_words(text, own))
		why = "made of common words, the name or the day's name, and digits";
	return why ? fault_set(out_fault, ERR_INVALID, "password",
			 "This password is among the first that somebody would try: it is %s. Take several words "
			 "that have nothing to do with each other.",
			 why)
		   : OK;
}
