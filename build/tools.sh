# SPDX-License-Identifier: Apache-2.0
# shellcheck shell=sh
#
# Where the tools of the build are. Sourced by ./jig, ./check and the scripts beside this one.

JDK_RELEASE=25
CLANG_WANTED=19
CLANG_LEAST=15

# The newest clang there is, as a command; fails when it is older than CLANG_LEAST.
find_clang() {
    version=30
    while [ "$version" -ge "$CLANG_LEAST" ]; do
        if command -v "clang-$version"; then
            return 0
        fi
        version=$((version - 1))
    done
    command -v clang >/dev/null 2>&1 || return 1
    version=$(clang -dumpversion 2>/dev/null) || return 1
    [ "${version%%.*}" -ge "$CLANG_LEAST" ] 2>/dev/null && command -v clang
}

# The llvm-strip that came with a clang, or any other.
find_llvm_strip() { # clang
    case $1 in
        *clang-[0-9]*) command -v "llvm-strip-${1##*clang-}" && return 0 ;;
    esac
    command -v llvm-strip && return 0
    version=30
    while [ "$version" -ge "$CLANG_LEAST" ]; do
        command -v "llvm-strip-$version" && return 0
        version=$((version - 1))
    done
    return 1
}

missing_clang() {
    echo "clang $CLANG_WANTED or newer, at least $CLANG_LEAST (Debian: clang-$CLANG_WANTED)"
}

missing_llvm() {
    echo "llvm-strip (Debian: llvm-$CLANG_WANTED)"
}

# The kernel's own headers are beside the machine's: a bpf target does not look there.
LIBBPF_FLAGS="-idirafter /usr/include/$(uname -m)-linux-gnu"
