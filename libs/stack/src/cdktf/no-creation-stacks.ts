// A namespace of `import * as` cannot be written to.
// eslint-disable-next-line @typescript-eslint/no-require-imports
import stackTraces = require('cdktf/lib/tokens/private/stack-trace');

/**
 * cdktf 0.21 takes a stack trace for every token, for the message of an error about it ("Object creation stack"); it takes an eighth of a
 * synthesis, and under jest, which maps each frame to its source, two thirds of one. To be called where an error is followed by another
 * synthesis that takes them (the bundle, ADR 21), and by tests: the stack trace of a failed test leads to the construct.
 */
export function leaveCreationStacksOut(): void {
  stackTraces.captureStackTrace = () => [];
}
