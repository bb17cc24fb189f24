#!/bin/sh
# Makes docs/gallery/kit.jpg: the identity kits of two looks that name a genre alone. Needs ImageMagick.
#     docs/gallery/make_kit.sh build/bin/troupe
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
export TROUPE_HOME="$folder/home"
sheet() {
    printf '{"artist": "%s", "genre": "%s", "seed": %s}' "$2" "$3" "$4" > "$folder/$1.json"
    "$5" visual kit --brief "$folder/$1.json" --out "$folder/$1" > "$folder/log"
    (cd "$folder/$1" && montage avatar.jpg banner-youtube.jpg press.jpg colour-and-type.jpg logo-light.png emblem-light.png \
        -background '#3c3c3c' -tile 3x2 -geometry 440x300+6+6 "$folder/$1.png")
}
sheet a "Nadir Vey" dream_pop 1 "$1"
sheet b "Korax" techno 4 "$1"
convert "$folder/a.png" "$folder/b.png" -append -strip -sampling-factor 4:2:0 -define jpeg:extent=330kb "$(dirname "$0")/kit.jpg"
