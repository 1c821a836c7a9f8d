#!/bin/sh
# Prints env.example for docker-compose.yml with fresh secrets: each empty variable gets the output of
# the command after the `$` of its comment, which may use the secrets above it.
# sh deploy/compose/createEnv.sh > .env && chmod 600 .env
set -eu
while IFS= read -r line; do
  case $line in
    '#'*' $ '*) command=${line#*' $ '} ;;
    *=)
      line=$line$(sh -c "$command")
      export "$line"
      ;;
  esac
  printf '%s\n' "$line"
done < "$(dirname "$0")/env.example"
