/* Finding static files and answering for them. In a folder, files are read again when they change; that blocks the
 * loop for a moment and is for people who work on the pages, not for the event. */
#include "http/files.h"
#include "base/buf.h"
#include "base/mem.h"
#include "http/etag.h"
#include "http/files_range.h"
#include "http/gzip.h"

#include <fcntl.h>
#include <limits.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { FILE_MAX = 64 * 1024 * 1024 };

static const char immutable_cache[] = "public, max-age=31536000, immutable";
static const char revalidate_cache[] = "no-cache";

/* A file of the folder as it was when last read. */
struct loaded {
	struct loaded *next;
	struct asset asset;
	struct timespec changed;
	char etag[ETAG_LEN + 1];
	char path[];
};

struct files {
	const struct asset *table;
	size_t n;
	char *folder;
	struct loaded *loaded;
};

static const struct {
	const char *ending, *type;
} types[] = {
	{ ".css", "text/css; charset=utf-8" },
	{ ".html", "text/html; charset=utf-8" },
	{ ".ico", "image/x-icon" },
	{ ".jpg", "image/jpeg" },
	{ ".js", "text/javascript; charset=utf-8" },
	{ ".json", "application/json" },
	{ ".map", "application/json" },
	{ ".mp4", "video/mp4" },
	{ ".png", "image/png" },
	{ ".svg", "image/svg+xml" },
	{ ".txt", "text/plain; charset=utf-8" },
	{ ".wasm", "application/wasm" },
	{ ".webm", "video/webm" },
	{ ".webmanifest", "application/manifest+json" },
	{ ".woff2", "font/woff2" },
};

struct files *files_create(const struct asset *table, size_t n, const char *folder)
{
	struct files *files = mem_alloc(sizeof *files);

	files->table = table;
	files->n = n;
	files->folder = mem_dup(folder);
	return files;
}

static void unload(struct loaded **at)
{
	struct loaded *gone = *at;

	*at = gone->next;
	body_release(gone->asset.owner);
	free(gone);
}

void files_destroy(struct files *files)
{
	if (!files)
		return;
	while (files->loaded)
		unload(&files->loaded);
	free(files->folder);
	free(files);
}

/* From a folder. */

static const char *type_of(const char *name)
{
	const char *ending = strrchr(name, '.');

	for (size_t i = 0; ending && i < sizeof types / sizeof types[0]; i++)
		if (strcmp(types[i].ending, ending) == 0)
			return types[i].type;
	return "application/octet-stream";
}

static struct body *read_whole(int fd, size_t size)
{
	struct buf text = { 0 };

	while (text.len < size) {
		ssize_t n = read(fd, buf_room(&text, size - text.len), size - text.len);

		if (n <= 0)
			break;
		text.len += (size_t)n;
	}
	return body_steal(&text);
}

static struct loaded *load(struct files *files, const char *path, int fd, const struct stat *info, const char *name)
{
	struct loaded *loaded = mem_alloc(sizeof *loaded + strlen(path) + 1);
	struct asset *asset = &loaded->asset;

	memcpy(loaded->path, path, strlen(path) + 1);
	loaded->changed = info->st_mtim;
	asset->owner = read_whole(fd, (size_t)info->st_size);
	asset->bytes = body_bytes(asset->owner);
	asset->len = body_len(asset->owner);
	asset->path = loaded->path;
	asset->content_type = type_of(name);
	asset->etag = etag_of(asset->bytes, asset->len, "", loaded->etag);
	loaded->next = files->loaded;
	files->loaded = loaded;
	return loaded;
}

static bool is_same(const struct loaded *loaded, const struct stat *info)
{
	return loaded->changed.tv_sec == info->st_mtim.tv_sec && loaded->changed.tv_nsec == info->st_mtim.tv_nsec &&
	       loaded->asset.len == (size_t)info->st_size;
}

/* The file as loaded before, if it did not change since; a changed one is forgotten. */
static struct loaded *recall(struct files *files, const char *path, const struct stat *info)
{
	for (struct loaded **at = &files->loaded; *at; at = &(*at)->next) {
		if (strcmp((*at)->path, path) != 0)
			continue;
		if (is_same(*at, info))
			return *at;
		unload(at);
		return NULL;
	}
	return NULL;
}

static const struct asset *find_as(struct files *files, const char *path, const char *ending)
{
	char name[PATH_MAX];
	struct loaded *loaded = NULL;
	struct stat info;
	int len = snprintf(name, sizeof name, "%s%s%s", files->folder, path, ending);
	int fd = len < (int)sizeof name ? open(name, O_RDONLY | O_CLOEXEC | O_NONBLOCK) : -1;

	if (fd < 0)
		return NULL;
	if (fstat(fd, &info) == 0 && S_ISREG(info.st_mode) && info.st_size <= FILE_MAX) {
		loaded = recall(files, path, &info);
		if (!loaded)
			loaded = load(files, path, fd, &info, name);
	}
	close(fd);
	return loaded ? &loaded->asset : NULL;
}

static const struct asset *find_in_folder(struct files *files, const char *path)
{
	const struct asset *asset;

	if (strcmp(path, "/") == 0)
		return find_as(files, path, "index.html");
	asset = find_as(files, path, "");
	return asset ? asset : find_as(files, path, ".html");
}

static int compare(const void *path, const void *asset)
{
	return strcmp(path, ((const struct asset *)asset)->path);
}

const struct asset *files_find(struct files *files, const char *path)
{
	const struct asset *asset = files->folder && !strstr(path, "/.") ? find_in_folder(files, path) : NULL;

	if (asset || files->n == 0)
		return asset;
	return bsearch(path, files->table, files->n, sizeof files->table[0], compare);
}

/* Answers. */

/* The moderator looks at the wall before the room does, the office at every screen, within their own page. Nothing
 * can be pressed on these, and they have no login. */
static const char *const framed_pages[] = { "/hall", "/sign/{room}", "/wall" };

static bool is_framed(const char *path)
{
	for (size_t i = 0; i < sizeof framed_pages / sizeof framed_pages[0]; i++)
		if (strcmp(path, framed_pages[i]) == 0)
			return true;
	return false;
}

void files_answer(const struct asset *asset, const struct wire_request *request, struct answer *out_answer)
{
	const char *range = wire_known(request, WIRE_RANGE);
	const char *if_range = wire_known(request, WIRE_IF_RANGE);
	bool gzip = asset->gzip && gzip_is_taken(wire_known(request, WIRE_ACCEPT_ENCODING));
	struct answer answer = {
		.status = 200,
		.content_type = asset->content_type,
		.body = asset->owner,
		.bytes = gzip ? asset->gzip : asset->bytes,
		.len = gzip ? asset->gzip_len : asset->len,
		.etag = gzip ? asset->gzip_etag : asset->etag,
		.cache = asset->immutable ? immutable_cache : revalidate_cache,
		.policy = is_framed(asset->path) ? ANSWER_LOOK : ANSWER_PAGE,
	};

	if (asset->gzip)
		answer_add(&answer, "Vary", "Accept-Encoding");
	if (gzip)
		answer_add(&answer, "Content-Encoding", "gzip");
	else
		answer_add(&answer, "Accept-Ranges", "bytes");
	if (etag_weak_match(wire_known(request, WIRE_IF_NONE_MATCH), answer.etag))
		answer.status = 304;
	else if (range && !gzip && request->method == WIRE_GET && (!if_range || strcmp(if_range, answer.etag) == 0))
		answer.bytes += files_range_answer(range, answer.len, &answer, &answer.len);
	*out_answer = answer;
}
