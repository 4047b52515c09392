// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
#include "test.h"

#define PROGRAM(section, name, result)   \
	SEC(section) int name(void *ctx) \
	{                                \
		return result;           \
	}

PROGRAM("kprobe/do_exit", first, 1)
PROGRAM("kprobe/do_exit", second, 2)
PROGRAM("?kprobe/optional", optional, 3)
PROGRAM("socket1", filter, 0)
PROGRAM("uprobe//usr/lib/libc.so.6:malloc", probe, 0)
PROGRAM("tracepoint/syscalls/sys_enter_kill", point, 0)
PROGRAM("classifier/ingress/drop", classify, 0)
PROGRAM("nobody_knows", unknown, 0)
PROGRAM("iter.s/task", iterate, 0)

// Called within its own section: the compiler leaves no relocation.
static noinline SEC("fentry/f") int inside(u64 value)
{
	barrier();
	return value * 3;
}

SEC("fentry/f") int caller(void *ctx)
{
	return inside(ktime()) + 1;
}

char _license[] SEC("license") = "GPL";
