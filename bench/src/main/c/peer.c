// SPDX-License-Identifier: Apache-2.0
/* The C peer: libbpf's own ring-buffer API drains the same events, and writes them as JSON lines
 * either by hand-tuned code or by snprintf.
 *
 * usage: peer OBJECT sum|hand|snprintf RING_BYTES DRAINS [OUTPUT]
 *        fills the ring and drains it; prints one line a drain: events, nanoseconds of thread CPU
 *        time
 *        peer OBJECT load RING_BYTES TIMES
 *        opens, relocates and loads the object; prints a line each time: 1, nanoseconds
 *        peer OBJECT trace-hand|trace-snprintf RING_BYTES 0 OUTPUT
 *        traces until SIGTERM and says how many events there were
 */
#include <bpf/bpf.h>
#include <bpf/btf.h>
#include <bpf/libbpf.h>
#include <errno.h>
#include <fcntl.h>
#include <grp.h>
#include <pwd.h>
#include <signal.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

struct event {
	uint64_t timestamp;
	uint64_t mntns_id;
	uint32_t pid, tid, ppid, uid, gid, tpid;
	uint32_t sig, error;
	char comm[16];
	char pcomm[16];
	uint64_t seq;
	uint32_t cpu, pad;
	char extra[32];
};

enum {
	OUT_SIZE = 64 * 1024,
	LINE_MAX_BYTES = 2048,
	SIGNALS = 32
};

static const char *const signal_names[SIGNALS] = {
	"signal#0",  "SIGHUP",	"SIGINT",    "SIGQUIT", "SIGILL",   "SIGTRAP", "SIGABRT", "SIGBUS",
	"SIGFPE",    "SIGKILL", "SIGUSR1",   "SIGSEGV", "SIGUSR2",  "SIGPIPE", "SIGALRM", "SIGTERM",
	"SIGSTKFLT", "SIGCHLD", "SIGCONT",   "SIGSTOP", "SIGTSTP",  "SIGTTIN", "SIGTTOU", "SIGURG",
	"SIGXCPU",   "SIGXFSZ", "SIGVTALRM", "SIGPROF", "SIGWINCH", "SIGIO",   "SIGPWR",  "SIGSYS",
};

static char out[OUT_SIZE + LINE_MAX_BYTES];
static size_t used;
static int out_fd;
static uint64_t sum, events;
static int64_t clock_shift;
static uint32_t known_uid = -1, known_gid = -1;
static char user[64], group[64];
static uint64_t cached_second = -1;
static char second_text[32], zone_text[32];
static char digit_pairs[200];

static void die(const char *what)
{
	perror(what);
	exit(1);
}

static uint64_t nanos(clockid_t clock)
{
	struct timespec t;
	clock_gettime(clock, &t);
	return (uint64_t)t.tv_sec * 1000000000ull + t.tv_nsec;
}

static void flush_out(void)
{
	for (size_t done = 0; done < used;) {
		ssize_t n = write(out_fd, out + done, used - done);
		if (n < 0)
			die("write");
		done += n;
	}
	used = 0;
}

static void look_up_names(uint32_t uid, uint32_t gid)
{
	if (uid != known_uid) {
		struct passwd *p = getpwuid(uid);
		if (p)
			snprintf(user, sizeof(user), "%s", p->pw_name);
		else
			snprintf(user, sizeof(user), "uid:%u", uid);
		known_uid = uid;
	}
	if (gid != known_gid) {
		struct group *g = getgrgid(gid);
		if (g)
			snprintf(group, sizeof(group), "%s", g->gr_name);
		else
			snprintf(group, sizeof(group), "gid:%u", gid);
		known_gid = gid;
	}
}

static void second_changed(uint64_t second)
{
	time_t t = second;
	struct tm tm;
	localtime_r(&t, &tm);
	strftime(second_text, sizeof(second_text), "%Y-%m-%dT%H:%M:%S", &tm);
	long offset = tm.tm_gmtoff;
	if (offset == 0)
		strcpy(zone_text, "Z");
	else
		snprintf(zone_text, sizeof(zone_text), "%c%02ld:%02ld", offset < 0 ? '-' : '+',
			 labs(offset) / 3600, labs(offset) / 60 % 60);
	cached_second = second;
}

static char *put_text(char *p, const char *s, size_t n)
{
	memcpy(p, s, n);
	return p + n;
}

#define PUT(p, literal) put_text(p, literal, sizeof(literal) - 1)

static char *put_number(char *p, uint64_t v)
{
	char digits[20];
	int at = 20;
	while (v >= 100) {
		at -= 2;
		memcpy(digits + at, digit_pairs + v % 100 * 2, 2);
		v /= 100;
	}
	if (v >= 10) {
		at -= 2;
		memcpy(digits + at, digit_pairs + v * 2, 2);
	} else {
		digits[--at] = '0' + v;
	}
	return put_text(p, digits + at, 20 - at);
}

static char *put_escaped(char *p, const char *s, size_t max)
{
	for (size_t i = 0; i < max && s[i]; i++) {
		unsigned char c = s[i];
		if (c == '"' || c == '\\') {
			*p++ = '\\';
			*p++ = c;
		} else if (c < 0x20) {
			p += sprintf(p, "\\u%04x", c);
		} else {
			*p++ = c;
		}
	}
	return p;
}

static char *put_nanos9(char *p, uint32_t v)
{
	for (int at = 8; at > 0; at -= 2) {
		memcpy(p + at - 1, digit_pairs + v % 100 * 2, 2);
		v /= 100;
	}
	*p = '0' + v;
	return p + 9;
}

static const char *signal_name(uint32_t sig, size_t *size)
{
	const char *name = sig < SIGNALS ? signal_names[sig] : "signal#?";
	*size = strlen(name);
	return name;
}

static void hand(const struct event *e)
{
	uint64_t unix_ns = e->timestamp + clock_shift;
	uint64_t second = unix_ns / 1000000000ull;
	size_t size;
	char *p = out + used;

	if (second != cached_second)
		second_changed(second);
	look_up_names(e->uid, e->gid);
	p = PUT(p, "{\"comm\":\"");
	p = put_escaped(p, e->comm, 16);
	p = PUT(p, "\",\"cpu\":");
	p = put_number(p, e->cpu);
	p = PUT(p, ",\"error\":\"\",\"error_raw\":");
	p = put_number(p, e->error);
	p = PUT(p, ",\"gid\":");
	p = put_number(p, e->gid);
	p = PUT(p, ",\"group\":\"");
	p = put_text(p, group, strlen(group));
	p = PUT(p, "\",\"mntns_id\":");
	p = put_number(p, e->mntns_id);
	p = PUT(p, ",\"pcomm\":\"");
	p = put_escaped(p, e->pcomm, 16);
	p = PUT(p, "\",\"pid\":");
	p = put_number(p, e->pid);
	p = PUT(p, ",\"ppid\":");
	p = put_number(p, e->ppid);
	p = PUT(p, ",\"seq\":");
	p = put_number(p, e->seq);
	p = PUT(p, ",\"sig\":\"");
	const char *name = signal_name(e->sig, &size);
	p = put_text(p, name, size);
	p = PUT(p, "\",\"sig_raw\":");
	p = put_number(p, e->sig);
	p = PUT(p, ",\"tid\":");
	p = put_number(p, e->tid);
	p = PUT(p, ",\"timestamp\":\"");
	p = put_text(p, second_text, 19);
	*p++ = '.';
	p = put_nanos9(p, unix_ns % 1000000000ull);
	p = put_text(p, zone_text, strlen(zone_text));
	p = PUT(p, "\",\"timestamp_raw\":");
	p = put_number(p, unix_ns);
	p = PUT(p, ",\"tpid\":");
	p = put_number(p, e->tpid);
	p = PUT(p, ",\"uid\":");
	p = put_number(p, e->uid);
	p = PUT(p, ",\"user\":\"");
	p = put_text(p, user, strlen(user));
	p = PUT(p, "\"}\n");
	used = p - out;
	if (used >= OUT_SIZE)
		flush_out();
}

static void with_snprintf(const struct event *e)
{
	uint64_t unix_ns = e->timestamp + clock_shift;
	uint64_t second = unix_ns / 1000000000ull;
	size_t size;

	if (second != cached_second)
		second_changed(second);
	look_up_names(e->uid, e->gid);
	used += snprintf(
		out + used, LINE_MAX_BYTES,
		"{\"comm\":\"%.16s\",\"cpu\":%u,\"error\":\"\",\"error_raw\":%u,\"gid\":%u,"
		"\"group\":\"%s\",\"mntns_id\":%lu,\"pcomm\":\"%.16s\",\"pid\":%u,"
		"\"ppid\":%u,\"seq\":%lu,\"sig\":\"%s\",\"sig_raw\":%u,\"tid\":%u,"
		"\"timestamp\":\"%s.%09llu%s\",\"timestamp_raw\":%lu,\"tpid\":%u,"
		"\"uid\":%u,\"user\":\"%s\"}\n",
		e->comm, e->cpu, e->error, e->gid, group, e->mntns_id, e->pcomm, e->pid, e->ppid,
		e->seq, signal_name(e->sig, &size), e->sig, e->tid, second_text,
		unix_ns % 1000000000ull, zone_text, unix_ns, e->tpid, e->uid, user);
	if (used >= OUT_SIZE)
		flush_out();
}

static int on_sum(void *ctx, void *data, size_t size)
{
	sum += ((struct event *)data)->seq;
	events++;
	return 0;
}

static int on_hand(void *ctx, void *data, size_t size)
{
	hand(data);
	events++;
	return 0;
}

static int on_snprintf(void *ctx, void *data, size_t size)
{
	with_snprintf(data);
	events++;
	return 0;
}

static void fill(int prog, uint64_t want)
{
	while (want > 0) {
		uint64_t count = want < 4096 ? want : 4096;
		LIBBPF_OPTS(bpf_test_run_opts, opts, .ctx_in = &count,
			    .ctx_size_in = sizeof(count));
		if (bpf_prog_test_run_opts(prog, &opts))
			die("run fill");
		want -= count;
	}
}

static ring_buffer_sample_fn mode_of(const char *name)
{
	if (!strncmp(name, "trace-", 6))
		name += 6;
	if (!strcmp(name, "sum"))
		return on_sum;
	return !strcmp(name, "hand") ? on_hand : on_snprintf;
}

static void drain(struct ring_buffer *ring, int prog, uint64_t count)
{
	fill(prog, count);
	events = 0;
	uint64_t start = nanos(CLOCK_THREAD_CPUTIME_ID);
	if (ring_buffer__consume(ring) < 0)
		die("consume");
	if (used)
		flush_out();
	uint64_t spent = nanos(CLOCK_THREAD_CPUTIME_ID) - start;
	fprintf(stderr, "%lu %lu\n", events, spent);
}

static struct bpf_object *load(const char *path, uint32_t ring_bytes)
{
	struct bpf_object *object = bpf_object__open_file(path, NULL);
	if (!object)
		die("open object");
	bpf_map__set_max_entries(bpf_object__find_map_by_name(object, "events"), ring_bytes);
	if (bpf_object__load(object))
		die("load object");
	return object;
}

static int load_often(const char *path, uint32_t ring_bytes, int times)
{
	while (times--) {
		uint64_t start = nanos(CLOCK_MONOTONIC);
		struct bpf_object *object = load(path, ring_bytes);
		fprintf(stderr, "1 %lu\n", nanos(CLOCK_MONOTONIC) - start);
		bpf_object__close(object);
	}
	return 0;
}

static volatile sig_atomic_t ended;

static void on_term(int sig)
{
	ended = 1;
}

/* The object's own count. */
static uint64_t lost_of(struct bpf_object *object)
{
	struct bpf_map *bss = bpf_object__find_map_by_name(object, ".bss");
	struct btf *btf = bpf_object__btf(object);
	const struct btf_type *section =
		btf__type_by_id(btf, btf__find_by_name_kind(btf, ".bss", BTF_KIND_DATASEC));
	const struct btf_var_secinfo *info = btf_var_secinfos(section);
	char memory[64];
	int zero = 0;

	if (bpf_map__value_size(bss) > sizeof(memory) ||
	    bpf_map_lookup_elem(bpf_map__fd(bss), &zero, memory))
		die("read .bss");
	for (int i = 0; i < btf_vlen(section); i++) {
		const struct btf_type *var = btf__type_by_id(btf, info[i].type);
		if (!strcmp(btf__name_by_offset(btf, var->name_off), "events_lost_samples"))
			return *(const uint64_t *)(memory + info[i].offset);
	}
	return 0;
}

static void trace(struct bpf_object *object, struct ring_buffer *ring)
{
	struct sigaction action = { .sa_handler = on_term };
	struct bpf_program *program = bpf_object__find_program_by_name(object, "on_signal");
	struct bpf_link *link = bpf_program__attach(program);

	if (!link)
		die("attach");
	sigaction(SIGTERM, &action, NULL);
	fprintf(stderr, "ready\n");
	while (!ended) {
		ring_buffer__poll(ring, -1);
		if (used)
			flush_out();
	}
	bpf_link__destroy(link);
	ring_buffer__consume(ring);
	flush_out();
	fprintf(stderr, "ended: %lu events delivered, %lu lost\n", events, lost_of(object));
}

int main(int argc, char **argv)
{
	if (argc < 5) {
		fprintf(stderr, "usage: peer OBJECT load|[trace-](sum|hand|snprintf) RING_BYTES "
				"TIMES [OUTPUT]\n");
		return 2;
	}
	uint32_t ring_bytes = strtoul(argv[3], NULL, 10);
	if (!strcmp(argv[2], "load"))
		return load_often(argv[1], ring_bytes, atoi(argv[4]));
	for (int i = 0; i < 100; i++) {
		digit_pairs[i * 2] = '0' + i / 10;
		digit_pairs[i * 2 + 1] = '0' + i % 10;
	}
	out_fd = open(argc > 5 ? argv[5] : "/dev/null", O_WRONLY | O_CREAT | O_TRUNC, 0644);
	clock_shift = nanos(CLOCK_REALTIME) - nanos(CLOCK_BOOTTIME);
	struct bpf_object *object = load(argv[1], ring_bytes);
	int map = bpf_map__fd(bpf_object__find_map_by_name(object, "events"));
	struct ring_buffer *ring = ring_buffer__new(map, mode_of(argv[2]), NULL, NULL);
	if (!ring)
		die("ring");
	if (!strncmp(argv[2], "trace-", 6)) {
		trace(object, ring);
	} else {
		int prog = bpf_program__fd(bpf_object__find_program_by_name(object, "fill"));
		/* 8 bytes of header a record; leave a little room */
		uint64_t count = ring_bytes / 136 - 64;
		for (int i = 0; i < atoi(argv[4]); i++)
			drain(ring, prog, count);
	}
	ring_buffer__free(ring);
	bpf_object__close(object);
	return sum == 42;
}
