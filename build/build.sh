#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
#
# Builds the distribution in target/dist: lib/*.jar, gadgets/NAME/, jvm.args and the AOT cache.
# Called by ./jig when it is not there or the sources changed. Short news on stderr, the rest in
# target/build.log. Exit 3: a tool is missing; 1: the build failed.
set -eu

root=$(CDPATH='' cd -P -- "$(dirname -- "$0")/.." && pwd)
. "$root/build/tools.sh"
. "$root/build/sources.sh"
cd "$root"
umask 022

die() {
    echo "jig: $1" >&2
    exit 1
}

mkdir -p target 2>/dev/null || :
[ -w target ] || die "building in $root: not writable (run as the tree's owner or as root)"

trap 'give_back "$root"' EXIT
trap 'exit 130' INT
trap 'exit 143' TERM

exec 9>>target/build.lock || die "building in $root: target/build.lock is not writable"
flock -n 9 || { echo "jig: waiting for another build" >&2; flock 9; }
if distribution_is_current "$root"; then
    exit 0
fi

packaged() { # ./check has done it before, and says so by JIG_PACKAGED
    rm -rf cli/target/lib
    ./mvnw -B -ntp -pl cli,vm -am -Dmaven.test.skip=true package 9>&- </dev/null >>"$JIG_LOG" 2>&1
}

dist=$root/target/dist
export JIG_LOG="$root/target/build.log"
rm -f "$JIG_LOG"
: >"$JIG_LOG"
started=$(date +%s)

sh build/install-tools.sh 9>&-
find_jdk || exit 3
export JAVA_HOME="$java_home"

# Taken before the build: what changes meanwhile makes the next start build again.
sources=$(sources_state "$root")

if jars_are_current "$root"; then
    echo "jig: making the AOT cache for $java_home" >&2
else
    echo "jig: building (log: target/build.log)" >&2
    if [ -z "${JIG_PACKAGED-}" ] && ! packaged; then
        grep -E '^\[ERROR\] [^ ]|error:' "$JIG_LOG" | head -20 >&2
        die "building in $root: maven failed (log: target/build.log)"
    fi
    next=$dist.next
    rm -rf "$next" "$dist.old"
    mkdir -p "$next/lib" "$next/gadgets"
    cp -p cli/target/lib/*.jar cli/target/jig-cli-*.jar "$next/lib/"
    cp -p vm/target/jig-vm-*.jar "$next/vm.jar"
    for gadget in gadgets/*/program.bpf.c; do
        [ -f "$gadget" ] || continue
        gadget=${gadget%/*}
        mkdir "$next/$gadget"
        cp -p "target/$gadget"/[!.]* "$next/$gadget/"
        rm -f "$next/$gadget"/*.d
    done
    # A running jig keeps the directory it was started from open.
    [ ! -d "$dist" ] || mv "$dist" "$dist.old"
    mv "$next" "$dist"
    rm -rf "$dist.old"
fi

sh build/aot.sh "$root" "$java_home" 9>&- || die "building in $root: no distribution (log: target/build.log)"
printf '%s\n' "$sources" >"$dist/sources"
echo "jig: built in $(($(date +%s) - started)) s" >&2
