// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
#include "test.h"

struct mm {
	u64 size;
} preserve;

struct task {
	int pid;
	struct mm *mm;
	u32 flag : 3;
} preserve;

enum state {
	IDLE,
	RUNNING
};

static long (*probe_read)(void *to, u32 size, const void *from) = (void *)113;

SEC("raw_tp/x") int use(struct task *task)
{
	u64 size = 0;

	if (__builtin_preserve_field_info(task->mm->size, 2))
		probe_read(&size, sizeof(size), &task->mm->size);
	size += __builtin_preserve_enum_value(*(typeof(enum state) *)RUNNING, 0);
	size += __builtin_preserve_type_info(*(struct task *)0, 1);
	return size + task->pid;
}

char _license[] SEC("license") = "GPL";
