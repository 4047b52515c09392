// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
// Records of every kind about types of the kernel, to compare with what libbpf makes of them.
#include "test.h"
#include "core_asks.h"

#pragma clang attribute push(preserve, apply_to = record)

struct list_head {
	struct list_head *next;
};

struct task_struct {
	int pid;
	u64 flags;
	u32 start_time;
	s64 exit_code;
	struct mm_struct *mm;
	struct list_head tasks;
	char comm[16];
	u32 sched_reset_on_fork : 1;
	u32 in_iowait : 1;
	u32 no_such_field;
};

struct task_struct___flavour {
	struct task_struct *real_parent;
};

struct task_struct___ancient {
	long state;
};

struct sk_buff {
	u32 len;
	u8 cloned : 1;
	u8 pkt_type : 3;
	u64 tstamp;
	u32 hash;
	struct sk_buff *next;
	u16 protocol;
};

struct page {
	u64 private;
};

struct file {
	struct {
		struct {
			struct dentry *dentry;
		} f_path;
	};
};

struct no_such_type {
	int field;
};

enum pid_type {
	PIDTYPE_SID,
	PIDTYPE_PID,
	PIDTYPE_NO_SUCH
};

enum bpf_map_type {
	BPF_MAP_TYPE_RINGBUF___flavour = 1
};

typedef int pid_t;
typedef struct {
	int counter;
} atomic_t;
typedef int (*initcall_t)(void);

#pragma clang attribute pop

integer(pid, at(struct task_struct).pid);
integer(flags, at(struct task_struct).flags);
field(mm, at(struct task_struct).mm);
field(tasks_next, at(struct task_struct).tasks.next);
field(comm, at(struct task_struct).comm);
field(comm_end, at(struct task_struct).comm[15]);
field(parent, at(struct task_struct___flavour).real_parent);
field(state, at(struct task_struct___ancient).state);
field(missing, at(struct task_struct).no_such_field);
field(missing_type, at(struct no_such_type).field);
field(dentry, at(struct file).f_path.dentry);
integer(reset, at(struct task_struct).sched_reset_on_fork);
integer(iowait, at(struct task_struct).in_iowait);
integer(cloned, at(struct sk_buff).cloned);
integer(pkt_type, at(struct sk_buff).pkt_type);
integer(tstamp, at(struct sk_buff).tstamp);
integer(private, at(struct page).private);
field(counter, at(atomic_t).counter);

enumerator(sid, enum pid_type, PIDTYPE_SID);
enumerator(no_such, enum pid_type, PIDTYPE_NO_SUCH);
enumerator(ring_buffer, enum bpf_map_type, BPF_MAP_TYPE_RINGBUF___flavour);

whole(task, struct task_struct);
whole(head, struct list_head);
whole(ancient, struct task_struct___ancient);
whole(none, struct no_such_type);
whole(pid_type, enum pid_type);
whole(pid_t, pid_t);
whole(initcall, initcall_t);
ask(local_id, __builtin_btf_type_id(at(struct task_struct), 0));

#define load(name, type, of)                        \
	SEC("raw_tp/x") u64 load_##name(type *from) \
	{                                           \
		return from->of;                    \
	}                                           \
	u64 load_##name(type *from)

load(pid, struct task_struct, pid);
load(flags, struct task_struct, flags);
load(start, struct task_struct, start_time);
load(exit_code, struct task_struct, exit_code);
load(protocol, struct sk_buff, protocol);
load(missing, struct task_struct, no_such_field);

SEC("raw_tp/x") u64 stores(struct task_struct *task)
{
	task->flags = 7;
	task->mm = 0;
	return (u64)&task->comm;
}

char _license[] SEC("license") = "GPL";
