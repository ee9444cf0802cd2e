#!/bin/sh
# A stand-in of the boot rehearsal for the CloudWatch agent's control program: it reads the configuration, which has to be JSON, and
# starts the stand-in for the agent.
set -eu
configuration=''
for argument in "$@"; do
  case $argument in file:*) configuration=${argument#file:} ;; esac
done
/usr/bin/python3 -m json.tool "$configuration" >/dev/null
systemctl enable --now amazon-cloudwatch-agent
