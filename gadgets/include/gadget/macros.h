/* SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause) */
/*
 * Markers: what user space has to know of an object beyond its programs and maps, written as
 * names of global variables. The parts of a name are parted by three underscores, therefore
 * they may hold one or two in a row, but not three.
 *
 * A marker is a global "const void *": user space looks for that type. It is never read, so it
 * costs eight bytes of .bss and nothing at run time.
 */
#ifndef __GADGET_MACROS_H
#define __GADGET_MACROS_H

#include <bpf/bpf_helpers.h>

#define GADGET_MARKER(name) const void *name __attribute__((used))

/* Keeps "struct type" in the object's BTF although no variable has that type. */
#define GADGET_KEEP_TYPE(type, tag) \
	const struct type *__gadget_type_##tag##_##type __attribute__((used))

/* Data source "name": records of "struct type" read from ring buffer "map". */
#define GADGET_TRACER(name, map, type)                            \
	GADGET_MARKER(gadget_tracer_##name##___##map##___##type); \
	GADGET_KEEP_TYPE(type, name)

/* Data source "name": arrays of "struct type" written by one to three iterator programs. */
#define GADGET_ITER(name, type, ...)                                                       \
	__GADGET_ITER_PICK(__VA_ARGS__, __GADGET_ITER_3, __GADGET_ITER_2, __GADGET_ITER_1) \
	(name, type, __VA_ARGS__);                                                         \
	GADGET_KEEP_TYPE(type, name)
#define __GADGET_ITER_PICK(a, b, c, chosen, ...) chosen
#define __GADGET_ITER_1(name, type, a) GADGET_MARKER(gadget_iter_##name##___##type##___##a)
#define __GADGET_ITER_2(name, type, a, b) \
	GADGET_MARKER(gadget_iter_##name##___##type##___##a##___##b)
#define __GADGET_ITER_3(name, type, a, b, c) \
	GADGET_MARKER(gadget_iter_##name##___##type##___##a##___##b##___##c)

/* The former name of GADGET_ITER. */
#define GADGET_SNAPSHOTTER(name, type, ...) GADGET_ITER(name, type, __VA_ARGS__)

/* Data source "name": the entries of hash map "map", whose key and value are structs. */
#define GADGET_MAPITER(name, map) GADGET_MARKER(gadget_mapiter_##name##___##map)

/* Program "prog" (iter/bpf_map_elem) walks over "map". */
#define GADGET_ITER_TARGET_MAP(prog, map) GADGET_MARKER(gadget_mapelem_iter_target_##prog##___##map)

/* Program "prog" (sk_skb, sk_msg) is attached to the sockmap or sockhash "map". */
#define GADGET_SK_TARGET_MAP(prog, map) GADGET_MARKER(gadget_sk_prog_target_##prog##___##map)

/* The "const volatile" variable "name" is set by the user. */
#define GADGET_PARAM(name) GADGET_MARKER(gadget_param_##name)

#endif /* __GADGET_MACROS_H */
