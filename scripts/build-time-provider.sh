#!/usr/bin/env bash
# Builds Terraform's time provider from its Go module, for the checks with real Terraform on a machine that does not
# reach Terraform's registry. go.mod and go.sum in tools/time-provider hold version and checksums.
#
# Writes .cache/terraform-providers, laid out as a filesystem mirror. Does nothing where the binary is there already.
set -euo pipefail

root="$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)"
module=github.com/hashicorp/terraform-provider-time

cd "$root/tools/time-provider"
export GOWORK=off GOFLAGS=-mod=readonly CGO_ENABLED=0
version="$(go list -m -f '{{.Version}}' "$module")"
platform="$(go env GOOS)_$(go env GOARCH)"
folder="$root/.cache/terraform-providers/registry.terraform.io/hashicorp/time/${version#v}/$platform"
binary="$folder/terraform-provider-time_${version}_x5"

if [ -x "$binary" ]; then
  echo "time provider $version is there"
  exit 0
fi

mkdir -p "$folder"
# Under another name first: an interrupted build must not leave a broken provider behind.
trap 'rm -f "$root/.cache/time-provider.$$"' EXIT
go build -trimpath -buildvcs=false -o "$root/.cache/time-provider.$$" "$module"
mv "$root/.cache/time-provider.$$" "$binary"
echo "time provider $version built"
