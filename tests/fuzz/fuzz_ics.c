/* Any bytes as iCalendar: never a crash, and what is read can be written and read again. */
#include "tests/fuzz/fuzz_schedule.h"

#include "schedule/ics.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	fuzz_schedule(data, size, ics_read, ics_write);
	return 0;
}
