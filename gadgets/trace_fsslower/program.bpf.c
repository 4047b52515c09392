// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
/*
 * trace_fsslower: operations on files that take longer than they should, and on which file.
 *
 * Each operation is a function of the file system. When it is entered, what it works on is kept
 * in "starts"; when it returns, the time is up, and only if it was long is an event made. Which
 * functions these are, gadget.yaml says: one program is attached to those of several file systems.
 * The ones named here are ext4's.
 */
#include <vmlinux.h>
#include <bpf/bpf_core_read.h>
#include <bpf/bpf_helpers.h>
#include <bpf/bpf_tracing.h>

#define GADGET_NO_BUFS
#define GADGET_PATH_ROOM 512
#include <gadget/buffer.h>
#include <gadget/common.h>
#include <gadget/filesystem.h>
#include <gadget/filter.h>
#include <gadget/macros.h>
#include <gadget/types.h>

#define NSEC_PER_USEC 1000

/* The longest name a file can have, and the NUL. */
#define FILE_NAME_SIZE 256
#define FS_NAME_SIZE 16
#define DEVICE_NAME_SIZE 32

/* A write to the end of the file, wherever its position is (RWF_APPEND, from 5.10). */
#define IOCB_APPEND 0x10

/* What a read or write returns that goes on by itself: no error (linux/errno.h). */
#define EIOCBQUEUED 529

enum fs_file_op {
	F_READ = 0,
	F_WRITE = 1,
	F_OPEN = 2,
	F_FSYNC = 3,
	F_STATFS = 4,
};

/*
 * The path is put together where it will stand, from its end, and then moved to the beginning: that
 * needs no memory that another program could use meanwhile. __path_start, path and file are the
 * room for that; what is in file is overwritten last.
 */
struct event {
	gadget_timestamp timestamp_raw;
	struct gadget_process proc;
	__u64 delta_us;
	__s64 offset;
	gadget_bytes size;
	__u32 __path_start;
	char path[GADGET_PATH_ROOM];
	char file[FILE_NAME_SIZE];
	char fs[FS_NAME_SIZE];
	char device[DEVICE_NAME_SIZE];
	enum fs_file_op op_raw;
	gadget_errno error_raw;
};

/* bpf_helpers.h's offsetof is no constant. */
#define AT(member) __builtin_offsetof(struct event, member)

_Static_assert(AT(path) == AT(__path_start) + sizeof(__u32) &&
		       AT(fs) == AT(__path_start) + sizeof(struct gadget_path_room),
	       "an event has no room for a path");

/* Operations of one thread nest: an open may ask for statfs, a write may end in fsync. */
struct operation {
	__u32 tid;
	enum fs_file_op op;
};

/* An operation under way. The caller holds the file and the dentry until it is over. */
struct start {
	__u64 time;
	__s64 offset;
	__u64 size;
	struct file *file; /* NULL for statfs */
	struct dentry *dentry;
};

const volatile __u64 min_lat_us = 10000;

GADGET_PARAM(min_lat_us);

GADGET_TRACER_MAP(events, 1024 * 1024);
GADGET_TRACER(fsslower, events, event);

struct {
	__uint(type, BPF_MAP_TYPE_HASH);
	__uint(max_entries, 8192);
	__type(key, struct operation);
	__type(value, struct start);
} starts SEC(".maps");

static __always_inline struct operation current_operation(enum fs_file_op op)
{
	struct operation operation = { .tid = (__u32)bpf_get_current_pid_tgid(), .op = op };

	return operation;
}

/*
 * A thread does one operation of a kind at a time: what is there already was left by one whose
 * return went unseen. If there is no room, the event counts as lost, even if it would be fast.
 */
static __always_inline int enter(enum fs_file_op op, struct start *start)
{
	struct operation operation = current_operation(op);

	if (!start->dentry)
		return 0;
	start->time = bpf_ktime_get_ns();
	if (bpf_map_update_elem(&starts, &operation, start, BPF_ANY))
		gadget_count_lost(&events);
	return 0;
}

static __always_inline int enter_file(enum fs_file_op op, struct file *file, __s64 offset,
				      __u64 size)
{
	struct start start = { .offset = offset, .size = size, .file = file };

	start.dentry = BPF_CORE_READ(file, f_path.dentry);
	return enter(op, &start);
}

static __always_inline __s64 file_size(struct file *file)
{
	return BPF_CORE_READ(file, f_inode, i_size);
}

/* Bytes of the file from "first" to "last", which for the whole file is as far as can be. */
static __always_inline __u64 bytes_between(struct file *file, __s64 first, __s64 last)
{
	__s64 size = file_size(file);
	__s64 end = last < size ? last + 1 : size;

	return first < end ? end - first : 0;
}

static __always_inline bool is_fast(__u64 nanoseconds)
{
	__u64 most = (__u64)-1;

	if (min_lat_us <= most / NSEC_PER_USEC)
		most = min_lat_us * NSEC_PER_USEC;
	return nanoseconds <= most;
}

static __always_inline void fill_path(struct event *event, struct file *file)
{
	struct gadget_path_room *room = (void *)&event->__path_start;

	bpf_probe_read_kernel_str(event->path, sizeof(event->path),
				  gadget_path_build(room, &file->f_path));
}

/*
 * The file system is that of the inode, not of the dentry: a file opened by way of an overlay may
 * have the overlay's dentry.
 */
static __always_inline void fill_file(struct event *event, const struct start *start)
{
	struct dentry *dentry = start->dentry;
	struct file *file = start->file;
	struct super_block *sb;

	if (file)
		fill_path(event, file);
	sb = file ? BPF_CORE_READ(file, f_inode, i_sb) : BPF_CORE_READ(dentry, d_sb);
	bpf_probe_read_kernel_str(event->file, sizeof(event->file),
				  BPF_CORE_READ(dentry, d_name.name));
	bpf_probe_read_kernel_str(event->fs, sizeof(event->fs), BPF_CORE_READ(sb, s_type, name));
	BPF_CORE_READ_STR_INTO(&event->device, sb, s_id);
}

static __always_inline void fill_result(struct event *event, enum fs_file_op op, long result)
{
	if (result < 0)
		event->error_raw = result == -EIOCBQUEUED ? 0 : -result;
	else if (op == F_READ || op == F_WRITE)
		event->size = result;
}

static __always_inline int output(void *ctx, enum fs_file_op op, const struct start *start,
				  __u64 nanoseconds, long result)
{
	struct event *event = gadget_reserve_buf(&events, sizeof(*event));

	if (!event)
		return 0;
	event->timestamp_raw = bpf_ktime_get_boot_ns();
	gadget_process_populate(&event->proc);
	event->delta_us = nanoseconds / NSEC_PER_USEC;
	event->offset = start->offset;
	event->size = start->size;
	event->op_raw = op;
	fill_file(event, start);
	fill_result(event, op, result);
	gadget_submit_buf(ctx, &events, event, sizeof(*event));
	return 0;
}

static __always_inline int leave(void *ctx, enum fs_file_op op, long result)
{
	struct operation operation = current_operation(op);
	struct start *found = bpf_map_lookup_elem(&starts, &operation);
	struct start start;
	__u64 nanoseconds;

	if (!found)
		return 0;
	start = *found;
	bpf_map_delete_elem(&starts, &operation);
	nanoseconds = bpf_ktime_get_ns() - start.time;
	if (is_fast(nanoseconds))
		return 0;
	return output(ctx, op, &start, nanoseconds, result);
}

SEC("kprobe/ext4_file_read_iter")
int BPF_KPROBE(ig_fssl_read_e, struct kiocb *iocb)
{
	if (gadget_should_discard_data_current())
		return 0;
	return enter_file(F_READ, BPF_CORE_READ(iocb, ki_filp), BPF_CORE_READ(iocb, ki_pos), 0);
}

SEC("kretprobe/ext4_file_read_iter")
int BPF_KRETPROBE(ig_fssl_read_x, long result)
{
	return leave(ctx, F_READ, result);
}

SEC("kprobe/ext4_file_write_iter")
int BPF_KPROBE(ig_fssl_wr_e, struct kiocb *iocb)
{
	struct file *file;
	__s64 offset;

	if (gadget_should_discard_data_current())
		return 0;
	file = BPF_CORE_READ(iocb, ki_filp);
	if (BPF_CORE_READ(iocb, ki_flags) & IOCB_APPEND)
		offset = file_size(file);
	else
		offset = BPF_CORE_READ(iocb, ki_pos);
	return enter_file(F_WRITE, file, offset, 0);
}

SEC("kretprobe/ext4_file_write_iter")
int BPF_KRETPROBE(ig_fssl_wr_x, long result)
{
	return leave(ctx, F_WRITE, result);
}

SEC("kprobe/ext4_file_open")
int BPF_KPROBE(ig_fssl_open_e, struct inode *inode, struct file *file)
{
	if (gadget_should_discard_data_current())
		return 0;
	return enter_file(F_OPEN, file, 0, 0);
}

SEC("kretprobe/ext4_file_open")
int BPF_KRETPROBE(ig_fssl_open_x, int result)
{
	return leave(ctx, F_OPEN, result);
}

SEC("kprobe/ext4_sync_file")
int BPF_KPROBE(ig_fssl_sync_e, struct file *file, loff_t first, loff_t last)
{
	if (gadget_should_discard_data_current())
		return 0;
	return enter_file(F_FSYNC, file, first, bytes_between(file, first, last));
}

SEC("kretprobe/ext4_sync_file")
int BPF_KRETPROBE(ig_fssl_sync_x, int result)
{
	return leave(ctx, F_FSYNC, result);
}

SEC("kprobe/ext4_statfs")
int BPF_KPROBE(ig_fssl_statfs_e, struct dentry *dentry)
{
	struct start start = { .dentry = dentry };

	if (gadget_should_discard_data_current())
		return 0;
	return enter(F_STATFS, &start);
}

SEC("kretprobe/ext4_statfs")
int BPF_KRETPROBE(ig_fssl_statfs_x, int result)
{
	return leave(ctx, F_STATFS, result);
}

char LICENSE[] SEC("license") = "Dual BSD/GPL";
