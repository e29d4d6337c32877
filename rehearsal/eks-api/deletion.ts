import assert from "node:assert/strict";
import {
  CreateNodegroupCommand,
  DeleteClusterCommand,
  DeleteFargateProfileCommand,
  DeleteNodegroupCommand,
  DescribeClusterCommand,
  InvalidRequestException,
  ResourceInUseException,
  ResourceNotFoundException,
  UpdateClusterConfigCommand,
  waitUntilClusterActive,
  waitUntilClusterDeleted,
  waitUntilFargateProfileDeleted,
  waitUntilNodegroupActive,
  waitUntilNodegroupDeleted,
} from "@aws-sdk/client-eks";
import { CLUSTER } from "./bench";
import { type Check, refuses, waiting } from "./check";

const GROUP = { clusterName: CLUSTER, nodegroupName: "system" };

/** The end of a cluster. */
export const deletion: readonly Check[] = [
  {
    name: "DeleteCluster is refused under deletion protection, which an update takes away",
    run: async (bench) => {
      const { eks } = bench;
      const remove = new DeleteClusterCommand({ name: CLUSTER });
      await refuses(eks.send(remove), InvalidRequestException, /deletion protection/);
      await eks.send(new UpdateClusterConfigCommand({ name: CLUSTER, deletionProtection: false }));
      await waitUntilClusterActive(waiting(bench), { name: CLUSTER });
    },
  },
  {
    name: "DeleteCluster is refused while there is a node group or a Fargate profile",
    run: async (bench) => {
      const { eks, network, role } = bench;
      const remove = new DeleteClusterCommand({ name: CLUSTER });
      await eks.send(
        new CreateNodegroupCommand({ ...GROUP, subnets: [...network.privateSubnets], nodeRole: role("nodes") }),
      );
      await waitUntilNodegroupActive(waiting(bench), GROUP);
      await refuses(eks.send(remove), ResourceInUseException, /nodegroups/);
      await eks.send(new DeleteNodegroupCommand(GROUP));
      await waitUntilNodegroupDeleted(waiting(bench), GROUP);
      await refuses(eks.send(remove), ResourceInUseException, /Fargate/);
      const profile = { clusterName: CLUSTER, fargateProfileName: "base" };
      await eks.send(new DeleteFargateProfileCommand(profile));
      await waitUntilFargateProfileDeleted(waiting(bench), profile);
    },
  },
  {
    name: "waitUntilClusterDeleted, and only the log group stays",
    run: async (bench) => {
      const { eks, aws } = bench;
      const { cluster } = await eks.send(new DeleteClusterCommand({ name: CLUSTER }));
      assert.equal(cluster?.status, "DELETING");
      await waitUntilClusterDeleted(waiting(bench), { name: CLUSTER });
      const gone = eks.send(new DescribeClusterCommand({ name: CLUSTER }));
      await refuses(gone, ResourceNotFoundException, /No cluster found/);
      await aws.json("logs", "DeleteLogGroup", { logGroupName: `/aws/eks/${CLUSTER}/cluster` });
    },
  },
];
