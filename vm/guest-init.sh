#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
#
# The first process of a guest. Its root becomes the host's, with a layer in memory for what is
# written; /job is the one directory that both see.
/bin/busybox mkdir -p /usr/bin
/bin/busybox --install -s /usr/bin
export PATH=/usr/bin:/bin

fail() {
    echo "guest: $1"
    poweroff -f
}

mount -t proc none /proc
mount -t sysfs none /sys
mount -t devtmpfs none /dev
while read -r module; do
    insmod "/modules/$module" || fail "cannot load $module"
done </modules/order
mount -t virtiofs -o ro host /host || fail "cannot mount the host's files"
mount -t tmpfs none /layer
mkdir /layer/upper /layer/work
mount -t overlay none /root -o lowerdir=/host,upperdir=/layer/upper,workdir=/layer/work \
    || fail "cannot mount the layer over the host's files"
mkdir -p /root/job
mount -t virtiofs job /root/job || fail "cannot mount the job's directory"
umount /proc /sys
mount -t proc none /root/proc
mount -t sysfs none /root/sys
mount --move /dev /root/dev
exec switch_root /root /bin/sh /job/start
