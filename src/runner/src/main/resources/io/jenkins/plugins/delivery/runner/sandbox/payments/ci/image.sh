#!/bin/sh
# Writes an OCI image layout (OCI image specification 1.0) with tar and sha256sum alone, so that no container tool is needed.
# A team would call buildah, BuildKit or Jib here; each of them can write such an archive.
set -eu
layout=build/layout
rm -rf "$layout"
mkdir -p "$layout/blobs/sha256"

digest() { sha256sum "$1" | cut -d ' ' -f 1; }
size() { wc -c < "$1" | tr -d ' '; }
add() { d=$(digest "$1"); mv "$1" "$layout/blobs/sha256/$d"; echo "$d"; }

tar -cf build/layer.tar -C build classes
layer_size=$(size build/layer.tar)
layer=$(add build/layer.tar)

printf '{"architecture":"amd64","os":"linux","config":{"Entrypoint":["java","-cp","/classes","Payments"],"Env":["VERSION=%s"]},"rootfs":{"type":"layers","diff_ids":["sha256:%s"]}}' \
    "$DELIVERY_VERSION" "$layer" > build/config.json
config_size=$(size build/config.json)
config=$(add build/config.json)

printf '{"schemaVersion":2,"mediaType":"application/vnd.oci.image.manifest.v1+json","config":{"mediaType":"application/vnd.oci.image.config.v1+json","digest":"sha256:%s","size":%s},"layers":[{"mediaType":"application/vnd.oci.image.layer.v1.tar","digest":"sha256:%s","size":%s}]}' \
    "$config" "$config_size" "$layer" "$layer_size" > build/manifest.json
manifest_size=$(size build/manifest.json)
manifest=$(add build/manifest.json)

printf '{"imageLayoutVersion":"1.0.0"}' > "$layout/oci-layout"
printf '{"schemaVersion":2,"manifests":[{"mediaType":"application/vnd.oci.image.manifest.v1+json","digest":"sha256:%s","size":%s}]}' \
    "$manifest" "$manifest_size" > "$layout/index.json"
tar -cf "$DELIVERY_ARCHIVE" -C "$layout" oci-layout index.json blobs
echo "image sha256:$manifest"
