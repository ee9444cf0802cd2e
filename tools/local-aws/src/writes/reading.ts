/**
 * Calls that change nothing, by the name of the action, or by method and path. A wrong value finds nothing there, and
 * one that is refused after its answer has changed nothing.
 */
export const READING =
  /^(Batch(Describe|Get)|Describe|Filter|Get|List|Lookup|Receive|Search|Select|Simulate|TestDNS)|^(GET|HEAD) /;
