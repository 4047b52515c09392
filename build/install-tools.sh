#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
#
# Makes the tools of the build be there: installs packages when run as root on Debian or Ubuntu,
# otherwise prints exactly what is missing and exits 3.
#
#   install-tools.sh [MORE-PACKAGE...]   packages needed beside those of the build
#
# JIG_NO_INSTALL=1 installs nothing.
set -eu

root=$(CDPATH='' cd -- "$(dirname -- "$0")/.." && pwd)
. "$root/build/tools.sh"

log=${JIG_LOG:-/dev/null}

can_install() {
    [ -z "${JIG_NO_INSTALL-}" ] && [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null
}

has_candidate() { # package
    # shellcheck disable=SC2016 # awk's own variables
    apt-cache policy "$1" 2>/dev/null \
        | awk '$1 == "Candidate:" && $2 != "(none)" { found = 1 } END { exit !found }'
}

# The number of the clang to install: the wanted one, else the nearest newer, else the newest older.
clang_package() {
    for version in 19 20 21 22 23 18 17 16 15; do
        has_candidate "clang-$version" && echo "$version" && return
    done
    return 1
}

first_candidate() { # packages
    for candidate in "$@"; do
        has_candidate "$candidate" && echo "$candidate" && return
    done
    return 1
}

# The packages of this distribution that bring what the first words of the missing lines name.
packages_for() { # names
    for name in "$@"; do
        case $name in
            openjdk-*) first_candidate "$name" "temurin-$JDK_RELEASE-jdk" || : ;;
            clang) version=$(clang_package) && echo "clang-$version" ;;
            llvm)
                version=$(find_clang) && version=${version##*clang-} || version=$(clang_package) \
                    || continue
                first_candidate "llvm-$version" || :
                ;;
            *) echo "$name" ;;
        esac
    done
    return 0
}

apt() {
    DEBIAN_FRONTEND=noninteractive apt-get -q -o DPkg::Lock::Timeout=600 "$@" \
        </dev/null >>"$log" 2>&1
}

names() {
    missing_tools | cut -f1
}

more=
for package in "$@"; do
    dpkg-query -W -f '${Status}\n' "$package" 2>/dev/null | grep -q ' installed$' \
        || more="$more $package"
done
missing=$(names)
[ -n "$missing$more" ] || exit 0

if can_install; then
    apt update || :
    # shellcheck disable=SC2046,SC2086 # words
    set -- $(packages_for $missing) $more
    if [ $# -gt 0 ]; then
        echo "jig: installing packages: $*" >&2
        apt install -y --no-install-recommends "$@" \
            || echo "jig: installing packages: apt-get failed (log: $log)" >&2
    fi
fi

missing=$(missing_tools)
for package in $more; do
    dpkg-query -W -f '${Status}\n' "$package" 2>/dev/null | grep -q ' installed$' \
        || missing="$missing
$package	the package $package"
done
[ -n "${missing#
}" ] || exit 0
{
    echo "jig: cannot build, missing on this machine:"
    printf '%s\n' "$missing" | while IFS='	' read -r package what; do
        [ -z "$package" ] || echo "  $what"
    done
    # shellcheck disable=SC2046 # words
    set -- $(packages_for $(printf '%s\n' "$missing" | cut -f1))
    [ $# = 0 ] || echo "on Debian or Ubuntu: sudo apt-get install $*"
} >&2
exit 3
