/* The mark of a server whose place another took (domain/epoch.h): a file in the data folder, so that it is not
 * forgotten over a restart. A technician who is sure removes it by hand. */
#ifndef P2C_FENCE_H
#define P2C_FENCE_H

#include "base/err.h"

#include <stdbool.h>

enum { FENCE_PATH_MAX = 4096 };
#define FENCE_FILE "superseded"

bool fence_stands(const char *folder);
/* Durable when it returns; ERR_NOT_SAVED where it cannot be written: then it lasts until this process ends. */
enum err fence_raise(const char *folder);

#endif
