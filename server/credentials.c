/* See credentials.h. */
#include "credentials.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { FILE_MOST = 256 * 1024 };

static const char *const NAMES[CREDENTIALS] = { "server.crt", "server.key", "ca.crt" };
static const char *const OPTIONS[CREDENTIALS] = { "tls-cert", "tls-key", NULL };

static enum err join(char out[PATH_MAX], const char *folder, const char *name, struct fault *out_fault)
{
	int len = snprintf(out, PATH_MAX, "%s/%s", folder, name);
	return len < PATH_MAX ? OK : fault_set(out_fault, ERR_CONFIG, "data", "The path is too long.");
}

enum err credentials_in(const char *folder, struct credentials *out, struct fault *out_fault)
{
	enum err err = OK;
	for (int i = 0; !err && i < CREDENTIALS; i++)
		err = join(out->paths[i], folder, NAMES[i], out_fault);
	return err;
}

enum err credentials_find(const struct options *options, struct credentials *out, struct fault *out_fault)
{
	char folder[PATH_MAX];
	enum err err = join(folder, options_text(options, "data"), "tls", out_fault);
	if (!err)
		err = credentials_in(folder, out, out_fault);
	for (int i = 0; !err && i < CREDENTIALS; i++)
		if (OPTIONS[i] && options_has(options, OPTIONS[i]))
			snprintf(out->paths[i], PATH_MAX, "%s", options_text(options, OPTIONS[i]));
	return err;
}

/* False when it is not there or no file of ours: then there is nothing to keep. */
static bool read_small(const char *path, struct buf *out)
{
	int fd = open(path, O_RDONLY | O_CLOEXEC);
	ssize_t got = fd >= 0 ? read(fd, buf_room(out, FILE_MOST), FILE_MOST) : -1;
	if (fd >= 0)
		close(fd);
	if (got > 0)
		out->len = (size_t)got;
	return got > 0 && got < FILE_MOST;
}

bool credentials_read(const struct credentials *credentials, enum credential which, struct buf *out)
{
	return read_small(credentials->paths[which], out);
}

static bool is_same(const char *path, const struct buf *bytes)
{
	struct buf there = { 0 };
	bool same =
	    read_small(path, &there) && there.len == bytes->len && memcmp(there.bytes, bytes->bytes, bytes->len) == 0;
	buf_finish(&there);
	return same;
}

static enum err failed(const char *path, struct fault *out_fault)
{
	enum err err = errno == ENOSPC || errno == EDQUOT ? ERR_DISK_FULL : ERR_NOT_SAVED;
	return fault_set(out_fault, err, "tls", "%.150s: %s", path, strerror(errno));
}

/* Whole or not at all. */
static enum err write_small(const char *path, const struct buf *bytes, struct fault *out_fault)
{
	char temporary[PATH_MAX + 4];
	snprintf(temporary, sizeof temporary, "%s.tmp", path);
	int fd = open(temporary, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
	bool done = fd >= 0 && write(fd, bytes->bytes, bytes->len) == (ssize_t)bytes->len && fsync(fd) == 0 &&
		    rename(temporary, path) == 0;
	enum err err = done ? OK : failed(path, out_fault);
	if (fd >= 0)
		close(fd);
	return err;
}

enum err credentials_copy(const struct credentials *from, const char *to, struct fault *out_fault)
{
	struct credentials target = { 0 };
	enum err err = credentials_in(to, &target, out_fault);
	for (int i = 0; !err && i < CREDENTIALS; i++) {
		struct buf bytes = { 0 };
		if (read_small(from->paths[i], &bytes) && !is_same(target.paths[i], &bytes)) {
			if (mkdir(to, S_IRWXU) != 0 && errno != EEXIST)
				err = failed(to, out_fault);
			else
				err = write_small(target.paths[i], &bytes, out_fault);
		}
		if (bytes.len)
			explicit_bzero(bytes.bytes, bytes.len);
		buf_finish(&bytes);
	}
	return err;
}
