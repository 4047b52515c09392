// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
/* Numbered events, one a write(2) of any process called "dd"; every second one is short. */
#define GADGET_NO_BUF_RESERVE
#include <vmlinux.h>
#include <bpf/bpf_helpers.h>
#include <gadget/buffer.h>
#include <gadget/macros.h>
#include <gadget/types.h>

struct event {
	__u64 number;
	__u64 tail[4];
};

/* A perf buffer adds nothing to a size of that kind; to others it adds bytes of older events. */
#define SHORT 20

const volatile bool with_extra = false;
GADGET_PARAM(with_extra);

GADGET_TRACER_MAP(events, 4096);
GADGET_TRACER(flood, events, event);

__u64 produced;
__u64 extras;

static __always_inline bool is_dd(void)
{
	char comm[16] = {};

	bpf_get_current_comm(comm, sizeof(comm));
	return comm[0] == 'd' && comm[1] == 'd' && !comm[2];
}

SEC("tracepoint/syscalls/sys_enter_write")
int on_write(void *ctx)
{
	struct event event = {};

	if (!is_dd())
		return 0;
	/* one dd at a time; an addition that gives the old value needs 5.12 */
	event.number = produced++;
	event.tail[0] = ~event.number;
	event.tail[3] = ~0ULL;
	if (event.number & 1)
		gadget_output_buf(ctx, &events, &event, SHORT);
	else
		gadget_output_buf(ctx, &events, &event, sizeof(event));
	return 0;
}

SEC("tracepoint/syscalls/sys_exit_write")
int on_write_exit(void *ctx)
{
	if (is_dd())
		__sync_fetch_and_add(&extras, 1);
	return 0;
}

SEC("kprobe/a_function_that_no_kernel_has")
int never(void *ctx)
{
	return 0;
}

char LICENSE[] SEC("license") = "Dual BSD/GPL";
