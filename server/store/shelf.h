/* The videos as files: DATA/videos/ID is a whole one, ID.part one that is being uploaded, ID.map one byte a part that
 * has arrived. Any thread; each call stands for itself. What may be there is decided by rows (domain/video.h): a file
 * without its row goes with the next sweep. */
#ifndef P2C_STORE_SHELF_H
#define P2C_STORE_SHELF_H

#include "base/err.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { SHELF_PART_BYTES = 4 * 1024 * 1024, SHELF_ID_LEN = 36, SHELF_PARTS_MAX = 512 };
#define SHELF_SPARE_BYTES (INT64_C(1) << 30) /* of the disk, left to the journal */

/* DATA/videos of the data folder `data`, made when there is none. */
enum err shelf_open(const char *data, int *out_shelf, struct fault *out_fault);

/* Is there room for so many bytes beside what has to stay free? ERR_DISK_FULL with the numbers. */
enum err shelf_has_room(int shelf, int64_t size, struct fault *out_fault);

/* Puts part `number` (from 0) of an upload of `size` bytes where it belongs, durably; again is fine, in any order,
 * and nothing is done once the whole was kept. ERR_INVALID when the part is not as long as it has to be,
 * ERR_DISK_FULL. */
enum err shelf_put(
    int shelf, const char *id, int64_t size, size_t number, const char *bytes, size_t len, struct fault *out_fault);
/* How many parts a file of that size has; which of them have not arrived: their numbers, at most `most`.
 * None of one that was kept; all when that cannot be read. */
size_t shelf_parts(int64_t size);
size_t shelf_missing(int shelf, const char *id, int64_t size, size_t *out_missing, size_t most);

/* Holds an upload still while it is looked at: nothing is put meanwhile. A file that was kept before a crash counts
 * too. ERR_STEP when parts are missing, ERR_BUSY while one is just being put. */
struct shelf_upload {
	int file;
	bool is_kept;
};
enum err shelf_hold(
    int shelf, const char *id, int64_t size, struct shelf_upload *out_upload, struct fault *out_fault);
/* It is good: it gets its own name, durably. Ends the hold either way. */
enum err shelf_keep(int shelf, const char *id, struct shelf_upload *upload, struct fault *out_fault);
void shelf_let_go(struct shelf_upload *upload);

/* The whole file, for reading; ERR_NOT_FOUND, or ERR_BUSY where it is there and could not be opened. */
enum err shelf_read(int shelf, const char *id, int *out_file, int64_t *out_size);
bool shelf_has(int shelf, const char *id);

/* Takes away every file that `is_wanted` does not want (is_part: of an upload that is not finished). The names are
 * listed by shelf_list before the rows are read, so that nothing new is taken for something old. */
struct shelf_name {
	char id[SHELF_ID_LEN + 1];
	bool is_part;
	bool is_map;
};
size_t shelf_list(int shelf, struct shelf_name **out_names);
void shelf_remove(int shelf, const struct shelf_name *name);

#endif
