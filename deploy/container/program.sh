#!/bin/sh
# What the image takes from a build: `program.sh build/bin/troupe FOLDER` writes FOLDER/troupe, without its debug symbols, and
# FOLDER/libraries.txt, the packages that own the shared libraries that it names. What those need in turn, apt knows.
set -eu
program="$1"
folder="$2"

# dpkg may know a library by the name from before /lib became a link to /usr/lib.
owner() { dpkg-query -S "$1" 2>/dev/null || dpkg-query -S "${1#/usr}" 2>/dev/null || dpkg-query -S "/usr$1" 2>/dev/null; }

libraries() {
    paths="$(ldd "$program")"
    objdump -p "$program" | awk '$1 == "NEEDED" { print $2 }' | while read -r name; do
        path="$(printf '%s\n' "$paths" | awk -v name="$name" '$1 == name && $2 == "=>" { print $3 } $1 ~ ("/" name "$") { print $1 }')"
        case "$path" in
            /*) ;;
            *) echo "$program: nothing here is $name" >&2; return 1 ;;
        esac
        found="$(owner "$path" || owner "$(readlink -f "$path")")" || { echo "$path: of no package" >&2; return 1; }
        printf '%s\n' "$found" | head -n 1 | cut -d: -f1
    done
}

mkdir -p "$folder"
found="$(libraries)"
printf '%s\n' "$found" | sort -u > "$folder/libraries.txt"
strip -o "$folder/troupe" "$program"
