#!/bin/sh
# Boots a machine. It has to be started in a mount and a network namespace of its own: when the last process of the machine ends for
# any reason, its mounts and its network are gone.
#
# Arguments: the image's layers (a:b), the machine's folder, its name, its control group, its memory in bytes, the process of its edge.
set -eu
layers=$1 folder=$2 name=$3 group=$4 memory=$5 edge=$6

# A cable to the edge, and to nothing else: there is no route out.
nsenter --net="/proc/$edge/ns/net" ip link delete edge0 2>/dev/null || true # of before a reboot
nsenter --net="/proc/$edge/ns/net" ip link add edge0 type veth peer name veth0 netns $$
nsenter --net="/proc/$edge/ns/net" ip address add 10.0.0.1/24 dev edge0
nsenter --net="/proc/$edge/ns/net" ip link set edge0 up
ip link set lo up
ip link set veth0 address 06:00:0a:00:00:0a up
ip address add 10.0.0.10/24 dev veth0
ip route add 169.254.169.0/24 dev veth0

join() {
  mkdir -p "$1/$group"
  [ ! -f "$1/$group/memory.limit_in_bytes" ] || echo "$memory" >"$1/$group/memory.limit_in_bytes"
  [ ! -f "$1/$group/memory.max" ] || echo "$memory" >"$1/$group/memory.max"
  echo $$ >"$1/$group/cgroup.procs"
}

if [ -f /sys/fs/cgroup/cgroup.procs ]; then
  # Version 2. If the root must not delegate its controllers, systemd has delegated them already.
  for level in /sys/fs/cgroup "/sys/fs/cgroup/${group%/*}"; do
    mkdir -p "$level"
    echo '+cpu +memory +pids' >"$level/cgroup.subtree_control" || true
  done
  join /sys/fs/cgroup
else
  for controller in /sys/fs/cgroup/*; do
    # cpuset accepts no member before its processors are set, and a rehearsal gives every machine all of them.
    if [ -f "$controller/cgroup.procs" ] && [ "${controller##*/}" != cpuset ]; then join "$controller"; fi
  done
fi

mount -t overlay malinshopper -o "lowerdir=$layers,upperdir=$folder/upper,workdir=$folder/work" "$folder/root"
# The files that systemd-nspawn keeps for the machine.
mkdir -p /run/systemd/nspawn
mount -t tmpfs tmpfs /run/systemd/nspawn

exec systemd-nspawn --quiet --register=no --keep-unit --directory="$folder/root" --machine="$name" \
  --network-namespace-path=/proc/self/ns/net --bind=/dev/fuse --resolv-conf=off --timezone=off --link-journal=no \
  --kill-signal=SIGRTMIN+3 --console=pipe --setenv=MACHINE_MEMORY="$memory" /usr/local/sbin/rehearsal-init
