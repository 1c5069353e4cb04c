/* See topic.h. */
#include "store/topic.h"

#include <string.h>

static const struct {
	const char *name;
	bool is_public;
} TOPICS[TOPIC_MAX] = {
#define TOPIC(NAME, name, is_public) [TOPIC_##NAME] = { name, is_public },
#include "store/topic.def"
#undef TOPIC
};

enum topic topic_find(const char *name)
{
	int i = 0;
	while (i < TOPIC_MAX && strcmp(TOPICS[i].name, name) != 0)
		i++;
	return (enum topic)i;
}

const char *topic_name(enum topic topic)
{
	return TOPICS[topic].name;
}

bool topic_is_public(enum topic topic)
{
	return TOPICS[topic].is_public;
}
