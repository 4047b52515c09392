// SPDX-License-Identifier: Apache-2.0
//
// Does one operation on a file, for tests that watch file systems.
//
//   file_victim [options] OPERATION FILE
//
//   OPERATION  read, write, append, open, fsync, fdatasync, statfs, or queue: a read that goes on
//              by itself (io_submit) and is waited for. write, append and the two syncs create the
//              file
//   -o OFFSET  read or write there
//   -n BYTES   so many, 4096 unless said
//   -d         past the page cache (O_DIRECT)
//   -s         until it is on disk (O_SYNC)
//   -b         to or from memory that is not there
//   -t         in a second thread
//   -j COUNT   in so many more threads at the same time
//   -u UID     as that user
//   -g GID     as that group
//   -w         wait for a line on stdin first
//
// Prints "pid PID", then "tid TID result RESULT took MICROSECONDS": of the operation alone, bytes or
// 0 or minus the errno.
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <linux/aio_abi.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/statfs.h>
#include <sys/syscall.h>
#include <time.h>
#include <unistd.h>

#define PAGE 4096
#define MAX_THREADS 16

static const char *operation, *file;
static long offset, bytes = PAGE;
static int flags, bad;
static _Thread_local int descriptor = -1;
static _Thread_local char *buffer;
static pthread_barrier_t start_line;

static void die(const char *what)
{
	perror(what);
	exit(1);
}

static int is(const char *name)
{
	return !strcmp(operation, name);
}

static long microseconds(void)
{
	struct timespec now;

	clock_gettime(CLOCK_MONOTONIC, &now);
	return now.tv_sec * 1000000 + now.tv_nsec / 1000;
}

static void open_file(void)
{
	int mode = is("read") || is("queue") || is("open") ? O_RDONLY : O_RDWR | O_CREAT;

	descriptor = open(file, mode | flags | (is("append") ? O_APPEND : 0), 0644);
}

static void prepare(void)
{
	size_t room = (bytes + PAGE - 1) / PAGE * PAGE;

	buffer = aligned_alloc(PAGE, room);
	if (!buffer)
		die("memory");
	memset(buffer, 'x', room);
	if (bad)
		buffer = (char *)PAGE;
	if (is("open") || is("statfs"))
		return;
	open_file();
	if (descriptor < 0)
		die(file);
}

static long queue(void)
{
	struct iocb request = {
		.aio_fildes = descriptor,
		.aio_lio_opcode = IOCB_CMD_PREAD,
		.aio_buf = (unsigned long)buffer,
		.aio_nbytes = bytes,
		.aio_offset = offset,
	};
	struct iocb *requests[] = { &request };
	struct io_event event;
	aio_context_t context = 0;

	if (syscall(SYS_io_setup, 1, &context) || syscall(SYS_io_submit, context, 1, requests) != 1)
		return -1;
	if (syscall(SYS_io_getevents, context, 1, 1, &event, NULL) != 1)
		return -1;
	return event.res;
}

static long operate(void)
{
	struct statfs statistics;

	if (is("read"))
		return pread(descriptor, buffer, bytes, offset);
	if (is("queue"))
		return queue();
	if (is("write"))
		return pwrite(descriptor, buffer, bytes, offset);
	if (is("append"))
		return write(descriptor, buffer, bytes);
	if (is("fsync"))
		return fsync(descriptor);
	if (is("fdatasync"))
		return fdatasync(descriptor);
	if (is("statfs"))
		return statfs(file, &statistics);
	if (!is("open"))
		exit(2);
	open_file();
	return descriptor < 0 ? -1 : 0;
}

static void *run(void *nothing)
{
	prepare();
	pthread_barrier_wait(&start_line);

	long start = microseconds();
	long result = operate();
	long took = microseconds() - start;

	if (result < 0)
		result = -errno;
	printf("tid %ld result %ld took %ld\n", syscall(SYS_gettid), result, took);
	return NULL;
}

static void run_threads(int count)
{
	pthread_t threads[MAX_THREADS];

	for (int i = 0; i < count; i++)
		if (pthread_create(&threads[i], NULL, run, NULL))
			die("thread");
	for (int i = 0; i < count; i++)
		if (pthread_join(threads[i], NULL))
			die("thread");
}

int main(int argc, char **argv)
{
	int option, uid = -1, gid = -1, threads = 0, waiting = 0;

	while ((option = getopt(argc, argv, "+o:n:dsbtj:u:g:w")) != -1) {
		switch (option) {
		case 'o':
			offset = atol(optarg);
			break;
		case 'n':
			bytes = atol(optarg);
			break;
		case 'd':
			flags |= O_DIRECT;
			break;
		case 's':
			flags |= O_SYNC;
			break;
		case 'b':
			bad = 1;
			break;
		case 't':
			threads = 1;
			break;
		case 'j':
			threads = atoi(optarg);
			break;
		case 'u':
			uid = atoi(optarg);
			break;
		case 'g':
			gid = atoi(optarg);
			break;
		case 'w':
			waiting = 1;
			break;
		default:
			return 2;
		}
	}
	if (argc - optind != 2 || threads < 0 || threads > MAX_THREADS)
		return 2;
	operation = argv[optind];
	file = argv[optind + 1];
	printf("pid %d\n", getpid());
	fflush(stdout);
	if (waiting && getchar() == EOF)
		return 1;
	if (gid != -1 && setresgid(gid, gid, gid))
		die("setresgid");
	if (uid != -1 && setresuid(uid, uid, uid))
		die("setresuid");
	pthread_barrier_init(&start_line, NULL, threads ? threads : 1);
	if (threads)
		run_threads(threads);
	else
		run(NULL);
	return 0;
}
