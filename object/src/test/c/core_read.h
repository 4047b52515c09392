// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
// Programs that ask for everything a CO-RE record can tell. Compiled twice, for two layouts of the
// same types: relocating the one for the types of the other must give the other.

#include "core_asks.h"

integer(plain, at(struct outer).plain);
field(pointer, at(struct outer).pointer);
integer(state, at(struct outer).state);
field(inner, at(struct outer).inner);
integer(inner_second, at(struct outer).inner.second);
integer(element, at(struct outer).many[2].second);
field(row, at(struct outer).table[1]);
integer(cell, at(struct outer).table[1][2]);
integer(unnamed, at(struct outer).deep);
integer(in_union, at(struct outer).other);
integer(last, at(struct outer).last[3]);
integer(array_item, ((struct inner *)0)[5].second);
integer(kept, at(struct outer).kept);
field(name, at(struct outer).name);

integer(flag, at(struct bits).flag);
integer(number, at(struct bits).number);
integer(wide, at(struct bits).wide);
integer(straddling, at(struct bits).straddling);
integer(unnamed_bits, at(struct bits).hidden_bits);

integer(of_typedef, at(alias).second);

enumerator(running, enum state, RUNNING);
enumerator(lowest, enum signed_state, LOWEST);
enumerator(highest, enum unsigned_state, HIGHEST);
enumerator(large, enum large, LARGE);

whole(inner_type, struct inner);
whole(any, union any);
whole(alias, alias);
whole(function, function);

ask(local_id, __builtin_btf_type_id(at(struct inner), 0));

// Loads and stores, whose offsets and sizes move.
#define load(name, of)                                       \
	SEC("raw_tp/x") u64 load_##name(struct outer *outer) \
	{                                                    \
		return outer->of;                            \
	}                                                    \
	u64 load_##name(struct outer *outer)

load(kept, kept);
load(widened, widened);
load(narrowed, narrowed);
load(element, many[2].second);
load(unnamed, deep);
load(name, name[3]);

SEC("raw_tp/x") void *load_pointer(struct outer *outer)
{
	return (void *)outer->pointer;
}

SEC("raw_tp/x") u64 stores(struct outer *outer)
{
	outer->kept = 5;
	outer->deep = (u64)outer;
	outer->inner.second = 7;
	return 0;
}

// An offset in an instruction of its own.
SEC("raw_tp/x") u64 address(struct outer *outer)
{
	return (u64)&outer->inner.second;
}

char _license[] SEC("license") = "GPL";
