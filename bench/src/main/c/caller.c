// SPDX-License-Identifier: Apache-2.0
//
//   caller COUNT ROUNDS
//
// Calls getpgid COUNT times, ROUNDS times over, and prints the nanoseconds of a call in the fastest
// round.
#include <stdio.h>
#include <stdlib.h>
#include <sys/syscall.h>
#include <time.h>
#include <unistd.h>

static double nanoseconds(void)
{
	struct timespec now;

	clock_gettime(CLOCK_MONOTONIC, &now);
	return now.tv_sec * 1e9 + now.tv_nsec;
}

int main(int argc, char **argv)
{
	long count, rounds;
	double least = 1e18;

	if (argc != 3)
		return 2;
	count = atol(argv[1]);
	rounds = atol(argv[2]);
	for (long round = 0; round < rounds; round++) {
		double begin = nanoseconds(), took;

		for (long i = 0; i < count; i++)
			syscall(SYS_getpgid, 0);
		took = (nanoseconds() - begin) / count;
		if (took < least)
			least = took;
	}
	printf("%.1f\n", least);
	return 0;
}
