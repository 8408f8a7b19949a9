#!/bin/sh
# Runs a command with another root directory, which sees this repository, and $CARGO_TARGET_DIR, at their own places:
# in-root.sh ROOT COMMAND...
# Needs root rights. The mounts belong to the command alone: nothing has to be cleaned up.
set -eu
[ $# -ge 2 ] || { sed -n '2,4s/^# //p' "$0" >&2; exit 2; }
root=$1
shift
workspace=$(cd "$(dirname "$0")/../.." && pwd)
exec unshare --mount --propagation private sh -euc '
    root=$1
    workspace=$2
    shift 2
    mount --rbind /proc "$root/proc"
    mount --rbind /dev "$root/dev"
    mount -t tmpfs tmpfs "$root/tmp"
    for shared in "$workspace" "${CARGO_TARGET_DIR:-$workspace}"; do
        case $shared in /*) ;; *) continue ;; esac # a relative one lies in the workspace
        mkdir -p "$root$shared"
        mount --bind "$shared" "$root$shared"
    done
    exec chroot "$root" env --unset TMPDIR --chdir "$PWD" \
        HOME=/root LANG=C.UTF-8 PATH=/usr/libexec/swift/bin:/usr/bin:/bin "$@"
' in-root "$root" "$workspace" "$@"
