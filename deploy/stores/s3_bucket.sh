#!/bin/sh
# Makes the bucket where there is none; the second time there is one.
set -eu
has_bucket() { echo s3.bucket.list | weed shell -master=s3:9333 -filer=s3:8888 | grep -qw -- "$S3_BUCKET_NAME"; }
has_bucket && exit 0
echo "s3.bucket.create -name $S3_BUCKET_NAME" | weed shell -master=s3:9333 -filer=s3:8888
has_bucket
