interface Field {
  readonly label: string;
  readonly min: number;
  readonly max: number;
  readonly names?: readonly string[];
}

const MONTHS = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];
const DAYS = ["sun", "mon", "tue", "wed", "thu", "fri", "sat"];

const FIELDS: readonly Field[] = [
  { label: "minute", min: 0, max: 59 },
  { label: "hour", min: 0, max: 23 },
  { label: "day of month", min: 1, max: 31 },
  { label: "month", min: 1, max: 12, names: MONTHS },
  { label: "day of week", min: 0, max: 6, names: DAYS },
];

const DESCRIPTORS = new Set(["@annually", "@yearly", "@monthly", "@weekly", "@daily", "@midnight", "@hourly"]);

/**
 * What is wrong with a cron schedule, read as Karpenter reads it (the standard parser of `robfig/cron` v3: five fields,
 * Sunday is 0 and never 7). A schedule that Karpenter can't read blocks every disruption of the pool, in silence.
 *
 * @returns nothing for a good schedule
 */
export function cronProblem(schedule: string): string | undefined {
  const text = schedule.trim();
  if (text.startsWith("@")) return DESCRIPTORS.has(text) ? undefined : `${text} is unknown`;
  const parts = text.split(/\s+/);
  if (parts.length !== FIELDS.length) return `five fields are needed, ${parts.length} were given`;
  for (const [index, field] of FIELDS.entries()) {
    const bad = (parts[index] ?? "").split(",").find((range) => range !== "" && !isRange(range, field));
    if (bad !== undefined) {
      return `${JSON.stringify(bad)} is no ${field.label} (${field.min} to ${field.max}${field.names ? " or a name" : ""})`;
    }
  }
  return undefined;
}

/** `*`, `7`, `mon-fri`, `9-17/2`: one part of a field. */
function isRange(text: string, field: Field): boolean {
  const [range = "", step, ...moreSteps] = text.split("/");
  const [low = "", high, ...moreBounds] = range.split("-");
  if (moreSteps.length > 0 || moreBounds.length > 0) return false;
  if (step !== undefined && !(wholeNumber(step) > 0)) return false;
  if (low === "*" || low === "?") return true;
  const start = position(low, field);
  const end = high === undefined ? start : position(high, field);
  return start >= field.min && end <= field.max && start <= end;
}

function position(text: string, field: Field): number {
  const named = field.names?.indexOf(text.toLowerCase()) ?? -1;
  return named >= 0 ? named + field.min : wholeNumber(text);
}

/** `NaN`, which compares as false with everything, for what is no whole number. */
function wholeNumber(text: string): number {
  return /^\+?\d+$/.test(text) ? Number(text) : Number.NaN;
}
