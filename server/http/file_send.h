/* A file on its way to one client: read in pieces of 256 KiB, each when the socket has taken the one before, so that
 * a video of two gigabytes costs one piece of memory however slowly it is watched. What the system has in memory is
 * taken at once; what has to come from the disk is read elsewhere (http_config.read_piece), never on the loop. Loop
 * thread only. Not for ranges (files_range.h). */
#ifndef P2C_HTTP_FILE_SEND_H
#define P2C_HTTP_FILE_SEND_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/types.h>

enum { FILE_SEND_PIECE = 256 * 1024 };

/* One piece that is to be read off the loop. */
struct file_piece {
	int fd;
	int64_t at;
	size_t len;
	char *bytes;
	ssize_t got; /* what was read; below 1 when nothing could be */
	void (*done)(struct file_piece *piece);
};
/* Begins to read: piece->done is called on the loop, later. false: it cannot be read now, and done is not called. */
typedef bool file_read_piece(void *ctx, struct file_piece *piece);
/* The reading itself, for any thread. */
void file_piece_read(struct file_piece *piece);

struct file_send;

/* Takes the descriptor over. `len` bytes from `at`. */
struct file_send *file_send_create(int fd, int64_t at, int64_t len);
/* Not wanted any more. A piece that is being read is waited for in silence. NULL is fine. */
void file_send_destroy(struct file_send *file);

/* Leaves out the first bytes, and what is beyond `len` of the rest; before anything was taken. */
void file_send_narrow(struct file_send *file, int64_t first, int64_t len);

/* Bytes still to be taken. */
int64_t file_send_left(const struct file_send *file);
/* Asks for the next piece. `taken` is called with it, now or later; with 0 bytes when it cannot be read. The bytes
 * stay until the next call. */
typedef void file_taken(void *ctx, const char *bytes, size_t len);
void file_send_next(struct file_send *file, file_read_piece *read, void *read_ctx, file_taken *taken, void *ctx);

#endif
