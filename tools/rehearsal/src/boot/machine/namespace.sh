#!/bin/sh
# Gives the network namespace it was started in the addresses of AWS's services, and becomes the program that is given.
set -eu
ip link set lo up
for address in 10.0.0.2 169.254.169.253 169.254.169.254; do ip address add "$address/32" dev lo; done
exec "$@"
