// SPDX-License-Identifier: Apache-2.0
/* Makes events for the benchmarks: sends itself signals that are ignored.
 *
 * usage: victim SECONDS RATE     RATE signals a second in bursts of a millisecond, 0 = flat out
 * prints how many were sent
 */
#include <signal.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>
#include <unistd.h>

static uint64_t nanos(void)
{
	struct timespec t;
	clock_gettime(CLOCK_MONOTONIC, &t);
	return (uint64_t)t.tv_sec * 1000000000ull + t.tv_nsec;
}

static void wait_until(uint64_t when)
{
	struct timespec t = { when / 1000000000ull, when % 1000000000ull };
	clock_nanosleep(CLOCK_MONOTONIC, TIMER_ABSTIME, &t, NULL);
}

int main(int argc, char **argv)
{
	if (argc != 3) {
		fprintf(stderr, "usage: victim SECONDS RATE\n");
		return 2;
	}
	uint64_t seconds = strtoull(argv[1], NULL, 10);
	uint64_t burst = strtoull(argv[2], NULL, 10) / 1000;
	uint64_t start = nanos(), end = start + seconds * 1000000000ull, sent = 0;
	pid_t self = getpid();

	signal(SIGURG, SIG_IGN);
	for (uint64_t tick = 1; nanos() < end; tick++) {
		for (uint64_t i = 0; i < (burst ? burst : 1000); i++, sent++)
			kill(self, SIGURG);
		if (burst)
			wait_until(start + tick * 1000000ull);
	}
	printf("%lu\n", sent);
	return 0;
}
