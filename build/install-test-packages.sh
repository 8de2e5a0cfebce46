#!/bin/sh
# Installs, on Debian and as root, what the tests use beside Node: a browser, a keychain, a display, AWS's own
# command line, and its library for Python.
# Does nothing for what is there already.
set -eu

missing=""
command -v chromium >/dev/null 2>&1 || missing="$missing chromium fonts-liberation"
command -v gnome-keyring-daemon >/dev/null 2>&1 || missing="$missing gnome-keyring"
command -v dbus-run-session >/dev/null 2>&1 || missing="$missing dbus"
command -v Xvfb >/dev/null 2>&1 || missing="$missing xvfb"
command -v aws >/dev/null 2>&1 || missing="$missing awscli"
python3 -c 'import boto3' >/dev/null 2>&1 || /usr/bin/python3 -c 'import boto3' >/dev/null 2>&1 || missing="$missing python3-boto3"
ldconfig -p | grep -q 'libsecret-1\.so\.0' || missing="$missing libsecret-1-0"
[ -n "$missing" ] || exit 0

export DEBIAN_FRONTEND=noninteractive
apt-get update -qq
# shellcheck disable=SC2086 # a list of package names
apt-get install -y -qq $missing
