#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
#
# What a guest does once it has its files: sets up what every machine has, runs the job, leaves the
# job's exit status in /job/status and turns the machine off. The job's own words come by the
# script /job/run, and the way to talk to it is in /job/mode: "terminal" is a terminal on hvc0,
# "ports" is stdout on the first port, stderr on the second, and 003 on the first means Ctrl-C.
export PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin
export HOME=/root LANG=C.UTF-8

for directory in /tmp /run /var/tmp; do
    mount -t tmpfs none "$directory"
done
chmod 1777 /tmp /var/tmp
mkdir -p /dev/pts /dev/shm /sys/fs/cgroup
mount -t devpts none /dev/pts
mount -t tmpfs none /dev/shm
mount -t cgroup2 none /sys/fs/cgroup
for directory in /lib/modules /boot; do
    mkdir -p $directory
    mount --bind "$(cat /job/kernel)$directory" $directory
done
ln -sf /proc/self/fd /dev/fd
ip link set lo up
hostname "jig-$(uname -r | cut -d. -f1,2 | tr . -)"
uname -r >/job/booted

case $(cat /job/mode) in
    terminal)
        setsid -c sh /job/run </dev/hvc0 >/dev/hvc0 2>&1
        echo $? >/job/status
        ;;
    ports)
        until out=$(echo /dev/vport*p1) && err=$(echo /dev/vport*p2) && [ -c "$err" ]; do
            sleep 0.05
        done
        # a port can be opened once
        exec 3<>"$out" 4>"$err"
        # what a shell starts in the background ignores SIGINT unless told otherwise
        setsid env --default-signal=INT,QUIT sh /job/run </dev/null >&3 2>&4 3>&- 4>&- &
        job=$!
        while [ "$(dd bs=1 count=1 2>/dev/null | od -An -to1 | tr -d ' ')" = 003 ]; do
            kill -s INT -- "-$job"
        done <&3 &
        control=$!
        wait $job
        echo $? >/job/status
        kill $control
        ;;
esac
sync
echo o >/proc/sysrq-trigger
sleep 60
