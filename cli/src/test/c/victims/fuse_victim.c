// SPDX-License-Identifier: Apache-2.0
//
// A file system in user space whose server takes its time, spoken to without a library.
//
//   fuse_victim DIRECTORY MILLISECONDS
//
// Mounts it on DIRECTORY, prints "mounted" and serves until it is unmounted. It has the files
// "quick", "slow", "large" and "broken", of any size. Whatever is asked of all but "quick" is
// answered so many milliseconds late, and reads and writes of "broken" then fail with EIO.
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <linux/fuse.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mount.h>
#include <sys/stat.h>
#include <sys/uio.h>
#include <time.h>
#include <unistd.h>

#define MAX_WRITE (64 * 1024)
#define FOREVER 1000000

enum {
	ROOT = FUSE_ROOT_ID,
	QUICK,
	SLOW,
	LARGE,
	BROKEN,
	NODES
};

static const char *const names[NODES] = {
	[QUICK] = "quick",
	[SLOW] = "slow",
	[LARGE] = "large",
	[BROKEN] = "broken",
};
static uint64_t sizes[NODES];
static struct timespec delay;
static int device;

static union {
	struct fuse_in_header header;
	char bytes[MAX_WRITE + FUSE_MIN_READ_BUFFER];
} request;

static void *const argument = &request.header + 1;

static void die(const char *what)
{
	perror(what);
	exit(1);
}

static void answer(int error, const void *data, size_t size)
{
	struct fuse_out_header header = {
		.len = sizeof(header) + size,
		.error = -error,
		.unique = request.header.unique,
	};
	struct iovec parts[] = { { &header, sizeof(header) }, { (void *)data, size } };

	/* ENOENT: who asked was interrupted and has gone. */
	if (writev(device, parts, 2) < 0 && errno != ENOENT)
		die("answer");
}

static struct fuse_attr attributes(uint64_t node)
{
	return (struct fuse_attr){
		.ino = node,
		.size = sizes[node],
		.mode = node == ROOT ? S_IFDIR | 0777 : S_IFREG | 0666,
		.nlink = 1,
		.blksize = 4096,
	};
}

static void initialise(const struct fuse_init_in *in)
{
	int minor = in->minor < FUSE_KERNEL_MINOR_VERSION ? in->minor : FUSE_KERNEL_MINOR_VERSION;
	struct fuse_init_out out = {
		.major = FUSE_KERNEL_VERSION,
		.minor = minor,
		.max_write = MAX_WRITE,
	};

	answer(0, &out, sizeof(out));
}

static void look_up(const char *name)
{
	struct fuse_entry_out out = { .entry_valid = FOREVER, .attr_valid = FOREVER };

	for (int node = QUICK; node < NODES; node++) {
		if (strcmp(name, names[node]))
			continue;
		out.nodeid = node;
		out.attr = attributes(node);
		answer(0, &out, sizeof(out));
		return;
	}
	answer(ENOENT, NULL, 0);
}

static void tell_attributes(uint64_t node)
{
	struct fuse_attr_out out = { .attr_valid = FOREVER, .attr = attributes(node) };

	answer(0, &out, sizeof(out));
}

static void change_attributes(uint64_t node, const struct fuse_setattr_in *in)
{
	if (in->valid & FATTR_SIZE)
		sizes[node] = in->size;
	tell_attributes(node);
}

/* Without the page cache, so that each read and write gets here. */
static void open_node(void)
{
	struct fuse_open_out out = { .open_flags = FOPEN_DIRECT_IO };

	answer(0, &out, sizeof(out));
}

static void read_node(uint64_t node, const struct fuse_read_in *in)
{
	static const char zeros[MAX_WRITE];
	uint64_t left = in->offset < sizes[node] ? sizes[node] - in->offset : 0;
	uint64_t size = left < in->size ? left : in->size;

	answer(0, zeros, size < MAX_WRITE ? size : MAX_WRITE);
}

static void write_node(uint64_t node, const struct fuse_write_in *in)
{
	struct fuse_write_out out = { .size = in->size };

	if (in->offset + in->size > sizes[node])
		sizes[node] = in->offset + in->size;
	answer(0, &out, sizeof(out));
}

static void tell_statistics(void)
{
	struct fuse_statfs_out out = { .st = { .bsize = 4096, .namelen = 255 } };

	answer(0, &out, sizeof(out));
}

static void serve(uint64_t node)
{
	switch (request.header.opcode) {
	case FUSE_INIT:
		initialise(argument);
		break;
	case FUSE_LOOKUP:
		look_up(argument);
		break;
	case FUSE_GETATTR:
		tell_attributes(node);
		break;
	case FUSE_SETATTR:
		change_attributes(node, argument);
		break;
	case FUSE_OPEN:
		open_node();
		break;
	case FUSE_READ:
		read_node(node, argument);
		break;
	case FUSE_WRITE:
		write_node(node, argument);
		break;
	case FUSE_STATFS:
		tell_statistics();
		break;
	case FUSE_FSYNC:
	case FUSE_FLUSH:
	case FUSE_RELEASE:
	case FUSE_DESTROY:
		answer(0, NULL, 0);
		break;
	case FUSE_FORGET:
	case FUSE_BATCH_FORGET:
	case FUSE_INTERRUPT:
		break;
	default:
		answer(ENOSYS, NULL, 0);
	}
}

static void serve_late(uint64_t node)
{
	uint32_t opcode = request.header.opcode;

	switch (opcode) {
	case FUSE_OPEN:
	case FUSE_READ:
	case FUSE_WRITE:
	case FUSE_FSYNC:
	case FUSE_STATFS:
		nanosleep(&delay, NULL);
	}
	if (node == BROKEN && (opcode == FUSE_READ || opcode == FUSE_WRITE))
		answer(EIO, NULL, 0);
	else
		serve(node);
}

static void mount_on(const char *directory)
{
	char options[64];

	device = open("/dev/fuse", O_RDWR | O_CLOEXEC);
	if (device < 0)
		die("/dev/fuse");
	snprintf(options, sizeof(options), "fd=%d,rootmode=40000,user_id=0,group_id=0,allow_other",
		 device);
	if (mount("fuse_victim", directory, "fuse", MS_NOSUID | MS_NODEV, options))
		die("mount");
	puts("mounted");
	fflush(stdout);
}

int main(int argc, char **argv)
{
	if (argc != 3)
		return 2;
	delay.tv_sec = atoi(argv[2]) / 1000;
	delay.tv_nsec = atoi(argv[2]) % 1000 * 1000000L;
	mount_on(argv[1]);
	while (read(device, request.bytes, sizeof(request.bytes)) > 0) {
		uint64_t node = request.header.nodeid;

		if (node > QUICK && node < NODES)
			serve_late(node);
		else
			serve(node == QUICK ? node : ROOT);
	}
	return errno == ENODEV ? 0 : 1;
}
