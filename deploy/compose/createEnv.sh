#!/bin/sh
# Prints an environment for docker-compose.yml with fresh secrets: env.example, each empty variable filled with what the
# command behind the `$` of its comment prints.   sh deploy/compose/createEnv.sh > .env && chmod 600 .env
set -eu
while IFS= read -r line; do
  case $line in
    '#'*' $ '*) command=${line#*' $ '} ;;
    *=) line=$line$(sh -c "$command") ;;
  esac
  printf '%s\n' "$line"
done < "$(dirname "$0")/env.example"
