import { quantityValue } from "../../product";
import type { Container, EnvironmentVariable, Pod } from "../objects";

/**
 * The environment of a container as a kubelet makes it.
 *
 * @throws Error for a source of values that is not known here, so that nothing is left out in silence
 */
export function containerEnvironment(pod: Pod, container: Container): Record<string, string> {
  return Object.fromEntries(
    (container.env ?? []).map((variable) => [variable.name, variableValue(variable, pod, container)]),
  );
}

function variableValue({ name, value, valueFrom }: EnvironmentVariable, pod: Pod, container: Container): string {
  if (!valueFrom) return value ?? "";
  if (valueFrom.fieldRef) return podField(pod, valueFrom.fieldRef.fieldPath);
  if (valueFrom.resourceFieldRef) {
    const { resource, divisor = "1" } = valueFrom.resourceFieldRef;
    return containerResource(container, resource, divisor);
  }
  throw new Error(`environment variable ${name}: only values, fieldRef and resourceFieldRef can be played`);
}

function podField({ metadata, spec }: Pod, path: string): string {
  const fields: Record<string, string | undefined> = {
    "metadata.name": metadata.name,
    "metadata.namespace": metadata.namespace,
    "metadata.uid": metadata.uid,
    "spec.nodeName": spec.nodeName,
    "spec.serviceAccountName": spec.serviceAccountName,
  };
  const value = fields[path];
  if (value === undefined) throw new Error(`the pod's field ${path} can't be played`);
  return value;
}

/** As https://kubernetes.io/docs/concepts/workloads/pods/downward-api says: in units of the divisor, rounded up. */
function containerResource({ name, resources }: Container, field: string, divisor: string): string {
  const [kind, resource = ""] = field.split(".");
  const given = kind === "limits" ? resources?.limits : resources?.requests;
  const amount = given?.[resource];
  if (amount === undefined) throw new Error(`container ${name} sets no ${field}, which its environment refers to`);
  const unit = quantityValue(divisor) || 1;
  // Thousandths are not exact in binary: 1 / 0.001 must not become 1001.
  return String(Math.ceil(Number((quantityValue(amount) / unit).toFixed(6))));
}
