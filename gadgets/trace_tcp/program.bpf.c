// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
/*
 * trace_tcp: TCP connections that are made, accepted and closed, by whom, and why some fail.
 *
 * Whether a connection comes about shows when its socket changes its state, which may be long after
 * connect returned, and in an interrupt that has nothing to do with the process. Therefore
 * "tuplepid" keeps who connects until then. What connect and accept only have at their entry (the
 * descriptor, the socket) waits for their return in "tcp_tid_fd" and "tcp_tid_sock".
 */
#include <vmlinux.h>
#include <bpf/bpf_core_read.h>
#include <bpf/bpf_endian.h>
#include <bpf/bpf_helpers.h>
#include <bpf/bpf_tracing.h>

#include <gadget/buffer.h>
#include <gadget/common.h>
#include <gadget/filter.h>
#include <gadget/macros.h>
#include <gadget/types.h>

#define AF_INET 2
#define AF_INET6 10
#define IPPROTO_TCP 6

#define EINTR 4
#define EAGAIN 11
#define ECONNABORTED 103

/* A system call that a signal interrupted, before the kernel makes EINTR of it or starts again. */
#define ERESTARTSYS 512
#define ERESTART_RESTARTBLOCK 516

#define NO_FD -1

/* Numbers of net/tcp_states.h. */
enum {
	TCP_ESTABLISHED = 1,
	TCP_SYN_SENT = 2,
	TCP_SYN_RECV = 3,
	TCP_CLOSE = 7,
	TCP_NEW_SYN_RECV = 12,
};

enum event_type : __u8 {
	connect = 0,
	accept = 1,
	close = 2,
};

struct event {
	gadget_timestamp timestamp_raw;
	struct gadget_process proc;
	gadget_netns_id netns_id;
	struct gadget_l4endpoint_t src;
	struct gadget_l4endpoint_t dst;
	enum event_type type_raw;
	gadget_errno error_raw;
	__s32 fd;
	__s32 accept_fd;
};

/* A connect or accept under way. */
struct call {
	__u64 time;
	__s32 fd;
	__u32 padding;
};

/* What the function below it works on, or has returned. */
struct call_sock {
	__u64 time;
	struct sock *sk; /* NULL: accept found no connection */
	struct sockaddr *address; /* of connect, in the kernel */
};

/* Who is connecting. The ports tell whether it is still the same connection of that socket. */
struct connector {
	struct gadget_process proc;
	__s32 fd;
	__be16 source;
	__be16 destination;
};

const volatile bool accept_only = false;
const volatile bool connect_only = false;
const volatile bool failure_only = false;

GADGET_PARAM(accept_only);
GADGET_PARAM(connect_only);
GADGET_PARAM(failure_only);

GADGET_TRACER_MAP(events, 1024 * 1024);
GADGET_TRACER(tracetcp, events, event);

/* Thread -> the system call it is in. */
struct {
	__uint(type, BPF_MAP_TYPE_HASH);
	__uint(max_entries, 8192);
	__type(key, __u32);
	__type(value, struct call);
} tcp_tid_fd SEC(".maps");

/*
 * Thread -> the socket of the system call it is in. Entries are gone when the call returns, but not
 * those of connections that no such call made (io_uring, sendto, the kernel's own): the least
 * recently used of them give way.
 */
struct {
	__uint(type, BPF_MAP_TYPE_LRU_HASH);
	__uint(max_entries, 8192);
	__type(key, __u32);
	__type(value, struct call_sock);
} tcp_tid_sock SEC(".maps");

/* Socket that is connecting -> who does it. */
struct {
	__uint(type, BPF_MAP_TYPE_HASH);
	__uint(max_entries, 8192);
	__type(key, struct sock *);
	__type(value, struct connector);
} tuplepid SEC(".maps");

static __always_inline __u32 current_tid(void)
{
	return (__u32)bpf_get_current_pid_tgid();
}

/* The user's filters but that of mount namespaces. */
static __always_inline bool discard_current(void)
{
	return gadget_should_discard_current_pid() || gadget_should_discard_current_ids() ||
	       gadget_should_discard_current_comm();
}

static __always_inline void fill_v4(struct gadget_l4endpoint_t *endpoint, __be32 address,
				    __be16 port)
{
	endpoint->addr_raw.v4 = address;
	endpoint->port = bpf_ntohs(port);
	endpoint->proto_raw = IPPROTO_TCP;
	endpoint->version = 4;
}

/* An IPv4 address within IPv6 is shown as what it is: so both ends of a connection look alike. */
static __always_inline void fill_v6(struct gadget_l4endpoint_t *endpoint,
				    const struct in6_addr *address, __be16 port)
{
	const __be32 *words = address->in6_u.u6_addr32;

	if (!words[0] && !words[1] && words[2] == bpf_htonl(0xffff)) {
		fill_v4(endpoint, words[3], port);
		return;
	}
	fill_v4(endpoint, 0, port);
	__builtin_memcpy(endpoint->addr_raw.v6, address->in6_u.u6_addr8, 16);
	endpoint->version = 6;
}

/* The local port as long as the socket is there; skc_num is 0 once the port was given back. */
static __always_inline __be16 source_port(struct sock *sk)
{
	return BPF_CORE_READ((struct inet_sock *)sk, inet_sport);
}

static __always_inline void fill_endpoints(struct event *event, struct sock *sk)
{
	__be16 source = source_port(sk);
	__be16 destination = BPF_CORE_READ(sk, __sk_common.skc_dport);
	struct in6_addr address;

	if (BPF_CORE_READ(sk, __sk_common.skc_family) == AF_INET) {
		fill_v4(&event->src, BPF_CORE_READ(sk, __sk_common.skc_rcv_saddr), source);
		fill_v4(&event->dst, BPF_CORE_READ(sk, __sk_common.skc_daddr), destination);
		return;
	}
	BPF_CORE_READ_INTO(&address, sk, __sk_common.skc_v6_rcv_saddr);
	fill_v6(&event->src, &address, source);
	BPF_CORE_READ_INTO(&address, sk, __sk_common.skc_v6_daddr);
	fill_v6(&event->dst, &address, destination);
}

/* Where connect was asked to go: a failure leaves the socket without it. */
static __always_inline void fill_asked(struct event *event, struct sockaddr *asked)
{
	struct sockaddr_in6 v6;
	struct sockaddr_in v4;

	if (!bpf_probe_read_kernel(&v4, sizeof(v4), asked) && v4.sin_family == AF_INET)
		fill_v4(&event->dst, v4.sin_addr.s_addr, v4.sin_port);
	else if (!bpf_probe_read_kernel(&v6, sizeof(v6), asked))
		fill_v6(&event->dst, &v6.sin6_addr, v6.sin6_port);
}

static __always_inline void fill_socket(struct event *event, enum event_type type, struct sock *sk)
{
	event->timestamp_raw = bpf_ktime_get_boot_ns();
	event->netns_id = BPF_CORE_READ(sk, __sk_common.skc_net.net, ns.inum);
	event->type_raw = type;
	event->fd = NO_FD;
	event->accept_fd = NO_FD;
	fill_endpoints(event, sk);
}

/* Was this socket ever connected? */
static __always_inline bool has_peer(struct sock *sk)
{
	return BPF_CORE_READ(sk, __sk_common.skc_dport) && source_port(sk);
}

static __always_inline int enter_call(int fd)
{
	struct call call = { .time = bpf_ktime_get_ns(), .fd = fd };
	__u32 tid = current_tid();

	if (discard_current())
		return 0;
	/* If there is no room, the event will lack its descriptor, and that is all. */
	bpf_map_update_elem(&tcp_tid_fd, &tid, &call, BPF_ANY);
	return 0;
}

/* connect */

SEC("tracepoint/syscalls/sys_enter_connect")
int sys_connect_e(struct syscall_trace_enter *ctx)
{
	return accept_only ? 0 : enter_call(ctx->args[0]);
}

SEC("tracepoint/syscalls/sys_exit_connect")
int sys_connect_x(struct syscall_trace_exit *ctx)
{
	__u32 tid = current_tid();

	bpf_map_delete_elem(&tcp_tid_sock, &tid);
	bpf_map_delete_elem(&tcp_tid_fd, &tid);
	return 0;
}

static __always_inline int enter_connect(struct sock *sk, struct sockaddr *address)
{
	struct call_sock call = { .time = bpf_ktime_get_ns(), .sk = sk, .address = address };
	__u32 tid = current_tid();

	if (accept_only || gadget_should_discard_data_current())
		return 0;
	if (bpf_map_update_elem(&tcp_tid_sock, &tid, &call, BPF_ANY))
		gadget_count_lost(&events);
	return 0;
}

/*
 * A connection that failed before it was tried: no route, no free port. It has no state to wait
 * for. A perf buffer, on kernels before 5.8, does not get this event.
 */
static __always_inline void output_immediate(const struct call_sock *call, __s32 fd, int error)
{
	struct event *event;

	if (!__gadget_has_ringbuf())
		return;
	event = bpf_ringbuf_reserve(&events, sizeof(*event), 0);
	if (!event) {
		gadget_count_lost(&events);
		return;
	}
	gadget_zero(event, sizeof(*event));
	fill_socket(event, connect, call->sk);
	fill_asked(event, call->address);
	gadget_process_populate(&event->proc);
	event->error_raw = error;
	event->fd = fd;
	bpf_ringbuf_submit(event, 0);
}

static __always_inline void keep_connector(struct sock *sk, __s32 fd)
{
	struct connector connector = { .fd = fd };

	gadget_process_populate(&connector.proc);
	connector.source = source_port(sk);
	connector.destination = BPF_CORE_READ(sk, __sk_common.skc_dport);
	if (bpf_map_update_elem(&tuplepid, &sk, &connector, BPF_ANY))
		gadget_count_lost(&events);
}

/* The socket is locked: its state does not change before the caller of connect goes on. */
static __always_inline int leave_connect(int result, __u16 family)
{
	__u32 tid = current_tid();
	struct call_sock *found = bpf_map_lookup_elem(&tcp_tid_sock, &tid);
	struct call_sock sock;
	struct sock *sk;
	struct call *call;
	__s32 fd = NO_FD;

	if (!found)
		return 0;
	sock = *found;
	sk = sock.sk;
	if (BPF_CORE_READ(sk, __sk_common.skc_family) != family)
		return 0;
	call = bpf_map_lookup_elem(&tcp_tid_fd, &tid);
	if (call)
		fd = call->fd;
	if (result)
		output_immediate(&sock, fd, -result);
	else
		keep_connector(sk, fd);
	return 0;
}

/* tcp_v6_connect comes here too, with an IPv4 address: what it gave up is its own affair. */
SEC("kprobe/tcp_v4_connect")
int BPF_KPROBE(ig_tcp_v4_co_e, struct sock *sk, struct sockaddr *address)
{
	if (BPF_CORE_READ(sk, __sk_common.skc_family) != AF_INET)
		return 0;
	return enter_connect(sk, address);
}

SEC("kretprobe/tcp_v4_connect")
int BPF_KRETPROBE(ig_tcp_v4_co_x, int result)
{
	return leave_connect(result, AF_INET);
}

SEC("kprobe/tcp_v6_connect")
int BPF_KPROBE(ig_tcp_v6_co_e, struct sock *sk, struct sockaddr *address)
{
	return enter_connect(sk, address);
}

SEC("kretprobe/tcp_v6_connect")
int BPF_KRETPROBE(ig_tcp_v6_co_x, int result)
{
	return leave_connect(result, AF_INET6);
}

/* A socket that is closed while it connects has no error: nobody is left to be told. */
static __always_inline int outcome(struct sock *sk, int state)
{
	int error = BPF_CORE_READ(sk, sk_err);

	if (state == TCP_ESTABLISHED)
		return 0;
	return error ? error : ECONNABORTED;
}

/* False for what an earlier socket at the same address left, whose end went unseen. */
static __always_inline bool is_connecting(struct sock *sk, const struct connector *connector)
{
	__u8 state = BPF_CORE_READ(sk, __sk_common.skc_state);

	return (state == TCP_SYN_SENT || state == TCP_SYN_RECV) &&
	       connector->source == source_port(sk) &&
	       connector->destination == BPF_CORE_READ(sk, __sk_common.skc_dport);
}

static __always_inline void output_connect(void *ctx, struct sock *sk,
					   const struct connector *connector, int error)
{
	struct event *event = gadget_reserve_buf(&events, sizeof(*event));

	if (!event)
		return;
	fill_socket(event, connect, sk);
	event->proc = connector->proc;
	event->error_raw = error;
	event->fd = connector->fd;
	gadget_submit_buf(ctx, &events, event, sizeof(*event));
}

SEC("kprobe/tcp_set_state")
int BPF_KPROBE(ig_tcp_state, struct sock *sk, int state)
{
	struct connector *connector;
	int error;

	if (accept_only || (state != TCP_ESTABLISHED && state != TCP_CLOSE))
		return 0;
	connector = bpf_map_lookup_elem(&tuplepid, &sk);
	if (!connector)
		return 0;
	error = outcome(sk, state);
	if (is_connecting(sk, connector) && (error || !failure_only))
		output_connect(ctx, sk, connector, error);
	bpf_map_delete_elem(&tuplepid, &sk);
	return 0;
}

/* accept */

SEC("tracepoint/syscalls/sys_enter_accept")
int sys_accept_e(struct syscall_trace_enter *ctx)
{
	return connect_only ? 0 : enter_call(ctx->args[0]);
}

SEC("tracepoint/syscalls/sys_enter_accept4")
int sys_accept4_e(struct syscall_trace_enter *ctx)
{
	return connect_only ? 0 : enter_call(ctx->args[0]);
}

SEC("kretprobe/inet_csk_accept")
int BPF_KRETPROBE(ig_tcp_accept, struct sock *sk)
{
	struct call_sock sock = { .time = bpf_ktime_get_ns(), .sk = sk };
	__u32 tid = current_tid();

	if (connect_only || gadget_should_discard_data_current())
		return 0;
	bpf_map_update_elem(&tcp_tid_sock, &tid, &sock, BPF_ANY);
	return 0;
}

/* Not every call without a connection is a failure: it may have found none, or no time to wait. */
static __always_inline bool is_failure(long result)
{
	if (result >= 0 || result == -EAGAIN || result == -EINTR)
		return false;
	return result > -ERESTARTSYS || result < -ERESTART_RESTARTBLOCK;
}

/* The TCP socket that a descriptor of this process stands for, or NULL. */
static __always_inline struct sock *sock_of(__s32 fd)
{
	struct task_struct *task = (struct task_struct *)bpf_get_current_task();
	struct fdtable *table = BPF_CORE_READ(task, files, fdt);
	struct file **files = BPF_CORE_READ(table, fd);
	struct socket *socket;
	struct file *file = NULL;
	struct sock *sk;
	__u16 family;

	if (fd < 0 || (__u32)fd >= BPF_CORE_READ(table, max_fds))
		return NULL;
	bpf_probe_read_kernel(&file, sizeof(file), &files[fd]);
	socket = BPF_CORE_READ(file, private_data);
	if (!file || BPF_CORE_READ(socket, file) != file)
		return NULL;
	sk = BPF_CORE_READ(socket, sk);
	family = BPF_CORE_READ(sk, __sk_common.skc_family);
	if (family != AF_INET && family != AF_INET6)
		return NULL;
	return BPF_CORE_READ(sk, sk_protocol) == IPPROTO_TCP ? sk : NULL;
}

static __always_inline void output_accept(void *ctx, struct sock *sk, __s32 fd, long result)
{
	struct event *event = gadget_reserve_buf(&events, sizeof(*event));

	if (!event)
		return;
	fill_socket(event, accept, sk);
	gadget_process_populate(&event->proc);
	event->fd = fd;
	if (result < 0)
		event->error_raw = -result;
	else
		event->accept_fd = result;
	gadget_submit_buf(ctx, &events, event, sizeof(*event));
}

/*
 * inet_csk_accept leaves the connection, unless it was filtered out, or its return went unseen: a
 * kretprobe has room for so many sleeping threads only. The descriptor gives it then; but whether
 * its mount namespace was asked for is not known here.
 */
static __always_inline struct sock *accepted(const struct call_sock *found, __u64 since, __s32 fd,
					     long result)
{
	if (found && found->time >= since) {
		if (found->sk)
			return found->sk;
	} else if (gadget_filter_by_mntns || discard_current()) {
		return NULL;
	}
	return sock_of(result < 0 ? fd : result);
}

/* Of a call that began before this program was there, the descriptor is not known. */
static __always_inline int leave_accept(void *ctx, long result)
{
	__u32 tid = current_tid();
	struct call *call = bpf_map_lookup_elem(&tcp_tid_fd, &tid);
	__u64 since = 0;
	struct sock *sk = NULL;
	__s32 fd = NO_FD;

	if (connect_only)
		return 0;
	if (call) {
		since = call->time;
		fd = call->fd;
	}
	bpf_map_delete_elem(&tcp_tid_fd, &tid);
	if (is_failure(result) || (result >= 0 && !failure_only))
		sk = accepted(bpf_map_lookup_elem(&tcp_tid_sock, &tid), since, fd, result);
	if (sk)
		output_accept(ctx, sk, fd, result);
	bpf_map_delete_elem(&tcp_tid_sock, &tid);
	return 0;
}

SEC("tracepoint/syscalls/sys_exit_accept")
int sys_accept_x(struct syscall_trace_exit *ctx)
{
	return leave_accept(ctx, ctx->ret);
}

SEC("tracepoint/syscalls/sys_exit_accept4")
int sys_accept4_x(struct syscall_trace_exit *ctx)
{
	return leave_accept(ctx, ctx->ret);
}

/* close */

/* A connection that never was, as far as connect's event told, is not closed either. */
static __always_inline bool is_half_open(struct sock *sk)
{
	__u8 state = BPF_CORE_READ(sk, __sk_common.skc_state);

	return state == TCP_SYN_SENT || state == TCP_SYN_RECV || state == TCP_NEW_SYN_RECV;
}

SEC("kprobe/tcp_close")
int BPF_KPROBE(ig_tcp_close, struct sock *sk)
{
	struct event *event;

	if (accept_only || connect_only || failure_only || gadget_should_discard_data_current())
		return 0;
	if (is_half_open(sk) || !has_peer(sk))
		return 0;
	event = gadget_reserve_buf(&events, sizeof(*event));
	if (!event)
		return 0;
	fill_socket(event, close, sk);
	gadget_process_populate(&event->proc);
	gadget_submit_buf(ctx, &events, event, sizeof(*event));
	return 0;
}

char LICENSE[] SEC("license") = "Dual BSD/GPL";
