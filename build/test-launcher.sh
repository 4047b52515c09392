#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
#
# Tests of ./jig on copies of this tree, in a directory with spaces. Prints a line a test and at
# the end "N passed, N failed".
# shellcheck disable=SC2016 # conditions are evaluated by ok
set -eu

root=$(CDPATH='' cd -P -- "$(dirname -- "$0")/.." && pwd)
. "$root/build/tools.sh"
. "$root/build/sources.sh"
unset JAVA_HOME JDK_JAVA_OPTIONS JAVA_TOOL_OPTIONS JIG_NO_INSTALL

work=$(mktemp -d)
tree="$work/a tree"
trap 'rm -rf "$work"' EXIT
trap 'exit 130' INT
trap 'exit 143' TERM
passed=0
failed=0

ok() { # name, condition...
    name=$1
    shift
    if "$@"; then
        passed=$((passed + 1))
        echo "ok   $name"
    else
        failed=$((failed + 1))
        echo "FAIL $name"
        sed 's/^/     out: /' "$work/out" | head -5
        sed 's/^/     err: /' "$work/err" | head -20
    fi
}

run() { # command...; its exit code, output and errors go to $code, $work/out, $work/err
    code=0
    "$@" >"$work/out" 2>"$work/err" </dev/null || code=$?
}

exits() { [ "$code" = "$1" ]; }
silent() { [ ! -s "$work/$1" ]; }
says() { grep -q -- "$2" "$work/$1"; }
mute() { ! grep -q -- "$2" "$work/$1"; }

# What a fresh clone and a build leave, without git.
copy_tree() {
    rm -rf "$tree"
    mkdir -p "$tree/target" "$tree/cli"
    (cd "$root" && cp -a jig mvnw pom.xml .mvn build gadgets "$tree/")
    for pom in "$root"/*/pom.xml; do
        module=${pom%/pom.xml}
        mkdir -p "$tree/${module##*/}"
        cp -a "$pom" "$tree/${module##*/}/"
        [ ! -d "$module/src/main" ] || (cd "$module" && cp -a --parents src/main "$tree/${module##*/}/")
    done
    cp -a "$root/target/dist" "$root/target/gadgets" "$tree/target/"
    mkdir -p "$tree/cli/target" "$tree/vm/target"
    cp -a "$root/cli/target/lib" "$root"/cli/target/jig-cli-*.jar "$tree/cli/target/"
    cp -a "$root"/vm/target/jig-vm-*.jar "$tree/vm/target/"
}

# A maven that notes that it was called and leaves the jars that are there.
fake_maven() { # exit code
    cat >"$tree/mvnw" <<EOF
#!/bin/sh
echo called >>"$work/maven"
sleep 1
mkdir -p cli/target/lib
cp -a "$root"/cli/target/lib/*.jar cli/target/lib/
echo "[ERROR] nothing goes right"
echo "stdout of maven"
exit $1
EOF
    chmod +x "$tree/mvnw"
    rm -f "$work/maven"
}

find_jdk_printed() { find_jdk && echo "$java_home"; }

builds() { if [ -f "$work/maven" ]; then grep -c called "$work/maven"; else echo 0; fi; }
built() { [ "$(builds)" = "$1" ]; }

run "$root/jig" --help
ok "the tree itself builds and runs" exits 0
copy_tree

run "$tree/jig" --help
ok "a copied tree is not built again" says err "making the AOT cache"
ok "… and runs" exits 0
ok "the second start is silent about building" eval 'run "$tree/jig" --help; mute err "^jig: "'
mkdir -p "$tree/gadgets/target"
date >"$tree/gadgets/target/report"
ok "what a build leaves beside the gadgets is no source" eval 'run "$tree/jig" --help; mute err "^jig: "'

run env "JDK_JAVA_OPTIONS=-XX:AOTMode=on" "$tree/jig" --help
ok "the AOT cache fits the start" exits 0

ln -s "$tree/jig" "$work/first"
mkdir "$work/links"
ln -s ../first "$work/links/second"
cd "$work/links"
run ./second --help
ok "by symbolic links from another directory" exits 0
cd "$tree"
run sh jig --help
ok "as sh jig" exits 0
cd "$root"
run "$tree/jig" no-such-command
ok "the tool's exit code comes through" exits 2
ok "a usage error leaves stdout empty" silent out

decide() {
    distribution_is_current "$tree"
}
times=$(for _ in 1 2 3 4 5 6 7 8 9; do
    from=$(date +%s%N)
    decide || echo 999999
    to=$(date +%s%N)
    echo $(((to - from) / 1000))
done | sort -n | sed -n 5p)
ok "to build or not is decided in under 50 ms (median of 9: $times us)" [ "$times" -lt 50000 ]

old=$work/old-jdk
mkdir -p "$old/bin"
echo 'JAVA_VERSION="17.0.15"' >"$old/release"
printf '#!/bin/sh\necho old java\n' >"$old/bin/java"
chmod +x "$old/bin/java"
run env JAVA_HOME="$old" PATH="$old/bin:$PATH" "$tree/jig" --help
ok "an old JDK in JAVA_HOME and PATH is passed over" exits 0
ok "… and not run" mute out "old java"

find_jdk
new=$work/new-jdk
mkdir -p "$new/bin"
cp "$java_home/release" "$new/release"
printf '#!/bin/sh\necho chosen >&2\nexec "%s/bin/java" "$@"\n' "$java_home" >"$new/bin/java"
chmod +x "$new/bin/java"
run env JAVA_HOME="$new" "$tree/jig" --help
ok "a fitting JAVA_HOME is taken" says err chosen
mkdir "$work/jvm"
ln -s "$new" "$work/jvm/a-jdk"
ok "… as is one of the JVM directory" eval \
    '[ "$(PATH="$old/bin:$PATH" JIG_JVM_DIR="$work/jvm" find_jdk_printed)" = "$work/jvm/a-jdk" ]'

cp "$tree/target/dist/jig.aot" "$work/aot"
head -c 100000 "$work/aot" >"$tree/target/dist/jig.aot"
run "$tree/jig" --help
ok "a damaged AOT cache is passed over" exits 0
ok "… without a word on stdout" mute out "aot"
rm "$tree/target/dist/jig.aot"
run "$tree/jig" no-such-command
ok "a lost AOT cache is passed over" exits 2
ok "… without a word on stdout either" silent out
cp "$work/aot" "$tree/target/dist/jig.aot"

fake_maven 0
run "$tree/jig" no-such-command
ok "a changed source means a build" built 1
ok "… which does not touch stdout" silent out
ok "… and is said on stderr" says err "jig: building"
run "$tree/jig" no-such-command
ok "… once" built 1

touch "$tree/cli/src/main/java/module-info.java"
rm -f "$work/maven"
"$tree/jig" --help >/dev/null 2>"$work/err" &
one=$!
"$tree/jig" --help >/dev/null 2>&1 &
two=$!
code=0
wait $one || code=$?
wait $two || code=$?
ok "two starts at once both run" exits 0
ok "… and build once" built 1

mv "$tree/cli/src/main/java/module-info.java" "$work/"
rm -f "$work/maven"
run "$tree/jig" --help
ok "a removed source means a build" built 1
mv "$work/module-info.java" "$tree/cli/src/main/java/"
fake_maven 1
run "$tree/jig" --help
ok "a failed build exits 1" exits 1
ok "… says why" says err "nothing goes right"
ok "… and leaves stdout empty" silent out

bare=$work/bare
mkdir "$bare"
for tool in sh cat cksum cut date dirname dpkg-query env find flock grep id mkdir readlink rm sed \
    sort stat uname chown awk head; do
    ln -s "$(command -v $tool)" "$bare/$tool"
done
run env PATH="$bare" JIG_NO_INSTALL=1 JIG_JVM_DIR="$work/none" "$tree/jig" --help
ok "missing tools exit 3" exits 3
ok "… clang is named" says err "clang 19"
ok "… llvm-strip is named" says err "llvm-strip"
ok "… the JDK is named" says err "JDK of release 25"
ok "… stdout stays empty" silent out
ok "… maven was not started" built 1
run env PATH="$bare" JIG_NO_INSTALL=1 "$tree/jig" --help
ok "a JDK that is there is not called missing" mute err "JDK"

if [ "$(id -u)" = 0 ]; then
    chmod 755 "$work"
    fake_maven 0
    chown -R nobody:nogroup "$tree"
    run "$tree/jig" --help
    ok "root builds in another's tree" exits 0
    ok "… and leaves nothing of its own there" eval '[ -z "$(find "$tree" -user 0)" ]'
    as_nobody="setpriv --reuid=nobody --regid=nogroup --clear-groups"
    touch "$tree/pom.xml"
    # shellcheck disable=SC2086 # words
    run env HOME="$work" $as_nobody "$tree/jig" --help
    ok "the owner builds there afterwards" exits 0
    chown -R root:root "$tree"
    # shellcheck disable=SC2086 # words
    run env HOME="$work" $as_nobody "$tree/jig" --help
    ok "another user runs what root built" exits 0
    touch "$tree/pom.xml"
    # shellcheck disable=SC2086 # words
    run env HOME="$work" $as_nobody "$tree/jig" --help
    ok "… and is told when it would have to be built" says err "not writable"
else
    echo "NOT RUN: builds in another user's tree need root"
fi

echo "$passed passed, $failed failed"
[ "$failed" = 0 ]
