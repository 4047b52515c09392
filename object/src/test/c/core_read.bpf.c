// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
#include "test.h"

#pragma clang attribute push(preserve, apply_to = record)

enum state {
	IDLE,
	RUNNING,
	STOPPED
};
enum signed_state {
	LOWEST = -5,
	ZERO_STATE
};
enum unsigned_state {
	HIGHEST = 0xfffffff0
};
enum large {
	LARGE = 0x1234567890
};

struct inner {
	u64 first;
	u32 second;
};

union any {
	u32 a;
	u64 b;
};

struct gone {
	u32 a;
};

struct outer {
	u32 plain;
	void *pointer;
	enum state state;
	struct inner inner;
	struct inner many[4];
	u16 table[3][4];
	struct {
		u8 shallow;
		struct {
			u64 deep;
		};
	};
	union {
		u32 one;
		u64 other;
	};
	u64 kept;
	u32 widened;
	u64 narrowed;
	u32 resized_signed_place;
	s32 resized_signed;
	u32 gone;
	char name[16];
	u32 last[];
};

struct bits {
	u32 flag : 1;
	u32 number : 7;
	s32 wide : 20;
	u64 straddling : 33;
	struct {
		u8 hidden_bits : 3;
	};
	u32 gone_bits : 3;
};

typedef struct {
	u32 first;
	u32 second;
} alias;

typedef int (*function)(struct outer *outer, u32 number);

struct flavoured___one {
	u32 one;
};

struct flavoured___two {
	u64 two;
};

enum partial {
	PRESENT,
	ABSENT
};

#pragma clang attribute pop

#include "core_read.h"

// What the target has not.
field_info(gone_exists, at(struct outer).gone, FIELD_EXISTS);
field_info(gone_offset, at(struct outer).gone, FIELD_BYTE_OFFSET);
field_info(gone_left_shift, at(struct bits).gone_bits, FIELD_LEFT_SHIFT);
type_info(gone_type_exists, struct gone, 0);
type_info(gone_type_size, struct gone, 1);
type_info(gone_type_matches, struct gone, 2);
ask(gone_type_id, __builtin_btf_type_id(at(struct gone), 1));
field_info(gone_in_type, at(struct gone).a, FIELD_BYTE_OFFSET);
type_info(outer_matches, struct outer, 2);
type_info(outer_size, struct outer, 1);
enum_info(absent_exists, enum partial, ABSENT, 0);
enum_info(absent_value, enum partial, ABSENT, 1);
enum_info(present_value, enum partial, PRESENT, 1);
field_info(one_exists, at(struct flavoured___one).one, FIELD_EXISTS);
field_info(two_exists, at(struct flavoured___two).two, FIELD_EXISTS);
field_info(two_offset, at(struct flavoured___two).two, FIELD_BYTE_OFFSET);

SEC("raw_tp/x") u64 misread(struct outer *outer)
{
	return outer->resized_signed;
}

SEC("raw_tp/x") u64 guarded(struct outer *outer)
{
	if (__builtin_preserve_field_info(outer->gone, FIELD_EXISTS))
		return outer->gone;
	return outer->kept;
}
