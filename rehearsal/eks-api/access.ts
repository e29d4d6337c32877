import assert from "node:assert/strict";
import {
  AssociateAccessPolicyCommand,
  CreateAccessEntryCommand,
  CreatePodIdentityAssociationCommand,
  DeleteAccessEntryCommand,
  DeletePodIdentityAssociationCommand,
  DescribeAccessEntryCommand,
  DescribePodIdentityAssociationCommand,
  DisassociateAccessPolicyCommand,
  InvalidParameterException,
  InvalidRequestException,
  ListAccessEntriesCommand,
  ListAssociatedAccessPoliciesCommand,
  ListPodIdentityAssociationsCommand,
  ResourceInUseException,
  ResourceNotFoundException,
  UpdateAccessEntryCommand,
} from "@aws-sdk/client-eks";
import { CLUSTER } from "./bench";
import { type Check, refuses } from "./check";

const POLICIES = "arn:aws:eks::aws:cluster-access-policy";
const ADMIN = `${POLICIES}/AmazonEKSClusterAdminPolicy`;
const VIEW = `${POLICIES}/AmazonEKSViewPolicy`;

/** Access entries, their policies, and pod identity associations. None stays. */
export const access: readonly Check[] = [
  {
    name: "CreateAccessEntry for nodes gives their groups, and refuses groups of one's own and policies",
    run: async ({ eks, role }) => {
      const entry = { clusterName: CLUSTER, principalArn: role("nodes") };
      const grouped = new CreateAccessEntryCommand({ ...entry, type: "EC2_LINUX", kubernetesGroups: ["ops"] });
      await refuses(eks.send(grouped), InvalidParameterException, /groups/);
      const { accessEntry } = await eks.send(new CreateAccessEntryCommand({ ...entry, type: "EC2_LINUX" }));
      assert.deepEqual(accessEntry?.kubernetesGroups, ["system:nodes"]);
      assert.equal(accessEntry?.username, "system:node:{{EC2PrivateDNSName}}");
      const policy = new AssociateAccessPolicyCommand({ ...entry, policyArn: VIEW, accessScope: { type: "cluster" } });
      await refuses(eks.send(policy), InvalidRequestException, /EC2_LINUX/);
      const again = new CreateAccessEntryCommand({ ...entry, type: "EC2_LINUX" });
      await refuses(eks.send(again), ResourceInUseException, /already in use/);
      await eks.send(new DeleteAccessEntryCommand(entry));
      await refuses(eks.send(new DescribeAccessEntryCommand(entry)), ResourceNotFoundException, /principalArn/);
    },
  },
  {
    name: "access policies are associated, scoped, listed and taken away",
    run: async ({ eks, role }) => {
      const entry = { clusterName: CLUSTER, principalArn: role("cluster") };
      await eks.send(new CreateAccessEntryCommand(entry));
      await eks.send(
        new AssociateAccessPolicyCommand({ ...entry, policyArn: ADMIN, accessScope: { type: "cluster" } }),
      );
      const accessScope = { type: "namespace", namespaces: ["web"] } as const;
      const scoped = { ...accessScope, namespaces: [...accessScope.namespaces] };
      await eks.send(new AssociateAccessPolicyCommand({ ...entry, policyArn: VIEW, accessScope: scoped }));
      const { accessEntries } = await eks.send(
        new ListAccessEntriesCommand({ clusterName: CLUSTER, associatedPolicyArn: VIEW }),
      );
      assert.deepEqual(accessEntries, [entry.principalArn]);
      await eks.send(new DisassociateAccessPolicyCommand({ ...entry, policyArn: ADMIN }));
      const { associatedAccessPolicies = [] } = await eks.send(new ListAssociatedAccessPoliciesCommand(entry));
      const left = associatedAccessPolicies.map(({ policyArn, accessScope: scope }) => ({ policyArn, scope }));
      assert.deepEqual(left, [{ policyArn: VIEW, scope: scoped }]);
      const unknown = { ...entry, policyArn: `${POLICIES}/None`, accessScope: { type: "cluster" } as const };
      await refuses(eks.send(new AssociateAccessPolicyCommand(unknown)), InvalidParameterException, /policyArn/);
      const change = new UpdateAccessEntryCommand({ ...entry, kubernetesGroups: ["dev"] });
      assert.deepEqual((await eks.send(change)).accessEntry?.kubernetesGroups, ["dev"]);
      await eks.send(new DeleteAccessEntryCommand(entry));
    },
  },
  {
    name: "what is no principal, does not exist or is linked to a service is let in nowhere",
    run: async ({ eks, role }) => {
      const account = role("nodes").split(":")[4];
      for (const principalArn of [
        `${role("nodes")}-none`,
        `arn:aws:iam::${account}:role/aws-service-role/eks.amazonaws.com/AWSServiceRoleForAmazonEKS`,
        `arn:aws:sts::${account}:assumed-role/admins/session`,
      ]) {
        const entry = new CreateAccessEntryCommand({ clusterName: CLUSTER, principalArn });
        await refuses(eks.send(entry), InvalidParameterException, /invalid principal/);
      }
    },
  },
  {
    name: "reserved names of groups and users are refused, and a session's name without a colon before it",
    run: async ({ eks, role }) => {
      const entry = { clusterName: CLUSTER, principalArn: role("cluster") };
      const refused = (names: { kubernetesGroups?: string[]; username?: string }, words: RegExp) =>
        refuses(eks.send(new CreateAccessEntryCommand({ ...entry, ...names })), InvalidParameterException, words);
      await refused({ kubernetesGroups: ["system:masters"] }, /cannot start with system:/);
      await refused({ username: "eks:admin" }, /must not begin with eks:/);
      await refused({ username: "john{{SessionName}}" }, /colon before/);
    },
  },
  {
    name: "one pod identity association for a service account, with a role that pods may assume",
    run: async ({ eks, role }) => {
      const account = { clusterName: CLUSTER, namespace: "web", serviceAccount: "app" };
      const wrong = new CreatePodIdentityAssociationCommand({ ...account, roleArn: role("nodes") });
      await refuses(eks.send(wrong), InvalidParameterException, /pods\.eks\.amazonaws\.com/);
      const good = new CreatePodIdentityAssociationCommand({ ...account, roleArn: role("pods") });
      const { association } = await eks.send(good);
      assert.match(association?.associationId ?? "", /^a-/);
      await refuses(eks.send(good), ResourceInUseException, /already exists/);
      const { associations = [] } = await eks.send(new ListPodIdentityAssociationsCommand(account));
      assert.deepEqual(
        associations.map(({ associationId }) => associationId),
        [association?.associationId],
      );
      const id = { clusterName: CLUSTER, associationId: association?.associationId };
      await eks.send(new DeletePodIdentityAssociationCommand(id));
      await refuses(eks.send(new DescribePodIdentityAssociationCommand(id)), ResourceNotFoundException, /association/);
    },
  },
];
