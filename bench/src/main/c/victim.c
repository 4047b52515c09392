// SPDX-License-Identifier: Apache-2.0
/* Makes events for the benchmarks: sends itself signals that are ignored.
 *
 * usage: victim SECONDS RATE     RATE signals a second, evenly spaced by spinning, 0 = flat out
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

int main(int argc, char **argv)
{
	if (argc != 3) {
		fprintf(stderr, "usage: victim SECONDS RATE\n");
		return 2;
	}
	uint64_t seconds = strtoull(argv[1], NULL, 10);
	uint64_t rate = strtoull(argv[2], NULL, 10), gap = rate ? 1000000000ull / rate : 0;
	uint64_t start = nanos(), end = start + seconds * 1000000000ull, sent = 0;
	pid_t self = getpid();

	signal(SIGURG, SIG_IGN);
	for (uint64_t now = start; now < end; sent++) {
		kill(self, SIGURG);
		do
			now = nanos();
		while (now < start + sent * gap);
	}
	printf("%lu\n", sent);
	return 0;
}
