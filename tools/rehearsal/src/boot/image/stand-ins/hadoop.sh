#!/bin/sh
# A stand-in of the boot rehearsal for Hadoop, the distribution of which is in no package archive. It runs a streaming job as
# standalone Hadoop does, on one machine and without daemons: the mapper over the input, sorted by key, then the reducer.
set -eu
# The separator of lists: a path can contain spaces.
line='
'

fail() {
  echo "hadoop (stand-in): $*" >&2
  exit 1
}
place() {
  case $1 in
  file:*) echo "/${1#file:/}" | tr -s / ;;
  *://*) fail "only file:// can be read here; received \"$1\"" ;;
  *) echo "$1" ;;
  esac
}

case "${1-} ${2-}" in
'fs -cat')
  shift 2
  IFS=$line
  for path in "$@"; do
    found=$(place "$path")
    # shellcheck disable=SC2086 # a pattern is Hadoop's to expand
    cat $found
  done
  exit 0
  ;;
'fs -rm')
  [ "$3 $4" = '-r -f' ] || fail "only \"fs -rm -r -f <path>\" is known; received \"$*\""
  rm -rf "$(place "$5")"
  exit 0
  ;;
esac
case "${1-}" in
version) echo 'Hadoop (a stand-in of the boot rehearsal)' && exit 0 ;;
jar) ;;
*) fail "only \"jar <hadoop-streaming.jar> ...\", \"fs -cat\" and \"fs -rm\" are known; received \"$*\"" ;;
esac
[ -f "${2-}" ] || fail "there is no jar \"${2-}\""
shift 2

inputs='' output='' mapper='' reducer='' files=''
while [ $# -gt 0 ]; do
  case $1 in
  -D) shift 2 ;;
  -input) inputs="$inputs$line$(place "$2")" && shift 2 ;;
  -output) output=$(place "$2") && shift 2 ;;
  -mapper) mapper=$2 && shift 2 ;;
  -combiner) shift 2 ;;
  -reducer) reducer=$2 && shift 2 ;;
  -file | -files) files="$files$line$(echo "$2" | tr , '\n')" && shift 2 ;;
  *) fail "unknown option $1" ;;
  esac
done
if [ -z "$inputs" ] || [ -z "$output" ] || [ -z "$mapper" ]; then fail 'one of -input, -output, -mapper is missing'; fi
[ ! -e "$output" ] || fail "the output folder $output exists already"

# Streaming links a job's own programs into the folder in which its tasks run.
IFS=$line
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
for file in $files; do ln -s "$(readlink -f "$(place "${file%%#*}")")" "$work/$(basename "${file##*#}")"; done
mkdir -p "$output"
# shellcheck disable=SC2086 # a list of folders; Hadoop does not descend by default either
find $inputs -maxdepth 1 -type f ! -name '.*' ! -name '_*' | sort >"$work/.inputs"
cd "$work"
PATH="$work:$PATH"
xargs -d '\n' cat <.inputs >.input
sh -c "$mapper" <.input >.mapped
LC_ALL=C sort .mapped >.sorted
sh -c "${reducer:-cat}" <.sorted >"$output/part-00000"
touch "$output/_SUCCESS"
