// For NODE_OPTIONS=--require: ends the action's main program before its first line, as a lack of memory may.
if (/[\\/]dist[\\/]index\.js$/.test(process.argv[1] ?? "")) process.kill(process.pid, "SIGKILL");
