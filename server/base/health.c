/* See health.h. */
#include "base/health.h"

#include "base/mem.h"

#include <pthread.h>
#include <stdarg.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct health {
	pthread_mutex_t mutex; /* guards the states */
	struct health_state states[HEALTH_MATTERS];
	_Atomic int64_t numbers[HEALTH_NUMBERS];
};

static const char *const NAMES[HEALTH_MATTERS] = {
#define MATTER(name, text) [HEALTH_##name] = text,
#define NUMBER(name, text, type, help)
#include "base/health.def"
#undef MATTER
};

static const struct health_figure FIGURES[HEALTH_NUMBERS] = {
#define MATTER(name, text)
#undef NUMBER
#define NUMBER(name, text, type, help) [HEALTH_##name] = { text, type, help, 0 },
#include "base/health.def"
#undef MATTER
#undef NUMBER
};

struct health *health_create(void)
{
	struct health *health = mem_alloc(sizeof *health);
	pthread_mutex_init(&health->mutex, NULL);
	return health;
}

void health_destroy(struct health *health)
{
	if (!health)
		return;
	pthread_mutex_destroy(&health->mutex);
	free(health);
}

bool health_ill(struct health *health, enum health_matter matter, const char *code, const char *words, ...)
{
	struct health_state *state = &health->states[matter];
	va_list args;
	pthread_mutex_lock(&health->mutex);
	bool is_news = strcmp(state->code, code) != 0;
	snprintf(state->code, sizeof state->code, "%s", code);
	va_start(args, words);
	vsnprintf(state->words, sizeof state->words, words, args);
	va_end(args);
	pthread_mutex_unlock(&health->mutex);
	return is_news;
}

bool health_well(struct health *health, enum health_matter matter)
{
	struct health_state *state = &health->states[matter];
	pthread_mutex_lock(&health->mutex);
	bool is_news = *state->code;
	*state = (struct health_state){ 0 };
	pthread_mutex_unlock(&health->mutex);
	return is_news;
}

struct health_state health_of(struct health *health, enum health_matter matter)
{
	pthread_mutex_lock(&health->mutex);
	struct health_state state = health->states[matter];
	pthread_mutex_unlock(&health->mutex);
	return state;
}

const char *health_name(enum health_matter matter)
{
	return NAMES[matter];
}

void health_set(struct health *health, enum health_number number, int64_t value)
{
	health->numbers[number] = value;
}

struct health_figure health_figure(const struct health *health, enum health_number number)
{
	struct health_figure figure = FIGURES[number];
	figure.value = health->numbers[number];
	return figure;
}
