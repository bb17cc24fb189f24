#!/bin/sh
# Makes the bucket where there is none; the second time there is one.
set -eu
ask() { echo "$1" | weed shell -master=s3:9333 -filer=s3:8888; }
has_bucket() {
    ask s3.bucket.list | awk -v name="$S3_BUCKET_NAME" '{ for (i = 1; i <= NF; i++) if ($i == name) found = 1 } END { exit !found }'
}
has_bucket && exit 0
ask "s3.bucket.create -name $S3_BUCKET_NAME"
has_bucket || { echo "there is no bucket $S3_BUCKET_NAME after it was made" >&2; exit 1; }
