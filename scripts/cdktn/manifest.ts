/** Successor of CDKTF that the proof runs on. Its peer range of `constructs` has to hold this project's version. */
export const CDKTN = "0.24.0";

/** What the move touches of a `package.json`. */
export interface Manifest {
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly devDependencies?: Readonly<Record<string, string>>;
  readonly peerDependencies?: Readonly<Record<string, string>>;
  readonly overrides?: Readonly<Record<string, unknown>>;
  readonly [key: string]: unknown;
}

const KINDS = ["dependencies", "devDependencies", "peerDependencies"] as const;

/**
 * A `package.json` after the move: the name `cdktf` means cdktn, for this project's imports and for those of the providers.
 * The providers ask for `cdktf` ^0.21 as a peer, which the alias alone doesn't satisfy (npm ends with ERESOLVE): that is
 * what the override is for. CDKTF's CLI brings a `cdktf` of its own, and goes.
 *
 * @param root - whether npm reads overrides here, which it does in the topmost `package.json` alone
 */
export function movedToCdktn(manifest: Manifest, root: boolean): Manifest {
  const alias = `npm:cdktn@${CDKTN}`;
  const moved: Record<string, unknown> = { ...manifest };
  for (const kind of KINDS) {
    const packages = manifest[kind];
    if (!packages) continue;
    const { "cdktf-cli": _, ...kept } = packages;
    moved[kind] = "cdktf" in kept ? { ...kept, cdktf: alias } : kept;
  }
  // npm wants an override of what is also a direct dependency to say the very same.
  if (root) moved.overrides = { ...manifest.overrides, cdktf: alias };
  return moved;
}
