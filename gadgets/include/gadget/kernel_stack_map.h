/* SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause) */
/* Stacks of the kernel; an event holds a stack's number as a gadget_kernel_stack. */
#ifndef __GADGET_KERNEL_STACK_MAP_H
#define __GADGET_KERNEL_STACK_MAP_H

#include <vmlinux.h>
#include <bpf/bpf_helpers.h>

#include <gadget/types.h>

/* What the kernel allows unless the sysctl perf_event_max_stack was raised. */
#define GADGET_KERNEL_STACK_DEPTH 127
#define GADGET_KERNEL_STACKS 10000

struct {
	__uint(type, BPF_MAP_TYPE_STACK_TRACE);
	__uint(key_size, sizeof(__u32));
	__uint(value_size, GADGET_KERNEL_STACK_DEPTH * sizeof(__u64));
	__uint(max_entries, GADGET_KERNEL_STACKS);
} ig_kstack SEC(".maps");

/* The number of the current stack, or a negative error. */
static __always_inline long gadget_get_kernel_stack(void *ctx)
{
	return bpf_get_stackid(ctx, &ig_kstack, BPF_F_FAST_STACK_CMP);
}

#endif /* __GADGET_KERNEL_STACK_MAP_H */
