import { spawn } from "node:child_process";
import { createWriteStream, existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { createInterface } from "node:readline";
import type { Readable } from "node:stream";
import { setTimeout as pause } from "node:timers/promises";
import { lastLines } from "./kubernetes/processes";

/** One call that AWS got, as the emulator's log tells it. */
export interface LoggedCall {
  readonly time: string;
  readonly service: string;
  readonly action: string;
  readonly parameters: Readonly<Record<string, unknown>>;
  readonly region: string;
  /** ARN of who made it. */
  readonly principal: string;
  readonly status: number;
  /** The service's error code, or `OK`. */
  readonly code: string;
  /** Tags, before the call, of the resources that it names. */
  readonly resourceTags?: Readonly<Record<string, Readonly<Record<string, string>>>>;
  readonly fault?: string;
}

/** A fault for the calls that match; see `rehearsal/aws/faults.py`. */
export interface FaultRule {
  readonly kind: "throttle" | "server_error" | "expired_token" | "lost_answer";
  readonly service?: string;
  readonly action?: string;
  readonly principal?: string;
  readonly share?: number;
  readonly nth?: number;
  readonly times?: number;
}

/** Status of an upgrade insight. */
export type InsightStatus = "PASSING" | "WARNING" | "ERROR" | "UNKNOWN";

/** What exists: service → kind → identifiers. Kinds without any are left out. */
export type Inventory = Readonly<Record<string, Readonly<Record<string, readonly string[]>>>>;

/** What AWS's EKS has to know of the control plane that stands for its cluster. */
export interface ControlPlaneFacts {
  readonly endpoint: string;
  /** As base64. */
  readonly certificateAuthority: string;
  /** File with the public key that checks service account tokens. */
  readonly serviceAccountKeys: string;
  /** File that says whether add-ons' pods are Ready. */
  readonly addonGate: string;
}

/** AWS on loopback. */
export interface EmulatedAws {
  readonly url: string;
  readonly account: string;
  readonly region: string;
  resources(): Promise<Inventory>;
  /** All calls so far, oldest first. */
  calls(): readonly LoggedCall[];
  /** Puts these faults in the place of earlier ones; none ends all. */
  setFaults(rules: readonly FaultRule[], seed?: number): Promise<void>;
  /** How often each of the rules in force has struck. */
  faultHits(): Promise<readonly number[]>;
  /**
   * Sets how long AWS takes to make, change or remove what takes its time: clusters, profiles, add-ons.
   *
   * @param seconds 0.3 unless given, as at the start
   */
  setTransition(seconds?: number): Promise<void>;
  /** Gives an upgrade insight of a cluster a status; all others pass. For their names see `rehearsal/aws/eks/insights.py`. */
  setInsight(cluster: string, name: string, status: InsightStatus): Promise<void>;
  /** The OIDC issuer that the cluster of this name has, or will have. */
  issuer(cluster: string): Promise<string>;
  setControlPlane(facts: ControlPlaneFacts): Promise<void>;
  stop(): Promise<void>;
}

const READY_SECONDS = 60;

interface Ready {
  readonly url: string;
  readonly log: string;
  readonly account: string;
  readonly region: string;
}

/** What the ARN of Terraform's user ends with. */
export const DEPLOYER = ":user/deployer";

/** Starts AWS on a free port of loopback, with an empty account. It ends when this process does. */
export async function startAws(python: string, folder: string, region: string): Promise<EmulatedAws> {
  mkdirSync(folder, { recursive: true });
  const settings = join(folder, "settings.json");
  writeFileSync(settings, JSON.stringify({ region }));
  const log = join(folder, "server.log");
  const errors = createWriteStream(log);
  const child = spawn(python, ["-m", "rehearsal.aws", "--folder", folder, "--settings", settings], {
    cwd: resolve(__dirname, ".."),
    // A group of its own, so that Ctrl-C doesn't take AWS away from a Terraform that is still ending.
    detached: true,
    stdio: "pipe",
    env: { PATH: process.env.PATH, HOME: process.env.HOME, PYTHONDONTWRITEBYTECODE: "1" },
  });
  child.stderr.pipe(errors);
  const ended = new Promise<void>((resolve) => child.once("close", () => resolve()));
  const stop = () => {
    child.stdin.end();
    return ended;
  };
  const line = await Promise.race([
    firstLine(child.stdout),
    ended,
    pause(READY_SECONDS * 1000, undefined, { ref: false }),
  ]);
  if (line) return connect(JSON.parse(line), stop);
  child.kill("SIGKILL");
  throw new Error(`the played AWS did not start; ${log} ends with:\n${lastLines(log)}`);
}

function firstLine(stream: Readable): Promise<string> {
  return new Promise((resolve) => createInterface(stream).once("line", resolve));
}

function connect({ url, log, account, region }: Ready, stop: () => Promise<void>): EmulatedAws {
  const ask = async <T>(path: string, body?: unknown): Promise<T> => {
    const init = body === undefined ? {} : { method: "POST", body: JSON.stringify(body) };
    const answer = await fetch(`${url}/_rehearsal/${path}`, init);
    if (!answer.ok) throw new Error(`the played AWS refused ${path}: ${await answer.text()}`);
    return (await answer.json()) as T;
  };
  return {
    url,
    account,
    region,
    stop,
    resources: () => ask<Inventory>("resources"),
    calls: () => (existsSync(log) ? readCalls(readFileSync(log, "utf8")) : []),
    setFaults: async (rules, seed = 1) => void (await ask("faults", { rules, seed })),
    faultHits: async () => (await ask<{ rules: { hits: number }[] }>("faults")).rules.map(({ hits }) => hits),
    setTransition: async (transitionSeconds = 0.3) => void (await ask("settings", { transitionSeconds })),
    setInsight: async (cluster, name, status) => void (await ask("insights", { cluster, name, status })),
    issuer: async (cluster) => (await ask<{ issuer: string }>(`issuer?cluster=${encodeURIComponent(cluster)}`)).issuer,
    setControlPlane: async (facts) => void (await ask("settings", facts)),
  };
}

function readCalls(text: string): LoggedCall[] {
  return (
    text
      .split("\n")
      .filter((line) => line !== "")
      .map((line): LoggedCall => JSON.parse(line))
      // By arrival: the log has each call when it was answered, and one for messages waits for them.
      .toSorted((one, other) => (one.time < other.time ? -1 : one.time > other.time ? 1 : 0))
  );
}
