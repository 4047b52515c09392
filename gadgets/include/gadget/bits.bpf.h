/* SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause) */
/* Binary logarithms, for slots of histograms. */
#ifndef __GADGET_BITS_BPF_H
#define __GADGET_BITS_BPF_H

#include <vmlinux.h>

/* The number of the highest bit that is set; 0 for 0. Without branches, for old verifiers. */
static __always_inline __u64 log2l(__u64 v)
{
	__u64 bits = 0;

	for (__u32 half = 32; half; half /= 2) {
		__u64 shift = (__u64)(v >> half != 0) * half;

		v >>= shift;
		bits += shift;
	}
	return bits;
}

static __always_inline __u64 log2(__u32 v)
{
	return log2l(v);
}

#endif /* __GADGET_BITS_BPF_H */
