/* When will the queue be gone? Arithmetic on what was counted, said with its rule, so that nobody takes it for more.
 */
#ifndef P2C_DOMAIN_ARRIVAL_FORECAST_H
#define P2C_DOMAIN_ARRIVAL_FORECAST_H

#include <stdint.h>

enum { ARRIVAL_RECENT_MINUTES = 15 };

struct arrival_facts {
	int64_t now, day_end; /* ms UTC */
	int64_t recent;       /* arrivals of the last ARRIVAL_RECENT_MINUTES, all desks */
	int64_t to_come;      /* expected today and not there */
};
struct arrival_forecast {
	int64_t per_hour, waiting;
	int64_t clear_at; /* ms UTC; 0 when it cannot be said */
	/* done: nobody is waited for · unknown: nobody came lately · clears: at clear_at · late: not today */
	const char *words_key;
};
extern const char ARRIVAL_FORECAST_RULE[];

/* Goes on at the pace of the last quarter of an hour. */
struct arrival_forecast arrival_forecast(const struct arrival_facts *facts);

#endif
