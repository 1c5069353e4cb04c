/* See fence.h. */
#include "fence.h"

#include "store/folder.h"

#include <stdio.h>
#include <unistd.h>

static bool path_of(const char *folder, char out[FENCE_PATH_MAX])
{
	return snprintf(out, FENCE_PATH_MAX, "%s/" FENCE_FILE, folder) < FENCE_PATH_MAX;
}

bool fence_stands(const char *folder)
{
	char path[FENCE_PATH_MAX];
	return path_of(folder, path) && access(path, F_OK) == 0;
}

enum err fence_raise(const char *folder)
{
	char path[FENCE_PATH_MAX];
	struct fault fault = { 0 };
	return path_of(folder, path) && folder_touch(folder, path, &fault) == OK ? OK : ERR_NOT_SAVED;
}
