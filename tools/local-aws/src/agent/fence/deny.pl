# Run by `perl -e` before the fence is built, as the user that builds it: removes access that namespaces leave, for itself and all its
# children. $ARGV[0] is the machine, as `uname -m`, and the rest is the command to execute. Nothing is loaded: a module could be a hook's.
my ($machine, @command) = @ARGV;
# Numbers are those of the kernel's `arch/x86/entry/syscalls/syscall_64.tbl` and `include/uapi/asm-generic/unistd.h`; the architecture's are
# in `uapi/linux/audit.h`.
my %numbers = (
  x86_64  => { audit => 0xC000003E, prctl => 157, keyctl => 250, others => [248, 249, 29, 30, 31, 68, 298, 321, 323, 425, 447] },
  aarch64 => { audit => 0xC00000B7, prctl => 167, keyctl => 219, others => [217, 218, 194, 195, 196, 186, 241, 280, 282, 425, 447] },
);
my $is = $numbers{$machine} or die "this machine is $machine, and only for x86_64 and aarch64 it is known which calls are refused\n";

# A new, empty session keyring. A process that possesses the previous one could read all of its keys (keyrings(7));
# KEYCTL_JOIN_SESSION_KEYRING is 1. A kernel without keys (ENOSYS is 38) has none to read.
syscall($is->{keyctl}, 1, 0) >= 0 or $!+0 == 38 or die "no session keyring of its own: $!\n";

# seccomp(2), filters. The calls of other architectures and of x32 have other numbers: none is allowed. The others end with ENOSYS: keyctl,
# add_key, request_key; shmget, shmctl, shmat, msgget (memory that belongs to no process); perf_event_open, bpf, userfaultfd,
# io_uring_setup, memfd_secret.
my @refused = ($is->{keyctl}, @{ $is->{others} });
my @filter = ([0x20, 0, 0, 4], [0x15, 0, @refused + 3, $is->{audit}], [0x20, 0, 0, 0], [0x35, @refused + 1, 0, 0x40000000]);
push @filter, [0x15, @refused - $_, 0, $refused[$_]] for 0 .. $#refused;
push @filter, [0x06, 0, 0, 0x7fff0000], [0x06, 0, 0, 0x00050000 | 38];
my $filter = join '', map { pack 'SCCL', @$_ } @filter;
my $program = pack 'S x![P] P', scalar @filter, $filter;
syscall($is->{prctl}, 38, 1, 0, 0, 0) == 0 or die "no_new_privs: $!\n";
syscall($is->{prctl}, 22, 2, $program, 0, 0) == 0 or die "no filter of system calls: $!\n";
exec { $command[0] } @command or die "$command[0]: $!\n";
