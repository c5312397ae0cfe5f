/**
 * Why a row misses its goal, by profiles (`BENCH_PROFILE`), marks and leaving parts out. Shown only where it does miss.
 */
const START = `by marks within a run on an idle machine, of 136 ms of CPU time Node and our first module take 36, connections, TLS and undici \
(which its client alone has as well) 40, the reading and compiling of our own 390 KB 14, and the run itself 45: some 400 functions run once each, in \
the interpreter, the first reply in undici's parser 9, nothing else more than 5. Not taken: rare parts as chunks of their own, 50 KB for 1 %; all \
outputs in one write, 1 %, where each that fits is written now, however full the disk is; each module of ours on its own, as undici's are, 5 % more`;

const AWAY =
  "what runs before the first byte (Node's own start, 25 to 35 ms) and after the last reply (report 13 ms, exit 10 ms) is all that a network does not hide";

const THOUSAND = `by marks within a run on an idle machine, the looks and writes take 1.02 × the limit; the start of 110 ms, where Python's is half of \
that, and the report of 1,000 targets in log, outputs, summary and receipt, 90 ms, which http.client does not write, are the rest. By five profiles, of \
our CPU time undici and Node's sockets below it take 41 %, the garbage collector 11 %, the start 20 %; one write is nine async functions from the \
domain to the socket, and its signature 3 %. http.client builds its requests in C`;

export const REASONS: Readonly<Record<string, string>> = {
  "start-undici": START,
  "start-bare": START,
  "thousand-kept": THOUSAND,
  "thousand-limit":
    "looks and writes alone are 1.02 × the limit, which has no start (110 ms), no TLS for 16 connections and no report of 1,000 targets (90 ms)",
  "thousand-narrow": "the limit has no start, no TLS and no report",
  "thousand-cpu": THOUSAND,
  "thousand-cpu-kept": THOUSAND,
  away: AWAY,
  "away-kept": AWAY,
  "away-blind": `with no network bash and its one curl take 40 ms for all of it, Node 25 ms before our first line; ${AWAY}`,
  "away-one": AWAY,
  "away-one-bash": `with no network bash, openssl and curl take 21 ms for all of it, Node 25 ms before our first line; ${AWAY}`,
  "away-keys":
    "14 more TLS connections begin at one moment, when the list of keys is there (resumed, as Node's own agent does it), and our process has more to do beside them",
  "away-successor":
    "as with keys: 14 more TLS connections begin at one moment; looks at the keys are compared before the next wave goes out",
  inventory:
    "the limit has no start, no TLS and no report of 1,000 targets, whose plans' own lists of stages are read beside the third look",
  guard:
    "the list of 5,000 keys comes before the reads that the limit counts, in six waves of pages; start, detach and look come on top",
};
