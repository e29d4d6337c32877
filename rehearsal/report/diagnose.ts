import { DEPLOYER } from "../emulated-aws";
import { isTrue, type Pod } from "../kubernetes/objects";
import type { World } from "../world";
import { stuck } from "./stuck";

const MOST_LINES = 12;

/** What else was wrong when a scenario failed: refusals by AWS, pods that don't run, the controller's own errors. */
export async function diagnose(world: World): Promise<readonly string[]> {
  const found = await Promise.all([refusals(world), stuck(world), podsNotReady(world), controllerErrors(world)]);
  return found.flat();
}

/** Calls of others than Terraform that AWS refused, each kind once. */
function refusals({ aws }: World): readonly string[] {
  const refused = aws.calls().filter(({ code, principal, fault }) => {
    return /Denied|Unauthorized|InvalidIdentityToken|IDPRejected/.test(code) && !principal.endsWith(DEPLOYER) && !fault;
  });
  return [...new Set(refused.map(({ service, action, code }) => `AWS refused ${service}:${action}: ${code}`))];
}

async function podsNotReady({ kubernetes }: World): Promise<readonly string[]> {
  const answer = await kubernetes?.client.get<{ items: Pod[] }>("/api/v1/pods").catch(() => undefined);
  return (answer?.items ?? [])
    .filter(({ status }) => !isTrue(status?.conditions, "Ready"))
    .slice(0, MOST_LINES)
    .map(({ metadata, status }) => {
      const reasons = status?.conditions?.flatMap(({ message }) => message ?? []) ?? [];
      return `pod ${metadata.namespace}/${metadata.name} is not Ready${reasons.length > 0 ? `: ${reasons.join("; ")}` : ""}`;
    });
}

function controllerErrors({ kubernetes }: World): readonly string[] {
  const messages = (kubernetes?.kubelet.controllers() ?? []).flatMap((controller) => {
    const name = controller.pod.metadata.labels?.["app.kubernetes.io/name"] ?? controller.pod.metadata.name;
    return controller.errors().map((line) => {
      const message = line.replace(/^.*?"message":/, "").replace(/,"reconcileID":"[^"]*"|,"(name|namespace)":""/g, "");
      return `${name}: ${message.slice(0, 300)}`;
    });
  });
  return [...new Set(messages)].slice(-MOST_LINES);
}
