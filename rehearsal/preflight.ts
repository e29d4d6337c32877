import { spawnSync } from "node:child_process";
import { synthesizeCluster } from "../testing/stacks";
import { findTerraform } from "../testing/terraform";
import type { Provider } from "../testing/terraform-providers";
import { findPython, type PythonOptions } from "./python";
import type { Preparation } from "./terraform/prepare";
import { gatherProviders, type RequiredProviders } from "./terraform/providers";
import { buildTools, type Toolbox } from "./tools/build";
import { TOOLS } from "./tools/catalogue";

/** A part of the rehearsal, and whether it is the thing itself. */
export interface Part {
  readonly name: string;
  readonly is: "real" | "played" | "left out";
  readonly detail: string;
}

const ADDONS = TOOLS.flatMap(({ name, addon }) => (addon ? [{ name, title: addon.title }] : []));

/** What this machine has for a rehearsal. */
export interface AtHand {
  /** Interpreter that runs the played AWS. */
  readonly python: string;
  readonly providers: ReadonlyMap<string, Provider>;
  readonly releases: Preparation["releases"];
  /** What Kubernetes is made of, where it is rehearsed. */
  readonly toolbox?: Toolbox;
  readonly parts: readonly Part[];
}

/** Why nothing can be rehearsed on this machine. */
export class NotPossible extends Error {}

export interface PreflightOptions extends PythonOptions {
  /** Whether Kubernetes shall take part where it can. */
  readonly kubernetes: boolean;
}

/**
 * Finds, or makes, what the rehearsal needs.
 *
 * @throws NotPossible that lists what even the AWS half can't do without
 */
export async function preflight(options: PreflightOptions): Promise<AtHand> {
  const terraform = findTerraform();
  if ("reason" in terraform) throw new NotPossible(terraform.reason);
  const python = await findPython(options).catch((error: Error) => {
    throw new NotPossible(`the played AWS needs ${error.message}`);
  });
  const pinned = pinnedProviders();
  const providers = await gatherProviders(pinned, { ...options, platform: terraform.platform });
  const lacking = ["aws", "time"].filter((name) => pinned[name] && !providers.has(name));
  if (lacking.length > 0) {
    throw new NotPossible(
      `no Terraform provider ${lacking.join(", ")} at hand: let Terraform reach its registry, or name a folder laid out as a mirror in TERRAFORM_PROVIDER_MIRRORS`,
    );
  }
  const kubernetes = options.kubernetes ? await findKubernetes(options.progress) : { reason: "not asked for" };
  const own = providers.has("helm") && providers.has("kubernetes");
  const releases = "reason" in kubernetes ? "left out" : own ? "providers" : "stand-in";
  const toolbox = "reason" in kubernetes ? undefined : kubernetes;
  const parts = [
    { name: "Terraform", is: "real", detail: terraform.version },
    ...providerParts(pinned, providers, releases),
    { name: "CDKTF's CLI", is: "real", detail: "cdktf deploy, cdktf destroy" },
    { name: "AWS", is: "played", detail: "moto, extended by rehearsal/aws" },
    ...kubernetesParts(kubernetes, releases),
  ] as const;
  return { python, providers, releases, toolbox, parts };
}

/** The providers that the stacks of a cluster ask for. */
function pinnedProviders(): RequiredProviders {
  const { cluster, addons } = synthesizeCluster();
  return { ...cluster.terraform.required_providers, ...addons.terraform.required_providers };
}

async function findKubernetes(progress: (line: string) => void): Promise<Toolbox | { readonly reason: string }> {
  for (const [program, ...parameters] of [
    ["kubectl", "version", "--client"],
    ["aws", "--version"],
  ] as const) {
    if (spawnSync(program, parameters, { stdio: "ignore" }).status !== 0)
      return { reason: `no ${program} on the PATH` };
  }
  const toolbox = await buildTools(progress);
  const { missing, stages } = toolbox;
  const [first] = missing;
  if (first) return { reason: `no ${missing.map(({ name }) => name).join(", ")} (${first.reason.split("\n")[0]})` };
  if (!stages) return { reason: "no stages of KWOK" };
  return toolbox;
}

function providerParts(
  wanted: RequiredProviders,
  found: ReadonlyMap<string, Provider>,
  releases: Preparation["releases"],
): Part[] {
  return Object.entries(wanted)
    .filter(([name]) => releases === "providers" || !["helm", "kubernetes"].includes(name))
    .map(([name, { version: pinned }]) => {
      const version = found.get(name)?.version ?? "";
      const detail = version === pinned ? version : `${version}; ${pinned} is pinned and not at hand`;
      return { name: `Terraform provider ${name}`, is: "real", detail } as const;
    });
}

function kubernetesParts(kubernetes: Toolbox | { readonly reason: string }, releases: Preparation["releases"]): Part[] {
  if ("reason" in kubernetes) {
    return ["Kubernetes", "Helm", ...ADDONS.map(({ title }) => title), "Fargate and nodes"].map((name) => {
      return { name, is: "left out", detail: kubernetes.reason };
    });
  }
  const { programs, versions } = kubernetes;
  const addons = ADDONS.map(({ title, name }): Part => {
    return {
      name: title,
      is: "real",
      detail: `${programs[name] ? "controller and charts" : "charts"} ${versions[name]}`,
    };
  });
  const standIn: Part = {
    name: "Terraform providers helm, kubernetes",
    is: "played",
    detail: `by terraform_data that runs Helm ${versions.helm} and kubectl`,
  };
  return [
    ...(releases === "stand-in" ? [standIn] : []),
    { name: "Kubernetes", is: "real", detail: `etcd ${versions.etcd}, control plane ${versions["kube-apiserver"]}` },
    ...addons,
    { name: "EKS around Kubernetes", is: "played", detail: "Fargate, CoreDNS, joining nodes, authentication" },
    { name: "kubelets", is: "played", detail: `KWOK ${versions.kwok}` },
  ];
}
