// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
/* A record that cannot be shown. */
#define GADGET_NO_BUF_RESERVE
#include <vmlinux.h>
#include <bpf/bpf_helpers.h>
#include <gadget/buffer.h>
#include <gadget/macros.h>

struct event {
	__u32 whole;
	__u32 narrow : 3;
};

GADGET_TRACER_MAP(events, 1024 * 256);
GADGET_TRACER(bits, events, event);

char LICENSE[] SEC("license") = "Dual BSD/GPL";
