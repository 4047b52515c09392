// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
/* A gadget that no kernel can run: it attaches to a tracepoint that does not exist. */
#include <vmlinux.h>
#include <bpf/bpf_helpers.h>

#include <gadget/buffer.h>
#include <gadget/macros.h>
#include <gadget/types.h>

struct event {
	gadget_timestamp timestamp_raw;
};

GADGET_TRACER_MAP(events, 1024 * 64);
GADGET_TRACER(nothing, events, event);

SEC("tracepoint/jig/there_is_no_such_event")
int never(void *ctx)
{
	struct event *event = gadget_reserve_buf(&events, sizeof(*event));

	if (!event)
		return 0;
	event->timestamp_raw = bpf_ktime_get_boot_ns();
	gadget_submit_buf(ctx, &events, event, sizeof(*event));
	return 0;
}

char _license[] SEC("license") = "Dual BSD/GPL";
