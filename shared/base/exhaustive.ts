/**
 * Closes a `switch` over a union: compiles only while every member has a case.
 *
 * @throws Error when data that the types do not know reaches it at run time
 */
export function exhaustive(value: never): never {
  throw new Error(`Unexpected value: ${JSON.stringify(value)}`);
}
