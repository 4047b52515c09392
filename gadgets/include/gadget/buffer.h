/* SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause) */
/*
 * The channel of events to user space: a ring buffer, or on kernels before 5.8 a perf buffer.
 * Which of the two it is gets decided when the object is loaded. The map is declared as a ring
 * buffer; for an older kernel the loader makes it a perf event array.
 *
 * Events that were not delivered are counted in the global variable <map>_lost_samples. The
 * count is complete: user space must not add what a perf buffer reports as lost by itself.
 *
 * "map" below is the address of a map declared by GADGET_TRACER_MAP, written "&name".
 */
#ifndef __GADGET_BUFFER_H
#define __GADGET_BUFFER_H

#include <vmlinux.h>
#include <bpf/bpf_core_read.h>
#include <bpf/bpf_helpers.h>

#include <gadget/macros.h>

#define GADGET_MAX_EVENT_SIZE 10240

/* Declares ring buffer "name" of "size" bytes, a power of two and a multiple of a page. */
#define GADGET_TRACER_MAP(name, size)               \
	struct {                                    \
		__uint(type, BPF_MAP_TYPE_RINGBUF); \
		__uint(max_entries, size);          \
	} name SEC(".maps");                        \
	__u64 name##_lost_samples;                  \
	GADGET_MARKER(gadget_map_tracer_##name)

/* Counts an event that this program would have delivered to "map" but cannot. */
#define gadget_count_lost(map) ((void)__sync_fetch_and_add(map##_lost_samples, 1))

/*
 * Called unlikely so that the compiler leaves the perf buffer's way where it stands in the source:
 * diagrams tell in which order a program uses its maps by the order of its instructions.
 */
#define __gadget_has_ringbuf() \
	__builtin_expect(bpf_core_enum_value_exists(enum bpf_func_id, BPF_FUNC_ringbuf_reserve), 0)

static __always_inline long __gadget_output(void *ctx, void *map, void *buf, __u64 size)
{
	if (__gadget_has_ringbuf())
		return bpf_ringbuf_output(map, buf, size, 0);
	return bpf_perf_event_output(ctx, map, BPF_F_CURRENT_CPU, buf, size);
}

/* Copies "size" bytes at "buf" to the channel; returns 0, or the error if the event is lost. */
#define gadget_output_buf(ctx, map, buf, size)                     \
	({                                                         \
		long __err = __gadget_output(ctx, map, buf, size); \
		if (__err)                                         \
			gadget_count_lost(map);                    \
		__err;                                             \
	})

/*
 * Zeroes "size" bytes at "buf", which is aligned to 8 bytes. The compiler has no memset for more
 * than 1024 bytes, hence the loop; the barrier keeps it from finding a memset in it.
 */
static __always_inline void gadget_zero(void *buf, __u64 size)
{
	__u64 done = 0;

	if (size <= 1024) {
		__builtin_memset(__builtin_assume_aligned(buf, 8), 0, size);
		return;
	}
#pragma clang loop unroll(disable)
	for (; done + 64 <= size; done += 64) {
		__u64 *words = buf + done;

		barrier_var(words);
		words[0] = 0;
		words[1] = 0;
		words[2] = 0;
		words[3] = 0;
		words[4] = 0;
		words[5] = 0;
		words[6] = 0;
		words[7] = 0;
	}
#pragma clang loop unroll(disable)
	for (; done < size; done++) {
		__u8 *byte = buf + done;

		barrier_var(byte);
		*byte = 0;
	}
}

#ifndef GADGET_NO_BUF_RESERVE

/* Where an event is put together when it cannot be built in the ring itself. */
struct {
	__uint(type, BPF_MAP_TYPE_PERCPU_ARRAY);
	__uint(max_entries, 1);
	__uint(key_size, sizeof(__u32));
	__uint(value_size, GADGET_MAX_EVENT_SIZE);
} gadget_heap SEC(".maps");

static __always_inline void *__gadget_reserve(void *map, __u64 size)
{
	__u32 zero = 0;
	void *buf = NULL;

	if (!__gadget_has_ringbuf() && size <= GADGET_MAX_EVENT_SIZE)
		buf = bpf_map_lookup_elem(&gadget_heap, &zero);
	if (__gadget_has_ringbuf())
		buf = bpf_ringbuf_reserve(map, size, 0);
	return buf;
}

/*
 * Room for an event of "size" bytes, a constant, all of them zero; NULL, and the event counted
 * as lost, if there is none. It must be given to gadget_submit_buf or gadget_discard_buf.
 */
#define gadget_reserve_buf(map, size)                      \
	({                                                 \
		void *__buf = __gadget_reserve(map, size); \
		if (__buf)                                 \
			gadget_zero(__buf, size);          \
		else                                       \
			gadget_count_lost(map);            \
		__buf;                                     \
	})

static __always_inline long __gadget_submit(void *ctx, void *map, void *buf, __u64 size)
{
	if (__gadget_has_ringbuf()) {
		bpf_ringbuf_submit(buf, 0);
		return 0;
	}
	return bpf_perf_event_output(ctx, map, BPF_F_CURRENT_CPU, buf, size);
}

/* Delivers a reserved event; returns 0, or the error if the event is lost. */
#define gadget_submit_buf(ctx, map, buf, size)                     \
	({                                                         \
		long __err = __gadget_submit(ctx, map, buf, size); \
		if (__err)                                         \
			gadget_count_lost(map);                    \
		__err;                                             \
	})

/* Gives a reserved event back; it was never seen and does not count as lost. */
static __always_inline void gadget_discard_buf(void *buf)
{
	if (__gadget_has_ringbuf())
		bpf_ringbuf_discard(buf, 0);
}

#endif /* GADGET_NO_BUF_RESERVE */

#endif /* __GADGET_BUFFER_H */
