// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
/*
 * trace_exec: which programs are executed, by whom, with which arguments.
 *
 * An execution begins with a system call. What is known only then, or only while the kernel
 * looks at the file, is kept in "execs" until the outcome is clear: either the thread reports
 * that it runs a new program (sched_process_exec), or the system call returns, which it does
 * after a failure. Everything else is gathered at that moment, in per-CPU memory.
 */
#include <vmlinux.h>
#include <bpf/bpf_core_read.h>
#include <bpf/bpf_helpers.h>
#include <bpf/bpf_tracing.h>

#define GADGET_NO_BUF_RESERVE
#define GADGET_NO_BUFS
#include <gadget/buffer.h>
#include <gadget/common.h>
#include <gadget/core_fixes.bpf.h>
#include <gadget/filesystem.h>
#include <gadget/filter.h>
#include <gadget/macros.h>
#include <gadget/types.h>

/* Bytes of arguments in an event, and how many are read one by one after a failure. */
#define ARGS_SIZE 5120
#define ARGS_MAX 512

/* execveat: ask whether the file could be executed, and do not (from 6.14). */
#define AT_EXECVE_CHECK 0x10000

#define DEV_MAJOR(dev) ((dev) >> 20)
#define DEV_MINOR(dev) ((dev) & 0xfffff)

struct event {
	gadget_timestamp timestamp_raw;
	struct gadget_process proc;
	gadget_uid loginuid;
	__u32 sessionid;
	gadget_errno error_raw;
	__s32 args_count;
	__u32 args_size;
	__s32 tty;
	__u32 tty_major;
	__u32 tty_minor;
	bool from_rootfs;
	bool file_from_rootfs;
	bool upper_layer;
	bool fupper_layer;
	bool pupper_layer;
	bool args_truncated;
	char cwd[GADGET_PATH_MAX];
	char file[GADGET_PATH_MAX];
	char exepath[GADGET_PATH_MAX];
	char parent_exepath[GADGET_PATH_MAX];
	__u32 dev_major;
	__u32 dev_minor;
	__u64 inode;
	__u64 ctime;
	__u64 fctime;
	__u64 pctime;
	/* Last: only the bytes in use are sent. */
	gadget_strings args[ARGS_SIZE];
};

/* An execution under way. The time it began also tells it from others of the same thread. */
struct exec {
	__u64 timestamp;
	__u64 argv;
	__u64 inode;
	__u64 fctime;
	__u32 dev_major;
	__u32 dev_minor;
	bool file_from_rootfs;
	bool fupper_layer;
	char cwd[GADGET_PATH_MAX];
	char file[GADGET_PATH_MAX];
};

/*
 * Where an event is put together. An argument may be copied to any place in event.args, and be as
 * long as all of them and one more byte, without leaving the structure. Paths are done before.
 */
struct scratch {
	struct event event;
	union {
		struct gadget_path_room path;
		char spill[ARGS_SIZE + 8];
	};
};

const volatile bool ignore_failed = true;
const volatile bool paths = false;

GADGET_PARAM(ignore_failed);
GADGET_PARAM(paths);

GADGET_TRACER_MAP(events, 1024 * 1024);
GADGET_TRACER(exec, events, event);

/* Thread id -> the execution it is in. */
struct {
	__uint(type, BPF_MAP_TYPE_HASH);
	__uint(max_entries, 1024);
	__type(key, __u32);
	__type(value, struct exec);
} execs SEC(".maps");

/* Thread id -> timestamp of the execution whose file the kernel has looked at. */
struct {
	__uint(type, BPF_MAP_TYPE_HASH);
	__uint(max_entries, 1024);
	__type(key, __u32);
	__type(value, __u64);
} security_bprm_hit_map SEC(".maps");

struct {
	__uint(type, BPF_MAP_TYPE_PERCPU_ARRAY);
	__uint(max_entries, 1);
	__type(key, __u32);
	__type(value, struct scratch);
} bufs SEC(".maps");

static const struct exec new_exec;

static __always_inline struct scratch *get_scratch(void)
{
	__u32 zero = 0;

	return bpf_map_lookup_elem(&bufs, &zero);
}

static __always_inline bool is_on_root_mount(struct task_struct *task, struct file *file)
{
	struct vfsmount *mnt = BPF_CORE_READ(file, f_path.mnt);

	return mnt && mnt == BPF_CORE_READ(task, fs, root.mnt);
}

static __always_inline void fill_cwd(struct exec *exec)
{
	struct task_struct *task = (struct task_struct *)bpf_get_current_task();
	struct fs_struct *fs = BPF_CORE_READ(task, fs);
	struct scratch *scratch = get_scratch();

	if (scratch && fs)
		gadget_path_read(exec->cwd, sizeof(exec->cwd), &scratch->path, &fs->pwd);
}

/*
 * A thread executes one program at a time: what is there already was left by a thread whose end
 * went unseen. If there is no room, the event counts as lost.
 */
static __always_inline int enter_exec(__u64 argv)
{
	__u32 tid = (__u32)bpf_get_current_pid_tgid();
	struct exec *exec;

	if (gadget_should_discard_data_current())
		return 0;
	if (bpf_map_update_elem(&execs, &tid, &new_exec, BPF_ANY)) {
		gadget_count_lost(&events);
		return 0;
	}
	exec = bpf_map_lookup_elem(&execs, &tid);
	if (!exec)
		return 0;
	exec->timestamp = bpf_ktime_get_boot_ns();
	exec->argv = argv;
	if (paths)
		fill_cwd(exec);
	return 0;
}

static __always_inline void fill_file_path(struct exec *exec, struct file *file)
{
	struct inode *inode = BPF_CORE_READ(file, f_inode);
	dev_t dev = BPF_CORE_READ(inode, i_sb, s_dev);
	struct scratch *scratch = get_scratch();

	if (!scratch)
		return;
	gadget_path_read(exec->file, sizeof(exec->file), &scratch->path, &file->f_path);
	exec->dev_major = DEV_MAJOR(dev);
	exec->dev_minor = DEV_MINOR(dev);
	exec->inode = BPF_CORE_READ(inode, i_ino);
}

/*
 * The kernel comes here for the file given to the system call and, if that is a script, again for
 * its interpreter; only the first time counts. Without a place to remember that, the fields stay
 * empty instead of telling of the wrong file.
 */
static __always_inline int check_file(struct file *file)
{
	struct task_struct *task = (struct task_struct *)bpf_get_current_task();
	__u32 tid = (__u32)bpf_get_current_pid_tgid();
	struct inode *inode;
	struct exec *exec;
	__u64 timestamp;
	__u64 *hit;

	exec = bpf_map_lookup_elem(&execs, &tid);
	if (!exec)
		return 0;
	timestamp = exec->timestamp;
	hit = bpf_map_lookup_elem(&security_bprm_hit_map, &tid);
	if (hit && *hit == timestamp)
		return 0;
	if (bpf_map_update_elem(&security_bprm_hit_map, &tid, &timestamp, BPF_ANY))
		return 0;
	inode = BPF_CORE_READ(file, f_inode);
	exec->file_from_rootfs = is_on_root_mount(task, file);
	exec->fupper_layer = gadget_in_upper_layer(inode);
	exec->fctime = gadget_inode_ctime(inode);
	if (paths)
		fill_file_path(exec, file);
	return 0;
}

static __always_inline void fill_tty(struct event *event, struct task_struct *task)
{
	struct tty_struct *tty = BPF_CORE_READ(task, signal, tty);

	if (!tty)
		return;
	event->tty = BPF_CORE_READ(tty, index);
	event->tty_major = BPF_CORE_READ(tty, driver, major);
	event->tty_minor = BPF_CORE_READ(tty, driver, minor_start) + event->tty;
}

static __always_inline void fill_parent(struct scratch *scratch, struct task_struct *task)
{
	struct file *exe = BPF_CORE_READ(task, real_parent, mm, exe_file);
	struct event *event = &scratch->event;
	struct inode *inode;

	if (!exe)
		return;
	inode = BPF_CORE_READ(exe, f_inode);
	event->pupper_layer = gadget_in_upper_layer(inode);
	event->pctime = gadget_inode_ctime(inode);
	if (paths)
		gadget_path_read(event->parent_exepath, sizeof(event->parent_exepath),
				 &scratch->path, &exe->f_path);
}

/* What is the same for a program that runs now and for a failure. */
static __always_inline void fill_event(struct scratch *scratch, const struct exec *exec,
				       struct task_struct *task)
{
	struct event *event = &scratch->event;

	gadget_zero(event, offsetof(struct event, args));
	event->timestamp_raw = exec->timestamp;
	gadget_process_populate(&event->proc);
	event->loginuid = gadget_loginuid(task);
	event->sessionid = gadget_sessionid(task);
	fill_tty(event, task);
	event->file_from_rootfs = exec->file_from_rootfs;
	event->fupper_layer = exec->fupper_layer;
	event->fctime = exec->fctime;
	event->dev_major = exec->dev_major;
	event->dev_minor = exec->dev_minor;
	event->inode = exec->inode;
	if (paths) {
		struct file *exe = BPF_CORE_READ(task, mm, exe_file);

		bpf_probe_read_kernel_str(event->cwd, sizeof(event->cwd), exec->cwd);
		bpf_probe_read_kernel_str(event->file, sizeof(event->file), exec->file);
		if (exe)
			gadget_path_read(event->exepath, sizeof(event->exepath), &scratch->path,
					 &exe->f_path);
	}
}

static __always_inline void fill_executable(struct event *event, struct task_struct *task)
{
	struct file *exe = BPF_CORE_READ(task, mm, exe_file);
	struct inode *inode = BPF_CORE_READ(exe, f_inode);

	event->from_rootfs = is_on_root_mount(task, exe);
	event->upper_layer = gadget_in_upper_layer(inode);
	event->ctime = gadget_inode_ctime(inode);
}

/* The kernel has just written the arguments to the new stack, and below them their number. */
static __always_inline void fill_args_of_new_program(struct event *event, struct task_struct *task)
{
	__u64 start = BPF_CORE_READ(task, mm, arg_start);
	__u64 size = BPF_CORE_READ(task, mm, arg_end) - start;

	bpf_probe_read_user(&event->args_count, sizeof(event->args_count),
			    (void *)BPF_CORE_READ(task, mm, start_stack));
	if (size > ARGS_SIZE) {
		size = ARGS_SIZE;
		event->args_truncated = true;
	}
	barrier_var(size);
	if (size > ARGS_SIZE)
		return;
	if (bpf_probe_read_user(event->args, size, (void *)start)) {
		event->args_truncated = true;
		return;
	}
	if (event->args_truncated)
		event->args[ARGS_SIZE - 1] = '\0';
	event->args_size = size;
}

/* False if there is no room for another argument. */
static __always_inline bool append_arg(struct event *event, const char *arg)
{
	__u64 used = event->args_size;
	long length;

	barrier_var(used);
	if (used >= ARGS_SIZE)
		return false;
	length = bpf_probe_read_user_str(event->args + used, ARGS_SIZE + 1, arg);
	if (length <= 0) {
		event->args[used] = '\0';
		event->args_truncated = true;
		length = 1;
	}
	event->args_size = used + length;
	event->args_count++;
	return true;
}

/*
 * The arguments given to the system call, as many as fit. One that cannot be read, for it may not
 * be in memory, keeps its place in the list as an empty string. What is known so far is kept in
 * the event and not in registers, for the reason given at struct gadget_path_room.
 */
static __noinline void fill_args_of_caller(struct scratch *scratch, const char **argv)
{
	struct event *event = &scratch->event;

	if (!argv)
		return;
#pragma clang loop unroll(disable)
	for (int i = 0; i < ARGS_MAX; i++) {
		const char *arg = NULL;

		barrier();
		if (bpf_probe_read_user(&arg, sizeof(arg), &argv[i]))
			break;
		if (!arg)
			goto whole;
		if (!append_arg(event, arg))
			break;
	}
	event->args_truncated = true;
whole:
	if (event->args_size > ARGS_SIZE) {
		event->args_size = ARGS_SIZE;
		event->args[ARGS_SIZE - 1] = '\0';
		event->args_truncated = true;
	}
}

static __always_inline void output(void *ctx, struct event *event)
{
	__u64 size = event->args_size;

	barrier_var(size);
	if (size <= ARGS_SIZE)
		gadget_output_buf(ctx, &events, event, offsetof(struct event, args) + size);
}

static __always_inline void forget(__u32 tid)
{
	bpf_map_delete_elem(&execs, &tid);
	bpf_map_delete_elem(&security_bprm_hit_map, &tid);
}

static __always_inline void output_failed(void *ctx, const struct exec *exec, long ret)
{
	struct task_struct *task = (struct task_struct *)bpf_get_current_task();
	struct scratch *scratch = get_scratch();

	if (!scratch)
		return;
	fill_event(scratch, exec, task);
	fill_parent(scratch, task);
	fill_args_of_caller(scratch, (const char **)exec->argv);
	scratch->event.error_raw = -ret;
	output(ctx, &scratch->event);
}

/* After a success there is nothing left here: the execution was forgotten by ig_sched_exec. */
static __always_inline int exit_exec(void *ctx, long ret)
{
	__u32 tid = (__u32)bpf_get_current_pid_tgid();
	struct exec *exec = bpf_map_lookup_elem(&execs, &tid);

	if (!exec)
		return 0;
	if (!ignore_failed && ret < 0)
		output_failed(ctx, exec, ret);
	forget(tid);
	return 0;
}

SEC("tracepoint/syscalls/sys_enter_execve")
int ig_execve_e(struct syscall_trace_enter *ctx)
{
	return enter_exec(ctx->args[1]);
}

SEC("tracepoint/syscalls/sys_enter_execveat")
int ig_execveat_e(struct syscall_trace_enter *ctx)
{
	if (ctx->args[4] & AT_EXECVE_CHECK)
		return 0;
	return enter_exec(ctx->args[2]);
}

SEC("tracepoint/syscalls/sys_exit_execve")
int ig_execve_x(struct syscall_trace_exit *ctx)
{
	return exit_exec(ctx, ctx->ret);
}

SEC("tracepoint/syscalls/sys_exit_execveat")
int ig_execveat_x(struct syscall_trace_exit *ctx)
{
	return exit_exec(ctx, ctx->ret);
}

/* A thread that executes a program becomes the leader of its process: the old id counts. */
SEC("tracepoint/sched/sched_process_exec")
int ig_sched_exec(struct trace_event_raw_sched_process_exec *ctx)
{
	struct task_struct *task = (struct task_struct *)bpf_get_current_task();
	__u32 old_tid = ctx->old_pid;
	struct exec *exec = bpf_map_lookup_elem(&execs, &old_tid);
	struct scratch *scratch;

	if (!exec)
		return 0;
	scratch = get_scratch();
	if (scratch) {
		fill_event(scratch, exec, task);
		fill_parent(scratch, task);
		fill_executable(&scratch->event, task);
		fill_args_of_new_program(&scratch->event, task);
		output(ctx, &scratch->event);
	}
	forget(old_tid);
	return 0;
}

SEC("kprobe/security_bprm_check")
int BPF_KPROBE(security_bprm_check, struct linux_binprm *bprm)
{
	return check_file(BPF_CORE_READ(bprm, file));
}

char LICENSE[] SEC("license") = "Dual BSD/GPL";
