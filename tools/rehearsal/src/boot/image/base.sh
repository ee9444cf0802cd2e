#!/bin/sh
# Makes a root file system like that of the instances' image. Run in a mount namespace of its own, so that its mounts are gone
# afterwards.
#
# Arguments: the folder, the suite, the mirror, its components, debootstrap's script, the keyring, the packages of the first stage (a,b,c), the others
# ("a b c"), the folder with stand-ins for unavailable programs.
set -eu
folder=$1 suite=$2 mirror=$3 components=$4 script=$5 keyring=$6 first=$7 packages=$8 stand_ins=$9
# A folder for temporary files of this machine does not exist below the new root.
unset TMPDIR TMP TEMP

debootstrap --variant=minbase --components="$components" --keyring="$keyring" --include="$first" \
  "$suite" "$folder" "$mirror" "/usr/share/debootstrap/scripts/$script"

# Nothing starts while packages are installed, and nothing waits for the disk: an interrupted build is deleted.
printf '#!/bin/sh\nexit 101\n' >"$folder/usr/sbin/policy-rc.d"
chmod +x "$folder/usr/sbin/policy-rc.d"
echo force-unsafe-io >"$folder/etc/dpkg/dpkg.cfg.d/rehearsal"
mount -t proc proc "$folder/proc"
# shellcheck disable=SC2086 # a list of names
DEBIAN_FRONTEND=noninteractive LC_ALL=C.UTF-8 \
  chroot "$folder" apt-get install --quiet --yes --no-install-recommends $packages

install -m 0755 "$stand_ins/snap.sh" "$folder/usr/bin/snap"
echo 'datasource: Ec2' >"$folder/etc/cloud/ds-identify.cfg"
cat >"$folder/etc/cloud/cloud.cfg.d/90-rehearsal.cfg" <<'END'
# Canonical's image for AWS has this too: its instances query no other cloud.
datasource_list: [Ec2]
# The network exists before the machine, and there is no udev to report changes.
network: {config: disabled}
updates: {network: {when: [boot]}}
# cloud-init would write the package sources again that the rehearsal removes.
apt: {preserve_sources_list: true}
END
