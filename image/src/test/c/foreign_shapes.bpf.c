// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
// Shapes that our own gadgets do not have, and those of others do.
#include <linux/bpf.h>
#include <stdbool.h>
#include <bpf/bpf_helpers.h>

struct {
	__uint(type, BPF_MAP_TYPE_HASH_OF_MAPS);
	__uint(key_size, sizeof(__u64));
	__uint(value_size, sizeof(__u32));
	__uint(max_entries, 4);
	__array(
		values, struct {
			__uint(type, BPF_MAP_TYPE_PERF_EVENT_ARRAY);
			__uint(key_size, sizeof(__u32));
			__uint(value_size, sizeof(__u32));
		});
} buffers SEC(".maps");

struct {
	__uint(type, BPF_MAP_TYPE_HASH);
	__uint(max_entries, 8);
	__type(key, __u32);
	__type(value, __u64);
} seen SEC(".maps");

struct {
	__uint(type, BPF_MAP_TYPE_PERCPU_ARRAY);
	__uint(max_entries, 1);
	__type(key, __u32);
	__type(value, __u64);
} scratch SEC(".maps");

struct {
	__uint(type, BPF_MAP_TYPE_CGROUP_ARRAY);
	__uint(max_entries, 1);
	__type(key, __u32);
	__type(value, __u32);
} cgroups SEC(".maps");

extern int LINUX_KERNEL_VERSION __kconfig;
extern bool CONFIG_BPF_SYSCALL __kconfig __weak;

__u32 apart SEC(".data.apart") = 7;
static __u32 together = 8;

static long forget_one(void *map, const void *key, void *value, void *ctx)
{
	return bpf_map_delete_elem(&seen, key);
}

/* Global, so that it is a subprogram whatever its size. */
__noinline void *scratch_room(__u32 key)
{
	__u64 zero = 0;

	if (bpf_map_update_elem(&scratch, &key, &zero, BPF_ANY))
		return 0;
	return bpf_map_lookup_elem(&scratch, &key) ? (void *)1 : 0;
}

/*
 * The buffer was looked up: no symbol is ever loaded into the register that has it, so that the
 * output is not drawn.
 */
SEC("raw_tracepoint/sys_enter")
int found_buffer(void *ctx)
{
	__u64 key = 5;
	void *buffer = bpf_map_lookup_elem(&buffers, &key);

	if (!buffer || !scratch_room(0))
		return 0;
	return bpf_perf_event_output(ctx, buffer, BPF_F_CURRENT_CPU, &key, sizeof(key));
}

/* Facts of the kernel's configuration are a map to nobody; variables in .data are one. */
SEC("raw_tracepoint/sys_exit")
int asks_the_kernel(void *ctx)
{
	__u32 key = ++apart + ++together;
	__u64 value = 1;

	if (LINUX_KERNEL_VERSION < 0x050a00 || !CONFIG_BPF_SYSCALL)
		return 0;
	return bpf_map_update_elem(&seen, &key, &value, BPF_ANY);
}

/* The iteration is no use that has a word; what the function does to each element is one. */
SEC("tracepoint/sched/sched_process_exit")
int forgets_all(void *ctx)
{
	return bpf_for_each_map_elem(&seen, forget_one, 0, 0);
}

/* A map in a register of a helper that is no map helper; text is a section of its own. */
SEC("tracepoint/sched/sched_process_exec")
int of_a_group(void *ctx)
{
	char name[16];

	if (!bpf_current_task_under_cgroup(&cgroups, 0))
		return 0;
	bpf_get_current_comm(name, sizeof(name));
	return bpf_strncmp(name, sizeof(name), "of a group     ") == 0;
}

char _license[] SEC("license") = "Dual BSD/GPL";
