import { expectEmptyCluster } from "../../expectations/in-cluster";
import { expectEmpty } from "../emptiness";
import { scaleOut } from "../workload";
import { killDuring } from "./kill";
import { draining, waitingAfter } from "./moments";
import { part, setTransition } from "./part";

const REPLICAS = 5;

/** The destroy is killed while nodes drain, and run once more. */
export const killedInDestroy = part("killed in a destroy", "aws", "deployed", async (world) => {
  const { aws, project, kubernetes } = world;
  if (kubernetes) await scaleOut(world, REPLICAS);
  else await setTransition(aws, 10);
  const moment = kubernetes
    ? draining(kubernetes.client)
    : waitingAfter(aws, "DeleteCluster", "EKS removes the control plane");
  await killDuring(world, "destroy", moment);
  await setTransition(aws, 0.3);
  await aws.setFaults([
    { kind: "throttle", principal: "*:user/deployer", share: 0.06 },
    { kind: "server_error", principal: "*:user/deployer", share: 0.04 },
  ]);
  await project.destroy();
  await aws.setFaults([]);
  await expectEmpty(world);
  if (kubernetes) await expectEmptyCluster(kubernetes.client);
});
