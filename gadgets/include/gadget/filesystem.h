/* SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause) */
/*
 * Paths of files, and what else can be told of a file.
 *
 * A path is put together from its end, name by name, in a scratch buffer. By default that is the
 * per-CPU map "bufs". A gadget with a scratch map of its own defines GADGET_NO_BUFS, reserves a
 * "struct gadget_path_room" in it and calls gadget_path_read().
 */
#ifndef __GADGET_FILESYSTEM_H
#define __GADGET_FILESYSTEM_H

#include <vmlinux.h>
#include <bpf/bpf_core_read.h>
#include <bpf/bpf_helpers.h>

#include <gadget/core_fixes.bpf.h>

/* Bytes of a path in an event, NUL included. A longer path is cut at its end. */
#define GADGET_PATH_MAX 512

/* Names and mount points that are followed upwards. */
#define GADGET_PATH_COMPONENTS 80

/* The longest path that can be put together; a power of two. A gadget may define another one. */
#ifndef GADGET_PATH_ROOM
#define GADGET_PATH_ROOM 4096
#endif
#define GADGET_PATH_END (GADGET_PATH_ROOM - 1)
#define GADGET_PATH_NAME_MAX 255

/*
 * A name copied to any place before the end stays inside, which the verifier wants to see. Where
 * the path starts so far is kept here and not in a register: the verifier then knows nothing of
 * it, finds every round of the loop like the one before, and is done ten times sooner.
 */
struct gadget_path_room {
	__u32 start;
	char bytes[GADGET_PATH_ROOM + GADGET_PATH_NAME_MAX + 1];
};

static __always_inline void __gadget_path_prepend_char(struct gadget_path_room *room, char c)
{
	__u32 start = (room->start - 1) & GADGET_PATH_END;

	room->bytes[start] = c;
	room->start = start;
}

/* False if there is no room for the name. */
static __always_inline bool __gadget_path_prepend_name(struct gadget_path_room *room,
						       struct dentry *dentry)
{
	const unsigned char *name = BPF_CORE_READ(dentry, d_name.name);
	__u32 length = BPF_CORE_READ(dentry, d_name.len);
	__u32 start = room->start;

	/* Keeps four bytes for what can still come before the name: a slash or dots. */
	if (length > GADGET_PATH_NAME_MAX || start < length + 4)
		return false;
	start -= length;
	barrier_var(start);
	start &= GADGET_PATH_END;
	barrier_var(length);
	length &= GADGET_PATH_NAME_MAX;
	room->start = start;
	return !bpf_probe_read_kernel(&room->bytes[start], length, name);
}

/*
 * Puts the path of "dentry" on "vfsmnt" together, up to the root of the mount namespace, with a
 * NUL at its end. A file that is in no directory, such as one of memfd_create, has just its name.
 * "..." stands for what did not fit.
 */
static __noinline void __gadget_path_build(struct gadget_path_room *room, struct vfsmount *vfsmnt,
					   struct dentry *dentry)
{
	struct mount *mnt = (void *)vfsmnt - bpf_core_field_offset(struct mount, mnt);
	struct dentry *root = BPF_CORE_READ(vfsmnt, mnt_root);

	room->bytes[GADGET_PATH_END] = '\0';
	room->start = GADGET_PATH_END;
#pragma clang loop unroll(disable)
	for (int i = 0; i < GADGET_PATH_COMPONENTS; i++) {
		struct dentry *parent;
		struct mount *up;

		barrier();
		if (dentry == root) {
			up = BPF_CORE_READ(mnt, mnt_parent);
			if (up == mnt)
				goto whole;
			dentry = BPF_CORE_READ(mnt, mnt_mountpoint);
			root = BPF_CORE_READ(up, mnt.mnt_root);
			mnt = up;
			continue;
		}
		if (!__gadget_path_prepend_name(room, dentry))
			break;
		parent = BPF_CORE_READ(dentry, d_parent);
		if (parent == dentry)
			return;
		__gadget_path_prepend_char(room, '/');
		dentry = parent;
	}
	__gadget_path_prepend_char(room, '.');
	__gadget_path_prepend_char(room, '.');
	__gadget_path_prepend_char(room, '.');
	return;
whole:
	if (room->start == GADGET_PATH_END)
		__gadget_path_prepend_char(room, '/');
}

/* The path that the kernel has at "path", put together in the room. */
static __always_inline char *gadget_path_build(struct gadget_path_room *room,
					       const struct path *path)
{
	struct vfsmount *mnt = BPF_CORE_READ(path, mnt);
	struct dentry *dentry = BPF_CORE_READ(path, dentry);
	__u32 start;

	__gadget_path_build(room, mnt, dentry);
	start = room->start;
	barrier_var(start);
	return &room->bytes[start & GADGET_PATH_END];
}

/*
 * Copies the path that the kernel has at "path" to "to"; returns its length with the NUL, or a
 * negative error. Bytes behind the NUL are left alone. Nothing is copied if "path" is in a
 * structure that does not exist, as the file of a process without one.
 */
static __always_inline long gadget_path_read(char *to, __u32 size, struct gadget_path_room *room,
					     const struct path *path)
{
	if (!BPF_CORE_READ(path, dentry))
		return -1;
	return bpf_probe_read_kernel_str(to, size, gadget_path_build(room, path));
}

#define GADGET_OVERLAYFS_MAGIC 0x794c7630

/*
 * Whether the file was written to in an overlay, a container's for instance, or is part of a
 * layer below. overlayfs has the dentry in the upper layer, if any, right behind its inode
 * (struct ovl_inode); naming that type would make a loader search all modules for it.
 */
static __always_inline bool gadget_in_upper_layer(struct inode *inode)
{
	void *upper = NULL;

	if (BPF_CORE_READ(inode, i_sb, s_magic) != GADGET_OVERLAYFS_MAGIC)
		return false;
	bpf_probe_read_kernel(&upper, sizeof(upper),
			      (void *)inode + bpf_core_type_size(struct inode));
	return upper != NULL;
}

#ifndef GADGET_NO_BUFS

struct {
	__uint(type, BPF_MAP_TYPE_PERCPU_ARRAY);
	__uint(max_entries, 1);
	__type(key, __u32);
	__type(value, struct gadget_path_room);
} bufs SEC(".maps");

/* The path at "path", which is valid until the next call of this program; NULL if there is none. */
static __always_inline char *get_path_str(struct path *path)
{
	__u32 zero = 0;
	struct gadget_path_room *room = bpf_map_lookup_elem(&bufs, &zero);

	if (!room || !BPF_CORE_READ(path, dentry))
		return NULL;
	return gadget_path_build(room, path);
}

static __always_inline struct file *__gadget_file_of_fd(int fd)
{
	struct task_struct *task = (struct task_struct *)bpf_get_current_task();
	struct fdtable *table = BPF_CORE_READ(task, files, fdt);
	struct file **files = BPF_CORE_READ(table, fd);
	struct file *file = NULL;

	if (fd < 0 || (unsigned int)fd >= BPF_CORE_READ(table, max_fds))
		return NULL;
	bpf_probe_read_kernel(&file, sizeof(file), files + fd);
	return file;
}

/* Copies the path of the current process's open file "fd"; returns as gadget_path_read(). */
static __always_inline long read_full_path_of_open_file_fd(int fd, char *to, __u32 size)
{
	struct file *file = __gadget_file_of_fd(fd);
	__u32 zero = 0;
	struct gadget_path_room *room = bpf_map_lookup_elem(&bufs, &zero);

	if (!room || !file)
		return -1;
	return gadget_path_read(to, size, room, &file->f_path);
}

#endif /* GADGET_NO_BUFS */

#endif /* __GADGET_FILESYSTEM_H */
