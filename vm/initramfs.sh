#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
#
#   initramfs.sh KERNEL-DIRECTORY FILE
#
# Makes the first root file system of a guest: busybox, the modules that the way to the real root
# file system needs, and guest-init.sh as its first process.
set -eu

kernel=$1
file=$2
here=$(CDPATH='' cd -P -- "$(dirname -- "$0")" && pwd)
release=$(cat "$kernel/release")
busybox=$(command -v busybox) || {
    echo "make a guest's first file system: no busybox here (package busybox-static)" >&2
    exit 3
}

tree=$(mktemp -d)
trap 'rm -rf "$tree"' EXIT
mkdir "$tree/bin" "$tree/dev" "$tree/proc" "$tree/sys" "$tree/host" "$tree/layer" "$tree/root" \
    "$tree/modules"
cp "$busybox" "$tree/bin/busybox"
ln -s busybox "$tree/bin/sh"
cp "$here/guest-init.sh" "$tree/init"
chmod 755 "$tree/init"
for module in virtio_pci virtio_console virtiofs overlay; do
    PATH=$PATH:/usr/sbin:/sbin modprobe -d "$kernel" -S "$release" --show-depends "$module"
done | awk '$1 == "insmod" && !seen[$2]++ { print $2 }' >"$tree/modules/order"
while read -r path; do
    cp "$path" "$tree/modules/"
done <"$tree/modules/order"
sed -i 's|.*/||' "$tree/modules/order"
(cd "$tree" && find . | "$busybox" cpio -o -H newc 2>/dev/null) | gzip -1 >"$file"
