#!/bin/sh
# The first process of a rehearsed machine: it does the work of a hypervisor and a separate kernel. Then systemd takes over.
set -eu

# Control groups of version 1 are mounted read-only, and systemd could not limit the memory of any unit.
for controller in /sys/fs/cgroup/*; do
  if mountpoint -q "$controller"; then mount -o remount,bind,rw "$controller"; fi
done

# The memory limit of the machine, instead of all memory of the computer.
kilobytes=$((MACHINE_MEMORY / 1024))
sed -e "s/^\(MemTotal:\|MemFree:\|MemAvailable:\) .*/\1 $kilobytes kB/" /proc/meminfo >/run/meminfo
mount --bind /run/meminfo /proc/meminfo

# The id by which software knows that it runs on EC2 (EC2 user guide, "Detect whether a host is an EC2 instance"). A folder cannot
# be added to sysfs, so /sys becomes a folder with everything that was in it, and this.
# systemd shares its mounts again.
mount --make-rprivate /
mkdir -p /run/machine-sys
mount -t tmpfs -o mode=0755 sys /run/machine-sys
for entry in /sys/*; do
  mkdir "/run/machine-sys/${entry##*/}"
  mount --rbind "$entry" "/run/machine-sys/${entry##*/}"
done
mkdir -p /run/machine-sys/hypervisor
echo ec2e1916-9099-7caf-fd21-012345abcdef >/run/machine-sys/hypervisor/uuid
mount -o remount,ro /run/machine-sys
mount --move /run/machine-sys /sys

# Without its container, which has ended if the rehearsal has, there is no machine.
exec setpriv --pdeathsig KILL /lib/systemd/systemd
