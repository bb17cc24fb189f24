#!/bin/sh
# SeaweedFS as one process with one identity, the one that the settings name.
set -eu
umask 077
escaped() { printf '%s' "$1" | sed 's/[\\"]/\\&/g'; }
identities="${TMPDIR:-/tmp}/identities.json"
cat > "$identities" <<JSON
{"identities": [{"name": "troupe",
                 "credentials": [{"accessKey": "$(escaped "$AWS_ACCESS_KEY_ID")", "secretKey": "$(escaped "$AWS_SECRET_ACCESS_KEY")"}],
                 "actions": ["Admin", "Read", "List", "Tagging", "Write"]}]}
JSON
unset AWS_ACCESS_KEY_ID AWS_SECRET_ACCESS_KEY
exec weed server -dir=/data -ip=s3 -ip.bind=0.0.0.0 -master.volumeSizeLimitMB=1024 -volume.max=0 \
    -filer -s3 -s3.port=8333 -s3.config="$identities"
