/* See lock_holder.h. */
#include "lock_holder.h"

#include "store/folder.h"

#include <limits.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* Bytes of the shared index on which SQLite locks a view (walIndex locks 3 to 7, which begin at byte 120). */
enum { FIRST_VIEW = 123, LAST_VIEW = 127 };

/* One line of /proc/locks, "1: POSIX  ADVISORY  READ 4711 fe:00:131 124 124": a view of this file by somebody else?
 */
static bool is_view(const char *line, unsigned long inode, int *out_pid)
{
	unsigned long its = 0;
	long first = 0;
	int pid = 0;
	if (sscanf(line, "%*d: POSIX %*s READ %d %*x:%*x:%lu %ld", &pid, &its, &first) != 3)
		return false;
	*out_pid = pid;
	return its == inode && pid > 0 && pid != getpid() && first >= FIRST_VIEW && first <= LAST_VIEW;
}

static int find(unsigned long inode)
{
	char line[200];
	int pid = 0, found = 0;
	FILE *locks = fopen("/proc/locks", "re");
	while (locks && !found && fgets(line, sizeof line, locks))
		if (is_view(line, inode, &pid))
			found = pid;
	if (locks)
		fclose(locks);
	return found;
}

static bool name_of(int pid, char out[LOCK_HOLDER_LEN + 1])
{
	char path[64], name[32] = "";
	snprintf(path, sizeof path, "/proc/%d/comm", pid);
	FILE *file = fopen(path, "re");
	bool known = file && fgets(name, sizeof name, file);
	if (file)
		fclose(file);
	name[strcspn(name, "\n")] = '\0';
	if (known)
		snprintf(out, LOCK_HOLDER_LEN + 1, "The program %s (process %d)", name, pid);
	return known;
}

const char *lock_holder(const char *folder, char out[LOCK_HOLDER_LEN + 1])
{
	char path[PATH_MAX];
	struct stat info;
	bool is_there = snprintf(path, sizeof path, "%s/" FOLDER_DATABASE "-shm", folder) < (int)sizeof path &&
			stat(path, &info) == 0;
	int pid = is_there ? find(info.st_ino) : 0;
	if (!pid || !name_of(pid, out))
		snprintf(out, LOCK_HOLDER_LEN + 1, "Another program");
	return out;
}
