#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# A C program built with what pkg-config says, from an installation that was moved after it was made.
# usage: pkg_config.sh PKG_CONFIG C_COMPILER PREFIX LIBDIR FOLDER
set -eu
pkg_config=$1 compiler=$2 prefix=$3 libdir=$4 folder=$5
here=$(cd "$(dirname "$0")" && pwd)

rm -rf "$folder"
mkdir -p "$folder/moved/$libdir"
cp -R "$prefix/include" "$folder/moved/"
cp -P "$prefix/$libdir"/libeuthymia.so* "$folder/moved/$libdir/"
cp -R "$prefix/$libdir/pkgconfig" "$folder/moved/$libdir/"

export PKG_CONFIG_PATH="$folder/moved/$libdir/pkgconfig"
flags=$("$pkg_config" --cflags --libs euthymia)
echo "flags: $flags"
case "$flags" in
    *SIMDJSON*) echo "a dependency of ours reaches our consumers"; exit 1 ;;
    *"$folder/moved"*) ;;
    *) echo "the flags do not point into the moved installation"; exit 1 ;;
esac
# shellcheck disable=SC2086
"$compiler" -std=c11 "$here/plain_c/main.c" $flags -o "$folder/consumer"
LD_LIBRARY_PATH="$folder/moved/$libdir" "$folder/consumer"
