/* Keeps one CPU awake without taking time from anybody: a SCHED_IDLE loop, ended with the process that started it.
 * Virtual CPUs that fall asleep need up to 2 ms to wake, and an HTTP bench would measure that. Not for disk benches:
 * beside a spinner a thread that waits for the disk is woken by the next tick only.
 * Use: spin CPU */
#include "tests/bench/bench.h"

#include <sched.h>
#include <signal.h>
#include <sys/prctl.h>

int main(int argc, char **argv)
{
	cpu_set_t cpus;
	struct sched_param none = { 0 };
	CPU_ZERO(&cpus);
	CPU_SET((size_t)(argc > 1 ? atoi(argv[1]) : 0), &cpus);
	prctl(PR_SET_PDEATHSIG, SIGKILL);
	bench_need(sched_setaffinity(0, sizeof cpus, &cpus) == 0, "sched_setaffinity");
	bench_need(sched_setscheduler(0, SCHED_IDLE, &none) == 0, "sched_setscheduler");
	for (volatile unsigned turns = 0;; turns++)
		;
}
