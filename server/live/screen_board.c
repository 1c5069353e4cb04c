/* See screen_board.h. A list that is walked: five hundred ids are compared faster than a hash table is explained. */
#include "live/screen_board.h"

#include "base/mem.h"

#include <pthread.h>
#include <stdlib.h>
#include <string.h>

struct word {
	char *id, *json;
	int64_t at;
};

struct screen_board {
	pthread_mutex_t lock;
	size_t n;
	struct word words[SCREEN_BOARD_MAX];
};

struct screen_board *screen_board_create(void)
{
	struct screen_board *board = mem_alloc(sizeof *board);
	pthread_mutex_init(&board->lock, NULL);
	return board;
}

void screen_board_destroy(struct screen_board *board)
{
	for (size_t i = 0; i < board->n; i++) {
		free(board->words[i].id);
		free(board->words[i].json);
	}
	pthread_mutex_destroy(&board->lock);
	free(board);
}

static struct word *find(struct screen_board *board, const char *id)
{
	for (size_t i = 0; i < board->n; i++)
		if (strcmp(board->words[i].id, id) == 0)
			return &board->words[i];
	return NULL;
}

/* A place for a new screen: a free one, or that of the longest silence. */
static struct word *make_place(struct screen_board *board)
{
	if (board->n < SCREEN_BOARD_MAX)
		return &board->words[board->n++];
	struct word *oldest = &board->words[0];
	for (size_t i = 1; i < board->n; i++)
		if (board->words[i].at < oldest->at)
			oldest = &board->words[i];
	return oldest;
}

void screen_board_tell(struct screen_board *board, const char *id, int64_t at, const char *json)
{
	pthread_mutex_lock(&board->lock);
	struct word *word = find(board, id);
	if (!word) {
		word = make_place(board);
		free(word->id);
		word->id = mem_dup(id);
	}
	free(word->json);
	word->json = mem_dup(json);
	word->at = at;
	pthread_mutex_unlock(&board->lock);
}

bool screen_board_heard(
    struct screen_board *board, struct arena *arena, const char *id, int64_t *out_at, const char **out_json)
{
	pthread_mutex_lock(&board->lock);
	const struct word *word = find(board, id);
	if (word) {
		*out_at = word->at;
		*out_json = arena_dup(arena, word->json);
	}
	pthread_mutex_unlock(&board->lock);
	return word != NULL;
}

/* A word from the future is one from before the clock was set back. */
const char *screen_board_state(int64_t at, int64_t now)
{
	if (at > now || now - at > SCREEN_BOARD_SILENT_MS)
		return "silent";
	return now - at > SCREEN_BOARD_LATE_MS ? "late" : "fresh";
}
