#!/bin/sh
set -eu
mkdir -p build/test-classes
javac -cp build/classes -d build/test-classes test/*.java
java -cp build/classes:build/test-classes PaymentsTest
