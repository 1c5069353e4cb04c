/* Counts the totals again from the journal of a data folder and holds them against the kept ones, as `p2c verify`
 * does after it has walked the chain. Prints how many pledges count. Use: recount DATABASE ZONE */
#include "base/clock.h"
#include "domain/recount.h"
#include "store/db.h"
#include "tests/bench/bench.h"

#include <inttypes.h>

int main(int argc, char **argv)
{
	struct fault fault = { 0 };
	struct db *db;
	int64_t pledges = 0;
	bench_need(argc == 3, "use: recount DATABASE ZONE");
	bench_need(clock_zone_set(argv[2]) == OK, argv[2]);
	bench_need(db_open(argv[1], DB_READ, &db, &fault) == OK, argv[1]);
	bench_need(recount_check(db, &pledges, &fault) == OK, fault.detail);
	db_close(db);
	printf("%" PRId64 "\n", pledges);
	return 0;
}
