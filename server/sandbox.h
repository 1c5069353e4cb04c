/* What the running server gives up for good: it starts no other program, debugs none and gains no privilege, so that
 * whoever gets code to run inside it has no shell. The unit (service/p2c.service) takes away the rest. */
#ifndef P2C_SANDBOX_H
#define P2C_SANDBOX_H

#include "base/err.h"

/* For this process, all its threads and all that come. ERR_CONFIG where the kernel refuses. A build with
 * a sanitizer may still start and debug programs, as its reports need. */
enum err sandbox_enter(struct fault *out_fault);

#endif
