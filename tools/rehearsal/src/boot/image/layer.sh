#!/bin/sh
# Adds the packages of a role's instances to a base, as a layer on top of it: with it, a golden image. Run in a mount namespace of
# its own.
#
# Arguments: the base, the layer's folder, the packages ("a b c"), the folder with stand-ins, Hadoop's version, the folder of
# downloaded packages, the packages that the archive lacks.
set -eu
base=$1 layer=$2 packages=$3 stand_ins=$4 hadoop=$5 downloads=$6 lacks=$7
# A folder for temporary files of this machine does not exist below the new root.
unset TMPDIR TMP TEMP

root="$layer/root"
mkdir -p "$root" "$layer/upper" "$layer/work"
mount -t overlay layer -o "lowerdir=$base,upperdir=$layer/upper,workdir=$layer/work" "$root"
mount -t proc proc "$root/proc"
mkdir -p "$downloads"
mount --bind "$downloads" "$root/var/cache/apt/archives"

for package in $lacks; do
  mkdir -p "$root/tmp/$package/DEBIAN"
  printf '%s\n' "Package: $package" 'Version: 0' 'Architecture: all' 'Maintainer: Malinshopper <rehearsal@malinshopper.com>' \
    'Description: a stand-in of the boot rehearsal: the archive has no such package' >"$root/tmp/$package/DEBIAN/control"
  dpkg-deb --build "$root/tmp/$package" "$root/tmp/$package.deb"
  chroot "$root" dpkg --install "/tmp/$package.deb"
  rm -r "$root/tmp/$package" "$root/tmp/$package.deb"
done

# shellcheck disable=SC2086 # a list of names
DEBIAN_FRONTEND=noninteractive LC_ALL=C.UTF-8 \
  chroot "$root" apt-get install --quiet --yes --no-install-recommends $packages
rm "$root/usr/sbin/policy-rc.d"

case " $packages " in *' openjdk-'*)
  install -D -m 0755 "$stand_ins/hadoop.sh" "$root/opt/hadoop-$hadoop/bin/hadoop"
  jar="$root/opt/hadoop-$hadoop/share/hadoop/tools/lib/hadoop-streaming-$hadoop.jar"
  mkdir -p "$(dirname "$jar")"
  echo 'A stand-in of the boot rehearsal: see bin/hadoop.' >"$jar"
  ;;
esac

# There is no network in a rehearsal. Without sources an update finds nothing to fetch, and installed packages stay installed.
rm -rf "$root"/var/lib/apt/lists/* "$root"/etc/apt/sources.list.d/*
echo '# The rehearsal has no network: everything is installed already.' >"$root/etc/apt/sources.list"
: >"$root/etc/machine-id"
rm -f "$root/etc/hostname" "$root/etc/resolv.conf"
echo 'nameserver 169.254.169.253' >"$root/etc/resolv.conf"
umount "$root/proc" "$root/var/cache/apt/archives" "$root"
