/* See version.h. */
#include "base/version.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

static bool is_digit(char c)
{
	return c >= '0' && c <= '9';
}

/* Of what is no digit: ~ before the end, the end before letters, letters before all else. */
static int weight(char c)
{
	bool is_letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
	if (c == '~')
		return -1;
	if (!c || is_digit(c))
		return 0;
	return is_letter ? c : c + 256;
}

struct part {
	const char *at, *end;
};

static char first(const struct part *part)
{
	return part->at < part->end ? *part->at : '\0';
}

static int compare_words(struct part *a, struct part *b)
{
	while ((first(a) && !is_digit(first(a))) || (first(b) && !is_digit(first(b)))) {
		int order = weight(first(a)) - weight(first(b));
		if (order)
			return order;
		a->at++;
		b->at++;
	}
	return 0;
}

/* The digits at its beginning, without leading zeros. */
static struct part digits(struct part *part)
{
	struct part number = *part;
	while (is_digit(first(part)))
		part->at++;
	number.end = part->at;
	while (first(&number) == '0')
		number.at++;
	return number;
}

static int compare_numbers(struct part *a, struct part *b)
{
	struct part left = digits(a), right = digits(b);
	long longer = (left.end - left.at) - (right.end - right.at);
	if (longer)
		return longer < 0 ? -1 : 1;
	return memcmp(left.at, right.at, (size_t)(left.end - left.at));
}

/* Words and numbers in turn. */
static int compare_parts(struct part a, struct part b)
{
	int order = 0;
	while (!order && (first(&a) || first(&b))) {
		order = compare_words(&a, &b);
		if (!order)
			order = compare_numbers(&a, &b);
	}
	return order;
}

struct version {
	struct part epoch, upstream, revision;
};

static struct version split(const char *text)
{
	const char *end = text + strlen(text), *colon = strchr(text, ':'), *from = colon ? colon + 1 : text;
	const char *dash = strrchr(from, '-');
	return (struct version){
		.epoch = { text, colon ? colon : text },
		.upstream = { from, dash ? dash : end },
		.revision = { dash ? dash + 1 : end, end },
	};
}

int version_compare(const char *a, const char *b)
{
	struct version left = split(a), right = split(b);
	int order = compare_parts(left.epoch, right.epoch);
	if (!order)
		order = compare_parts(left.upstream, right.upstream);
	return order ? order : compare_parts(left.revision, right.revision);
}
