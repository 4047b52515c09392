#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
#
#   compile.sh OUT   compiles the programs that live tests run and watch; C compiler: cc, gcc, clang
set -eu

here=$(CDPATH='' cd -- "$(dirname -- "$0")" && pwd)
out=$1
# shellcheck source=build/tools.sh
. "$here/../../../../../build/tools.sh"

compiler=
for candidate in cc gcc "$(find_clang)"; do
    if [ -n "$candidate" ] && command -v "$candidate" >/dev/null; then
        compiler=$candidate
        break
    fi
done
[ -n "$compiler" ] || { echo 'compile victims: no C compiler (Debian: gcc)' >&2; exit 3; }

mkdir -p "$out"
for source in "$here"/*.c; do
    name=${source##*/}
    program=$out/${name%.c}
    [ -n "$(find "$program" -newer "$source" -newer "$0" 2>/dev/null)" ] && continue
    # With no libraries to load each execution has less to do, where the processor is emulated. The
    # one whose stacks are read is linked as programs usually are.
    linked=-static
    [ "${name%.c}" != stack_victim ] || linked=-Wl,-Bdynamic
    "$compiler" -O2 -fno-omit-frame-pointer -fno-optimize-sibling-calls -Wall -Wextra \
        -Wno-unused-parameter -Werror -pthread "$linked" -o "$program.tmp" "$source"
    mv -f "$program.tmp" "$program"
done
