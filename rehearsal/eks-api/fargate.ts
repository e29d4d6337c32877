import assert from "node:assert/strict";
import {
  CreateFargateProfileCommand,
  type CreateFargateProfileCommandInput,
  DeleteFargateProfileCommand,
  DescribeAccessEntryCommand,
  DescribeFargateProfileCommand,
  InvalidParameterException,
  ListFargateProfilesCommand,
  ResourceInUseException,
  ResourceNotFoundException,
  waitUntilFargateProfileActive,
  waitUntilFargateProfileDeleted,
} from "@aws-sdk/client-eks";
import { type Bench, CLUSTER } from "./bench";
import { type Check, refuses, waiting } from "./check";

const BASE = { clusterName: CLUSTER, fargateProfileName: "base" };
const OTHER = { clusterName: CLUSTER, fargateProfileName: "other" };

function wanted({ network, role }: Bench): Omit<CreateFargateProfileCommandInput, "fargateProfileName"> {
  return {
    clusterName: CLUSTER,
    podExecutionRoleArn: role("fargate"),
    subnets: [...network.privateSubnets],
    selectors: [{ namespace: "kube-system", labels: { "k8s-app": "kube-dns" } }],
  };
}

/** Fargate profiles, of which the one named base stays. */
export const fargateProfiles: readonly Check[] = [
  {
    name: "CreateFargateProfile refuses a public subnet, too many selectors and labels, and a wrong role",
    run: async (bench) => {
      const { eks, network, role } = bench;
      const refused = (change: Partial<CreateFargateProfileCommandInput>, words: RegExp) => {
        const call = eks.send(new CreateFargateProfileCommand({ ...wanted(bench), ...BASE, ...change }));
        return refuses(call, InvalidParameterException, words);
      };
      await refused({ subnets: [network.publicSubnet] }, /not a private subnet/);
      const six = Array.from({ length: 6 }, (_, index) => String(index));
      await refused({ selectors: six.map((namespace) => ({ namespace })) }, /5 selectors/);
      const labels = Object.fromEntries(six.map((key) => [key, "x"]));
      await refused({ selectors: [{ namespace: "a", labels }] }, /5 Label/);
      await refused({ podExecutionRoleArn: role("nodes") }, /Trust Policy/);
      await refused({ fargateProfileName: "eks-mine" }, /eks-/);
    },
  },
  {
    name: "a second Fargate profile is refused while one is being created",
    run: async (bench) => {
      const { eks, slowly } = bench;
      await slowly(async () => {
        const { fargateProfile } = await eks.send(new CreateFargateProfileCommand({ ...wanted(bench), ...BASE }));
        assert.equal(fargateProfile?.status, "CREATING");
        const second = eks.send(new CreateFargateProfileCommand({ ...wanted(bench), ...OTHER }));
        await refuses(second, ResourceInUseException, /base in status CREATING/);
      });
    },
  },
  {
    name: "waitUntilFargateProfileActive, and its role is let into the cluster",
    run: async (bench) => {
      const { eks, role } = bench;
      await waitUntilFargateProfileActive(waiting(bench), BASE);
      const { fargateProfile } = await eks.send(new DescribeFargateProfileCommand(BASE));
      const { podExecutionRoleArn, subnets, selectors } = wanted(bench);
      assert.deepEqual(
        {
          podExecutionRoleArn: fargateProfile?.podExecutionRoleArn,
          subnets: fargateProfile?.subnets,
          selectors: fargateProfile?.selectors,
        },
        { podExecutionRoleArn, subnets, selectors },
      );
      const entry = { clusterName: CLUSTER, principalArn: role("fargate") };
      const { accessEntry } = await eks.send(new DescribeAccessEntryCommand(entry));
      assert.equal(accessEntry?.type, "FARGATE_LINUX");
      const again = eks.send(new CreateFargateProfileCommand({ ...wanted(bench), ...BASE }));
      await refuses(again, ResourceInUseException, /already exists/);
    },
  },
  {
    name: "a second Fargate profile is refused while one is being deleted, and waitUntilFargateProfileDeleted",
    run: async (bench) => {
      const { eks, slowly } = bench;
      await eks.send(new CreateFargateProfileCommand({ ...wanted(bench), ...OTHER }));
      await waitUntilFargateProfileActive(waiting(bench), OTHER);
      await slowly(async () => {
        const { fargateProfile } = await eks.send(new DeleteFargateProfileCommand(OTHER));
        assert.equal(fargateProfile?.status, "DELETING");
        const third = { ...wanted(bench), fargateProfileName: "third" };
        const refused = [new CreateFargateProfileCommand(third), new DeleteFargateProfileCommand(BASE)] as const;
        await refuses(eks.send(refused[0]), ResourceInUseException, /other in status DELETING/);
        await refuses(eks.send(refused[1]), ResourceInUseException, /other in status DELETING/);
      });
      await waitUntilFargateProfileDeleted(waiting(bench), OTHER);
      const { fargateProfileNames } = await eks.send(new ListFargateProfilesCommand({ clusterName: CLUSTER }));
      assert.deepEqual(fargateProfileNames, ["base"]);
      const gone = eks.send(new DescribeFargateProfileCommand(OTHER));
      await refuses(gone, ResourceNotFoundException, /No Fargate Profile/);
    },
  },
];
