// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
#include "test.h"

enum tristate {
	TRI_NO,
	TRI_YES,
	TRI_MODULE
};

struct task_struct;

extern bool CONFIG_BPF_SYSCALL kconfig;
extern int LINUX_KERNEL_VERSION kconfig;
extern u64 CONFIG_HZ kconfig weak;
extern char CONFIG_CC_VERSION_TEXT[21] kconfig weak;
extern enum tristate CONFIG_IKCONFIG kconfig weak;

extern const void init_task_untyped ksym;
extern const int runqueues_typed ksym weak;
extern struct task_struct *acquire_task(struct task_struct *) ksym weak;
extern void release_task(struct task_struct *task) ksym;

SEC("tp_btf/x") int use(struct task_struct **ctx)
{
	struct task_struct *task = *ctx;
	u64 value = LINUX_KERNEL_VERSION + CONFIG_BPF_SYSCALL + CONFIG_HZ + CONFIG_IKCONFIG;

	value += CONFIG_CC_VERSION_TEXT[2];
	value += (u64)&init_task_untyped;
	if (&runqueues_typed)
		value += runqueues_typed;
	if (acquire_task)
		task = acquire_task(task);
	release_task(task);
	return value;
}

char _license[] SEC("license") = "GPL";
