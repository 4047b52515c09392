#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
#
#   aot.sh ROOT JAVA_HOME
#
# Writes target/dist/jvm.args, the arguments of the one JVM ./jig starts, and the AOT cache: jig is
# run once over the commands of build/aot-training and the JVM keeps the classes it loaded and
# linked. A cache does not notice that its jars changed (JDK-8377932) and is bound to their place
# and to the options it was made with, so it is always made anew, here, after the jars are where
# they stay, with the arguments it will be used with. Profiles of methods are left out: with them
# the JVM compiles twice as much while jig starts, which costs 50 ms. Without a cache jig only
# starts slower.
set -eu

root=$1
java_home=$2
dist=$root/target/dist
cache=$dist/jig.aot
. "$root/build/sources.sh"

quoted() { # a path, as an argument file takes it
    printf '"%s"' "$(printf '%s' "$1" | sed 's/[\\"]/\\&/g')"
}

arguments() { # the cache's own option, or nothing
    sed -e 's/#.*//' -e '/^[[:space:]]*$/d' "$root/build/jvm.options"
    [ -z "$1" ] || quoted "$1"
    echo
    quoted "-Djig.home=$dist"
    echo
    echo -cp
    path=
    for jar in "$dist"/lib/*.jar; do
        path=$path${path:+:}$jar
    done
    quoted "$path"
    echo
}

rm -f "$cache" "$dist/sources" "$dist/jdk"
export LC_ALL=C # the order of the jars
{
    echo -XX:+IgnoreUnrecognizedVMOptions -XX:+UnlockDiagnosticVMOptions -XX:-AOTRecordTraining
    arguments "-XX:AOTCacheOutput=$cache"
} >"$dist/training.args"
unset LC_ALL
# Something to see for the gadgets that are run: processes that start and end.
while sleep 0.05; do :; done &
busy=$!
trap 'kill $busy' EXIT
if "$java_home/bin/java" @"$dist/training.args" dev.jig.cli.AotTraining "$root/build/aot-training" \
    </dev/null >>"$JIG_LOG" 2>&1 && [ -f "$cache" ]; then
    option=-XX:AOTCache=$cache
else
    echo "jig: no AOT cache, jig will start slower (log: target/build.log)" >&2
    option=
fi
export LC_ALL=C
{
    arguments "$option"
    echo dev.jig.cli.Main
} >"$dist/jvm.args"
rm -f "$dist/training.args"
jdk_identity "$java_home"
printf '%s\n' "$root" "$java_home" "$jdk_id" >"$dist/jdk"
