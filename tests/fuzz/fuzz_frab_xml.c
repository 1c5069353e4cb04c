/* Any bytes as schedule.xml: never a crash, and what is read can be written and read again. */
#include "tests/fuzz/fuzz_schedule.h"

#include "schedule/frab_xml.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	fuzz_schedule(data, size, frab_xml_read, frab_xml_write);
	return 0;
}
