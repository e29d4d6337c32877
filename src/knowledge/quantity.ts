const FACTORS: Readonly<Record<string, number>> = {
  n: 1e-9,
  u: 1e-6,
  m: 1e-3,
  "": 1,
  k: 1e3,
  M: 1e6,
  G: 1e9,
  T: 1e12,
  P: 1e15,
  E: 1e18,
  Ki: 2 ** 10,
  Mi: 2 ** 20,
  Gi: 2 ** 30,
  Ti: 2 ** 40,
  Pi: 2 ** 50,
  Ei: 2 ** 60,
};

/**
 * Kubernetes' grammar of quantities (`resource.ParseQuantity`), in parts: sign, digits, exponent, unit.
 * https://kubernetes.io/docs/reference/kubernetes-api/common-definitions/quantity/
 */
const QUANTITY = /^([+-]?)(\d+(?:\.\d*)?|\.\d+)(?:[eE]([+-]?\d+)|([KMGTPE]i|[numkMGTPE])?)$/;

/** What CRDs let through as a quantity: more than Kubernetes then reads, such as `1e1.5`. */
export const CRD_QUANTITY =
  /^(\+|-)?(([0-9]+(\.[0-9]*)?)|(\.[0-9]+))(([KMGTPE]i)|[numkMGTPE]|([eE](\+|-)?(([0-9]+(\.[0-9]*)?)|(\.[0-9]+))))?$/;

/** A quantity as people write one: no sign, no exponent, nothing smaller than a thousandth. */
export const PLAIN_QUANTITY = /^\d+(\.\d+)?(m|k|Ki|[MGTPE]i?)?$/;

/** A Kubernetes quantity as a number: `250m` is 0.25, `1Gi` is 1,073,741,824, `1e3` is 1,000. */
export function quantityValue(quantity: string): number {
  const value = readQuantity(quantity);
  if (Number.isNaN(value)) throw new Error(`"${quantity}" is no Kubernetes quantity`);
  return value;
}

/** Like {@link quantityValue}, but `NaN` for what is no quantity. */
export function readQuantity(text: string): number {
  const [, sign, digits, exponent, unit = ""] = QUANTITY.exec(text) ?? [];
  const factor = exponent === undefined ? FACTORS[unit] : 10 ** Number(exponent);
  return digits === undefined || factor === undefined ? Number.NaN : Number(`${sign}${digits}`) * factor;
}
