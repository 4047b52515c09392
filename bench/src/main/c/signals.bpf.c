// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
/* The tracer of the live benchmarks: an event for each SIGURG, which victim and meter send. */
#include "event.h"

#define SIGURG 23

/* A raw tracepoint: libbpf finds others only where tracefs is mounted. */
SEC("raw_tp/signal_generate")
int on_signal(__u64 *args)
{
	if ((int)args[0] == SIGURG)
		emit(args);
	return 0;
}

char LICENSE[] SEC("license") = "Dual BSD/GPL";
