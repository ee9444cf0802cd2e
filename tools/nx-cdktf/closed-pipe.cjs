// Loaded before every program that talks to a person (tools/run.mjs, tools/nx-cdktf). When the reader of a pipe goes away, as in `npm start | head`, Node
// reports EPIPE by an 'error' event of the stream, which ends a program that does not listen (Node documentation, "Class: stream.Writable"). A deploy does not
// end half-way because its output is not read any more, and its exit code stays that of its work.
'use strict';

for (const stream of [process.stdout, process.stderr]) {
  stream.on('error', (error) => {
    if (error.code !== 'EPIPE') throw error;
  });
}
