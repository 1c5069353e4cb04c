/* The directory of the people in the store and their rows: filled at the first question, caught up by the journal
 * before each, so that a walk-in is found, and an arrival shown, to whoever asks next. Any thread may ask; those who
 * only ask do not wait for each other. */
#ifndef P2C_FIND_KEEPER_H
#define P2C_FIND_KEEPER_H

#include "find/directory.h"
#include "find/mark.h"
#include "store/read.h"

struct keeper;
struct keeper *keeper_create(void);
/* NULL is fine. */
void keeper_destroy(struct keeper *keeper);

/* Reads what the store has come to since the last time; all of it at the first. For a worker with nothing else to do:
 * keeper_ask does the same when it has to. */
enum err keeper_catch_up(struct keeper *keeper, struct db *db);
/* Answers about everything that `db` sees (directory_ask), with the row of each hit exactly as `db`, inside one view
 * of the store, would read it; a row whose id is NULL is of somebody whom that view does not know yet. ERR_BROKEN
 * when the store cannot be read. */
enum err keeper_ask(struct keeper *keeper, struct db *db, struct arena *arena, const struct find_question *question,
    struct find_answer *out_answer, struct person **out_people);
/* A row as the directory takes it; borrows from the row. */
struct find_person keeper_person(struct arena *arena, const struct person *person);

#endif
