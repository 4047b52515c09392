#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
#
#   build/fuzz.sh [TARGET...]   fuzzes the targets (ObjectFuzzTest, …) for 15 seconds each, two
#                               at a time
#
# What a target falls on is kept as crash-… and named in the log. The last line says how many targets
# held. Exit 1 if one did not.
set -eu

root=$(CDPATH='' cd -P -- "$(dirname -- "$0")/.." && pwd)
cd "$root"
. build/tools.sh
find_jdk || exit 3
export JAVA_HOME="$java_home"

targets=${*:-$(find fuzz/src/test/java -name '*FuzzTest.java' -exec basename {} .java \; | sort)}
reports=fuzz/target/surefire-reports
log=target/fuzz.log
mkdir -p target
rm -rf "$reports"

# A JVM a target: Jazzer fuzzes only the first it meets; without C2 it tries more in 15 seconds.
# While guests read what ./check compiled, nothing is compiled again: JIG_COMPILED says so to maven.
# shellcheck disable=SC2086 # words
JAZZER_FUZZ=1 ./mvnw -B -ntp -pl fuzz -am ${JIG_COMPILED-} \
    "-Dtest=$(echo "$targets" | tr -s ' \n' ',')" -Dsurefire.failIfNoSpecifiedTests=false \
    -Djig.excludedGroups= -Djig.jvm.args=-XX:TieredStopAtLevel=1 -DforkCount=2 -DreuseForks=false \
    '-Djig.test.args=-XX:+EnableDynamicAgentLoading --sun-misc-unsafe-memory-access=allow -Djazzer.instrumentation_includes=dev.jig.** -Djazzer.custom_hook_includes=dev.jig.**' \
    test >"$log" 2>&1 </dev/null || :

held=0 fallen=0
for target in $targets; do
    report=$(find "$reports" -name "TEST-*.$target.xml" 2>/dev/null)
    report=${report:-/dev/null}
    seconds=$(sed -n 's/.*<testsuite .* time="\([0-9]*\)[^"]*".*/\1/p' "$report")
    if [ "${seconds:-0}" -ge 15 ] && ! grep -qE '<(failure|error)' "$report"; then
        held=$((held + 1))
    else
        fallen=$((fallen + 1))
        echo "$target FELL (log: $log)"
        sed -n 's/.*<error message="\([^"]*\)".*/\1/p' "$report"
    fi
done
sed -n 's/.*Done \([0-9]*\) runs in .*/\1/p' "$log" | awk '{ n += $1 } END { print n + 0 " inputs tried" }'
echo "$held passed, $fallen failed"
[ "$fallen" = 0 ]
