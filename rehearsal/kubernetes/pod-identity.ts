import type { KubeClient } from "./client";
import type { Mutation } from "./hooks";
import type { Container, Pod, ServiceAccount } from "./objects";

const VOLUME = "aws-iam-token";
const MOUNT = "/var/run/secrets/eks.amazonaws.com/serviceaccount";
const ROLE = "eks.amazonaws.com/role-arn";
const AUDIENCE = "eks.amazonaws.com/audience";

/**
 * IAM roles for service accounts: a pod whose service account names a role gets a token for STS and the variables that
 * make the AWS SDKs use it, as from https://github.com/aws/amazon-eks-pod-identity-webhook.
 */
export function podIdentity(client: KubeClient, region: string): Mutation {
  return async (pod) => {
    const name = pod.spec.serviceAccountName ?? "default";
    const path = `/api/v1/namespaces/${pod.metadata.namespace}/serviceaccounts/${name}`;
    const annotations = (await client.find<ServiceAccount>(path))?.metadata.annotations ?? {};
    const role = annotations[ROLE];
    return role ? withIdentity(pod, role, annotations[AUDIENCE] ?? "sts.amazonaws.com", region) : undefined;
  };
}

/** The pod with a token volume, and with the variables in each container that does not set them itself. */
export function withIdentity(pod: Pod, role: string, audience: string, region: string): Pod {
  const variables = {
    AWS_STS_REGIONAL_ENDPOINTS: "regional",
    AWS_DEFAULT_REGION: region,
    AWS_REGION: region,
    AWS_ROLE_ARN: role,
    AWS_WEB_IDENTITY_TOKEN_FILE: `${MOUNT}/token`,
  };
  const equip = (container: Container): Container => {
    const present = new Set(container.env?.map(({ name }) => name));
    const added = Object.entries(variables).filter(([name]) => !present.has(name));
    return {
      ...container,
      env: [...(container.env ?? []), ...added.map(([name, value]) => ({ name, value }))],
      volumeMounts: [...(container.volumeMounts ?? []), { name: VOLUME, mountPath: MOUNT, readOnly: true }],
    };
  };
  const source = { serviceAccountToken: { audience, expirationSeconds: 86_400, path: "token" } };
  return {
    ...pod,
    spec: {
      ...pod.spec,
      containers: pod.spec.containers.map(equip),
      ...(pod.spec.initContainers ? { initContainers: pod.spec.initContainers.map(equip) } : {}),
      volumes: [...(pod.spec.volumes ?? []), { name: VOLUME, projected: { sources: [source] } }],
    },
  };
}
