#!/bin/sh
# A stand-in of the boot rehearsal for snapd, which needs squashfs and Canonical's store: it has the SSM agent as if Canonical's
# image for AWS had brought it, and starts nothing.
case "$1 $*" in
list*amazon-ssm-agent) echo 'amazon-ssm-agent  stand-in' ;;
start*amazon-ssm-agent) echo 'a stand-in of the boot rehearsal: nothing is started' ;;
*)
  echo "snap $*: the rehearsal's stand-in for snapd knows amazon-ssm-agent only" >&2
  exit 1
  ;;
esac
