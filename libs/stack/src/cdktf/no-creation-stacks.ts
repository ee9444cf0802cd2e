// A namespace of `import * as` cannot be written to.
// eslint-disable-next-line @typescript-eslint/no-require-imports
import stackTraces = require('cdktf/lib/tokens/private/stack-trace');

/**
 * cdktf 0.21 takes a stack trace for every token, for the message of an error about it ("Object creation stack"). That
 * is an eighth of a synthesis, and under jest, which maps each frame to its source, two thirds. Call this where a
 * failed synthesis is repeated with stack traces (the bundle, ADR 21), and in tests: the stack trace of a failed test
 * points to the construct.
 */
export function leaveCreationStacksOut(): void {
  stackTraces.captureStackTrace = () => [];
}
