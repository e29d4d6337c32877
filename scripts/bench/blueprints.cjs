// The cluster of the article, as the EKS Blueprints for AWS CDK make it: on Fargate, with Karpenter and a node pool.
const { App } = require("aws-cdk-lib");
const { KubernetesVersion } = require("aws-cdk-lib/aws-eks");
const blueprints = require("@aws-quickstart/eks-blueprints");

const ZONES = ["eu-central-1a", "eu-central-1b", "eu-central-1c"];

// AWS would be asked for the zones, too.
const app = new App({ context: { "availability-zones:account=111122223333:region=eu-central-1": ZONES } });
blueprints.EksBlueprint.builder()
  .account("111122223333")
  .region("eu-central-1")
  .clusterProvider(
    new blueprints.FargateClusterProvider({
      version: KubernetesVersion.of("1.35"),
      fargateProfiles: { karpenter: { fargateProfileName: "karpenter", selectors: [{ namespace: "karpenter" }] } },
    }),
  )
  .addOns(
    // With versions, for else AWS is asked.
    new blueprints.VpcCniAddOn({ version: "v1.21.1-eksbuild.1" }),
    new blueprints.KubeProxyAddOn("v1.35.0-eksbuild.2"),
    new blueprints.CoreDnsAddOn("v1.13.2-eksbuild.3"),
    new blueprints.KarpenterV1AddOn({
      namespace: "karpenter",
      ec2NodeClassSpec: {
        amiFamily: "AL2023",
        amiSelectorTerms: [{ alias: "al2023@latest" }],
        subnetSelectorTerms: [{ tags: { Name: "sandbox/*" } }],
        securityGroupSelectorTerms: [{ tags: { "aws:eks:cluster-name": "sandbox" } }],
      },
      nodePoolSpec: { requirements: [{ key: "karpenter.sh/capacity-type", operator: "In", values: ["on-demand"] }] },
    }),
  )
  .buildAsync(app, "sandbox")
  .then(() => app.synth());
