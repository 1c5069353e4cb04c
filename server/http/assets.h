/* The pages of kiosk/ inside the program: the table is made by kiosk/build.mjs (build/kiosk/assets.c). */
#ifndef P2C_HTTP_ASSETS_H
#define P2C_HTTP_ASSETS_H

#include "http/files.h"

extern const struct asset assets[];
extern const size_t assets_len;

#endif
