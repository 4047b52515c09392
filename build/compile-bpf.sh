#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
#
# Compiles eBPF C to objects. An object is made again only when its source, a header it read or
# this script is newer.
#
#   compile-bpf.sh tests   SOURCES OUT   SOURCES/*.bpf.c         -> OUT/*.bpf.o
#   compile-bpf.sh gadgets SOURCES OUT   SOURCES/*/program.bpf.c -> OUT/*/program.bpf.o, with the
#                                        gadget's other files beside it
#
# NAME.eb.bpf.c is compiled for the big-endian target. A line "// cflags: ..." in a source adds
# options for it.
set -eu

root=$(CDPATH='' cd -- "$(dirname -- "$0")/.." && pwd)
. "$root/build/tools.sh"

mode=$1 sources=$2 out=$3
[ -d "$sources" ] || exit 0

case $(uname -m) in
    x86_64) arch=x86 ;;
    aarch64) arch=arm64 ;;
    *) arch=$(uname -m) ;;
esac

clang=$(find_clang) || { echo 'compile-bpf: no clang (see build/install-tools.sh)' >&2; exit 3; }
strip=$(find_llvm_strip "$clang") || { echo 'compile-bpf: no llvm-strip (see build/install-tools.sh)' >&2; exit 3; }

up_to_date() { # object
    [ -f "$1" ] && [ -f "$1.d" ] || return 1
    # shellcheck disable=SC2046 # a word a file: make's dependency format
    newer=$(find "$0" $(sed -e 's/^[^:]*://' -e 's/\\$//' "$1.d") -newer "$1" 2>/dev/null) || return 1
    [ -z "$newer" ]
}

compile() { # source (relative to the root), object
    up_to_date "$2" && return 0
    case $1 in
        *.eb.bpf.c) target=bpfeb ;;
        *) target=bpf ;;
    esac
    flags=$(sed -n 's|^// cflags: *||p' "$1")
    # -fdebug-compilation-dir: source names in the line info do not tell where the tree was
    # shellcheck disable=SC2086 # flags are words
    "$clang" -target "$target" -O2 -g -Wall -Werror -D__TARGET_ARCH_$arch \
        -Igadgets/include $LIBBPF_FLAGS -fdebug-compilation-dir=. \
        -MD -MF "$2.d" -MT "$2" $flags -c "$1" -o "$2.tmp"
    "$strip" -g "$2.tmp"
    mv -f "$2.tmp" "$2"
}

relative() { # a path under the root, relative to it
    case $1 in
        "$root"/*) printf '%s\n' "${1#"$root"/}" ;;
        *) printf '%s\n' "$1" ;;
    esac
}

cd "$root"
sources=$(relative "$sources")
case $mode in
    tests)
        mkdir -p "$out"
        for source in "$sources"/*.bpf.c; do
            [ -f "$source" ] || continue
            name=${source##*/}
            compile "$source" "$out/${name%.c}.o"
        done
        ;;
    gadgets)
        for source in "$sources"/*/program.bpf.c; do
            [ -f "$source" ] || continue
            dir=${source%/*}
            to=$out/${dir##*/}
            mkdir -p "$to"
            compile "$source" "$to/program.bpf.o"
            for file in "$dir"/*; do
                case $file in
                    *.c | *.h) continue ;;
                esac
                if [ -f "$file" ]; then
                    cmp -s "$file" "$to/${file##*/}" || cp "$file" "$to/"
                fi
            done
        done
        ;;
    *)
        echo "compile-bpf: unknown mode $mode" >&2
        exit 2
        ;;
esac
