# SPDX-License-Identifier: Apache-2.0
# shellcheck shell=sh
#
# Where the tools of the build are. Sourced by ./jig, ./check and the scripts beside this one.

JDK_RELEASE=25
CLANG_WANTED=19
CLANG_LEAST=15
CLANG_NEWEST=30

# The kernel's machine headers: a bpf target does not look where Debian keeps them.
# shellcheck disable=SC2034 # read by compile-bpf.sh
LIBBPF_FLAGS="-idirafter /usr/include/$(uname -m)-linux-gnu"

# True for the home of a JDK (or only a runtime) new enough. No process is started.
jdk_fits() { # home
    [ -x "$1/bin/java" ] && [ -r "$1/release" ] || return 1
    while IFS='=' read -r key value; do
        [ "$key" = JAVA_VERSION ] || continue
        value=${value#\"}
        value=${value%%[!0-9]*}
        [ "${value:-0}" -ge "$JDK_RELEASE" ]
        return
    done <"$1/release"
    return 1
}

# Sets java_home to the first JDK that fits: JAVA_HOME, the java of the PATH, /usr/lib/jvm.
find_jdk() {
    java_home=${JAVA_HOME-}
    if [ -n "$java_home" ] && jdk_fits "$java_home"; then
        return 0
    fi
    if java_home=$(command -v java); then
        java_home=$(readlink -f "$java_home")
        java_home=${java_home%/bin/java}
        jdk_fits "$java_home" && return 0
    fi
    for java_home in "${JIG_JVM_DIR:-/usr/lib/jvm}"/*; do
        jdk_fits "$java_home" && return 0
    done
    java_home=
    return 1
}

# Prints the newest clang there is; fails when it is older than CLANG_LEAST.
find_clang() {
    version=$CLANG_NEWEST
    while [ "$version" -ge "$CLANG_LEAST" ]; do
        command -v "clang-$version" && return 0
        version=$((version - 1))
    done
    command -v clang >/dev/null || return 1
    version=$(clang -dumpversion 2>/dev/null) || return 1
    [ "${version%%.*}" -ge "$CLANG_LEAST" ] 2>/dev/null && command -v clang
}

# Prints the llvm-strip of a clang, or any other.
find_llvm_strip() { # clang
    case $1 in
        *clang-[0-9]*) command -v "llvm-strip-${1##*clang-}" && return 0 ;;
    esac
    command -v llvm-strip && return 0
    version=$CLANG_NEWEST
    while [ "$version" -ge "$CLANG_LEAST" ]; do
        command -v "llvm-strip-$version" && return 0
        version=$((version - 1))
    done
    return 1
}

have_bpf_headers() {
    [ -r /usr/include/bpf/bpf_helpers.h ] && [ -r /usr/include/linux/bpf.h ]
}

# Prints what a build lacks here, a line each: "package<TAB>what it is". Nothing when all is here.
missing_tools() {
    if ! find_jdk || [ ! -x "$java_home/bin/javac" ]; then
        printf 'openjdk-%s-jdk-headless\ta JDK of release %s or newer (JAVA_HOME, PATH, /usr/lib/jvm)\n' \
            "$JDK_RELEASE" "$JDK_RELEASE"
    fi
    if clang=$(find_clang); then
        find_llvm_strip "$clang" >/dev/null || printf 'llvm\tllvm-strip\n'
    else
        printf 'clang\tclang %s or newer, at least %s\n' "$CLANG_WANTED" "$CLANG_LEAST"
        printf 'llvm\tllvm-strip\n'
    fi
    have_bpf_headers || printf "libbpf-dev\tlibbpf's public headers (/usr/include/bpf)\n"
}

# What root made in somebody else's tree is given to the tree's owner.
give_back() { # root
    owner=$(stat -c %u:%g "$1")
    if [ "$(id -u)" = 0 ] && [ "${owner%%:*}" != 0 ]; then
        (cd "$1" && chown -Rh --from=0 "$owner" target ./*/target gadgets ./*/src 2>/dev/null) || :
    fi
}
