# Run by `sh -c`, as the first process of new namespaces (user, mount, pid, net, ipc, uts), in the folder that becomes the root. $1 is the
# instance's name, $2 the message of su about the script, if it may not run, and the rest is its command. Reports on 3 its process id
# outside of the namespaces, the completion of the fence, and the exit code of the command. Errors are reported on 2; the script gets its
# own outputs. No path outside is named except in the mounts: the folder can be in one that this user cannot enter.
set -eu
umask 022
read -r pid rest </proc/self/stat
echo "$pid" >&3
exec 4>../stdout 5>../stderr
name=$1 refusal=$2
shift 2

# First the folder onto /tmp, which exists on every machine, and no other process here sees a mount on it; the other mounts into it.
mount -c -a -T ../fstab
# Without the ip program a hook has no network at all.
ip link set lo up 2>/dev/null || :
hostname "$name" 2>/dev/null || :
# A process without capabilities outside must not get any in a namespace of its own.
echo 0 >/proc/sys/user/max_user_namespaces

cd /tmp
pivot_root . .
umount -n -c -l .
cd /opt/codedeploy-agent
echo ready >&3

# Processes: -p in dash, -u in bash. Sizes: of files in blocks of 512 bytes, of memory in KB; a gigabyte, and two.
ulimit -p 256 2>/dev/null || ulimit -u 256
ulimit -f 2097152
ulimit -d 2097152
ulimit -n 1024
ulimit -c 0

# Without capabilities the script cannot read this process's folder in /proc; it is the first of its namespace, and keeps 3.
set +e
setpriv --bounding-set=-all --inh-caps=-all --no-new-privs --pdeathsig KILL \
  sh -c 'unset PWD OLDPWD SHLVL; PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin
    [ -z "$0" ] || { echo "$0" >&2; exit 1; }
    "$@"; exit $?' "$refusal" "$@" >&4 2>&5 3>&- 4>&- 5>&-
echo "ended $?" >&3
exec 4>&- 5>&-
# Background processes of the script continue while the agent waits for its outputs; the agent ends this process, and with it all others.
read -r rest <&3
