/**
 * The part of a changelog that is about a version.
 *
 * @param tag - `v1.2.3`
 * @param version - that of the package
 * @throws Error where the three don't fit
 */
export function releaseNotes(tag: string, version: string, changelog: string): string {
  if (tag !== `v${version}`)
    throw new Error(`the tag is ${tag}, and package.json has version ${version}; make them one`);
  const parts = changelog.split(/^## /m).slice(1);
  const part = parts.find((text) => text.startsWith(`${version} - `));
  if (part === undefined)
    throw new Error(`CHANGELOG.md has no part "## ${version} - <date>"; make one of what is unreleased`);
  const notes = part.slice(part.indexOf("\n")).trim();
  if (notes === "") throw new Error(`CHANGELOG.md says nothing of ${version}; write what changed`);
  return notes;
}
