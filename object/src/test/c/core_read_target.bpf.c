// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
#include "test.h"

#pragma clang attribute push(preserve, apply_to = record)

enum state {
	STOPPED,
	NEW,
	IDLE,
	RUNNING
};
enum signed_state {
	ZERO_STATE,
	LOWEST = -7000
};
enum unsigned_state {
	HIGHEST = 0xfffffff8,
	OTHER = 0
};
enum large {
	SMALL,
	LARGE = 0x9876543210
};

struct inner {
	u8 second_is_last;
	u64 first;
	u64 pad;
	u32 second;
};

union any {
	u64 b;
	u32 a;
	u8 c[24];
};

struct outer {
	char name[24];
	union {
		u64 other;
		struct {
			u32 one;
			s64 plain;
		};
	};
	struct {
		u32 unrelated;
		union {
			u64 deep;
		};
	};
	struct inner many[6];
	u64 widened;
	u32 narrowed;
	u16 table[5][7];
	struct inner inner;
	s64 resized_signed;
	const volatile enum state state;
	const void *const pointer;
	u64 kept;
	u32 last[];
};

struct bits {
	u64 before : 5;
	u64 straddling : 40;
	struct {
		u16 pad : 3;
		u16 hidden_bits : 9;
	};
	u64 whole;
	s64 wide : 19;
	u16 number : 11;
	s32 flag : 2;
};

typedef struct {
	u64 pad;
	u32 second;
	u32 first;
} alias;

typedef int (*function)(struct outer *other_name, u32 number);

struct flavoured {
	u32 pad;
	u64 two;
};

enum partial {
	ADDED,
	PRESENT
};

#pragma clang attribute pop

struct flavoured flavoured;
enum partial partial;

#include "core_read.h"
