# SPDX-License-Identifier: Apache-2.0
# shellcheck shell=sh
#
# Whether target/dist is what the sources make. Sourced by ./jig and build.sh; costs one find and
# one cksum, a few milliseconds.

# One line that changes whenever a file that goes into the distribution is changed, added, removed
# or renamed: a checksum of their names, sizes and times.
sources_state() ( # root
    cd "$1" || exit
    find pom.xml .mvn mvnw build gadgets ./*/pom.xml ./*/src/main \
        -type f ! -path './bench/*' ! -path './fuzz/*' ! -path 'gadgets/target/*' -printf '%p %s %T@\n' 2>/dev/null \
        | LC_ALL=C sort | cksum
)

# The distribution was made from these sources, in this place, and for a JDK that is still there.
distribution_is_current() { # root
    [ -f "$1/target/dist/sources" ] && [ -f "$1/target/dist/jdk" ] || return 1
    {
        read -r built_at
        read -r built_for
        read -r built_release
    } <"$1/target/dist/jdk"
    [ "$built_at" = "$1" ] && jdk_identity "$built_for" && [ "$built_release" = "$jdk_id" ] \
        && jars_are_current "$1"
}

jars_are_current() { # root
    [ -f "$1/target/dist/sources" ] || return 1
    read -r built_from <"$1/target/dist/sources"
    [ "$built_from" = "$(sources_state "$1")" ]
}

# Sets jdk_id to what changes when the JDK in a directory is updated.
jdk_identity() { # home
    jdk_id=
    [ -x "$1/bin/java" ] && [ -r "$1/release" ] || return 1
    while read -r line; do
        jdk_id=$jdk_id$line
        case $line in
            JAVA_RUNTIME_VERSION=*) return 0 ;;
        esac
    done <"$1/release"
}
