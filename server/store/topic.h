/* Topics of the journal as a closed list. */
#ifndef P2C_STORE_TOPIC_H
#define P2C_STORE_TOPIC_H

#include <stdbool.h>

enum topic {
#define TOPIC(NAME, name, is_public) TOPIC_##NAME,
#include "store/topic.def"
#undef TOPIC
	TOPIC_MAX
};

/* TOPIC_MAX when unknown. */
enum topic topic_find(const char *name);
const char *topic_name(enum topic topic);
/* May anybody listen, or only those who are signed in? */
bool topic_is_public(enum topic topic);
/* As a member of a set. */
static inline unsigned topic_bit(enum topic topic)
{
	return 1u << topic;
}

#endif
