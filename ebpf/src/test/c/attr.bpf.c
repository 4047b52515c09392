// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
/* The kernel's argument structures, for their layouts. */
#include <linux/bpf.h>
#include <linux/perf_event.h>

union bpf_attr bpf_attr;
struct bpf_map_info bpf_map_info;
struct bpf_btf_info bpf_btf_info;
struct perf_event_attr perf_event_attr;
struct perf_event_mmap_page perf_event_mmap_page;

char LICENSE[] __attribute__((section("license"), used)) = "Dual BSD/GPL";
