// SPDX-License-Identifier: Apache-2.0
/* Measures how long a tracer of signals takes from an event to its line on stdout.
 *
 * usage: meter EVENTS COMMAND...     the tracer, which prints a line for each SIGURG
 * prints the median in nanoseconds
 */
#define _GNU_SOURCE
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

enum {
	TICK_NANOS = 1000000,
	WARM_UP = 30000,
	PATIENCE_MILLIS = 20000,
	QUIET_MILLIS = 300
};

static char buffer[1 << 16];

static void die(const char *what)
{
	perror(what);
	exit(1);
}

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

static int readable(int fd, int millis)
{
	struct pollfd p = { .fd = fd, .events = POLLIN };
	return poll(&p, 1, millis) > 0;
}

static int read_some(int fd)
{
	ssize_t n = read(fd, buffer, sizeof(buffer));
	if (n <= 0)
		die("read");
	return buffer[n - 1] == '\n';
}

/* Sends events until one is printed, then waits until no more lines come. */
static void await_tracer(int fd, pid_t self)
{
	uint64_t end = nanos() + PATIENCE_MILLIS * 1000000ull;
	do {
		if (nanos() > end)
			die("wait for the tracer");
		kill(self, SIGURG);
	} while (!readable(fd, 20));
	while (readable(fd, QUIET_MILLIS))
		read_some(fd);
}

static uint64_t one_event(int fd, pid_t self)
{
	uint64_t start = nanos();
	kill(self, SIGURG);
	do {
		if (!readable(fd, PATIENCE_MILLIS))
			die("wait for a line");
	} while (!read_some(fd));
	return nanos() - start;
}

static int by_size(const void *a, const void *b)
{
	uint64_t x = *(const uint64_t *)a, y = *(const uint64_t *)b;
	return x < y ? -1 : x > y;
}

static pid_t start(char **command, int out)
{
	pid_t pid = fork();
	if (pid < 0)
		die("fork");
	if (pid == 0) {
		dup2(out, STDOUT_FILENO);
		execvp(command[0], command);
		die(command[0]);
	}
	close(out);
	return pid;
}

int main(int argc, char **argv)
{
	int count = argc > 2 ? atoi(argv[1]) : 0;
	int fds[2], status;

	if (count <= 0) {
		fprintf(stderr, "usage: meter EVENTS COMMAND...\n");
		return 2;
	}
	uint64_t *took = calloc(count, sizeof(*took));
	if (!took || pipe2(fds, O_CLOEXEC))
		die("pipe");
	signal(SIGURG, SIG_IGN);
	pid_t tracer = start(argv + 2, fds[1]), self = getpid();
	await_tracer(fds[0], self);
	for (int i = 0; i < WARM_UP; i++)
		one_event(fds[0], self);
	uint64_t begin = nanos();
	for (int i = 0; i < count; i++) {
		wait_until(begin + (uint64_t)(i + 1) * TICK_NANOS);
		took[i] = one_event(fds[0], self);
	}
	kill(tracer, SIGTERM);
	if (waitpid(tracer, &status, 0) != tracer || status != 0)
		die("end the tracer");
	qsort(took, count, sizeof(*took), by_size);
	printf("%lu\n", took[count / 2]);
	return 0;
}
