// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
/* Probes of functions behind fsync(2): of the kernel and, on an overlay, of a module. */
#include <vmlinux.h>
#include <bpf/bpf_helpers.h>
#include <bpf/bpf_tracing.h>

char LICENSE[] SEC("license") = "Dual BSD/GPL";

const volatile __u32 wanted_pid = 0;
__u64 entries = 0;
__u64 returns = 0;
__u64 module_entries = 0;
__s64 last_end = 0;
__s64 last_datasync = 0;
__s64 last_result = 1;

static __always_inline bool wanted(void)
{
	return bpf_get_current_pid_tgid() >> 32 == wanted_pid;
}

SEC("kprobe/vfs_fsync_range")
int sync_e(struct pt_regs *ctx)
{
	if (!wanted())
		return 0;
	last_end = PT_REGS_PARM3(ctx);
	last_datasync = (int)PT_REGS_PARM4(ctx);
	__sync_fetch_and_add(&entries, 1);
	return 0;
}

SEC("kretprobe/vfs_fsync_range")
int sync_x(struct pt_regs *ctx)
{
	if (!wanted())
		return 0;
	__sync_fetch_and_add(&returns, PT_REGS_RC(ctx) == 0);
	return 0;
}

/* A result below zero. (The system call has vfs_fsync_range's refusals inlined.) */
SEC("kretprobe/__x64_sys_fdatasync")
int call_x(struct pt_regs *ctx)
{
	if (wanted())
		last_result = PT_REGS_RC(ctx);
	return 0;
}

SEC("kprobe/ovl_fsync")
int module_e(struct pt_regs *ctx)
{
	if (wanted() && PT_REGS_PARM1(ctx))
		__sync_fetch_and_add(&module_entries, 1);
	return 0;
}

/* Eight arguments. */
SEC("kprobe/fanotify_handle_event")
int many_e(struct pt_regs *ctx)
{
	last_end = PT_REGS_PARM2(ctx);
	return 0;
}
