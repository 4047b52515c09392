#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
#
#   fetch-kernel.sh VERSION DIRECTORY
#
# Brings Debian's kernel for cloud machines of that version into the directory: vmlinuz, release,
# lib/modules/RELEASE and boot/config-RELEASE. The package comes through apt with lists and sources of its own, from the mirrors
# this machine's apt uses for Debian (or JIG_DEBIAN_MIRROR); nothing is installed. Exit 3 with what
# is missing when it cannot be had.
set -eu

version=$1
target=$2

missing() {
    echo "fetch kernel $version: $1" >&2
    exit 3
}

case $version in
    5.10) suite=bullseye name='5\.10\.0-[0-9]*-cloud-amd64' ;;
    6.1) suite=bookworm name='6\.1\.0-[0-9]*-cloud-amd64' ;;
    6.12) suite=bookworm name='6\.12\.[0-9]*+deb12-cloud-amd64' ;;
    *) missing "there is no recipe for it (known: 5.10 6.1 6.12)" ;;
esac
PATH=$PATH:/usr/sbin:/sbin
for tool in apt-get apt-cache dpkg depmod; do
    command -v $tool >/dev/null || missing "no $tool here; kernels come as Debian's packages"
done
keys=/usr/share/keyrings/debian-archive-keyring.gpg
[ -f $keys ] || missing "no $keys (package debian-archive-keyring)"

mirror_of() { # label of the archive
    # shellcheck disable=SC2016 # apt's own variables
    apt-get indextargets --format '$(LABEL) $(REPO_URI)' 'Created-By: Packages' 'Origin: Debian' \
        | awk -v label="$1" '$1 == label { print $2; exit }'
}
main=${JIG_DEBIAN_MIRROR:-$(mirror_of Debian)}
[ -n "$main" ] || missing "no mirror of Debian in apt's sources (set JIG_DEBIAN_MIRROR)"
security=$(mirror_of Debian-Security)

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
mkdir -p "$work/lists/partial" "$work/archives/partial"
echo "deb [signed-by=$keys] $main $suite main" >"$work/sources.list"
if [ -n "$security" ]; then
    echo "deb [signed-by=$keys] $security $suite-security main" >>"$work/sources.list"
fi
cat >"$work/apt.conf" <<CONF
Dir::Etc::SourceList "$work/sources.list";
Dir::Etc::SourceParts "-";
Dir::State::Lists "$work/lists";
Dir::Cache "$work";
Dir::Cache::Archives "$work/archives";
APT::Sandbox::User "";
Acquire::Check-Valid-Until "false";
Acquire::Retries "3";
CONF
export APT_CONFIG="$work/apt.conf"
apt-get -q update >"$work/log" 2>&1 || {
    cat "$work/log" >&2
    missing "the mirror's lists of $suite cannot be read"
}
packages=$(apt-cache pkgnames "linux-image-$version" | grep -x "linux-image-$name-unsigned" \
    | sort -Vr)
[ -n "$packages" ] || missing "no such package in $suite"
# A mirror's lists may name what it no longer has.
for package in $packages; do
    (cd "$work" && apt-get -q download "$package" >>log 2>&1) && break
done
set -- "$work/linux-image-"*.deb
[ -f "$1" ] || {
    cat "$work/log" >&2
    missing "none of its packages can be had"
}
dpkg -x "$1" "$work/x"
release=$(ls "$work/x/lib/modules")
mkdir -p "$(dirname "$target")"
made=$(mktemp -d "$target.XXXXXX")
mv "$work/x/boot/vmlinuz-$release" "$made/vmlinuz"
mkdir "$made/boot"
mv "$work/x/boot/config-$release" "$made/boot/"
mkdir "$made/lib"
mv "$work/x/lib/modules" "$made/lib/modules"
find "$made/lib/modules" -name '*.ko.xz' -exec xz -d {} +
depmod -b "$made" "$release"
echo "$release" >"$made/release"
chmod 755 "$made"
rm -rf "$target"
mv "$made" "$target"
