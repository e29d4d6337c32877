import { Construct } from "constructs";
import { type ClusterSpec, isProtected } from "../description/cluster-spec";
import { DataRecord } from "../terraform/data-record";

export interface DeletionProtectionProps {
  readonly cluster: ClusterSpec;
}

/**
 * Stops a destroy of the add-ons of a protected cluster at its plan, before a node is drained: EKS's own protection is
 * the cluster's alone. A record of its own, since all else in the stack may be replaced by an edit.
 */
export class DeletionProtection extends Construct {
  constructor(scope: Construct, id: string, { cluster }: DeletionProtectionProps) {
    super(scope, id);
    new DataRecord(this, "Default", {
      // The same in both cases: that protection was lifted is then nothing that a plan has to do.
      input: `controlPlane.deletionProtection of ${cluster.name}`,
      ...(isProtected(cluster) && { lifecycle: { preventDestroy: true } }),
    });
  }
}
