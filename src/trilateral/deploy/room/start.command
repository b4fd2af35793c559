#!/bin/sh
# What a double click opens on a Mac.
sh "$(dirname -- "$0")/start.sh" "$@" && exit
echo "Press Return to close this window."
read -r _
