// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
/* Where a system call came from, in the kernel and in the process. */
#include <vmlinux.h>
#include <bpf/bpf_helpers.h>

#include <gadget/buffer.h>
#include <gadget/common.h>
#include <gadget/filter.h>
#include <gadget/kernel_stack_map.h>
#include <gadget/macros.h>
#include <gadget/user_stack_map.h>

struct call {
	struct gadget_process proc;
	gadget_kernel_stack kstack_raw;
	struct gadget_user_stack ustack;
};

GADGET_TRACER_MAP(calls, 1024 * 64);
GADGET_TRACER(call, calls, call);

#if defined(__TARGET_ARCH_arm64)
#define GETPGID 155
#else
#define GETPGID 121
#endif

/* Not tracepoint/syscalls: older kernels, 6.1 among them, begin its stacks in user space. */
SEC("raw_tp/sys_enter")
int on_call(__u64 *ctx)
{
	struct call *call;

	if (ctx[1] != GETPGID || gadget_should_discard_data_current())
		return 0;
	call = gadget_reserve_buf(&calls, sizeof(*call));
	if (!call)
		return 0;
	gadget_process_populate(&call->proc);
	call->kstack_raw = gadget_get_kernel_stack(ctx);
	gadget_get_user_stack(ctx, &call->ustack);
	gadget_submit_buf(ctx, &calls, call, sizeof(*call));
	return 0;
}

char LICENSE[] SEC("license") = "Dual BSD/GPL";
