// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
#include "test.h"

enum small {
	MINUS = -1,
	ZERO,
	PLUS
};
enum large {
	TINY = 1,
	HUGE = 0x100000000ULL
};
enum negative {
	LOW = -0x100000000LL,
	HIGH = 1
};

struct inner {
	u32 x;
	struct {
		u16 y;
		u16 z;
	};
};

struct packed {
	u8 a;
	u64 b;
} __attribute__((packed));

union either {
	u64 number;
	char text[8];
};

struct forward;

typedef struct inner inner_alias;

struct everything {
	int plain;
	u32 three : 3;
	s32 five : 5;
	const volatile char *restrict text;
	inner_alias nested[2];
	struct packed packed;
	union either either;
	enum small small;
	enum large large;
	enum negative negative;
	struct forward *forward;
	int (*call)(int, const char *, ...);
	bool flag;
	float single;
	double dual;
	u64 __attribute__((btf_type_tag("user"))) * tagged;
} __attribute__((btf_decl_tag("declared")));

struct everything everything;

SEC("raw_tp/x") int use(void *ctx)
{
	return everything.plain + (everything.large == HUGE) + everything.small;
}

char _license[] SEC("license") = "GPL";
