/** The command was called in a way that it doesn't understand, or can't do. */
export class UsageError extends Error {
  override readonly name = "UsageError";
}
