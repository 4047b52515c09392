// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
/* Enumerations of every_type.bpf.c as a newer kernel may have them. */
#include <vmlinux.h>
#include <bpf/bpf_helpers.h>

enum color {
	RED,
	ORANGE,
	GREEN = 6
};
enum perm_set {
	READ = 1,
	WRITE = 2,
	EXECUTE = 4
};

enum color color;
enum perm_set perms;

char LICENSE[] SEC("license") = "Dual BSD/GPL";
