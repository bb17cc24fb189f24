#!/bin/sh
# Makes docs/gallery/covers.jpg: five artists, a row each; two singles, an EP and an album. Needs ImageMagick.
#     docs/gallery/make_covers.sh build/bin/visual_covers_benchmark
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
"$1" --gallery "$folder"
montage "$folder"/cover_*.ppm -tile 4x5 -geometry 400x400+8+8 -background '#e9e7e2' "$folder"/sheet.ppm
convert "$folder"/sheet.ppm -strip -sampling-factor 4:2:0 -define jpeg:extent=390kb "$(dirname "$0")"/covers.jpg
