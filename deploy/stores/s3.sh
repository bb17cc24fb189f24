#!/bin/sh
# SeaweedFS as one process with one identity, the one that .env names.
set -eu
umask 077
cat > /tmp/identities.json <<JSON
{"identities": [{"name": "troupe", "credentials": [{"accessKey": "$AWS_ACCESS_KEY_ID", "secretKey": "$AWS_SECRET_ACCESS_KEY"}],
                 "actions": ["Admin", "Read", "List", "Tagging", "Write"]}]}
JSON
exec weed server -dir=/data -ip=s3 -ip.bind=0.0.0.0 -master.volumeSizeLimitMB=1024 -volume.max=0 \
    -filer -s3 -s3.port=8333 -s3.config=/tmp/identities.json
