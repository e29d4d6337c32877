import { describe, expect, it } from "vitest";
import { withIdentity } from "../../kubernetes/pod-identity";
import { makePod } from "./pods";

const ROLE = "arn:aws:iam::123456789012:role/one";

describe("IAM roles for service accounts", () => {
  it("gives each container role, token file and region, and the pod a token for STS", () => {
    const { spec } = withIdentity(makePod(), ROLE, "sts.amazonaws.com", "eu-central-1");
    const [container] = spec.containers;
    const file = "/var/run/secrets/eks.amazonaws.com/serviceaccount/token";
    expect(container?.env).toContainEqual({ name: "AWS_ROLE_ARN", value: ROLE });
    expect(container?.env).toContainEqual({ name: "AWS_WEB_IDENTITY_TOKEN_FILE", value: file });
    expect(container?.volumeMounts?.map(({ name }) => name)).toEqual(["aws-iam-token"]);
    expect(spec.volumes?.[0]?.projected?.sources?.[0]?.serviceAccountToken?.audience).toBe("sts.amazonaws.com");
  });

  it("leaves what the container sets itself", () => {
    const env = [{ name: "AWS_REGION", value: "us-east-1" }];
    const pod = makePod({ containers: [{ name: "controller", env }] });
    const { spec } = withIdentity(pod, ROLE, "sts.amazonaws.com", "eu-central-1");
    const regions = spec.containers[0]?.env?.filter(({ name }) => name === "AWS_REGION");
    expect(regions).toEqual([{ name: "AWS_REGION", value: "us-east-1" }]);
  });
});
