#!/bin/sh
# Runs a database server on a root file system of the rehearsal, in a mount, process and network namespace of its own: it listens on a
# socket in its folder, and on nothing else. When it ends for any reason, its mounts are gone.
#
# Arguments: the image's layers (a:b), the server's folder, with `init.sql`, `server.pem` and `server.key` in `data`.
set -eu
layers=$1 folder=$2
# A folder for temporary files of this machine does not exist below the new root.
unset TMPDIR TMP TEMP

mkdir -p "$folder/upper" "$folder/work" "$folder/root"
mount -t overlay database -o "lowerdir=$layers,upperdir=$folder/upper,workdir=$folder/work" "$folder/root"
mkdir -p "$folder/root/srv/database"
mount --bind "$folder/data" "$folder/root/srv/database"
mount -t proc proc "$folder/root/proc"
chroot "$folder/root" mariadb-install-db --no-defaults --user=root --datadir=/srv/database/files --skip-test-db >/dev/null
# As the parameter group of RDS has it: only with TLS. Connections by a local socket would be allowed without it.
exec chroot "$folder/root" mariadbd --no-defaults --user=root --datadir=/srv/database/files --socket=/srv/database/socket \
  --skip-networking --character-set-server=utf8mb4 --init-file=/srv/database/init.sql --pid-file=/srv/database/pid \
  --ssl-cert=/srv/database/server.pem --ssl-key=/srv/database/server.key --ssl-ca=/srv/database/authority.pem
