/* The operator's requests: what commands ask of the running server over the socket in the data folder, or, when none
 * runs, of the data folder itself. One way for both, so a command never knows the difference. */
#ifndef P2C_OPERATOR_H
#define P2C_OPERATOR_H

#include "base/buf.h"
#include "base/err.h"

struct request_said {
	const char *method, *target, *content_type;
	const char *body;
	size_t body_len;
};
/* The server's socket file in a data folder. Writes to and returns out. */
enum { OPERATOR_PATH_MAX = 108 };
enum err operator_socket(const char *folder, char out[OPERATOR_PATH_MAX], struct fault *out_fault);
/* Asks and gives the status and the body. ERR_NOT_FOUND when there is no data folder, ERR_IN_USE when somebody else
 * holds it without answering. */
enum err operator_ask(const char *folder, const struct request_said *said, int *out_status, struct buf *out_body,
    struct fault *out_fault);

#endif
