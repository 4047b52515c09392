/* SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause) */
/*
 * The place of a filter for packets: GADGET_PF(name) declares it, gadget_pf_matches() asks it. A
 * loader may put the code of a pcap expression there; left as it is, every packet matches.
 */
#ifndef __GADGET_PACKETFILTER_H
#define __GADGET_PACKETFILTER_H

#include <vmlinux.h>

/*
 * The packet is passed three times so that converted filters, which begin with it in three
 * registers, need no moves; the answer depends on all arguments so that the compiler keeps them.
 */
#define __GADGET_PF(name)                                                            \
	static __attribute__((noinline)) bool gadget_pf_##name(                      \
		void *skb, void *again, void *and_again, void *data, void *data_end) \
	{                                                                            \
		return data != data_end && skb == again && again == and_again;       \
	}                                                                            \
	_Static_assert(1, "takes the semicolon")

#define __GADGET_PF_PICK(none, name, chosen, ...) chosen
#define __GADGET_PF_main(...) __GADGET_PF(main)
#define __GADGET_PF_named(name) __GADGET_PF(name)

/* GADGET_PF() is the filter "main", GADGET_PF(name) one of several. */
#define GADGET_PF(...) \
	__GADGET_PF_PICK(, ##__VA_ARGS__, __GADGET_PF_named, __GADGET_PF_main)(__VA_ARGS__)

#define __GADGET_PF_ASK(name, skb, data, data_end) gadget_pf_##name(skb, skb, skb, data, data_end)
#define __GADGET_PF_ASK_main(skb, data, data_end) __GADGET_PF_ASK(main, skb, data, data_end)
#define __GADGET_PF_ASK_PICK(a, b, c, d, chosen, ...) chosen

/* gadget_pf_matches([name,] skb, data, data_end) */
#define gadget_pf_matches(...) \
	__GADGET_PF_ASK_PICK(__VA_ARGS__, __GADGET_PF_ASK, __GADGET_PF_ASK_main, )(__VA_ARGS__)

#endif /* __GADGET_PACKETFILTER_H */
