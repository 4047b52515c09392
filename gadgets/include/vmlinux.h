/* SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause) */
/*
 * Stands in for the usual dump of all kernel types, so that "#include <vmlinux.h>" works.
 * A gadget that reads kernel types not declared in gadget/kernel.h puts a dump of its own
 * earlier on the include path; the other headers work with either.
 */
#ifndef __VMLINUX_H__
#define __VMLINUX_H__

#include <gadget/kernel.h>

#endif /* __VMLINUX_H__ */
