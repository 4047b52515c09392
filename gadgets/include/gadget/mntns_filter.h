/* SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause) */
/* Keeps only the events of selected containers; the selection is made by user space. */
#ifndef __GADGET_MNTNS_FILTER_H
#define __GADGET_MNTNS_FILTER_H

#include <vmlinux.h>
#include <bpf/bpf_helpers.h>

#include <gadget/mntns.h>
#include <gadget/types.h>

#ifndef GADGET_MNTNS_FILTER_ENTRIES
#define GADGET_MNTNS_FILTER_ENTRIES 1024
#endif

const volatile bool gadget_filter_by_mntns = false;

/* The selected mount namespaces; only the keys count. */
struct {
	__uint(type, BPF_MAP_TYPE_HASH);
	__uint(max_entries, GADGET_MNTNS_FILTER_ENTRIES);
	__type(key, gadget_mntns_id);
	__type(value, __u32);
} gadget_mntns_filter_map SEC(".maps");

static __always_inline bool gadget_should_discard_mntns_id(gadget_mntns_id mntns_id)
{
	if (!gadget_filter_by_mntns)
		return false;
	return !bpf_map_lookup_elem(&gadget_mntns_filter_map, &mntns_id);
}

#endif /* __GADGET_MNTNS_FILTER_H */
