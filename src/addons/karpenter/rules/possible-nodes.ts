import { error, type KeyPath, type Problem, warning } from "../../../description/problem";
import { didYouMean } from "../../../knowledge/suggestion";
import { type KarpenterContext, originPath } from "../description/context";
import { INSTANCE_CATEGORIES, type NamedInstance, readInstanceName } from "../description/ec2";
import { type NodePool, nodeClassName } from "../description/expand";
import {
  ARCHITECTURE,
  CPU_MANUFACTURER,
  INSTANCE_CATEGORY,
  INSTANCE_FAMILY,
  INSTANCE_GENERATION,
  INSTANCE_SIZE,
  INSTANCE_TYPE,
  OPERATING_SYSTEM,
  REGION,
  WINDOWS_BUILD,
  ZONE,
} from "../description/labels";
import { type Wanted, wantedLabels } from "../description/requirement-set";
import type { ParsedNodePool } from "../schema/node-pool";
import { NO_WINDOWS } from "../schema/selector-terms";
import { KNOWN_VALUES } from "./requirements";

interface Subject {
  readonly wanted: ReadonlyMap<string, Wanted>;
  readonly written: ParsedNodePool | undefined;
  readonly context: KarpenterContext;
  readonly path: KeyPath;
}

/** Longest category that there is, such as `hpc`: a longer one is no new one, but a mistake. */
const CATEGORY_LENGTH = 3;

/**
 * Whether a node can be what the pool wants. Karpenter takes a pool that wants the impossible, and then never starts a
 * node for it: nothing but a pending pod tells.
 */
export function possibleNodeRules(pool: NodePool, context: KarpenterContext, index: number, path: KeyPath): Problem[] {
  const subject = { wanted: wantedLabels(pool), written: context.nodePools[index], context, path };
  const contradictions = [...subject.wanted.values()]
    .filter(({ contradictory }) => contradictory)
    .map((wanted) => contradiction(wanted, subject));
  return [
    ...contradictions,
    ...operatingSystemProblems(subject),
    ...architectureProblems(subject),
    ...closedListProblems(subject),
    ...placeProblems(subject),
    ...categoryProblems(subject),
    // What contradicts itself needs no second line about the names in it.
    ...(contradictions.length > 0 ? [] : [...manufacturerProblems(subject), ...nameProblems(subject)]),
  ];
}

/** Where the pool speaks of a label last. */
function placeOf(wanted: Wanted, { written, path }: Subject): KeyPath {
  const last = wanted.origins.at(-1);
  return last === undefined ? path : originPath(last, wanted.key, written, path);
}

function contradiction(wanted: Wanted, subject: Subject): Problem {
  const places = wanted.origins.map((origin) => originPath(origin, wanted.key, subject.written, subject.path));
  return error(
    placeOf(wanted, subject),
    `what the pool wants of ${wanted.key} leaves no value (${wanted.said.join("; ")}), so it never starts a node; change one of these, or drop it`,
    places,
  );
}

/** Whether a pool leaves none of the values that there are. */
function leavesNone(wanted: Wanted | undefined, possible: readonly string[]): wanted is Wanted {
  return wanted !== undefined && !wanted.contradictory && !possible.some(wanted.allows);
}

function operatingSystemProblems(subject: Subject): Problem[] {
  const build = subject.wanted.get(WINDOWS_BUILD);
  if (build && !build.mayBeAbsent) return [error(placeOf(build, subject), NO_WINDOWS)];
  const wanted = subject.wanted.get(OPERATING_SYSTEM);
  if (!leavesNone(wanted, ["linux"])) return [];
  const message = wanted.allows("windows")
    ? NO_WINDOWS
    : `the nodes of this project run Linux, and the pool wants another operating system${didYouMean(wanted.listed?.[0] ?? "", ["linux"]) || "; use linux, or leave it out"}`;
  return [error(placeOf(wanted, subject), message)];
}

function architectureProblems(subject: Subject): Problem[] {
  const possible = ["amd64", "arm64"];
  const wanted = subject.wanted.get(ARCHITECTURE);
  return leavesNone(wanted, possible)
    ? [error(placeOf(wanted, subject), "no instance type has such an architecture; use amd64, arm64 or both")]
    : [];
}

/** Lists of values that a single requirement is checked against where it stands; here for all other ways to miss them. */
function closedListProblems(subject: Subject): Problem[] {
  return [...KNOWN_VALUES].flatMap(([key, values]) => {
    const wanted = subject.wanted.get(key);
    if (!leavesNone(wanted, values)) return [];
    const isReported = wanted.listed !== undefined && wanted.origins.some((origin) => "requirement" in origin);
    return isReported
      ? []
      : [
          error(
            placeOf(wanted, subject),
            `this leaves none of the values of ${key}, which are ${values.join(", ")}; allow one`,
          ),
        ];
  });
}

function placeProblems(subject: Subject): Problem[] {
  const { region, availabilityZones } = subject.context;
  const regions = subject.wanted.get(REGION);
  const problems = leavesNone(regions, [region])
    ? [
        error(placeOf(regions, subject), `the cluster is in ${region}, so no node can be elsewhere; drop this`, [
          ["region"],
        ]),
      ]
    : [];
  const zones = subject.wanted.get(ZONE);
  if (zones === undefined || zones.contradictory) return problems;
  // Subnets of the user's own may be in any zone of the region.
  if (availabilityZones === undefined || hasOwnSubnets(subject))
    return [...problems, ...otherRegionProblems(zones, subject)];
  const names = availabilityZones.join(", ");
  const because = [
    ["network", "availabilityZones"],
    ["network", "privateSubnets"],
  ];
  if (!availabilityZones.some(zones.allows)) {
    return [
      ...problems,
      error(
        placeOf(zones, subject),
        `the cluster has subnets in ${names} only, and the pool leaves none of these zones, so it never starts a node; name one of them`,
        because,
      ),
    ];
  }
  const elsewhere = zones.listed?.filter((zone) => !availabilityZones.includes(zone)) ?? [];
  return elsewhere.length === 0
    ? problems
    : [
        ...problems,
        warning(
          placeOf(zones, subject),
          `the cluster has subnets in ${names} only, so no node starts in ${elsewhere.join(", ")}; drop what isn't one of them`,
          because,
        ),
      ];
}

/** Names of zones, Local Zones too, begin with that of their region. */
function otherRegionProblems(zones: Wanted, subject: Subject): Problem[] {
  const { region } = subject.context;
  return zones.listed === undefined || zones.listed.some((zone) => zone.startsWith(region))
    ? []
    : [
        error(
          placeOf(zones, subject),
          `the cluster is in ${region}, and the pool leaves none of its zones, so it never starts a node; name one, such as ${region}a`,
          [["region"]],
        ),
      ];
}

function hasOwnSubnets({ written, context }: Subject): boolean {
  const name = written && nodeClassName(written);
  return context.nodeClasses.some(
    (candidate) => candidate.name === name && candidate.subnetSelectorTerms !== undefined,
  );
}

function categoryProblems(subject: Subject): Problem[] {
  const wanted = subject.wanted.get(INSTANCE_CATEGORY);
  const unknown = wanted?.listed?.filter((category) => !INSTANCE_CATEGORIES.includes(category)) ?? [];
  return unknown.map((category) => {
    const isPossible = category.length <= CATEGORY_LENGTH && /^[a-z]+$/.test(category);
    // A single letter is near to every other.
    const near = category.length > 1 ? didYouMean(category, INSTANCE_CATEGORIES) : "";
    const hint = near || `; the categories are ${INSTANCE_CATEGORIES.join(", ")}`;
    const message = `'${category}' is no category of EC2 instance types that is known here${hint}`;
    return (isPossible ? warning : error)(wanted ? placeOf(wanted, subject) : subject.path, message);
  });
}

/** Processors by who made them; Apple's are in `mac` instances only, which Karpenter doesn't use. */
const ARCHITECTURES: ReadonlyMap<string, string> = new Map(
  Object.entries({ intel: "amd64", amd: "amd64", aws: "arm64" }),
);

function manufacturerProblems(subject: Subject): Problem[] {
  const makers = subject.wanted.get(CPU_MANUFACTURER);
  if (!makers?.listed) return [];
  const known = makers.listed.flatMap((maker) => ARCHITECTURES.get(maker) ?? []);
  if (known.length === 0) {
    const hint =
      didYouMean(makers.listed[0] ?? "", [...ARCHITECTURES.keys()]) || "; use intel, amd or aws (for Graviton)";
    return [error(placeOf(makers, subject), `no such maker of processors is in EC2${hint}`)];
  }
  const architectures = subject.wanted.get(ARCHITECTURE);
  return leavesNone(architectures, known)
    ? [
        error(
          placeOf(makers, subject),
          `processors of ${makers.listed.join(" and ")} are ${known[0]}, which the pool's architectures leave out, so it never starts a node; add ${known[0]} or drop this`,
          [placeOf(architectures, subject)],
        ),
      ]
    : [];
}

/** Names of instance types or families, against each other and against all else that the pool wants. */
function nameProblems(subject: Subject): Problem[] {
  const types = subject.wanted.get(INSTANCE_TYPE);
  const families = subject.wanted.get(INSTANCE_FAMILY);
  return [
    ...(types
      ? formProblems(types, /^[a-z][a-z0-9-]*\.[a-z0-9-]+$/, "an instance type such as m7i.large", subject)
      : []),
    ...(families ? formProblems(families, /^[a-z][a-z0-9-]*$/, "an instance family such as m7i", subject) : []),
    ...mismatches(types?.listed ? types : families, subject),
  ];
}

function formProblems(wanted: Wanted, form: RegExp, what: string, subject: Subject): Problem[] {
  const wrong = wanted.listed?.filter((name) => !form.test(name)) ?? [];
  if (wrong.length === 0) return [];
  const report = wrong.length === wanted.listed?.length ? error : warning;
  return [report(placeOf(wanted, subject), `${wrong.join(", ")} can't be ${what}; write the name as EC2 lists it`)];
}

function mismatches(names: Wanted | undefined, subject: Subject): Problem[] {
  if (!names?.listed) return [];
  const others = names.listed.map((name) => ({ name, reason: mismatch(name, names.key, subject) }));
  const wrong = others.filter(({ reason }) => reason !== undefined);
  const [first] = wrong;
  if (first === undefined) return [];
  const because = [ARCHITECTURE, INSTANCE_CATEGORY, INSTANCE_GENERATION, INSTANCE_FAMILY].flatMap((key) => {
    const wanted = subject.wanted.get(key);
    return wanted && key !== names.key ? [placeOf(wanted, subject)] : [];
  });
  const place = placeOf(names, subject);
  return wrong.length === others.length
    ? [
        error(
          place,
          `the pool never starts a node: ${first.name} ${first.reason}; change one of the two, or drop it`,
          because,
        ),
      ]
    : wrong.map(({ name, reason }) =>
        warning(place, `the pool never starts a ${name}: it ${reason}; drop the one or the other`, because),
      );
}

/** What about a named type or family the rest of the pool leaves out. */
function mismatch(name: string, key: string, { wanted }: Subject): string | undefined {
  const instance = readInstanceName(name);
  // Of a name that can't be read nothing is known.
  if (!instance) return undefined;
  const traits = traitsOf(instance).filter(([label]) => label !== key);
  const other = traits.find(([label, value]) => wanted.get(label)?.allows(value) === false);
  return other && `has ${other[0]} ${other[1]}, which the pool leaves out`;
}

function traitsOf({ category, family, generation, size, architecture }: NamedInstance): [string, string][] {
  return [
    [ARCHITECTURE, architecture],
    [INSTANCE_CATEGORY, category],
    [INSTANCE_GENERATION, String(generation)],
    [INSTANCE_FAMILY, family],
    ...(size === undefined ? [] : [[INSTANCE_SIZE, size] satisfies [string, string]]),
  ];
}
