// SPDX-License-Identifier: Apache-2.0
//
// Makes TCP connections over the loopback device, for tests that watch them.
//
//   tcp_victim [options] WHAT
//
//   WHAT  pair         connects to itself, accepts, closes both sides
//         refused      connects where nobody listens
//         timeout      connects to a listener that does not answer any more
//         abandoned    the same, and closes the socket while it connects
//         unreachable  connects to an address that no route leads to, given -N and -p
//         noaddress    makes a connection that exists already
//         emfile       accepts when it may have no more descriptors
//         efault       accepts and wants the peer's address where there is no memory
//         invalid      accepts from a socket that does not listen
//         unix         accepts, but from a socket that is not of TCP
//         fastopen     connects by sendto
//   -6         IPv6
//   -m         IPv6 with an IPv4 address in it
//   -n         without blocking: connects, then polls
//   -t         connects in a second thread
//   -a         by accept4
//   -c COUNT   COUNT times (pair only); with -t all at once: the threads accept, the main one connects
//   -p PORT    the server's port, any unless said
//   -N         in new mount and network namespaces
//   -u UID     as that user
//   -g GID     as that group
//   -w         waits for a line on stdin first
//
// Prints "pid PID netns INODE mntns INODE", then "tid TID fd FD listener FD accepted FD server PORT
// client PORT result RESULT": of the last connect or accept, 0 or minus the errno.
#define _GNU_SOURCE
#include <arpa/inet.h>
#include <errno.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <pthread.h>
#include <sched.h>
#include <net/if.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/un.h>
#include <unistd.h>

union address {
	struct sockaddr any;
	struct sockaddr_in v4;
	struct sockaddr_in6 v6;
	struct sockaddr_un local;
};

static int uid = -1, gid = -1;
static int v6, mapped, nonblocking, threaded, four, fast, count = 1, port;
static int fd = -1, listener = -1, accepted = -1, client, result;
static pid_t tid;
static union address server;
static socklen_t length = sizeof(struct sockaddr_in);

static void die(const char *what)
{
	perror(what);
	exit(1);
}

static long inode(const char *namespace)
{
	struct stat status;

	if (stat(namespace, &status))
		die(namespace);
	return status.st_ino;
}

static void set_address(const char *v4_text, const char *v6_text)
{
	if (v6) {
		length = sizeof(server.v6);
		server.v6.sin6_family = AF_INET6;
		server.v6.sin6_port = htons(port);
		inet_pton(AF_INET6, v6_text, &server.v6.sin6_addr);
		return;
	}
	server.v4.sin_family = AF_INET;
	server.v4.sin_port = htons(port);
	inet_pton(AF_INET, v4_text, &server.v4.sin_addr);
}

static int port_of(int descriptor)
{
	union address own;
	socklen_t size = sizeof(own);

	if (getsockname(descriptor, &own.any, &size))
		die("getsockname");
	return ntohs(own.any.sa_family == AF_INET ? own.v4.sin_port : own.v6.sin6_port);
}

static int new_socket(void)
{
	int type = SOCK_STREAM | (nonblocking ? SOCK_NONBLOCK : 0), yes = 1;
	int descriptor = socket(server.any.sa_family, type, 0);

	if (descriptor < 0)
		die("socket");
	setsockopt(descriptor, SOL_SOCKET, SO_REUSEADDR, &yes, sizeof(yes));
	return descriptor;
}

/* A socket at the server's address, whose port is known from here on. */
static int bound(void)
{
	int type = SOCK_STREAM, yes = 1, descriptor = socket(server.any.sa_family, type, 0);

	setsockopt(descriptor, SOL_SOCKET, SO_REUSEADDR, &yes, sizeof(yes));
	if (descriptor < 0 || bind(descriptor, &server.any, length))
		die("bind");
	port = port_of(descriptor);
	server.v4.sin_port = htons(port); /* the same place in both families */
	return descriptor;
}

static void listen_with(int backlog)
{
	listener = bound();
	if (listen(listener, backlog))
		die("listen");
}

/* What a connection that is being made comes to. */
static int outcome(int descriptor)
{
	struct pollfd wanted = { .fd = descriptor, .events = POLLOUT };
	int error = 0;
	socklen_t size = sizeof(error);

	if (poll(&wanted, 1, -1) != 1)
		die("poll");
	getsockopt(descriptor, SOL_SOCKET, SO_ERROR, &error, &size);
	return -error;
}

static void *make_connection(void *nothing)
{
	tid = syscall(SYS_gettid);
	if (fast) {
		result = sendto(fd, "x", 1, MSG_FASTOPEN, &server.any, length) < 0 ? -errno : 0;
		return nothing;
	}
	result = connect(fd, &server.any, length) ? -errno : 0;
	if (result == -EINPROGRESS && nonblocking)
		result = outcome(fd);
	return nothing;
}

static void connect_it(void)
{
	pthread_t thread;

	fd = new_socket();
	if (!threaded) {
		make_connection(NULL);
	} else if (pthread_create(&thread, NULL, make_connection, NULL) ||
		   pthread_join(thread, NULL)) {
		die("thread");
	}
	client = port_of(fd);
}

static int take(struct sockaddr *peer, socklen_t *size)
{
	int got = four ? accept4(listener, peer, size, SOCK_CLOEXEC) : accept(listener, peer, size);

	if (got < 0)
		result = -errno;
	return got;
}

static void *take_and_close(void *nothing)
{
	int got = accept(listener, NULL, NULL);

	if (got < 0)
		die("accept");
	close(got);
	return nothing;
}

/* Each thread sleeps in accept, until there is a connection for each. */
static void threads(void)
{
	pthread_t *all = calloc(count, sizeof(*all));
	int *ours = calloc(count, sizeof(*ours));

	threaded = 0;
	listen_with(count);
	for (int i = 0; i < count; i++) {
		if (pthread_create(&all[i], NULL, take_and_close, NULL))
			die("thread");
	}
	usleep(500000); /* most sleep by now, which makes the test harder but is not needed */
	for (int i = 0; i < count; i++) {
		connect_it();
		if (result)
			die("connect");
		ours[i] = fd; /* open: after a second the kernel gives a port again */
	}
	for (int i = 0; i < count; i++) {
		pthread_join(all[i], NULL);
		close(ours[i]);
	}
	close(listener);
}

static void pairs(void)
{
	struct linger reset = { .l_onoff = 1 };

	if (threaded && count > 1) {
		threads();
		return;
	}
	listen_with(16);
	for (int i = 0; i < count; i++) {
		connect_it();
		if (result || (accepted = take(NULL, NULL)) < 0)
			break;
		if (count > 1) /* leaves no port behind that waits for its time */
			setsockopt(fd, SOL_SOCKET, SO_LINGER, &reset, sizeof(reset));
		close(fd);
		close(accepted);
	}
	close(listener);
}

/* Nobody listens at a port that this socket keeps. */
static void refused(void)
{
	int keeper = port ? -1 : bound();

	connect_it();
	close(fd);
	close(keeper);
}

/* As many as it takes until the listener does not answer. */
static void fill_up(void)
{
	struct sockaddr *to = &server.any;

	listen_with(0);
	for (int i = 0; i < 4; i++) {
		int filler = socket(to->sa_family, SOCK_STREAM | SOCK_NONBLOCK, 0);
		struct pollfd wanted = { .fd = filler, .events = POLLOUT };

		if (!connect(filler, to, length) || errno != EINPROGRESS)
			die("fill up");
		if (poll(&wanted, 1, 100) == 0)
			return;
	}
}

static void timeout(int abandon)
{
	int retries = 1;

	fill_up();
	fd = new_socket();
	setsockopt(fd, IPPROTO_TCP, TCP_SYNCNT, &retries, sizeof(retries));
	tid = getpid();
	if (!abandon) {
		make_connection(NULL);
		return;
	}
	fcntl(fd, F_SETFL, O_NONBLOCK);
	result = connect(fd, &server.any, length) ? -errno : 0;
	client = port_of(fd);
	close(fd);
}

static void no_address(void)
{
	union address own = server;
	int first, second;

	own.v4.sin_port = 0;
	listen_with(4);
	first = new_socket();
	second = new_socket();
	if (bind(first, &own.any, length))
		die("bind");
	client = port_of(first);
	own.v4.sin_port = htons(client);
	if (bind(second, &own.any, length) || connect(first, &server.any, length))
		die("first");
	fd = second;
	make_connection(NULL);
}

static int no_descriptors(void)
{
	struct rlimit none = { 0, 0 };

	return setrlimit(RLIMIT_NOFILE, &none);
}

static void connect_and_listen(void)
{
	listen_with(4);
	connect_it();
	if (result)
		die("connect");
}

static void accept_without_room(void)
{
	connect_and_listen();
	if (no_descriptors())
		die("limit");
	accepted = take(NULL, NULL);
}

static void accept_to_nowhere(void)
{
	connect_and_listen();
	accepted = take((struct sockaddr *)16, (socklen_t *)16);
}

static void accept_from_nobody(void)
{
	listener = bound();
	accepted = take(NULL, NULL);
}

static void unix_pair(void)
{
	server.local.sun_family = AF_UNIX;
	listener = socket(AF_UNIX, SOCK_STREAM, 0);
	fd = socket(AF_UNIX, SOCK_STREAM, 0);
	length = sizeof(sa_family_t);
	if (bind(listener, &server.any, length))
		die("bind");
	length = sizeof(server);
	if (getsockname(listener, &server.any, &length) || listen(listener, 1))
		die("listen");
	make_connection(NULL);
	accepted = take(NULL, NULL);
}

static void run(const char *what)
{
	if (!strcmp(what, "pair"))
		pairs();
	else if (!strcmp(what, "refused"))
		refused();
	else if (!strcmp(what, "timeout"))
		timeout(0);
	else if (!strcmp(what, "abandoned"))
		timeout(1);
	else if (!strcmp(what, "unreachable") && port)
		connect_it();
	else if (!strcmp(what, "noaddress"))
		no_address();
	else if (!strcmp(what, "emfile"))
		accept_without_room();
	else if (!strcmp(what, "efault"))
		accept_to_nowhere();
	else if (!strcmp(what, "invalid"))
		accept_from_nobody();
	else if (!strcmp(what, "unix"))
		unix_pair();
	else if (!strcmp(what, "fastopen"))
		fast = 1, pairs();
	else
		exit(2);
}

static void loopback_up(void)
{
	struct ifreq request = { .ifr_name = "lo", .ifr_flags = IFF_UP | IFF_RUNNING };
	int any = socket(AF_INET, SOCK_DGRAM, 0);

	if (any < 0 || ioctl(any, SIOCSIFFLAGS, &request))
		die("lo");
	close(any);
}

static void set_numbers(int option, const char *number)
{
	if (option == 'c')
		count = atoi(number);
	else if (option == 'p')
		port = atoi(number);
	else if (option == 'g')
		gid = atoi(number);
	else
		uid = atoi(number);
}

static void set(int option)
{
	char line[16];

	switch (option) {
	case '6':
		v6 = 1;
		break;
	case 'm':
		v6 = mapped = 1;
		break;
	case 'n':
		nonblocking = 1;
		break;
	case 't':
		threaded = 1;
		break;
	case 'a':
		four = 1;
		break;
	case 'N':
		if (unshare(CLONE_NEWNET | CLONE_NEWNS))
			die("unshare");
		loopback_up();
		break;
	case 'w':
		if (!fgets(line, sizeof(line), stdin))
			exit(2);
		break;
	case '?':
		exit(2);
	default:
		set_numbers(option, optarg);
	}
}

int main(int argc, char **argv)
{
	const char *what;
	int option;

	while ((option = getopt(argc, argv, "6mntac:p:Nu:g:w")) > 0)
		set(option);
	if (optind + 1 != argc)
		exit(2);
	if ((gid >= 0 && setgid(gid)) || (uid >= 0 && setuid(uid)))
		die("id");
	what = argv[optind];
	printf("pid %d netns %ld mntns %ld\n", getpid(), inode("/proc/self/ns/net"),
	       inode("/proc/self/ns/mnt"));
	fflush(stdout);
	if (!strcmp(what, "unreachable"))
		set_address("198.51.100.1", "2001:db8::1");
	else
		set_address("127.0.0.1", mapped ? "::ffff:127.0.0.1" : "::1");
	run(what);
	printf("tid %d fd %d listener %d accepted %d server %d client %d result %d\n", tid, fd,
	       listener, accepted, port, client, result);
	return 0;
}
