#!/bin/sh
set -eu
mkdir -p build/classes
javac -d build/classes src/*.java
echo "built payments $DELIVERY_VERSION"
