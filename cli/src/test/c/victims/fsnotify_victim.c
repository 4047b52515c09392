// SPDX-License-Identifier: Apache-2.0
//
// Watches files and does something to them, for tests that watch such watchers.
//
//   fsnotify_victim [-u UID] [-g GID] [-w] HOW DIRECTORY
//
//   inotify     reads what it is told of a new file that 16 bytes are written to
//   file        the same, but watches the file itself
//   self        the same as inotify, without a child: tracer and tracee are one
//   early       the same as self, and waits for a line on stdin before it reads
//   move        reads what it is told of a file that is moved
//   overflow    has more happen than its queue holds
//   unread      closes its queue with an event in it
//   fanotify    reads what it is told of a file that is closed after writing
//   allow       allows a file to be opened
//   deny        forbids it
//   ignored     ends without an answer to a question it has read
//   unasked     ends without having read the question
//   killed      has read the question, then the asker is killed
//   withdrawn   has the asker killed before the question is read
//
//   -w          waits for a line on stdin once its queue is there
//
// The watcher is the parent, the tracee a child of it with the user and the group given. Prints
// "tracer PID", "tracee PID", "file INODE", "directory INODE", "queue FD" and what open returned:
// "opened 0" or minus the errno, as far as there are such.
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/fanotify.h>
#include <sys/inotify.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#define QUEUE_LENGTH 16
#define QUEUE_LIMIT "/proc/sys/fs/inotify/max_queued_events"

static int uid = -1, gid = -1, queue, waiting;
static const char *how;
static char file[PATH_MAX], other[PATH_MAX];
static const char *directory;

static void die(const char *what)
{
	perror(what);
	exit(1);
}

static int is(const char *name)
{
	return !strcmp(how, name);
}

static void print_inode(const char *word, const char *path)
{
	struct stat status;

	if (stat(path, &status))
		die(path);
	printf("%s %llu\n", word, (unsigned long long)status.st_ino);
}

static void make_file(void)
{
	int descriptor = open(file, O_RDWR | O_CREAT | O_TRUNC, 0666);

	if (descriptor < 0 || fchmod(descriptor, 0666) || close(descriptor))
		die(file);
}

static void make_many(void)
{
	char path[PATH_MAX];

	for (int i = 0; i < 4 * QUEUE_LENGTH; i++) {
		snprintf(path, sizeof(path), "%.3000s/%d", directory, i);
		if (mknod(path, S_IFREG | 0600, 0) || unlink(path))
			die(path);
	}
}

// What the tracee does.
static int act(void)
{
	int descriptor, error = 0;

	if (is("overflow")) {
		make_many();
		return 0;
	}
	if (is("move")) {
		if (rename(file, other))
			die("rename");
		return 0;
	}
	descriptor = open(file, O_WRONLY);
	if (descriptor < 0)
		error = -errno;
	else if (write(descriptor, "0123456789abcdef", 16) != 16)
		die("write");
	if (!error)
		close(descriptor);
	printf("opened %d\n", error);
	return 0;
}

static pid_t start_tracee(void)
{
	int go[2];
	char byte;
	pid_t pid;

	if (pipe(go))
		die("pipe");
	fflush(stdout);
	pid = fork();
	if (pid < 0)
		die("fork");
	if (pid == 0) {
		close(go[1]);
		close(queue);
		if (gid >= 0 && setresgid(gid, gid, gid))
			die("setgid");
		if (uid >= 0 && setresuid(uid, uid, uid))
			die("setuid");
		if (read(go[0], &byte, 1) != 1)
			_exit(1);
		act();
		fflush(stdout);
		_exit(0);
	}
	printf("tracee %d\n", pid);
	fflush(stdout);
	if (write(go[1], "x", 1) != 1)
		die("go");
	close(go[0]);
	close(go[1]);
	return pid;
}

static void await_end(pid_t tracee)
{
	if (waitpid(tracee, NULL, 0) != tracee)
		die("wait");
}

// Reads all there is; the last read finds nothing.
static void drain(void)
{
	static char buffer[65536] __attribute__((aligned(8)));

	while (read(queue, buffer, sizeof(buffer)) > 0) {
		struct fanotify_event_metadata *event = (void *)buffer;

		if (is("fanotify") && event->fd >= 0)
			close(event->fd);
	}
	if (errno != EAGAIN)
		die("read");
}

static void await_line(void)
{
	fflush(stdout);
	if (getchar() == EOF)
		exit(1);
}

static void has_queue(void)
{
	printf("queue %d\n", queue);
	if (waiting)
		await_line();
}

static int set_queue_length(int length)
{
	FILE *limit = fopen(QUEUE_LIMIT, "r+");
	int before;

	if (!limit || fscanf(limit, "%d", &before) != 1)
		die(QUEUE_LIMIT);
	rewind(limit);
	if (fprintf(limit, "%d\n", length) < 0 || fclose(limit))
		die(QUEUE_LIMIT);
	return before;
}

// A full queue is had sooner if it is a short one.
static int new_short_queue(void)
{
	int before = set_queue_length(QUEUE_LENGTH);
	int made = inotify_init1(IN_NONBLOCK);

	set_queue_length(before);
	return made;
}

static void watch_by_inotify(void)
{
	uint32_t mask = is("move") ? IN_MOVE : is("overflow") ? IN_CREATE : IN_MODIFY;

	queue = is("overflow") ? new_short_queue() : inotify_init1(IN_NONBLOCK);
	if (queue < 0 || inotify_add_watch(queue, is("file") ? file : directory, mask) < 0)
		die("inotify");
	has_queue();
	if (is("self") || is("early"))
		act();
	else
		await_end(start_tracee());
	if (is("early"))
		await_line();
	if (!is("unread"))
		drain();
	close(queue);
}

static void watch_by_fanotify(void)
{
	queue = fanotify_init(FAN_CLASS_NOTIF | FAN_NONBLOCK, O_RDONLY);
	if (queue < 0 || fanotify_mark(queue, FAN_MARK_ADD, FAN_CLOSE_WRITE | FAN_EVENT_ON_CHILD,
				       AT_FDCWD, directory))
		die("fanotify");
	has_queue();
	await_end(start_tracee());
	drain();
	close(queue);
}

static void answer(int descriptor, unsigned int response)
{
	struct fanotify_response answer = { .fd = descriptor, .response = response };

	if (write(queue, &answer, sizeof(answer)) != sizeof(answer))
		die("answer");
}

static int read_question(void)
{
	struct fanotify_event_metadata event;

	if (read(queue, &event, sizeof(event)) != sizeof(event))
		die("question");
	return event.fd;
}

static void await_question(void)
{
	struct pollfd poll_for = { .fd = queue, .events = POLLIN };

	if (poll(&poll_for, 1, 60000) != 1)
		die("poll");
}

static void kill_tracee(pid_t tracee)
{
	kill(tracee, SIGKILL);
	await_end(tracee);
}

static void watch_by_permission(void)
{
	int descriptor;
	pid_t tracee;

	queue = fanotify_init(FAN_CLASS_CONTENT, O_RDONLY);
	if (queue < 0 || fanotify_mark(queue, FAN_MARK_ADD, FAN_OPEN_PERM, AT_FDCWD, file))
		die("fanotify");
	tracee = start_tracee();
	await_question();
	if (is("unasked")) {
		close(queue);
		await_end(tracee);
		return;
	}
	if (is("withdrawn")) {
		kill_tracee(tracee);
		return;
	}
	descriptor = read_question();
	if (is("killed"))
		kill_tracee(tracee);
	if (!is("ignored"))
		answer(descriptor, is("deny") ? FAN_DENY : FAN_ALLOW);
	close(queue);
	if (!is("killed"))
		await_end(tracee);
}

int main(int argc, char **argv)
{
	int option;

	while ((option = getopt(argc, argv, "u:g:w")) != -1) {
		if (option == 'u')
			uid = atoi(optarg);
		else if (option == 'g')
			gid = atoi(optarg);
		else if (option == 'w')
			waiting = 1;
		else
			return 2;
	}
	if (argc - optind != 2)
		return 2;
	how = argv[optind];
	directory = argv[optind + 1];
	snprintf(file, sizeof(file), "%.3000s/watched", directory);
	snprintf(other, sizeof(other), "%.3000s/moved", directory);
	make_file();
	printf("tracer %d\n", getpid());
	print_inode("file", file);
	print_inode("directory", directory);
	if (is("inotify") || is("self") || is("file") || is("move") || is("overflow") ||
	    is("unread") || is("early"))
		watch_by_inotify();
	else if (is("fanotify"))
		watch_by_fanotify();
	else
		watch_by_permission();
	return 0;
}
