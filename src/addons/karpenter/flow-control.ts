import type { ITerraformDependable } from "cdktf";
import { Construct } from "constructs";
import { localChart } from "../local-chart";
import { ChartRelease } from "../release";

export interface FlowControlProps {
  /** Where Helm keeps its record of the release. */
  readonly namespace: string;
  /** Where Karpenter's service account is. */
  readonly karpenterNamespace: string;
  readonly timeoutSeconds: number;
}

/**
 * FlowSchemas that let a busy API server serve Karpenter outside of `kube-system` as it serves what is in there, as
 * Karpenter's guide makes them (https://karpenter.sh/docs/getting-started/getting-started-with-karpenter/). To be made
 * before Karpenter.
 */
export class FlowControl extends Construct {
  /** To depend on after the FlowSchemas. */
  readonly resource: ITerraformDependable;

  constructor(scope: Construct, id: string, props: FlowControlProps) {
    super(scope, id);
    this.resource = new ChartRelease(this, "Default", {
      releaseName: "karpenter-flow-control",
      namespace: props.namespace,
      chart: localChart(this, "karpenter-flow-control"),
      values: { namespace: props.karpenterNamespace },
      timeoutSeconds: props.timeoutSeconds,
      dependsOn: [],
    }).resource;
  }
}
