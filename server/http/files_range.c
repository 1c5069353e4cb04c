/* One byte range. Not for multipart/byteranges: no player asks for several. */
#include "http/files_range.h"

#include <stdint.h>
#include <stdio.h>
#include <string.h>

struct range {
	bool has_first, has_last;
	size_t first, last;
};

/* Reads digits; a number too large to be a position becomes the largest. Returns whether there were any. */
static bool read_number(const char **text, size_t *out_number)
{
	size_t digits = strspn(*text, "0123456789"), number = 0;

	for (size_t i = 0; i < digits; i++)
		number = number > SIZE_MAX / 16 ? SIZE_MAX / 8 : number * 10 + (size_t)((*text)[i] - '0');
	*text += digits;
	*out_number = number;
	return digits > 0;
}

/* "bytes=first-last", "bytes=first-" or "bytes=-suffix". */
static bool read_range(const char *text, struct range *out_range)
{
	struct range range = { 0 };

	if (strncmp(text, "bytes=", 6) != 0)
		return false;
	text += 6;
	range.has_first = read_number(&text, &range.first);
	if (*text++ != '-')
		return false;
	range.has_last = read_number(&text, &range.last);
	if (*text || !(range.has_first || range.has_last))
		return false;
	*out_range = range;
	return !(range.has_first && range.has_last && range.last < range.first);
}

enum files_range files_range(const char *range, size_t total, size_t *out_first, size_t *out_len)
{
	size_t last = total ? total - 1 : 0;
	struct range asked;

	if (!read_range(range, &asked))
		return RANGE_WHOLE;
	if (!asked.has_first) {
		asked.first = asked.last < total ? total - asked.last : 0;
		if (asked.last == 0)
			asked.first = total;
	} else if (asked.has_last && asked.last < last) {
		last = asked.last;
	}
	if (asked.first >= total)
		return RANGE_NOTHING;
	*out_first = asked.first;
	*out_len = last - asked.first + 1;
	return RANGE_PART;
}

size_t files_range_answer(const char *range, size_t total, struct answer *answer, size_t *out_len)
{
	size_t first = 0;
	enum files_range fits = files_range(range, total, &first, out_len);

	if (fits == RANGE_NOTHING) {
		answer->status = 416;
		*out_len = 0;
		snprintf(answer->content_range, sizeof answer->content_range, "bytes */%zu", total);
	} else if (fits == RANGE_PART) {
		answer->status = 206;
		snprintf(answer->content_range, sizeof answer->content_range, "bytes %zu-%zu/%zu", first,
		    first + *out_len - 1, total);
	}
	return first;
}
