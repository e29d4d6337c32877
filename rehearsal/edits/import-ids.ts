type Attributes = Readonly<Record<string, unknown>>;

/** By what a resource is imported whose `id` it isn't. */
const IDS: Readonly<Record<string, (of: Attributes) => string>> = {
  aws_cloudwatch_event_target: ({ rule, target_id: target }) => `${rule}/${target}`,
  aws_iam_role_policy_attachment: ({ role, policy_arn: policy }) => `${role}/${policy}`,
  aws_route: ({ route_table_id: table, destination_cidr_block: range }) => `${table}_${range}`,
  aws_route_table_association: ({ subnet_id: subnet, route_table_id: table }) => `${subnet}/${table}`,
};

/** A state as `terraform show -json` tells it, as far as it is looked at. */
export interface StateDocument {
  readonly values?: {
    readonly root_module: {
      readonly resources?: readonly {
        readonly address: string;
        readonly mode: string;
        readonly type: string;
        readonly values: Attributes;
      }[];
    };
  };
}

/** `import` blocks for all in a state that is in AWS. */
export function importsOf({ values }: StateDocument): readonly { to: string; id: string }[] {
  return (values?.root_module.resources ?? []).flatMap(({ address, mode, type, values: attributes }) => {
    if (mode !== "managed" || !type.startsWith("aws_")) return [];
    return [{ to: address, id: IDS[type]?.(attributes) ?? String(attributes.id) }];
  });
}
