/* Any bytes as schedule.json version 2: never a crash, and what is read can be written and read again. */
#include "tests/fuzz/fuzz_schedule.h"

#include "schedule/frab_json.h"
#include "schedule/frab_json2.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	fuzz_schedule(data, size, frab_json_read, frab_json2_write);
	return 0;
}
