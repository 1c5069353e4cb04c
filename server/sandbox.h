/* What the running server gives up for good: it starts no other program, debugs none and gains no privilege, so that
 * whoever gets code to run inside it has no shell. The unit (service/p2c.service) takes away the rest. */
#ifndef P2C_SANDBOX_H
#define P2C_SANDBOX_H

#include "base/err.h"

/* For this process, all its threads and all that come. ERR_CONFIG where the kernel refuses. In builds with sanitizers
 * it does nothing: they start programs to name what they found. */
enum err sandbox_enter(struct fault *out_fault);

#endif
