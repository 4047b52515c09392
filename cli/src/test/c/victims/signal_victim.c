// SPDX-License-Identifier: Apache-2.0
//
// Sends a signal in a chosen way, for tests that watch signals.
//
//   signal_victim [options] HOW SIGNAL
//
//   HOW        kill, tkill, tgkill, pidfd or sigqueue
//   -m         to a process that is not there
//   -p PID     to that process
//   -u UID     as that user
//   -g GID     as that group
//   -i         the target ignores the signal
//   -b         the target blocks the signal
//   -n COUNT   COUNT times
//
// Without -m and -p the target is a child that was made for it. Prints
// "sender PID target PID", then "result RESULT": 0, or minus the errno of the last try.
#define _GNU_SOURCE
#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

static int uid = -1, gid = -1, missing, ignored, blocked, times = 1;
static pid_t target;
static int life[2]; // a pipe that ends when this process does

static void die(const char *what)
{
	perror(what);
	exit(1);
}

static long send(const char *how, int signal)
{
	if (!strcmp(how, "kill"))
		return syscall(SYS_kill, target, signal);
	if (!strcmp(how, "tkill"))
		return syscall(SYS_tkill, target, signal);
	if (!strcmp(how, "tgkill"))
		return syscall(SYS_tgkill, target, target, signal);
	if (!strcmp(how, "pidfd")) {
		long descriptor = syscall(SYS_pidfd_open, target, 0);

		if (descriptor < 0)
			return descriptor;
		return syscall(SYS_pidfd_send_signal, descriptor, signal, NULL, 0);
	}

	union sigval nothing = { 0 };

	return sigqueue(target, signal, nothing);
}

static pid_t make_target(int signal)
{
	int ready[2];
	char byte;

	if (pipe(ready) || pipe(life))
		die("pipe");

	pid_t pid = fork();

	if (pid < 0)
		die("fork");
	if (pid == 0) {
		sigset_t set;

		sigemptyset(&set);
		sigaddset(&set, signal);
		if (ignored)
			sigaction(signal, &(struct sigaction){ .sa_handler = SIG_IGN }, NULL);
		if (blocked)
			sigprocmask(SIG_BLOCK, &set, NULL);
		close(life[1]);
		if (write(ready[1], "x", 1) != 1)
			_exit(1);
		_exit(read(life[0], &byte, 1) != 0);
	}
	if (read(ready[0], &byte, 1) != 1)
		die("target");
	close(ready[0]);
	close(ready[1]);
	close(life[0]);
	return pid;
}

static pid_t make_missing(void)
{
	pid_t pid = fork();

	if (pid == 0)
		_exit(0);
	waitpid(pid, NULL, 0);
	return pid;
}

int main(int argc, char **argv)
{
	int option, made = 0;
	long result = 0;

	while ((option = getopt(argc, argv, "+mp:u:g:ibn:")) != -1) {
		switch (option) {
		case 'm':
			missing = 1;
			break;
		case 'p':
			target = atoi(optarg);
			break;
		case 'u':
			uid = atoi(optarg);
			break;
		case 'g':
			gid = atoi(optarg);
			break;
		case 'i':
			ignored = 1;
			break;
		case 'b':
			blocked = 1;
			break;
		case 'n':
			times = atoi(optarg);
			break;
		default:
			return 2;
		}
	}
	if (argc - optind != 2)
		return 2;

	int signal = atoi(argv[optind + 1]);

	if (missing)
		target = make_missing();
	else if (!target)
		target = make_target(signal), made = 1;
	if (gid >= 0 && setresgid(gid, gid, gid))
		die("setgid");
	if (uid >= 0 && setresuid(uid, uid, uid))
		die("setuid");
	printf("sender %d target %d\n", getpid(), target);
	fflush(stdout);
	for (int i = 0; i < times; i++)
		result = send(argv[optind], signal);
	printf("result %d\n", result < 0 ? -errno : 0);
	if (made) {
		close(life[1]);
		waitpid(target, NULL, 0);
	}
	return 0;
}
