/* For the tests that look at finished badges: other people's programs read them back.
 * Every test program has its own folder, removed at its end. */
#ifndef P2C_TESTS_UNIT_BADGES_TOOLS_H
#define P2C_TESTS_UNIT_BADGES_TOOLS_H

#include "base/buf.h"

#include <dirent.h>
#include <fcntl.h>
#include <spawn.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

struct folder {
	char path[64];
};

static inline struct folder folder_make(void)
{
	struct folder folder = { "/tmp/p2c-badges-XXXXXX" };
	if (!mkdtemp(folder.path))
		abort();
	return folder;
}

static inline void folder_path(const struct folder *folder, const char *name, char out_path[320])
{
	snprintf(out_path, 320, "%s/%s", folder->path, name);
}

static inline void folder_remove(const struct folder *folder)
{
	DIR *dir = opendir(folder->path);
	for (struct dirent *entry; dir && (entry = readdir(dir));) {
		char path[320];
		folder_path(folder, entry->d_name, path);
		if (entry->d_name[0] != '.')
			unlink(path);
	}
	if (dir)
		closedir(dir);
	rmdir(folder->path);
}

static inline void folder_write(const struct folder *folder, const char *name, const void *bytes, size_t len)
{
	char path[320];
	folder_path(folder, name, path);
	FILE *file = fopen(path, "wb");
	if (!file || fwrite(bytes, 1, len, file) != len || fclose(file))
		abort();
}

static inline void read_all(int fd, struct buf *out)
{
	for (;;) {
		ssize_t got = read(fd, buf_room(out, 4096), 4096);
		if (got <= 0)
			return;
		out->len += (size_t)got;
	}
}

/* Runs a program with standard output into *out; returns its exit code, -1 when it did not run. */
static inline int tool_run(const char *const *argv, struct buf *out)
{
	int ends[2], status = -1;
	pid_t pid;
	posix_spawn_file_actions_t actions;
	if (pipe2(ends, O_CLOEXEC))
		abort();
	posix_spawn_file_actions_init(&actions);
	posix_spawn_file_actions_adddup2(&actions, ends[1], STDOUT_FILENO);
	posix_spawn_file_actions_addopen(&actions, STDERR_FILENO, "/dev/null", O_WRONLY, 0);
	int failed = posix_spawnp(&pid, argv[0], &actions, NULL, (char *const *)(uintptr_t)argv, environ);
	posix_spawn_file_actions_destroy(&actions);
	close(ends[1]);
	read_all(ends[0], out);
	close(ends[0]);
	if (failed || waitpid(pid, &status, 0) != pid || !WIFEXITED(status))
		return -1;
	return WEXITSTATUS(status);
}

/* Writes the bytes to a file and runs a program on it; %s in the arguments is the file's path. Returns its output,
 * which the caller frees; a program that fails gives NULL. */
static inline char *tool_read(
    const struct folder *folder, const char *name, const struct buf *bytes, const char *const *argv)
{
	const char *full[12] = { NULL };
	char path[320];
	struct buf out = { 0 };
	folder_write(folder, name, bytes->bytes, bytes->len);
	folder_path(folder, name, path);
	for (size_t i = 0; argv[i] && i < 11; i++)
		full[i] = strcmp(argv[i], "%s") == 0 ? path : argv[i];
	if (tool_run(full, &out) != 0) {
		buf_finish(&out);
		return NULL;
	}
	return buf_steal(&out, NULL);
}

#define TOOL(...) ((const char *const[]){ __VA_ARGS__, NULL })

/* What a QR in a PNG says, without the line end. */
static inline char *tool_scan(const struct folder *folder, const struct buf *png)
{
	char *text = tool_read(folder, "scan.png", png, TOOL("zbarimg", "--nodbus", "-q", "--raw", "%s"));
	if (text)
		text[strcspn(text, "\n")] = '\0';
	return text;
}

/* The text of a PDF as poppler finds it. Marks of direction that it puts round Arabic are taken out, and the form
 * feed at the end of a page. */
static inline char *tool_text(const struct folder *folder, const struct buf *pdf)
{
	char *text = tool_read(folder, "text.pdf", pdf, TOOL("pdftotext", "-enc", "UTF-8", "%s", "-"));
	if (!text)
		return NULL;
	char *to = text;
	for (const char *from = text; *from;)
		if (strncmp(from, "\xe2\x80\xaa", 3) >= 0 && strncmp(from, "\xe2\x80\xae", 3) <= 0)
			from += 3;
		else if (*from == '\f')
			from++;
		else
			*to++ = *from++;
	*to = '\0';
	return text;
}

#endif
