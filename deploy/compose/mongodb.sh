#!/bin/sh
# Starts mongod as a member of its replica set. Members authenticate with a key, which mongod
# reads from a file only.
set -eu
key=/run/mongodb/key
rm -f "$key"
(umask 377 && printf '%s' "$MONGO_REPLICA_KEY" > "$key")
unset MONGO_REPLICA_KEY
exec docker-entrypoint.sh mongod --replSet rs0 --keyFile "$key" --bind_ip_all --quiet
