// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
/* One data source with a member of every type that fields are made of. */
#define GADGET_NO_BUF_RESERVE
#include <vmlinux.h>
#include <bpf/bpf_helpers.h>
#include <gadget/buffer.h>
#include <gadget/macros.h>
#include <gadget/types.h>

enum color {
	RED,
	GREEN = 5,
	BLUE = -1
};
enum perm_set {
	READ = 1,
	WRITE = 2,
	BOTH = 3
};
enum wide {
	SMALL = 1,
	LARGE = 0x100000000ULL
};

typedef __u32 inner_t;
typedef inner_t outer_t;

struct nested {
	__u16 depth;
	struct {
		__u8 nameless;
	};
	union {
		__u32 word;
		__u8 bytes[4];
	} u;
};

struct event {
	gadget_timestamp timestamp_raw;
	struct gadget_process proc;
	__u8 u8;
	__s8 s8;
	__u16 u16;
	__s16 s16;
	__u32 u32;
	__s32 s32;
	__u64 u64;
	__s64 s64;
	bool flag;
	char one;
	float f32;
	double f64;
	void *pointer;
	outer_t aliased;
	char text[10];
	__u8 raw[6];
	__s8 tiny[3];
	__u32 numbers[4];
	char table[2][8];
	struct nested inner;
	__u32 __internal;
	gadget_signal sig_raw;
	gadget_errno error_raw;
	gadget_errno code;
	gadget_syscall syscall_raw;
	gadget_bytes size_raw;
	gadget_duration took_raw;
	gadget_file_mode mode_raw;
	gadget_file_flags flags_raw;
	gadget_uid loginuid;
	gadget_gid group_raw;
	gadget_mntns_id mntns_id;
	gadget_netns_id netns_id;
	gadget_kernel_stack kstack;
	gadget_counter__u64 count;
	enum color color_raw;
	enum color plain_color;
	enum perm_set perms_raw;
	enum wide wide_raw;
	gadget_timestamp last_seen;
	struct gadget_l3endpoint_t via;
	struct gadget_l4endpoint_t src;
	__u32 args_size;
	gadget_strings args[64];
};

GADGET_TRACER_MAP(events, 1024 * 256);
GADGET_TRACER(all, events, event);

char LICENSE[] SEC("license") = "Dual BSD/GPL";
