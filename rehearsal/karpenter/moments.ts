import type { KubeClient } from "../kubernetes/client";
import type { KubeObject } from "../kubernetes/objects";
import type { Moment } from "../scenarios/faults/kill";

const HELM =
  "/api/v1/namespaces/karpenter/secrets?labelSelector=owner%3Dhelm%2Cname%3Dkarpenter%2Cstatus%3Dpending-install";

/** While Helm waits for Karpenter's controller to be ready. */
export function installingController(client: KubeClient): Moment {
  return {
    what: "Helm installs Karpenter",
    arrived: async () => (await client.get<{ items: KubeObject[] }>(HELM)).items.length > 0,
  };
}

/** While Karpenter drains the nodes of a node class that is to go. */
export function draining(client: KubeClient): Moment {
  const deleted = async (path: string): Promise<boolean> => {
    const found = await client.find<{ items: KubeObject[] }>(path);
    return found?.items.some(({ metadata }) => metadata.deletionTimestamp !== undefined) ?? false;
  };
  return {
    what: "nodes drain",
    arrived: async () =>
      (await deleted("/apis/karpenter.k8s.aws/v1/ec2nodeclasses")) &&
      (await deleted("/apis/karpenter.sh/v1/nodeclaims")),
  };
}
