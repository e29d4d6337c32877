import type { ClusterSpec } from "../cluster-spec";
import { error, type Problem } from "../problem";

/** Tags as AWS takes them: https://docs.aws.amazon.com/tag-editor/latest/userguide/best-practices-and-strats.html */
export function tagRules({ tags }: ClusterSpec): Problem[] {
  const count = Object.keys(tags).length;
  const tooMany =
    count > MOST_TAGS
      ? [
          error(
            ["tags"],
            `there are ${count} tags; AWS takes 50, of which Karpenter needs some for its own; keep to ${MOST_TAGS}`,
          ),
        ]
      : [];
  return [
    ...tooMany,
    ...Object.entries(tags).flatMap(([key, value]) => {
      const path = ["tags", key];
      if (/^aws:/i.test(key)) return [error(path, "tags that begin with aws: are AWS's own; choose another key")];
      if (key === "karpenter.sh/discovery") {
        return [
          error(
            path,
            "by this tag Karpenter finds subnets and security group, so it can't be on everything; remove it, it is set where it belongs",
          ),
        ];
      }
      return [key, value].every((text) => /^[\p{L}\p{Z}\p{N}_.:/=+\-@]*$/u.test(text))
        ? []
        : [
            error(
              path,
              "a character is in key or value that AWS doesn't take in tags; use letters, digits, spaces and _ . : / = + - @",
            ),
          ];
    }),
  ];
}

const MOST_TAGS = 40;
