// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
//
// Tells a process that it is about to be stopped, and keeps it going until it says that it may be:
// it holds others that would wait for it. See StopGuard.
#include <linux/bpf.h>
#include <bpf/bpf_core_read.h>
#include <bpf/bpf_helpers.h>

#define SIGCONT 18
#define SIGSTOP 19
#define SIGTTOU 22
#define SENT_BY_KERNEL 1 // SEND_SIG_PRIV, what bpf_send_signal gives for information

struct task_struct {
	int tgid;
} __attribute__((preserve_access_index));

const volatile __u64 namespace_device, namespace_inode;
const volatile __u32 process; // as that pid namespace numbers it

__u32 passing; // it wants the next stop itself
__u32 going; // somebody let it go on since it was last to be stopped
static __u32 task_group; // as the kernel numbers it

struct {
	__uint(type, BPF_MAP_TYPE_RINGBUF);
	__uint(max_entries, 4096);
} stops SEC(".maps");

static int is_process(void)
{
	struct bpf_pidns_info seen = {};

	return !bpf_get_ns_current_pid_tgid(namespace_device, namespace_inode, &seen,
					    sizeof(seen)) &&
	       seen.tgid == process;
}

// A stop of the process's own counts only if nobody has let it go on meanwhile.
static int passes(void)
{
	int wanted = passing;

	passing = 0;
	return wanted && !going;
}

SEC("raw_tp/signal_deliver")
int stop_delivered(__u64 *arguments)
{
	int signal = arguments[0];
	int wanted;

	if (signal < SIGSTOP || signal > SIGTTOU || !is_process())
		return 0;
	wanted = passing;
	if (passes() || bpf_send_signal(SIGCONT) || wanted)
		return 0;
	going = 0;
	task_group = bpf_get_current_pid_tgid() >> 32;
	bpf_ringbuf_output(&stops, &signal, sizeof(signal), 0);
	return 0;
}

SEC("raw_tp/signal_generate")
int continuation_sent(__u64 *arguments)
{
	struct task_struct *target = (void *)arguments[2];

	if ((int)arguments[0] == SIGCONT && arguments[1] != SENT_BY_KERNEL && task_group &&
	    BPF_CORE_READ(target, tgid) == task_group)
		going = 1;
	return 0;
}

char LICENSE[] SEC("license") = "Dual BSD/GPL";
