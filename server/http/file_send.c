/* See file_send.h. */
#include "http/file_send.h"

#include "base/mem.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <sys/uio.h>
#include <unistd.h>

struct file_send {
	struct file_piece piece; /* first: `done` gives it back */
	int64_t left;
	file_taken *taken;
	void *ctx;
	bool is_reading, is_unwanted;
};

void file_piece_read(struct file_piece *piece)
{
	do
		piece->got = pread(piece->fd, piece->bytes, piece->len, piece->at);
	while (piece->got < 0 && errno == EINTR);
}

struct file_send *file_send_create(int fd, int64_t at, int64_t len)
{
	struct file_send *file = mem_alloc(sizeof *file);
	file->piece.fd = fd;
	file->piece.at = at;
	file->left = len;
	posix_fadvise(fd, at, len, POSIX_FADV_SEQUENTIAL);
	return file;
}

static void release(struct file_send *file)
{
	close(file->piece.fd);
	free(file->piece.bytes);
	free(file);
}

void file_send_destroy(struct file_send *file)
{
	if (!file)
		return;
	if (file->is_reading)
		file->is_unwanted = true;
	else
		release(file);
}

void file_send_narrow(struct file_send *file, int64_t first, int64_t len)
{
	file->piece.at += first;
	file->left = len;
}

int64_t file_send_left(const struct file_send *file)
{
	return file->left;
}

/* Counts what came and hands it on. */
static void take(struct file_send *file)
{
	size_t got = file->piece.got > 0 ? (size_t)file->piece.got : 0;
	file->piece.at += (int64_t)got;
	file->left -= (int64_t)got;
	file->taken(file->ctx, file->piece.bytes, got);
}

static void on_read(struct file_piece *piece)
{
	struct file_send *file = (struct file_send *)(void *)piece;
	file->is_reading = false;
	if (file->is_unwanted)
		release(file);
	else
		take(file);
}

/* From the system's memory, without waiting; false when it is not there. */
static bool read_at_hand(struct file_piece *piece)
{
	struct iovec room = { .iov_base = piece->bytes, .iov_len = piece->len };
	piece->got = preadv2(piece->fd, &room, 1, piece->at, RWF_NOWAIT);
	return piece->got > 0;
}

void file_send_next(struct file_send *file, file_read_piece *read, void *read_ctx, file_taken *taken, void *ctx)
{
	struct file_piece *piece = &file->piece;
	if (!piece->bytes)
		piece->bytes = mem_alloc(FILE_SEND_PIECE);
	piece->len = file->left < FILE_SEND_PIECE ? (size_t)file->left : FILE_SEND_PIECE;
	piece->done = on_read;
	file->taken = taken;
	file->ctx = ctx;
	if (read_at_hand(piece)) {
		take(file);
		return;
	}
	file->is_reading = true;
	if (read && read(read_ctx, piece))
		return;
	file->is_reading = false;
	if (read)
		piece->got = 0;
	else
		file_piece_read(piece);
	take(file);
}
