# Run by `sh -c`, as the first process of new namespaces (user, mount, pid, net, ipc, uts), in the folder that becomes the root.
# $1 is the instance's name, $2 what su would say about the script, if it may not run, and the rest is its command. Tells on 3 which
# process it is for those outside, when the fence stands, and with which code the command has ended. What goes wrong is said on 2;
# the script gets outputs of its own. Nothing outside is named but what is bound: the folder may be in one that this user could not
# enter.
set -eu
umask 022
read -r pid rest </proc/self/stat
echo "$pid" >&3
exec 4>../stdout 5>../stderr
name=$1 refusal=$2
shift 2

# First the folder onto /tmp, which is there on every machine, and here nothing else sees what is mounted on it; the rest onto that.
mount -c -a -T ../fstab
# Without the ip program a hook has no network at all.
ip link set lo up 2>/dev/null || :
hostname "$name" 2>/dev/null || :
# What has no capabilities out here shall not get any in a namespace of its own making.
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

# Without capabilities the script cannot look into this process, the first of its namespace, which keeps 3.
set +e
setpriv --bounding-set=-all --inh-caps=-all --no-new-privs --pdeathsig KILL \
  sh -c 'unset PWD OLDPWD SHLVL; PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin
    [ -z "$0" ] || { echo "$0" >&2; exit 1; }
    "$@"; exit $?' "$refusal" "$@" >&4 2>&5 3>&- 4>&- 5>&-
echo "ended $?" >&3
exec 4>&- 5>&-
# What the script has begun goes on while those outside wait for its outputs; they end this process, and all of it with it.
read -r rest <&3
