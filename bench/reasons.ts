/**
 * Why a row misses its goal, by profiles (`BENCH_PROFILE`) and by leaving parts out. Shown only where it does miss. Shares
 * of CPU time are those of a busy machine: they move less than times do.
 */
const START = `by 24 profiles of one POST, 31 % of the CPU time are our own: V8 reads and compiles 370 KB (8 %), and some 400 functions run once \
each, in the interpreter (23 %: inputs and checks 4, log, outputs, summary and receipt 7, all else less than 2). undici takes 15 % and the compiling \
of it 8 %; what is left the bare script has as well. Not taken: rare parts as chunks of their own, 50 KB for 1 %; all outputs in one write, 1 %, \
where each that fits is written now, however full the disk is`;

const AWAY =
  "what runs before the first byte (Node's own start, 25 ms) and after the last reply (report and exit, 10 ms) is all that a network does not hide";

const THOUSAND = `by five profiles, of our CPU time for 1,000 targets, undici and Node's sockets below it take 41 %, the garbage collector 11 %, the start 20 %. \
The rest is ours: one write is nine async functions from the domain to the socket, and its signature 3 %; log, outputs and summary of all of \
them 5 %. http.client builds its requests in C and writes no report`;

export const REASONS: Readonly<Record<string, string>> = {
  "start-undici": START,
  "start-bare": START,
  "thousand-kept": THOUSAND,
  "thousand-limit": `the limit has no start (some 90 ms), no TLS for 16 connections and no report of 1,000 lines; and 16 replies that come \
at one moment wait for each other, by a quarter of a millisecond each`,
  "thousand-narrow": "the limit has no start, no TLS and no report",
  "thousand-cpu": THOUSAND,
  "thousand-cpu-kept": THOUSAND,
  away: AWAY,
  "away-kept": AWAY,
  "away-blind": `with no network bash and its one curl take 40 ms for all of it, Node 25 ms before our first line; ${AWAY}`,
  "away-one": AWAY,
  "away-one-bash": `with no network bash, openssl and curl take 21 ms for all of it, Node 25 ms before our first line; ${AWAY}`,
  "away-keys":
    "14 more TLS connections begin at one moment, when the list of keys is there, and our process has more to do beside them",
  "away-successor":
    "as with keys: 14 more TLS connections begin at one moment; looks at the keys are compared before the next wave goes out",
  inventory:
    "the limit has no start, no TLS and no report of 1,000 targets, whose plans' own lists of stages are read beside the third look",
  guard:
    "the list of 5,000 keys comes before the reads that the limit counts, in six waves of pages; start, detach and look come on top",
};
