/* See arrival_forecast.h. */
#include "domain/arrival_forecast.h"

static const int64_t MINUTE_MS = 60000, HOUR_MS = 3600000;

const char ARRIVAL_FORECAST_RULE[] = "Who is expected today and has not come, divided by the arrivals of the last "
				     "15 minutes at all desks; walk-ins and pauses are not foreseen.";

struct arrival_forecast arrival_forecast(const struct arrival_facts *facts)
{
	struct arrival_forecast f = { .per_hour = facts->recent * 60 / ARRIVAL_RECENT_MINUTES,
		.waiting = facts->to_come };
	if (facts->to_come <= 0) {
		f.words_key = "done";
		return f;
	}
	if (f.per_hour <= 0) {
		f.words_key = "unknown";
		return f;
	}
	/* Whole minutes, upwards: a promise that is a little late is kept more often. */
	int64_t minutes = (facts->to_come * HOUR_MS / f.per_hour + MINUTE_MS - 1) / MINUTE_MS;
	int64_t clear_at = facts->now + minutes * MINUTE_MS;
	if (clear_at > facts->day_end) {
		f.words_key = "late";
		return f;
	}
	f.clear_at = clear_at;
	f.words_key = "clears";
	return f;
}
