// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
/* What a program takes from the kernel by name. */
#include <linux/bpf.h>
#include <bpf/bpf_helpers.h>

extern unsigned int LINUX_KERNEL_VERSION __kconfig;
extern _Bool LINUX_HAS_SYSCALL_WRAPPER __kconfig;
extern enum libbpf_tristate CONFIG_BPF __kconfig;
extern char CONFIG_BPF_SYSCALL __kconfig;
extern unsigned int CONFIG_HZ __kconfig;
extern const char CONFIG_DEFAULT_HOSTNAME[8] __kconfig __weak;
extern unsigned long CONFIG_JIG_IS_NOT_THERE __kconfig __weak;

extern const void vfs_read __ksym;
extern const void jig_no_such_symbol __ksym __weak;

/* A per-CPU variable: the kernel's types name no other variables. */
struct rq;
extern const struct rq runqueues __ksym;

void bpf_rcu_read_lock(void) __ksym;
void bpf_rcu_read_unlock(void) __ksym;
void bpf_jig_no_such_function(void) __ksym __weak;

__u32 version = 0;
__u32 wrapper = 0;
__u32 tristate = 0;
__u32 letter = 0;
__u32 hz = 0;
__u32 first_letter = 0;
__u64 absent = 1;
__u64 symbol = 0;
__u64 no_symbol = 1;
__u64 queue = 0;
__u32 called = 0;

SEC("raw_tp")
int read_externs(void *ctx)
{
	version = LINUX_KERNEL_VERSION;
	wrapper = LINUX_HAS_SYSCALL_WRAPPER;
	tristate = CONFIG_BPF;
	letter = CONFIG_BPF_SYSCALL;
	hz = CONFIG_HZ;
	first_letter = CONFIG_DEFAULT_HOSTNAME[0];
	absent = CONFIG_JIG_IS_NOT_THERE;
	symbol = (__u64)&vfs_read;
	no_symbol = (__u64)&jig_no_such_symbol;
	return 0;
}

/* Refused where the kernel knows the addresses of functions only (CONFIG_KALLSYMS_ALL). */
SEC("?raw_tp")
int read_variable(void *ctx)
{
	queue = (__u64)bpf_this_cpu_ptr(&runqueues);
	return 0;
}

SEC("tp_btf/sys_enter")
int call_functions(void *ctx)
{
	bpf_rcu_read_lock();
	called++;
	bpf_rcu_read_unlock();
	if (&bpf_jig_no_such_function)
		bpf_jig_no_such_function();
	return 0;
}

char LICENSE[] SEC("license") = "Dual BSD/GPL";
