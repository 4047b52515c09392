// SPDX-License-Identifier: Apache-2.0
//
// Executes a program in a chosen way, for tests that watch executions.
//
//   exec_victim [options] PATH ARGV0 [ARG...]
//
//   -u UID     as that user            -g GID   as that group
//   -t         from a second thread    -a       by execveat on an open file
//   -x         %XX in arguments stands for a byte
//   -n COUNT   COUNT more arguments: arg-0, arg-1, ...
//   -s WHERE   in a new session: "pty" with a controlling terminal, "none" without
//   -l COUNT   COUNT times one after another, the last argument is the number of the turn; without
//              the other options, and PATH has to end with 0
//
// Prints "pid PID" (and "tid TID" with -t, "tty MAJOR MINOR" with -s pty) of the process that
// executes and, when it has ended, "status STATUS": what it returned, or minus the errno with which
// the execution failed.
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/sysmacros.h>
#include <sys/wait.h>
#include <unistd.h>

static int uid = -1, gid = -1, in_thread, at, more, turns = 1;
static const char *session;
static const char *path;
static char **arguments;
static int failure[2]; // a pipe that carries the errno of a failed execution

static void die(const char *what)
{
	perror(what);
	exit(1);
}

static void *execute(void *unused)
{
	if (in_thread) {
		printf("tid %ld\n", syscall(SYS_gettid));
		fflush(stdout);
	}
	if (at) {
		int file = open(path, O_PATH | O_CLOEXEC);

		if (file >= 0)
			syscall(SYS_execveat, file, "", arguments, environ, AT_EMPTY_PATH);
	} else {
		execve(path, arguments, environ);
	}

	int error = errno;

	if (write(failure[1], &error, sizeof(error)) != sizeof(error))
		_exit(126);
	_exit(127);
	return unused;
}

static void enter_session(void)
{
	if (setsid() < 0)
		die("setsid");
	if (strcmp(session, "pty"))
		return;

	int master = posix_openpt(O_RDWR | O_NOCTTY);
	struct stat slave;

	if (master < 0 || grantpt(master) || unlockpt(master))
		die("openpt");

	int terminal = open(ptsname(master), O_RDWR);

	if (terminal < 0 || ioctl(terminal, TIOCSCTTY, 0) || fstat(terminal, &slave))
		die("controlling terminal");
	printf("tty %u %u\n", major(slave.st_rdev), minor(slave.st_rdev));
}

static void child(void)
{
	close(failure[0]);
	if (session)
		enter_session();
	if (gid >= 0 && setresgid(gid, gid, gid))
		die("setgid");
	if (uid >= 0 && setresuid(uid, uid, uid))
		die("setuid");
	fflush(stdout);
	if (in_thread) {
		pthread_t thread;

		if (pthread_create(&thread, NULL, execute, NULL))
			die("thread");
		pthread_join(thread, NULL);
	}
	execute(NULL);
}

static void turn(void)
{
	int status, error = 0;

	if (pipe2(failure, O_CLOEXEC))
		die("pipe");
	fflush(stdout);

	pid_t pid = fork();

	if (pid < 0)
		die("fork");
	if (pid == 0)
		child();
	close(failure[1]);
	printf("pid %d\n", pid);
	if (read(failure[0], &error, sizeof(error)) < 0)
		die("read");
	close(failure[0]);
	if (waitpid(pid, &status, 0) != pid)
		die("wait");
	printf("status %d\n", error ? -error : WEXITSTATUS(status));
}

/* As cheap as it can be: on an emulated processor a fork costs many times what an exec does. */
static void quick_turn(void)
{
	int status;
	pid_t pid = vfork();

	if (pid < 0)
		die("vfork");
	if (pid == 0) {
		execve(path, arguments, environ);
		_exit(127);
	}
	if (waitpid(pid, &status, 0) != pid || status)
		die("turn");
}

static int nibble(char c)
{
	return c <= '9' ? c - '0' : (c | 0x20) - 'a' + 10;
}

static void decode(char *text)
{
	char *to = text;

	for (char *from = text; *from; from++) {
		if (*from == '%' && from[1] && from[2]) {
			*to++ = nibble(from[1]) << 4 | nibble(from[2]);
			from += 2;
		} else {
			*to++ = *from;
		}
	}
	*to = 0;
}

int main(int argc, char **argv)
{
	int option, encoded = 0;

	while ((option = getopt(argc, argv, "+u:g:taxn:s:l:")) != -1) {
		switch (option) {
		case 'u':
			uid = atoi(optarg);
			break;
		case 'g':
			gid = atoi(optarg);
			break;
		case 't':
			in_thread = 1;
			break;
		case 'a':
			at = 1;
			break;
		case 'x':
			encoded = 1;
			break;
		case 'n':
			more = atoi(optarg);
			break;
		case 's':
			session = optarg;
			break;
		case 'l':
			turns = atoi(optarg);
			break;
		default:
			return 2;
		}
	}
	if (argc - optind < 2)
		return 2;

	int given = argc - optind - 1, looped = turns > 1;
	char number[16];

	path = argv[optind];
	arguments = calloc(given + more + looped + 1, sizeof(*arguments));
	for (int i = 0; i < given; i++) {
		arguments[i] = argv[optind + 1 + i];
		if (encoded)
			decode(arguments[i]);
	}
	for (int i = 0; i < more; i++) {
		if (asprintf(&arguments[given + i], "arg-%d", i) < 0)
			die("memory");
	}
	if (looped)
		arguments[given + more] = number;
	for (int i = 0; i < turns; i++) {
		snprintf(number, sizeof(number), "%d", i);
		if (looped)
			quick_turn();
		else
			turn();
	}
	return 0;
}
