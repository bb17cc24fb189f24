#!/bin/sh
# `<module>/impl/` and `<module>/builtin/` belong to their module: only its own files, and app/ for builtin/, include them.
cd "$1/src" || exit 1
bad=$(grep -rnE '#include "[a-z_]+/(impl|builtin)/' --include='*.?pp' . | while IFS= read -r line; do
    user=$(echo "$line" | sed -E 's#^\./([a-z_]+)/.*#\1#')
    used=$(echo "$line" | sed -E 's/.*#include "([a-z_]+)\/.*/\1/')
    kind=$(echo "$line" | sed -E 's/.*#include "[a-z_]+\/([a-z]+)\/.*/\1/')
    [ "$user" = "$used" ] && continue
    [ "$user" = app ] && [ "$kind" = builtin ] && continue
    echo "$line"
done)
[ -z "$bad" ] && echo "nobody does" && exit 0
echo "$bad"
exit 1
