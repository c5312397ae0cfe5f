"""Runs commands one at a time and says what each cost. One JSON line in, one JSON line out.

Node cannot ask what one ended child has used; wait4() tells exactly that: user and system time and the peak memory of the
child, together with the children that it has waited for (of memory: of the largest of them).
The times are taken in this small process, right around spawn and exit.
"""

import json
import os
import signal
import sys
import threading
import time

NULL_IN = (os.POSIX_SPAWN_OPEN, 0, "/dev/null", os.O_RDONLY, 0)
OUT = os.O_WRONLY | os.O_CREAT | os.O_TRUNC


def run(command):
    actions = [
        NULL_IN,
        (os.POSIX_SPAWN_OPEN, 1, command["stdout"], OUT, 0o600),
        (os.POSIX_SPAWN_OPEN, 2, command["stderr"], OUT, 0o600),
    ]
    argv = command["argv"]
    started = time.perf_counter()
    pid = os.posix_spawn(argv[0], argv, command["env"], file_actions=actions, setpgroup=0)
    timer = threading.Timer(command["timeoutMs"] / 1000, os.killpg, (pid, signal.SIGKILL))
    timer.start()
    _, status, usage = os.wait4(pid, 0)
    wall = time.perf_counter() - started
    timer.cancel()
    return {
        "exitCode": os.waitstatus_to_exitcode(status),
        "wallMs": wall * 1000,
        "cpuMs": (usage.ru_utime + usage.ru_stime) * 1000,
        "peakKiB": usage.ru_maxrss,
    }


for line in sys.stdin:
    print(json.dumps(run(json.loads(line))), flush=True)
