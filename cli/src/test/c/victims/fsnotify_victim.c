// SPDX-License-Identifier: Apache-2.0
/*
 * Watches and is watched:
 *
 *   fsnotify_victim inotify           a file is made in a watched directory, written to and closed
 *   fsnotify_victim overflow          more happens than inotify's queue holds
 *   fsnotify_victim fanotify          a file is opened that fanotify watches
 *   fsnotify_victim permission V      a child opens a file; V is allow, deny or kill (of the child
 *                                     while it waits)
 *
 * Prints "tracer PID", "tracee PID", "inode N", "directory N" and "name NAME" or "path PATH" as they
 * apply.
 */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/fanotify.h>
#include <sys/inotify.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

static char directory[] = "/tmp/fsnotify.XXXXXX";
static char path[64];

static void must(int fine, const char *what)
{
	if (fine)
		return;
	perror(what);
	exit(1);
}

static unsigned long inode(const char *of)
{
	struct stat status;

	must(stat(of, &status) == 0, "stat");
	return status.st_ino;
}

static void make(void)
{
	must(mkdtemp(directory) != NULL, "mkdtemp");
	snprintf(path, sizeof(path), "%s/watched", directory);
	int fd = open(path, O_CREAT | O_WRONLY, 0600);
	must(fd >= 0, "create");
	close(fd);
}

static void drain(int fd)
{
	char buffer[65536];

	must(read(fd, buffer, sizeof(buffer)) > 0, "read events");
}

static int watch(unsigned int mask)
{
	int fd = inotify_init1(0);

	must(fd >= 0, "inotify_init1");
	must(inotify_add_watch(fd, directory, mask) == 1, "inotify_add_watch");
	return fd;
}

static void inotify(void)
{
	int fd = watch(IN_MODIFY);
	int file = open(path, O_WRONLY);

	must(write(file, "sixteen bytes...", 16) == 16, "write");
	close(file);
	drain(fd);
	printf("inode %lu\ndirectory %lu\nname watched\n", inode(path), inode(directory));
}

static void overflow(void)
{
	int fd = watch(IN_ATTRIB | IN_MODIFY);
	char buffer[65536];
	int file = open(path, O_WRONLY);

	for (int i = 0; i < 17000; i++) {
		must(write(file, "x", 1) == 1, "write");
		must(fchmod(file, 0600 + (i & 1)) == 0, "fchmod");
	}
	fcntl(fd, F_SETFL, O_NONBLOCK);
	while (read(fd, buffer, sizeof(buffer)) > 0)
		;
	must(errno == EAGAIN, "read events");
}

static int watch_all(unsigned int class, unsigned long mask)
{
	int fd = fanotify_init(class, O_RDONLY);

	must(fd >= 0, "fanotify_init");
	must(fanotify_mark(fd, FAN_MARK_ADD, mask, AT_FDCWD, path) == 0, "fanotify_mark");
	return fd;
}

static void fanotify(void)
{
	struct fanotify_event_metadata event;
	int fd = watch_all(FAN_CLASS_NOTIF, FAN_OPEN);

	close(open(path, O_RDONLY));
	must(read(fd, &event, sizeof(event)) == sizeof(event), "read event");
	close(event.fd);
	printf("path %s\n", path);
}

static void permission(const char *verdict)
{
	struct fanotify_event_metadata event;
	int fd = watch_all(FAN_CLASS_CONTENT, FAN_OPEN_PERM);
	pid_t child = fork();

	if (child == 0)
		_exit(open(path, O_RDONLY) < 0);
	must(child > 0, "fork");
	printf("tracee %d\npath %s\n", child, path);
	must(read(fd, &event, sizeof(event)) == sizeof(event), "read event");
	if (strcmp(verdict, "kill") == 0) {
		must(kill(child, SIGKILL) == 0, "kill");
		must(waitpid(child, NULL, 0) == child, "wait");
	}
	struct fanotify_response response = {
		.fd = event.fd,
		.response = strcmp(verdict, "deny") == 0 ? FAN_DENY : FAN_ALLOW,
	};
	if (write(fd, &response, sizeof(response)) < 0)
		must(errno == ENOENT, "answer");
	close(event.fd);
	close(fd);
	waitpid(child, NULL, 0);
}

int main(int count, char **words)
{
	setvbuf(stdout, NULL, _IOLBF, 0);
	make();
	printf("tracer %d\n", getpid());
	if (count > 1 && strcmp(words[1], "inotify") == 0)
		inotify();
	else if (count > 1 && strcmp(words[1], "overflow") == 0)
		overflow();
	else if (count > 1 && strcmp(words[1], "fanotify") == 0)
		fanotify();
	else if (count > 2 && strcmp(words[1], "permission") == 0)
		permission(words[2]);
	else
		return 2;
	unlink(path);
	rmdir(directory);
	return 0;
}
