/* The server's certificate, its key and the certificate of the authority that made it, as files: where they are, and
 * copies of them beside backups and snapshots, so that a spare answers under the same name without a warning. The
 * authority's own key is never copied. Not for making them (authority.h) nor for using them (http/tls.h). */
#ifndef P2C_CREDENTIALS_H
#define P2C_CREDENTIALS_H

#include "base/buf.h"
#include "base/err.h"
#include "options.h"

#include <limits.h>
#include <stdbool.h>

enum credential { CREDENTIAL_CERTIFICATE, CREDENTIAL_KEY, CREDENTIAL_AUTHORITY, CREDENTIALS };

struct credentials {
	char paths[CREDENTIALS][PATH_MAX];
};

/* As --tls-cert and --tls-key say, else what `p2c tls init` left in the data folder. They need not be there.
 * ERR_CONFIG when a path is too long. */
enum err credentials_find(const struct options *options, struct credentials *out, struct fault *out_fault);
/* Those of a copy: tls/ in a folder of snapshots or a data folder, FILE.tls beside a backup. */
enum err credentials_in(const char *folder, struct credentials *out, struct fault *out_fault);
/* The bytes of one at the end of *out; false when it is not there, or larger than any certificate. */
bool credentials_read(const struct credentials *credentials, enum credential which, struct buf *out);
/* Writes what is there, and not yet the same in `to`, durably and for the owner alone; `to` is made when there is
 * something to keep. Files that are not there are left out. ERR_DISK_FULL, ERR_NOT_SAVED with the reason. */
enum err credentials_copy(const struct credentials *from, const char *to, struct fault *out_fault);

#endif
