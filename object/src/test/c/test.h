// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
// What the sources here need of BPF's C: nothing but the compiler is included, so that each object
// holds exactly what its source says.
#pragma once

typedef unsigned char u8;
typedef unsigned short u16;
typedef unsigned int u32;
typedef unsigned long long u64;
typedef signed char s8;
typedef short s16;
typedef int s32;
typedef long long s64;
typedef _Bool bool;

#define SEC(name) __attribute__((section(name), used))
#define noinline __attribute__((noinline))
#define hidden __attribute__((visibility("hidden")))
#define weak __attribute__((weak))
#define kconfig __attribute__((section(".kconfig")))
#define ksym __attribute__((section(".ksyms")))
#define preserve __attribute__((preserve_access_index))

#define number(name, value) int(*name)[value]
#define wide_number(name, value)     \
	enum {                       \
		name##_value = value \
	} name
#define type(name, of) typeof(of) *name
#define array(name, of) typeof(of) *name[]

enum {
	HASH = 1,
	ARRAY = 2,
	PROG_ARRAY = 3,
	PERF_EVENT_ARRAY = 4,
	PERCPU_ARRAY = 6
};
enum {
	LRU_HASH = 9,
	ARRAY_OF_MAPS = 12,
	HASH_OF_MAPS = 13,
	RINGBUF = 27,
	BLOOM_FILTER = 30
};

#define barrier() asm volatile("" ::: "memory")

static void *(*lookup)(void *map, const void *key) = (void *)1;
static u64 (*ktime)(void) = (void *)5;
static u64 (*current_pid_tgid)(void) = (void *)14;
static long (*for_each)(void *map, void *callback, void *context, u64 flags) = (void *)164;
static long (*loop)(u32 count, void *callback, void *context, u64 flags) = (void *)181;
