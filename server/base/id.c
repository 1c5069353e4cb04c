/* See id.h. */
#include "base/id.h"

#include <sodium.h>
#include <stdio.h>
#include <string.h>

struct id id_from(int64_t ms, const uint8_t random[10])
{
	uint8_t b[16];
	for (int i = 0; i < 6; i++)
		b[i] = (uint8_t)((uint64_t)ms >> (40 - 8 * i));
	memcpy(b + 6, random, 10);
	b[6] = (uint8_t)(0x70 | (b[6] & 0x0f));
	b[8] = (uint8_t)(0x80 | (b[8] & 0x3f));
	struct id id;
	snprintf(id.text, sizeof id.text, "%02x%02x%02x%02x-%02x%02x-%02x%02x-%02x%02x-%02x%02x%02x%02x%02x%02x",
	    b[0], b[1], b[2], b[3], b[4], b[5], b[6], b[7], b[8], b[9], b[10], b[11], b[12], b[13], b[14], b[15]);
	return id;
}

struct id id_new(int64_t ms)
{
	uint8_t random[10];
	randombytes_buf(random, sizeof random);
	return id_from(ms, random);
}

bool id_is_valid(const char *text)
{
	for (int i = 0; i < ID_LEN; i++) {
		bool dash = i == 8 || i == 13 || i == 18 || i == 23;
		bool hex = (text[i] >= '0' && text[i] <= '9') || (text[i] >= 'a' && text[i] <= 'f') ||
			   (text[i] >= 'A' && text[i] <= 'F');
		if (dash ? text[i] != '-' : !hex)
			return false;
	}
	return text[ID_LEN] == '\0';
}
